"""Records as JSON and back, those of earlier versions too."""

from __future__ import annotations

import json
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.codec import dumps, from_json, pack, to_json, unpack
from corpus.records import CaseFile, Paper, Span, Status, Tag

TAG = Tag(
    "topic",
    "工资",
    1.0,
    "model",
    Span(4, 6),
)


def test_a_record_survives_json_and_packing() -> None:
    assert from_json(Tag, to_json(TAG)) == TAG
    assert unpack(Tag, pack(TAG)) == TAG


def test_json_has_lists_for_spans_and_values_for_enumerations() -> None:
    assert to_json(TAG)["evidence"] == [4, 6]
    assert to_json(CaseFile(Paper.AWARD, Span(0, 1)))["paper"] == "award"


@pytest.mark.parametrize(("stored", "paper"), [(p.value, p) for p in Paper])
def test_every_sort_of_paper_is_read_again(stored: str, paper: Paper) -> None:
    assert from_json(CaseFile, {"paper": stored, "span": [0, 1]}).paper is paper


def test_a_case_summary_of_an_earlier_version_is_read() -> None:
    assert from_json(CaseFile, {"paper": "retold", "span": [0, 1]}).paper is Paper.CASE_SUMMARY


def test_keys_that_a_record_does_not_know_are_ignored() -> None:
    assert from_json(Tag, to_json(TAG) | {"reviewed": True}) == TAG


WRONG_RECORDS = [
    ({"scheme": "topic"}, "missing required field"),
    ({**to_json(TAG), "confidence": "high"}, "Expected `float`"),
    ({**to_json(TAG), "evidence": [4]}, "length 2"),
    ({**to_json(TAG), "value": None}, "Expected `str`"),
    ([], "Expected `object`"),
]


@pytest.mark.parametrize(("stored", "words"), WRONG_RECORDS)
def test_what_is_no_such_record_is_refused(stored: object, words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        from_json(Tag, stored)


def test_an_unknown_value_of_an_enumeration_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid enum value 'poem'"):
        from_json(CaseFile, {"paper": "poem", "span": [0, 1]})


@pytest.mark.parametrize(
    "body", [b"", b"{}", pack(TAG)[:-4], zlib.compress(b"{"), zlib.compress(b"\xff")]
)
def test_bytes_that_were_not_packed_are_refused(body: bytes) -> None:
    with pytest.raises((zlib.error, msgspec.DecodeError)):
        unpack(Tag, body)


@given(st.text(), st.floats(0, 1), st.none() | st.builds(Span, st.integers(0, 99), st.just(99)))
def test_any_text_survives(value: str, confidence: float, evidence: Span | None) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair is no text
        return
    tag = Tag("topic", value, confidence, "rule", evidence)
    assert unpack(Tag, pack(tag)) == tag
    line = dumps(tag)
    assert "\n" not in line
    assert from_json(Tag, json.loads(line)) == tag


def test_containers_of_records_become_json_too() -> None:
    value = {"tags": (TAG,), "status": Status.IN_FORCE, "spans": [Span(1, 2)]}
    assert to_json(value) == {
        "tags": [to_json(TAG)],
        "status": "in force",
        "spans": [[1, 2]],
    }


def test_a_law_shrinks_when_it_is_packed() -> None:
    text = "第三条 用人单位应当按照约定支付劳动报酬。" * 200
    tag = Tag("topic", text, 1.0, "rule")
    assert len(pack(tag)) < len(text.encode()) / 5
