"""Joins glyphs to fragments: stretches of one line without a gap as wide as a character.

Fragments are the atoms of a page's layout. pdfplumber's `extract_words` was set aside: it splits at
blanks, which Chinese text does not have, and takes three times as long.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingestion.boxes import Box
from ingestion.cleaning import Removals
from ingestion.parsers.pdf.glyphs import Glyph

_GAP = 0.95
"""Of the type's size: the widest gap inside a fragment.

The narrowest gutter of a newspaper is wider, the widest blank of justified text narrower.
"""

_WORD_GAP = 0.18  # of the type's size; so far apart are Latin words without a blank character
_OVERLAP = 0.5  # of the type's size: by so much a glyph may begin before the last one ends
_ONE_SIZE = 0.2  # points; sizes that differ by less are one
_RAISED_SIZE = 0.8  # of the line's size: a raised number is smaller
_RAISED_BY = 0.12  # of the line's size: its lower edge is so much higher
_NOTE_MARK = re.compile(r"[\[［(（〔]?(?:\d{1,3}|[①-⑳*†‡])[\]］)）〕]?")
_FULL_WIDTH = "\u2e80"  # the first character that is as wide as it is high


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text on one line, in points from the upper left corner of the page.

    Attributes:
        text: What it says.
        x0: Its left edge.
        top: Its upper edge.
        x1: Its right edge.
        bottom: Its lower edge.
        size: The size of its type.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def box(self) -> Box:
        """Its box."""
        return Box(
            self.x0,
            self.top,
            self.x1,
            self.bottom,
        )

    @property
    def width(self) -> float:
        """From its left edge to its right one."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """Its vertical middle."""
        return (self.top + self.bottom) / 2

    @property
    def middle_x(self) -> float:
        """Its horizontal middle."""
        return (self.x0 + self.x1) / 2


def fragments(glyphs: Sequence[Glyph], removals: Removals) -> list[Fragment]:
    """Join the glyphs of a page to fragments.

    Args:
        glyphs: The glyphs, in the order of painting.
        removals: Counts the raised marks of notes, which are left out.

    Returns:
        The fragments from top to bottom.

    >>> glyphs = [Glyph("甲", 0, 0, 10, 10, 10), Glyph("乙", 10, 0, 20, 10, 10)]
    >>> apart = Glyph("丙", 40, 0, 50, 10, 10)
    >>> [fragment.text for fragment in fragments([*glyphs, apart], Removals())]
    ['甲乙', '丙']
    """
    found: list[Fragment] = []
    for run in _join_runs(_painted_runs(glyphs)):
        fragment = _build_fragment(run, removals)
        if fragment:
            found.append(fragment)
    found.sort(key=lambda fragment: (fragment.top, fragment.x0))
    return found


def _painted_runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Runs of glyphs that were painted one after the other, each beside the one before."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _continues(last, glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        last = glyph
    trimmed = [_without_outer_blanks(run) for run in runs]
    return [run for run in trimmed if run]


def _continues(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands right behind the last one, on its line."""
    gap = glyph.x0 - last.x1
    widest = _GAP * max(glyph.size, last.size)
    return -_OVERLAP * glyph.size < gap < widest and _are_on_one_line(last, glyph)


def _without_outer_blanks(run: list[Glyph]) -> list[Glyph]:
    """A run without the blanks at its ends: they are drawn, and do not count for its width."""
    start = 0
    end = len(run)
    while start < end and not run[start].text.strip():
        start += 1
    while end > start and not run[end - 1].text.strip():
        end -= 1
    return run[start:end]


def _are_on_one_line(first: Glyph, second: Glyph) -> bool:
    """Whether two glyphs share half of the height of the lower one."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared >= 0.5 * min(first.bottom - first.top, second.bottom - second.top)


def _join_runs(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join the runs of one line that touch, in whatever order they were painted.

    `joined` is sorted by right edges, so that a run finds the one that ends where it begins.
    """
    runs.sort(key=lambda run: (run[0].x0, run[0].top))
    joined: list[list[Glyph]] = []
    ends: list[float] = []
    for run in runs:
        whole = run
        before = _find_run_before(
            run[0],
            joined,
            ends,
        )
        if before is not None:
            whole = joined.pop(before) + run
            ends.pop(before)
        end = whole[-1].x1
        place = bisect_left(ends, end)
        joined.insert(place, whole)
        ends.insert(place, end)
    return joined


def _find_run_before(
    first: Glyph,
    joined: Sequence[list[Glyph]],
    ends: Sequence[float],
) -> int | None:
    """The index of the run that a run beginning with `first` continues; None without one."""
    found = None
    furthest_left = first.x0 - _GAP * first.size * 1.5
    furthest_right = first.x0 + _OVERLAP * first.size
    for index in range(bisect_left(ends, furthest_left), len(ends)):
        if ends[index] > furthest_right:
            break
        last = joined[index][-1]
        gap = first.x0 - last.x1
        if gap < _GAP * max(first.size, last.size) and _are_on_one_line(last, first):
            found = index
    return found


def _build_fragment(run: list[Glyph], removals: Removals) -> Fragment | None:
    """The fragment of a run; None of a run that is only the mark of a note."""
    sizes = Counter(round(glyph.size, 1) for glyph in run)
    size = max(sizes, key=lambda candidate: (sizes[candidate], candidate))
    if len(sizes) > 1:
        run = _without_note_marks(
            run,
            size,
            removals,
        )
        if not run:
            return None
    body = [glyph for glyph in run if _has_size(glyph, size)] or run
    return Fragment(
        text=_text_of(run, size),
        x0=run[0].x0,
        top=min(glyph.top for glyph in body),
        x1=max(glyph.x1 for glyph in run),
        bottom=max(glyph.bottom for glyph in body),
        size=size,
    )


def _text_of(run: Sequence[Glyph], size: float) -> str:
    """The text of a run, with blanks where Latin words stand apart."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in run:
        if last is not None and _are_two_words(
            last,
            glyph,
            size,
        ):
            parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts).strip()


def _are_two_words(
    last: Glyph,
    glyph: Glyph,
    size: float,
) -> bool:
    """Whether there is white between a Latin character and the next."""
    if glyph.x0 - last.x1 <= _WORD_GAP * size:
        return False
    return _is_latin(last.text[-1:]) and _is_latin(glyph.text[:1])


def _has_size(glyph: Glyph, size: float) -> bool:
    return abs(glyph.size - size) <= _ONE_SIZE


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < _FULL_WIDTH


def _without_note_marks(
    run: list[Glyph],
    size: float,
    removals: Removals,
) -> list[Glyph]:
    """A run without small raised numbers, which refer to a note and are not part of the text."""
    floor = max(glyph.bottom for glyph in run if _has_size(glyph, size))
    highest = floor - _RAISED_BY * size
    kept: list[Glyph] = []
    raised: list[Glyph] = []
    for glyph in run:
        if glyph.size < _RAISED_SIZE * size and glyph.bottom < highest:
            raised.append(glyph)
            continue
        kept += _unless_note_mark(raised, removals)
        raised = []
        kept.append(glyph)
    return kept + _unless_note_mark(raised, removals)


def _unless_note_mark(raised: list[Glyph], removals: Removals) -> list[Glyph]:
    """Raised glyphs side by side; none where they are the mark of a note, which is counted."""
    mark = "".join(glyph.text for glyph in raised)
    if mark and _NOTE_MARK.fullmatch(mark.strip()):
        removals.add(
            "note mark",
            1,
            mark,
        )
        return []
    return raised
