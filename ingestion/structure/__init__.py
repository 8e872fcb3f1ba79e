"""What a document is in law: kind, work, date, provision tree, citable units.

| module       | what it does                                                        |
| ------------ | ------------------------------------------------------------------- |
| `lines`      | blocks → lines with their marks; tables of contents                 |
| `marks`      | what one line could open                                            |
| `header`     | title, note on who passed it when, date                             |
| `kinds`      | which sort of document, by rule, with evidence                      |
| `numbering`  | which article numbers come later; which names are still free        |
| `provisions` | legal texts → provision tree, articles and items                    |
| `units`      | one unit: its path, pieces, context, paragraphs and items           |
| `sections`   | cases by headings or formulas; other texts by headings, sentences   |
| `cutting`    | what is too long for one passage, cut where a reader would pause    |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.hashing import text_hash
from corpus.names import case_number, unspace, work_key
from corpus.records import Document, DocumentKind, Evidence, Role, Span, StructuralSpan, Structure
from ingestion.structure.cutting import Cutting
from ingestion.structure.dates import find_dates
from ingestion.structure.header import Header, read_header, signature_date, signature_start, stated_date
from ingestion.structure.kinds import LEGAL, kind_of
from ingestion.structure.law import read_law
from ingestion.structure.lines import Line, contents_lines, read_lines
from ingestion.structure.provisions import count_articles, read_provisions
from ingestion.structure.sections import read_formulas, read_sections
from ingestion.structure.units import Provisions

__all__ = ["STRUCTURE_VERSION", "Cutting", "coverage", "structure"]

STRUCTURE_VERSION = 3
"""Part of the stage's key: raised with every change of this package that changes a result."""

_NORMATIVE = LEGAL | {DocumentKind.POLICY}
_COURT_PAPERS = frozenset({DocumentKind.JUDGMENT, DocumentKind.AWARD})
_COURT = re.compile(r"[\u4e00-\u9fff]{2,30}?(?:人民法院|仲裁委员会|仲裁院)")
_PAPER = re.compile(
    r"(?:刑\s*事|民\s*事|行\s*政|执\s*行|国家赔偿)?\s*(?:附带民事)?\s*(?:仲\s*裁)?\s*(?:判\s*决|裁\s*定|调\s*解|决\s*定|裁\s*决)\s*书"
)
_OPENING = 400


def structure(document: Document, stem: str, cutting: Cutting = Cutting()) -> Structure:  # noqa: B008 - frozen
    """Read a document's structure. `stem` is its file's name without the ending: a hint at title and date.

    Never raises on a text, however odd: what has no structure becomes sections of sentences.
    """
    lines = read_lines(document)
    header = read_header(lines, stem, document.metadata.get("title"))
    headings = tuple(line.text for line in lines if len(line.text) <= 20)
    articles = count_articles(lines)
    kind, evidence = kind_of(header.title, document.text, headings=headings, articles=articles)
    if kind in _COURT_PAPERS:
        return _court_paper(document, lines, header, kind, evidence, cutting)
    # a notice that carries a whole regulation has its articles
    of_articles = kind in LEGAL or (kind is DocumentKind.POLICY and articles >= 3)
    contents = contents_lines(lines) if of_articles else frozenset()
    end = signature_start(lines, header.body)
    if of_articles:
        found = read_provisions(document.text, lines, header, kind, contents, end, cutting)
    else:
        found = read_sections(document.text, lines, header.title, range(header.body, end), cutting, case=kind is DocumentKind.CASE)
    date, date_evidence = _date(document, lines, header, end)
    around = _spans_around(lines, header, contents, end)
    made = _assemble(kind, evidence, header.title, _work(kind, header.title), date, date_evidence, found, around)
    return _with_law(made, document.text, lines, header, end) if kind in _NORMATIVE else made


def _with_law(made: Structure, text: str, lines: Sequence[Line], header: Header, end: int) -> Structure:
    """The structure with what the text says of itself as a norm, in its head, its provisions and its signature."""
    note = [line for index, line in enumerate(lines) if index < header.body and index not in header.title_lines]
    law, findings = read_law(text, made.title, made.kind, [*note, *lines[end:]], made.units, made.date)
    return replace(made, law=law, findings=(*made.findings, *findings))


