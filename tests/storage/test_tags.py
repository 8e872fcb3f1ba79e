"""Tags of passages: a stage replaces those of its scheme; readers get those of all schemes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.codec import to_json
from corpus.records import Citation, Passage, ScanTag, Span, Tag
from corpus.schema import FIELDS, Row, from_row, row_hash
from storage.catalog import Catalog
from storage.catalog.citations import CitationDependencies
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
    catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC, OTHER_TOPIC])})
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
    catalog.tags.commit("topic", {scanned.id: ("t2", [TOPIC])})
    assert tags(catalog) == (SURE, TOPIC)
    assert catalog.tags.keys("topic") == {scanned.id: "t2"}
    assert_hash_is_of_row(catalog)


def test_a_changed_tag_is_a_changed_row_with_the_same_vector(
    catalog: Catalog, scanned: Passage
) -> None:
    texts = dict(next(catalog.passages.without_vector("m")))
    catalog.embeddings.put("m", [(key, b"1234") for key in texts])
    before = dict(catalog.passages.hashes())
    assert catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC])}) == 1
    assert dict(catalog.passages.hashes()) != before
    assert catalog.passages.count_without_vector("m") == 0
    assert_hash_is_of_row(catalog)


def test_the_same_tags_under_another_key_leave_the_row(catalog: Catalog, scanned: Passage) -> None:
    catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC])})
    before = dict(catalog.passages.hashes())
    assert catalog.tags.commit("topic", {scanned.id: ("t2", [TOPIC])}) == 0
    assert dict(catalog.passages.hashes()) == before
    assert catalog.tags.keys("topic") == {scanned.id: "t2"}


def test_a_result_without_tags_is_known_too(catalog: Catalog, scanned: Passage) -> None:
    assert catalog.tags.keys("topic") == {}
    catalog.tags.commit("topic", {scanned.id: ("t1", [])})
    assert catalog.tags.keys("topic") == {scanned.id: "t1"}
    assert tags(catalog) == (UNSURE,)


def test_tags_go_with_their_passage(catalog: Catalog, scanned: Passage) -> None:
    catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC])})
    catalog.works.commit([replace(resolved(catalog, WORK), key="")])
    assert catalog.tags.keys("topic") == {}
    assert catalog.tags.keys("scan") == {}
    assert catalog.tags.of([scanned.id]) == {}


def test_citing_keeps_the_tags(catalog: Catalog, scanned: Passage) -> None:
    catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC])})
    cite(catalog, scanned)
    assert tags(catalog) == (UNSURE, TOPIC)
    assert_hash_is_of_row(catalog)


def test_every_reader_of_rows_gets_the_tags(catalog: Catalog, scanned: Passage) -> None:
    generation = catalog.generations.plan("m", 4, 3)
    catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC])})
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
    assert catalog.tags.commit("topic", {"gone": ("t1", [TOPIC]), scanned.id: ("t1", [])}) == 0
    assert catalog.tags.keys("topic") == {scanned.id: "t1"}


def test_one_value_at_two_places_is_two_tags(catalog: Catalog, scanned: Passage) -> None:
    later = replace(TOPIC, evidence=Span(0, 3))
    whole = replace(TOPIC, evidence=None)
    catalog.tags.commit("topic", {scanned.id: ("t1", [TOPIC, later, whole])})
    assert tags(catalog) == (UNSURE, whole, later, TOPIC)


def test_a_tag_of_another_scheme_is_refused(catalog: Catalog, scanned: Passage) -> None:
    with pytest.raises(AssertionError, match="topic"):
        catalog.tags.commit("region", {scanned.id: ("t1", [TOPIC])})
