"""Where two texts differ: the edit script of short texts whole, of long ones between what they surely share.

An edit script takes the square of the length (rapidfuzz's bit-parallel Levenshtein: 0.8 ms for 2,000 characters, 4 seconds for 100,000). Rare
stretches that stand once in both, in the same order, cut long texts into short ones (a patience diff), so that a code of 100,000
characters takes a tenth of a second. A diff by lines was set aside: no two sites break lines alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_SHORT = 4_000  # characters: the edit script of two such is cheaper than looking for anchors
_ANCHOR = 16  # characters of a stretch that is looked for in both
_EVERY = 12  # one in so many places, chosen by what stands there, begins a stretch
_CELLS = 400_000_000  # of an edit script; two stretches of 20,000 characters without an anchor have nothing in common


class Region(NamedTuple):
    """A place at which two texts differ: from and to, in both, and how many characters were edited there."""

    start: int
    end: int
    other_start: int
    other_end: int
    edits: int

    @property
    def size(self) -> int:
        """The longer of both stretches."""
        return max(self.end - self.start, self.other_end - self.other_start)


def regions(one: str, other: str) -> Iterator[Region]:
    """Where the texts differ, in order; what lies between is the same in both.

    >>> list(regions("工资按月支付", "工资应按周支付"))
    [Region(start=2, end=2, other_start=2, other_end=3, edits=1), Region(start=3, end=4, other_start=4, other_end=5, edits=1)]
    """
    anchors = _anchors(one, other) if min(len(one), len(other)) > _SHORT else []
    ends = [(0, 0), *((place + _ANCHOR, its + _ANCHOR) for place, its in anchors)]
    starts = [*anchors, (len(one), len(other))]
    for (start, other_start), (end, other_end) in zip(ends, starts, strict=True):
        yield from _edits(one[start:end], other[other_start:other_end], start, other_start)


def _edits(one: str, other: str, start: int, other_start: int) -> Iterator[Region]:
    from rapidfuzz.distance import Levenshtein

    if one == other:
        return
    if len(one) * len(other) > _CELLS:
        yield Region(
            start,
            start + len(one),
            other_start,
            other_start + len(other),
            max(len(one), len(other)),
        )
        return
    for edit in Levenshtein.opcodes(one, other):
        if edit.tag != "equal":
            edits = max(edit.src_end - edit.src_start, edit.dest_end - edit.dest_start)
            yield Region(
                start + edit.src_start,
                start + edit.src_end,
                other_start + edit.dest_start,
                other_start + edit.dest_end,
                edits,
            )


def _anchors(one: str, other: str) -> list[tuple[int, int]]:
    """Where the same stretches begin in both, rising in both and not overlapping."""
    mine, others = _stretches(one), _stretches(other)
    pairs = sorted((place, others[stretch]) for stretch, place in mine.items() if stretch in others)
    rising = _longest_rising(pairs)
    kept = rising[:1]
    for place, its in rising[1:]:
        if place - kept[-1][0] >= _ANCHOR and its - kept[-1][1] >= _ANCHOR:
            kept.append((place, its))
    return kept


def _stretches(text: str) -> dict[str, int]:
    """The stretches that begin where two characters say so, and that stand once in the text, with their places."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for place, (first, second) in enumerate(pairwise(text)):
        if (ord(first) * 31 + ord(second)) % _EVERY == 0:
            stretch = text[place : place + _ANCHOR]
            if stretch in found:
                twice.add(stretch)
            elif len(stretch) == _ANCHOR:
                found[stretch] = place
    return {stretch: place for stretch, place in found.items() if stretch not in twice}


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, sorted by the first, whose second rises, too."""
    tails: list[int] = []  # the least end of a rising part of each length
    places: list[int] = []  # and where it stands in `pairs`
    before: list[int] = []
    for index, (_, its) in enumerate(pairs):
        length = bisect_left(tails, its)
        tails[length : length + 1] = [its]
        places[length : length + 1] = [index]
        before.append(places[length - 1] if length else -1)
    found = []
    at = places[-1] if places else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
