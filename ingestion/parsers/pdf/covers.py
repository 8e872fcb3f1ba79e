"""What lies over or under a place on a page: boxes and pictures by height and by when they were painted.

A map has ten thousand painted areas, and a page as many glyphs: each glyph is asked about those of its strip of the page alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ingestion.parsers.pdf.glyphs import Box

_STRIPS = 200  # of a page: a line of text is two or three high

Cover = tuple[int, Box, bool]
"""When it was painted, where, and whether it is as light as paper."""


class Covers:
    """The covers of a page, of which `shown` is the part that is seen."""

    def __init__(self, covers: Iterable[Cover], shown: Box) -> None:
        self._low, high = shown[1], shown[3]
        self._height = max((high - self._low) / _STRIPS, 1.0)
        self._strips: list[list[Cover]] = [[] for _ in range(_STRIPS + 1)]
        for cover in sorted(covers):
            bottom, top = cover[1][1], cover[1][3]
            if bottom <= high and top >= self._low:
                for strip in range(
                    self._strip(max(bottom, self._low)), self._strip(min(top, high)) + 1
                ):
                    self._strips[strip].append(cover)

    def is_covered(self, x: float, y: float, painted: int) -> bool:
        """Whether anything was painted over what was painted there then."""
        here = self._strips[self._strip(y)]
        later = range(bisect_right(here, painted, key=_when), len(here))
        return any(_holds(here[index][1], x, y) for index in later)

    def is_on_ink(self, x: float, y: float, painted: int) -> bool:
        """Whether what was painted there then lies on something dark."""
        here = self._strips[self._strip(y)]
        earlier = range(bisect_right(here, painted, key=_when) - 1, -1, -1)
        return any(_holds(here[index][1], x, y) for index in earlier if not here[index][2])

    def _strip(self, y: float) -> int:
        return min(int((y - self._low) / self._height), _STRIPS)


def _when(cover: Cover) -> int:
    return cover[0]


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
