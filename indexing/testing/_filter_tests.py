"""Tests of every index store: filters."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from corpus.records import DocumentKind, Mirror, SourceRef, Status, Tag
from corpus.schema import as_of
from indexing.store import (
    Filter,
    IndexStore,
)
from indexing.testing._store_fixtures import StoreFixtures
from indexing.testing.store_rows import (
    ask,
    ids,
    index_row,
    passage,
    publish,
    unit,
    vector,
)


class FilterTests(StoreFixtures):
    """Tests of filters."""

    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            ({}, "abcde"),
            ({"kinds": ("statute",)}, "a"),
            ({"kinds": ("statute", "policy")}, "ab"),
            ({"levels": ("law",)}, "a"),
            ({"regions": ("海州市",)}, "bc"),
            ({"regions": ("海州市", "江州市")}, "bcd"),
            ({"works": ("甲法", "乙规")}, "ab"),
            ({"articles": ("第一条",)}, "ac"),
            ({"sources": ("docs",)}, "b"),
            ({"sources": ("mirror", "docs")}, "be"),
            ({"categories": ("工资",)}, "cd"),
            ({"categories": ("工时", "休假")}, "de"),
            ({"regions": ("海州市",), "articles": ("第一条",)}, "c"),
            (
                {
                    "categories": ("工资",),
                    "regions": ("江州市",),
                    "kinds": ("regulation",),
                },
                "d",
            ),
            ({"categories": ("工资",), "kinds": ("statute",)}, ""),
            ({"tags": ("union=工资",)}, "cd"),
            ({"tags": ("union=工时", "union=休假")}, "de"),
            ({"tags": ("union=工资", "stage=仲裁")}, "d"),
            ({"tags": ("union=工资", "union=休假", "stage=仲裁")}, "d"),
            ({"tags": ("other=工资",)}, ""),
            ({"works": ("甲",)}, ""),
            ({"groups": ("public", "board")}, "abcdefg"),
            ({"groups": ("board",)}, "fg"),
            ({"groups": ("audit",)}, "g"),
            ({"groups": ("pub",)}, ""),
            ({"groups": ()}, ""),
        ],
    )
    def test_each_filter_applies_to_both_searches(
        self,
        store: IndexStore,
        where: dict[str, Any],
        expected: str,
    ) -> None:
        """Values of a field are alternatives, all fields must match, and null matches no value."""
        rows = {
            "a": passage(
                "a",
                work="甲法",
                article="第一条",
                kind=DocumentKind.STATUTE,
                level="law",
            ),
            "b": passage(
                "b",
                work="乙规",
                kind=DocumentKind.POLICY,
                region="海州市",
                source=SourceRef(
                    "docs",
                    "u",
                    "p",
                    0,
                    1,
                ),
            ),
            "c": passage(
                "c",
                article="第一条",
                region="海州市",
                tags=_tags("工资"),
            ),
            "d": passage(
                "d",
                region="江州市",
                tags=(*_tags("工资", "工时"), _STAGE),
            ),
            "e": passage(
                "e",
                article=None,
                tags=_tags("休假"),
                mirrors=(Mirror("mirror", "p"),),
            ),
            "f": passage("f", groups=("board",)),
            "g": passage("g", groups=("board", "audit")),
        }
        publish(store, *map(index_row, rows.values()))
        wanted = {rows[name].id for name in expected}
        candidates = ask(store, **where)
        assert set(ids(candidates.keyword)) == wanted
        assert set(ids(candidates.vector)) == wanted
        assert ids(store.open().find(Filter(**where), 10)) == sorted(wanted)
        assert store.open().count(Filter(**where)) == len(wanted)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2019-12-31", "ac"),
            ("2020-01-01", "abcdg"),
            ("2020-12-31", "abcdg"),
            ("2021-01-01", "abcdfg"),
            ("2021-05-31", "abcdfg"),
            ("2021-06-01", "abfg"),
            (None, "abcdefg"),
        ],
    )
    def test_as_of_keeps_what_is_in_force(
        self,
        store: IndexStore,
        day: str | None,
        expected: str,
    ) -> None:
        """From the first day, up to and without the last.

        Unknown bounds pass, and drafts never do. A text without a first day passes from the day on
        which it was made; where the first day is known, that other day does not count.
        """
        begins = {"valid_from": "2020-01-01"}
        ends = {"valid_to": "2021-06-01"}
        made = {"promulgated": "2021-01-01"}
        bounds: dict[str, dict[str, Any]] = {
            "a": {},
            "b": begins,
            "c": ends,
            "d": begins | ends,
            "e": {"status": Status.DRAFT},
            "f": made,
            "g": begins | made,
        }
        publish(store, *(index_row(passage(name, **bound)) for name, bound in bounds.items()))
        wanted = [f"电车条例/{name}@2020-01-01" for name in expected]
        candidates = ask(store, as_of=day)
        assert ids(store.open().find(Filter(as_of=day), 9)) == wanted
        assert sorted(ids(candidates.keyword)) == wanted
        assert sorted(ids(candidates.vector)) == wanted

    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            ({}, "amtv"),
            ({"jurisdictions": ("mainland",)}, "m"),
            ({"jurisdictions": ("taiwan", "foreign")}, "tv"),
            ({"jurisdictions": ("hong kong",)}, ""),
            ({"not_jurisdictions": ("taiwan",)}, "amv"),
            ({"not_jurisdictions": ("taiwan", "foreign", "macao")}, "am"),
            ({"not_jurisdictions": ("foreign",), "jurisdictions": ("foreign",)}, ""),
            ({"not_jurisdictions": ("foreign",), "groups": ("public", "board")}, "amtx"),
        ],
    )
    def test_jurisdictions_are_asked_for_or_left_out(
        self,
        store: IndexStore,
        where: dict[str, Any],
        expected: str,
    ) -> None:
        """A passage that states none is in no list, and no list of those left out has it."""
        rows = {
            "a": passage("a"),
            "m": passage("m", jurisdiction="mainland"),
            "t": passage("t", jurisdiction="taiwan"),
            "v": passage("v", jurisdiction="foreign"),
            "x": passage(
                "x",
                jurisdiction="taiwan",
                groups=("board",),
            ),
        }
        publish(store, *map(index_row, rows.values()))
        wanted = sorted(rows[name].id for name in expected)
        candidates = ask(store, **where)
        assert sorted(ids(candidates.keyword)) == wanted
        assert sorted(ids(candidates.vector)) == wanted
        assert ids(store.open().find(Filter(**where), 10)) == wanted
        assert store.open().count(Filter(**where)) == len(wanted)

    def test_nothing_is_shown_as_law_on_a_day_on_which_it_is_none(self, store: IndexStore) -> None:
        """Of every status with every bounds, what passes is in force, or unknown."""
        bounds = (None, "2020-01-01", "2021-06-01")
        rows = [
            passage(
                f"{status.name}-{start}-{end}",
                status=status,
                valid_from=start,
                valid_to=end,
            )
            for status, start, end in product(
                Status,
                bounds,
                bounds,
            )
        ]
        publish(store, *map(index_row, rows))
        ended = (
            Status.SUPERSEDED,
            Status.REPEALED,
            Status.EXPIRED,
            Status.SUSPENDED,
        )
        for day in ("2019-12-31", "2020-01-01", "2021-05-31", "2021-06-01"):
            wanted = [
                row.id
                for row in rows
                if row.status is not Status.DRAFT
                and (row.valid_from is None or row.valid_from <= day)
                and (row.valid_to > day if row.valid_to else row.status not in ended)
            ]
            found = store.open().find(Filter(as_of=day), 100)
            assert ids(found) == sorted(wanted)
            shown = {as_of(row, day)["status"] for row in found}
            assert shown <= {Status.IN_FORCE, Status.UNKNOWN}
            candidates = ask(
                store,
                k=100,
                as_of=day,
            )
            assert sorted(ids(candidates.keyword)) == sorted(wanted)
            assert sorted(ids(candidates.vector)) == sorted(wanted)

    def test_filters_apply_before_ranking(self, store: IndexStore) -> None:
        """One row of 500 passes, ranks last in both searches, and is found with k = 1."""
        near = vector(1)
        others = []
        for n in range(499):
            direction = near + 0.01 * vector(n + 10)
            others.append(index_row(passage(f"第{n}条", "夜间电车夜间电车"), unit(direction)))
        worst_passage = passage(
            "孤",
            "此外还有许多别的事情要说，最后才说到夜间。",
            region="海州市",
            groups=("board",),
        )
        worst = index_row(worst_passage, unit(-near))
        publish(
            store,
            *others[:250],
            worst,
            *others[250:],
        )
        for where in (
            {"groups": ("board",)},
            {"groups": ("public", "board"), "regions": ("海州市",)},
            {"groups": ("board",), "articles": ("孤",)},
        ):
            candidates = ask(
                store,
                "夜间",
                near,
                1,
                **where,
            )
            assert ids(candidates.keyword) == [worst.row["id"]], where
            assert ids(candidates.vector) == [worst.row["id"]], where

    def test_k_candidates_come_back_whenever_k_exist(self, store: IndexStore) -> None:
        """Also when the rows that pass a filter are few, and far from the question."""
        near = vector(1)
        rows = []
        for n in range(1_000):
            passes = n % 50 == 0
            sign = -1 if passes else 1
            region = "海州市" if passes else None
            direction = sign * near + 0.2 * vector(n)
            rows.append(index_row(passage(f"第{n}条", region=region), unit(direction)))
        publish(store, *rows)
        candidates = ask(
            store,
            "电车",
            near,
            20,
            regions=("海州市",),
        )
        assert len(candidates.keyword) == len(candidates.vector) == 20


_STAGE = Tag(
    "stage",
    "仲裁",
    1.0,
    "rule",
)


def _tags(*values: str) -> tuple[Tag, ...]:
    return tuple(
        Tag(
            "union",
            value,
            1.0,
            "rule",
        )
        for value in values
    )
