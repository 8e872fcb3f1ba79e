"""The straight lines of an upright page: borders of tables, lines below headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ingestion.boxes import Box
from ingestion.ocr.arrays import Picture

_HORIZONTAL_MM = 12.0  # longer than any stroke of a headline
_VERTICAL_MM = 7.0
_THICK_MM = 1.2  # no rule is thicker
_INK = 140  # darker is ink, on a cleaned page
_EDGE = 0.015  # of the page: what reaches both edges is a fold, or the end of the paper
_MEETS_MM = 0.7  # a border ends no further from the border that it meets
_TEXT_MM = 0.35  # the ink of characters whose strokes meet stands no further from the stretch
_BESIDE = 0.15  # of a rule's length: more ink above or below it is text
_MOST = 600  # a page with more is a drawing
_MM_PER_INCH = 25.4
_HALF = 0.5  # pixels: half the thickness of the boxes that are returned


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight stretch of ink, in pixels: how long it is, and where it stands on the page."""

    left: int
    top: int
    width: int
    height: int

    def horizontal_rule(self) -> Box:
        level = self.top + self.height / 2
        right = self.left + self.width
        return Box(
            self.left,
            level - _HALF,
            right,
            level + _HALF,
        )

    def vertical_rule(self) -> Box:
        place = self.left + self.width / 2
        bottom = self.top + self.height
        return Box(
            place - _HALF,
            self.top,
            place + _HALF,
            bottom,
        )


def find_rules(page: Picture, dpi: float) -> list[Box]:
    """Find the horizontal and vertical lines of a page.

    Args:
        page: A cleaned, upright page.
        dpi: How many of its pixels make an inch.

    Returns:
        Thin boxes, in pixels; none of a page with more than 600, which is a drawing.
    """
    ink = (page < _INK).astype(np.uint8)
    per_mm = dpi / _MM_PER_INCH
    vertical = _vertical_rules(ink, per_mm)
    if len(vertical) > _MOST:
        return []
    horizontal = _horizontal_rules(
        ink,
        per_mm,
        vertical,
    )
    found = horizontal + vertical
    return found if len(found) <= _MOST else []


def _vertical_rules(ink: Picture, per_mm: float) -> list[Box]:
    page_height = ink.shape[0]
    length = round(_VERTICAL_MM * per_mm)
    thick = _THICK_MM * per_mm
    near = round(_TEXT_MM * per_mm) + 1
    found: list[Box] = []
    for stretch in _stretches(
        ink,
        bridge=(9, 3),
        line=(length, 1),
    ):
        end = stretch.top + stretch.height
        if stretch.width - 2 > thick or _is_fold(
            stretch.top,
            end,
            page_height,
        ):
            continue
        across = slice(stretch.left, stretch.left + stretch.width)
        along = slice(stretch.top, end)
        if not _is_text(
            ink.T,
            across,
            along,
            near,
        ):
            found.append(stretch.vertical_rule())
    return found


def _horizontal_rules(
    ink: Picture,
    per_mm: float,
    vertical: Sequence[Box],
) -> list[Box]:
    page_width = ink.shape[1]
    length = round(_HORIZONTAL_MM * per_mm)
    thick = _THICK_MM * per_mm
    near = round(_TEXT_MM * per_mm) + 1
    found: list[Box] = []
    for stretch in _stretches(
        ink,
        bridge=(3, 9),
        line=(1, length),
    ):
        end = stretch.left + stretch.width
        if stretch.height - 2 > thick or _is_fold(
            stretch.left,
            end,
            page_width,
        ):
            continue
        rule = stretch.horizontal_rule()
        across = slice(stretch.top, stretch.top + stretch.height)
        along = slice(stretch.left, end)
        framed = _is_framed(
            rule,
            vertical,
            _MEETS_MM * per_mm,
        )
        if framed or not _is_text(
            ink,
            across,
            along,
            near,
        ):
            found.append(rule)
    return found


def _stretches(
    ink: Picture,
    *,
    bridge: tuple[int, int],
    line: tuple[int, int],
) -> list[_Stretch]:
    """Stretches of ink that contain a line of so many rows and columns, bridged over noise."""
    bridged = cv2.morphologyEx(
        ink,
        cv2.MORPH_CLOSE,
        np.ones(bridge, np.uint8),
    )
    opened = cv2.morphologyEx(
        bridged,
        cv2.MORPH_OPEN,
        np.ones(line, np.uint8),
    )
    grown = cv2.dilate(opened, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(grown)
    found: list[_Stretch] = []
    for left, top, width, height, _ in stats[1:].tolist():  # the first is the paper
        found.append(
            _Stretch(
                left,
                top,
                width,
                height,
            )
        )
    return found


def _is_fold(
    start: int,
    end: int,
    page_side: int,
) -> bool:
    """Whether a stretch reaches both edges of the page."""
    return start < _EDGE * page_side and end > (1 - _EDGE) * page_side


def _is_framed(
    rule: Box,
    vertical: Sequence[Box],
    near: float,
) -> bool:
    """Whether a horizontal rule begins and ends at vertical ones.

    Then it separates two rows of a table, however close their text stands to it.
    """
    crossed = [
        border.x0
        for border in vertical
        if _reaches(
            border,
            rule.top,
            near,
        )
    ]
    begins = any(abs(place - rule.x0) <= near for place in crossed)
    ends = any(abs(place - rule.x1) <= near for place in crossed)
    return begins and ends


def _reaches(
    border: Box,
    level: float,
    near: float,
) -> bool:
    """Whether a vertical border stands at the height `level`, or ends near it."""
    return border.top - near <= level <= border.bottom + near


def _is_text(
    ink: Picture,
    across: slice,
    along: slice,
    near: int,
) -> bool:
    """Whether ink stands close to a level stretch, as in characters whose strokes meet.

    Args:
        ink: Where the page has ink, turned so that the stretch is level.
        across: The rows of the stretch.
        along: The columns of the stretch.
        near: Pixels above and below the stretch in which the ink of characters stands.
    """
    above = ink[max(0, across.start - near) : max(0, across.start - 1), along]
    below = ink[across.stop + 1 : across.stop + near, along]
    return max(_inked_share(above), _inked_share(below)) > _BESIDE


def _inked_share(side: Picture) -> float:
    """The share of columns with ink."""
    if not side.size:
        return 0.0
    columns = side.max(axis=0)
    return float(columns.mean())
