"""Verdicts and their tables: nothing that a file contains changes how the table reads."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality.promises import COVERED, ENDED, EXACT, UNTRUE, nothing_lost
from quality.verdict import CheckVerdict, markdown_table, markdown_text

cells = st.none() | st.integers() | st.text("工资a |\\<>*_`&[]~\n\t", max_size=12)


def split_row(line: str) -> list[str]:
    """The cells of a line, as Markdown reads them: a bar counts where no backslash escapes it."""
    inner = line.removeprefix("|").removesuffix("|")
    found = [""]
    escaped = False
    for character in inner:
        if character == "|" and not escaped:
            found.append("")
            continue
        found[-1] += character
        escaped = character == "\\" and not escaped
    return [cell.removeprefix(" ").removesuffix(" ") for cell in found]


def as_shown(cell: str) -> str:
    """A cell without its escapes."""
    return re.sub(r"\\(.)", r"\1", cell).replace("&lt;", "<").replace("&amp;", "&")


@given(st.lists(st.tuples(cells, cells, cells), max_size=5))
def test_a_table_shows_its_cells_as_they_are(rows: list[tuple[object, ...]]) -> None:
    lines = markdown_table(("file", "what", "why"), rows).splitlines()
    assert lines[:2] == ["| file | what | why |", "| --- | --- | --- |"]
    assert len(lines) == 2 + len(rows)
    for line, row in zip(lines[2:], rows, strict=True):
        shown = [as_shown(cell) for cell in split_row(line)]
        assert shown == [" ".join(str("" if cell is None else cell).split()) for cell in row]


@given(st.text("工资a|\\<*_`"))
def test_no_mark_of_markdown_stands_without_its_escape(text: str) -> None:
    written = markdown_text(text)
    assert "<" not in written
    assert not re.search(r"(?<!\\)(?:\\\\)*[|*`_]", written)


def test_html_in_a_file_name_is_shown_and_not_read() -> None:
    written = markdown_table(["file"], [["<script>alert(1)</script>.md"]])
    assert "<script" not in written
    assert "<script>" in html.unescape(written)


def test_what_passed_can_t_refuse() -> None:
    with pytest.raises(ValueError, match="gate: what passed can't refuse"):
        CheckVerdict("gate", "all is well", refuses=True)
    assert CheckVerdict("gate", "no", passed=False, refuses=True).refuses


def test_a_verdict_without_rows_has_no_table() -> None:
    assert CheckVerdict("gate", "all is well", columns=("file",)).as_markdown() == ""
    assert CheckVerdict("gate", "look", columns=("file",), rows=[["甲.md"]]).as_markdown() == (
        "| file |\n| --- |\n| 甲.md |"
    )


def test_no_code_of_a_promise_belongs_to_two_promises() -> None:
    codes = [*COVERED, *EXACT, *UNTRUE]
    assert len(codes) == len(set(codes))


counted = st.dictionaries(
    st.sampled_from(("laws", "cases", "union")),
    st.fixed_dictionaries({name: st.integers(0, 5) for name in ("seen", *ENDED)}),
    max_size=3,
)


@given(counted)
def test_a_loss_is_reported_for_each_source_and_for_all(
    sources: dict[str, dict[str, int]],
) -> None:
    lost = {
        name: counts["seen"] - sum(counts[state] for state in ENDED)
        for name, counts in sources.items()
    }
    expected = [name for name, difference in lost.items() if difference]
    if len(sources) > 1 and sum(lost.values()):
        expected.append("all sources")
    findings = nothing_lost(sources)
    assert [finding.where for finding in findings] == expected
    assert {finding.code for finding in findings} <= {"objects_lost"}
    assert all(finding.remedy for finding in findings)
