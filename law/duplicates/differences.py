"""Two texts side by side: how alike they are, and in what they differ.

An edit script instead of shingles in common: of two form letters and of a letter and its copy with a
few slips the latter share less, so what differs has to be looked at, place by place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from law.duplicates.alignment import Region, regions
from law.duplicates.facts import Fact, FactDifference, differing_facts
from law.works.contents import grams

ALIKE = 0.8
"""Least share of both texts that stands in both: a fifth of edits is a copy still."""

LONGEST = 1_000_000
"""Characters of a text that is compared with another: two such take a second or two. A longer one is a copy of its equals only."""

_SHARED = 0.2
"""Least share of shingles in common for texts to be looked at: a fifth of edits, each in another place, leaves a fifth."""

_BLOCK = 12  # characters: a longer stretch that only one has, or that shares little, is a paragraph or what a page puts around a text
_UNLIKE = 0.35  # two stretches that share less than this are no two wordings of one sentence
_BRIDGE = 4  # characters: a shorter agreement between two differences is chance
_REWORDED = 3  # characters changed at one place are no slip of the pen
_AROUND = 16  # characters before and after that a difference is judged by
_WORDS = 4  # characters: fewer stand together by chance
_FIRST, _CLOSING = "第一条", "施行"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class TextComparison:
    """What two texts have in common (0–1), the facts in which they differ, and what only one of them has.

    `reworded` counts the places in the articles of both at which words were chosen, added or left out, slips aside. `only_one` and `only_other` are in characters, the examples the longest stretch of each.
    """

    likeness: float
    facts: Mapping[Fact, int] = field(default_factory=dict)
    reworded: int = 0
    only_one: int = 0
    only_other: int = 0
    example_one: str = ""
    example_other: str = ""


def compare(one: str, other: str) -> TextComparison | None:
    """Compare two texts that `comparison_text` made; None where they are not alike (`ALIKE`), or too long to be compared.

    >>> compare("工资每月支付一次" * 9 + "共300元", "工资每月支付一次" * 9 + "共500元").facts
    {<Fact.NUMBER: 'number'>: 1}
    """
    if one == other:
        return TextComparison(1.0)
    if max(len(one), len(other)) > LONGEST:
        return None
    mine, others = grams(one), grams(other)
    if len(mine & others) < _SHARED * max(len(mine), len(others)):
        return None
    edits = list(regions(one, other))
    places = list(_joined(edits))
    shared = len(one) - sum(region.end - region.start for region in places)
    likeness = 2 * shared / (len(one) + len(other))
    if likeness < ALIKE:
        return None
    short = [region for region in places if not _is_block(one, other, region)]
    facts = differing_facts([_difference(one, other, region) for region in short], one, other)
    own = (
        [one[region.start : region.end] for region in places],
        [other[region.other_start : region.other_end] for region in places],
    )
    return TextComparison(
        likeness=likeness,
        facts=dict(facts),
        reworded=sum(
            _reworded(one, other, place) for place in _joined(_of_articles(one, other, edits))
        ),
        only_one=len(one) - shared,
        only_other=len(other) - shared,
        example_one=max(own[0], key=len, default="")[:_SHOWN],
        example_other=max(own[1], key=len, default="")[:_SHOWN],
    )


def _of_articles(one: str, other: str, edits: Iterable[Region]) -> Iterator[Region]:
    """What differs from the first article to the closing one, and not in what stands around these; of texts without articles all."""
    (begin, close), (other_begin, other_close) = _extent(one), _extent(other)
    for place in edits:
        if begin <= place.start < close and other_begin <= place.other_start < other_close:
            yield place


def _extent(text: str) -> tuple[int, int]:
    """Where the first article of a law begins, and where its closing one says when it begins to hold; beyond the text where none does."""
    begin, close = max(0, text.find(_FIRST)), text.rfind(_CLOSING)
    return begin, close if close > begin else len(text) + 1


def _reworded(one: str, other: str, place: Region) -> bool:
    """Whether a difference is no slip: that changes a character or two, and leaves what is no word.

    Where two characters differ and both texts have words there that they have elsewhere, too, somebody chose them.
    """
    return place.edits >= _REWORDED or (place.edits > 1 and _chosen(one, other, place))


def _chosen(one: str, other: str, place: Region) -> bool:
    mine, others = (one, place.start, place.end), (other, place.other_start, place.other_end)
    return all(
        any(one.count(words) + other.count(words) > 1 for words in _holding(*side))
        for side in (mine, others)
    )


def _holding(text: str, start: int, end: int) -> Iterator[str]:
    """The runs of four characters, or of one more than differ, that hold what differs; where nothing does, what stands on both sides."""
    length = max(_WORDS, end - start + 1)
    inner = int(start == end)
    for begin in range(max(0, end - length + inner), min(start - inner, len(text) - length) + 1):
        yield text[begin : begin + length]


def _joined(places: Iterable[Region]) -> Iterator[Region]:
    """Neighbours as one where what they share between them is shorter than they are: an edit script takes every chance."""
    open_: Region | None = None
    for region in places:
        if open_ is None:
            open_ = region
            continue
        gap = region.start - open_.end
        if gap <= _BRIDGE and 2 * gap <= open_.size + region.size:
            open_ = Region(
                open_.start,
                region.end,
                open_.other_start,
                region.other_end,
                open_.edits + region.edits,
            )
        else:
            yield open_
            open_ = region
    if open_ is not None:
        yield open_


def _is_block(one: str, other: str, region: Region) -> bool:
    """Whether a stretch stands in one text alone, or shares so little with the other's that they are not about the same."""
    if region.size < _BLOCK:
        return False
    from rapidfuzz.distance import Indel

    mine, others = one[region.start : region.end], other[region.other_start : region.other_end]
    return not mine or not others or Indel.normalized_similarity(mine, others) < _UNLIKE


def _difference(one: str, other: str, region: Region) -> FactDifference:
    return FactDifference(
        one[region.start : region.end],
        other[region.other_start : region.other_end],
        one[max(0, region.start - _AROUND) : region.start],
        one[region.end : region.end + _AROUND],
    )
