"""Which way up a page lies, and by how many degrees it is tilted, measured on its lines.

The slope of long lines gives the tilt; a few lines read both ways show which side is up.

Projection profiles of the whole page were set aside. They need a search over angles, and a page
with columns out of step, a table or a picture misleads them. The lines have to be found anyway.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from ingestion.ocr.arrays import Picture, Quads
from ingestion.ocr.records import OcrText

_LONG = 4.0  # times as long as high: a line that shows which way it runs
_LONGEST = 14.0  # times as long as high; among longer lines the order does not matter
_SAMPLES = 4  # lines that are read to distinguish up from down
_CERTAIN = 0.93  # confidence of the sample above which the page is upright without a second try
_LEAST_TILT = 0.05  # degrees; less is not worth resampling the picture


def measure_slope(quads: Quads) -> tuple[bool, float]:
    """Measure which way the lines of a page run.

    The order of a quadrangle's corners does not matter: on a page that lies on its side and is
    tilted besides, the line finder starts at another corner.

    Args:
        quads: The quadrangles around the lines, in pixels.

    Returns:
        Whether the lines run up or down the picture instead of across, and by how many degrees they
        fall to the right once they are laid across.
    """
    if not len(quads):
        return False, 0.0
    corner = quads[:, 0]
    first_side = quads[:, 1] - corner
    second_side = quads[:, 3] - corner
    first_length = np.hypot(*first_side.T)
    second_length = np.hypot(*second_side.T)
    x, y = np.where(
        first_length >= second_length,
        first_side.T,
        second_side.T,
    )
    length = np.maximum(first_length, second_length)
    height = np.minimum(first_length, second_length)
    angles = np.degrees(np.arctan2(y, x))
    angles = (angles + 90) % 180 - 90  # a line has no beginning: -90 to 90
    steep = np.abs(angles) > 45
    down_the_page = length[steep].sum()
    across_the_page = length[~steep].sum()
    vertical = bool(down_the_page > across_the_page)
    long = (length > _LONG * height) & (steep == vertical)
    if not long.any():
        return vertical, 0.0
    if vertical:
        angles = angles % 180 - 90
    return vertical, _weighted_median(angles[long], length[long])


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    middle = np.searchsorted(sums, sums[-1] / 2)
    return float(values[order][middle])


def straighten(
    picture: Picture,
    quads: Quads,
    *,
    quarter_turns: int,
    tilt: float,
) -> tuple[Picture, Quads]:
    """Turn a picture and the quadrangles on it.

    Args:
        picture: The page.
        quads: Quadrangles on it, in pixels.
        quarter_turns: How often to turn by 90 degrees counter-clockwise.
        tilt: Degrees to turn counter-clockwise after that.

    Returns:
        The turned picture and the turned quadrangles.
    """
    height, width = picture.shape[:2]
    turned = np.rot90(picture, quarter_turns)
    placed = quads
    for _ in range(quarter_turns % 4):
        placed = _quarter_turned(placed, width)
        width, height = height, width
    if abs(tilt) >= _LEAST_TILT:
        centre = (width / 2, height / 2)
        matrix = cv2.getRotationMatrix2D(
            centre,
            tilt,
            1.0,
        )
        turned = cv2.warpAffine(
            np.ascontiguousarray(turned),
            matrix,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        placed = placed @ matrix[:, :2].T + matrix[:, 2]
    return np.ascontiguousarray(turned), placed.astype(np.float32)


def _quarter_turned(quads: Quads, width: int) -> Quads:
    """Quadrangles of a picture with this width, turned by 90 degrees counter-clockwise."""
    x = quads[:, :, 0]
    y = quads[:, :, 1]
    return np.stack([y, width - x], axis=2)


def is_upside_down(lines: list[Picture], read: Callable[[Picture], OcrText]) -> bool:
    """Say whether lines read better upside down. The longest few are tried.

    Args:
        lines: The pictures of lines.
        read: Reads the picture of a line.

    Returns:
        Whether the page has to be turned by 180 degrees.
    """
    samples = sorted(
        lines,
        key=_length_in_heights,
        reverse=True,
    )[:_SAMPLES]
    if not samples:
        return False
    upright = _mean_confidence(samples, read)
    if upright >= _CERTAIN:
        return False
    turned = [np.ascontiguousarray(np.rot90(sample, 2)) for sample in samples]
    return _mean_confidence(turned, read) > upright


def _length_in_heights(line: Picture) -> float:
    height, width = line.shape[:2]
    ratio = width / max(height, 1)
    return float(min(ratio, _LONGEST))


def _mean_confidence(lines: list[Picture], read: Callable[[Picture], OcrText]) -> float:
    total = 0.0
    for line in lines:
        total += read(line).confidence
    return total / len(lines)
