"""Ruled tables: cells found by pdfplumber's table finder from a page's rules, filled with the page's glyphs.

Tables without rules are read line by line, as text: what is guessed to be a table of white space alone is as often two columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingestion.parsers.pdf.glyphs import Box, Glyph, centre, union

_SNAP = 3.0  # points; by so much the rules of one border are apart
_MAX_RULES = 4000  # of a page; a map has more, and the search for cells takes their product


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells: each cell the glyphs in it, a merged cell at its first place and empty at the others."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    rows: tuple[tuple[tuple[Glyph, ...], ...], ...]
    tops: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


def take_tables(glyphs: Sequence[Glyph], rules: Sequence[Box]) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, and the glyphs that stand outside of them. A frame around text is no table."""
    found = [cells for cells in _cells(rules) if _is_grid(cells)]
    tables, rest = [], list(glyphs)
    for cells in found:
        table, rest = _filled(cells, rest)
        if table:
            tables.append(table)
    return tables, rest


def _cells(rules: Sequence[Box]) -> list[list[Box]]:
    flat = [rule for rule in rules if rule[2] - rule[0] >= rule[3] - rule[1]]
    tall = [rule for rule in rules if rule[2] - rule[0] < rule[3] - rule[1]]
    if len(flat) < 2 or len(tall) < 2 or len(rules) > _MAX_RULES:
        return []
    from pdfplumber import table as finder

    edges = finder.merge_edges(
        [_edge(rule, "h") for rule in flat] + [_edge(rule, "v") for rule in tall],
        _SNAP,
        _SNAP,
        _SNAP,
        _SNAP,
    )
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _SNAP]
    return finder.cells_to_tables(
        finder.intersections_to_cells(finder.edges_to_intersections(edges, _SNAP, _SNAP))
    )


def _edge(rule: Box, orientation: str) -> dict[str, Any]:
    x0, top, x1, bottom = rule
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0, "top": top, "x1": x1, "bottom": bottom, "width": x1 - x0, "height": bottom - top, "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _is_grid(cells: Sequence[Box]) -> bool:
    """Whether there is a row of two cells, which no frame has."""
    return any(
        abs(one[1] - other[1]) < 1 and one is not other for one in cells for other in cells[:50]
    )


def _filled(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[Table | None, list[Glyph]]:
    lefts, tops = _places([cell[0] for cell in cells]), _places([cell[1] for cell in cells])
    grid: list[list[list[Glyph]]] = [[[] for _ in lefts] for _ in tops]
    box = union(cells)
    rest: list[Glyph] = []
    sizes: list[float] = []
    for glyph in glyphs:
        x, y = centre(glyph)
        cell = None
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            cell = next(
                (one for one in cells if one[0] <= x <= one[2] and one[1] <= y <= one[3]), None
            )
        if cell is None:
            rest.append(glyph)
        else:
            grid[_nearest(tops, cell[1])][_nearest(lefts, cell[0])].append(glyph)
            sizes.append(glyph.size)
    if not sizes:
        return None, rest
    return Table(
        *box,
        max(set(sizes), key=sizes.count),
        tuple(tuple(tuple(cell) for cell in row) for row in grid),
        tuple(tops),
    ), rest


def _places(values: Sequence[float]) -> list[float]:
    """Distinct places, those closer than a point taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 1:
            found.append(value)
    return found


def _nearest(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - value))
