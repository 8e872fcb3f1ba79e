"""Glyphs and boxes, and how a page is turned: the smallest values of the reader."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner."""


class Glyph(NamedTuple):
    """A character as it was painted: what it says, its box, its size in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


def centre(box: Glyph) -> tuple[float, float]:
    """A glyph's middle."""
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def turned(box: Box, width: float, height: float, degrees: int) -> Box:
    """A box that counts from the lower left of a page, as it lies when text that runs by `degrees` is made upright.

    >>> turned((10, 20, 30, 40), 100, 200, 0)
    (10, 160, 30, 180)
    """
    x0, y0, x1, y1 = box
    if degrees == 90:
        return (y0, x0, y1, x1)
    if degrees == 180:
        return (width - x1, y0, width - x0, y1)
    if degrees == 270:
        return (height - y1, width - x1, height - y0, width - x0)
    return (x0, height - y1, x1, height - y0)


def unturned(box: Box, width: float, height: float, degrees: int) -> Box:
    """A box of the upright page, as it lies on the page as it is shown; `width` and `height` are the upright page's.

    >>> unturned(turned((10, 20, 30, 40), 100, 200, 90), 200, 100, 90)
    (10, 160, 30, 180)
    """
    x0, top, x1, bottom = box
    if degrees == 90:
        return (top, width - x1, bottom, width - x0)
    if degrees == 180:
        return (width - x1, height - bottom, width - x0, height - top)
    if degrees == 270:
        return (height - bottom, x0, height - top, x1)
    return box


def tilted(box: Box, width: float, height: float, degrees: float) -> Box:
    """The box around a box of a page that was turned counter-clockwise by `degrees`, as it lies on the page before that.

    >>> tilted((10, 20, 30, 40), 100, 200, 0)
    (10, 20, 30, 40)
    """
    if not degrees:
        return box
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = width / 2, height / 2
    corners = [(a - x, b - y) for a in (box[0], box[2]) for b in (box[1], box[3])]
    xs, ys = (
        [x + a * cosine - b * sine for a, b in corners],
        [y + a * sine + b * cosine for a, b in corners],
    )
    return (max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), width), min(max(ys), height))


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around several."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
