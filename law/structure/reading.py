"""Read the structure of a document: decide its kind, then read its body as that kind is built."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from corpus.notation.work_keys import unspace
from corpus.records import (
    Document,
    DocumentKind,
    Evidence,
    Span,
    Structure,
    Unit,
)
from corpus.records.documents import HTML, MAIL
from law.structure.acts import read_acts
from law.structure.annex_titles import with_annex_titles
from law.structure.articles import split_articles
from law.structure.assembling import DocumentIdentity, assemble, name_work, spans_around
from law.structure.blanks import without_blanks
from law.structure.case_identity import day_of_decision, name_of_case
from law.structure.case_jurisdiction import read_case_jurisdiction
from law.structure.case_summaries import read_case_summaries
from law.structure.certainty import with_confidence
from law.structure.contents import contents_lines
from law.structure.court_papers import COURT_PAPERS, read_court_paper
from law.structure.cutting import Cutting
from law.structure.declared import declared_number
from law.structure.families import count_articles, only_quotes
from law.structure.head_notes import find_head_note
from law.structure.header import Header, note_lines, read_header
from law.structure.instruments import PaperText, read_instrument
from law.structure.joined_rules import join_rules
from law.structure.jurisdiction import read_jurisdiction
from law.structure.kinds import LEGAL, kind_of
from law.structure.label_style import read_labelled_lines
from law.structure.law import begins, read_law
from law.structure.lines import TextLine
from law.structure.name_dates import settle_date
from law.structure.paper_identity import find_date, own_mark
from law.structure.promulgations import add_promulgation
from law.structure.provisions import read_provisions
from law.structure.record_files import read_records
from law.structure.reports import metadata_findings
from law.structure.sections import read_sections
from law.structure.set_aside import is_set_aside
from law.structure.several_rules import split_rules
from law.structure.signatures import signature_start
from law.structure.title_strength import title_strength
from law.structure.units import Provisions

_FORWARDED = re.compile(r"^(?:\s*(?:转发|回复|答复|fwd?|re)\s*[:：])+", re.IGNORECASE)
_NORMATIVE = LEGAL | {DocumentKind.POLICY}
_FEWEST_ARTICLES = 3  # that make a notice one of articles
_HEADING_LENGTH = 20
_FIRST_RECORD = 200
"""Characters of a file of records that name it: its first record, which stays when others come."""


def structure(
    document: Document,
    stem: str,
    cutting: Cutting = Cutting(),  # noqa: B008 - frozen
) -> Structure:
    """Read the structure of a document.

    No text raises an error, however odd it is: what has no structure becomes sections of sentences.

    Args:
        document: The document.
        stem: The name of its file without the ending: a hint at its title and its date.
        cutting: How long a passage may be.

    Returns:
        Its structure.
    """
    parts = split_articles(document)
    if parts:
        read_parts = [
            (
                part,
                _read_one(
                    part.document,
                    "",
                    cutting,
                ),
            )
            for part in parts
        ]
        found = join_rules(read_parts, code="several_articles")
    else:
        found = _read_one(
            document,
            stem,
            cutting,
        )
    found = with_confidence(without_blanks(document.text, found), document)
    noted = metadata_findings(document.metadata)
    return replace(
        found,
        findings=(*found.findings, *noted),
        rules=tuple(
            with_confidence(without_blanks(document.text, rule), document) for rule in found.rules
        ),
    )


def _read_one(
    document: Document,
    stem: str,
    cutting: Cutting,
) -> Structure:
    """Read a document that is not a page of several articles."""
    lines = with_annex_titles(read_labelled_lines(document))
    if any(line.record for line in lines):
        return _read_record_file(
            document,
            lines,
            stem,
            cutting,
        )
    rules = split_rules(document, lines)
    if rules:
        # The name of a gazette is no title of its first text.
        stems = ["" if rules[0].start else stem, *[""] * (len(rules) - 1)]
        return join_rules(
            [
                (
                    rule,
                    _read_one(
                        rule.document,
                        name,
                        cutting,
                    ),
                )
                for rule, name in zip(
                    rules,
                    stems,
                    strict=True,
                )
            ],
            _read_notice(rules[0].notice, cutting),
        )
    header = read_header(
        lines,
        stem,
        document.metadata.get("title"),
    )
    kind, evidence, articles = _decide_kind(
        document,
        lines,
        header,
    )
    if kind in COURT_PAPERS:
        return read_court_paper(
            document,
            lines,
            kind,
            evidence,
            cutting,
        )
    # A notice that carries a whole regulation has its articles.
    carries_articles = kind is DocumentKind.POLICY and articles >= _FEWEST_ARTICLES
    contents: frozenset[int] = frozenset()
    end = signature_start(lines, header.body)
    if kind in LEGAL or carries_articles:
        contents = contents_lines(lines)
        found = read_provisions(
            text=document.text,
            lines=lines,
            header=header,
            kind=kind,
            contents=contents,
            end=end,
            cutting=cutting,
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
    add_promulgation(
        found,
        document.text,
        lines,
        header,
        cutting,
    )
    date, date_evidence = find_date(
        document,
        lines,
        header,
        end,
        kind,
    )
    own = (
        ""
        if kind in LEGAL
        else own_mark(
            document,
            lines,
            header,
            end,
        )
    )
    identity = DocumentIdentity(
        kind=kind,
        evidence=evidence,
        title=header.title,
        work=name_work(
            kind,
            header.title,
            own,
        ),
        date=date,
        date_evidence=date_evidence,
        title_evidence=header.title_evidence,
    )
    result = assemble(
        identity,
        found,
        spans_around(
            lines,
            header,
            contents,
            end,
        ),
    )
    paper = PaperText(
        title=header.title,
        names=(stem, _page_title(document)),
        kind=kind,
        text=document.text,
        lines=lines,
        body=header.body,
        end=end,
        title_lines=header.title_lines,
        author=document.metadata.get("author") or "",
        declared=document.metadata.get("document_type") or "",
    )
    if kind in _NORMATIVE:
        return _with_law(
            result,
            document,
            paper,
            header,
        )
    jurisdiction = None
    if kind is DocumentKind.CASE:
        jurisdiction = read_case_jurisdiction(document.text)
    if jurisdiction is None:
        jurisdiction = read_jurisdiction(header.title, [*lines[: header.body], *lines[end:]])
    result = replace(
        result,
        jurisdiction=jurisdiction,
        title_strength=title_strength(
            header,
            None,
            stem,
            document.text,
            document.metadata,
        ),
    )
    if kind is DocumentKind.CASE:
        return _with_case_summaries(
            result,
            document.text,
            lines,
            header,
            found,
            stem,
        )
    return _with_acts(
        result,
        document.text,
        paper,
    )


def _read_notice(notice: Document | None, cutting: Cutting) -> Structure | None:
    """Read the notice above several rules: it says who issued them."""
    if notice is None:
        return None
    return _read_one(
        notice,
        "",
        cutting,
    )


def _decide_kind(
    document: Document,
    lines: Sequence[TextLine],
    header: Header,
) -> tuple[DocumentKind, Evidence, int]:
    """The kind of a document, the words that say so, and the number of heads of articles."""
    headings = tuple(line.text for line in lines if len(line.text) <= _HEADING_LENGTH)
    is_mail = document.media_type == MAIL
    articles = count_articles(lines)
    if is_mail and only_quotes(lines):
        articles = 0
    note = find_head_note(lines)
    kind, evidence = kind_of(
        header.title,
        document.text,
        headings=headings,
        articles=articles,
        bylines=[removal.example for removal in document.removed if removal.what == "byline"],
        opening=note.caption if note else 0,
    )
    declared = document.metadata.get("document_type", "")
    if kind is DocumentKind.DOCUMENT and articles and declared in ("act", "bill"):
        return DocumentKind.STATUTE, Evidence("markup", declared), articles
    # The subject of a mail may name a law that the mail only asks about.
    only_asks = is_mail and kind in LEGAL and not articles and not _is_headed(lines, header.title)
    if only_asks:
        return DocumentKind.DOCUMENT, Evidence("mail", header.title), articles
    return kind, evidence, articles


def _page_title(document: Document) -> str:
    """The title in the metadata of a web page.

    That of an Office file often is the title of an earlier draft from which the file was made.
    """
    if document.media_type != HTML:
        return ""
    return document.metadata.get("title") or ""


def _is_headed(lines: Sequence[TextLine], subject: str) -> bool:
    """Whether the title in a mail's subject stands on a line of its own.

    The law is forwarded, not asked about.
    """
    named = unspace(_FORWARDED.sub("", subject))
    return any(unspace(line.text) == named for line in lines[1:])


def _read_record_file(
    document: Document,
    lines: Sequence[TextLine],
    stem: str,
    cutting: Cutting,
) -> Structure:
    """Read a file of many records.

    It is no law, whatever it is called; its name is its stated title or the file's name.
    """
    header = read_header(
        (),
        stem,
        document.metadata.get("title"),
    )
    found = read_records(
        document.text,
        lines,
        header.title,
        cutting,
    )
    records = {line.record for line in lines if line.record}
    identity = DocumentIdentity(
        kind=DocumentKind.DOCUMENT,
        evidence=Evidence("records", f"{len(records)} records"),
        title=header.title,
        work=name_work(
            DocumentKind.DOCUMENT,
            header.title,
            document.text[:_FIRST_RECORD],
        ),
        date=header.date,
        date_evidence=header.date_evidence,
        title_evidence=header.title_evidence,
    )
    return assemble(
        identity,
        found,
        [],
    )


def _with_law(
    result: Structure,
    document: Document,
    paper: PaperText,
    header: Header,
) -> Structure:
    """Add what the text says of itself as a norm, in its head, its provisions and its signature."""
    text = document.text
    lines = paper.lines
    titles = [lines[index] for index in header.title_lines]
    note = [
        line
        for line in note_lines(
            lines,
            header.body,
            header.order,
        )
        if line not in titles
    ]
    note += lines[paper.end :]
    jurisdiction = read_jurisdiction(
        result.title,
        note,
        lines,
        text,
    )
    law, findings = read_law(
        text=text,
        title=result.title,
        kind=result.kind,
        note=note,
        units=_valid_units(result),
        issuer=header.order.issuer if header.order is not None else "",
        order=_order_line(lines, header),
        jurisdiction=jurisdiction.value if jurisdiction is not None else None,
        declared=declared_number(document.metadata),
    )
    date, date_evidence, conflicts = settle_date(
        result.date,
        result.date_evidence,
        law,
    )
    found = replace(
        result,
        law=law,
        date=date,
        date_evidence=date_evidence,
        jurisdiction=jurisdiction,
        title_strength=title_strength(
            header,
            law,
            paper.names[0],
            text,
            document.metadata,
        ),
        findings=(*result.findings, *findings, *conflicts),
    )
    return _with_acts(
        found,
        text,
        paper,
    )


def _with_acts(
    result: Structure,
    text: str,
    paper: PaperText,
) -> Structure:
    """Add what sort of paper it is, and what it says that it does to other works."""
    instrument = read_instrument(paper, result.law)
    acts = read_acts(
        text=text,
        title=result.title,
        kind=result.kind,
        lines=_valid_lines(result, paper),
        units=_valid_units(result),
        law=result.law,
        made=result.date,
        instrument=instrument,
    )
    law = result.law
    return replace(
        result,
        instrument=instrument,
        acts=acts,
        begins=begins(law.commencements, law.events, result.date) if law else None,
    )


def _valid_units(result: Structure) -> tuple[Unit, ...]:
    """The units without old text, comparisons and translations: what those say is not in force."""
    asides = _asides(result)
    if not asides:
        return result.units
    return tuple(unit for unit in result.units if unit not in asides)


def _asides(result: Structure) -> list[Unit]:
    """The units of old text, comparisons and translations."""
    return [unit for unit in result.units if unit.article is None and is_set_aside(unit.path)]


def _valid_lines(result: Structure, paper: PaperText) -> Sequence[TextLine]:
    """The lines of the body that are in no unit of old text, comparison or translation."""
    lines = paper.lines[paper.body :]
    asides = _asides(result)
    if not asides:
        return lines
    starts = [unit.start for unit in asides]
    valid: list[TextLine] = []
    for line in lines:
        place = bisect_right(starts, line.start) - 1
        if place < 0 or line.start >= asides[place].end:
            valid.append(line)
    return valid


def _order_line(lines: Sequence[TextLine], header: Header) -> TextLine | None:
    """The head of the order above a rule, with the number that stands on lines of its own."""
    order = header.order
    if order is None or not order.issuer:
        return None
    first = lines[order.lines.start]
    return structs.replace(first, text=order.head)


def _with_case_summaries(
    result: Structure,
    text: str,
    lines: Sequence[TextLine],
    header: Header,
    found: Provisions,
    stem: str,
) -> Structure:
    """Add the cases that a magazine or a web page summarises."""
    title = Span(0, 0)
    if header.title_lines:
        first = lines[header.title_lines[0]]
        last = lines[header.title_lines[-1]]
        title = Span(first.start, last.end)
    cases = read_case_summaries(
        text,
        found,
        title,
    )
    result = replace(result, cases=cases)
    if len(cases) > 1:
        return result
    named = name_of_case(lines, stem)
    if named is not None and named[0] != result.title:
        result = replace(
            result,
            title=named[0],
            title_evidence=named[1],
        )
    decided = day_of_decision(text) if result.date is None else None
    if decided is not None:
        result = replace(
            result,
            date=decided[0],
            date_evidence=decided[1],
        )
    return result
