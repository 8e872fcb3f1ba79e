"""What a table is: rows of values, or lines drawn around text; and which of its cells are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.parsers.docx.names import NESTS, VAL, W, plain, value
from ingestion.parsers.docx.styles import Styles
from ingestion.parsers.docx.visibility import fill_of

_ARTICLE = re.compile(r"\s*第[零〇○一二三四五六七八九十百千\d０-９]+条")
_MANY = 3  # paragraphs in a cell without lines around it: a text in columns


def lays_out(table: Any, rows: Sequence[Any], styles: Styles) -> bool:
    """Whether a table only places text: one cell a row, headings or several articles in a cell, or long texts side by side without lines."""
    cells = [list(cells_of(row)) for row in rows]
    if all(len(row) <= 1 for row in cells):
        return True
    unruled = not _is_ruled(table)
    for cell in (cell for row in cells for cell in row):
        paragraphs = list(children(cell, "p"))
        if len(paragraphs) < 2:
            continue
        texts = [text for one in paragraphs if (text := plain(one)).strip()]
        if (unruled and len(texts) >= _MANY) or sum(
            bool(_ARTICLE.match(text)) for text in texts
        ) > 1:
            return True
        if any(styles[value(one, "pPr", "pStyle")].depth for one in paragraphs):
            return True
    return False


def _is_ruled(table: Any) -> bool:
    """Whether any line is drawn; a style is taken to draw some, for all but Word's plain one do."""
    style = value(table, "tblPr", "tblStyle")
    own = table.find(f"{W}tblPr/{W}tblBorders")
    if own is None:
        return style is not None or next(table.iter(f"{W}tcBorders"), None) is not None
    drawn = (one.get(VAL) for borders in (own, *table.iter(f"{W}tcBorders")) for one in borders)
    return any(line not in ("none", "nil") for line in drawn)


def is_dark(table: Any, styles: Styles) -> bool:
    """Whether some cell of a table has a ground on which white text can be read."""
    return styles[value(table, "tblPr", "tblStyle")].shaded or any(
        fill_of(one) for one in table.iter(f"{W}shd")
    )


def is_deleted(row: Any) -> bool:
    """Whether a tracked change takes a row out."""
    return row.find(f"{W}trPr/{W}del") is not None


def cells_of(row: Any) -> Iterator[Any]:
    """A row's cells; none for what a merged cell to the left covers, or a tracked change takes out."""
    for cell in children(row, "tc"):
        properties = cell.find(f"{W}tcPr")
        if properties is None or (
            properties.find(f"{W}cellDel") is None and not _is_continued(properties, "hMerge")
        ):
            yield cell


def goes_on_above(cell: Any) -> bool:
    """Whether a cell is a lower part of one that is merged downwards."""
    properties = cell.find(f"{W}tcPr")
    return properties is not None and _is_continued(properties, "vMerge")


def _is_continued(properties: Any, name: str) -> bool:
    merge = properties.find(f"{W}{name}")
    return merge is not None and merge.get(VAL, "continue") == "continue"


def children(parent: Any, name: str) -> Iterator[Any]:
    """Children of a name, those in content controls and insertions too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in NESTS:
            yield from children(child, name)
