"""Articles of files whose labels are written as real files write them, each in several formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from msgspec import structs

from corpus.records import Structure
from law.structure.text_coverage import coverage
from quality.promises import COVERED, EXACT, examine
from tests.law.label_inputs.files import file_of
from tests.law.label_inputs.reading import articles_in, mistake
from tests.law.label_inputs.second_batch import SECOND_CASES
from tests.law.label_inputs.styles import STYLES, Style, expected_of, lines_of
from tests.law.label_inputs.texts import LABEL_CASES, LabelCase
from tests.law.label_inputs.traditional import TRADITIONAL_CASES, TraditionalCase

_STYLED = [(style, form) for style in STYLES for form in style.formats]
_CASES = [*LABEL_CASES, *SECOND_CASES]


def _broken(text: str, found: Structure) -> list[str]:
    codes = [finding.code for finding in examine("file", text, found)]
    return [code for code in codes if code in EXACT + COVERED]


@pytest.mark.parametrize(
    ("style", "form"), _STYLED, ids=[f"{style.name} in {form}" for style, form in _STYLED]
)
def test_a_style_of_labels_is_read_in_every_format(style: Style, form: str) -> None:
    text, found, articles = articles_in(file_of(lines_of(style), form), f"file.{form}")
    assert mistake(articles, expected_of(style)) == ""
    assert _broken(text, found) == []
    assert coverage(text, found)[0] == 1.0


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_labels_open_articles_and_citations_do_not(case: LabelCase) -> None:
    text, found, articles = articles_in(file_of(case.lines, case.form), f"file.{case.form}")
    assert mistake(articles, case.expected) == ""
    codes = [finding.code for finding in (*found.findings, *examine("file", text, found))]
    if case.finding:
        assert case.finding in codes
    else:
        assert _broken(text, found) == []


@pytest.mark.parametrize(
    "case", TRADITIONAL_CASES, ids=[f"{case.name} in {case.form}" for case in TRADITIONAL_CASES]
)
def test_texts_in_traditional_characters_are_read(case: TraditionalCase) -> None:
    text, found, articles = articles_in(file_of(case.lines, case.form), f"file.{case.form}")
    assert mistake(articles, case.expected) == ""
    assert (found.title, found.date) == (case.title, case.promulgated)
    assert _broken(text, found) == []


def _without_unit(found: Structure, number: int) -> Structure:
    """A structure in which the unit before an article holds that article, too."""
    units = list(found.units)
    units[number - 1] = structs.replace(units[number - 1], end=units[number].end)
    del units[number]
    return replace(found, units=tuple(units))


def _as_prose(found: Structure) -> Structure:
    """A structure that takes all articles for one text without articles."""
    first, last = found.units[0], found.units[-1]
    whole = structs.replace(
        first,
        path="preamble",
        end=last.end,
        article=None,
    )
    outside = [
        span for span in found.structural if span.end <= first.start or span.start >= last.end
    ]
    return replace(found, units=(whole,), structural=tuple(outside))


def _codes(text: str, found: Structure) -> Sequence[str]:
    return [finding.code for finding in examine("file", text, found)]


@pytest.mark.parametrize(
    ("style", "form"), _STYLED, ids=[f"{style.name} in {form}" for style, form in _STYLED]
)
def test_the_second_reading_sees_a_label_that_the_splitter_missed(style: Style, form: str) -> None:
    text, found, _ = articles_in(file_of(lines_of(style), form), f"file.{form}")
    fourth = [unit.article for unit in found.units].index(
        [unit.article for unit in found.units if unit.article][3]
    )
    assert "articles_merged" in _codes(text, _without_unit(found, fourth))
    assert {"articles_merged", "no_articles"} & set(_codes(text, _as_prose(found)))
