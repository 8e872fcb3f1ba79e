"""Whether a table of a Word file holds values or only places text; which of its cells are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.parsers.docx.names import NESTS, VAL, W, plain, value
from ingestion.parsers.docx.styles import Styles
from ingestion.parsers.docx.visibility import UNKNOWN, Ground, ground_of

_ARTICLE = re.compile(r"\s*第[零〇○一二三四五六七八九十百千\d０-９]+条")
_MANY = 3  # paragraphs in a cell without lines around it: a text in columns


def lays_out(
    table: Any,
    rows: Sequence[Any],
    styles: Styles,
) -> bool:
    """Decide whether a table only places text.

    Such a table has one cell in each row, or headings or several articles in a cell, or long texts
    beside each other without lines.

    Args:
        table: A `w:tbl` element.
        rows: Its rows.
        styles: The styles of the document.

    Returns:
        True where the table is read as text, False where it is read as rows of values.
    """
    cells_by_row = [list(cells_of(row)) for row in rows]
    if all(len(cells) <= 1 for cells in cells_by_row):
        return True
    is_ruled = _is_ruled(table)
    for cells in cells_by_row:
        for cell in cells:
            if _holds_text(cell, styles, is_ruled=is_ruled):
                return True
    return False


def _holds_text(
    cell: Any,
    styles: Styles,
    *,
    is_ruled: bool,
) -> bool:
    """Whether a cell holds a piece of a text, and not a value."""
    paragraphs = list(children(cell, "p"))
    if len(paragraphs) < 2:
        return False
    texts = [plain(paragraph) for paragraph in paragraphs]
    texts = [text for text in texts if text.strip()]
    if not is_ruled and len(texts) >= _MANY:
        return True
    articles = [text for text in texts if _ARTICLE.match(text)]
    if len(articles) > 1:
        return True
    return any(styles[value(paragraph, "pPr", "pStyle")].depth for paragraph in paragraphs)


def _is_ruled(table: Any) -> bool:
    """Whether any line is drawn. A style counts as drawing one: all but Word's plain style do."""
    own_borders = table.find(f"{W}tblPr/{W}tblBorders")
    cell_borders = list(table.iter(f"{W}tcBorders"))
    if own_borders is None:
        style = value(table, "tblPr", "tblStyle")
        return style is not None or bool(cell_borders)
    for borders in (own_borders, *cell_borders):
        if any(line.get(VAL) not in ("none", "nil") for line in borders):
            return True
    return False


def table_ground(
    table: Any,
    styles: Styles,
    around: Ground,
) -> Ground:
    """Find what is behind the cells of a table that have no background of their own.

    Args:
        table: A `w:tbl` element.
        styles: The styles of the document.
        around: What is behind the table.

    Returns:
        The background; `UNKNOWN` where the table's style colours some cells.
    """
    own = ground_of(table.find(f"{W}tblPr/{W}shd"), styles.theme)
    if own is not None:
        return own
    return UNKNOWN if styles[value(table, "tblPr", "tblStyle")].shaded else around


def cell_ground(
    cell: Any,
    styles: Styles,
    around: Ground,
) -> Ground:
    """Find what is behind the text of a cell.

    Args:
        cell: A `w:tc` element.
        styles: The styles of the document.
        around: What is behind the cell.

    Returns:
        The background of the cell, else what is behind it.
    """
    return ground_of(cell.find(f"{W}tcPr/{W}shd"), styles.theme) or around


def is_deleted(row: Any) -> bool:
    """Decide whether a tracked change deletes a row.

    Args:
        row: A `w:tr` element.

    Returns:
        True where it does.
    """
    return row.find(f"{W}trPr/{W}del") is not None


def cells_of(row: Any) -> Iterator[Any]:
    """Find the cells of a row.

    Args:
        row: A `w:tr` element.

    Yields:
        Each cell, without those that a merged cell to the left covers or a tracked change deletes.
    """
    for cell in children(row, "tc"):
        properties = cell.find(f"{W}tcPr")
        if properties is None:
            yield cell
            continue
        is_removed = properties.find(f"{W}cellDel") is not None
        if not is_removed and not _is_continued(properties, "hMerge"):
            yield cell


def goes_on_above(cell: Any) -> bool:
    """Decide whether a cell is a lower part of a cell that is merged downwards.

    Args:
        cell: A `w:tc` element.

    Returns:
        True where it is.
    """
    properties = cell.find(f"{W}tcPr")
    return properties is not None and _is_continued(properties, "vMerge")


def _is_continued(properties: Any, name: str) -> bool:
    merge = properties.find(f"{W}{name}")
    return merge is not None and merge.get(VAL, "continue") == "continue"


def children(parent: Any, name: str) -> Iterator[Any]:
    """Find the children of a name, also those inside content controls and insertions.

    Args:
        parent: An element.
        name: The local name of the children.

    Yields:
        Each child, in the order of the document.
    """
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in NESTS:
            yield from children(child, name)
