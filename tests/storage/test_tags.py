"""Tags of passages: a stage replaces those of its scheme; readers get those of all schemes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.codec import to_json
from corpus.hashing import text_hash
from corpus.records import (
    Answer,
    Citation,
    Passage,
    ScanTag,
    Span,
    Tag,
    TagDecision,
    TagProposal,
)
from corpus.schema import FIELDS, Row, from_row, input_hash, row_hash
from storage.catalog import Catalog
from storage.catalog.citations import CitationDependencies
from storage.catalog.tags import SchemeCounts, result_key
from tests.storage.test_catalog import carry, passage, resolved

WORK = "休息法"
SURE = Tag(
    "scan",
    ScanTag.READ.value,
    0.97,
    "ocr",
)
UNSURE = Tag(
    "scan",
    ScanTag.UNSURE.value,
    0.62,
    "ocr",
)
TOPIC = Tag(
    "topic",
    "工资",
    0.8,
    "model",
    Span(4, 6),
)
OTHER_TOPIC = Tag("topic", "工时", 0.7, "model")
CITED = Citation(
    "本法第二条",
    WORK,
    "第二条",
    None,
    None,
    None,
    "no such article",
)


MAYBE = TagProposal(
    "工时",
    0.61,
    accepted=False,
    method="rules",
    reason="rule hours",
    evidence=Span(4, 6),
)
TAGGED_BY = {name: name.ljust(32, "0") for name in ("t1", "t2")}


def tag(
    catalog: Catalog,
    tagged_by: str,
    tags: dict[str, list[Tag]],
) -> int:
    """Write tags of the scheme `topic`; how many rows changed."""
    results = {
        id_: [
            TagProposal(
                given_tag.value,
                given_tag.confidence,
                accepted=True,
                method=given_tag.method,
                evidence=given_tag.evidence,
            )
            for given_tag in given
        ]
        for id_, given in tags.items()
    }
    return catalog.tags.commit("topic", TAGGED_BY[tagged_by], results)


def key_of(catalog: Catalog, tagged_by: str) -> str:
    """The key of a result of the only passage."""
    row = only_row(catalog)
    return result_key(TAGGED_BY[tagged_by], input_hash(row))


def commit(catalog: Catalog, *passages: Passage) -> None:
    catalog.works.commit(
        [
            resolved(
                catalog,
                WORK,
                *passages,
            )
        ]
    )


def only_row(catalog: Catalog) -> Row:
    (row,) = catalog.passages.rows()
    return row


def tags(catalog: Catalog) -> tuple[Tag, ...]:
    return from_row(only_row(catalog)).tags


def assert_hash_is_of_row(catalog: Catalog) -> None:
    """The stored hash is the hash of what readers get."""
    row = only_row(catalog)
    assert dict(catalog.passages.hashes()) == {row["id"]: row_hash(row)}


@pytest.fixture
def scanned(catalog: Catalog) -> Passage:
    """A passage of a page that OCR read with little confidence."""
    carry(
        catalog,
        WORK,
        "a.pdf",
    )
    first = replace(passage(WORK, "a.pdf"), tags=(UNSURE,))
    commit(catalog, first)
    return first


def test_a_page_that_is_read_better_later_loses_its_old_mark(
    catalog: Catalog, scanned: Passage
) -> None:
    commit(catalog, replace(scanned, tags=(SURE,)))
    assert tags(catalog) == (SURE,)
    assert_hash_is_of_row(catalog)


def test_a_file_replaced_by_one_with_text_loses_the_mark_of_the_scan(
    catalog: Catalog, scanned: Passage
) -> None:
    assert tags(catalog) == (UNSURE,)
    commit(catalog, replace(scanned, tags=()))
    assert tags(catalog) == ()
    assert catalog.tags.keys("scan").keys() == {scanned.id}
    assert_hash_is_of_row(catalog)


def test_a_text_replaced_by_a_scan_gets_the_mark_though_it_has_citations(catalog: Catalog) -> None:
    carry(
        catalog,
        WORK,
        "a.pdf",
    )
    first = passage(WORK, "a.pdf")
    commit(catalog, first)
    cite(catalog, first)
    commit(catalog, replace(first, tags=(UNSURE,)))
    assert tags(catalog) == (UNSURE,)
    assert [cited["text"] for cited in only_row(catalog)["citations"]] == [CITED.text]
    assert_hash_is_of_row(catalog)


def cite(catalog: Catalog, citing: Passage) -> None:
    depends = CitationDependencies()
    catalog.citations.commit({WORK: ("key", depends, {citing.id: [CITED]})})


def test_tags_of_other_schemes_stay_until_their_own_stage_writes_them(
    catalog: Catalog, scanned: Passage
) -> None:
    tag(catalog, "t1", {scanned.id: [TOPIC, OTHER_TOPIC]})
    assert tags(catalog) == (UNSURE, OTHER_TOPIC, TOPIC)
    commit(
        catalog,
        replace(
            scanned,
            title="中华休息法",
            tags=(SURE,),
        ),
    )
    assert tags(catalog) == (SURE, OTHER_TOPIC, TOPIC)
    tag(catalog, "t2", {scanned.id: [TOPIC]})
    assert tags(catalog) == (SURE, TOPIC)
    assert catalog.tags.keys("topic") == {scanned.id: key_of(catalog, "t2")}
    assert_hash_is_of_row(catalog)


def test_a_changed_tag_is_a_changed_row_with_the_same_vector(
    catalog: Catalog, scanned: Passage
) -> None:
    texts = dict(next(catalog.passages.without_vector("m")))
    catalog.embeddings.put("m", [(key, b"1234") for key in texts])
    before = dict(catalog.passages.hashes())
    assert tag(catalog, "t1", {scanned.id: [TOPIC]}) == 1
    assert dict(catalog.passages.hashes()) != before
    assert catalog.passages.count_without_vector("m") == 0
    assert_hash_is_of_row(catalog)


def test_the_same_tags_under_another_key_leave_the_row(catalog: Catalog, scanned: Passage) -> None:
    tag(catalog, "t1", {scanned.id: [TOPIC]})
    before = dict(catalog.passages.hashes())
    assert tag(catalog, "t2", {scanned.id: [TOPIC]}) == 0
    assert dict(catalog.passages.hashes()) == before
    assert catalog.tags.keys("topic") == {scanned.id: key_of(catalog, "t2")}


def test_a_result_without_tags_is_known_too(catalog: Catalog, scanned: Passage) -> None:
    assert catalog.tags.keys("topic") == {}
    tag(catalog, "t1", {scanned.id: []})
    assert catalog.tags.keys("topic") == {scanned.id: key_of(catalog, "t1")}
    assert tags(catalog) == (UNSURE,)


def test_tags_go_with_their_passage(catalog: Catalog, scanned: Passage) -> None:
    tag(catalog, "t1", {scanned.id: [TOPIC]})
    catalog.works.commit([replace(resolved(catalog, WORK), key="")])
    assert catalog.tags.keys("topic") == {}
    assert catalog.tags.keys("scan") == {}
    assert catalog.tags.of([scanned.id]) == {}


def test_citing_keeps_the_tags(catalog: Catalog, scanned: Passage) -> None:
    tag(catalog, "t1", {scanned.id: [TOPIC]})
    cite(catalog, scanned)
    assert tags(catalog) == (UNSURE, TOPIC)
    assert_hash_is_of_row(catalog)


def test_every_reader_of_rows_gets_the_tags(catalog: Catalog, scanned: Passage) -> None:
    generation = catalog.generations.plan("m", 4, 3)
    tag(catalog, "t1", {scanned.id: [TOPIC]})
    (upsert,) = catalog.generations.upserts(generation.name)
    rows = [
        only_row(catalog),
        *catalog.passages.get([scanned.id]),
        *catalog.passages.sample(1),
        *catalog.passages.of_unit(scanned.unit),
        *catalog.passages.of_work(WORK),
        *catalog.passages.of_expression(f"{WORK}@2020-01-01"),
        upsert.row,
    ]
    names = [field.name for field in FIELDS]
    for row in rows:
        assert list(row) == names
        assert row["tags"] == to_json([UNSURE, TOPIC])
    assert catalog.tags.of([scanned.id, "no such id"]) == {scanned.id: (UNSURE, TOPIC)}


def test_tags_are_written_only_for_passages_that_are_there(
    catalog: Catalog, scanned: Passage
) -> None:
    """A passage may go between the tagger's reading and its writing."""
    assert tag(catalog, "t1", {"gone": [TOPIC], scanned.id: []}) == 0
    assert catalog.tags.keys("topic") == {scanned.id: key_of(catalog, "t1")}


