"""Acts on works: a verdict that comes in makes stale exactly the work that it is directed at."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from corpus.hashing import text_hash
from corpus.notation.work_keys import loose_key
from corpus.records import (
    Act,
    Action,
    Citation,
    Evidence,
    Source,
    Target,
    Verdict,
    WeighedAct,
)
from storage.catalog import Catalog
from storage.catalog._engine import Database
from storage.catalog.citations import CitationDependencies
from storage.catalog.claims import ClaimDecision
from storage.catalog.documents import StageResult
from storage.packing import packed
from tests.storage.test_catalog import DOCUMENT, carry, passage, resolved, seen, structure


def act(
    name: str,
    action: Action = Action.AMEND,
    since: str | None = "2013-07-01",
) -> Act:
    return Act(
        action,
        Target(name, f"《{name}》"),
        since,
        "2012-12-28",
        Evidence("title: decision", f"《{name}》"),
    )


def bring(catalog: Catalog, works: dict[str, tuple[Act, ...]]) -> None:
    """Files that contain works, each with its acts."""
    known = catalog.sources.register(Source("laws", "/laws"))
    paths = {f"{work}.md": work for work in works}
    catalog.objects.see(known.id, [seen(path, f"{index:x}") for index, path in enumerate(paths)])
    stages = [row for row in catalog.objects.stages([known.id]) if row.path in paths]
    catalog.documents.commit(
        [StageResult(_key("d", row.path), row.sha256, packed(DOCUMENT)) for row in stages],
        {row.id: (_key("d", row.path), None) for row in stages},
    )
    results = []
    for path, work in paths.items():
        found = replace(structure(work), acts=works[work])
        results.append(StageResult(_key("s", path), _key("d", path), packed(found)))
    catalog.structures.commit(results, {row.id: (_key("s", row.path), None) for row in stages})


def _key(stage: str, path: str) -> str:
    return f"{stage}-{text_hash(path)[:8]}"


def weighed(
    by: str,
    target: str | None,
    *,
    since: str = "2013-07-01",
    verdict: Verdict = Verdict.APPLIED,
) -> WeighedAct:
    return WeighedAct(
        id=f"{by} {target}",
        by=by,
        source="laws",
        path=f"{by}.md",
        act=act(target or "无", since=since),
        target=target,
        verdict=verdict,
    )


def settle(catalog: Catalog) -> None:
    """Resolve all that is stale, to nothing."""
    incoming = catalog.claims.incoming()
    catalog.works.commit(
        [
            replace(resolved(catalog, work), key=key)
            for work, key in catalog.works.stale("v1", incoming=incoming).items()
        ]
    )
    assert catalog.works.stale("v1", incoming=incoming) == {}


LAWS = {"电车法": (), "轮渡法": (), "关于修改《轮渡法》的决定": (act("轮渡法"),)}


def test_an_act_makes_stale_exactly_its_target(catalog: Catalog) -> None:
    bring(catalog, LAWS)
    settle(catalog)
    catalog.claims.commit({"轮渡法": ("k", [weighed("决定", "轮渡法")])})
    assert set(catalog.works.stale("v1", incoming=catalog.claims.incoming())) == {"轮渡法"}


@pytest.mark.parametrize(
    "changed",
    [
        weighed("决定", "电车法", since="2014-01-01"),
        weighed("决定", "电车法", verdict=Verdict.OPEN),
        weighed("决定", None),
    ],
    ids=["another day", "another verdict", "no target"],
)
def test_another_day_or_verdict_makes_the_target_stale(
    catalog: Catalog, changed: WeighedAct
) -> None:
    bring(catalog, LAWS)
    catalog.claims.commit({"电车法": ("k", [weighed("决定", "电车法")])})
    settle(catalog)
    catalog.claims.commit({"电车法": ("k2", [changed])})
    assert set(catalog.works.stale("v1", incoming=catalog.claims.incoming())) == {"电车法"}


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
    bring(catalog, {work: (), "轨道交通法": (act(named, Action.REPEAL),)})
    stated = catalog.claims.stated()
    name = loose_key(named)
    assert [(found.by.work, found.act) for found in stated[name]] == [
        ("轨道交通法", act(named, Action.REPEAL))
    ]
    facts = catalog.claims.facts([name])
    assert [found.work for found in facts.get(name, [])] == ([work] if same else [])


def test_what_a_document_states_is_gone_with_its_file(catalog: Catalog) -> None:
    bring(catalog, LAWS)
    known = catalog.sources.register(Source("laws", "/laws"))
    catalog.objects.forget(
        [row.id for row in catalog.objects.stages([known.id]) if row.path.startswith("关于")]
    )
    assert catalog.claims.stated() == {}


def test_incoming_acts_are_listed_once_and_in_an_order_of_their_own(catalog: Catalog) -> None:
    late = weighed("甲法", "电车法", since="2014-01-01")
    early = weighed("乙决定", "电车法")
    catalog.claims.commit({"电车法": ("k", [late, early, late])})
    assert catalog.claims.incoming() == {"电车法": [early, late]}
    assert catalog.claims.keys() == {"电车法": "k"}


def test_a_name_without_acts_goes(catalog: Catalog) -> None:
    catalog.claims.commit({"电车法": ("k", [weighed("决定", "电车法")])})
    catalog.claims.commit({"电车法": ("", [])})
    assert catalog.claims.keys() == {}
    assert list(catalog.claims.all()) == []


NAMES_OF_MANY = [("电车法", 7), ("轮渡法", 1)]


def many() -> dict[str, tuple[str, list[WeighedAct]]]:
    return {
        name: (f"key of {name}", [weighed(f"{name}决定{number}", name) for number in range(count)])
        for name, count in NAMES_OF_MANY
    }


def test_many_claims_are_written_in_several_transactions(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog.claims.commit({"电车法": ("old", [weighed("从前", "电车法")])})
    monkeypatch.setattr("storage.catalog.claims._ROWS", 3)
    written = many()
    catalog.claims.commit(written)
    assert catalog.claims.keys() == {name: key for name, (key, _) in written.items()}
    stored = {act.id for act in catalog.claims.all()}
    assert stored == {act.id for _, acts in written.values() for act in acts}


@pytest.mark.parametrize("transactions", [1, 2])
def test_claims_that_are_half_written_are_weighed_again(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, transactions: int
) -> None:
    catalog.claims.commit({"电车法": ("key of 电车法", [weighed("从前", "电车法")])})
    monkeypatch.setattr("storage.catalog.claims._ROWS", 3)
    write = Database.write
    begun: list[Database] = []

    def interrupted(database: Database) -> AbstractContextManager[Connection]:
        begun.append(database)
        if len(begun) > transactions:
            raise KeyboardInterrupt
        return write(database)

    monkeypatch.setattr(Database, "write", interrupted)
    written = many()
    with pytest.raises(KeyboardInterrupt):
        catalog.claims.commit(written)
    monkeypatch.setattr(Database, "write", write)
    stored = catalog.claims.keys()
    assert stored.keys() == written.keys()  # so that a name that nothing states any more goes
    assert all(stored[name] != key for name, (key, _) in written.items())
    catalog.claims.commit(written)
    assert len(list(catalog.claims.all())) == 8
    catalog.claims.commit(dict.fromkeys(written, ("", [])))
    assert (catalog.claims.keys(), list(catalog.claims.all())) == ({}, [])


def test_decisions_about_some_claims_are_found_by_their_ids(catalog: Catalog) -> None:
    claims = [weighed(f"决定{number}", "电车法", verdict=Verdict.OPEN) for number in range(3)]
    for claim in claims:
        catalog.claims.decide(ClaimDecision(claim.id, Verdict.REJECTED, "李", "错", "2026", claim))
    assert set(catalog.claims.decisions([claims[0].id, "none"])) == {claims[0].id}
    assert catalog.claims.decisions([]) == {}
    assert len(catalog.claims.decisions()) == 3


def test_a_decision_outlives_its_claim_and_a_later_one_replaces_it(catalog: Catalog) -> None:
    claim = weighed("决定", "电车法", verdict=Verdict.OPEN)
    catalog.claims.commit({"电车法": ("k", [claim])})
    first = ClaimDecision(
        claim.id, Verdict.ACCEPTED, "李", "seen in the gazette", "2026-01-01", claim
    )
    catalog.claims.decide(first)
    catalog.claims.commit({"电车法": ("", [])})
    assert catalog.claims.decisions() == {claim.id: first}
    second = replace(first, verdict=Verdict.REJECTED)
    catalog.claims.decide(second)
    assert catalog.claims.decisions() == {claim.id: second}


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
