"""Typical and guiding cases: what a retold case states, and nothing else.

A collection holds several (案例一, 案例二), each with its own sections. Courts and numbers are retold in
passing, of several instances at once, so a number counts only where it is the only one; parties and
cause are read from a title of the form 甲某诉乙某买卖合同纠纷案.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import (
    Branch,
    CaseFile,
    CaseNumber,
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
    r"(?P<claimants>[^\s：:，。]{1,60}?)(?:诉|与)(?P<respondents>[^\s，。]{1,80}?)(?:一案|案)$"
)
_NUMBERED = re.compile(
    r"[（(〔\[]\s*(?:19|20)\d{2}\s*[)）〕\]][^，。；\s]{2,24}?号(?=[\u4e00-\u9fff]{0,4}(?:判决|裁定|调解|决定|裁决|案|执行)|[）)])"
)
_APART = re.compile(r"[^、]+")
_TOLD = frozenset(
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
    """The cases of a document that retells them; `title` is the place of the document's own title."""
    headings = [Span(one.start, one.end) for one in found.provisions if one.level is Level.HEADING]
    starts = [heading.start for heading in headings if CASE_TITLE.match(text[slice(*heading)])] or [
        0
    ]
    stops = [*starts[1:], len(text)]
    return tuple(
        _case(
            text,
            Span(start, stop),
            [title, *(one for one in headings if start <= one.start < stop)],
            found,
        )
        for start, stop in zip(starts, stops, strict=True)
    )


def _case(
    text: str,
    span: Span,
    titles: Sequence[Span],
    found: Provisions,
) -> CaseFile:
    sections = read_sections_of(found, *span)
    amounts = tuple(
        amount
        for one in sections
        if one.name.partition("~")[0] in _TOLD
        for amount in read_amounts(text, *one.span, one.name)
    )
    suit = next((read for title in titles if (read := _suit(text, title))), None)
    cause, parties = suit or (None, ())
    branch = Branch.CIVIL if cause and cause.listed == CIVIL else None
    number = _only_number(text, span)
    return CaseFile(
        paper=Paper.RETOLD,
        span=span,
        branch=branch,
        instance=None,
        court=None,
        number=number,
        parties=parties,
        causes=(cause,) if cause else (),
        sections=sections,
        amounts=amounts,
    )


def _suit(text: str, title: Span) -> tuple[Cause, tuple[Party, ...]] | None:
    """Cause and parties of a title that names both; the cause must be listed, else nobody knows
    where a party's name ends.
    """
    match = _SUIT.search(text[slice(*title)].strip())
    if not match:
        return None
    base = text.index(match[0], title.start)
    ending = listed_ending(match["respondents"])
    if not ending:
        return None
    at, cause = ending
    respondents = base + match.start("respondents") - match.start()
    claimants = base + match.start("claimants") - match.start()
    moved = Span(cause.span.start + respondents, cause.span.end + respondents)
    parties = (
        *_named(match["claimants"], claimants, Side.CLAIMANT),
        *_named(
            match["respondents"][:at],
            respondents,
            Side.RESPONDENT,
        ),
    )
    if not all(whole_name(party.name) for party in parties):
        return (
            None  # 诉某公司网络购物合同纠纷案: the listed 合同纠纷 would leave 网络购物 in the name
        )
    return replace(cause, span=moved), parties


def _named(
    names: str,
    base: int,
    side: Side,
) -> Iterator[Party]:
    for name in _APART.finditer(re.sub(r"等(?:人|\d+人)?$", "", names)):
        span = Span(base + name.start(), base + name.end())
        yield Party(role="", side=side, name=name[0], span=span, entry=span)


def _only_number(text: str, span: Span) -> CaseNumber | None:
    numbers: dict[str, CaseNumber] = {}
    for match in _NUMBERED.finditer(text, *span):
        number = read_number(text, *match.span())
        if number and not number.problem:
            numbers.setdefault(number.value, number)
    return next(iter(numbers.values())) if len(numbers) == 1 else None
