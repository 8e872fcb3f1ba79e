"""The reading order of a page: fragments to columns, by recursive cuts at white space (an XY cut).

A region is read from top to bottom as bands, each of which keeps the same gutters. A band with
gutters is read column by column, and each column is again a region. So a headline over three
columns, a box of two articles side by side, and a page that changes from one column to two are the
same case. Set aside: pdfminer's own layout analysis, which groups by distance and puts the columns
of a Chinese page in an order of its own; and a model (docling's, surya's), which costs seconds per
page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingestion.boxes import Box
from ingestion.parsers.pdf.bands import Band, Interval, find_bands
from ingestion.parsers.pdf.columns import Column, Item, build_column, is_column

_SURE = 8  # lines; columns as long as that have a gutter for certain
_MAX_DEPTH = 12


def columns(
    items: Sequence[Item],
    rules: Sequence[Box] = (),
    known: Sequence[Interval] = (),
) -> list[Column]:
    """Put the items of a page into columns in reading order.

    Args:
        items: The fragments and tables of the page.
        rules: Horizontal lines: none is read across.
        known: Gutters of other pages. With one of them, a single line beside a column is a column
            that has just begun.

    Returns:
        The columns in reading order.

    >>> from ingestion.parsers.pdf.fragments import Fragment
    >>> left = [Fragment("左" * 10, 0, y, 100, y + 10, 10) for y in (0, 15, 30)]
    >>> right = [Fragment("右" * 10, 120, y, 220, y + 10, 10) for y in (0, 15, 30)]
    >>> [len(column.lines) for column in columns([*left, *right])]
    [3, 3]
    """
    from_top = sorted(items, key=lambda item: item.top)
    return _read_region(
        from_top,
        rules,
        known,
        0,
    )


def gutters_of(pages: Sequence[Sequence[Column]]) -> list[Interval]:
    """Collect the white between columns that are long enough to be certain.

    Args:
        pages: The columns of each page.

    Returns:
        The gutters of all pages.
    """
    gutters: list[Interval] = []
    for page in pages:
        for before, after in pairwise(page):
            shorter = min(len(before.lines), len(after.lines))
            if before.right < after.left and shorter >= _SURE:
                gutters.append((before.right, after.left))
    return gutters


def _read_region(
    items: list[Item],
    rules: Sequence[Box],
    known: Sequence[Interval],
    depth: int,
) -> list[Column]:
    """The columns of a region in reading order; bands without gutters are joined."""
    if not items:
        return []
    bands = find_bands(items, rules) if depth < _MAX_DEPTH else [Band(items, [])]
    found: list[Column] = []
    plain: list[Item] = []
    for band in bands:
        parts = _split_band(band, known)
        if len(parts) == 1:
            plain += band.items
            continue
        if plain:
            found.append(build_column(plain))
            plain = []
        for part in parts:
            found += _read_region(
                part,
                rules,
                known,
                depth + 1,
            )
    if plain:
        found.append(build_column(plain))
    return found


def _split_band(band: Band, known: Sequence[Interval]) -> list[list[Item]]:
    """The columns of a band; the band itself where its parts are not columns."""
    parts = [band.items]
    for start, end in band.gutters:
        middle = (start + end) / 2
        last = parts.pop()
        left = [item for item in last if item.middle_x < middle]
        right = [item for item in last if item.middle_x >= middle]
        parts += [part for part in (left, right) if part]
    if len(parts) == 1:
        return parts
    expected = all(_is_known(gutter, known) for gutter in band.gutters)
    if expected or all(is_column(part) for part in parts):
        return parts
    return [band.items]


def _is_known(gutter: Interval, known: Sequence[Interval]) -> bool:
    """Whether the middle of a known gutter lies in a gutter."""
    start, end = gutter
    return any(start <= (left + right) / 2 <= end for left, right in known)
