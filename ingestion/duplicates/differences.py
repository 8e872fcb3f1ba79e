"""Two texts side by side: how alike they are, and in what they differ.

An edit script (rapidfuzz, bit-parallel Levenshtein) instead of shingles in common: of two form letters and of a letter and its copy with a
few slips the latter share less, so what differs has to be looked at, place by place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ingestion.duplicates.facts import Difference, Fact, differing_facts

ALIKE = 0.8
"""Least share of both texts that stands in both: a fifth of edits is a copy still."""

LONGEST = 250_000
"""Characters of a text that is compared with another: the edit script of two such takes about 2 seconds. A longer one has equals only."""

_BLOCK = 12  # characters: a longer stretch that only one has, or that shares little, is a paragraph or what a page puts around a text
_UNLIKE = 0.35  # two stretches that share less than this are no two wordings of one sentence
_BRIDGE = 4  # characters: a shorter agreement between two differences is chance
_REWORDED = 3  # characters changed at one place are no slip of the pen
_AROUND = 16  # characters before and after that a difference is judged by
_ANCHOR = 24  # characters in a row that both share: with the first such stretch begins what they have in common
_SHOWN = 60


class _Region(NamedTuple):
    """A place at which the texts differ: from and to, in both, and how many characters were edited there."""

    start: int
    end: int
    other_start: int
    other_end: int
    edits: int

    @property
    def size(self) -> int:
        return max(self.end - self.start, self.other_end - self.other_start)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts have in common (0–1), the facts in which they differ, and what only one of them has.

    `reworded` counts the places inside of the texts at which words were replaced, added or left out; what stands before or behind all
    that they share is none. `only_one` and `only_other` are in characters, the examples the longest stretch of each.
    """

    likeness: float
    facts: Mapping[Fact, int] = field(default_factory=dict)
    reworded: int = 0
    only_one: int = 0
    only_other: int = 0
    example_one: str = ""
    example_other: str = ""


def compare(one: str, other: str) -> Comparison | None:
    """Compare two texts that `comparison_text` made; None where they are not alike (`ALIKE`), or too long to be compared.

    >>> compare("工资每月支付一次" * 9 + "共300元", "工资每月支付一次" * 9 + "共500元").facts
    {<Fact.NUMBER: 'number'>: 1}
    """
    if one == other:
        return Comparison(1.0)
    if max(len(one), len(other)) > LONGEST:
        return None
    from rapidfuzz.distance import Indel

    if not Indel.normalized_similarity(one, other, score_cutoff=ALIKE):
        return None
    regions = list(_joined(_regions(one, other)))
    shared = len(one) - sum(region.end - region.start for region in regions)
    short = [region for region in regions if not _is_block(one, other, region)]
    facts = differing_facts([_difference(one, other, region) for region in short], one, other)
    own = [one[region.start : region.end] for region in regions], [other[region.other_start : region.other_end] for region in regions]
    return Comparison(
        likeness=2 * shared / (len(one) + len(other)),
        facts=dict(facts),
        reworded=sum(region.edits >= _REWORDED for region in _inside(regions, len(one))),
        only_one=len(one) - shared,
        only_other=len(other) - shared,
        example_one=max(own[0], key=len, default="")[:_SHOWN],
        example_other=max(own[1], key=len, default="")[:_SHOWN],
    )


def _inside(regions: Sequence[_Region], length: int) -> Sequence[_Region]:
    """The regions between the first long stretch that both share and the last: the others are what a page puts around a text."""
    ends = [0, *(region.end for region in regions)]
    starts = [*(region.start for region in regions), length]
    long = [place for place, (end, start) in enumerate(zip(ends, starts, strict=True)) if start - end >= _ANCHOR]
    return regions[long[0] : long[-1]] if long else regions


def _regions(one: str, other: str) -> Iterator[_Region]:
    from rapidfuzz.distance import Levenshtein

    for edit in Levenshtein.opcodes(one, other):
        if edit.tag != "equal":
            longer = max(edit.src_end - edit.src_start, edit.dest_end - edit.dest_start)
            yield _Region(edit.src_start, edit.src_end, edit.dest_start, edit.dest_end, longer)


def _joined(regions: Iterator[_Region]) -> Iterator[_Region]:
    """Neighbours as one where what they share between them is shorter than they are: an edit script takes every chance."""
    open_: _Region | None = None
    for region in regions:
        if open_ is None:
            open_ = region
            continue
        gap = region.start - open_.end
        if gap <= _BRIDGE and 2 * gap <= open_.size + region.size:
            open_ = _Region(open_.start, region.end, open_.other_start, region.other_end, open_.edits + region.edits)
        else:
            yield open_
            open_ = region
    if open_ is not None:
        yield open_


def _is_block(one: str, other: str, region: _Region) -> bool:
    """Whether a stretch stands in one text alone, or shares so little with the other's that they are not about the same."""
    if region.size < _BLOCK:
        return False
    from rapidfuzz.distance import Indel

    mine, others = one[region.start : region.end], other[region.other_start : region.other_end]
    return not mine or not others or Indel.normalized_similarity(mine, others) < _UNLIKE


def _difference(one: str, other: str, region: _Region) -> Difference:
    return Difference(
        one[region.start : region.end],
        other[region.other_start : region.other_end],
        one[max(0, region.start - _AROUND) : region.start],
        one[region.end : region.end + _AROUND],
    )
