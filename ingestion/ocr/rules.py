"""The straight lines of an upright page: the borders of its tables, what stands under its head and above its notes."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ingestion.ocr.arrays import Picture
from ingestion.ocr.records import Box

_ACROSS_MM, _DOWN_MM = 12.0, 7.0  # longer than any stroke of a headline
_THICK_MM = 1.2
_INK = 140  # darker is ink, on an evened page
_EDGE = 0.015  # of the page: what reaches out to both edges is a fold, or the end of the paper
_MEETS_MM = 0.7
_BESIDE = 0.15  # of a rule's length
_MOST = 600  # a page with more is a drawing


def rules(page: Picture, dpi: float) -> list[Box]:
    """Horizontal and vertical lines, as thin boxes in pixels."""
    ink = (page < _INK).astype(np.uint8)
    down = _lines(ink, dpi / 25.4, across=False)
    if len(down) > _MOST:
        return []
    found = _lines(ink, dpi / 25.4, across=True, frame=down) + down
    return found if len(found) <= _MOST else []


def _lines(ink: Picture, per_mm: float, *, across: bool, frame: Sequence[Box] = ()) -> list[Box]:
    length = round((_ACROSS_MM if across else _DOWN_MM) * per_mm)
    thick = _THICK_MM * per_mm
    bridged = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((3, 9) if across else (9, 3), np.uint8)
    )  # noise tears thin lines
    opened = cv2.morphologyEx(
        bridged, cv2.MORPH_OPEN, np.ones((1, length) if across else (length, 1), np.uint8)
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(opened, np.ones((3, 3), np.uint8)))
    high, wide = ink.shape
    found: list[Box] = []
    for left, top, w, h, _ in stats[1:].tolist():
        thin, begin, end, whole = (h, left, left + w, wide) if across else (w, top, top + h, high)
        if thin - 2 > thick or (begin < _EDGE * whole and end > (1 - _EDGE) * whole):
            continue
        middle = top + h / 2 if across else left + w / 2
        box = (
            (left, middle - 0.5, left + w, middle + 0.5)
            if across
            else (middle - 0.5, top, middle + 0.5, top + h)
        )
        place = np.s_[top : top + h, left : left + w]
        framed = across and _is_framed(box, frame, _MEETS_MM * per_mm)
        if framed or not _is_text(
            ink if across else ink.T, place if across else place[::-1], round(0.35 * per_mm) + 1
        ):
            found.append(box)
    return found


def _is_framed(rule: Box, frame: Sequence[Box], near: float) -> bool:
    """Whether a level rule begins and ends at upright ones: then it parts two rows, however close their text stands to it."""
    left, level, right, _ = rule
    meets = [x for x, top, _, bottom in frame if top - near <= level <= bottom + near]
    return all(any(abs(x - end) <= near for x in meets) for end in (left, right))


def _is_text(ink: Picture, place: tuple[slice, slice], apart: int) -> bool:
    """Whether ink stands close above and below a level stretch, as in a line of characters whose strokes happen to meet."""
    (top, bottom), along = (place[0].start, place[0].stop), place[1]
    above = ink[max(0, top - apart) : max(0, top - 1), along]
    below = ink[bottom + 1 : bottom + apart, along]
    return (
        max((float(side.max(axis=0).mean()) for side in (above, below) if side.size), default=0.0)
        > _BESIDE
    )
