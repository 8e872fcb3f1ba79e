"""Judgments and awards: caption, sections by formulas, and the case that the paper is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.hashing import text_hash
from corpus.records import (
    CaseDate,
    CaseEvent,
    CaseFile,
    Document,
    DocumentKind,
    Evidence,
    Level,
    Provision,
    Role,
    Span,
    StructuralSpan,
    Structure,
    TitleStrength,
)
from law.structure.assembling import DocumentIdentity, assemble, name_work
from law.structure.captions import Caption, read_caption
from law.structure.casefiles import read_case
from law.structure.cutting import Cutting
from law.structure.formulas import read_formulas
from law.structure.head_notes import HeadNote, find_head_note
from law.structure.header import stated_date
from law.structure.jurisdiction import read_jurisdiction
from law.structure.lines import TextLine
from law.structure.sections import Section, add_units
from law.structure.units import Provisions

COURT_PAPERS = frozenset({DocumentKind.JUDGMENT, DocumentKind.AWARD})
"""The kinds of documents that courts and arbitral commissions write."""

_PAPER_NAMES = {
    DocumentKind.JUDGMENT: "裁判文书",
    DocumentKind.AWARD: "仲裁文书",
}
"""The title of a paper without a caption: the name of its file may hold a person's name."""
_HEAD_NOTE = "裁判摘要"
_LONGEST_TAIL = 120


def read_court_paper(
    document: Document,
    lines: Sequence[TextLine],
    kind: DocumentKind,
    evidence: Evidence,
    cutting: Cutting,
) -> Structure:
    """Read the structure of a judgment, a ruling or an award.

    Args:
        document: The document.
        lines: Its lines.
        kind: One of `COURT_PAPERS`.
        evidence: The words that say its kind.
        cutting: How long a passage may be.

    Returns:
        Its structure, with one case.
    """
    text = document.text
    note = find_head_note(lines)
    start = note.caption if note else 0
    caption = read_caption(text, start)
    title = caption.shown or _PAPER_NAMES[kind]
    found = read_formulas(
        text,
        lines,
        title,
        caption.end,
        cutting,
    )
    if note is not None:
        found = _with_head_note(
            found,
            text,
            lines,
            note,
            title,
            cutting,
        )
    signature = _find_signature(
        text,
        caption,
        found,
    )
    case, findings = read_case(
        text,
        caption,
        found,
        signature,
    )
    found.findings.extend(findings)
    decided = _find_decision(case)
    date = None
    date_evidence = None
    if decided is not None:
        date = decided.date
        date_evidence = Evidence(
            "signature",
            text[slice(*decided.span)],
            decided.span,
        )
    elif stated := stated_date(document.metadata.get("date", "")):
        date = stated
        date_evidence = Evidence("metadata", stated)
    head: list[StructuralSpan] = []
    if note is not None and lines[note.lines.start].start:
        head.append(StructuralSpan(Role.TITLE, 0, lines[note.lines.start].start))
    if caption.end > start:
        head.append(
            StructuralSpan(
                Role.TITLE,
                start,
                caption.end,
            )
        )
    identity = DocumentIdentity(
        kind=kind,
        evidence=evidence,
        title=title,
        work=_name_paper(
            kind,
            caption,
            text,
        ),
        date=date,
        date_evidence=date_evidence,
        title_evidence=Evidence(
            "caption",
            title,
            Span(start, caption.end) if caption.end > start else None,
        ),
    )
    return replace(
        assemble(
            identity,
            found,
            head,
        ),
        cases=(case,),
        jurisdiction=read_jurisdiction(title, ()),
        title_strength=_strength(caption),
    )


def _with_head_note(
    found: Provisions,
    text: str,
    lines: Sequence[TextLine],
    note: HeadNote,
    title: str,
    cutting: Cutting,
) -> Provisions:
    """The sections of a paper, the head note above it before them: it is no word of the court."""
    inside = tuple(lines[index] for index in note.lines)
    out = Provisions()
    out.provisions.append(
        Provision(
            level=Level.HEADING,
            label="head_note",
            heading=_HEAD_NOTE,
            start=inside[0].start,
            end=inside[-1].end,
        )
    )
    section = Section(
        path="head_note",
        shown=(_HEAD_NOTE,),
        spans=tuple(Span(line.start, line.end) for line in inside),
        lines=inside,
    )
    add_units(
        out,
        text,
        title,
        section,
        cutting,
    )
    base = len(out.provisions)
    out.provisions += [
        replace(provision, parent=None if provision.parent is None else provision.parent + base)
        for provision in found.provisions
    ]
    out.units += found.units
    out.structural += found.structural
    out.findings += found.findings
    return out


def _strength(caption: Caption) -> TitleStrength:
    """How sure the caption is: a well-formed number names the case."""
    if caption.number and not caption.number.problem and caption.court:
        return TitleStrength.DECLARED
    return TitleStrength.STRONG if caption.court and caption.paper else TitleStrength.WEAK


def _find_signature(
    text: str,
    caption: Caption,
    found: Provisions,
) -> Span:
    """The place of the signature; without one, the words behind the last sentence.

    In an unsigned paper a date inside a sentence is not the date of the paper.
    """
    for span in found.structural:
        if span.role is Role.SIGNATURE:
            return Span(span.start, span.end)
    start = max(
        caption.end,
        len(text) - _LONGEST_TAIL,
        text.rfind("。") + 1,
    )
    return Span(start, len(text))


def _find_decision(case: CaseFile) -> CaseDate | None:
    """The date on which the case was decided."""
    for case_date in case.dates:
        if case_date.event is CaseEvent.DECIDED:
            return case_date
    return None


def _name_paper(
    kind: DocumentKind,
    caption: Caption,
    text: str,
) -> str:
    """The key of the work: the case number where it is well formed, else a hash."""
    number = caption.number
    if number and not number.problem:
        return number.value
    return name_work(
        kind,
        caption.shown,
        text_hash(text),
    )
