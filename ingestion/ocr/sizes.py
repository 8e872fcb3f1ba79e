"""The size of a page's type, line by line: from the distance of characters where a line has enough of them, else from the height of its ink.

Blur and threshold make ink higher by a pixel or two, which is an eighth of small type: how much of its size a type's ink is high is measured
on the page's own long lines.
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
_FACE = 0.92  # of the type's size: how high the ink of a line of Chinese is
_FACES = (0.85, 1.15)  # ... in any print
_FIGURES = 0.78  # of the height of Chinese: Latin letters and figures
_STEPS = 4  # from one ideograph to the next: fewer say too little
_SURE_STEPS, _SURE_LINES = 10, 3  # what the page's own measure is taken from
_FINE, _FINE_CONFIDENCE = (
    14.0,
    0.85,
)  # pixels; of smaller type figures vanish, and the reader is sure of what is left
_ONE_SIZE = 0.09  # types that differ by less are one


def sized(lines: Sequence[OcrLine], scale: float) -> list[OcrLine]:
    """Lines with the size of their type in points, and with less confidence where that is too fine to be read. `scale`: points to the pixel."""
    pitches = [_pitch(line) for line in lines]
    faces = [
        _high(line) / pitch
        for line, pitch in zip(lines, pitches, strict=True)
        if pitch and _ideographs(line) > _SURE_STEPS
    ]
    face = min(max(median(faces), _FACES[0]), _FACES[1]) if len(faces) >= _SURE_LINES else _FACE
    made = in_few_sizes(
        [
            replace(line, size=_size(line, pitch, face))
            for line, pitch in zip(lines, pitches, strict=True)
        ]
    )
    return [
        line
        if line.size >= _FINE * scale
        else replace(line, confidence=min(line.confidence, _FINE_CONFIDENCE))
        for line in made
    ]


def _high(line: OcrLine) -> float:
    return line.box[3] - line.box[1]


def _ideographs(line: OcrLine) -> int:
    return len(_IDEOGRAPH.findall(line.text))


def _pitch(line: OcrLine) -> float | None:
    """How far it is from one ideograph to the next; None of a line with few."""
    steps = [
        later - earlier
        for (earlier, later), (one, other) in zip(
            pairwise(line.middles), pairwise(line.text), strict=True
        )
        if _IDEOGRAPH.match(one) and _IDEOGRAPH.match(other)
    ]
    if len(steps) < _STEPS:
        return None
    usual = median(steps)  # places are in steps of an eighth of a character: a mean says more
    near = [step for step in steps if abs(step - usual) <= 0.3 * usual]
    return fmean(near) if near and usual > 0 else None


def _size(line: OcrLine, pitch: float | None, face: float) -> float:
    by_ink = _high(line) / (face * (1.0 if _ideographs(line) else _FIGURES))
    return by_ink if pitch is None else min(pitch, by_ink) if by_ink > 0.85 * pitch else pitch


def in_few_sizes(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Lines whose sizes differ by what measuring them is unsure of put into one size: the commonest first, by characters."""
    left = sorted(lines, key=lambda one: one.size)
    weights: list[tuple[float, int]] = [(line.size, len(line.text)) for line in left]
    sizes: dict[float, float] = {}
    while weights:
        centre = max(
            (one for one, _ in weights),
            key=lambda size: sum(
                n for other, n in weights if abs(other - size) <= _ONE_SIZE * size
            ),
        )
        group = [(size, n) for size, n in weights if abs(size - centre) <= _ONE_SIZE * centre]
        mean = sum(size * n for size, n in group) / sum(n for _, n in group)
        sizes |= {size: max(round(mean * 2) / 2, 0.5) for size, _ in group}
        weights = [one for one in weights if one not in group]
    return [replace(line, size=sizes[line.size]) for line in lines]
