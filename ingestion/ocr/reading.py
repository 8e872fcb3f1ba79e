"""Reads one page: find its lines, lay it straight, read each line.

Lines are looked for on a small picture, which takes a fifth of the time that the page's own size would, and read on the large one. A page
that is read with little confidence so is looked at once more, closely.
"""

from __future__ import annotations

import numpy as np

from ingestion.heartbeat import beat

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
_DARK, _BLANK = 128, 2e-5  # of a page's pixels; a number of two figures covers as much


def read_page(picture: Picture, dpi: float) -> Reading:
    """What a page says. `picture` is in grey or in colours, `dpi` how many of its pixels make an inch."""
    page, seals = evened(picture, dpi)
    if np.count_nonzero(page < _DARK) < _BLANK * page.size:  # the back of a sheet: no network need look at it
        return Reading(page.shape[1] * 72.0 / dpi, page.shape[0] * 72.0 / dpi, 0, 0.0, (), (), seals)
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
    """The upright boxes of straightened quadrangles, inside the page. Which corner is which is not asked: the page may have been turned."""
    high, wide = page.shape
    heights = np.sort(quads[:, :, 1], axis=1)
    left, right = quads[:, :, 0].min(axis=1), quads[:, :, 0].max(axis=1)
    top, bottom = heights[:, :2].mean(axis=1), heights[:, 2:].mean(axis=1)  # a line that still slopes is no higher for it
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
        beat()  # a page has a thousand at the most
        if not written.text:
            continue
        if written.confidence < _LEGIBLE:
            illegible.append(written.text)
        else:
            lines.append(line_of(written, box, ink, scale))
    return lines, illegible


__all__ = ["read_page"]
