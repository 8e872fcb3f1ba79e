"""Joins lines to paragraphs, across columns and pages too.

A line begins a paragraph by its look (indented, after a line that ended short, set apart, in other
type) and by its words (第二条 after a full stop).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.notation.marks import read_mark
from corpus.records import Level
from ingestion.boxes import Box, union
from ingestion.parsers.pdf.columns import Column
from ingestion.parsers.pdf.fragments import Fragment

_NUMERAL = "[一二三四五六七八九十百千零〇两\\d]+"
_BEGINS_PROVISION = re.compile(
    rf"第{_NUMERAL}(?:条(?:之{_NUMERAL})?|[编章节]|分编)(?=[\s\u3000]|$)|"
    rf"第{_NUMERAL}[编章]\S{{0,20}}$|"
    rf"附\s*件\s*{_NUMERAL}?|"
    r"目\s*[录次]$"
)
_BEGINS_ITEM = re.compile(rf"(?:[（(]{_NUMERAL}[)）]|{_NUMERAL}[、.．]|[①-⑳])")
_ENDS_SENTENCE = re.compile(r"[。；：！？;:!?.…]+[”’」』）)》\"]*$|[”’」』》]$")
_CLOSES_NOTE = re.compile(r"[）)]$")
"""A head note ends with a bracket, and the first article may follow it at once."""
_UNIT = re.compile(r"[A-Za-z0-9.,%/-]+|.[，。、；：！？）》”’」』〉】]*")
_HYPHENATED = re.compile(r"[A-Za-z]-$")
_OPENING_BRACKETS = "（("
_HALF_WIDTH = 0.55  # of a character: letters and figures
_ONE_SIZE = 0.1  # of the larger; types that differ by more are two
HEADING = 1.12
"""Type of so many times the body's size is a heading."""
_SLACK = 0.7  # characters: printers space a line out by so little
_HEADLINE_GAP = 1.35  # of the usual step: lines of one headline stand closer
_PARAGRAPH_GAP = 1.4  # of the usual step: paragraphs may stand further apart
_INDENTED = 1.2  # characters
_CELLS = 3  # of a row; two stretches of text may be one line with a wide blank
_FAR_INDENTED = 4.5  # characters: centred, or a signature


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of text where it stands. Places are points from the upper left corner of the page.

    Attributes:
        text: What it says.
        page: The number of its page, from 1.
        box: Its box.
        size: The size of its type.
        left: The left edge of its column.
        right: The right edge of its column.
        gap: The step from the line above to it, in usual steps of its column; None of the first
            line.
        cells: How many stretches of text with white between them it has.
    """

    text: str
    page: int
    box: Box
    size: float
    left: float
    right: float
    gap: float | None
    cells: int = 1

    @property
    def indent(self) -> float:
        """By how many characters it is indented."""
        return (self.box.x0 - self.left) / self.size

    @property
    def short(self) -> float:
        """How many characters it ends before its column does."""
        return (self.right - self.box.x1) / self.size


def lines_of(
    column: Column,
    page: int,
    left: float,
    right: float,
) -> list[PdfLine]:
    """Make the lines of a column.

    Args:
        column: The column; its tables are passed over.
        page: The number of its page.
        left: The left edge of its text, in points.
        right: The right edge of its text, in points.

    Returns:
        The lines from top to bottom. Fragments side by side are one text with a blank between.
    """
    rows = [row for row in column.lines if isinstance(row, tuple)]
    if not rows:
        return []
    tops = [min(fragment.top for fragment in row) for row in rows]
    steps = [later - earlier for earlier, later in pairwise(tops)]
    usual = median(steps) if len(steps) >= 2 else 1.5 * rows[0][0].size
    made: list[PdfLine] = []
    for index, row in enumerate(rows):
        longest = max(row, key=lambda fragment: len(fragment.text))
        size = longest.size
        gap = None
        if index > 0:
            gap = steps[index - 1] / max(usual, size)
        line = PdfLine(
            text=side_by_side(row),
            page=page,
            box=union(fragment.box for fragment in row),
            size=size,
            left=left,
            right=right,
            gap=gap,
            cells=len(row),
        )
        made.append(line)
    return made


def side_by_side(row: Sequence[Fragment]) -> str:
    """Write fragments side by side as one text.

    Args:
        row: The fragments of a line, from left to right.

    Returns:
        Their texts with a blank between.
    """
    return " ".join(fragment.text for fragment in row)


def begins_paragraph(
    line: PdfLine,
    before: PdfLine | None,
    body: float,
) -> bool:
    """Say whether a line begins a paragraph.

    Args:
        line: The line.
        before: The line before it in reading order; None at the begin of a document or after a
            table.
        body: The size of the document's type, in points.

    Returns:
        Whether it does; else it continues the line before.
    """
    if before is None or _has_other_size(line, before) or _are_rows(line, before):
        return True
    if _HYPHENATED.search(before.text) and line.text[:1].islower():
        return False
    if line.size >= HEADING * body:
        return _begins_headline(line, before)
    ended = _ends_sentence(before)
    short = before.short > _width_of_first_unit(line.text) + _SLACK
    if short:
        return True
    if _BEGINS_PROVISION.match(line.text) and (ended or line.indent > 1):
        return True
    if (ended or _CLOSES_NOTE.search(before.text)) and _begins_article(line.text):
        return True
    if line.gap is not None and line.gap > _PARAGRAPH_GAP:
        return True
    if line.indent >= _INDENTED and (ended or before.indent > _FAR_INDENTED):
        return True
    return ended and bool(_BEGINS_ITEM.match(line.text))


def _are_rows(line: PdfLine, before: PdfLine) -> bool:
    """Whether two lines are rows of a table without rules."""
    return before.cells == line.cells >= _CELLS


def _begins_article(text: str) -> bool:
    """Whether a line begins with the label of an article, in whatever way the file writes them."""
    mark = read_mark(text)
    return mark is not None and mark.level is Level.ARTICLE


def _has_other_size(line: PdfLine, before: PdfLine) -> bool:
    larger = max(line.size, before.size)
    return abs(line.size - before.size) > _ONE_SIZE * larger


def _ends_sentence(line: PdfLine) -> bool:
    return bool(_ENDS_SENTENCE.search(line.text))


def _begins_headline(line: PdfLine, before: PdfLine) -> bool:
    """Whether a line of a headline begins another one: lines of one headline stand close."""
    if _BEGINS_PROVISION.match(line.text) or line.text[:1] in _OPENING_BRACKETS:
        return True
    is_apart = not line.gap or line.gap > _HEADLINE_GAP
    return is_apart or _ends_sentence(before)


def _width_of_first_unit(text: str) -> float:
    """How many characters wide the first unit is that no printer would break."""
    found = _UNIT.match(text)
    if not found:
        return 1.0
    return sum(_HALF_WIDTH if character.isascii() else 1.0 for character in found[0])
