"""Records as JSON and back, those of earlier versions too."""

from __future__ import annotations

import pytest

from corpus.codec import from_json, pack, to_json, unpack
from corpus.records import CaseFile, Paper, Span, Tag

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
