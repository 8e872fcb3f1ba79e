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
from law.structure.header import stated_date
from law.structure.jurisdiction import read_jurisdiction
from law.structure.lines import TextLine
from law.structure.units import Provisions

COURT_PAPERS = frozenset({DocumentKind.JUDGMENT, DocumentKind.AWARD})
"""The kinds of documents that courts and arbitral commissions write."""

_PAPER_NAMES = {
    DocumentKind.JUDGMENT: "裁判文书",
    DocumentKind.AWARD: "仲裁文书",
}
"""The title of a paper without a caption: the name of its file may hold a person's name."""
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
    caption = read_caption(text)
    title = caption.shown or _PAPER_NAMES[kind]
    found = read_formulas(
        text,
        lines,
        title,
        caption.end,
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
    if caption.end:
        head.append(
            StructuralSpan(
                Role.TITLE,
                0,
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
            Span(0, caption.end) if caption.end else None,
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
