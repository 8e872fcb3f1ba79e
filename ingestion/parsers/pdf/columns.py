"""Columns: lines that are read one after the other, with the edges that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingestion.parsers.pdf.fragments import Fragment
from ingestion.parsers.pdf.tables import PdfTable

Item = Fragment | PdfTable
"""What a page's layout arranges."""

Line = tuple[Fragment, ...] | PdfTable
"""Fragments side by side, or a table."""

_LEAST_ROWS = 3  # a column has as many; two words at both ends of a line are not columns
_LONG = 7.0  # characters; most lines of a column are longer, most cells shorter
_ONE_LINE = 0.4  # of the type's size: middles that differ by less stand on one line
_OVERLAP = 0.15  # of an item's height: by so much it may reach into the row above


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after the other.

    Attributes:
        lines: The lines and tables from top to bottom.
        left: The left edge that they share, in points.
        right: The right edge that they share, in points.
    """

    lines: tuple[Line, ...]
    left: float
    right: float


def build_column(items: Sequence[Item]) -> Column:
    """Read items as one column: lines from above, each from the left.

    Args:
        items: Fragments and tables; one or more.

    Returns:
        The column. Its edges are those of its fragments, where it has any.
    """
    rows: list[list[Fragment] | PdfTable] = []
    for item in sorted(items, key=lambda item: item.middle):
        last = rows[-1] if rows else None
        if isinstance(item, PdfTable):
            rows.append(item)
        elif isinstance(last, list) and _is_on_line(item, last[-1]):
            last.append(item)
        else:
            rows.append([item])
    texts = [item for item in items if isinstance(item, Fragment)] or items
    return Column(
        lines=tuple(_from_left(row) for row in rows),
        left=min(item.x0 for item in texts),
        right=max(item.x1 for item in texts),
    )


def _from_left(row: list[Fragment] | PdfTable) -> Line:
    """A row with its fragments from left to right."""
    if isinstance(row, PdfTable):
        return row
    row.sort(key=lambda fragment: fragment.x0)
    return tuple(row)


def _is_on_line(fragment: Fragment, last: Fragment) -> bool:
    larger = max(fragment.size, last.size)
    return fragment.middle - last.middle < _ONE_LINE * larger


def group_rows(items: Sequence[Item]) -> list[list[Item]]:
    """Group items that overlap in height.

    Where columns are out of step with each other, a row is as high as they are.

    Args:
        items: Items from top to bottom.

    Returns:
        The rows from top to bottom.
    """
    rows: list[list[Item]] = []
    bottom = float("-inf")
    for item in items:
        overlap = _OVERLAP * (item.bottom - item.top)
        top = item.top + overlap
        item_bottom = item.bottom - overlap
        if rows and top < bottom:
            rows[-1].append(item)
            bottom = max(bottom, item_bottom)
            continue
        rows.append([item])
        bottom = item_bottom
    return rows


def usual_size(items: Sequence[Item]) -> float:
    """Find the usual size of the type of items.

    Args:
        items: One item or more.

    Returns:
        The median size in points.
    """
    return median(item.size for item in items)


def is_column(part: Sequence[Item]) -> bool:
    """Say whether items make a column: enough lines, and long enough to be read as text.

    Args:
        part: What stands on one side of a gutter.

    Returns:
        Whether they do; a table always does.
    """
    if any(isinstance(item, PdfTable) for item in part):
        return True
    from_top = sorted(part, key=lambda item: item.top)
    if len(group_rows(from_top)) < _LEAST_ROWS:
        return False
    long = 0
    for item in part:
        if item.width > _LONG * item.size:
            long += 1
    return 2 * long >= len(part)
