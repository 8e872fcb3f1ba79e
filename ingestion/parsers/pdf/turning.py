"""Turns boxes from the page as it is painted to the upright page, and back."""

from __future__ import annotations

import math

from ingestion.boxes import Box
from ingestion.parsers.pdf.painted import PaintedBox


def turn_upright(
    box: PaintedBox,
    width: float,
    height: float,
    degrees: int,
) -> Box:
    """Turn a painted box to where it lies when the page's text is upright.

    Args:
        box: A box in points, from the lower left corner of the page as it is shown.
        width: The width of the page as it is shown.
        height: The height of the page as it is shown.
        degrees: The direction of the text: 0, 90, 180 or 270 degrees counter-clockwise.

    Returns:
        The box from the upper left corner of the upright page.

    >>> turn_upright(PaintedBox(10, 20, 30, 40), 100, 200, 0)
    Box(x0=10, top=160, x1=30, bottom=180)
    """
    x0, y0, x1, y1 = box
    if degrees == 90:
        return Box(
            y0,
            x0,
            y1,
            x1,
        )
    if degrees == 180:
        return Box(
            width - x1,
            y0,
            width - x0,
            y1,
        )
    if degrees == 270:
        return Box(
            height - y1,
            width - x1,
            height - y0,
            width - x0,
        )
    return Box(
        x0,
        height - y1,
        x1,
        height - y0,
    )


def turn_back(
    box: Box,
    width: float,
    height: float,
    degrees: int,
) -> Box:
    """Turn a box of the upright page back to where it lies on the page as it is shown.

    Args:
        box: A box in points, from the upper left corner of the upright page.
        width: The width of the upright page.
        height: The height of the upright page.
        degrees: The direction of the text on the page as it is shown.

    Returns:
        The box from the upper left corner of the page as it is shown.

    >>> turn_back(turn_upright(PaintedBox(10, 20, 30, 40), 100, 200, 90), 200, 100, 90)
    Box(x0=10, top=160, x1=30, bottom=180)
    """
    x0, top, x1, bottom = box
    if degrees == 90:
        return Box(
            top,
            width - x1,
            bottom,
            width - x0,
        )
    if degrees == 180:
        return Box(
            width - x1,
            height - bottom,
            width - x0,
            height - top,
        )
    if degrees == 270:
        return Box(
            height - bottom,
            x0,
            height - top,
            x1,
        )
    return box


def tilt_back(
    box: Box,
    width: float,
    height: float,
    degrees: float,
) -> Box:
    """Find where a box lies on the page before the page was straightened.

    Args:
        box: A box of the straightened page, in points.
        width: The width of the page.
        height: The height of the page.
        degrees: By how much the page was turned counter-clockwise.

    Returns:
        The upright box around the tilted one, cut off at the edges of the page.

    >>> tilt_back(Box(10, 20, 30, 40), 100, 200, 0)
    Box(x0=10, top=20, x1=30, bottom=40)
    """
    if not degrees:
        return box
    cosine = math.cos(math.radians(degrees))
    sine = math.sin(math.radians(degrees))
    centre_x = width / 2
    centre_y = height / 2
    xs: list[float] = []
    ys: list[float] = []
    for x in (box.x0, box.x1):
        for y in (box.top, box.bottom):
            right = x - centre_x
            down = y - centre_y
            xs.append(centre_x + right * cosine - down * sine)
            ys.append(centre_y + right * sine + down * cosine)
    around = Box(
        min(xs),
        min(ys),
        max(xs),
        max(ys),
    )
    return around.clipped(width, height)
