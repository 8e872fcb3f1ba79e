"""What stands on pages and is no part of the text: running heads and feet, page numbers, line numbers.

Told by repetition (the same words, numbers aside, at the same height of several pages) and by place (whatever stands, outermost,
at a height where most pages have such a line). A list of words that heads hold was set aside: every house has its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ingestion.cleaning import Removals
from ingestion.parsers.pdf.fragments import Fragment

_ZONE = 0.16  # of a page's height, at its head and at its foot
_OUTER = 3  # lines, from the edge inwards, that may be a head
_STEP = 4.0  # points; the same line of two pages is no further apart
_NUMBER = re.compile(r"[0-9０-９]+|[零〇一二三四五六七八九十百]+(?=页)|\b[ivxlcIVXLC]+\b")
_PAGE_NUMBER = re.compile(
    r"[-—–－·•.\s]*(?:第\s*)?(?:[0-9０-９]{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6}|[一二三四五六七八九十百零〇]{1,4}(?=\s*页))(?:\s*页)?(?:\s*[,，/／]?\s*(?:共|of)?\s*[0-9]{1,4}\s*页?)?[-—–－·•.\s]*"
)
_DECORATED = re.compile(r"[-—–－]\s*[0-9０-９]{1,4}\s*[-—–－]|第\s*\S{1,4}\s*页.*")


def without_furniture(
    pages: Sequence[Sequence[Fragment]], sizes: Sequence[tuple[float, float]], removals: Removals
) -> list[list[Fragment]]:
    """Each page's fragments without what repeats; what was left out is counted, sort by sort. `sizes`: width and height of each page."""
    outer = [_outer_lines(page, height) for page, (_, height) in zip(pages, sizes, strict=True)]
    words: Counter[tuple[int, str]] = Counter()
    for lines in outer:
        words.update({(_height(line, up), _shape(line)) for up, line in lines})
    repeated = {key for key, count in words.items() if count >= _enough(len(pages), key[1])}
    places: dict[int, int] = defaultdict(int)
    for lines in outer:
        for height in {_height(line, up) for up, line in lines if _is_repeated(line, up, repeated)}:
            places[height] += 1
    left: list[list[Fragment]] = []
    for page, lines, (width, _) in zip(pages, outer, sizes, strict=True):
        dropped: set[int] = set()
        for up, line in lines:  # outermost first, at each end
            by_words = _is_repeated(line, up, repeated)
            by_place = len(pages) >= 3 and any(
                2 * places.get(_height(line, up) + step, 0) > len(pages) for step in (-1, 0, 1)
            )
            text = " ".join(one.text for one in line)
            alone = bool(_DECORATED.fullmatch(text)) or (
                len(pages) <= 2 and not up and _is_lone_number(text, line, page, width / 2)
            )
            if not (by_words or by_place or alone):
                continue
            removals.add(
                "page number"
                if _PAGE_NUMBER.fullmatch(text)
                else "running head"
                if up
                else "running foot",
                1,
                text,
            )
            dropped.update(id(one) for one in line)
        left.append([one for one in page if id(one) not in dropped])
    return left


def _outer_lines(page: Sequence[Fragment], height: float) -> list[tuple[bool, list[Fragment]]]:
    """The outermost lines at the head (True) and the foot (False) of a page, from the edge inwards."""
    rows: list[list[Fragment]] = []
    for one in sorted(page, key=lambda fragment: fragment.middle):
        if rows and one.middle - rows[-1][0].middle < 0.4 * one.size:
            rows[-1].append(one)
        else:
            rows.append([one])
    for row in rows:
        row.sort(key=lambda one: one.x0)
    heads = [(True, row) for row in rows[:_OUTER] if row[0].bottom < _ZONE * height]
    feet = [(False, row) for row in reversed(rows[-_OUTER:]) if row[0].top > (1 - _ZONE) * height]
    return heads + feet


def _height(line: Sequence[Fragment], up: bool) -> int:
    return round(line[0].middle / _STEP) * (1 if up else -1)


def _shape(line: Sequence[Fragment]) -> str:
    """A line's words with its numbers taken out, so that `第3页` and `第4页` are the same."""
    return _NUMBER.sub("#", "".join("".join(one.text.split()) for one in line))


def _is_repeated(line: Sequence[Fragment], up: bool, repeated: set[tuple[int, str]]) -> bool:
    height, shape = _height(line, up), _shape(line)
    return any((height + step, shape) in repeated for step in (-1, 0, 1))


def _enough(pages: int, shape: str) -> int:
    """On how many pages a line has to stand: two, and more in a long file; a number alone says less than words."""
    return max(2, min(pages // 10, 5)) if len(shape) > 1 or pages <= 3 else max(2, pages // 4)


def _is_lone_number(
    text: str, line: Sequence[Fragment], page: Sequence[Fragment], middle: float
) -> bool:
    """Whether a page's last line is a number that stands for itself: below white, or in the middle of text or paper where no line begins."""
    number, others = line[0], [one for one in page if one is not line[0]]
    white = number.top - max(
        (one.bottom for one in others if one.bottom <= number.top + 1), default=0.0
    )
    middles = (middle, (min(one.x0 for one in page) + max(one.x1 for one in page)) / 2)
    centred = any(abs((number.x0 + number.x1) / 2 - one) < _STEP for one in middles)
    alone = centred and all(abs(one.x0 - number.x0) > _STEP for one in others)
    return bool(_PAGE_NUMBER.fullmatch(text)) and (alone or white > 1.5 * number.size)


def without_line_numbers(
    pages: Sequence[Sequence[Fragment]], removals: Removals
) -> list[list[Fragment]]:
    """Each page's fragments without the numbers of its lines: ascending, one below the other, beside all other text.

    Where some pages have them, what stands at the same place of a page with few lines is one too.
    """
    edges: set[int] = set()
    for page in pages:
        edges |= {round(place) for one in _line_numbers(page) for place in (one.x0, one.x1)}
    if not edges:
        return [list(page) for page in pages]
    left = []
    for page in pages:
        beside = {
            id(one)
            for side in _beside(page)
            for one in side
            if round(one.x0) in edges or round(one.x1) in edges
        }
        if beside:
            removals.add(
                "line number", len(beside), next(one.text for one in page if id(one) in beside)
            )
        left.append([one for one in page if id(one) not in beside])
    return left


def _beside(page: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Numbers that stand left of all other text of a page, and right of it."""
    numbers = [one for one in page if _is_number(one)]
    others = [one for one in page if not _is_number(one)]
    if not numbers or not others:
        return [], []
    left, right = min(one.x0 for one in others), max(one.x1 for one in others)
    return [one for one in numbers if one.x1 < left], [one for one in numbers if one.x0 > right]


def _is_number(one: Fragment) -> bool:
    return one.text.isascii() and one.text.isdigit() and len(one.text) <= 4


def _line_numbers(page: Sequence[Fragment]) -> list[Fragment]:
    others = [one for one in page if not _is_number(one)]
    for side in _beside(page):
        values = [int(one.text) for one in sorted(side, key=lambda one: one.top)]
        steps = {later - earlier for earlier, later in pairwise(values)}
        if (
            len(values) >= 4
            and len(steps) == 1
            and steps <= {1, 2, 5, 10}
            and _beside_lines(side, others)
        ):
            return side
    return []


def _beside_lines(numbers: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Whether the numbers stand at the height of lines."""
    level = sum(
        1 for one in numbers if any(other.top <= one.middle <= other.bottom for other in others)
    )
    return 10 * level >= 7 * len(numbers)
