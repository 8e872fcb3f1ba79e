"""Reads one page: find its lines, lay it straight, read each line.

Lines are looked for on a small picture, which takes a fifth of the time that the page's own size would, and read on the large one. Where ink
is left over, it looks again, at that place; a page that is read with little confidence so is looked at once more, closely.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ingestion.ocr.arrays import INK, Picture, Quads
from ingestion.ocr.bearings import slope, stands_on_its_head, straightened
from ingestion.ocr.boxes import boxes_of, cut, overlap, parted
from ingestion.ocr.engine import Engine, engine
from ingestion.ocr.lines import ink_box, line_of
from ingestion.ocr.overlooked import left_over, overlooked, widened
from ingestion.ocr.pictures import evened
from ingestion.ocr.records import Box, OcrLine, OcrReading
from ingestion.ocr.rules import rules
from ingestion.ocr.sizes import sized
from ingestion.workers.heartbeat import beat

_GLANCE, _CLOSE = 1152, 2048  # pixels of the longer side on which lines are looked for
_TRUSTED = 0.9  # confidence with which a glance is enough
_LEGIBLE = 0.5  # of a line; what is less sure is no text, or none that anybody could use
_KNOWN = 0.5  # of a box's area
_BLANK = 2e-5  # of a page's pixels; a number of two figures covers as much


def read_page(picture: Picture, dpi: float) -> OcrReading:
    """What a page says. `picture` is in grey or in colours, `dpi` how many of its pixels make an inch."""
    page, seals = evened(picture, dpi)
    if (
        np.count_nonzero(page < INK) < _BLANK * page.size
    ):  # the back of a sheet: no network need look at it
        return OcrReading(
            page.shape[1] * 72.0 / dpi, page.shape[0] * 72.0 / dpi, 0, 0.0, (), (), seals
        )
    found = _read(page, dpi, seals, _GLANCE)
    if found.confidence >= _TRUSTED or max(page.shape) <= _GLANCE:
        return found
    closer = _read(page, dpi, seals, _CLOSE)
    return closer if closer.confidence > found.confidence else found


def _read(page: Picture, dpi: float, seals: int, side: int) -> OcrReading:
    reader = engine()
    quads = reader.find(page, side)
    upright, tilt = slope(quads)
    quarters = 1 if upright else 0
    laid, places = straightened(page, quads, quarter_turns=quarters, tilt=tilt)
    if stands_on_its_head([cut(laid, box) for box in boxes_of(places, laid)], reader.read):
        quarters += 2
        laid, places = straightened(page, quads, quarter_turns=quarters, tilt=tilt)
    scale = 72.0 / dpi
    straight = rules(laid, dpi)
    boxes = _completed(
        boxes_of(places, laid), laid, straight, dpi, lambda part: reader.find(part, side)
    )
    lines, illegible = _lines(laid, boxes, scale, reader)
    ruled = tuple((a * scale, b * scale, c * scale, d * scale) for a, b, c, d in straight)
    high, wide = laid.shape
    return OcrReading(
        wide * scale,
        high * scale,
        -90 * quarters % 360,
        tilt,
        tuple(sized(lines, scale)),
        ruled,
        seals,
        tuple(illegible),
    )


def _completed(
    boxes: list[Box], page: Picture, rules: list[Box], dpi: float, find: Callable[[Picture], Quads]
) -> list[Box]:
    """The boxes of all lines: those that were found, with the ends that they lack, and what was overlooked."""
    boxes = widened(boxes, left_over(page, boxes, rules, dpi), rules)
    for place in overlooked(left_over(page, boxes, rules, dpi), dpi):
        found = boxes_of(find(cut(page, place)) + np.array(place[:2], np.float32), page)
        boxes += [
            box
            for box in found
            if sum(overlap(box, one) for one in boxes)
            < _KNOWN * (box[2] - box[0]) * (box[3] - box[1])
        ]
        beat()
    return parted(boxes, page)


def _lines(
    page: Picture, boxes: list[Box], scale: float, reader: Engine
) -> tuple[list[OcrLine], list[str]]:
    lines: list[OcrLine] = []
    illegible: list[str] = []
    for box in boxes:
        ink = ink_box(page, box)
        if ink is None:
            continue
        written = reader.read(cut(page, box))
        beat()  # a page has a thousand at the most
        if not written.text:
            continue
        if written.confidence < _LEGIBLE:
            illegible.append(written.text)
        else:
            lines.append(line_of(written, box, ink, scale))
    return lines, illegible


__all__ = ["read_page"]
