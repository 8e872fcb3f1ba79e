"""A document as lines that may open something.

Blocks, with articles that stand inside a block on a line of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.notation.marks import (
    Mark,
    Strength,
    end_of_heading,
    find_articles,
    read_mark,
)
from corpus.notation.numerals import ArticleNumber
from corpus.records import (
    Block,
    BlockKind,
    Document,
    Level,
)
from law.structure.article_rows import find_law_rows

_DIVISIONS = (
    Level.PART,
    Level.SUBPART,
    Level.CHAPTER,
    Level.SECTION,
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of clean text, what it opens, and its place.

    Attributes:
        start: Offset of the first character in the document's text.
        end: Offset behind the last character that is no white space.
        text: The document's text from `start` to `end`.
        mark: The mark that the line opens with, None without one.
        heading: The depth of the heading as the parser saw it, None for a line that is no heading.
        row: Whether the line is a row of a table.
        page: The number of its page, where the file has pages.
        box: Its place on the page, where the parser knows it.
        record: The number of the record that it belongs to, in a file of many records.
    """

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
        """Return whether the line is the title of a table of contents."""
        if not self.text.lstrip().startswith("目"):
            return False
        return re.sub(
            r"\s",
            "",
            self.text,
        ) in {"目录", "目次"}

    def opens_division(self) -> bool:
        """Return whether the line heads a part, chapter or section."""
        return self.mark is not None and self.mark.level in _DIVISIONS

    def opens_article(self) -> bool:
        """Return whether the line begins with the label of an article and is no row of a table."""
        return self.mark is not None and self.mark.level is Level.ARTICLE and not self.row


def read_lines(document: Document, *, without_blank: bool = False) -> list[TextLine]:
    """Read the lines of a document.

    Some archives lose the breaks between articles: a whole chapter is one paragraph. Articles in
    unbroken sequence inside a paragraph that itself begins with an article get lines of their own.

    Args:
        document: The document.
        without_blank: Whether, in a paragraph whose own label has no blank behind it, labels
            without a blank count too.

    Returns:
        The lines in order. Together they hold every character of the document's blocks that is no
        white space.
    """
    numbers: frozenset[int] = frozenset()
    if without_blank:
        numbers = _line_numbers(document)
    lines: list[TextLine] = []
    rows = find_law_rows(document)
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.start in rows.heads:
            lines += _head_lines(block, text, rows.heads[block.start])
        elif text.strip():
            lines += _block_lines(
                block,
                text,
                numbers,
                without_blank=without_blank,
                law_row=rows.marks.get(block.start),
            )
    return lines


def _head_lines(block: Block, text: str, cell: tuple[int, int]) -> list[TextLine]:
    """The title or head note of a law in a row: the Chinese cell, and what is beside it."""
    bounds = [0, *cell, len(text)]
    lines: list[TextLine] = []
    for start, end in pairwise(bounds):
        piece = text[start:end].strip()
        if piece:
            first = block.start + start + text[start:end].index(piece)
            lines.append(
                TextLine(
                    start=first,
                    end=first + len(piece),
                    text=piece,
                    page=block.page,
                    box=block.box,
                    record=block.record,
                )
            )
    return lines


def _line_numbers(document: Document) -> frozenset[int]:
    """The numbers of the articles with which blocks begin."""
    marks = [read_mark(document.text[block.start : block.end]) for block in document.blocks]
    return frozenset(mark.number[0] for mark in marks if mark and mark.level is Level.ARTICLE)


def _block_lines(
    block: Block,
    text: str,
    numbers: frozenset[int],
    *,
    without_blank: bool,
    law_row: Mark | None,
) -> list[TextLine]:
    """The lines of one block whose text is not empty; `law_row` is what a row of a law opens."""
    is_row = block.kind is BlockKind.ROW and law_row is None
    depth = (block.depth or 1) if block.kind is BlockKind.HEADING else None
    first = 0 if is_row else end_of_heading(text)
    head = text[:first].rstrip() if first else text
    mark = None if is_row else law_row or read_mark(head, heading=depth is not None)
    article = read_mark(text[first:]) if first else mark
    cuts: list[int] = [first] if first else []
    if article is not None and article.level is Level.ARTICLE:
        cuts += find_articles(
            text,
            ArticleNumber(*article.number),
            without_blank=without_blank and article.strength is Strength.WEAK,
            elsewhere=numbers,
        )
    lines: list[TextLine] = []
    for start, end in zip(
        [0, *cuts],
        [*cuts, len(text)],
        strict=True,
    ):
        piece = text[start:end].rstrip()
        line_mark = mark if start == 0 else read_mark(text[start:end])
        line = TextLine(
            start=block.start + start,
            end=block.start + start + len(piece),
            text=piece,
            mark=line_mark,
            heading=depth,
            row=is_row,
            page=block.page,
            box=block.box,
            record=block.record,
        )
        lines.append(line)
    return lines
