"""Citations in the catalog: written by difference, found from both ends, and when to look again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import Caution, Citation, Passage
from corpus.schema import derived, from_row, row_hash
from storage.catalog import Catalog
from storage.catalog.citations import CitationDependencies, CitingPassageRow
from tests.storage.test_catalog import carry, passage, resolved

WORK = "休息法"
TARGET = "休息法/第三条@2020-01-01"


def cited(article: str, target: str | None = None, reason: str | None = None) -> Citation:
    return Citation(f"本法{article}", WORK, article, None, None, target, reason)


@pytest.fixture
def articles(catalog: Catalog) -> list[Passage]:
    """Three stored articles of one work, by id."""
    carry(catalog, WORK, "a.md")
    made = [passage(WORK, "a.md", number=number) for number in ("第一条", "第二条", "第三条")]
    catalog.works.commit([resolved(catalog, WORK, *made)])
    return sorted(made, key=lambda article: article.id)


def commit(catalog: Catalog, by_passage: dict[str, list[Citation]]) -> int:
    return catalog.citations.commit({WORK: ("key", CitationDependencies(), by_passage)})


def test_a_commit_counts_the_passages_that_it_changes(
    catalog: Catalog,
    articles: list[Passage],
) -> None:
    first, second, third = (article.id for article in articles)
    found = {first: [cited("第三条", TARGET)], second: [], third: [cited("第九条")]}
    assert commit(catalog, found) == 2
    assert commit(catalog, found) == 0
    assert commit(catalog, found | {first: [], third: [cited("第八条")]}) == 2
    assert commit(catalog, {"unknown": [cited("第三条", TARGET)]}) == 0
    assert commit(catalog, {}) == 0
    rows = {row["id"]: row for row in catalog.passages.rows()}
    assert [len(rows[id_]["citations"]) for id_ in (first, second, third)] == [0, 0, 1]
    assert dict(catalog.passages.hashes()) == {id_: row_hash(row) for id_, row in rows.items()}


def test_citing_passages_are_found_by_what_they_cite(
    catalog: Catalog,
    articles: list[Passage],
) -> None:
    first, second, _ = (article.id for article in articles)
    other = Citation("休假法", "休假法", None, None, None, "休假法", "version of the day: 2019")
    twice = [cited("第九条", reason="no such article"), cited("第三条", TARGET), other]
    commit(catalog, {second: [cited("第三条", TARGET)], first: twice})
    assert catalog.citations.of([TARGET]) == [
        CitingPassageRow(first, "第三条", TARGET, None),
        CitingPassageRow(second, "第三条", TARGET, None),
    ]
    assert [row.target for row in catalog.citations.of(["休假法", TARGET])] == [
        TARGET,
        "休假法",
        TARGET,
    ]
    assert catalog.citations.of([]) == catalog.citations.of(["休息法"]) == []
    commit(catalog, {first: []})
    assert [row.passage_id for row in catalog.citations.of([TARGET])] == [second]


def test_totals_count_targets_and_the_sort_of_each_reason(
    catalog: Catalog,
    articles: list[Passage],
) -> None:
    first, second, _ = (article.id for article in articles)
    reasons = [
        "not in the archive: 休假法",
        "not in the archive: 加班法",
        "not in force on 2020-01-01",
        "not in force on 2021-01-01",
        "no version before 2019-01-01",
        "several texts 休息法@2020-01-01",
        "no such article",
    ]
    commit(
        catalog,
        {
            first: [cited("第一条", reason=reason) for reason in reasons],
            second: [cited("第三条", TARGET), cited("第三条", TARGET, "no such paragraph")],
        },
    )
    assert catalog.citations.totals() == {
        None: 2,
        "not in the archive": 2,
        "not in force": 2,
        "no version": 1,
        "several texts": 1,
        "no such article": 1,
    }


def test_citations_go_with_their_passage(catalog: Catalog, articles: list[Passage]) -> None:
    first, second, _ = articles
    commit(catalog, {first.id: [cited("第三条", TARGET)], second.id: [cited("第三条", TARGET)]})
    catalog.works.commit([resolved(catalog, WORK, second)])
    assert [row.passage_id for row in catalog.citations.of([TARGET])] == [second.id]
    assert catalog.citations.totals() == {None: 1}


def test_dependencies_come_back_by_work_as_they_were(catalog: Catalog) -> None:
    first = CitationDependencies({"休假法": ["a", "b"]}, {"法": []}, {"休假法": "k1"})
    catalog.citations.commit({"甲": ("k1", first, {}), "乙": ("k2", CitationDependencies(), {})})
    assert catalog.citations.depends() == {
        "甲": ("k1", first),
        "乙": ("k2", CitationDependencies()),
    }
    catalog.citations.commit({"甲": ("k3", CitationDependencies(), {})})
    assert catalog.citations.depends()["甲"] == ("k3", CitationDependencies())


@pytest.mark.parametrize(
    ("keys", "stage", "is_current"),
    [
        pytest.param({"甲": "1", "乙": "2"}, ("v1",), True, id="the same"),
        pytest.param({"乙": "2", "甲": "1"}, ("v1",), True, id="in another order"),
        pytest.param({"甲": "1", "乙": "3"}, ("v1",), False, id="a work has changed"),
        pytest.param({"甲": "1"}, ("v1",), False, id="a work is gone"),
        pytest.param({"甲": "1", "乙": "2", "丙": "3"}, ("v1",), False, id="a work is new"),
        pytest.param({"甲": "2", "乙": "1"}, ("v1",), False, id="keys are exchanged"),
        pytest.param({"甲": "1", "乙": "2"}, ("v2",), False, id="another version of the stage"),
        pytest.param({"甲": "1", "乙": "2"}, (), False, id="no version"),
    ],
)
def test_works_are_looked_at_again_when_one_of_them_changed(
    catalog: Catalog,
    keys: dict[str, str],
    stage: tuple[str, ...],
    is_current: bool,
) -> None:
    assert not catalog.citations.is_current(keys, *stage)
    catalog.citations.done({"甲": "1", "乙": "2"}, "v1")
    assert catalog.citations.is_current(keys, *stage) is is_current


def test_works_that_are_no_more_are_forgotten(catalog: Catalog) -> None:
    none = CitationDependencies()
    catalog.citations.commit({work: ("k", none, {}) for work in ("甲", "乙", "丙")})
    catalog.citations.done({"乙": "k", "new": "k"}, "v1")
    assert catalog.citations.depends() == {"乙": ("k", none)}
    catalog.citations.done({}, "v1")
    assert catalog.citations.depends() == {}
    assert catalog.citations.is_current({}, "v1")


def test_works_are_of_the_jurisdiction_that_a_passage_of_theirs_states(catalog: Catalog) -> None:
    """A work of which nothing says whose law it is is left out."""
    stated = {"休息法": ("mainland", None), "渡轮法": ("taiwan", "taiwan"), "厂规": (None, None)}
    assert catalog.citations.jurisdictions() == {}
    for work, values in stated.items():
        carry(catalog, work, f"{work}.md")
        made = [
            replace(passage(work, f"{work}.md", number=number), jurisdiction=value)
            for number, value in zip(("第一条", "第二条"), values, strict=True)
        ]
        catalog.works.commit([resolved(catalog, work, *made)])
    assert catalog.citations.jurisdictions() == {"休息法": "mainland", "渡轮法": "taiwan"}
    rows = {row["id"]: row["jurisdiction"] for row in catalog.passages.rows()}
    assert sorted(rows.values(), key=str) == [None, None, None, "mainland", "taiwan", "taiwan"]


def test_cautions_come_back_as_they_were(catalog: Catalog) -> None:
    carry(catalog, WORK, "a.md")
    cautions = (Caution("open_claim", "某报称已废止。", "车城日报"), Caution("x", "y"))
    made = replace(passage(WORK, "a.md"), cautions=cautions)
    catalog.works.commit([resolved(catalog, WORK, made)])
    (row,) = catalog.passages.rows()
    assert from_row(row) == made
    assert dict(catalog.passages.hashes()) == {made.id: row_hash(row)}
    assert row_hash(row) != row_hash(row | {"cautions": []})
    assert derived(row)["caution_codes"] == ["open_claim", "x"]
