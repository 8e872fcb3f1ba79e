"""The size of a page's type, line by line.

It is the distance of characters where a line has enough of them, else it follows from the height of
the line's ink. Blur and threshold make ink higher by a pixel or two, which is an eighth of small
type. So the share of its size that a type's ink is high is measured on the page's own long lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

from ingestion.ocr.marks import CHINESE
from ingestion.ocr.records import OcrLine

_IDEOGRAPH = re.compile(f"[{CHINESE}]")
_INK_HEIGHT = 0.92  # of the type's size: how high the ink of a line of Chinese is
_LEAST_INK_HEIGHT = 0.85  # ... in any print, at least
_MOST_INK_HEIGHT = 1.15  # ... and at most
_FIGURES = 0.78  # of the height of Chinese: Latin letters and figures
_LEAST_STEPS = 4  # from one ideograph to the next: fewer say too little
_MEASURED_IDEOGRAPHS = 10  # a line that the page's own measure is taken from has more
_MEASURED_LINES = 3  # so many such lines give a measure
_NEAR_USUAL = 0.3  # of the usual step; others have a blank or a mark between them
_FINE = 14.0  # pixels; in smaller type figures vanish, and the reader is sure of what is left
_FINE_CONFIDENCE = 0.85  # the most that a line of such type may have
_ONE_SIZE = 0.09  # types that differ by less are one


def measure_sizes(lines: Sequence[OcrLine], scale: float) -> list[OcrLine]:
    """Give each line the size of its type, and less confidence where that is too fine to be read.

    Args:
        lines: The lines of a page.
        scale: Points per pixel.

    Returns:
        The lines with their sizes in points.
    """
    pitches = [_pitch(line) for line in lines]
    ink_height = _usual_ink_height(lines, pitches)
    measured: list[OcrLine] = []
    for line, pitch in zip(
        lines,
        pitches,
        strict=True,
    ):
        size = _size(
            line,
            pitch,
            ink_height,
        )
        measured.append(replace(line, size=size))
    merged = merge_close_sizes(measured)
    return [_with_less_confidence(line, _FINE * scale) for line in merged]


def _with_less_confidence(line: OcrLine, fine: float) -> OcrLine:
    """The line; below the size `fine`, in points, with at most 0.85 confidence."""
    if line.size >= fine:
        return line
    confidence = min(line.confidence, _FINE_CONFIDENCE)
    return replace(line, confidence=confidence)


def _usual_ink_height(lines: Sequence[OcrLine], pitches: Sequence[float | None]) -> float:
    """How high ink is on this page, as a share of the type's size."""
    shares: list[float] = []
    for line, pitch in zip(
        lines,
        pitches,
        strict=True,
    ):
        if pitch and _count_ideographs(line) > _MEASURED_IDEOGRAPHS:
            shares.append(line.box.height / pitch)
    if len(shares) < _MEASURED_LINES:
        return _INK_HEIGHT
    usual = max(median(shares), _LEAST_INK_HEIGHT)
    return min(usual, _MOST_INK_HEIGHT)


def _count_ideographs(line: OcrLine) -> int:
    return len(_IDEOGRAPH.findall(line.text))


def _pitch(line: OcrLine) -> float | None:
    """The distance from one ideograph to the next, in points; None for a line with few."""
    steps: list[float] = []
    characters = list(
        zip(
            line.text,
            line.middles,
            strict=True,
        )
    )
    for (first, first_middle), (second, second_middle) in pairwise(characters):
        if _IDEOGRAPH.match(first) and _IDEOGRAPH.match(second):
            steps.append(second_middle - first_middle)
    if len(steps) < _LEAST_STEPS:
        return None
    usual = median(steps)
    if usual <= 0:
        return None
    # places are in steps of an eighth of a character: a mean is more exact than the median
    near = [step for step in steps if abs(step - usual) <= _NEAR_USUAL * usual]
    return fmean(near) if near else None


def _size(
    line: OcrLine,
    pitch: float | None,
    ink_height: float,
) -> float:
    share = ink_height
    if not _count_ideographs(line):
        share *= _FIGURES
    by_ink = line.box.height / share
    if pitch is None:
        return by_ink
    if by_ink > 0.85 * pitch:  # the type is set wide
        return min(pitch, by_ink)
    return pitch


def merge_close_sizes(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Put lines into one size whose sizes differ by less than the error of measurement.

    Args:
        lines: Lines with measured sizes.

    Returns:
        The lines with sizes in half points. The commonest size, by characters, is merged first.
    """
    by_size = sorted(lines, key=lambda line: line.size)
    left = [(line.size, len(line.text)) for line in by_size]
    merged: dict[float, float] = {}
    while left:
        centre = _commonest_size(left)
        group = _close_to(centre, left)
        characters = sum(count for _, count in group)
        mean = sum(size * count for size, count in group) / characters
        half_points = max(round(mean * 2) / 2, 0.5)
        for size, _ in group:
            merged[size] = half_points
        left = [weighted for weighted in left if weighted not in group]
    return [replace(line, size=merged[line.size]) for line in lines]


def _close_to(centre: float, weighted: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
    """The sizes, with their characters, that are one size with `centre`."""
    slack = _ONE_SIZE * centre
    return [(size, count) for size, count in weighted if abs(size - centre) <= slack]


def _commonest_size(weighted: Sequence[tuple[float, int]]) -> float:
    """The size with the most characters of its own or close sizes; the smallest of equals."""
    best_size = 0.0
    most = -1
    for size, _ in weighted:
        characters = sum(count for _, count in _close_to(size, weighted))
        if characters > most:
            best_size = size
            most = characters
    return best_size
