"""What a document states about itself, and which documents are no copies however alike they are.

This is asked before texts are compared, because it is cheap. And here the law decides: a later
version is no copy of an earlier one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import Document, DocumentKind, Rank, Structure
from law.duplicates.differences import ALIKE, TextComparison
from law.structure.kinds import LEGAL
from law.works.records import format_rank

_RANKS = tuple(Rank)
_KINDS = tuple(DocumentKind)
_FIGURES = re.compile(r"\d+")
_LEAST_ARTICLES = 3  # that make a text one of articles, as for `law.structure.kinds`
_NO_DAY = "~"  # sorts behind every date
_IDENTIFYING = ("date", "effective", "number", "case")


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document states about itself.

    Attributes:
        kind: The kind of document.
        work: The key of its work.
        size: Characters of its text.
        date: The date of the text itself, from its head, signature or file name.
        shown: That date, else the date of the page that shows the text.
        number: The document number.
        case: The case number.
        effective: The day of effect that it states.
        level: The rank of the norm.
        articles: How many articles it has.
        draft: Whether it is a draft.
        format: The rank of its file format (`law.works.records.format_rank`).
    """

    kind: DocumentKind
    work: str
    size: int
    date: str | None = None
    shown: str | None = None
    number: str | None = None
    case: str | None = None
    effective: str | None = None
    level: Rank | None = None
    articles: int = 0
    draft: bool = False
    format: int = 0

    @property
    def is_law(self) -> bool:
        """Whether its units are provisions."""
        return self.kind in LEGAL

    @property
    def standing(self) -> tuple[bool, bool, int, int, str, int, int]:
        """The sort key of copies from sources of equal authority: the lowest represents the others.

        A document with a number comes first, then one with a date of its own, the higher rank and
        kind of norm, the earlier day, the better format, the longer text.
        """
        level = _RANKS.index(self.level) if self.level else len(_RANKS)
        return (
            self.number is None,
            self.date is None,
            level,
            _KINDS.index(self.kind),
            self.date or self.shown or _NO_DAY,
            self.format,
            -self.size,
        )


def outline(structure: Structure, document: Document) -> Outline:
    """Make the outline of a document.

    Args:
        structure: The structure of the document.
        document: The document.

    Returns:
        The outline.
    """
    law = structure.law
    evidence = structure.date_evidence
    has_own_date = evidence is not None and evidence.rule != "metadata"
    instrument = structure.instrument
    has_scan = any(block.confidence is not None for block in document.blocks)
    return Outline(
        kind=structure.kind,
        work=structure.work,
        size=len(structure.own_text(document.text)),
        date=structure.date if has_own_date else None,
        shown=structure.date,
        number=law.number.value if law and law.number else None,
        case=_case_number(structure),
        effective=_stated_start(structure),
        level=Rank(law.level.value) if law and law.level else None,
        articles=_count_articles(structure),
        draft=instrument is not None and instrument.is_draft,
        format=format_rank(document.media_type, scanned=has_scan),
    )


def _case_number(structure: Structure) -> str | None:
    if structure.case is None or structure.case.number is None:
        return None
    number = structure.case.number
    return None if number.problem else number.value


def _stated_start(structure: Structure) -> str | None:
    """Return the earliest day of effect that a text states for the whole of it."""
    if structure.law is None:
        return None
    of_whole = [part.date for part in structure.law.commencements if not part.articles]
    days = [date for date in of_whole if date]
    return min(days, default=None)


def _count_articles(structure: Structure) -> int:
    count = 0
    for unit in structure.units:
        is_first_piece = (unit.piece or 1) == 1
        if unit.article and is_first_piece:
            count += 1
    return count


def ruled_out(first: Outline, second: Outline) -> str | None:
    """Say why two documents are no copies of each other, whatever their texts.

    Args:
        first: One document.
        second: The other.

    Returns:
        The reason; None where they may be copies.

    >>> law = Outline(DocumentKind.STATUTE, "工时法", 900, date="2010-03-04")
    >>> ruled_out(law, Outline(DocumentKind.STATUTE, "工时法（全文）", 900, date="2020-03-04"))
    'other dates'
    """
    for name in _IDENTIFYING:
        # Only the figures count: the words around them may have slips.
        first_figures = _FIGURES.findall(getattr(first, name) or "")
        second_figures = _FIGURES.findall(getattr(second, name) or "")
        if first_figures and second_figures and first_figures != second_figures:
            return f"other {name}s"
    if first.is_law and second.is_law:
        if first.work == second.work:
            return "versions of one work, which differ in their articles"
        if first.date and second.date:
            return "other works with dates"
    if first.draft != second.draft:
        return "a draft"
    first_decides = first.kind is DocumentKind.DECISION
    second_decides = second.kind is DocumentKind.DECISION
    if first_decides != second_decides:
        return "a decision and what it changes"
    return None


def is_copy(
    first: Outline,
    second: Outline,
    compared: TextComparison,
) -> bool:
    """Say whether two documents are copies, where nothing rules it out.

    A law whose date is unknown may be another version. Between it and another text with articles,
    only slips may differ, and what stands around the articles.

    Args:
        first: One document.
        second: The other.
        compared: How their texts compare.

    Returns:
        Whether they are copies of each other.
    """
    if compared.facts or compared.likeness < ALIKE:
        return False
    both_dated = first.date is not None and second.date is not None
    if both_dated or not compared.reworded:
        return True
    fewest_articles = min(first.articles, second.articles)
    return fewest_articles < _LEAST_ARTICLES
