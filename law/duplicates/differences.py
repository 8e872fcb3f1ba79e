"""Compares two texts: how alike they are, and in what they differ.

It reads an edit script instead of shared shingles. Two form letters share more shingles than a
letter and its copy with a few slips. So each place that differs has to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from law.duplicates.alignment import Region, regions
from law.duplicates.facts import Fact, FactDifference, differing_facts
from law.works.contents import grams

ALIKE = 0.8
"""Least share of both texts that stands in both: a text with a fifth of edits is still a copy."""

LONGEST = 1_000_000
"""Characters of a text that is compared with another; two such texts take a second or two.

A longer text is a copy only of texts that are equal to it.
"""

_SHARED = 0.2
"""Least share of equal shingles for texts to be compared.

A fifth of edits, each in another place, leaves a fifth of the shingles.
"""

# Characters: a longer stretch that stands in one text alone, or shares little with the other's, is
# a paragraph, or what a web page puts around a text.
_BLOCK = 12
_UNLIKE = 0.35  # two stretches that share less than this are not two wordings of one sentence
_BRIDGE = 4  # characters: shorter agreement between two differences is chance
_REWORDED = 3  # characters changed at one place are no slip of the pen
_AROUND = 16  # characters before and after a difference by which it is judged
_WORDS = 4  # characters: fewer stand together by chance
_FIRST_ARTICLE = "第一条"
_CLOSING_WORD = "施行"
_SHOWN = 60  # characters of an example


@dataclass(frozen=True, slots=True)
class TextComparison:
    """What two texts have in common, and in what they differ.

    Attributes:
        likeness: How alike they are (0–1).
        facts: By kind of fact, the number of facts that differ.
        reworded: In how many places of the articles of both texts words were chosen, added or left
            out; slips do not count.
        only_one: Characters that stand only in the first text.
        only_other: Characters that stand only in the second text.
        example_one: The longest stretch that stands only in the first text.
        example_other: The longest stretch that stands only in the second text.
    """

    likeness: float
    facts: Mapping[Fact, int] = field(default_factory=dict)
    reworded: int = 0
    only_one: int = 0
    only_other: int = 0
    example_one: str = ""
    example_other: str = ""


def compare(first: str, second: str) -> TextComparison | None:
    """Compare two texts.

    Args:
        first: A text that `comparison_text` made.
        second: Another one.

    Returns:
        The comparison; None where the texts are not alike (`ALIKE`), or too long (`LONGEST`).

    >>> lines = "工资每月支付一次" * 9
    >>> compare(lines + "共300元", lines + "共500元").facts
    {<Fact.NUMBER: 'number'>: 1}
    """
    if first == second:
        return TextComparison(1.0)
    if max(len(first), len(second)) > LONGEST or not _may_be_alike(first, second):
        return None
    edits = list(regions(first, second))
    places = list(_join_neighbours(edits))
    shared = len(first) - sum(place.end - place.start for place in places)
    likeness = 2 * shared / (len(first) + len(second))
    if likeness < ALIKE:
        return None
    differences = [
        _difference(
            first,
            second,
            place,
        )
        for place in places
        if not _is_block(
            first,
            second,
            place,
        )
    ]
    facts = differing_facts(
        differences,
        first,
        second,
    )
    in_articles = _join_neighbours(
        _edits_in_articles(
            first,
            second,
            edits,
        )
    )
    only_first = [first[place.start : place.end] for place in places]
    only_second = [second[place.other_start : place.other_end] for place in places]
    return TextComparison(
        likeness=likeness,
        facts=dict(facts),
        reworded=sum(
            _is_reworded(
                first,
                second,
                place,
            )
            for place in in_articles
        ),
        only_one=len(first) - shared,
        only_other=len(second) - shared,
        example_one=max(
            only_first,
            key=len,
            default="",
        )[:_SHOWN],
        example_other=max(
            only_second,
            key=len,
            default="",
        )[:_SHOWN],
    )


def _may_be_alike(first: str, second: str) -> bool:
    first_grams = grams(first)
    second_grams = grams(second)
    larger = max(len(first_grams), len(second_grams))
    return len(first_grams & second_grams) >= _SHARED * larger


def _edits_in_articles(
    first: str,
    second: str,
    edits: Iterable[Region],
) -> Iterator[Region]:
    """Yield what differs from the first article to the closing one; of other texts all edits.

    What stands around the articles does not count.
    """
    begin, close = _extent_of_articles(first)
    other_begin, other_close = _extent_of_articles(second)
    for edit in edits:
        is_inside = begin <= edit.start < close
        is_inside_other = other_begin <= edit.other_start < other_close
        if is_inside and is_inside_other:
            yield edit


def _extent_of_articles(text: str) -> tuple[int, int]:
    """Return where the first article begins, and where the closing one states the day of effect.

    A text without articles extends as a whole.
    """
    begin = max(0, text.find(_FIRST_ARTICLE))
    close = text.rfind(_CLOSING_WORD)
    if close <= begin:
        close = len(text) + 1
    return begin, close


def _is_reworded(
    first: str,
    second: str,
    place: Region,
) -> bool:
    """Say whether a difference is no slip.

    A slip changes a character or two, and leaves what is no word. Where two characters differ and
    both texts have there words that they have elsewhere, too, an author chose the words.
    """
    if place.edits >= _REWORDED:
        return True
    if place.edits <= 1:
        return False
    runs = _runs_around(
        first,
        place.start,
        place.end,
    )
    other_runs = _runs_around(
        second,
        place.other_start,
        place.other_end,
    )
    return _has_repeated(
        runs,
        first,
        second,
    ) and _has_repeated(
        other_runs,
        first,
        second,
    )


def _has_repeated(
    runs: Iterable[str],
    first: str,
    second: str,
) -> bool:
    """Say whether the texts have one of the runs more than once."""
    return any(first.count(run) + second.count(run) > 1 for run in runs)


def _runs_around(
    text: str,
    start: int,
    end: int,
) -> Iterator[str]:
    """Yield the runs of characters that contain what differs.

    They have four characters, or one more than differ. Where nothing stands in this text, they
    contain what stands on both sides.
    """
    length = max(_WORDS, end - start + 1)
    inner = int(start == end)
    first_begin = max(0, end - length + inner)
    last_begin = min(start - inner, len(text) - length)
    for begin in range(first_begin, last_begin + 1):
        yield text[begin : begin + length]


def _join_neighbours(places: Iterable[Region]) -> Iterator[Region]:
    """Join neighbours where what they share between them is shorter than they are.

    An edit script takes every chance agreement.
    """
    current: Region | None = None
    for place in places:
        if current is None:
            current = place
            continue
        gap = place.start - current.end
        if gap <= _BRIDGE and 2 * gap <= current.size + place.size:
            current = Region(
                start=current.start,
                end=place.end,
                other_start=current.other_start,
                other_end=place.other_end,
                edits=current.edits + place.edits,
            )
        else:
            yield current
            current = place
    if current is not None:
        yield current


def _is_block(
    first: str,
    second: str,
    place: Region,
) -> bool:
    """Say whether a stretch stands in one text alone, or the two stretches share too little.

    Then the stretches are not about the same.
    """
    if place.size < _BLOCK:
        return False
    from rapidfuzz.distance import Indel

    stretch = first[place.start : place.end]
    other_stretch = second[place.other_start : place.other_end]
    if not stretch or not other_stretch:
        return True
    return Indel.normalized_similarity(stretch, other_stretch) < _UNLIKE


def _difference(
    first: str,
    second: str,
    place: Region,
) -> FactDifference:
    before = max(0, place.start - _AROUND)
    after = place.end + _AROUND
    return FactDifference(
        first=first[place.start : place.end],
        second=second[place.other_start : place.other_end],
        before=first[before : place.start],
        after=first[place.end : after],
    )
