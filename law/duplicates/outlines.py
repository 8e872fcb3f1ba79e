"""What a document says of itself, and which two can't be copies of each other, however alike their words.

Asked before texts are compared, because it is cheap, and because here the law decides: a later version is no copy of an earlier one.
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
_ARTICLES = 3  # that make a text one of articles, as for `law.structure.kinds`


@dataclass(frozen=True, slots=True)
class Outline:
    """A document as its structure tells of it.

    `date` is the text's own (its head, signature or file's name), `shown` also that of the page which shows it; `effective` when it says
    that it begins to hold. `size` counts characters; `format` is `law.works.records.format_rank`.
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
        """Of two copies from sources of equal authority the lower stands for both.

        First what has a number, then what has a date of its own, the higher rank and kind of norm, the earlier day, the better format, the longer text.
        """
        level = _RANKS.index(self.level) if self.level else len(_RANKS)
        day = self.date or self.shown or "~"
        return (
            self.number is None,
            self.date is None,
            level,
            _KINDS.index(self.kind),
            day,
            self.format,
            -self.size,
        )


def outline(found: Structure, document: Document) -> Outline:
    """The outline of a document with its structure."""
    law, case = found.law, found.case
    own = found.date if found.date_evidence and found.date_evidence.rule != "metadata" else None
    begins = (
        sorted(one.date for one in law.commencements if one.date and not one.articles)
        if law
        else []
    )
    return Outline(
        kind=found.kind,
        work=found.work,
        size=len(document.text),
        date=own,
        shown=found.date,
        number=law.number.value if law and law.number else None,
        case=case.number.value if case and case.number and not case.number.problem else None,
        effective=begins[0] if begins else None,
        level=Rank(law.level.value) if law and law.level else None,
        articles=sum(1 for unit in found.units if unit.article and (unit.piece or 1) == 1),
        draft=bool(law and law.draft),
        format=format_rank(
            document.media_type,
            scanned=any(block.confidence is not None for block in document.blocks),
        ),
    )


def ruled_out(one: Outline, other: Outline) -> str | None:
    """Why two documents can't be copies of each other, whatever their texts; None where they may be.

    >>> law = Outline(DocumentKind.STATUTE, "工时法", 900, date="2010-03-04")
    >>> ruled_out(law, Outline(DocumentKind.STATUTE, "工时法（全文）", 900, date="2020-03-04"))
    'other dates'
    """
    for name in ("date", "effective", "number", "case"):
        values = [
            _FIGURES.findall(getattr(it, name) or "") for it in (one, other)
        ]  # their words may have slips
        if all(values) and values[0] != values[1]:
            return f"other {name}s"
    if one.is_law and other.is_law:
        if one.work == other.work:
            return "versions of one work, told apart by their articles"
        if one.date and other.date:
            return "other works with dates"
    if one.draft != other.draft:
        return "a draft"
    if (one.kind is DocumentKind.DECISION) != (other.kind is DocumentKind.DECISION):
        return "a decision and what it changes"
    return None


def is_copy(one: Outline, other: Outline, compared: TextComparison) -> bool:
    """Whether two documents that nothing rules out are copies of each other, by what their texts differ in.

    A law whose date is not known may be another version: between it and another text of articles nothing but slips may differ, and what
    stands around them.
    """
    if compared.facts or compared.likeness < ALIKE:
        return False
    dated = one.date is not None and other.date is not None
    articled = min(one.articles, other.articles) >= _ARTICLES
    return dated or not articled or not compared.reworded
