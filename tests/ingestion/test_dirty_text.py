"""Dirty texts become the documents that they contain, and clean ones stay as they are."""

from __future__ import annotations

import json
import re

import pytest

from corpus.records import Document, Structure
from ingestion.reading import read
from law.structure import structure
from law.structure.text_coverage import coverage
from tests.ingestion.dirty_text_inputs.broken import BROKEN_CASES
from tests.ingestion.dirty_text_inputs.case import CleanCase, DirtyCase
from tests.ingestion.dirty_text_inputs.clean import CLEAN_CASES
from tests.ingestion.dirty_text_inputs.pages import PAGE_CASES
from tests.ingestion.dirty_text_inputs.remains import REMAINS_CASES
from tests.ingestion.dirty_text_inputs.second_batch import SECOND_CASES, SECOND_CLEAN_CASES
from tests.ingestion.dirty_text_inputs.titles import GAZETTE_CASES, TITLE_CASES
from tests.ingestion.documents import check

_DIRTY = (*PAGE_CASES, *BROKEN_CASES, *REMAINS_CASES, *TITLE_CASES, *SECOND_CASES)
_CLEAN = (*CLEAN_CASES, *SECOND_CLEAN_CASES)
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


def _read(name: str, source: str) -> tuple[Document, list[Structure]]:
    document = check(read(source.encode(), name))
    found = structure(document, name.rpartition(".")[0])
    return document, [found, *found.rules]


def _passages(document: Document, found: Structure) -> list[str]:
    return [document.text[unit.start : unit.end] for unit in found.units]


@pytest.mark.parametrize("case", _DIRTY, ids=[case.name for case in _DIRTY])
def test_a_dirty_text_becomes_the_documents_in_it(case: DirtyCase) -> None:
    document, found = _read(case.name_of_file, case.source)
    assert [one.title for one in found] == [title for title, _ in case.documents]
    for one, (_, wanted) in zip(found, case.documents, strict=True):
        passages = _passages(document, one)
        for words in wanted:
            assert any(words in passage for passage in passages), (words, passages)
    for words in case.lacks:
        assert words not in document.text
    for one in found:
        assert coverage(document.text, one)[0] == 1.0


@pytest.mark.parametrize("case", _DIRTY, ids=[case.name for case in _DIRTY])
def test_no_word_of_a_dirty_text_goes_without_a_report(case: DirtyCase) -> None:
    document, _ = _read(case.name_of_file, case.source)
    lost = len(_IDEOGRAPH.findall(case.source)) - len(_IDEOGRAPH.findall(document.text))
    assert lost <= sum(removal.characters for removal in document.removed)


@pytest.mark.parametrize("case", _CLEAN, ids=[case.name for case in _CLEAN])
def test_a_clean_text_stays_as_it_is(case: CleanCase) -> None:
    document, found = _read(case.name_of_file, case.source)
    lines = [" ".join(line.split()) for line in case.source.split("\n")]
    assert document.text.split("\n") == [line for line in lines if line]
    assert {removal.what for removal in document.removed} <= {"blanks"}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("label", "source"), GAZETTE_CASES, ids=[name for name, _ in GAZETTE_CASES]
)
def test_a_case_with_a_head_note_above_its_caption_is_a_case(label: str, source: str) -> None:
    for name, data in (
        ("case.txt", source),
        ("case.json", json.dumps({"title": "公报案例", "body": source.split("\n")})),
    ):
        document, (found,) = _read(name, data)
        assert found.kind.value == "judgment", label
        assert "（2009）禾民终字第18号" in found.work
        assert "甲渔业公司" not in found.work
        note = source.split("\n")[2]
        assert any(note in passage for passage in _passages(document, found))
        facts = [text for text in _passages(document, found) if "仓储合同。" in text]
        assert facts
        assert note not in facts[0]