def test_one_value_at_two_places_is_two_tags(catalog: Catalog, scanned: Passage) -> None:
    later = replace(TOPIC, evidence=Span(0, 3))
    whole = replace(TOPIC, evidence=None)
    tag(catalog, "t1", {scanned.id: [TOPIC, later, whole]})
    assert tags(catalog) == (UNSURE, whole, later, TOPIC)


def test_a_suggestion_is_no_tag_and_changes_no_row(catalog: Catalog, scanned: Passage) -> None:
    before = dict(catalog.passages.hashes())
    results = {scanned.id: [MAYBE]}
    assert catalog.tags.commit("topic", TAGGED_BY["t1"], results) == 0
    assert dict(catalog.passages.hashes()) == before
    assert tags(catalog) == (UNSURE,)
    assert catalog.tags.proposals([scanned.id])[scanned.id]["topic"] == [MAYBE]
    assert list(catalog.tags.suggestions("topic")) == [(scanned.id, MAYBE)]
    assert catalog.tags.names() == ["scan=scanned, uncertain"]


def test_a_suggestion_that_becomes_a_tag_is_a_suggestion_no_more(
    catalog: Catalog, scanned: Passage
) -> None:
    catalog.tags.commit("topic", TAGGED_BY["t1"], {scanned.id: [MAYBE]})
    sure = replace(MAYBE, probability=0.96, accepted=True)
    assert catalog.tags.commit("topic", TAGGED_BY["t2"], {scanned.id: [sure]}) == 1
    assert catalog.tags.proposals([scanned.id])[scanned.id]["topic"] == [sure]
    assert list(catalog.tags.suggestions("topic")) == []
    assert_hash_is_of_row(catalog)


