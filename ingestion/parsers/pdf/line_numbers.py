"""The numbers of a page's lines: ascending, one below the other, beside all other text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingestion.cleaning import Removals
from ingestion.parsers.pdf.fragments import Fragment

_LEAST_NUMBERS = 4  # of a page; fewer show nothing
_STEPS = (1, 2, 5, 10)  # by which printers number lines
_LONGEST = 4  # digits


def remove_line_numbers(
    pages: Sequence[Sequence[Fragment]], removals: Removals
) -> list[list[Fragment]]:
    """Remove the line numbers of a document.

    Where some pages have them, a number at the same place of a page with few lines is one too.

    Args:
        pages: The fragments of each page.
        removals: Counts the line numbers.

    Returns:
        The other fragments of each page.
    """
    edges: set[int] = set()
    for page in pages:
        for number in _find_line_numbers(page):
            edges |= _rounded_edges(number)
    if not edges:
        return [list(page) for page in pages]
    return [
        _without_numbers_at(
            page,
            edges,
            removals,
        )
        for page in pages
    ]


def _without_numbers_at(
    page: Sequence[Fragment],
    edges: set[int],
    removals: Removals,
) -> list[Fragment]:
    """A page without the numbers beside its text that begin or end at one of the edges."""
    left, right = _numbers_beside_text(page)
    removed: set[int] = set()
    for number in left + right:
        if edges & _rounded_edges(number):
            removed.add(id(number))
    numbers: list[str] = []
    kept: list[Fragment] = []
    for fragment in page:
        if id(fragment) in removed:
            numbers.append(fragment.text)
        else:
            kept.append(fragment)
    if numbers:
        removals.add(
            "line number",
            len(numbers),
            numbers[0],
        )
    return kept


def _rounded_edges(number: Fragment) -> set[int]:
    """The left and right edge of a number, rounded to points."""
    return {round(number.x0), round(number.x1)}


def _numbers_beside_text(page: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """The numbers left of all other text of a page, and those right of it."""
    numbers, others = _separate_numbers(page)
    if not numbers or not others:
        return [], []
    begin = min(other.x0 for other in others)
    end = max(other.x1 for other in others)
    left = [number for number in numbers if number.x1 < begin]
    right = [number for number in numbers if number.x0 > end]
    return left, right


def _separate_numbers(page: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """The fragments that are numbers, and the others."""
    numbers: list[Fragment] = []
    others: list[Fragment] = []
    for fragment in page:
        if _is_number(fragment):
            numbers.append(fragment)
        else:
            others.append(fragment)
    return numbers, others


def _is_number(fragment: Fragment) -> bool:
    text = fragment.text
    if len(text) > _LONGEST:
        return False
    return text.isascii() and text.isdigit()


def _find_line_numbers(page: Sequence[Fragment]) -> list[Fragment]:
    """The numbers on one side of a page that count its lines."""
    _, others = _separate_numbers(page)
    for side in _numbers_beside_text(page):
        if _are_ascending(side) and _stand_at_lines(side, others):
            return side
    return []


def _are_ascending(numbers: Sequence[Fragment]) -> bool:
    """Whether numbers ascend from top to bottom by one step of 1, 2, 5 or 10."""
    if len(numbers) < _LEAST_NUMBERS:
        return False
    ordered = sorted(numbers, key=lambda number: number.top)
    values = [int(number.text) for number in ordered]
    step = values[1] - values[0]
    if step not in _STEPS:
        return False
    return all(later - earlier == step for earlier, later in pairwise(values))


def _stand_at_lines(numbers: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Whether seven of ten numbers stand at the height of lines."""
    at_lines = 0
    for number in numbers:
        if any(other.top <= number.middle <= other.bottom for other in others):
            at_lines += 1
    return 10 * at_lines >= 7 * len(numbers)
