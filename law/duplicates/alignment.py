"""Where two texts differ.

Short texts get one edit script. Long texts are cut at stretches that they surely share, and each
piece gets an edit script. An edit script takes time with the square of the length (rapidfuzz's
bit-parallel Levenshtein: 0.8 ms for 2,000 characters, 4 seconds for 100,000). Rare stretches that
stand once in both texts, in the same order, cut long texts into short ones (a patience diff), so
that a code of 100,000 characters takes a tenth of a second.

A diff by lines was set aside, because no two sites break lines in the same way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_SHORT = (
    4_000  # characters: the edit script of two such texts is cheaper than the search for anchors
)
_ANCHOR = 16  # characters of a stretch that is looked for in both texts
_EVERY = 12  # on average one place in so many, chosen by its characters, begins a stretch
# Cells of an edit script. Two stretches of 20,000 characters without an anchor have nothing in
# common.
_CELLS = 400_000_000


class Region(NamedTuple):
    """A place at which two texts differ.

    Attributes:
        start: Where it begins in the first text.
        end: Where it ends in the first text.
        other_start: Where it begins in the second text.
        other_end: Where it ends in the second text.
        edits: How many characters were edited there.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    edits: int

    @property
    def size(self) -> int:
        """The length of the longer stretch, in characters."""
        return max(self.end - self.start, self.other_end - self.other_start)


def regions(first: str, second: str) -> Iterator[Region]:
    """Find where two texts differ; what lies between the regions is equal.

    Args:
        first: One text.
        second: The other.

    Yields:
        The regions in the order of the text.

    >>> [tuple(region) for region in regions("工资按月支付", "工资应按周支付")]
    [(2, 2, 2, 3, 1), (3, 4, 4, 5, 1)]
    """
    anchors: list[tuple[int, int]] = []
    if min(len(first), len(second)) > _SHORT:
        anchors = _anchors(first, second)
    start = 0
    other_start = 0
    for end, other_end in anchors:
        piece = first[start:end]
        other_piece = second[other_start:other_end]
        yield from _edits(
            piece,
            other_piece,
            start,
            other_start,
        )
        start = end + _ANCHOR
        other_start = other_end + _ANCHOR
    yield from _edits(
        first[start:],
        second[other_start:],
        start,
        other_start,
    )


def _edits(
    first: str,
    second: str,
    start: int,
    other_start: int,
) -> Iterator[Region]:
    """Yield where two pieces differ that begin at `start` and `other_start` of their texts."""
    from rapidfuzz.distance import Levenshtein

    if first == second:
        return
    if len(first) * len(second) > _CELLS:
        yield Region(
            start=start,
            end=start + len(first),
            other_start=other_start,
            other_end=other_start + len(second),
            edits=max(len(first), len(second)),
        )
        return
    for edit in Levenshtein.opcodes(first, second):
        if edit.tag == "equal":
            continue
        size = edit.src_end - edit.src_start
        other_size = edit.dest_end - edit.dest_start
        yield Region(
            start=start + edit.src_start,
            end=start + edit.src_end,
            other_start=other_start + edit.dest_start,
            other_end=other_start + edit.dest_end,
            edits=max(size, other_size),
        )


def _anchors(first: str, second: str) -> list[tuple[int, int]]:
    """Return where equal stretches begin in both texts, rising in both and not overlapping."""
    places = _stretches(first)
    other_places = _stretches(second)
    pairs: list[tuple[int, int]] = []
    for stretch, place in places.items():
        if stretch in other_places:
            pairs.append((place, other_places[stretch]))
    rising = _longest_rising(sorted(pairs))
    kept = rising[:1]
    for place, other_place in rising[1:]:
        last, other_last = kept[-1]
        if place - last >= _ANCHOR and other_place - other_last >= _ANCHOR:
            kept.append((place, other_place))
    return kept


def _stretches(text: str) -> dict[str, int]:
    """Return the chosen stretches that stand once in a text, with their places.

    Two characters choose whether a stretch begins at a place. So both texts choose the same ones.
    """
    found: dict[str, int] = {}
    repeated: set[str] = set()
    for place, (first, second) in enumerate(pairwise(text)):
        if (ord(first) * 31 + ord(second)) % _EVERY:
            continue
        stretch = text[place : place + _ANCHOR]
        if stretch in found:
            repeated.add(stretch)
        elif len(stretch) == _ANCHOR:
            found[stretch] = place
    for stretch in repeated:
        del found[stretch]
    return found


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of pairs, sorted by the first number, whose second rises, too."""
    tails: list[int] = []  # by length, the least end of a rising part of that length
    places: list[int] = []  # by length, where that end stands in `pairs`
    before: list[int] = []  # by pair, where the pair before it in its rising part stands
    for index, (_, other_place) in enumerate(pairs):
        length = bisect_left(tails, other_place)
        tails[length : length + 1] = [other_place]
        places[length : length + 1] = [index]
        before.append(places[length - 1] if length else -1)
    found: list[tuple[int, int]] = []
    index = places[-1] if places else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]
