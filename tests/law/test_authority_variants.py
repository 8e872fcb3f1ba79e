"""Acts in other forms and in disguise, and files that arrive in any order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.law.authority_archive import Archive
from tests.law.authority_cases import Input, known_failures, merged, read_inputs
from tests.law.authority_variants import DISGUISES, FORMS, disjoint
from tests.soak import seeds

_MAY_FAIL = known_failures()
HARMLESS = [given for given in read_inputs("harmless_*.yaml") if given.name not in _MAY_FAIL]
EFFECTIVE = [given for given in read_inputs("effective_*.yaml") if given.name not in _MAY_FAIL]
_ACTS = [
    given
    for given in read_inputs("effective_*.yaml")
    if any(stated.of for stated in given.expected)
]
_IN_LINES = [
    given for given in EFFECTIVE if not any(b"\n| " in text for text in given.files.values())
]


def _compared(archive: Archive, chosen: Sequence[Input], expected: Input) -> list[str]:
    """Add files, compare, and take them away again."""
    archive.add(*chosen, folders=True)
    try:
        archive.run()
        wrong = [f"not read: {path}" for path in archive.unread()]
        wrong += archive.wrong(expected, archive.rows())
        if wrong:
            wrong += [line for line in archive.claims() if line.startswith("applied")]
    finally:
        archive.remove(*chosen, folders=True)
        archive.run()
    assert archive.rows() == archive.before, "traces are left"
    return wrong


@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguised_acts_change_nothing(archive: Archive, disguise: str) -> None:
    """No act has an effect as a draft, in a mail, a question or a textbook, or of a village."""
    if f"disguise: {disguise}" in _MAY_FAIL:
        pytest.xfail("known")
    chosen = [DISGUISES[disguise](given) for given in _ACTS]
    expected = replace(merged([]), joins=merged(_ACTS).joins)
    wrong = _compared(archive, chosen, expected)
    assert not wrong, "\n".join(wrong[:30])


@pytest.mark.parametrize("form", FORMS)
def test_form_does_not_matter(archive: Archive, form: str) -> None:
    """An act has its effect as plain text, on a page, in Word, and in an older encoding."""
    if f"form: {form}" in _MAY_FAIL:
        pytest.xfail("known")
    wrong = []
    for group in disjoint(_IN_LINES):
        chosen = [FORMS[form](given) for given in group]
        wrong += _compared(archive, chosen, merged(group))
    assert not wrong, "\n".join(wrong[:30])


@pytest.mark.parametrize("seed", seeds(2))
def test_order_of_arrival_does_not_matter(archive: Archive, seed: int) -> None:
    """Files that arrive in parts, in any order, give what they give at once."""
    chance = random.Random(seed)
    chosen = [*HARMLESS, *chance.choice(disjoint(EFFECTIVE) or [[]])]
    archive.add(*chosen, folders=True)
    archive.run()
    at_once = archive.rows()
    archive.remove(*chosen, folders=True)
    archive.run()
    assert archive.rows() == archive.before
    chance.shuffle(chosen)
    waiting = list(chosen)
    while waiting:
        size = chance.randint(1, 60)
        part, waiting = waiting[:size], waiting[size:]
        archive.add(*part, folders=True)
        archive.run()
    in_parts = archive.rows()
    archive.remove(*chosen, folders=True)
    archive.run()
    differing = {id_ for id_ in at_once if at_once[id_] != in_parts.get(id_)}
    differing |= set(in_parts) - set(at_once)
    assert not differing


def test_the_job_gives_the_same(archive: Archive, tmp_path: Path) -> None:
    """The job that a user runs gives what the stages give here: these tests leave out no stage."""
    chosen = [*HARMLESS[::20], *(disjoint(EFFECTIVE) or [[]])[0]]
    archive.add(*chosen, folders=True)
    archive.run()
    found = archive.rows()
    from_job = archive.rows_of_job(tmp_path / "home")
    archive.remove(*chosen, folders=True)
    archive.run()
    differing = {id_ for id_ in from_job if from_job[id_] != found.get(id_)}
    differing |= set(found) - set(from_job)
    assert not differing
