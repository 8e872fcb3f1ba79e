"""In what order a page is read: fragments to columns, by recursive cuts at white space (an XY cut).

A region is read from top to bottom as bands, each of which keeps the same gutters; a band with gutters is read column by
column, each again a region. So a headline over three columns, a box of two articles side by side, and a page that changes from
one column to two are the same case. Set aside: pdfminer's own layout analysis, which groups by distance and puts the columns of
a Chinese page in an order of its own; and a model (docling's, surya's), which costs seconds a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingestion.parsers.pdf.fragments import Fragment
from ingestion.parsers.pdf.glyphs import Box
from ingestion.parsers.pdf.tables import Table

Item = Fragment | Table
Interval = tuple[float, float]

_GUTTER = 0.9  # of the type's size: the narrowest white between two columns
_MIN_LINES = 3  # a column has as many; two words at both ends of a line are no columns
_SURE = 8  # lines
_LONG = 7.0  # characters; most lines of a column are longer, most cells shorter
_HEADLINE = 1.3  # of the type that a region is set in
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after the other, and the left and right edge that they share. A line is fragments side by side."""

    lines: tuple[tuple[Fragment, ...] | Table, ...]
    left: float
    right: float


def columns(
    items: Sequence[Item], rules: Sequence[Box] = (), known: Sequence[Interval] = ()
) -> list[Column]:
    """The columns of a page in reading order. `rules` are horizontal lines: none is read across.

    `known` are gutters of other pages: with one of them a single line beside a column is a column that has just begun.

    >>> left = [Fragment("左" * 10, 0, y, 100, y + 10, 10) for y in (0, 15, 30)]
    >>> right = [Fragment("右" * 10, 120, y, 220, y + 10, 10) for y in (0, 15, 30)]
    >>> [len(column.lines) for column in columns([*left, *right])]
    [3, 3]
    """
    return _read(sorted(items, key=lambda one: one.top), rules, known, 0)


def gutters_of(pages: Sequence[Sequence[Column]]) -> list[Interval]:
    """The white between columns side by side that are long enough to be sure of, on any page."""
    return [
        (before.right, after.left)
        for page in pages
        for before, after in pairwise(page)
        if before.right < after.left and min(len(before.lines), len(after.lines)) >= _SURE
    ]


def _read(
    items: list[Item], rules: Sequence[Box], known: Sequence[Interval], depth: int
) -> list[Column]:
    if not items:
        return []
    bands = _bands(items, rules) if depth < _MAX_DEPTH else [(items, [])]
    found: list[Column] = []
    plain: list[Item] = []
    for band, gutters in bands:
        parts = _split(band, gutters, known)
        if len(parts) == 1:
            plain += band
            continue
        if plain:
            found.append(one_column(plain))
            plain = []
        for part in parts:
            found += _read(part, rules, known, depth + 1)
    if plain:
        found.append(one_column(plain))
    return found


def _bands(items: list[Item], rules: Sequence[Box]) -> list[tuple[list[Item], list[Interval]]]:
    """Runs of rows with the gutters that all rows of a run leave white.

    What a run covers is followed, and not its gutters, since a column may begin higher or end lower than the others.
    """
    rows = _rows(items)
    left, right = min(one.x0 for one in items), max(one.x1 for one in items)
    wide = [
        rule
        for rule in rules
        if rule[2] - rule[0] > 0.8 * (right - left) and rule[0] < right and rule[2] > left
    ]
    usual = _usual_gap(items)
    apart = 2 * usual + 0.3 * _size(items)
    bands: list[tuple[list[Item], list[Interval]]] = []  # with what of the width is covered
    bottom = 0.0
    big = _HEADLINE * _size(items)
    closed = False  # after a headline that stands alone, what follows is another band
    for index, row in enumerate(rows):
        covered = _covered([(one.x0, one.x1) for one in row], row)
        top = min(one.top for one in row)
        if bands:
            band, before = bands[-1]
            both = _covered([*before, *covered], row)
            ruled = any(bottom - 2 <= rule[1] <= top + 2 for rule in wide)
            # columns that a good part of the band had, lost across white that is wider than between lines: another article begins
            another = top - bottom > apart and (
                (len(both) < len(before) and len(band) >= 8)
                or _headed(
                    both,
                    [one for later in rows[index : index + 3] for one in later if one.size >= big],
                )
            )
            alone = top - bottom > apart and _is_headline(row, big, (left + right) / 2)
            if closed or alone:
                pass
            elif (
                not ruled
                and not another
                and (len(both) > 1) == (len(before) > 1 or len(covered) > 1)
            ):
                bands[-1] = (band + row, both)
                bottom = max(bottom, *(one.bottom for one in row))
                continue
        closed = (not bands or top - bottom > apart) and _is_headline(row, big, (left + right) / 2)
        bands.append((list(row), covered))
        bottom = max(one.bottom for one in row)
    found: list[tuple[list[Item], list[Interval]]] = []
    for band, covered in bands:
        gutters = [(before[1], after[0]) for before, after in pairwise(covered)]
        body, tail = _without_tail(band, gutters, apart)
        found.append((body, gutters))
        found += _bands(tail, rules) if tail else []
    return found


