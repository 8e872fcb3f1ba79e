"""What lies over or under a place on a page: painted areas and pictures, by height and order.

A map has ten thousand painted areas, and a page as many glyphs. So the page is divided into strips,
and each glyph is compared with the areas of its strip only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ingestion.parsers.pdf.painted import Cover, PaintedBox

_STRIPS = 200  # of a page: a line of text is two or three high


class Covers:
    """The covers of a page, by the strips of its shown part."""

    def __init__(
        self,
        covers: Iterable[Cover],
        shown: PaintedBox,
    ) -> None:
        self._lowest = shown.y0
        self._strip_height = max(shown.height / _STRIPS, 1.0)
        self._strips: list[list[Cover]] = [[] for _ in range(_STRIPS + 1)]
        for cover in sorted(covers, key=_order):
            box = cover.box
            if box.y0 > shown.y1 or box.y1 < shown.y0:
                continue
            first = self._strip(max(box.y0, shown.y0))
            last = self._strip(min(box.y1, shown.y1))
            for strip in range(first, last + 1):
                self._strips[strip].append(cover)

    def is_covered(
        self,
        x: float,
        y: float,
        order: int,
    ) -> bool:
        """Say whether anything was painted over a place later.

        Args:
            x: Points from the left.
            y: Points from below.
            order: When the place was painted.

        Returns:
            Whether a later area or picture lies there, through which nothing shows.
        """
        strip = self._strips[self._strip(y)]
        if not strip:  # as on most pages
            return False
        later = bisect_right(
            strip,
            order,
            key=_order,
        )
        return any(cover.hides and cover.contains(x, y) for cover in strip[later:])

    def ground(
        self,
        x: float,
        y: float,
        order: int,
    ) -> Cover | None:
        """Return what lies below a place.

        Args:
            x: Points from the left.
            y: Points from below.
            order: When the place was painted.

        Returns:
            The last area or picture that was painted there before; None where it is the paper.
        """
        strip = self._strips[self._strip(y)]
        later = bisect_right(
            strip,
            order,
            key=_order,
        )
        for index in range(
            later - 1,
            -1,
            -1,
        ):
            if strip[index].contains(x, y):
                return strip[index]
        return None

    def _strip(self, y: float) -> int:
        strip = int((y - self._lowest) / self._strip_height)
        return min(strip, _STRIPS)


def _order(cover: Cover) -> int:
    return cover.order
