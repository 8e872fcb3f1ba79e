"""The upright boxes around the lines of a page that lies straight, in pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingestion.ocr.arrays import INK, Picture, Quads
from ingestion.ocr.records import Box

_LEAST = 4  # pixels; no character is smaller
_ONE_ROW = 0.5  # of the lower box's height


def boxes_of(quads: Quads, page: Picture) -> list[Box]:
    """The boxes of straightened quadrangles, inside the page. Which corner is which is not asked: the page may have been turned."""
    high, wide = page.shape
    heights = np.sort(quads[:, :, 1], axis=1)
    left, right = quads[:, :, 0].min(axis=1), quads[:, :, 0].max(axis=1)
    top, bottom = (
        heights[:, :2].mean(axis=1),
        heights[:, 2:].mean(axis=1),
    )  # a line that still slopes is no higher for it
    made = [
        (
            max(0.0, float(a)),
            max(0.0, float(b)),
            min(float(wide), float(c)),
            min(float(high), float(d)),
        )
        for a, b, c, d in zip(left, top, right, bottom, strict=True)
    ]
    return [box for box in made if box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST]


def cut(page: Picture, box: Box) -> Picture:
    """What a box holds."""
    left, top, right, bottom = (round(value) for value in box)
    return page[top:bottom, left:right]


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    return max(0.0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0.0, min(one[3], other[3]) - max(one[1], other[1])
    )


def parted(boxes: Sequence[Box], page: Picture) -> list[Box]:
    """Boxes of which the ends of two in one row never hold the same ink: where they overlap, both end at the whitest column."""
    made = sorted(boxes)
    for later in range(1, len(made)):
        for earlier in range(later):
            one, other = made[earlier], made[later]
            shared = min(one[3], other[3]) - max(one[1], other[1])
            if not one[0] < other[0] < one[2] < other[2] or shared < _ONE_ROW * min(
                one[3] - one[1], other[3] - other[1]
            ):
                continue
            top, bottom = max(one[1], other[1]), min(one[3], other[3])
            ink = (cut(page, (other[0], top, one[2], bottom)) < INK).sum(axis=0)
            at = round(other[0]) + int(np.argmin(ink)) if ink.size else one[2]
            if at - one[0] >= _LEAST and other[2] - at >= _LEAST:
                made[earlier], made[later] = (
                    (one[0], one[1], float(at), one[3]),
                    (float(at), other[1], other[2], other[3]),
                )
    return made
