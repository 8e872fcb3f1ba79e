"""Files of several texts: each text is a work, and no article of one is an article of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from tests.law.several_texts_inputs.cases import CASES
from tests.law.several_texts_inputs.files import file_of
from tests.law.several_texts_inputs.reading import ReadFile, flat, mistakes, read_file
from tests.law.several_texts_inputs.second_batch import SECOND_CASES
from tests.law.several_texts_inputs.texts import SeveralCase

_CASES = [*CASES, *SECOND_CASES]
_FILES = [(case, form) for case in _CASES for form in case.forms]
_IDS = [f"{case.name} in {form}" for case, form in _FILES]


@cache
def _read(text: str, form: str) -> ReadFile:
    return read_file(file_of(text, form), f"file.{form}")


@pytest.mark.parametrize(("case", "form"), _FILES, ids=_IDS)
def test_each_text_is_a_work_with_its_own_articles(case: SeveralCase, form: str) -> None:
    found = _read(case.text, form)
    assert mistakes(found.works, case.works) == []
    assert list(found.broken) == []
    assert found.covered == 1.0


@pytest.mark.parametrize(("case", "form"), _FILES, ids=_IDS)
def test_what_is_odd_is_reported_and_nothing_else(case: SeveralCase, form: str) -> None:
    found = _read(case.text, form)
    assert set(case.findings) <= found.codes
    assert not set(case.lacks) & found.codes


@pytest.mark.parametrize(
    ("case", "form"),
    [(case, form) for case, form in _FILES if case.old],
    ids=[name for name, (case, _) in zip(_IDS, _FILES, strict=True) if case.old],
)
def test_old_text_is_kept_and_is_no_article(case: SeveralCase, form: str) -> None:
    found = _read(case.text, form)
    articles = [words for work in found.works.values() for words in work.values()]
    passages = list(_passages(found))
    for words in map(flat, case.old):
        assert any(words in passage for passage in passages)
        assert not any(words in article for article in articles)


def _passages(found: ReadFile) -> Iterator[str]:
    for document in found.structures:
        for unit in document.units:
            yield flat(found.text[unit.start : unit.end])


@pytest.mark.parametrize(
    ("case", "form"),
    [(case, form) for case, form in _FILES if case.numbers or case.dates or case.issuers],
    ids=[
        name
        for name, (case, _) in zip(_IDS, _FILES, strict=True)
        if case.numbers or case.dates or case.issuers
    ],
)
def test_each_work_has_its_own_number_day_and_issuers(case: SeveralCase, form: str) -> None:
    works = {work.title: work for work in _read(case.text, form).structures}
    numbers = {
        title: work.law.number.value
        for title, work in works.items()
        if work.law is not None and work.law.number is not None
    }
    issuers = {
        title: work.instrument.issuers
        for title, work in works.items()
        if work.instrument is not None
    }
    assert {title: numbers.get(title) for title in case.numbers} == case.numbers
    assert {title: works[title].date for title in case.dates} == case.dates
    assert {title: issuers.get(title) for title in case.issuers} == case.issuers