def test_a_probability_that_changes_behind_its_third_digit_writes_no_row(
    catalog: Catalog, scanned: Passage
) -> None:
    sure = replace(MAYBE, probability=0.9612, accepted=True)
    catalog.tags.commit("topic", TAGGED_BY["t1"], {scanned.id: [sure]})
    nearly = replace(sure, probability=0.9609)
    assert catalog.tags.commit("topic", TAGGED_BY["t2"], {scanned.id: [nearly]}) == 0


def test_what_is_outdated_follows_from_tagger_and_text(catalog: Catalog, scanned: Passage) -> None:
    def outdated(key: str) -> list[str]:
        rows = list(catalog.tags.outdated("topic", TAGGED_BY[key]))
        assert catalog.tags.count_outdated("topic", TAGGED_BY[key]) == len(rows)
        return [row.id for row in rows]

    assert outdated("t1") == [scanned.id]
    tag(catalog, "t1", {scanned.id: []})
    assert outdated("t1") == []
    assert outdated("t2") == [scanned.id]
    commit(
        catalog,
        replace(scanned, text="第一条 另有规定。", text_hash=text_hash("第一条 另有规定。")),
    )
    assert outdated("t1") == [scanned.id]


def test_a_scheme_that_is_used_no_more_leaves_nothing(catalog: Catalog, scanned: Passage) -> None:
    tag(catalog, "t1", {scanned.id: [TOPIC]})
    assert catalog.tags.forget_except(["topic"]) == 0
    assert tags(catalog) == (UNSURE, TOPIC)
    assert catalog.tags.forget_except([]) == 1
    assert tags(catalog) == (UNSURE,)
    assert catalog.tags.keys("topic") == {}
    assert_hash_is_of_row(catalog)


def test_counts_are_of_passages(catalog: Catalog, scanned: Passage) -> None:
    later = replace(TOPIC, evidence=Span(0, 3))
    tag(catalog, "t1", {scanned.id: [TOPIC, later]})
    catalog.tags.commit("other", TAGGED_BY["t1"], {scanned.id: [MAYBE]})
    counts = catalog.tags.counts()
    assert counts["topic"] == SchemeCounts(1, 1, {"工资": 1}, {})
    assert counts["other"] == SchemeCounts(1, 0, {}, {"工时": 1})


DECISION = TagDecision(
    "topic",
    "工资",
    Answer.YES,
    "ann",
    "2026-01-02T03:04:05Z",
    "about pay",
    "休息法/第一条@2020-01-01",
    "",
    "休息法",
    "第一条",
)


def test_a_decision_makes_the_result_of_its_passage_out_of_date(
    catalog: Catalog, scanned: Passage
) -> None:
    tag(catalog, "t1", {scanned.id: []})
    decision = replace(DECISION, text_hash=scanned.text_hash)
    for change in (catalog.tag_decisions.put, catalog.tag_decisions.remove):
        change([decision])
        assert catalog.tags.count_outdated("topic", TAGGED_BY["t1"]) == 1
        tag(catalog, "t1", {scanned.id: []})


@pytest.mark.parametrize(
    ("passage_id", "same_text", "found"),
    [
        pytest.param("休息法/第一条@1999-01-01", False, True, id="another version of the place"),
        pytest.param("别的法/第九条@1999-01-01", True, True, id="the same text elsewhere"),
        pytest.param("休息法/第一条之一@2020-01-01", False, False, id="another place"),
        pytest.param("别的法/第一条@2020-01-01", False, False, id="another work"),
    ],
)
def test_decisions_are_found_by_text_and_by_place(
    catalog: Catalog,
    scanned: Passage,
    passage_id: str,
    same_text: bool,
    found: bool,
) -> None:
    hash_ = scanned.text_hash if same_text else "other"
    decision = replace(DECISION, passage_id=passage_id, text_hash=hash_)
    tag(catalog, "t1", {scanned.id: []})
    catalog.tag_decisions.put([decision])
    about = catalog.tag_decisions.about("topic", [scanned.id], [scanned.text_hash])
    assert about == ([decision] if found else [])
    assert catalog.tags.count_outdated("topic", TAGGED_BY["t1"]) == found
    assert catalog.tag_decisions.about("other", [scanned.id], [scanned.text_hash]) == []


def test_a_decision_outlives_its_passage_and_a_later_answer_replaces_it(
    catalog: Catalog, scanned: Passage
) -> None:
    catalog.tag_decisions.put([DECISION])
    catalog.works.commit([replace(resolved(catalog, WORK), key="")])
    later = replace(DECISION, answer=Answer.NO, at="2026-02-02T03:04:05Z")
    catalog.tag_decisions.put([later, replace(later, reviewer="bob")])
    assert catalog.tag_decisions.all("topic") == [later, replace(later, reviewer="bob")]
    catalog.tag_decisions.remove([later])
    assert catalog.tag_decisions.all("topic") == [replace(later, reviewer="bob")]
