"""Text that a reader does not see is left out and noted; text that one does see stays."""

from __future__ import annotations

import pytest

from ingestion.reading import read
from law.structure import structure
from tests.ingestion.hidden_inputs import (
    ANY,
    SECRET,
    HiddenInput,
    office,
    pages,
    second,
    text,
    web,
    word,
)

INPUTS = [*web.INPUTS, *word.INPUTS, *pages.INPUTS, *office.INPUTS, *text.INPUTS, *second.INPUTS]


def _name(given: HiddenInput) -> str:
    return f"{given.path.partition('.')[2]}-{'hidden' if given.kind else 'seen'}-{given.name}"


@pytest.mark.parametrize("given", INPUTS, ids=_name)
def test_a_document_holds_what_a_reader_sees(given: HiddenInput) -> None:
    document = read(given.data, given.path)
    for words in given.seen:
        assert words in document.text
    kinds = {removal.what for removal in document.removed if removal.what.startswith("hidden")}
    if not given.kind:
        assert not kinds
        assert "hidden_text" not in document.metadata
        return
    assert SECRET not in document.text
    assert "secret" not in document.text
    if given.kind == ANY:
        assert document.metadata["hidden_text"]
        return
    found = [removal for removal in document.removed if removal.what == given.kind]
    assert len(found) == 1
    assert found[0].characters or found[0].count
    note = {"hidden text": "hidden_text", "deleted text": "deleted_text"}
    for beginning, name in note.items():
        if given.kind.startswith(beginning):
            assert given.kind in document.metadata[name]


def test_a_finding_says_how_where_and_how_much_is_hidden() -> None:
    [given] = [given for given in web.INPUTS if given.name == "sheet-tiny"]
    [finding] = [
        finding
        for finding in structure(read(given.data, given.path), "春游通知").findings
        if finding.code == "hidden_text"
    ]
    assert finding.where.startswith("hidden text: tiny, 1 place, 15 characters (line 1: ")
    assert finding.remedy
