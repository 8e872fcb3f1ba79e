"""What a court's paper says about its case: one record, each value with its place in the text.

Nothing is concluded that the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from corpus.notation.dates import find_dates
from corpus.records import (
    Branch,
    CaseDate,
    CaseEvent,
    CaseFile,
    CaseSection,
    Cause,
    Finding,
    Instance,
    Paper,
    Party,
    Span,
)
from law.structure.captions import Caption
from law.structure.case_findings import broken_dates, missing_values
from law.structure.case_numbers import case_types
from law.structure.causes import read_action, read_charges
from law.structure.parties import read_parties
from law.structure.rulings import read_case_amounts, read_orders
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
_ARBITRATION = frozenset({Branch.LABOUR_ARBITRATION, Branch.ARBITRATION})
_INSTANCE_OF_ROLE = (
    ("再审申请人", Instance.REVIEW),
    ("上诉人", Instance.SECOND),
    ("申请执行人", Instance.ENFORCEMENT),
)
_EVENTS = (
    (CaseEvent.ACCEPTED, re.compile(r"立案|受理")),
    (CaseEvent.HEARD, re.compile(r"开庭|进行了?审理|审理了")),
    (CaseEvent.FILED, re.compile(r"公诉|起诉|提起|提出|申请仲裁|向本(?:院|委)")),
)
_CLAUSE_END = re.compile(r"[，。；]")
_LONGEST_CLAUSE = 40
_BEFORE_PROCEDURE = (
    "opening",
    "parties",
)
_WITH_CHARGES = (
    "procedure",
    "claims",
    "ruling",
    "reasoning",
)


def read_sections_of(
    found: Provisions,
    start: int = 0,
    end: int | None = None,
) -> tuple[CaseSection, ...]:
    """Read the sections that the units of a document make up.

    Args:
        found: The units of the document.
        start: The offset from which to read.
        end: The offset up to which to read; None for the end of the text.

    Returns:
        The sections of the units that begin between `start` and `end`, in order.
    """
    inside = [
        unit for unit in found.units if unit.start >= start and (end is None or unit.start < end)
    ]
    sections: list[CaseSection] = []
    for path, run in groupby(inside, key=lambda unit: unit.path):
        units = list(run)
        heading = units[0].context.rpartition(" › ")[2]
        span = Span(units[0].start, units[-1].end)
        sections.append(CaseSection(path, heading, span))
    return tuple(sections)


def read_case(
    text: str,
    caption: Caption,
    found: Provisions,
    signature: Span,
) -> tuple[CaseFile, list[Finding]]:
    """Read the case of a court's paper.

    Args:
        text: The clean text of the paper.
        caption: Its caption.
        found: Its sections, as units.
        signature: The place of its signature; it may be empty.

    Returns:
        The case, and findings of what is wrong with it.
    """
    sections = read_sections_of(found)
    places = {section.name: section.span for section in sections}
    parties_end = signature.start
    for section in sections:
        if section.name not in _BEFORE_PROCEDURE:
            parties_end = section.span.start
            break
    parties = read_parties(text, caption.end, parties_end)
    branch = _find_branch(caption)
    procedure = places.get("procedure")
    orders = tuple(read_orders(text, places["ruling"])) if "ruling" in places else ()
    case = CaseFile(
        paper=_find_paper(caption),
        span=Span(0, len(text)),
        branch=branch,
        instance=_find_instance(
            caption,
            branch,
            parties,
            text,
            places.get("appeal"),
        ),
        court=caption.court,
        number=caption.number,
        parties=parties,
        causes=_read_causes(
            text,
            branch,
            places,
            parties,
        ),
        dates=(*_procedure_dates(text, procedure), *_decision_date(text, signature)),
        sections=sections,
        amounts=tuple(read_case_amounts(text, sections, orders)),
        orders=orders,
    )
    dated = [span for span in (procedure, signature) if span]
    return case, [*missing_values(case), *broken_dates(text, case, dated)]


def _find_paper(caption: Caption) -> Paper:
    """What sort of paper it is, by its caption; a judgment where the caption does not say."""
    if caption.paper is None:
        return Paper.JUDGMENT
    for pattern, paper in _PAPERS:
        if pattern.search(caption.paper.value):
            return paper
    return Paper.JUDGMENT


def _find_branch(caption: Caption) -> Branch | None:
    court = caption.court.value if caption.court else ""
    written = caption.paper.value if caption.paper else ""
    if "仲裁" in court + written:
        if "劳动" in court or "人事" in court:
            return Branch.LABOUR_ARBITRATION
        return Branch.ARBITRATION
    if caption.number and caption.number.type in case_types():
        branch, _ = case_types()[caption.number.type]
        return Branch(branch)
    for word, named in _BRANCHES:
        if word in written:
            return named
    return None


def _find_instance(
    caption: Caption,
    branch: Branch | None,
    parties: Sequence[Party],
    text: str,
    appeal: Span | None,
) -> Instance | None:
    """The instance by the type code of the number.

    Else by the roles of the parties; else by who may appeal.
    """
    if branch in _ARBITRATION:
        return Instance.ARBITRATION
    if caption.number and caption.number.type in case_types():
        _, instance = case_types()[caption.number.type]
        return Instance(instance)
    roles = {party.role for party in parties}
    for role, instance_of_role in _INSTANCE_OF_ROLE:
        if role in roles:
            return instance_of_role
    if appeal is None:
        return None
    words = text[slice(*appeal)]
    may_appeal = "上诉" in words and "如不服" in words
    return Instance.FIRST if may_appeal else None


def _read_causes(
    text: str,
    branch: Branch | None,
    places: Mapping[str, Span],
    parties: Sequence[Party],
) -> tuple[Cause, ...]:
    if branch is Branch.CRIMINAL:
        spans = [places[name] for name in _WITH_CHARGES if name in places]
        return read_charges(text, spans)
    if "procedure" not in places:
        return ()
    procedure = places["procedure"]
    cause = read_action(
        text,
        procedure.start,
        procedure.end,
        parties,
        branch,
    )
    return (cause,) if cause else ()


def _procedure_dates(text: str, procedure: Span | None) -> Iterator[CaseDate]:
    """The dates of the procedure, each by the first act that its own clause names.

    于5月6日转为普通程序，公开开庭 dates no hearing.
    """
    if not procedure:
        return
    dates: list[tuple[str, Span]] = []
    for iso, found in find_dates(text[slice(*procedure)]):
        dates.append((iso, Span(procedure.start + found.start, procedure.start + found.end)))
    after_all = ("", Span(procedure.end, procedure.end))
    for (iso, span), (_, following) in pairwise([*dates, after_all]):
        stop = min(following.start, span.end + _LONGEST_CLAUSE)
        event = _first_event(_CLAUSE_END.split(text[span.end : stop])[0])
        if event is not None:
            yield CaseDate(event, iso, span)


def _first_event(clause: str) -> CaseEvent | None:
    """The act that a clause names first."""
    events: list[tuple[int, CaseEvent]] = []
    for event, pattern in _EVENTS:
        match = pattern.search(clause)
        if match:
            events.append((match.start(), event))
    return min(events)[1] if events else None


def _decision_date(text: str, signature: Span) -> Iterator[CaseDate]:
    """The last date of the signature."""
    dates = find_dates(text[slice(*signature)])
    if dates:
        iso, found = dates[-1]
        span = Span(signature.start + found.start, signature.start + found.end)
        yield CaseDate(CaseEvent.DECIDED, iso, span)
