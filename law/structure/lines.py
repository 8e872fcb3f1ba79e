"""A document as lines that may open something: blocks, with the article heads that stand inside a block given a line of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.marks import Mark, find_articles, read_mark
from corpus.notation.numerals import ArticleNumber
from corpus.records import BlockKind, Document, Level


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of clean text (`text` is the document's text from `start` to `end`), what it opens, and where it stands."""

    start: int
    end: int
    text: str
    mark: Mark | None = None
    heading: int | None = None
    row: bool = False
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    record: str | None = None

    def names_contents(self) -> bool:
        """Whether the line is the title of a table of contents."""
        return re.sub(r"\s", "", self.text) in {"目录", "目次"}

    def opens_division(self) -> bool:
        """Whether the line heads a part, chapter or section."""
        return self.mark is not None and self.mark.level in _DIVISIONS


_DIVISIONS = (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION)
_PAGE = re.compile(r"[\s.…·．—-]*[（(]?\d{1,4}[)）]?$")
_MAX_ENTRY = 40


def read_lines(document: Document) -> list[TextLine]:
    """The lines of a document, in order; together they hold every character of its blocks.

    Some archives lose the breaks between articles (the whole of a chapter in one paragraph); articles in unbroken sequence
    inside a paragraph that itself begins with one are given back their lines.
    """
    lines: list[TextLine] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if not text.strip():
            continue
        row = block.kind is BlockKind.ROW
        depth = (block.depth or 1) if block.kind is BlockKind.HEADING else None
        mark = None if row else read_mark(text, heading=depth is not None)
        cuts = (
            find_articles(text, ArticleNumber(*mark.number))
            if mark and mark.level is Level.ARTICLE
            else []
        )
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            piece = text[start:end]
            stripped = piece.rstrip()
            lines.append(
                TextLine(
                    block.start + start,
                    block.start + start + len(stripped),
                    stripped,
                    mark if start == 0 else read_mark(piece),
                    depth,
                    row,
                    block.page,
                    block.box,
                    block.record,
                )
            )
    return lines


def contents_lines(lines: Sequence[TextLine]) -> frozenset[int]:
    """Indices of the lines that are a table of contents, its title 目录 among them.

    A table of contents is recognised by what it does: it names divisions with nothing between them, and all of them come
    again, the first before any article. So one without its title is found too, and neither a law whose chapters are truly
    empty nor one whose annex has the same chapters is mistaken for one.
    """
    found: set[int] = set()
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.mark:
            places[_entry(line)].append(place)
    articles = [
        place for place, line in enumerate(lines) if line.mark and line.mark.level is Level.ARTICLE
    ]
    index = 0
    while index < len(lines):
        titled = lines[index].names_contents()
        first = index + titled
        end = _entries_end(lines, first, titled=titled)
        again = [next_from(places[_entry(line)], end) for line in lines[first:end]]
        if len(again) >= 2 and (
            titled
            or (None not in again and (again[0] or 0) < (next_from(articles, end) or len(lines)))
        ):
            found.update(range(index, end))
        elif titled:
            found.add(index)
        index = max(end, index + 1)
    return frozenset(found)


def next_from(places: Sequence[int], start: int) -> int | None:
    """The first of ascending places that is not before `start`."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) else None


def _entries_end(lines: Sequence[TextLine], first: int, *, titled: bool) -> int:
    """Where a run of entries ends: at a line that is none, or at the body's own first heading, which names the first entry anew."""
    end = first
    while end < len(lines) and _may_be_entry(lines[end], titled=titled):
        if end > first and _entry(lines[end])[:2] == _entry(lines[first])[:2]:
            break
        end += 1
    return end


def _may_be_entry(line: TextLine, *, titled: bool) -> bool:
    """Whether a line names a part of the text and says nothing; articles and annexes are named only under a title 目录."""
    if not titled or line.mark is None or line.opens_division():
        return line.opens_division()
    if line.mark.level is Level.ARTICLE:
        return line.mark.length < len(line.text) <= _MAX_ENTRY and not re.search(
            r"[。；：]", line.text
        )
    return line.mark.level in (Level.ANNEX, Level.PREAMBLE)


def _entry(line: TextLine) -> tuple[str, str, str]:
    """What an entry and the heading that it stands for share: all but the number of a page."""
    mark = line.mark
    return (
        (mark.level.value, mark.label, _PAGE.sub("", mark.heading)) if mark else ("", line.text, "")
    )
