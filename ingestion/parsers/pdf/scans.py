"""Builds a page from what OCR read, the same `PdfPage` that a page with a text layer is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingestion.cleaning import Removals
from ingestion.ocr.records import OcrLine, OcrReading
from ingestion.parsers.pdf.glyphs import Glyph
from ingestion.parsers.pdf.page import PdfPage

FLOOR = 0.6
"""The confidence below which a page counts as unreadable.

Half of its lines are wrong, and nothing shows which.
"""

_BLANK = 1.5  # of the type's size, between the middles of two ideographs: a blank is between them
_COLUMN = 2.2  # ... beyond it, they belong to two columns
_LABEL_BLANK = 1.3  # ... after 第一条, whose text stands nearer in narrow print
_LABEL_COLUMN = 3.2  # ... and further off in wide print
_HALF_WIDTH = 0.35  # of the type's size: from the middle to the edge of a letter or figure
_HALF_IDEOGRAPH = 0.55  # ... of an ideograph
_LEAST_WIDTH = 0.1  # points of a glyph
_FULL_WIDTH = "\u2e80"  # the first character that is as wide as it is high
_WIDE_BLANK = "\u3000"
_LABEL = re.compile(
    "第[一二三四五六七八九十百千零〇]+[编章节条](?:之[一二三四五六七八九十]+)?|"
    "附件[一二三四五六七八九十]*"
)


def page_of_reading(
    number: int,
    found: OcrReading,
    removals: Removals,
) -> PdfPage:
    """Build a page from what OCR read.

    Args:
        number: The number of the page, from 1.
        found: What OCR read.
        removals: Counts the seals and the illegible lines.

    Returns:
        The page, as a page with a text layer gives it.
    """
    if found.seals:
        removals.add(
            "seal",
            found.seals,
            f"page {number}",
        )
    for text in found.illegible:
        removals.add(
            "illegible line",
            1,
            f"page {number}: {text}",
        )
    glyphs: list[Glyph] = []
    for line in found.lines:
        glyphs += _glyphs(line)
    return PdfPage(
        number=number,
        width=found.width,
        height=found.height,
        turn=found.turn,
        glyphs=tuple(glyphs),
        rules=found.rules,
        lines=found.lines,
        tilt=found.tilt,
    )


def _glyphs(line: OcrLine) -> Iterator[Glyph]:
    """The characters of a line, each up to half way to its neighbours, and its blanks."""
    top, bottom = _type_height(line)
    inked = [place for place, text in enumerate(line.text) if not text.isspace()]
    middles = [line.middles[place] for place in inked]
    between = [(before + after) / 2 for before, after in pairwise(middles)]
    starts = [line.box.x0, *between]
    ends = [*between, line.box.x1]
    for place, start, end in zip(
        inked,
        starts,
        ends,
        strict=True,
    ):
        text = line.text[place]
        middle = line.middles[place]
        half = line.size * (_HALF_WIDTH if text < _FULL_WIDTH else _HALF_IDEOGRAPH)
        left = max(start, middle - half)
        right = max(min(end, middle + half), left + _LEAST_WIDTH)
        if place and _is_blank_before(line, place):
            blank_left = min(start, left - _LEAST_WIDTH)
            yield Glyph(
                _WIDE_BLANK,
                blank_left,
                top,
                left,
                bottom,
                line.size,
            )
        yield Glyph(
            text,
            left,
            top,
            right,
            bottom,
            line.size,
        )


def _type_height(line: OcrLine) -> tuple[float, float]:
    """The upper and lower edge of the type around a line's ink.

    A line of 一 alone is as high as any other.
    """
    box = line.box
    if box.height >= line.size:
        return box.top, box.bottom
    half = line.size / 2
    return box.middle_y - half, box.middle_y + half


def _is_blank_before(line: OcrLine, place: int) -> bool:
    """Whether print has a blank before a character.

    OCR saw one, or the step from the character before is too long for none.
    """
    before = line.text[place - 1]
    distance = line.middles[place] - line.middles[place - 1]
    step = distance / line.size
    if _LABEL.fullmatch(line.text[:place].rstrip()):
        return (before.isspace() or step > _LABEL_BLANK) and step < _LABEL_COLUMN
    if before.isspace():
        return step < _COLUMN
    if not _is_ideograph(before) or not _is_ideograph(line.text[place]):
        return False  # the ink of a mark stands at one side of its square, figures are narrow
    return _BLANK < step < _COLUMN


def _is_ideograph(character: str) -> bool:
    return character >= _FULL_WIDTH and character.isalnum()
