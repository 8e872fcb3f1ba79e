"""Ink that no line covers: what the line finder dropped at the ends of lines, and whole lines.

The finder does so now and then without a sign: 一、 before an item of a page that was upside down,
narrow cells of a table, a line beside a seal. The ink that is left once all found lines are erased
shows it. On most pages no ink is left.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ingestion.boxes import Box, union
from ingestion.ocr.arrays import INK, Picture, runs

_AROUND_PT = 1.5  # the margin that is erased around lines and rules
_BLANK = 0.6  # of a line's box's height: between its end and what belongs to it
_FURTHEST = 3.0  # of a line's box's height: how much of that there can be
_FLECK = 0.02  # of a line's height squared: less ink is dirt
_LEAST_HEIGHT_PT = 4.0  # of a piece of print
_MOST_HEIGHT_PT = 60.0
_LEAST_WIDTH_PT = 3.0
_JOINED_PT = 4.0  # strokes that are no further apart, along a line, are one piece
_STROKES_PT = 1.0  # ... and across it; the lines of any print are further apart
_MARGIN_PT = 14.0  # the finder needs to see what stands around a line
_MOST = 400  # pieces, the largest of a page; a page with more is a drawing, or a photograph
_POINTS_PER_INCH = 72


def find_uncovered_ink(
    page: Picture,
    lines: Sequence[Box],
    rules: Sequence[Box],
    dpi: float,
) -> NDArray[np.uint8]:
    """Find the ink outside of lines and rules.

    Args:
        page: A cleaned page.
        lines: The boxes of its lines, in pixels.
        rules: Its straight lines, as thin boxes in pixels.
        dpi: How many of its pixels make an inch.

    Returns:
        A picture as large as the page, 1 where there is such ink and else 0.
    """
    ink = (page < INK).astype(np.uint8)
    margin = _AROUND_PT * dpi / _POINTS_PER_INCH
    for box in (*lines, *rules):
        erased = box.widened(margin)
        ink[_span(erased.top, erased.bottom), _span(erased.x0, erased.x1)] = 0
    return ink


def widen_lines(
    lines: Sequence[Box],
    ink: NDArray[np.uint8],
    rules: Sequence[Box],
) -> list[Box]:
    """Add the uncovered ink right before and behind each line.

    Args:
        lines: The boxes of lines, in pixels.
        ink: What `find_uncovered_ink` found.
        rules: The straight lines of the page.

    Returns:
        The boxes, wider where ink stands as close as one character to the next. None goes beyond a
        border, nor into another line.
    """
    return [
        _widen(
            line,
            lines,
            ink,
            rules,
        )
        for line in lines
    ]


def _widen(
    line: Box,
    lines: Sequence[Box],
    ink: NDArray[np.uint8],
    rules: Sequence[Box],
) -> Box:
    page_width = float(ink.shape[1])
    start, end = _free_stretch(
        line,
        lines,
        rules,
        page_width,
    )
    margin = 0.1 * line.height
    rows = _span(line.top + margin, line.bottom - margin)
    before = ink[rows, _span(start, line.x0)]
    behind = ink[rows, _span(line.x1, end)]
    mirrored = before[:, ::-1]
    return line._replace(
        x0=line.x0 - _reach(mirrored, line.height), x1=line.x1 + _reach(behind, line.height)
    )


def _free_stretch(
    line: Box,
    lines: Sequence[Box],
    rules: Sequence[Box],
    page_width: float,
) -> tuple[float, float]:
    """From where to where a line may go: to the borders of its cell and its neighbours."""
    near = 0.5 * line.height  # a box may reach beyond the border of its cell
    start = 0.0
    end = page_width
    for rule in rules:
        vertical = rule.height > rule.width
        if not vertical or not rule.top < line.middle_y < rule.bottom:
            continue
        if rule.x0 <= line.x0 + near:
            start = max(start, rule.x0)
        if rule.x0 >= line.x1 - near:
            end = min(end, rule.x0)
    for other in lines:
        if other is line or other.shared_height(line) <= near:
            continue
        if other.x0 < line.x0:
            start = max(start, other.x1)
        if other.x1 > line.x1:
            end = min(end, other.x0)
    return start, end


def _reach(beside: NDArray[np.uint8], height: float) -> float:
    """How far a line continues into the ink beside it, in pixels. Ink that never ends is a fold.

    Args:
        beside: The uncovered ink, from the line outwards.
        height: The height of the line, in pixels.
    """
    looked_at = round((_FURTHEST + _BLANK) * height)
    columns = beside[:, :looked_at].max(axis=0, initial=0)
    reach = 0
    for start, stop in runs(columns):
        if start - reach > _BLANK * height:
            break
        ink = int(beside[:, :stop].sum())
        if ink >= _FLECK * height * height:
            reach = stop
    return float(reach) if reach <= _FURTHEST * height else 0.0


def find_overlooked_places(ink: NDArray[np.uint8], dpi: float) -> list[Box]:
    """Find the places where uncovered ink is as high as print.

    Args:
        ink: What `find_uncovered_ink` found.
        dpi: How many of its pixels make an inch.

    Returns:
        Boxes in pixels, with a margin. They do not overlap: together they are no more than the
        page.
    """
    point = dpi / _POINTS_PER_INCH
    along = max(1, round(_JOINED_PT * point))
    across = max(1, round(_STROKES_PT * point))
    joined = cv2.morphologyEx(
        ink,
        cv2.MORPH_CLOSE,
        np.ones((across, along), np.uint8),
    )
    _, _, pieces, _ = cv2.connectedComponentsWithStats(joined)
    page_height, page_width = ink.shape
    places: list[Box] = []
    for left, top, width, height, _ in pieces[1:].tolist():  # the first is the paper
        if not _is_print_size(width / point, height / point):
            continue
        piece = Box(
            left,
            top,
            left + width,
            top + height,
        )
        with_margin = piece.widened(_MARGIN_PT * point)
        places.append(with_margin.clipped(float(page_width), float(page_height)))
    places.sort(key=_area, reverse=True)
    return _union_overlapping(places[:_MOST])


def _is_print_size(width_pt: float, height_pt: float) -> bool:
    in_range = _LEAST_HEIGHT_PT <= height_pt <= _MOST_HEIGHT_PT
    return in_range and width_pt >= _LEAST_WIDTH_PT


def _area(box: Box) -> float:
    return box.width * box.height


def _span(first: float, last: float) -> slice:
    return slice(max(0, round(first)), max(0, round(last)))


def _union_overlapping(places: Sequence[Box]) -> list[Box]:
    """Replace boxes that overlap by one box around them."""
    separate: list[Box] = []
    for place in places:
        box = place
        while True:
            met = [other for other in separate if other.shared_area(box) > 0]
            if not met:
                break
            separate = [other for other in separate if other not in met]
            box = union([box, *met])
        separate.append(box)
    return separate
