"""Vertical type: columns that are read from top to bottom, the rightmost first.

On such a page each character stands upright below the last one. Turned by a quarter, its columns
are the lines of any other page, in the right order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingestion.parsers.pdf.painted import PaintedGlyph

VERTICAL_TURN = 270
"""The turn, in degrees counter-clockwise, by which vertical columns become lines."""
_LEAST = 20  # characters; fewer may be a label at the edge of a table
_SHARE = 0.8  # of the steps from one character to the next that go down
_ASIDE = 0.4  # of the type's size: by so much a character may stand beside the last one
_DOWN = (0.6, 2.5)  # of the type's size: how far below the last one it stands
_WIDE = "\u2e80"  # the first character of the scripts that are set vertically


def is_vertical(glyphs: Sequence[PaintedGlyph]) -> bool:
    """Say whether the characters of a page are set in vertical columns.

    Args:
        glyphs: The visible characters whose text is upright, as they were painted.

    Returns:
        Whether they are.
    """
    if len(glyphs) < _LEAST:
        return False
    wide = sum(glyph.text[:1] >= _WIDE for glyph in glyphs)
    if wide < len(glyphs) / 2:
        return False
    shown = [glyph for glyph in glyphs if glyph.text.strip()]
    down = sum(_goes_down(last, glyph) for last, glyph in pairwise(shown))
    return down >= _SHARE * max(1, len(shown) - 1)


def _goes_down(last: PaintedGlyph, glyph: PaintedGlyph) -> bool:
    nearest, farthest = _DOWN
    step = last.middle_y - glyph.middle_y
    is_below = nearest * glyph.size <= step <= farthest * glyph.size
    return is_below and abs(last.middle_x - glyph.middle_x) <= _ASIDE * glyph.size
