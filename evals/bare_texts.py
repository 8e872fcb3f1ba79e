"""Texts without blanks, as measurements compare them: a line break of a layout is no difference."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.records import Document, Unit
from law.structure import structure

_BLANK = re.compile(r"\s")
_MERGED = ("^", "<")
"""Cells that are merged with the one above them, or with the one to their left."""


def bare(text: str) -> str:
    """Return a text without blanks.

    Args:
        text: Any text.

    Returns:
        The text without spaces, tabs and line breaks.
    """
    return _BLANK.sub("", text)


def read_articles(document: Document, name: str) -> dict[str, str]:
    """Find the articles of a document.

    Args:
        document: A document that was read back.
        name: The name of its file without the suffix.

    Returns:
        The text of each article without blanks, by its label (第十条).
    """
    found: dict[str, str] = {}
    for unit in structure(document, name).units:
        if unit.article:
            text = document.text[unit.start : unit.end]
            before = found.get(unit.article, "")
            found[unit.article] = before + bare(text)
    return found


def read_unit_texts(document: Document, units: Iterable[Unit]) -> dict[str, str]:
    """Join the pieces of each unit.

    Args:
        document: A document that was read back.
        units: Its units. A long unit comes in several pieces with the same path.

    Returns:
        The text of each unit without blanks, by its path.
    """
    found: dict[str, str] = {}
    for unit in units:
        text = document.text[unit.start : unit.end]
        before = found.get(unit.path, "")
        found[unit.path] = before + bare(text)
    return found


def without_merge_marks(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Return a table as readers see it.

    Args:
        rows: Rows of cells; a cell `^` is merged with the one above it, `<` with the one to its
            left.

    Returns:
        The same rows with an empty text in place of each merged cell.
    """
    seen = []
    for row in rows:
        cells = ["" if cell in _MERGED else cell for cell in row]
        seen.append(tuple(cells))
    return tuple(seen)
