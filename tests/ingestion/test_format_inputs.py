"""Files of many formats as archives keep them: read, with their titles, numbers, dates, articles."""

from __future__ import annotations

import pytest

from corpus.errors import BadInput
from ingestion.parsers import parsers
from ingestion.reading import read
from law.structure import structure
from quality.promises import COVERED, examine
from tests.ingestion.documents import check
from tests.ingestion.format_inputs.acts import ACT_CASES, UNCHANGED_ACT_CASES
from tests.ingestion.format_inputs.boxes import BOX_CASES, UNCHANGED_BOX_CASES
from tests.ingestion.format_inputs.cases import FormatCase
from tests.ingestion.format_inputs.prints import PRINT_CASES
from tests.ingestion.format_inputs.registers import REGISTER_CASES, UNCHANGED_REGISTER_CASES
from tests.ingestion.format_inputs.second_batch import SECOND_CASES
from tests.ingestion.format_inputs.words import UNCHANGED_WORD_CASES, WORD_CASES
from tests.ingestion.sheets import Sheet, workbook
from tests.law.label_inputs.reading import flat, mistake, number_of

_CASES = (
    *BOX_CASES,
    *UNCHANGED_BOX_CASES,
    *REGISTER_CASES,
    *UNCHANGED_REGISTER_CASES,
    *WORD_CASES,
    *UNCHANGED_WORD_CASES,
    *ACT_CASES,
    *UNCHANGED_ACT_CASES,
    *SECOND_CASES,
    *PRINT_CASES,
)


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_a_file_is_read_as_what_it_is(case: FormatCase) -> None:
    if "RTF" in case.name and parsers()["application/rtf"].lacks:
        pytest.skip("LibreOffice is not installed")
    if case.refused:
        with pytest.raises(BadInput) as refused:
            read(case.data, case.file)
        assert refused.value.code == case.refused
        return
    document = check(read(case.data, case.file))
    assert document.media_type.endswith(case.media_type)
    assert [words for words in case.has if words not in document.text] == []
    assert [words for words in case.lacks if words in document.text] == []
    stated = {name: document.metadata.get(name) for name in case.metadata}
    assert stated == dict(case.metadata)
    if case.records is not None:
        assert len({block.record for block in document.blocks if block.record}) == case.records
    _check_structure(case, document)


def _check_structure(case: FormatCase, document: object) -> None:
    found = structure(document, "file")  # type: ignore[arg-type]
    if case.title is not None:
        assert found.title == case.title
    if case.number is not None:
        number = found.law.number.value if found.law and found.law.number else ""
        assert number == case.number
    if case.date is not None:
        assert (found.date or "") == case.date
    if case.stage:
        assert found.instrument is not None
        assert found.instrument.stage == case.stage
    text = document.text  # type: ignore[attr-defined]
    codes = [finding.code for finding in (*found.findings, *examine("file", text, found))]
    if case.finding:
        assert case.finding in codes
    assert [code for code in codes if code in COVERED] == []
    if case.articles is not None:
        articles = [
            (number_of(unit.article), flat(text[unit.start : unit.end]))
            for unit in found.units
            if unit.article
        ]
        expected = {number_of(label): words for label, words in case.articles.items()}
        assert mistake(articles, expected) == ""


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_register_of_many_rows_has_a_record_for_each(form: str) -> None:
    rows = [("名称", "文号"), *((f"第{n}号办法", f"令第{n}号") for n in range(5_000))]
    data = (
        workbook(Sheet("目录", rows))
        if form == "xlsx"
        else "\n".join(",".join(row) for row in rows).encode()
    )
    document = read(data, f"list.{form}")
    assert len({block.record for block in document.blocks}) == 5_000
    assert document.text.endswith("名称：第4999号办法；文号：令第4999号")
