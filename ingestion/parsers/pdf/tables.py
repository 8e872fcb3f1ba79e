"""Ruled tables: pdfplumber's table finder finds the cells from a page's rules; glyphs fill them.

Tables without rules are read line by line, as text: what is guessed to be a table from white space
alone is as often two columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingestion.boxes import Box, union
from ingestion.parsers.pdf.glyphs import Glyph

_SNAP = 3.0  # points; by so much the rules of one border are apart
_MAX_RULES = 4000  # of a page; a map has more, and the search for cells takes their product
_COMPARED = 50  # cells; the first row of a grid is among them


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of cells. Places are points from the upper left corner of the page.

    Attributes:
        x0: Its left edge.
        top: Its upper edge. x1: Its right edge.
        bottom: Its lower edge.
        size: The size of most of its type.
        rows: The glyphs of each cell, row by row. A merged cell stands at its first place and is
            empty at the others.
        tops: The upper edge of each row.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    rows: tuple[tuple[tuple[Glyph, ...], ...], ...]
    tops: tuple[float, ...]

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


def take_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Box]
) -> tuple[list[PdfTable], list[Glyph]]:
    """Separate the tables of a page from its text. A frame around text is not a table.

    Args:
        glyphs: The glyphs of the page.
        rules: Its straight lines and the sides of its frames.

    Returns:
        The tables, and the glyphs outside of them.
    """
    grids = [cells for cells in _find_cells(rules) if _is_grid(cells)]
    tables: list[PdfTable] = []
    rest = list(glyphs)
    for cells in grids:
        table, rest = _fill(cells, rest)
        if table:
            tables.append(table)
    return tables, rest


def _find_cells(rules: Sequence[Box]) -> list[list[Box]]:
    """The cells of each table or frame."""
    horizontal = [rule for rule in rules if rule.width >= rule.height]
    vertical = [rule for rule in rules if rule.width < rule.height]
    too_few = len(horizontal) < 2 or len(vertical) < 2
    if too_few or len(rules) > _MAX_RULES:
        return []
    from pdfplumber import table as finder

    edges = [_horizontal_edge(rule) for rule in horizontal]
    edges += [_vertical_edge(rule) for rule in vertical]
    merged = finder.merge_edges(
        edges,
        snap_x_tolerance=_SNAP,
        snap_y_tolerance=_SNAP,
        join_x_tolerance=_SNAP,
        join_y_tolerance=_SNAP,
    )
    long = [edge for edge in merged if max(edge["width"], edge["height"]) >= _SNAP]
    crossings = finder.edges_to_intersections(
        long,
        _SNAP,
        _SNAP,
    )
    cells = finder.intersections_to_cells(crossings)
    return [_boxes(table) for table in finder.cells_to_tables(cells)]


def _boxes(cells: Sequence[tuple[float, float, float, float]]) -> list[Box]:
    return [Box(*cell) for cell in cells]


def _horizontal_edge(rule: Box) -> dict[str, Any]:
    level = rule.middle_y
    return {
        "x0": rule.x0,
        "top": level,
        "x1": rule.x1,
        "bottom": level,
        "width": rule.width,
        "height": 0.0,
        "orientation": "h",
        "object_type": "line",
    }


def _vertical_edge(rule: Box) -> dict[str, Any]:
    place = rule.middle_x
    return {
        "x0": place,
        "top": rule.top,
        "x1": place,
        "bottom": rule.bottom,
        "width": 0.0,
        "height": rule.height,
        "orientation": "v",
        "object_type": "line",
    }


def _is_grid(cells: Sequence[Box]) -> bool:
    """Whether there is a row of two cells, which no frame has."""
    for cell in cells:
        for other in cells[:_COMPARED]:
            if other is not cell and abs(cell.top - other.top) < 1:
                return True
    return False


def _fill(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[PdfTable | None, list[Glyph]]:
    """The table with its glyphs, None where no glyph is in it; and the glyphs outside."""
    lefts = _distinct_places([cell.x0 for cell in cells])
    tops = _distinct_places([cell.top for cell in cells])
    grid: list[list[list[Glyph]]] = [[[] for _ in lefts] for _ in tops]
    around = union(cells)
    rest: list[Glyph] = []
    sizes: list[float] = []
    for glyph in glyphs:
        cell = _cell_of(
            glyph,
            cells,
            around,
        )
        if cell is None:
            rest.append(glyph)
            continue
        row = grid[_nearest(tops, cell.top)]
        row[_nearest(lefts, cell.x0)].append(glyph)
        sizes.append(glyph.size)
    if not sizes:
        return None, rest
    table = PdfTable(
        *around,
        size=max(set(sizes), key=sizes.count),
        rows=tuple(_frozen(row) for row in grid),
        tops=tuple(tops),
    )
    return table, rest


def _frozen(row: Sequence[Sequence[Glyph]]) -> tuple[tuple[Glyph, ...], ...]:
    return tuple(tuple(content) for content in row)


def _cell_of(
    glyph: Glyph,
    cells: Sequence[Box],
    around: Box,
) -> Box | None:
    """The first cell with the middle of a glyph; None outside of the table."""
    x = glyph.middle_x
    y = glyph.middle_y
    if not around.contains(x, y):
        return None
    return next((cell for cell in cells if cell.contains(x, y)), None)


def _distinct_places(values: Sequence[float]) -> list[float]:
    """The places, those closer than a point taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 1:
            found.append(value)
    return found


def _nearest(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - value))


def row_boxes(table: PdfTable) -> list[Box]:
    """Find the boxes of a table's rows.

    Args:
        table: The table.

    Returns:
        A box per row, as wide as the table.
    """
    edges = [*table.tops, table.bottom]
    return [
        Box(
            table.x0,
            top,
            table.x1,
            bottom,
        )
        for top, bottom in pairwise(edges)
    ]
