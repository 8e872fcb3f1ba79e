"""Effects of works on others: an incoming one makes stale exactly what it changes, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.hashing import text_hash
from corpus.records import Citation, Effect, Evidence, Influence, Law, Source
from storage.catalog import Catalog
from storage.catalog.citations import CitationDependencies
from storage.catalog.documents import StageResult
from storage.packing import packed
from tests.storage.test_catalog import DOCUMENT, carry, passage, resolved, seen, structure


def effect(
    name: str,
    influence: Influence = Influence.AMENDS,
    since: str | None = "2013-07-01",
    words: str = "",
) -> Effect:
    return Effect(
        influence,
        name,
        since,
        "2012-12-28",
        Evidence("title: decision", words or f"《{name}》"),
    )


def bring(catalog: Catalog, works: dict[str, tuple[Effect, ...]]) -> None:
    """Files that carry works, each with what it does to others."""
    known = catalog.sources.register(Source("laws", "/laws"))
    paths = {f"{work}.md": work for work in works}
    catalog.objects.see(known.id, [seen(path, f"{index:x}") for index, path in enumerate(paths)])
    stages = [one for one in catalog.objects.stages([known.id]) if one.path in paths]
    catalog.documents.commit(
        [
            StageResult(
                _key("d", one.path),
                one.sha256,
                packed(DOCUMENT),
            )
            for one in stages
        ],
        {one.id: (_key("d", one.path), None) for one in stages},
    )
    read = {
        one.path: replace(structure(paths[one.path]), law=Law(effects=works[paths[one.path]]))
        for one in stages
    }
    results = [
        StageResult(
            _key("s", path),
            _key("d", path),
            packed(found),
        )
        for path, found in read.items()
    ]
    catalog.structures.commit(results, {one.id: (_key("s", one.path), None) for one in stages})


def _key(stage: str, path: str) -> str:
    return f"{stage}-{text_hash(path)[:8]}"


def settle(catalog: Catalog) -> None:
    """Resolve all that is stale, to nothing."""
    catalog.works.commit(
        [
            replace(resolved(catalog, work), key=key)
            for work, key in catalog.works.stale("v1").items()
        ]
    )
    assert catalog.works.stale("v1") == {}


def test_a_decision_makes_stale_exactly_the_law_that_it_changes(catalog: Catalog) -> None:
    bring(catalog, {"电车法": (), "轮渡法": (), "关于修改《轮渡法》的决定": (effect("轮渡法"),)})
    settle(catalog)
    bring(
        catalog,
        {
            "电车法": (),
            "轮渡法": (),
            "关于修改《轮渡法》的决定": (effect("轮渡法"),),
            "关于修改《电车法》的决定": (effect("电车法"),),
        },
    )
    assert set(catalog.works.stale("v1")) == {"关于修改《电车法》的决定", "电车法"}


def test_another_day_in_the_decision_makes_the_law_stale(catalog: Catalog) -> None:
    bring(catalog, {"电车法": (), "关于修改《电车法》的决定": (effect("电车法"),)})
    before = catalog.works.stale("v1")
    known = catalog.sources.register(Source("laws", "/laws"))
    again = [one for one in catalog.objects.stages([known.id]) if one.path != "电车法.md"]
    found = replace(
        structure("关于修改《电车法》的决定"),
        law=Law(effects=(effect("电车法", since="2014-01-01"),)),
    )
    catalog.structures.commit(
        [
            StageResult(
                "s2",
                _key("d", again[0].path),
                packed(found),
            )
        ],
        {again[0].id: ("s2", None)},
    )
    assert {work for work, key in catalog.works.stale("v1").items() if key != before[work]} == set(
        before
    )


NAMES = [
    ("电车法", "电车法", True),
    (
        "最高人民法院关于适用《中华人民共和国电车法》的解释（一）",
        "关于适用〈电车法〉的解释（一）",
        True,
    ),  # who passed it, marks, the state
    ("电车、轮渡管理办法", "电车轮渡管理办法", True),  # a mark between
    ("电车法实施条例", "中华人民共和国电车法实施条例", True),
    ("电车管理办法", "电车管理办法（试行）", False),  # a trial is another work
    ("关于适用《电车法》的解释（一）", "关于适用《电车法》的解释（二）", False),
    ("电车法", "电车法实施条例", False),
]


@pytest.mark.parametrize(("work", "named", "same"), NAMES)
def test_a_work_is_found_by_a_name_that_differs_in_what_writers_vary(
    catalog: Catalog,
    work: str,
    named: str,
    same: bool,
) -> None:
    bring(
        catalog,
        {
            work: (),
            "轨道交通法": (
                effect(
                    named,
                    Influence.REPEALS,
                    words=f"《{named}》",
                ),
            ),
        },
    )
    incoming = catalog.works.incoming()
    assert (
        [
            (
                one.influence,
                one.by,
                one.since,
                one.made,
                one.words,
            )
            for one in incoming.get(work, [])
        ]
    ) == (
        [
            (
                "repeals",
                "轨道交通法",
                "2013-07-01",
                "2012-12-28",
                f"《{named}》",
            )
        ]
        if same
        else []
    )
    assert set(incoming) <= {work}


def test_a_work_does_nothing_to_itself(catalog: Catalog) -> None:
    """A new 办法 ends the old one of its own name: that is a version, and the chain sees to it."""
    bring(catalog, {"电车办法": (effect("电车办法", Influence.REPEALS),)})
    assert catalog.works.incoming() == {}


def test_effects_are_reported_once_and_in_an_order_of_their_own(catalog: Catalog) -> None:
    one, other = (
        effect("电车法", since="2014-01-01"),
        effect(
            "电车法",
            Influence.REPEALS,
            None,
        ),
    )
    bring(catalog, {"电车法": (), "乙决定": (one, one), "甲法": (other,)})
    assert [(each.influence, each.by) for each in catalog.works.incoming()["电车法"]] == [
        ("amends", "乙决定"),
        ("repeals", "甲法"),
    ]


def test_what_acts_is_gone_with_its_file(catalog: Catalog) -> None:
    bring(catalog, {"电车法": (), "关于修改《电车法》的决定": (effect("电车法"),)})
    settle(catalog)
    known = catalog.sources.register(Source("laws", "/laws"))
    catalog.objects.forget(
        [one.id for one in catalog.objects.stages([known.id]) if one.path != "电车法.md"]
    )
    assert catalog.works.incoming() == {}
    assert set(catalog.works.stale("v1")) == {"电车法", "关于修改《电车法》的决定"}


CITED = Citation(
    "《电车法》第一条",
    "电车法",
    "第一条",
    None,
    None,
    "电车法/第一条@2020-01-01",
    None,
)


def test_a_work_that_is_resolved_anew_keeps_the_citations_that_another_stage_wrote(
    catalog: Catalog,
) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    made = passage("休息法", "a.md")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                made,
            )
        ]
    )
    assert (
        catalog.citations.commit({"休息法": ("k", CitationDependencies(), {made.id: [CITED]})}) == 1
    )
    [before] = catalog.passages.get([made.id])
    changed = catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                replace(made, valid_from="2021-01-01"),
            )
        ]
    )
    [after] = catalog.passages.get([made.id])
    assert changed.changed == [made.id]
    assert (after["valid_from"], after["citations"]) == ("2021-01-01", before["citations"])
    assert [one["text"] for one in after["citations"]] == ["《电车法》第一条"]
    assert [one.passage_id for one in catalog.citations.of(["电车法/第一条@2020-01-01"])] == [
        made.id
    ]
    unchanged = catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                replace(made, valid_from="2021-01-01"),
            )
        ]
    )
    assert (unchanged.new, unchanged.changed, unchanged.gone) == ([], [], [])


def test_an_index_sees_new_validity_and_old_citations_in_one_row(catalog: Catalog) -> None:
    """The hash of a row is that of the whole row, in whatever order the stages wrote its parts."""
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    made = passage("休息法", "a.md")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                made,
            )
        ]
    )
    catalog.citations.commit({"休息法": ("k", CitationDependencies(), {made.id: [CITED]})})
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                replace(made, valid_from="2021-01-01"),
            )
        ]
    )
    [first] = catalog.passages.get([made.id])
    catalog.citations.commit({"休息法": ("k", CitationDependencies(), {made.id: []})})
    catalog.citations.commit({"休息法": ("k", CitationDependencies(), {made.id: [CITED]})})
    [second] = catalog.passages.get([made.id])
    assert first == second
