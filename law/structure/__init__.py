"""What a document is in law: kind, work, date, provision tree, citable units.

| module       | what it does                                                        |
| ------------ | ------------------------------------------------------------------- |
| `articles`   | a page of several articles → a structure of each, and one of all    |
| `reports`    | findings of what reading noted in a document's metadata             |
| `lines`      | blocks → lines with their marks; tables of contents                 |
| `marks`      | what one line could open                                            |
| `header`     | title, note on who passed it when, date                             |
| `kinds`      | which sort of document, by rule, with evidence                      |
| `families`   | which family of marks opens the units of a text                     |
| `headings`   | whether a line may head what follows it                             |
| `numbering`  | which article numbers come later; which names are still free        |
| `provisions` | legal texts → provision tree, articles and items                    |
| `units`      | one unit: its path, pieces, context, paragraphs and items           |
| `sections`   | retold cases by headings; other texts by headings, sentences        |
| `recorded`   | files of many records: each a unit of its own                       |
| `formulas`   | judgments and awards by their formulas                              |
| `captions`   | court, sort of paper and number above a paper's parties             |
| `casefiles`  | the case that a paper is about: one record, and what is wrong in it |
| `retold`     | typical and guiding cases: the same record, of what they state      |
| `case_numbers`, `parties`, `causes`, `amounts` | its parts                        |
| `lists`      | official lists that values are checked against, in `data`           |
| `cutting`    | what is too long for one passage, cut where a reader would pause    |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.hashing import text_hash
from corpus.notation.work_keys import unspace, work_key
from corpus.records import (
    CaseEvent,
    Document,
    DocumentKind,
    Evidence,
    Role,
    Span,
    StructuralSpan,
    Structure,
)
from corpus.records.documents import MAIL
from law.structure.articles import join_parts, split_articles
from law.structure.captions import read_caption
from law.structure.casefiles import read_case
from law.structure.certainty import with_confidence
from law.structure.cutting import Cutting
from law.structure.families import count_articles, only_quotes
from law.structure.formulas import read_formulas
from law.structure.header import (
    Header,
    read_header,
    signature_date,
    signature_start,
    stated_date,
)
from law.structure.kinds import LEGAL, kind_of
from law.structure.law import read_law
from law.structure.contents import contents_lines
from law.structure.label_style import read_labelled_lines
from law.structure.lines import TextLine
from law.structure.provisions import read_provisions
from law.structure.recorded import read_records
from law.structure.reports import told_by
from law.structure.retold import read_retold
from law.structure.sections import read_sections
from law.structure.units import Provisions

__all__ = [
    "STRUCTURE_VERSION",
    "Cutting",
    "coverage",
    "structure",
]

STRUCTURE_VERSION = 6
"""Part of the stage's key: raised with every change of this package that changes a result."""

_FORWARDED = re.compile(r"^(?:\s*(?:转发|回复|答复|fwd?|re)\s*[:：])+", re.IGNORECASE)
_NORMATIVE = LEGAL | {DocumentKind.POLICY}
_COURT_PAPERS = frozenset({DocumentKind.JUDGMENT, DocumentKind.AWARD})
_PAPER_NAMES = {
    DocumentKind.JUDGMENT: "裁判文书",
    DocumentKind.AWARD: "仲裁文书",
}
"""What a paper without any caption is called: its file's name may hold a person's."""


def structure(
    document: Document,
    stem: str,
    cutting: Cutting = Cutting(),
) -> Structure:  # noqa: B008 - frozen
    """Read a document's structure. `stem` is its file's name without the ending: a hint at title and date.

    Never raises on a text, however odd: what has no structure becomes sections of sentences.
    """
    parts = split_articles(document)
    if parts:
        made = join_parts(
            document,
            [(part, _structure(part.document, part.title, cutting)) for part in parts],
        )
    else:
        made = None
    made = with_confidence(made or _structure(document, stem, cutting), document)
    return replace(made, findings=(*made.findings, *told_by(document.metadata)))


def _structure(
    document: Document,
    stem: str,
    cutting: Cutting,
) -> Structure:
    lines = read_labelled_lines(document)
    if any(line.record for line in lines):
        return _of_records(
            document,
            lines,
            stem,
            cutting,
        )
    header = read_header(
        lines,
        stem,
        document.metadata.get("title"),
    )
    headings = tuple(line.text for line in lines if len(line.text) <= 20)
    is_mail = document.media_type == MAIL
    articles = 0 if is_mail and only_quotes(lines) else count_articles(lines)
    kind, evidence = kind_of(
        header.title,
        document.text,
        headings=headings,
        articles=articles,
    )
    # its subject names a law that its text asks about
    if is_mail and kind in LEGAL and not articles and not _is_headed(lines, header.title):
        kind = DocumentKind.DOCUMENT
        evidence = Evidence("mail", header.title)
    if kind in _COURT_PAPERS:
        return _court_paper(
            document,
            lines,
            kind,
            evidence,
            cutting,
        )
    # a notice that carries a whole regulation has its articles
    of_articles = kind in LEGAL or (kind is DocumentKind.POLICY and articles >= 3)
    contents = contents_lines(lines) if of_articles else frozenset()
    end = signature_start(lines, header.body)
    if of_articles:
        found = read_provisions(
            document.text,
            lines,
            header,
            kind,
            contents,
            end,
            cutting,
        )
    else:
        found = read_sections(
            document.text,
            lines,
            header.title,
            range(header.body, end),
            cutting,
            case=kind is DocumentKind.CASE,
        )
    date, date_evidence = _date(
        document,
        lines,
        header,
        end,
        kind,
    )
    around = _spans_around(
        lines,
        header,
        contents,
        end,
    )
    made = _assemble(
        kind,
        evidence,
        header.title,
        _work(kind, header.title),
        date,
        date_evidence,
        found,
        around,
    )
    if kind in _NORMATIVE:
        return _with_law(
            made,
            document.text,
            lines,
            header,
            end,
        )
    if kind is not DocumentKind.CASE:
        return made
    if header.title_lines:
        title = Span(lines[header.title_lines[0]].start, lines[header.title_lines[-1]].end)
    else:
        title = Span(0, 0)
    return replace(made, cases=read_retold(document.text, found, title))


