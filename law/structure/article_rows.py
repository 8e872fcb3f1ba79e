"""Rows of a table that are the articles of a law, and not cells that cite or compare them.

第一条 | 为了…                                  label and text
第一条 为了… | Article 1 These Rules …          the text, and its translation
第一条 | 为了… | དོན་ཚན་དང་པོ། …                label, text and translation
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.notation.dates import DATE
from corpus.notation.marks import Mark, read_mark
from corpus.records import Block, BlockKind, Document, Level
from law.structure.title_words import is_norm_title

CELLS = " | "
"""What stands between the cells of a row."""

_SHORTEST_TEXT = 5  # characters of an article's cell
_FEWEST_ROWS = 3
_DIVISIONS = (
    Level.PART,
    Level.SUBPART,
    Level.CHAPTER,
    Level.SECTION,
)
_BEGINS = ("第", "笫", "A", "S", "§")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class LawRows:
    """The rows of a document that open something, by the offsets of their blocks.

    Attributes:
        marks: The mark of each row that is an article, or heads a chapter.
        heads: The place of the Chinese cell in each row with the title or head note of the law.
    """

    marks: dict[int, Mark] = field(default_factory=dict)
    heads: dict[int, tuple[int, int]] = field(default_factory=dict)


def find_law_rows(document: Document) -> LawRows:
    """Find the rows of a table that are a law's articles.

    A table beside a text of articles cites them. A table with two Chinese texts in a row compares
    or explains them.

    Args:
        document: The document.

    Returns:
        Its rows; none for a document without such a table.
    """
    found = LawRows()
    numbers: list[tuple[int, int]] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is not BlockKind.ROW:
            if _article_label(text):
                return LawRows()
            continue
        cells = text.split(CELLS)
        mark = _law_label(cells)
        if mark is None:
            _add_other(found, block, cells, has_articles=bool(numbers))
        elif _is_article(cells, mark):
            numbers.append(mark.number)
            found.marks[block.start] = mark
        elif len(cells) != 1:
            return LawRows()
    is_law = len(numbers) >= _FEWEST_ROWS and numbers[0] == (1, 0)
    if not is_law or any(later <= number for number, later in pairwise(numbers)):
        return LawRows()
    return found


def _law_label(cells: list[str]) -> Mark | None:
    """The label of an article in a row: a Chinese one, else one in English in the first cell."""
    for cell in cells:
        if cell.lstrip()[:1] in ("第", "笫"):
            mark = _article_label(cell)
            if mark is not None:
                return mark
    return _article_label(cells[0])


def _is_article(cells: list[str], mark: Mark) -> bool:
    """Whether a row is one article: one Chinese text, and nothing else but its translation."""
    labels = [cell for cell in cells if _article_label(cell)]
    chinese = [cell for cell in cells if cell.lstrip()[:1] in ("第", "笫") and cell in labels]
    if len(chinese) > 1 or len(cells) < 2:
        return False
    own = (chinese or labels)[0]
    is_bare = mark.length >= len(own.rstrip())
    others = [cell for cell in cells if cell is not own]
    if is_bare and len(cells) == 2:
        return len(others[0]) >= _SHORTEST_TEXT and not _article_label(others[0])
    texts = [cell for cell in others if _HAN.search(cell)]
    foreign = [cell for cell in others if not _HAN.search(cell) and _LETTER.search(cell)]
    return len(texts) == (1 if is_bare else 0) and bool(foreign)


def _add_other(
    found: LawRows,
    block: Block,
    cells: list[str],
    *,
    has_articles: bool,
) -> None:
    """Add a row without a label: the heading of a chapter, the title and note above articles."""
    chinese = [number for number, cell in enumerate(cells) if _HAN.search(cell)]
    if len(chinese) != 1 or len(cells) != 2:
        return
    number = chinese[0]
    cell = cells[number]
    mark = read_mark(cell)
    if mark is not None and mark.level in _DIVISIONS:
        found.marks[block.start] = mark
        return
    if has_articles or not (is_norm_title(cell) or DATE.search(cell)):
        return
    start = sum(len(before) + len(CELLS) for before in cells[:number])
    found.heads[block.start] = (start, start + len(cell))


def _article_label(text: str) -> Mark | None:
    """The label of an article with which a text begins, None without one."""
    if not text.lstrip().startswith(_BEGINS):
        return None
    mark = read_mark(text)
    return mark if mark is not None and mark.level is Level.ARTICLE else None
