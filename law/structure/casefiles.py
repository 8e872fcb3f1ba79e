"""What a court's paper, or a retold case, says about its case: one record, each value with its
place in the text.

Nothing is concluded that the text doesn't say. What is missing, broken or on no official list is a
finding, whose words name no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.notation.dates import find_dates
from corpus.notation.numerals import to_int
from corpus.records import (
    Amount,
    Branch,
    CaseDate,
    CaseEvent,
    CaseFile,
    CaseSection,
    Cause,
    Finding,
    Instance,
    Order,
    Paper,
    Party,
    Severity,
    Span,
)
from law.structure.amounts import read_amounts
from law.structure.captions import Caption
from law.structure.case_numbers import case_types, court_problem
from law.structure.causes import read_action, read_charges
from law.structure.parties import read_parties
from law.structure.units import Provisions

_PAPERS = (
    (re.compile("裁[决決]"), Paper.AWARD),
    (re.compile("[调調]解"), Paper.MEDIATION),
    (re.compile("裁定"), Paper.RULING),
    (re.compile("[决決]定"), Paper.DECISION),
)
_BRANCHES = (
    ("刑事", Branch.CRIMINAL),
    ("民事", Branch.CIVIL),
    ("行政", Branch.ADMINISTRATIVE),
    ("执行", Branch.ENFORCEMENT),
    ("赔偿", Branch.COMPENSATION),
)
_BY_ROLE = (
    ("再审申请人", Instance.REVIEW),
    ("上诉人", Instance.SECOND),
    ("申请执行人", Instance.ENFORCEMENT),
)
_EVENTS = (
    (CaseEvent.ACCEPTED, re.compile(r"立案|受理")),
    (CaseEvent.HEARD, re.compile(r"开庭|进行了?审理|审理了")),
    (CaseEvent.FILED, re.compile(r"公诉|起诉|提起|提出|申请仲裁|向本(?:院|委)")),
)
_DATED = re.compile(
    r"(?:\d{4}|[一二][零〇○ＯOo0０一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_ITEM = re.compile(r"(?:(?<=[\s：:。；])|^)(?P<number>[一二三四五六七八九十]{1,3})、")
_FOLLOWS = re.compile(
    r"(?<=[\s。；])(?:(?:一审|二审|再审|本案|案件)*(?:案件|诉讼)?受理费|如果?未按|如果?未在|本案诉讼费|上述(?:调解)?协议|以上协议)"
)
_ASIDE = frozenset(
    {
        "opening",
        "parties",
        "procedure",
        "appeal",
        "law",
    }
)
_REMEDY = "compare with the original paper; nothing was guessed"


def read_sections_of(
    found: Provisions,
    start: int = 0,
    end: int | None = None,
) -> tuple[CaseSection, ...]:
    """The sections that a document's units make up, between two places of the text."""
    inside = [
        unit for unit in found.units if unit.start >= start and (end is None or unit.start < end)
    ]
    runs = [list(run) for _, run in groupby(inside, key=lambda unit: unit.path)]
    return tuple(
        CaseSection(
            name=run[0].path,
            heading=run[0].context.rpartition(" › ")[2],
            span=Span(run[0].start, run[-1].end),
        )
        for run in runs
    )


def read_case(
    text: str,
    caption: Caption,
    found: Provisions,
    signature: Span,
) -> tuple[CaseFile, list[Finding]]:
    """The case of a paper whose caption and sections were read, with what is wrong with it.
    `signature` may be empty.
    """
    sections = read_sections_of(found)
    place = {section.name: section.span for section in sections}
    told = next(
        (section.span.start for section in sections if section.name not in ("opening", "parties")),
        signature.start,
    )
    parties = read_parties(text, caption.end, told)
    branch = _branch(caption)
    orders = tuple(_orders(text, place["ruling"])) if "ruling" in place else ()
    dates = (*_events(text, place.get("procedure")), *_decided(text, signature))
    case = CaseFile(
        paper=_paper(caption),
        span=Span(0, len(text)),
        branch=branch,
        instance=_instance(
            caption,
            branch,
            parties,
            text,
            place.get("appeal"),
        ),
        court=caption.court,
        number=caption.number,
        parties=parties,
        causes=_causes(text, branch, place, parties),
        dates=dates,
        sections=sections,
        amounts=tuple(_amounts(text, sections, orders)),
        orders=orders,
    )
    return case, [
        *_missing(case),
        *_broken_dates(
            text,
            case,
            [span for span in (place.get("procedure"), signature) if span],
        ),
    ]


def _paper(caption: Caption) -> Paper:
    written = caption.paper.value if caption.paper else ""
    return next(
        (paper for pattern, paper in _PAPERS if pattern.search(written)),
        Paper.JUDGMENT,
    )


def _branch(caption: Caption) -> Branch | None:
    court, written = (stated.value if stated else "" for stated in (caption.court, caption.paper))
    if "仲裁" in court + written:
        if "劳动" in court or "人事" in court:
            return Branch.LABOUR_ARBITRATION
        return Branch.ARBITRATION
    if caption.number and caption.number.type in case_types():
        return Branch(case_types()[caption.number.type][0])
    return next((branch for word, branch in _BRANCHES if word in written), None)


def _instance(
    caption: Caption,
    branch: Branch | None,
    parties: Sequence[Party],
    text: str,
    appeal: Span | None,
) -> Instance | None:
    """By the number's type code; else by the parties' roles; else by who may appeal."""
    if branch in (Branch.LABOUR_ARBITRATION, Branch.ARBITRATION):
        return Instance.ARBITRATION
    if caption.number and caption.number.type in case_types():
        return Instance(case_types()[caption.number.type][1])
    roles = {party.role for party in parties}
    by_role = next((instance for role, instance in _BY_ROLE if role in roles), None)
    may_appeal = (
        appeal is not None and "上诉" in text[slice(*appeal)] and "如不服" in text[slice(*appeal)]
    )
    return by_role or (Instance.FIRST if may_appeal else None)


