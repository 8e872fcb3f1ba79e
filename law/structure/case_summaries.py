"""Typical and guiding cases: what a case summary states, and nothing else.

A collection has several cases (案例一, 案例二), each with its own sections. A summary names courts and
numbers in passing, of several instances at once. So a number counts only where it is the only one.
Parties and cause are read from a title of the form 甲某诉乙某买卖合同纠纷案.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import (
    Amount,
    Branch,
    CaseFile,
    CaseNumber,
    CaseSection,
    Cause,
    Level,
    Paper,
    Party,
    Side,
    Span,
)
from law.structure.amounts import read_amounts
from law.structure.case_numbers import read_number
from law.structure.casefiles import read_sections_of
from law.structure.causes import CIVIL, listed_ending
from law.structure.kinds import CASE_TITLE
from law.structure.parties import whole_name
from law.structure.units import Provisions

_SUIT = re.compile(
    r"(?P<claimants>[^\s：:，。]{1,60}?)"
    r"(?:诉|与)"
    r"(?P<respondents>[^\s，。]{1,80}?)"
    r"(?:一案|案)$"
)
_NUMBERED = re.compile(
    r"[（(〔\[]\s*(?:19|20)\d{2}\s*[)）〕\]]"
    r"[^，。；\s]{2,24}?号"
    r"(?=[\u4e00-\u9fff]{0,4}(?:判决|裁定|调解|决定|裁决|案|执行)|[）)])"
)
_NAMES = re.compile(r"[^、]+")
_AND_OTHERS = re.compile(r"等(?:人|\d+人)?$")
_WITH_AMOUNTS = frozenset(
    {
        "facts",
        "claims",
        "ruling",
        "reasoning",
    }
)


def read_case_summaries(
    text: str,
    found: Provisions,
    title: Span,
) -> tuple[CaseFile, ...]:
    """Read the cases that a document summarises.

    Args:
        text: The clean text of the document.
        found: Its headings and units.
        title: The place of the document's own title.

    Returns:
        A case for each heading of the form 案例一; one case where there is no such heading.
    """
    headings = [
        Span(provision.start, provision.end)
        for provision in found.provisions
        if provision.level is Level.HEADING
    ]
    starts = [heading.start for heading in headings if CASE_TITLE.match(text[slice(*heading)])]
    starts = starts or [0]
    stops = [*starts[1:], len(text)]
    cases: list[CaseFile] = []
    for start, stop in zip(starts, stops, strict=True):
        inside = [heading for heading in headings if start <= heading.start < stop]
        case = _read_summary(
            text,
            Span(start, stop),
            [title, *inside],
            found,
        )
        cases.append(case)
    return tuple(cases)


def _read_summary(
    text: str,
    span: Span,
    titles: Sequence[Span],
    found: Provisions,
) -> CaseFile:
    sections = read_sections_of(found, span.start, span.end)
    cause, parties = _find_suit(text, titles)
    is_civil = cause is not None and cause.listed == CIVIL
    return CaseFile(
        paper=Paper.CASE_SUMMARY,
        span=span,
        branch=Branch.CIVIL if is_civil else None,
        instance=None,
        court=None,
        number=_only_number(text, span),
        parties=parties,
        causes=(cause,) if cause else (),
        sections=sections,
        amounts=tuple(_amounts(text, sections)),
    )


def _amounts(text: str, sections: Sequence[CaseSection]) -> Iterator[Amount]:
    """The sums of money in the sections that report the case.

    The significance of a case has other sums.
    """
    for section in sections:
        name = section.name.partition("~")[0]
        if name in _WITH_AMOUNTS:
            yield from read_amounts(
                text,
                section.span.start,
                section.span.end,
                section.name,
            )


def _find_suit(text: str, titles: Sequence[Span]) -> tuple[Cause | None, tuple[Party, ...]]:
    """Cause and parties of the first title that names both."""
    for title in titles:
        suit = _read_suit(text, title)
        if suit is not None:
            return suit
    return None, ()


def _read_suit(text: str, title: Span) -> tuple[Cause, tuple[Party, ...]] | None:
    """Cause and parties of a title that names both.

    The cause must be on the official list. Otherwise it is not clear where the name of a party
    ends.
    """
    match = _SUIT.search(text[slice(*title)].strip())
    if not match:
        return None
    ending = listed_ending(match["respondents"])
    if not ending:
        return None
    cause_start, cause = ending
    base = text.index(match[0], title.start)
    respondents = base + match.start("respondents") - match.start()
    claimants = base + match.start("claimants") - match.start()
    parties = (
        *_read_names(match["claimants"], claimants, Side.CLAIMANT),
        *_read_names(match["respondents"][:cause_start], respondents, Side.RESPONDENT),
    )
    # 诉某公司网络购物合同纠纷案: the listed 合同纠纷 would leave 网络购物 in the name
    if not all(whole_name(party.name) for party in parties):
        return None
    cause_span = Span(cause.span.start + respondents, cause.span.end + respondents)
    return replace(cause, span=cause_span), parties


def _read_names(
    names: str,
    base: int,
    side: Side,
) -> Iterator[Party]:
    """The parties of one side; `base` is the offset of their names in the text."""
    for name in _NAMES.finditer(_AND_OTHERS.sub("", names)):
        span = Span(base + name.start(), base + name.end())
        yield Party(
            "",
            side,
            name[0],
            span,
            span,
        )


def _only_number(text: str, span: Span) -> CaseNumber | None:
    """The case number of a summary that names one case only."""
    numbers: dict[str, CaseNumber] = {}
    for match in _NUMBERED.finditer(text, *span):
        number = read_number(text, *match.span())
        if number and not number.problem:
            numbers.setdefault(number.value, number)
    if len(numbers) != 1:
        return None
    return next(iter(numbers.values()))
