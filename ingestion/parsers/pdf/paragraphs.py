"""Lines to paragraphs: which line goes on with the one before, across columns and pages too.

A line begins a paragraph by what it looks like (indented, after a line that ended short, set apart, in other type) and by what
it says (第二条 after a full stop).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingestion.parsers.pdf.fragments import Fragment
from ingestion.parsers.pdf.glyphs import Box, union
from ingestion.parsers.pdf.layout import Column

_NUMERAL = "[一二三四五六七八九十百千零〇两\\d]+"
_OPENS = re.compile(
    rf"第{_NUMERAL}(?:条(?:之{_NUMERAL})?|[编章节]|分编)(?=[\s\u3000]|$)|第{_NUMERAL}[编章]\S{{0,20}}$|附\s*件\s*{_NUMERAL}?|目\s*[录次]$"
)
_ITEM = re.compile(rf"(?:[（(]{_NUMERAL}[)）]|{_NUMERAL}[、.．]|[①-⑳])")
_ENDS = re.compile(r"[。；：！？;:!?.…]+[”’」』）)》\"]*$|[”’」』》]$")
_UNIT = re.compile(r"[A-Za-z0-9.,%/-]+|.[，。、；：！？）》”’」』〉】]*")
_TORN = re.compile(r"[A-Za-z]-$")
_SIZE = 0.1  # of the larger; types that differ by more are two
HEADING = 1.12
"""Type of so many times the body's size is a heading."""
_SLACK = 0.7  # of the type's size: printers space a line out by so little


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of text where it stands: page, box, the edges of its column, and whether it is the column's first."""

    text: str
    page: int
    box: Box
    size: float
    left: float
    right: float
    gap: float | None
    """White between it and the line above it, in lines' usual white; None where there is none in its column."""

    @property
    def indent(self) -> float:
        """By how many characters it is moved in."""
        return (self.box[0] - self.left) / self.size

    @property
    def short(self) -> float:
        """How many characters it ends before its column does."""
        return (self.right - self.box[2]) / self.size


def lines_of(column: Column, page: int, left: float, right: float) -> list[PdfLine]:
    """A column's lines; what stands side by side in one is a text with a blank between."""
    rows = [row for row in column.lines if isinstance(row, tuple)]
    tops = [min(one.top for one in row) for row in rows]
    steps = [later - earlier for earlier, later in pairwise(tops)]
    usual = median(steps) if len(steps) >= 2 else (1.5 * rows[0][0].size if rows else 1.0)
    made: list[PdfLine] = []
    for index, row in enumerate(rows):
        size = max(row, key=lambda one: len(one.text)).size
        gap = None if index == 0 else steps[index - 1] / max(usual, size)
        made.append(
            PdfLine(
                _side_by_side(row), page, union([one.box for one in row]), size, left, right, gap
            )
        )
    return made


def _side_by_side(row: Sequence[Fragment]) -> str:
    return " ".join(one.text for one in row)


def begins(line: PdfLine, before: PdfLine | None, body: float) -> bool:
    """Whether a line begins a paragraph."""
    if before is None or abs(line.size - before.size) > _SIZE * max(line.size, before.size):
        return True
    if _TORN.search(before.text) and line.text[:1].islower():
        return False
    ended = bool(_ENDS.search(before.text))
    if line.size >= HEADING * body:  # lines of one headline stand close, in the middle
        return (
            _OPENS.match(line.text) is not None
            or line.text[:1] in "（("
            or (line.gap or 9.0) > 1.35
            or ended
        )
    short = before.short > _width_of_first(line.text) + _SLACK
    if _OPENS.match(line.text) and (ended or short or line.indent > 1):
        return True
    if line.gap is not None and line.gap > 1.4:
        return True
    if line.indent >= 1.2 and (ended or short or before.indent > 4.5):
        return True
    if ended and _ITEM.match(line.text):
        return True
    return short


def _width_of_first(text: str) -> float:
    """How many characters wide the first unit is that no printer would break."""
    found = _UNIT.match(text)
    return sum(0.55 if one.isascii() else 1.0 for one in found[0]) if found else 1.0
