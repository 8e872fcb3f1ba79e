"""Ink that no line covers: what the finder dropped at the ends of lines, and where it dropped whole lines.

It does now and then and says nothing: 一、 before an item of a page on its head, narrow cells of a table, a line beside a seal. What is
left on the page once all that was found is wiped off tells of it, and on most pages there is nothing left.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ingestion.ocr.arrays import INK, Picture, runs
from ingestion.ocr.boxes import overlap
from ingestion.ocr.records import Box

_AROUND_PT = 1.5  # what is wiped off around lines and rules
_BLANK, _FURTHEST = (
    0.6,
    3.0,
)  # of a line's box's height: between its end and what belongs to it; how much of that there can be
_FLECK = 0.02  # of a line's height squared: less ink is dirt
_HIGH_PT = (4.0, 60.0)  # of a piece of print
_WIDE_PT = 3.0
_JOINED_PT = 4.0  # strokes that are no further apart, along a line, are one piece
_STROKES_PT = 1.0  # ... and across it; the lines of any print are further apart
_MARGIN_PT = 14.0  # a finder wants to see what stands around a line
_MOST = 400  # pieces, the largest of a page; one with more is a drawing, or a photograph


def left_over(
    page: Picture, lines: Sequence[Box], rules: Sequence[Box], dpi: float
) -> NDArray[np.uint8]:
    """Where a page has ink (1) outside of lines and rules."""
    ink = (page < INK).astype(np.uint8)
    around = _AROUND_PT * dpi / 72
    for left, top, right, bottom in (*lines, *rules):
        ink[_span(top - around, bottom + around), _span(left - around, right + around)] = 0
    return ink


def widened(lines: Sequence[Box], ink: NDArray[np.uint8], rules: Sequence[Box]) -> list[Box]:
    """Lines with what is left over right before and behind them, as close as one character is to the next, and neither beyond a border nor another line."""
    made = []
    for line in lines:
        left, top, right, bottom = line
        borders = [
            rule[0]
            for rule in rules
            if rule[1] < (top + bottom) / 2 < rule[3] and rule[3] - rule[1] > rule[2] - rule[0]
        ]
        near = 0.5 * (bottom - top)  # a box may reach beyond the border of its cell
        row = [
            one
            for one in lines
            if one is not line and min(one[3], bottom) - max(one[1], top) > near
        ]
        before = max(
            [
                0.0,
                *(x for x in borders if x <= left + near),
                *(one[2] for one in row if one[0] < left),
            ]
        )
        behind = min(
            [
                float(ink.shape[1]),
                *(x for x in borders if x >= right - near),
                *(one[0] for one in row if one[2] > right),
            ]
        )
        rows = _span(top + 0.1 * (bottom - top), bottom - 0.1 * (bottom - top))
        begin = left - _reach(ink[rows, _span(before, left)][:, ::-1], bottom - top)
        made.append(
            (begin, top, right + _reach(ink[rows, _span(right, behind)], bottom - top), bottom)
        )
    return made


def _reach(beside: NDArray[np.uint8], high: float) -> float:
    """By how many pixels a line so high goes on into what stands beside it. What never ends is a fold."""
    end = 0
    for start, stop in runs(beside[:, : round((_FURTHEST + _BLANK) * high)].max(axis=0, initial=0)):
        if start - end > _BLANK * high:
            break
        if int(beside[:, :stop].sum()) >= _FLECK * high * high:
            end = stop
    return float(end) if end <= _FURTHEST * high else 0.0


def overlooked(ink: NDArray[np.uint8], dpi: float) -> list[Box]:
    """Places of a page where what is left over is as high as print, in pixels, with what stands around.

    They do not overlap: together they are no more than the page.
    """
    point = dpi / 72
    along = max(1, round(_JOINED_PT * point))
    pieces = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((max(1, round(_STROKES_PT * point)), along), np.uint8)
    )
    _, _, found, _ = cv2.connectedComponentsWithStats(pieces)
    high, wide = ink.shape
    margin = _MARGIN_PT * point
    places = [
        (
            max(0.0, x - margin),
            max(0.0, y - margin),
            min(float(wide), x + w + margin),
            min(float(high), y + h + margin),
        )
        for x, y, w, h, _ in found[1:].tolist()
        if _HIGH_PT[0] * point <= h <= _HIGH_PT[1] * point and w >= _WIDE_PT * point
    ]
    return _apart(sorted(places, key=lambda one: (one[0] - one[2]) * (one[3] - one[1]))[:_MOST])


def _span(first: float, last: float) -> slice:
    return slice(max(0, round(first)), max(0, round(last)))


def _apart(places: Sequence[Box]) -> list[Box]:
    """Boxes that overlap drawn together."""
    apart: list[Box] = []
    for place in places:
        box = place
        while met := [one for one in apart if overlap(one, box) > 0]:
            apart = [one for one in apart if one not in met]
            lefts, tops, rights, bottoms = zip(box, *met, strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
        apart.append(box)
    return apart
