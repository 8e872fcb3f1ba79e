"""The upright boxes around the lines of a page that lies straight, in pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingestion.boxes import Box
from ingestion.ocr.arrays import INK, Picture, Quads

_LEAST = 4  # pixels; no character is smaller
_SAME_ROW = 0.5  # of the lower box's height: by so much two boxes of one row overlap


def boxes_around(quads: Quads, page: Picture) -> list[Box]:
    """Make the boxes of straightened quadrangles.

    The order of the corners does not matter: the page may have been turned.

    Args:
        quads: The quadrangles, in pixels.
        page: The page that they lie on.

    Returns:
        Their boxes, cut off at the edges of the page; those below 4 pixels a side are left out.
    """
    page_height, page_width = page.shape
    across = quads[:, :, 0]
    down = np.sort(quads[:, :, 1], axis=1)
    edges = [
        across.min(axis=1),
        down[:, :2].mean(axis=1),  # of two corners: a line that slopes is not higher for it
        across.max(axis=1),
        down[:, 2:].mean(axis=1),
    ]
    boxes: list[Box] = []
    for values in np.stack(edges, axis=1).tolist():
        whole = Box(*values)
        box = whole.clipped(float(page_width), float(page_height))
        if min(box.width, box.height) >= _LEAST:
            boxes.append(box)
    return boxes


def crop(page: Picture, box: Box) -> Picture:
    """Cut a box out of a page.

    Args:
        page: The page.
        box: The box, in pixels.

    Returns:
        The part of the page in the box.
    """
    left, top, right, bottom = (round(value) for value in box)
    return page[top:bottom, left:right]


def separate_boxes(boxes: Sequence[Box], page: Picture) -> list[Box]:
    """Let no two boxes of one row contain the same ink.

    Args:
        boxes: The boxes of lines.
        page: The page that they lie on.

    Returns:
        The boxes from left to right. Where two of one row overlap, both end at the whitest column.
    """
    separated = sorted(boxes)
    for later in range(1, len(separated)):
        for earlier in range(later):
            left_box = separated[earlier]
            right_box = separated[later]
            if not _overlap_in_one_row(left_box, right_box):
                continue
            border = _whitest_column(
                left_box,
                right_box,
                page,
            )
            left_part = left_box._replace(x1=border)
            right_part = right_box._replace(x0=border)
            if min(left_part.width, right_part.width) >= _LEAST:
                separated[earlier] = left_part
                separated[later] = right_part
    return separated


def _overlap_in_one_row(left_box: Box, right_box: Box) -> bool:
    """Whether the right end of one box lies over the left end of the other."""
    if not left_box.x0 < right_box.x0 < left_box.x1 < right_box.x1:
        return False
    lower = min(left_box.height, right_box.height)
    return left_box.shared_height(right_box) >= _SAME_ROW * lower


def _whitest_column(
    left_box: Box,
    right_box: Box,
    page: Picture,
) -> float:
    """The column with the least ink where two boxes overlap."""
    shared = Box(
        x0=right_box.x0,
        top=max(left_box.top, right_box.top),
        x1=left_box.x1,
        bottom=min(left_box.bottom, right_box.bottom),
    )
    ink = (crop(page, shared) < INK).sum(axis=0)
    if not ink.size:
        return shared.x1
    whitest = int(np.argmin(ink))
    return float(round(shared.x0) + whitest)
