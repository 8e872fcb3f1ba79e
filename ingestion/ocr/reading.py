"""Reads one page: finds its lines, lays it straight, reads each line.

Lines are looked for on a small picture, which takes a fifth of the time of the page's own size, and
read on the large one. Where ink is left over, the finder looks again, at that place. A page that is
read with little confidence after this coarse pass is read once more, with lines looked for on a
larger picture.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ingestion.boxes import Box
from ingestion.ocr.arrays import INK, Picture, Quads
from ingestion.ocr.boxes import boxes_around, crop, separate_boxes
from ingestion.ocr.engine import Engine, engine
from ingestion.ocr.lines import build_line, find_ink_box
from ingestion.ocr.orientation import is_upside_down, measure_slope, straighten
from ingestion.ocr.overlooked import find_overlooked_places, find_uncovered_ink, widen_lines
from ingestion.ocr.pictures import clean_picture
from ingestion.ocr.records import OcrLine, OcrReading
from ingestion.ocr.rules import find_rules
from ingestion.ocr.sizes import measure_sizes
from ingestion.workers.heartbeat import beat

_COARSE = 1152  # pixels of the longer side on which the coarse pass looks for lines
_FINE = 2048  # ... and the fine pass
_TRUSTED = 0.9  # confidence from which the coarse pass is enough
_LEGIBLE = 0.5  # of a line; below it the characters are no usable text
_KNOWN = 0.5  # of a box's area: a box of which others cover so much is known already
_BLANK = 2e-5  # of a page's pixels; a number of two figures covers as much
_POINTS_PER_INCH = 72.0


def read_page(picture: Picture, dpi: float) -> OcrReading:
    """Read a page.

    Args:
        picture: The page, grey or RGB.
        dpi: How many of its pixels make an inch.

    Returns:
        Its lines and rules, in points of the upright page.
    """
    page, seals = clean_picture(picture, dpi)
    scale = _POINTS_PER_INCH / dpi
    ink = np.count_nonzero(page < INK)
    if ink < _BLANK * page.size:  # an empty back page: the networks need not look at it
        height, width = page.shape
        return OcrReading(
            width=width * scale,
            height=height * scale,
            turn=0,
            tilt=0.0,
            lines=(),
            rules=(),
            seals=seals,
        )
    coarse = _read(
        page,
        dpi,
        seals,
        _COARSE,
    )
    if coarse.confidence >= _TRUSTED or max(page.shape) <= _COARSE:
        return coarse
    fine = _read(
        page,
        dpi,
        seals,
        _FINE,
    )
    return fine if fine.confidence > coarse.confidence else coarse


def _read(
    page: Picture,
    dpi: float,
    seals: int,
    side: int,
) -> OcrReading:
    """Read a cleaned page; look for lines where its longer side has `side` pixels."""
    reader = engine()
    quads = reader.find(page, side)
    upright, placed, turns, tilt = _lay_straight(
        page,
        quads,
        reader,
    )
    rules = find_rules(upright, dpi)

    def find(part: Picture) -> Quads:
        return reader.find(part, side)

    boxes = _complete_boxes(
        boxes_around(placed, upright),
        upright,
        rules,
        dpi,
        find,
    )
    scale = _POINTS_PER_INCH / dpi
    lines, illegible = _read_lines(
        upright,
        boxes,
        scale,
        reader,
    )
    height, width = upright.shape
    return OcrReading(
        width=width * scale,
        height=height * scale,
        turn=-90 * turns % 360,
        tilt=tilt,
        lines=tuple(measure_sizes(lines, scale)),
        rules=tuple(rule.scaled(scale) for rule in rules),
        seals=seals,
        illegible=tuple(illegible),
    )


def _lay_straight(
    page: Picture,
    quads: Quads,
    reader: Engine,
) -> tuple[Picture, Quads, int, float]:
    """The upright page and its quadrangles; by how many quarter turns and degrees it was turned."""
    vertical, tilt = measure_slope(quads)
    turns = 1 if vertical else 0
    turned, placed = straighten(
        page,
        quads,
        quarter_turns=turns,
        tilt=tilt,
    )
    lines = [crop(turned, box) for box in boxes_around(placed, turned)]
    if is_upside_down(lines, reader.read):
        turns += 2
        turned, placed = straighten(
            page,
            quads,
            quarter_turns=turns,
            tilt=tilt,
        )
    return turned, placed, turns, tilt


def _complete_boxes(
    boxes: list[Box],
    page: Picture,
    rules: list[Box],
    dpi: float,
    find: Callable[[Picture], Quads],
) -> list[Box]:
    """The boxes of all lines: the found ones, made whole, and the overlooked ones."""
    ink = find_uncovered_ink(
        page,
        boxes,
        rules,
        dpi,
    )
    boxes = widen_lines(
        boxes,
        ink,
        rules,
    )
    ink = find_uncovered_ink(
        page,
        boxes,
        rules,
        dpi,
    )
    for place in find_overlooked_places(ink, dpi):
        corner = np.array([place.x0, place.top], np.float32)
        quads = find(crop(page, place)) + corner
        found = boxes_around(quads, page)
        boxes += [box for box in found if not _is_known(box, boxes)]
        beat()
    return separate_boxes(boxes, page)


def _is_known(box: Box, boxes: list[Box]) -> bool:
    """Whether other boxes cover half of a box."""
    covered = sum(box.shared_area(other) for other in boxes)
    return covered >= _KNOWN * box.width * box.height


def _read_lines(
    page: Picture,
    boxes: list[Box],
    scale: float,
    reader: Engine,
) -> tuple[list[OcrLine], list[str]]:
    """The legible lines in points, and the uncertain texts of the others."""
    lines: list[OcrLine] = []
    illegible: list[str] = []
    for box in boxes:
        ink = find_ink_box(page, box)
        if ink is None:
            continue
        written = reader.read(crop(page, box))
        beat()  # a page has a thousand lines at the most
        if not written.text:
            continue
        if written.confidence < _LEGIBLE:
            illegible.append(written.text)
        else:
            lines.append(
                build_line(
                    written,
                    box,
                    ink,
                    scale,
                )
            )
    return lines, illegible


__all__ = ["read_page"]
