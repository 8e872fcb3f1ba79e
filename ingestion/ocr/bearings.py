"""Which way up a page lies, told by its lines: long ones say by how many degrees they slope, a few read both ways say where is up.

Projection profiles of the whole page were set aside: they need a search over angles, and a page of two columns out of step, a table or a
picture misleads them. Lines have to be found anyway.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from ingestion.ocr.arrays import Picture, Quads
from ingestion.ocr.records import OcrText

_LONG = 4.0  # times as long as high: a line that says which way it runs
_SAMPLES = 4  # lines read to tell up from down
_CERTAIN = 0.93  # confidence of the sample with which nobody asks further


def slope(quads: Quads) -> tuple[bool, float]:
    """Whether the lines run up or down the picture rather than across, and by how many degrees they fall to the right when they are laid across.

    Which corner of a quadrangle comes first is not asked: on a page that lies on its side and is tilted besides, the finder starts at another.
    """
    if not len(quads):
        return False, 0.0
    one, other = quads[:, 1] - quads[:, 0], quads[:, 3] - quads[:, 0]
    lengths = np.stack([np.hypot(*one.T), np.hypot(*other.T)])
    x, y = np.where(lengths[0] >= lengths[1], one.T, other.T)
    length, high = lengths.max(axis=0), lengths.min(axis=0)
    angles = (np.degrees(np.arctan2(y, x)) + 90) % 180 - 90  # a line has no beginning: -90 to 90
    steep = np.abs(angles) > 45
    upright = float(length[steep].sum()) > float(length[~steep].sum())
    long = (length > _LONG * high) & (steep == upright)
    if not long.any():
        return upright, 0.0
    if upright:
        angles = angles % 180 - 90
    return upright, _weighted_median(angles[long], length[long])


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])


def straightened(
    picture: Picture, quads: Quads, *, quarter_turns: int, tilt: float
) -> tuple[Picture, Quads]:
    """The picture and its quadrangles, turned counter-clockwise by so many quarters and then by `tilt` degrees."""
    high, wide = picture.shape[:2]
    turned = np.rot90(picture, quarter_turns)
    x, y = quads[:, :, 0], quads[:, :, 1]
    for _ in range(quarter_turns % 4):
        x, y, wide, high = y, wide - x, high, wide
    placed = np.stack([x, y], axis=2)
    if abs(tilt) >= 0.05:
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), tilt, 1.0)
        turned = cv2.warpAffine(
            np.ascontiguousarray(turned),
            matrix,
            (wide, high),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        placed = placed @ matrix[:, :2].T + matrix[:, 2]
    return np.ascontiguousarray(turned), placed.astype(np.float32)


def stands_on_its_head(lines: list[Picture], read: Callable[[Picture], OcrText]) -> bool:
    """Whether lines read better upside down; the longest few are tried."""
    tried = sorted(lines, key=lambda one: -min(one.shape[1] / max(one.shape[0], 1), 14.0))[
        :_SAMPLES
    ]
    if not tried:
        return False
    upright = _sure(tried, read)
    return (
        upright < _CERTAIN
        and _sure([np.ascontiguousarray(np.rot90(one, 2)) for one in tried], read) > upright
    )


def _sure(lines: list[Picture], read: Callable[[Picture], OcrText]) -> float:
    found = [read(line) for line in lines]
    return sum(one.confidence for one in found) / len(found)