def _is_headline(row: Sequence[Item], big: float, middle: float) -> bool:
    """Whether a row is a headline over the middle of the region: narrow as it may be, it is that of all columns."""
    return (
        len(row) == 1
        and row[0].size >= big
        and abs((row[0].x0 + row[0].x1) / 2 - middle) < 2 * row[0].size
    )


def _headed(covered: Sequence[Interval], headlines: Sequence[Item]) -> bool:
    """Whether headlines begin on both sides of a gutter: two articles, below what stood there before."""
    return any(
        any(one.x1 <= before[1] + 1 for one in headlines)
        and any(one.x0 >= after[0] - 1 for one in headlines)
        for before, after in pairwise(covered)
    )


def _usual_gap(items: list[Item]) -> float:
    """The usual white between a line and the one below it; `items` from top to bottom."""
    gaps = []
    for index, one in enumerate(items):
        below = next(
            (
                other
                for other in items[index + 1 : index + 12]
                if other.top >= one.middle and other.x0 < one.x1 and one.x0 < other.x1
            ),
            None,
        )
        gaps += [max(below.top - one.bottom, 0.0)] if below else []
    return median(gaps) if len(gaps) >= 3 else 0.6 * _size(items)


def _covered(intervals: list[Interval], row: Sequence[Item]) -> list[Interval]:
    """The width that is covered; gaps too narrow for a gutter are closed."""
    narrow = _GUTTER * min(_size(row), 12.0)
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start - found[-1][1] < narrow:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _without_tail(
    band: list[Item], gutters: list[Interval], wide: float
) -> tuple[list[Item], list[Item]]:
    """A band, and what stands below its columns on one side only, beyond white as `wide`: a signature, another article."""
    lowest = []
    for start, end in gutters:
        sides = (
            [one.bottom for one in band if one.x1 <= start + 1],
            [one.bottom for one in band if one.x0 >= end - 1],
        )
        lowest += [min(max(side) for side in sides)] if all(sides) else []
    floor = max(lowest, default=float("inf"))
    above = max((one.bottom for one in band if one.top < floor), default=floor)
    tail = [one for one in band if one.top >= floor]
    if tail and min(one.top for one in tail) - above > wide:
        return [one for one in band if one.top < floor], tail
    return band, []


def _size(row: Sequence[Item]) -> float:
    return median(one.size for one in row)


def _rows(items: list[Item]) -> list[list[Item]]:
    """Items that overlap in height; where columns are out of step with each other, a row is as high as they are."""
    rows: list[list[Item]] = []
    bottom = float("-inf")
    for item in items:
        shrink = 0.15 * (item.bottom - item.top)
        if rows and item.top + shrink < bottom:
            rows[-1].append(item)
        else:
            rows.append([item])
            bottom = float("-inf")
        bottom = max(bottom, item.bottom - shrink)
    return rows


def _split(
    band: list[Item], gutters: list[Interval], known: Sequence[Interval]
) -> list[list[Item]]:
    """A band's columns; the band itself where what stands between its gutters are no columns."""
    parts = [band]
    for start, end in gutters:
        middle = (start + end) / 2
        last = parts.pop()
        left = [one for one in last if (one.x0 + one.x1) / 2 < middle]
        right = [one for one in last if (one.x0 + one.x1) / 2 >= middle]
        parts += [part for part in (left, right) if part]
    expected = all(any(start <= (a + b) / 2 <= end for a, b in known) for start, end in gutters)
    return (
        parts
        if len(parts) > 1 and (expected or all(_is_column(part) for part in parts))
        else [band]
    )


def _is_column(part: list[Item]) -> bool:
    """Whether items make a column: lines enough, and long enough to be read as text."""
    if any(isinstance(one, Table) for one in part):
        return True
    rows = _rows(sorted(part, key=lambda one: one.top))
    long = sum(1 for one in part if one.x1 - one.x0 > _LONG * one.size)
    return len(rows) >= _MIN_LINES and 2 * long >= len(part)


def one_column(items: list[Item]) -> Column:
    """All of it read as one column: lines from above, each from the left."""
    rows: list[list[Fragment] | Table] = []
    for item in sorted(items, key=lambda one: one.middle):
        last = rows[-1] if rows else None
        if isinstance(item, Table):
            rows.append(item)
        elif isinstance(last, list) and item.middle - last[-1].middle < 0.4 * max(
            item.size, last[-1].size
        ):
            last.append(item)
        else:
            rows.append([item])
    lines = [
        row if isinstance(row, Table) else tuple(sorted(row, key=lambda one: one.x0))
        for row in rows
    ]
    texts = [item for item in items if isinstance(item, Fragment)] or items
    return Column(tuple(lines), min(one.x0 for one in texts), max(one.x1 for one in texts))