def _date(document: Document, lines: Sequence[Line], header: Header, end: int) -> tuple[str | None, Evidence | None]:
    """The date of the head, else of the signature, else what a page says of itself."""
    if header.date:
        return header.date, header.date_evidence
    date, evidence = signature_date(lines, end)
    if date is None:  # a notice is signed before what it publishes
        date, evidence = signature_date(lines, header.body)
    stated = stated_date(document.metadata.get("date", ""))
    if date is None and stated:
        return stated, Evidence("metadata", stated)
    return date, evidence


def _court_paper(
    document: Document, lines: Sequence[Line], header: Header, kind: DocumentKind, evidence: Evidence, cutting: Cutting
) -> Structure:
    text = document.text
    number = case_number(text[:_OPENING])
    court, paper = _COURT.search(text, 0, _OPENING), _PAPER.search(text, 0, _OPENING)
    shown = re.sub(r"\s+", "", f"{court[0] if court else ''}{paper[0] if paper else ''}{number or ''}")
    head_end = _head_end(text, court, paper)
    found = read_formulas(text, lines, shown or header.title, head_end, cutting)
    unsigned = StructuralSpan(Role.SIGNATURE, max(head_end, len(text) - 120), len(text))
    signature = next((span for span in found.structural if span.role is Role.SIGNATURE), unsigned)
    dates = [(iso, _shift(span, signature.start)) for iso, span in find_dates(text[signature.start : signature.end])]
    date, date_evidence = (dates[-1][0], Evidence("signature", text[slice(*dates[-1][1])], dates[-1][1])) if dates else (None, None)
    head = [StructuralSpan(Role.TITLE, 0, head_end)] if head_end else []
    work = number or _work(kind, f"{shown}{text_hash(text)}")
    return _assemble(kind, evidence, shown or header.title, work, date, date_evidence, found, head)


def _head_end(text: str, *marks: re.Match[str] | None) -> int:
    """Where a court paper's head (court, sort of paper, number) ends: behind its number, else behind what was found."""
    ends = [mark.end() for mark in marks if mark]
    number = re.compile(r"[号號]").search(text, max(ends, default=0), _OPENING)
    if number and number.end() - max(ends, default=0) <= 60:
        ends.append(number.end())
    return max(ends, default=0)


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _work(kind: DocumentKind, title: str) -> str:
    """The work's key: a legal text's own name; for all else a hash, since its title may hold a person's name."""
    if kind in LEGAL:
        return work_key(title)
    return f"{kind.value}-{text_hash(unspace(work_key(title)))[:8]}"


def _spans_around(lines: Sequence[Line], header: Header, contents: frozenset[int], end: int) -> list[StructuralSpan]:
    """What stands around the body: title, note, table of contents, signature."""
    spans = []
    for index, line in enumerate(lines):
        if index < header.body:
            role = Role.TITLE if index in header.title_lines else Role.HEAD_NOTE
            spans.append(StructuralSpan(role, line.start, line.end))
        elif index in contents:
            spans.append(StructuralSpan(Role.CONTENTS, line.start, line.end))
        elif index >= end:
            spans.append(StructuralSpan(Role.SIGNATURE, line.start, line.end))
    return spans


def _assemble(
    kind: DocumentKind,
    evidence: Evidence,
    title: str,
    work: str,
    date: str | None,
    date_evidence: Evidence | None,
    found: Provisions,
    head: list[StructuralSpan],
) -> Structure:
    structural = tuple(sorted([*head, *found.structural], key=lambda span: span.start))
    return Structure(
        kind, evidence, title, work, date, date_evidence, tuple(found.provisions), tuple(found.units), structural, tuple(found.findings)
    )


def coverage(text: str, found: Structure) -> tuple[float, float]:
    """Shares of a text's visible characters: held by units or structural spans; and by units alone of what is not structural.

    Promise 2 wants 1.0 and ≥ 0.999.
    """
    held = bytearray(len(text))
    for span in found.structural:
        held[span.start : span.end] = b"\x01" * (span.end - span.start)
    for unit in found.units:
        held[unit.start : unit.end] = b"\x02" * (unit.end - unit.start)
    visible = [mark for mark, character in zip(held, text, strict=True) if not character.isspace()]
    rest = len(visible) - visible.count(1)
    return (1 - visible.count(0) / len(visible) if visible else 1.0), (visible.count(2) / rest if rest else 1.0)
