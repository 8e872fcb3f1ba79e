"""Tables of contents: which lines only name the parts of the text that follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from corpus.records import Level
from law.structure.lines import TextLine

_PAGE = re.compile(r"[\s.…·．—-]*[（(]?\d{1,4}[)）]?$")
_MAX_ENTRY = 40
_FEWEST_ENTRIES = 2

Entry = tuple[str, str, str]
"""Level, label and heading: what an entry shares with the heading that it names."""


def contents_lines(lines: Sequence[TextLine]) -> frozenset[int]:
    """Find the lines that are a table of contents, its title 目录 among them.

    A table of contents names divisions with nothing between them, and all of them come again, the
    first before any article. So a table without its title is found too. A law whose chapters are
    truly empty is not taken for one, nor is a law whose annex has the same chapters.

    Args:
        lines: The lines of a document.

    Returns:
        Indices of lines.
    """
    found: set[int] = set()
    places: _Places | None = None
    index = 0
    while index < len(lines):
        titled = lines[index].names_contents()
        first = index + 1 if titled else index
        end = _entries_end(lines, first, titled=titled)
        if end - first >= _FEWEST_ENTRIES:
            places = places or _Places(lines)
            if titled or _come_again(
                lines[first:end],
                end,
                places,
            ):
                found.update(range(index, end))
        elif titled:
            found.add(index)
        index = max(end, index + 1)
    return frozenset(found)


class _Places:
    """Where the entries of a table of contents may come again.

    Attributes:
        entries: The indices of the lines with a mark, by what they share with an entry.
        articles: The indices of the lines that open an article.
    """

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self.entries: dict[Entry, list[int]] = defaultdict(list)
        self.articles: list[int] = []
        for place, line in enumerate(lines):
            if line.mark:
                self.entries[_entry(line)].append(place)
                if line.mark.level is Level.ARTICLE:
                    self.articles.append(place)


def next_from(places: Sequence[int], start: int) -> int | None:
    """Find the first of some places that is not before another.

    Args:
        places: Indices of lines, ascending.
        start: The index from which to look.

    Returns:
        The index, or None where all places lie before `start`.
    """
    index = bisect_left(places, start)
    return places[index] if index < len(places) else None


def _come_again(
    run: Sequence[TextLine],
    end: int,
    places: _Places,
) -> bool:
    """Whether all entries of a run come again behind it, the first one before any article."""
    again = [next_from(places.entries.get(_entry(line), ()), end) for line in run]
    if again[0] is None or None in again:
        return False
    first_article = next_from(places.articles, end)
    return first_article is None or again[0] < first_article


def _entries_end(
    lines: Sequence[TextLine],
    first: int,
    *,
    titled: bool,
) -> int:
    """Where a run of entries ends.

    At a line that is no entry, or where the body's own heading names the first entry again.
    """
    end = first
    while end < len(lines) and _may_be_entry(lines[end], titled=titled):
        if end > first and _entry(lines[end])[:2] == _entry(lines[first])[:2]:
            break
        end += 1
    return end


def _may_be_entry(line: TextLine, *, titled: bool) -> bool:
    """Whether a line names a part of the text and says nothing.

    Articles and annexes are named only under a title 目录.
    """
    if not titled or line.mark is None or line.opens_division():
        return line.opens_division()
    if line.mark.level is Level.ARTICLE:
        names_something = line.mark.length < len(line.text) <= _MAX_ENTRY
        return names_something and not re.search(r"[。；：]", line.text)
    return line.mark.level in (Level.ANNEX, Level.PREAMBLE)


def _entry(line: TextLine) -> Entry:
    """What an entry and the heading that it names share: all but the number of a page."""
    mark = line.mark
    if mark is None:
        return ("", line.text, "")
    return (mark.level.value, mark.label, _PAGE.sub("", mark.heading))
