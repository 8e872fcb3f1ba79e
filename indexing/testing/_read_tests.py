"""Tests of every index store: views, and reading rows without a question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.records import Span, Tag
from corpus.schema import Row
from indexing.store import (
    CandidateLists,
    CandidateQuery,
    Filter,
    IndexStore,
    RowEntry,
)
from indexing.testing._store_fixtures import StoreFixtures
from indexing.testing.store_rows import (
    ODD_VALUES,
    ask,
    full_passage,
    ids,
    index_row,
    numbered,
    odd_passage,
    passage,
    publish,
    row_ids,
    vector,
)


class ReadTests(StoreFixtures):
    """Tests of views, and reading rows without a question."""

    def test_a_reader_keeps_its_view(self, store: IndexStore) -> None:
        """It does not change with later publications; a new reader sees all of them."""
        rows = numbered(20)
        publish(store, *rows[:10])
        reader = store.open()
        query = CandidateQuery(
            "电车",
            rows[0].vector,
            50,
        )
        before = reader.candidates(query)
        hashes = list(reader.hashes())
        for step in range(3):
            changed = [
                index_row(passage(f"第{n}条", f"第{n}条　改为夜间电车{step}。"))
                for n in range(1, 6)
            ]
            publish(
                store,
                *changed,
                *rows[10:],
                deletes=row_ids(rows[5:10]),
            )
            assert reader.candidates(query) == before
        publish(
            store,
            *rows[:1],
            name="g2",
        )
        assert reader.candidates(query) == before
        assert (list(reader.hashes()), reader.count()) == (hashes, 10)
        assert reader.get([rows[9].row["id"]]) == [rows[9].row]
        assert reader.generation.version == 1
        assert store.open("g1").count() == 15
        reader.close()

    def test_an_empty_index_answers_with_nothing(self, store: IndexStore) -> None:
        """Empty is an answer, not an error."""
        publish(store)
        reader = store.open()
        assert (
            reader.candidates(
                CandidateQuery(
                    "电车",
                    vector(1),
                    10,
                )
            )
            == CandidateLists()
        )
        assert reader.count() == 0
        assert reader.count(Filter()) == 0
        assert list(reader.hashes()) == []
        assert reader.find(Filter(), 5) == []
        assert reader.get(["x"]) == []

    def test_an_index_that_was_emptied_answers_with_nothing(self, store: IndexStore) -> None:
        """It can be filled again."""
        rows = numbered(5)
        publish(store, *rows)
        publish(store, deletes=row_ids(rows))
        assert ask(store) == CandidateLists()
        publish(store, *rows)
        assert len(ask(store).keyword) == len(ask(store).vector) == 5

    def test_rows_are_got_in_the_order_asked(self, store: IndexStore) -> None:
        """Unknown ids are left out; groups are the caller's business."""
        secret = index_row(passage("密", groups=("board",)))
        rows = [*numbered(5), secret]
        publish(store, *rows)
        asked = [
            rows[n].row["id"]
            for n in (
                4,
                0,
                5,
                2,
            )
        ]
        assert (
            ids(
                store.open().get(
                    [
                        asked[0],
                        "never",
                        *asked[1:],
                    ]
                )
            )
            == asked
        )
        assert store.open().get([]) == []

    def test_every_row_is_listed_in_slices(self, store: IndexStore) -> None:
        """In the order of Python's strings, with the filter's groups; any text is a bound."""
        rows = [
            *map(index_row, map(odd_passage, ODD_VALUES)),
            index_row(full_passage()),
            index_row(
                passage(
                    "众",
                    groups=(
                        "b",
                        "a",
                        "b",
                    ),
                )
            ),
        ]
        publish(store, *rows)
        reader = store.open()
        entries = [_entry(written.row) for written in rows]
        expected = sorted(entries, key=lambda entry: entry.id)
        assert reader.entries(None, None) == expected
        bounds = [entry.id for entry in expected]
        for bound in (
            *bounds,
            "",
            "'",
            "车",
            "\U0010ffff",
        ):
            below = reader.entries(None, bound)
            above = reader.entries(bound, None)
            assert below == [entry for entry in expected if entry.id <= bound]
            assert below + above == expected
        assert reader.entries(bounds[1], bounds[3]) == expected[2:4]

    def test_what_is_stored_is_what_was_written(self, store: IndexStore) -> None:
        """Row and vector as they were, in the order asked; of the published version."""
        rows = [
            index_row(full_passage()),
            *numbered(3),
            *map(index_row, map(odd_passage, ODD_VALUES)),
        ]
        publish(store, *rows)
        store.write("g1", [index_row(passage("第1条", "还没有公布。"))])
        asked = row_ids(reversed(rows))
        stored_rows = store.open().stored_rows(["never", *asked])
        assert [stored.id for stored in stored_rows] == asked
        for stored, written in zip(
            stored_rows,
            reversed(rows),
            strict=True,
        ):
            assert stored.row == written.row
            assert stored.vector is not None
            assert np.array_equal(stored.vector, written.vector)
            assert stored.inconsistent == ()
        assert store.open().stored_rows([]) == []

    def test_rows_are_found_by_filter(self, store: IndexStore) -> None:
        """Sorted by id, at most `limit`, and only what the user may see."""
        rows = [*numbered(5), index_row(passage("密", groups=("board",)))]
        publish(store, *rows)
        expected = sorted(row_ids(rows[:5]))
        assert ids(store.open().find(Filter(), 100)) == expected
        assert ids(store.open().find(Filter(), 2)) == expected[:2]
        assert ids(store.open().find(Filter(articles=("第3条",)), 9)) == [rows[2].row["id"]]

    def test_counting(self, store: IndexStore) -> None:
        """Without a filter every row, whatever its groups; else those that pass."""
        publish(
            store,
            *numbered(4),
            index_row(passage("密", groups=("board",))),
        )
        reader = store.open()
        assert reader.count() == 5
        assert reader.count(Filter()) == 4
        assert reader.count(Filter(groups=("board", "public"))) == 5

    def test_counting_tags(self, store: IndexStore) -> None:
        """Each tag counts once a row; rows that the filter leaves out do not count."""
        wages = Tag("union", "工资", 1.0, "rule", Span(0, 1))
        again = replace(wages, evidence=Span(1, 2))
        hours = Tag("union", "工时", 1.0, "rule")
        stage = Tag("stage", "工资", 1.0, "rule")
        publish(
            store,
            index_row(passage("甲", tags=(wages, again, stage))),
            index_row(passage("乙", tags=(wages, hours))),
            index_row(passage("丙", groups=("board",), tags=(wages,))),
            index_row(passage("丁")),
        )
        reader = store.open()
        everything = {"stage=工资": 1, "union=工时": 1, "union=工资": 2}
        assert reader.count_tags(Filter()) == everything
        assert reader.count_tags(Filter(tags=("union=工时",))) == {"union=工时": 1, "union=工资": 1}
        assert reader.count_tags(Filter(groups=())) == {}


def _entry(row: Row) -> RowEntry:
    groups = tuple(sorted(set(row["groups"])))
    return RowEntry(
        row["id"],
        row["row_hash"],
        groups,
    )
