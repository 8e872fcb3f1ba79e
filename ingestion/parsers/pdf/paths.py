"""The paths that a page paints: their parts, the frames among them, and the boxes around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingestion.parsers.pdf.painted import PaintedBox

_LINES_OF_A_CURVE = 8
_CORNER = 0.5  # points: how far a corner may lie from that of an upright box

PathStep = Any
"""A step of a path as pdfminer gives it: a letter (m, l, c, v, y or h) and its numbers."""


def subpaths(path: Sequence[PathStep]) -> list[list[PathStep]]:
    """Split a path into its parts, each of which begins with a move.

    Args:
        path: The steps of the path.

    Returns:
        The parts with two steps or more.
    """
    parts: list[list[PathStep]] = []
    for step in path:
        if step[0] == "m":
            parts.append([])
        if parts:
            parts[-1].append(step)
    return [part for part in parts if len(part) > 1]


def is_frame(part: Sequence[PathStep]) -> bool:
    """Say whether a part has only straight lines, four steps or more.

    Args:
        part: The steps of the part.

    Returns:
        Whether it is drawn like a frame.
    """
    if len(part) < 4:
        return False
    return all(step[0] in "mlh" for step in part)


def sides(box: PaintedBox) -> list[PaintedBox]:
    """Make the sides of a frame.

    Args:
        box: The frame.

    Returns:
        Its lower, upper, left and right side, as boxes without width or height.
    """
    return [
        box._replace(y1=box.y0),
        box._replace(y0=box.y1),
        box._replace(x1=box.x0),
        box._replace(x0=box.x1),
    ]


def bounds(part: Sequence[PathStep]) -> tuple[float, float, float, float]:
    """Draw the smallest box around the points of a part.

    Args:
        part: The steps of the part.

    Returns:
        Left, lower, right and upper edge in the space of the path.
    """
    numbers: list[float] = []
    for step in part:
        numbers += [float(value) for value in step[1:]]
    xs = numbers[0::2]
    ys = numbers[1::2]
    return (min(xs), min(ys), max(xs), max(ys))


def corners(part: Sequence[PathStep]) -> tuple[tuple[float, float], ...]:
    """List the points of a part; a curve is taken for a few lines.

    Args:
        part: The steps of the part.

    Returns:
        The points in the space of the path.
    """
    found: list[tuple[float, float]] = []
    for step in part:
        numbers = [float(value) for value in step[1:]]
        points = list(zip(numbers[0::2], numbers[1::2], strict=False))
        if step[0] in "cvy" and found and points:
            if step[0] == "v":
                points.insert(0, found[-1])
            elif step[0] == "y":
                points.append(points[-1])
            found += _along(found[-1], points)
        else:
            found += points
    return tuple(found)


def _along(
    start: tuple[float, float],
    points: Sequence[tuple[float, float]],
) -> list[tuple[float, float]]:
    """Points on a cubic curve, the last one at its end."""
    controls = (start, *points[:3])
    if len(controls) < 4:
        return list(points)
    found: list[tuple[float, float]] = []
    for number in range(1, _LINES_OF_A_CURVE + 1):
        late = number / _LINES_OF_A_CURVE
        early = 1 - late
        weights = (early**3, 3 * early**2 * late, 3 * early * late**2, late**3)
        x = sum(weight * point[0] for weight, point in zip(weights, controls, strict=True))
        y = sum(weight * point[1] for weight, point in zip(weights, controls, strict=True))
        found.append((x, y))
    return found


def is_upright(points: Sequence[tuple[float, float]]) -> bool:
    """Say whether points are the corners of an upright box.

    Args:
        points: The points, on the page.

    Returns:
        Whether each lies in a corner of the box around them, and each corner has one.
    """
    if len(points) not in (4, 5):
        return False
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    left, right, lower, upper = min(xs), max(xs), min(ys), max(ys)
    taken: set[tuple[bool, bool]] = set()
    for x, y in points:
        is_right = right - x <= _CORNER
        is_upper = upper - y <= _CORNER
        if not (is_right or x - left <= _CORNER) or not (is_upper or y - lower <= _CORNER):
            return False
        taken.add((is_right, is_upper))
    return len(taken) == 4