def _causes(
    text: str,
    branch: Branch | None,
    place: dict[str, Span],
    parties: Sequence[Party],
) -> tuple[Cause, ...]:
    if branch is Branch.CRIMINAL:
        return read_charges(
            text,
            [
                place[name]
                for name in (
                    "procedure",
                    "claims",
                    "ruling",
                    "reasoning",
                )
                if name in place
            ],
        )
    if "procedure" not in place:
        return ()
    cause = read_action(
        text,
        *place["procedure"],
        parties,
        branch,
    )
    return (cause,) if cause else ()


def _events(text: str, procedure: Span | None) -> Iterator[CaseDate]:
    """The dates of the procedure, each by the first act that its own clause names: 于5月6日转为普通程序，公开开庭
    dates no hearing.
    """
    if not procedure:
        return
    dates = [
        (iso, Span(procedure.start + span.start, procedure.start + span.end))
        for iso, span in find_dates(text[slice(*procedure)])
    ]
    for (iso, span), (_, (stop, _)) in pairwise([*dates, ("", Span(procedure.end, procedure.end))]):
        clause = re.split(r"[，。；]", text[span.end : min(stop, span.end + 40)])[0]
        acts = [
            (match.start(), event)
            for event, pattern in _EVENTS
            if (match := pattern.search(clause))
        ]
        if acts:
            yield CaseDate(event=min(acts)[1], date=iso, span=span)


def _decided(text: str, signature: Span) -> Iterator[CaseDate]:
    dates = find_dates(text[slice(*signature)])
    if dates:
        iso, span = dates[-1]
        yield CaseDate(
            event=CaseEvent.DECIDED,
            date=iso,
            span=Span(signature.start + span.start, signature.start + span.end),
        )


def _amounts(
    text: str,
    sections: Sequence[CaseSection],
    orders: Sequence[Order],
) -> Iterator[Amount]:
    quashing = [
        one.span
        for one in orders
        if text.startswith("撤销", one.span.start) and "改判" not in text[slice(*one.span)]
    ]
    for section in sections:
        if section.name not in _ASIDE:
            for amount in read_amounts(text, *section.span, section.name):
                quashed = any(start <= amount.span.start < end for start, end in quashing)
                yield replace(amount, purpose="quashed") if quashed else amount


def _orders(text: str, ruling: Span) -> Iterator[Order]:
    """The items behind 如下：, numbered in sequence; who bears the costs is none of them."""
    formula = re.compile(r"如下\s*[:：]?|达成协议[:：]?").search(text, *ruling)
    if not formula:
        return
    start = formula.end()
    end = ruling.end
    if follows := _FOLLOWS.search(text, start, end):
        end = follows.start()
    heads: list[re.Match[str]] = []
    for match in _ITEM.finditer(text, start, end):
        if to_int(match["number"]) == len(heads) + 1:
            heads.append(match)
    for head, stop in pairwise([*heads, None]):
        if head:
            yield Order(
                head["number"],
                _trimmed(
                    text,
                    head.end(),
                    stop.start() if stop else end,
                ),
            )
    if not heads and (whole := _trimmed(text, start, end)).end > whole.start:
        yield Order("", whole)


def _trimmed(
    text: str,
    start: int,
    end: int,
) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + max(lead, len(piece.rstrip())))


def _missing(case: CaseFile) -> Iterator[Finding]:
    number = case.number
    if case.court is None:
        yield _finding(
            "court_missing",
            "caption",
            "the caption names no court or commission",
        )
    if number is None:
        yield _finding(
            "case_number_missing",
            "caption",
            "the caption holds no case number",
        )
    elif number.problem:
        yield _finding(
            "case_number_malformed",
            _where(number.span),
            f"{number.value}: {number.problem}",
        )
    elif case.court and (problem := court_problem(number, case.court.value)):
        yield _finding(
            "case_number_court",
            _where(number.span),
            f"{number.value}: {problem}",
        )
    if not case.parties:
        yield _finding(
            "parties_missing",
            "parties",
            "no party is named behind a role",
        )
    if not any(date.event is CaseEvent.DECIDED for date in case.dates):
        yield _finding(
            "decision_date_missing",
            "signature",
            "the signature bears no date",
        )
    for cause in case.causes:
        if cause.listed is None:
            yield _finding(
                "cause_unknown",
                _where(cause.span),
                f"on no official list: {len(cause.name)} characters, kept as they are written",
            )


def _broken_dates(
    text: str,
    case: CaseFile,
    spans: Sequence[Span],
) -> Iterator[Finding]:
    """Dates that no calendar has, and decisions that come before their own case."""
    for start, end in spans:
        real = {span.start for _, span in find_dates(text[start:end])}
        for match in _DATED.finditer(text[start:end]):
            if match.start() not in real:
                yield _finding(
                    "date_impossible",
                    _where(Span(start + match.start(), start + match.end())),
                    match[0],
                )
    for decided in (date for date in case.dates if date.event is CaseEvent.DECIDED):
        early = [
            date
            for date in case.dates
            if date.event is not CaseEvent.DECIDED and date.date > decided.date
        ]
        year = case.number.year if case.number else None
        if early or (year and int(decided.date[:4]) < year):
            than = early[0].date if early else f"the year of the case number, {year}"
            yield _finding(
                "date_order",
                _where(decided.span),
                f"decided on {decided.date}, before {than}",
            )


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
