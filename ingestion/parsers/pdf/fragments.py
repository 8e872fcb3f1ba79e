"""Glyphs to fragments: stretches of one line with no gap as wide as a character, the atoms of a page's layout.

pdfplumber's `extract_words` was set aside: it cuts at blanks, which Chinese has none of, and takes three times as long.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingestion.cleaning import Removals
from ingestion.parsers.pdf.glyphs import Box, Glyph

_GAP = 0.95  # of the type's size; the narrowest gutter of a newspaper is wider, the widest justified blank narrower
_WORD_GAP = 0.18  # of the type's size; what separates Latin words that no blank character does
_MARK = re.compile(r"[\[［(（〔]?(?:\d{1,3}|[①-⑳*†‡])[\]］)）〕]?")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text on one line with its box and the size of its type."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


def fragments(glyphs: Sequence[Glyph], removals: Removals) -> list[Fragment]:
    """The fragments of a page's glyphs, from top to bottom. Raised marks of notes are taken out and counted.

    >>> [one.text for one in fragments([Glyph("甲", 0, 0, 10, 10, 10), Glyph("乙", 10, 0, 20, 10, 10), Glyph("丙", 40, 0, 50, 10, 10)], Removals())]
    ['甲乙', '丙']
    """
    runs = _joined(_runs(glyphs))
    return sorted(
        (made for run in runs if (made := _fragment(run, removals))),
        key=lambda one: (one.top, one.x0),
    )


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that were painted one after the other, each beside the one before."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if (
            last is not None
            and _on_one_line(last, glyph)
            and -0.5 * glyph.size < glyph.x0 - last.x1 < _GAP * max(glyph.size, last.size)
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        last = glyph
    return [trimmed for run in runs if (trimmed := _trimmed(run))]


def _trimmed(run: list[Glyph]) -> list[Glyph]:
    """A run without the blanks at its ends: they are drawn, and are no part of its width."""
    start, end = 0, len(run)
    while start < end and not run[start].text.strip():
        start += 1
    while end > start and not run[end - 1].text.strip():
        end -= 1
    return run[start:end]


def _on_one_line(one: Glyph, other: Glyph) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _joined(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs of one line that touch made one, in whatever order they were painted."""
    runs.sort(key=lambda run: (run[0].x0, run[0].top))
    # by where they end: a run is joined to the one that ends where it begins
    open_runs: list[list[Glyph]] = []
    ends: list[float] = []
    for run in runs:
        first = run[0]
        low = bisect_left(ends, first.x0 - _GAP * first.size * 1.5)
        best = None
        for index in range(low, len(ends)):
            if ends[index] > first.x0 + 0.5 * first.size:
                break
            last = open_runs[index][-1]
            if _on_one_line(last, first) and first.x0 - last.x1 < _GAP * max(first.size, last.size):
                best = index
        if best is not None:
            run = open_runs.pop(best) + run  # noqa: PLW2901
            ends.pop(best)
        end = run[-1].x1
        place = bisect_left(ends, end)
        open_runs.insert(place, run)
        ends.insert(place, end)
    return open_runs


def _fragment(run: list[Glyph], removals: Removals) -> Fragment | None:
    sizes = Counter(round(glyph.size, 1) for glyph in run)
    size = max(sizes, key=lambda one: (sizes[one], one))
    if len(sizes) > 1:
        run = _without_marks(run, size, removals)
        if not run:
            return None
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in run:
        if (
            last is not None
            and glyph.x0 - last.x1 > _WORD_GAP * size
            and _latin(last.text[-1:])
            and _latin(glyph.text[:1])
        ):
            parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    body = [glyph for glyph in run if abs(glyph.size - size) <= 0.2] or run
    return Fragment(
        "".join(parts).strip(),
        run[0].x0,
        min(one.top for one in body),
        max(one.x1 for one in run),
        max(one.bottom for one in body),
        size,
    )


def _latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"


def _without_marks(run: list[Glyph], size: float, removals: Removals) -> list[Glyph]:
    """The run without small raised numbers, which call a note and are no part of the text."""
    floor = max(one.bottom for one in run if abs(one.size - size) <= 0.2)
    raised = [one.size < 0.8 * size and one.bottom < floor - 0.12 * size for one in run]
    kept: list[Glyph] = []
    index = 0
    while index < len(run):
        end = index
        while end < len(run) and raised[end]:
            end += 1
        mark = "".join(one.text for one in run[index:end])
        if mark and _MARK.fullmatch(mark.strip()):
            removals.add("note mark", 1, mark)
        else:
            kept += run[index : end + 1] if not mark else run[index:end]
        index = max(end, index + 1) if mark else index + 1
    return kept
