"""Reads one page: find its lines, lay it straight, read each line.

The lines are looked for on a small picture, which takes a tenth of the time that the page's own size would, and read on a large one. A page that reads badly so is
looked at once more, closely.
"""

from __future__ import annotations

import numpy as np

from .arrays import Picture, Quads
from .bearings import slope, stands_on_its_head, straightened
from .engine import Engine, engine
from .lines import in_few_sizes, ink_box, line_of
from .pictures import evened
from .records import Box, Line, Reading
from .rules import rules

_GLANCE, _CLOSE = 1152, 2048  # pixels of the longer side on which lines are looked for
_TRUSTED = 0.9  # confidence with which a glance is enough
_LEGIBLE = 0.5  # of a line; what is less sure is no text, or none that anybody could use
_MARGIN = 0.08  # of a line's height, left around it


def read_page(picture: Picture, dpi: float) -> Reading:
    """What a page says. `picture` is in grey or in colours, `dpi` how many of its pixels make an inch."""
    page, seals = evened(picture, dpi)
    found = _read(page, dpi, seals, _GLANCE)
    if found.confidence >= _TRUSTED or max(page.shape) <= _GLANCE:
        return found
    closer = _read(page, dpi, seals, _CLOSE)
    return closer if closer.confidence > found.confidence else found


def _read(page: Picture, dpi: float, seals: int, side: int) -> Reading:
    reader = engine()
    quads = reader.find(page, side)
    upright, tilt = slope(quads)
    quarters = 1 if upright else 0
    laid, places = straightened(page, quads, quarter_turns=quarters, tilt=tilt)
    boxes = _boxes(places, laid)
    if stands_on_its_head([_cut(laid, box) for box in boxes], reader.read):
        quarters += 2
        laid, places = straightened(page, quads, quarter_turns=quarters, tilt=tilt)
        boxes = _boxes(places, laid)
    scale = 72.0 / dpi
    lines, illegible = _lines(laid, boxes, scale, reader)
    straight = tuple((a * scale, b * scale, c * scale, d * scale) for a, b, c, d in rules(laid, dpi))
    high, wide = laid.shape
    return Reading(wide * scale, high * scale, -90 * quarters % 360, tilt, tuple(in_few_sizes(lines)), straight, seals, tuple(illegible))


def _boxes(quads: Quads, page: Picture) -> list[Box]:
    """The upright boxes of straightened quadrangles, inside the page."""
    high, wide = page.shape
    left, right = quads[:, [0, 3], 0].mean(axis=1), quads[:, [1, 2], 0].mean(axis=1)
    top, bottom = quads[:, :2, 1].mean(axis=1), quads[:, 2:, 1].mean(axis=1)
    if len(quads) and float(np.median(right - left)) < 0:  # the corners were counted on the turned page
        left, right = right, left
    corners = quads.reshape(len(quads), 8)
    left, right = corners[:, 0::2].min(axis=1), corners[:, 0::2].max(axis=1)
    top, bottom = np.sort(corners[:, 1::2], axis=1)[:, :2].mean(axis=1), np.sort(corners[:, 1::2], axis=1)[:, 2:].mean(axis=1)
    made = [
        (max(0.0, float(a)), max(0.0, float(b)), min(float(wide), float(c)), min(float(high), float(d)))
        for a, b, c, d in zip(left, top, right, bottom, strict=True)
    ]
    return [box for box in made if box[2] - box[0] >= 4 and box[3] - box[1] >= 4]


def _cut(page: Picture, box: Box) -> Picture:
    left, top, right, bottom = (round(value) for value in box)
    return page[top:bottom, left:right]


def _lines(page: Picture, boxes: list[Box], scale: float, reader: Engine) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    illegible: list[str] = []
    for box in boxes:
        ink = ink_box(page, box)
        if ink is None:
            continue
        written = reader.read(_cut(page, box))
        if not written.text:
            continue
        if written.confidence < _LEGIBLE:
            illegible.append(written.text)
        else:
            lines.append(line_of(written, box, ink, scale))
    return lines, illegible


__all__ = ["read_page"]
