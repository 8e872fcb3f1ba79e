"""The schema is the record, and the record survives JSON."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import schema
from corpus.codec import dumps, from_json, pack, to_json, unpack
from corpus.errors import HomeError
from corpus.records import (
    Citation,
    Document,
    DocumentKind,
    Mirror,
    Passage,
    SourceRef,
    Span,
    Status,
    Structure,
    Tag,
)
from corpus.schema import DERIVED, FIELDS, derived, from_row, to_row
from tests.soak import examples


def test_the_schema_names_every_field_of_a_passage() -> None:
    assert {field.name for field in FIELDS} == {field.name for field in dataclasses.fields(Passage)}


def passages() -> st.SearchStrategy[Passage]:
    return st.builds(
        Passage,
        kind=st.sampled_from(DocumentKind),
        source=st.builds(
            SourceRef,
            page=st.none() | st.integers(),
            box=st.none() | st.just((0.0, 1.0, 2.5, 3.0)),
        ),
        mirrors=st.lists(st.builds(Mirror), max_size=2).map(tuple),
        tags=st.lists(
            st.builds(
                Tag,
                confidence=st.floats(0, 1),
                evidence=st.none() | st.just(Span(1, 2)),
            ),
            max_size=2,
        ).map(tuple),
        citations=st.lists(st.builds(Citation), max_size=2).map(tuple),
        groups=st.just(("public", "staff")),
    )


@settings(max_examples=examples(50))
@given(passages())
def test_a_passage_comes_back_from_its_row(passage: Passage) -> None:
    row = to_row(passage)
    assert list(row) == [field.name for field in FIELDS]
    assert from_row(json.loads(dumps(row))) == passage
    assert set(derived(row)) == {field.name for field in DERIVED}


st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=examples(30))
@given(st.builds(Document) | st.builds(Structure))
def test_a_record_comes_back_from_json(record: Document | Structure) -> None:
    assert from_json(type(record), json.loads(json.dumps(to_json(record)))) == record
    assert unpack(type(record), pack(record)) == record


def test_the_row_hash_changes_with_every_field() -> None:
    passage = Passage(
        "a/1#2@d",
        "t",
        "a",
        None,
        DocumentKind.POLICY,
        "c",
        "x",
        SourceRef("s", "u", "p", 0, 1),
        "h",
    )
    changed = [
        dataclasses.replace(passage, **{name: "other"})
        for name in ("title", "context", "text", "region", "valid_from")
    ]
    assert len({derived(to_row(one))["row_hash"] for one in [passage, *changed]}) == 6
    assert passage.unit == "a/1@d"


def test_a_new_schema_leaves_the_hashes_of_rows_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The catalog keeps them: a new generation is judged by them before readers get it."""
    row = {"id": "a", "text": "b"}
    before = schema.row_hash(row)
    monkeypatch.setattr(
        schema,
        "SCHEMA_VERSION",
        schema.SCHEMA_VERSION + 1,
    )
    assert schema.row_hash(row) == before


@pytest.mark.parametrize("versions", [(), (1,), (schema.SCHEMA_VERSION, 1)])
def test_a_home_of_this_schema_or_an_earlier_one_is_accepted(versions: tuple[int, ...]) -> None:
    schema.refuse_newer(versions, "the catalog")


def test_a_home_of_a_newer_schema_is_refused_with_both_versions() -> None:
    newer = schema.SCHEMA_VERSION + 1
    with pytest.raises(HomeError, match=rf"the catalog was made by .*schema {newer}, .*knows") as e:
        schema.refuse_newer([1, newer], "the catalog")
    assert "pip install --upgrade lexops" in (e.value.remedy or "")


ROW = to_row(
    Passage(
        id="云岭法/第三条#2@2008-01-01",
        title="云岭法",
        work="云岭法",
        article="第三条",
        kind=DocumentKind.STATUTE,
        context="云岭法",
        text="职工享有休息的权利。",
        source=SourceRef("laws", "file:///laws/a.txt", "a.txt", 0, 10),
        text_hash="0",
        valid_from="2008-01-01",
        valid_to="2013-07-01",
        status=Status.REPEALED,
        mirrors=(Mirror("copies", "b.txt"), Mirror("laws", "c.txt"), Mirror("copies", "d.txt")),
        tags=(
            Tag("topic", "休息", 0.9, "rule"),
            Tag("scan", "scanned", 1.0, "ocr"),
            Tag("audience", "休息", 0.8, "model"),
        ),
    )
)


def test_the_flat_columns_of_a_row_are_sorted_and_have_no_value_twice() -> None:
    columns = derived(ROW)
    assert columns["unit"] == "云岭法/第三条@2008-01-01"
    assert columns["sources"] == ["copies", "laws"]
    assert columns["categories"] == ["scanned", "休息"]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2007-12-31", "not yet in force"),
        ("2008-01-01", "in force"),
        ("2013-07-01", "repealed"),
    ],
)
def test_a_row_as_of_a_day_differs_in_its_status_only(day: str, status: str) -> None:
    before = dict(ROW)
    assert schema.as_of(ROW, day) == {**ROW, "status": status}
    assert before == ROW


def test_a_row_with_further_columns_is_the_same_passage() -> None:
    assert from_row({**ROW, **derived(ROW), "rank": 1}) == from_row(ROW)


def test_the_hash_of_the_embedded_text_changes_with_context_and_text_only() -> None:
    same = {**ROW, "title": "另一个", "region": "云州", "status": "unknown"}
    assert schema.input_hash(same) == schema.input_hash(ROW)
    for name in ("context", "text"):
        assert schema.input_hash({**ROW, name: "另一个"}) != schema.input_hash(ROW)
    moved = {**ROW, "context": "", "text": f"{ROW['context']}\n{ROW['text']}"}
    assert schema.input_hash(moved) == schema.input_hash(ROW)  # the embedder gets the same text
