"""A document as lines that may open something: blocks, with the article heads that stand inside a block given a line of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.numerals import ArticleNumber
from corpus.records import BlockKind, Document, Level
from ingestion.structure.marks import Mark, find_articles, read_mark


@dataclass(frozen=True, slots=True)
class Line:
    """One line of clean text (`text` is the document's text from `start` to `end`), what it opens, and where it stands."""

    start: int
    end: int
    text: str
    mark: Mark | None = None
    heading: int | None = None
    row: bool = False
    page: int | None = None
    box: tuple[float, float, float, float] | None = None

    def opens_division(self) -> bool:
        """Whether the line heads a part, chapter or section."""
        return self.mark is not None and self.mark.level in _DIVISIONS


_DIVISIONS = (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION)


def read_lines(document: Document) -> list[Line]:
    """The lines of a document, in order; together they hold every character of its blocks.

    Some archives lose the breaks between articles (the whole of a chapter in one paragraph); articles in unbroken sequence
    inside a paragraph that itself begins with one are given back their lines.
    """
    lines: list[Line] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if not text.strip():
            continue
        row = block.kind is BlockKind.ROW
        depth = (block.depth or 1) if block.kind is BlockKind.HEADING else None
        mark = None if row else read_mark(text, heading=depth is not None)
        cuts = find_articles(text, ArticleNumber(*mark.number)) if mark and mark.level is Level.ARTICLE else []
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            piece = text[start:end]
            stripped = piece.rstrip()
            lines.append(
                Line(
                    block.start + start,
                    block.start + start + len(stripped),
                    stripped,
                    mark if start == 0 else read_mark(piece),
                    depth,
                    row,
                    block.page,
                    block.box,
                )
            )
    return lines


def contents_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the lines that are a table of contents, its title 目录 among them.

    A table of contents is recognised by what it does: it names divisions with nothing between them, and the first of them
    comes again later. So one without its title is found too, and a law whose chapters are truly empty is not mistaken for one.
    """
    found: set[int] = set()
    index = 0
    while index < len(lines):
        titled = lines[index].text.replace(" ", "") in {"目录", "目次"}
        first = index + titled
        end = first
        while end < len(lines) and lines[end].opens_division():
            end += 1
        entries = [lines[i] for i in range(first, end)]
        labels = [entry.mark.label for entry in entries if entry.mark]
        # the body's own first heading directly follows the last entry: the run ends where a label comes for the second time
        for i, entry in enumerate(entries):
            if entry.mark and labels and i and entry.mark.label == labels[0] and entry.mark.level is entries[0].mark.level:  # type: ignore[union-attr]
                end, entries = first + i, entries[:i]
                break
        if len(entries) >= 2 and (titled or _comes_again(entries[0], lines[end:])):
            found.update(range(index, end))
        elif titled:
            found.add(index)
        index = max(end, index + 1)
    return frozenset(found)


def _comes_again(entry: Line, later: Sequence[Line]) -> bool:
    mark = entry.mark
    return any(line.mark and mark and line.mark.label == mark.label and line.mark.heading == mark.heading for line in later)