def _is_headed(lines: Sequence[TextLine], subject: str) -> bool:
    """Whether what a mail's subject names stands as a line of its own below: forwarded, and not asked about."""
    named = unspace(_FORWARDED.sub("", subject))
    return any(unspace(line.text) == named for line in lines[1:])


def _of_records(
    document: Document,
    lines: Sequence[TextLine],
    stem: str,
    cutting: Cutting,
) -> Structure:
    """A file of many records: no law itself, whatever it is called; its name is what it says itself, or the file's."""
    header = read_header((), stem, document.metadata.get("title"))
    found = read_records(
        document.text,
        lines,
        header.title,
        cutting,
    )
    evidence = Evidence(
        "records",
        f"{len({line.record for line in lines if line.record})} records",
    )
    work = _work(DocumentKind.DOCUMENT, header.title)
    return _assemble(
        DocumentKind.DOCUMENT,
        evidence,
        header.title,
        work,
        header.date,
        header.date_evidence,
        found,
        [],
    )


def _with_law(
    made: Structure,
    text: str,
    lines: Sequence[TextLine],
    header: Header,
    end: int,
) -> Structure:
    """The structure with what the text says of itself as a norm, in its head, its provisions and its signature."""
    note = [
        line
        for index, line in enumerate(lines)
        if index < header.body and index not in header.title_lines
    ]
    law, findings = read_law(
        text,
        made.title,
        made.kind,
        [*note, *lines[end:]],
        made.units,
        made.date,
    )
    return replace(
        made,
        law=law,
        findings=(*made.findings, *findings),
    )


def _date(
    document: Document,
    lines: Sequence[TextLine],
    header: Header,
    end: int,
    kind: DocumentKind,
) -> tuple[str | None, Evidence | None]:
    """The date of the head, else of the signature, else what a page says of itself; a law is not made on the day that a mail brings it."""
    if header.date:
        return header.date, header.date_evidence
    date, evidence = signature_date(lines, end)
    if date is None:  # a notice is signed before what it publishes
        date, evidence = signature_date(lines, header.body)
    sent = "" if kind in LEGAL else document.metadata.get("sent", "")
    stated = stated_date(document.metadata.get("date", sent))
    if date is None and stated:
        return stated, Evidence("metadata", stated)
    return date, evidence


def _court_paper(
    document: Document,
    lines: Sequence[TextLine],
    kind: DocumentKind,
    evidence: Evidence,
    cutting: Cutting,
) -> Structure:
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
    tail = max(
        caption.end,
        len(text) - 120,
        text.rfind("。") + 1,
    )  # where nobody signs, a date in a sentence is not the paper's own
    unsigned = StructuralSpan(role=Role.SIGNATURE, start=tail, end=len(text))
    signature = next(
        (span for span in found.structural if span.role is Role.SIGNATURE),
        unsigned,
    )
    case, findings = read_case(
        text,
        caption,
        found,
        Span(signature.start, signature.end),
    )
    decided = next((one for one in case.dates if one.event is CaseEvent.DECIDED), None)
    if decided:
        date_evidence = Evidence(
            rule="signature",
            words=text[slice(*decided.span)],
            span=decided.span,
        )
    else:
        date_evidence = None
    found.findings.extend(findings)
    head = [StructuralSpan(role=Role.TITLE, start=0, end=caption.end)] if caption.end else []
    number = caption.number
    if number and not number.problem:
        work = number.value
    else:
        work = _work(kind, f"{caption.shown}{text_hash(text)}")
    made = _assemble(
        kind,
        evidence,
        title,
        work,
        decided.date if decided else None,
        date_evidence,
        found,
        head,
    )
    return replace(made, cases=(case,))


def _work(kind: DocumentKind, title: str) -> str:
    """The work's key: a legal text's own name; for all else a hash, since its title may hold a person's name."""
    if kind in LEGAL:
        return work_key(title)
    return f"{kind.value}-{text_hash(unspace(work_key(title)))[:8]}"


def _spans_around(
    lines: Sequence[TextLine],
    header: Header,
    contents: frozenset[int],
    end: int,
) -> list[StructuralSpan]:
    """What stands around the body: title, note, table of contents, signature."""
    spans = []
    for index, line in enumerate(lines):
        if index < header.body:
            role = Role.TITLE if index in header.title_lines else Role.HEAD_NOTE
            spans.append(StructuralSpan(role=role, start=line.start, end=line.end))
        elif index in contents:
            spans.append(StructuralSpan(role=Role.CONTENTS, start=line.start, end=line.end))
        elif index >= end:
            spans.append(StructuralSpan(role=Role.SIGNATURE, start=line.start, end=line.end))
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
        kind=kind,
        kind_evidence=evidence,
        title=title,
        work=work,
        date=date,
        date_evidence=date_evidence,
        provisions=tuple(found.provisions),
        units=tuple(found.units),
        structural=structural,
        findings=tuple(found.findings),
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
    return (1 - visible.count(0) / len(visible) if visible else 1.0), (
        visible.count(2) / rest if rest else 1.0
    )
