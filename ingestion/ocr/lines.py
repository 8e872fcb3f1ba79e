"""What a line says to a line of print: its ink, the size of its type, and the marks that OCR can't tell apart put right.

A full-width comma and a half-width one, 〇 and O, 一 and a dash are one shape on paper; which is meant follows from what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from .arrays import Picture
from .records import Box, Line, Written

_CHINESE = "\u3400-\u9fff\uf900-\ufaff"
_WIDE_MARKS = "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…"
_NEAR = f"[{_CHINESE}{_WIDE_MARKS}]"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "[": "〔", "]": "〕"}
_HALF = re.compile("[,;:?!()]")
_ZERO = re.compile("(?<=[一二三四五六七八九〇])[Oo0○◯]+(?=[一二三四五六七八九〇年])")
_ONE = re.compile("(?<=第)[-—－–ー](?=[条章节编款项])|(?<=[（(])[-—－–ー](?=[）)])")
_YEAR = re.compile(r"[\[［〔(（【]((?:19|20)\d\d)[\]］〕)）】](?=\s*[第字]?\s*\d+\s*号)")
_IDEOGRAPH = re.compile(f"[{_CHINESE}]")
_INK = 128
_FACE = 0.92  # of the type's size: how high the ink of a line of Chinese is
_CAPITALS = 0.72  # ... of Latin letters and figures
_SPLIT = 0.12  # of a line's box: white inside its characters, as in 二
_FINE, _FINE_CONFIDENCE = 14.0, 0.85  # pixels; of smaller type figures vanish, and the reader is sure of what is left
_ONE_SIZE = 0.09  # types that differ by less are one


def mended(text: str) -> str:
    """A line with the marks that look the same on paper as they must be meant; as long as before.

    >>> mended("二0二四年(试行),第—条:3,000元;")
    '二〇二四年（试行），第一条：3,000元；'
    """
    text = _ONE.sub("一", text)
    text = _ZERO.sub(lambda found: "〇" * len(found[0]), text)
    text = _YEAR.sub(r"〔\1〕", text)
    return _widened(_widened(text))  # a mark may stand beside a mark


def _widened(text: str) -> str:
    return _HALF.sub(lambda found: _FULL[found[0]] if _is_wide(text, found.start()) else found[0], text)


def _is_wide(text: str, place: int) -> bool:
    """Whether a mark stands among Chinese: beside it, or, of a bracket, on either side of its pair."""
    before, after = text[:place].rstrip()[-1:], text[place + 1 :].lstrip()[:1]
    if before and re.match(_NEAR, before):
        return True
    if text[place] == ")":
        return text.rfind("（", 0, place) > text.rfind("(", 0, place) or bool(after and re.match(f"[{_CHINESE}]", after))
    if text[place] == "(":
        return bool(after and re.match(_NEAR, after))
    return bool(after and re.match(_NEAR, after) and not (before.isalnum() and text[place] in ",:"))


def ink_box(page: Picture, box: Box) -> Box | None:
    """The box of the ink inside a box, in pixels; None where there is none. Specks at its edges are no ink."""
    left, top, right, bottom = (max(0, round(value)) for value in box)
    dark = page[top:bottom, left:right] < _INK
    if not dark.size:
        return None
    first, last = _band(dark.sum(axis=1) > max(1, 0.004 * dark.shape[1]))
    columns = np.flatnonzero(dark[first:last].sum(axis=0) > 1)
    if not len(columns):
        return None
    return (left + float(columns[0]), top + float(first), left + float(columns[-1] + 1), top + float(last))


def _band(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """The rows of a line's own ink: from the longest run of inked rows on, across white that is narrow. What is beyond is a neighbour's."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    if not runs:
        return 0, 0
    core = max(range(len(runs)), key=lambda index: runs[index][1] - runs[index][0])
    first, last = runs[core]
    for start, end in runs[core + 1 :]:
        last = end if start - last <= _SPLIT * len(inked) else last
    for start, end in reversed(runs[:core]):
        first = start if first - end <= _SPLIT * len(inked) else first
    return first, last


def line_of(written: Written, crop: Box, ink: Box, scale: float) -> Line:
    """A line in points. `crop` and `ink` are in pixels, `scale` points to the pixel; characters of `written` lie along `crop`."""
    left, _, right, _ = crop
    middles = [(left + place * (right - left)) * scale for place in written.places]
    text = mended(written.text)
    x0, top, x1, bottom = (value * scale for value in ink)
    size = _size(text, middles, bottom - top)
    sure = written.confidence if size >= _FINE * scale else min(written.confidence, _FINE_CONFIDENCE)
    return Line(text, tuple(middles), (x0, top, x1, bottom), size, sure)


def _size(text: str, middles: Sequence[float], high: float) -> float:
    """The size of the type: from the distance of its characters where there are enough, and from the height of its ink."""
    ideographs = len(_IDEOGRAPH.findall(text))
    if ideographs < 2:
        return high / (_FACE if ideographs else _CAPITALS)
    steps = [
        later - earlier
        for (earlier, later), (one, other) in zip(pairwise(middles), pairwise(text), strict=True)
        if _IDEOGRAPH.match(one) and _IDEOGRAPH.match(other)
    ]
    if len(steps) < 4:
        return high / _FACE
    usual = median(steps)  # places are in steps of an eighth of a character: a mean says more
    pitch = fmean(step for step in steps if abs(step - usual) <= 0.3 * usual)
    return min(pitch, high / _FACE) if high / _FACE > 0.85 * pitch else pitch


def in_few_sizes(lines: Sequence[Line]) -> list[Line]:
    """Lines whose sizes differ by what measuring them is unsure of put into one size: the commonest first, by characters."""
    left = sorted(lines, key=lambda one: one.size)
    weights: list[tuple[float, int]] = [(line.size, len(line.text)) for line in left]
    sizes: dict[float, float] = {}
    while weights:
        centre = max((one for one, _ in weights), key=lambda size: sum(n for other, n in weights if abs(other - size) <= _ONE_SIZE * size))
        group = [(size, n) for size, n in weights if abs(size - centre) <= _ONE_SIZE * centre]
        mean = sum(size * n for size, n in group) / sum(n for _, n in group)
        sizes |= {size: round(mean * 2) / 2 for size, _ in group}
        weights = [one for one in weights if one not in group]
    return [replace(line, size=sizes[line.size]) for line in lines]
