"""What is missing, broken or on no official list in a case. A finding names no person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.notation.dates import find_dates
from corpus.records import (
    CaseDate,
    CaseEvent,
    CaseFile,
    Finding,
    Severity,
    Span,
)
from law.structure.case_numbers import court_problem

_DATED = re.compile(
    r"(?:\d{4}|[一二][零〇○ＯOo0０一二三四五六七八九]{3})\s*年"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_REMEDY = "compare with the original paper; nothing was guessed"


def missing_values(case: CaseFile) -> Iterator[Finding]:
    """Report what a case should state and does not, and what is on no official list.

    Args:
        case: The case of a court's paper.

    Yields:
        A finding for each such value.
    """
    if case.court is None:
        yield _finding("court_missing", "caption", "the caption names no court or commission")
    yield from _number_findings(case)
    if not case.parties:
        yield _finding("parties_missing", "parties", "no party is named behind a role")
    if not _decisions(case):
        yield _finding("decision_date_missing", "signature", "the signature bears no date")
    for cause in case.causes:
        if cause.listed is None:
            yield _finding(
                "cause_unknown",
                _where(cause.span),
                f"on no official list: {len(cause.name)} characters, kept as they are written",
            )


def _number_findings(case: CaseFile) -> Iterator[Finding]:
    number = case.number
    if number is None:
        yield _finding("case_number_missing", "caption", "the caption holds no case number")
        return
    where = _where(number.span)
    if number.problem:
        yield _finding("case_number_malformed", where, f"{number.value}: {number.problem}")
        return
    problem = court_problem(number, case.court.value) if case.court else ""
    if problem:
        yield _finding("case_number_court", where, f"{number.value}: {problem}")


def broken_dates(
    text: str,
    case: CaseFile,
    spans: Sequence[Span],
) -> Iterator[Finding]:
    """Report dates that no calendar has, and decisions that come before their own case.

    Args:
        text: The clean text of the paper.
        case: Its case.
        spans: The stretches of the text that date the case: procedure and signature.

    Yields:
        A finding for each such date.
    """
    for span in spans:
        yield from _impossible_dates(text, span)
    for decision in _decisions(case):
        earlier = _what_it_precedes(case, decision)
        if earlier is not None:
            message = f"decided on {decision.date}, before {earlier}"
            yield _finding("date_order", _where(decision.span), message)


def _impossible_dates(text: str, span: Span) -> Iterator[Finding]:
    words = text[span.start : span.end]
    real = {found.start for _, found in find_dates(words)}
    for match in _DATED.finditer(words):
        if match.start() in real:
            continue
        place = Span(span.start + match.start(), span.start + match.end())
        yield _finding("date_impossible", _where(place), match[0])


def _what_it_precedes(case: CaseFile, decision: CaseDate) -> str | None:
    """What should come before a decision and is later.

    A date of the procedure, or the year of the number.
    """
    for case_date in case.dates:
        is_decision = case_date.event is CaseEvent.DECIDED
        if not is_decision and case_date.date > decision.date:
            return case_date.date
    year = case.number.year if case.number else None
    if year and int(decision.date[:4]) < year:
        return f"the year of the case number, {year}"
    return None


def _decisions(case: CaseFile) -> list[CaseDate]:
    return [case_date for case_date in case.dates if case_date.event is CaseEvent.DECIDED]


def _finding(
    code: str,
    where: str,
    message: str,
) -> Finding:
    return Finding(
        Severity.WARNING,
        code,
        where,
        message,
        _REMEDY,
    )


def _where(span: Span) -> str:
    return f"characters {span.start}–{span.end}"
