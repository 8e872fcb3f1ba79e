"""Divides a region of a page into bands: runs of rows that leave the same gutters white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingestion.boxes import Box
from ingestion.parsers.pdf.columns import Item, group_rows, usual_size

Interval = tuple[float, float]
"""From where to where, in points from the left."""

_GUTTER = 0.9  # of the type's size: the narrowest white between two columns
_LARGEST_TYPE = 12.0  # points; larger type needs no wider gutter
_HEADLINE = 1.3  # of the type that a region is set in
_LONG_BAND = 8  # items; a band with fewer may lose a gutter and still be the same
_LOOKED_AHEAD = 3  # rows in which the headlines of two articles stand
_LOOKED_BELOW = 12  # items among which the one below another is looked for
_WIDE_RULE = 0.8  # of a region's width


@dataclass(slots=True)
class Band:
    """A run of rows.

    Attributes:
        items: Its items, row by row from above.
        gutters: The white between its columns.
    """

    items: list[Item]
    gutters: list[Interval]


@dataclass(slots=True)
class _GrowingBand:
    """A band to which rows are added, with what they cover of the region's width."""

    items: list[Item]
    covered: list[Interval]


@dataclass(slots=True)
class _Region:
    """A part of a page, and the measures of its type that decide where a band ends.

    Attributes:
        left: Its left edge.
        right: Its right edge.
        apart: White between lines that is wider than this separates articles.
        headline: The least size of a headline.
        rules: The horizontal rules across it.
    """

    left: float
    right: float
    apart: float
    headline: float
    rules: list[Box] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def is_crossed_by(self, rule: Box) -> bool:
        """Say whether a rule is about as wide as the region, and not beside it.

        Args:
            rule: A horizontal line of the page.

        Returns:
            Whether it crosses the region.
        """
        if rule.x1 <= self.left or rule.x0 >= self.right:
            return False
        return rule.width > _WIDE_RULE * (self.right - self.left)


def find_bands(items: Sequence[Item], rules: Sequence[Box]) -> list[Band]:
    """Divide a region into bands.

    The covered width of a band is followed, and not its gutters, since a column may begin higher or
    end lower than the others.

    Args:
        items: The items of the region from top to bottom; one or more.
        rules: Horizontal lines of the page: no band goes across one that is as wide as the region.

    Returns:
        The bands from top to bottom.
    """
    region = _measure_region(items, rules)
    found: list[Band] = []
    for band in _grow_bands(items, region):
        gutters = [(before[1], after[0]) for before, after in pairwise(band.covered)]
        body, tail = _separate_tail(
            band.items,
            gutters,
            region.apart,
        )
        found.append(Band(body, gutters))
        if tail:
            found += find_bands(tail, rules)
    return found


def _measure_region(items: Sequence[Item], rules: Sequence[Box]) -> _Region:
    size = usual_size(items)
    gap = _usual_gap(items)
    region = _Region(
        left=min(item.x0 for item in items),
        right=max(item.x1 for item in items),
        apart=2 * gap + 0.3 * size,
        headline=_HEADLINE * size,
    )
    region.rules = [rule for rule in rules if region.is_crossed_by(rule)]
    return region


def _grow_bands(items: Sequence[Item], region: _Region) -> list[_GrowingBand]:
    """Runs of rows, each with what it covers of the width."""
    rows = group_rows(items)
    bands: list[_GrowingBand] = []
    bottom = 0.0
    after_headline = False  # a headline that stands alone is a band of its own
    for index, row in enumerate(rows):
        top = min(item.top for item in row)
        row_bottom = max(item.bottom for item in row)
        covered = _covered_width(row)
        is_apart = top - bottom > region.apart
        is_headline = _is_central_headline(row, region)
        if bands:
            ahead = rows[index : index + _LOOKED_AHEAD]
            ends = after_headline or (is_apart and is_headline)
            ends = ends or _is_ruled_off(
                bottom,
                top,
                region,
            )
            ends = ends or not _continues(
                bands[-1],
                row,
                covered,
                ahead,
                is_apart,
                region,
            )
            if not ends:
                bands[-1] = _extended(
                    bands[-1],
                    row,
                    covered,
                )
                bottom = max(bottom, row_bottom)
                continue
        after_headline = is_headline and (not bands or is_apart)
        bands.append(_GrowingBand(list(row), covered))
        bottom = row_bottom
    return bands


def _is_ruled_off(
    bottom: float,
    top: float,
    region: _Region,
) -> bool:
    """Whether a rule stands between a band that ends at `bottom` and a row that begins at `top`."""
    return any(bottom - 2 <= rule.top <= top + 2 for rule in region.rules)


def _continues(
    band: _GrowingBand,
    row: list[Item],
    covered: list[Interval],
    ahead: list[list[Item]],
    is_apart: bool,
    region: _Region,
) -> bool:
    """Whether a row belongs to the band above it.

    Args:
        band: The band so far.
        row: The row.
        covered: What the row covers of the width.
        ahead: The row and those that follow it.
        is_apart: Whether wide white stands above the row.
        region: The region of both.
    """
    together = _merge(band.covered + covered, row)
    if is_apart:
        loses_gutter = len(together) < len(band.covered)
        if loses_gutter and len(band.items) >= _LONG_BAND:
            return False  # another article begins
        if _has_headlines_on_both_sides(
            together,
            ahead,
            region.headline,
        ):
            return False  # two articles begin
    keeps_gutters = len(together) > 1
    has_gutters = len(band.covered) > 1 or len(covered) > 1
    return keeps_gutters == has_gutters


def _extended(
    band: _GrowingBand,
    row: list[Item],
    covered: list[Interval],
) -> _GrowingBand:
    together = _merge(band.covered + covered, row)
    return _GrowingBand(band.items + row, together)


def _is_central_headline(row: Sequence[Item], region: _Region) -> bool:
    """Whether a row is a headline over the middle of the region.

    However narrow it is, it belongs to all columns.
    """
    if len(row) != 1:
        return False
    [item] = row
    from_middle = abs(item.middle_x - region.middle)
    return item.size >= region.headline and from_middle < 2 * item.size


def _has_headlines_on_both_sides(
    covered: Sequence[Interval],
    rows: Sequence[Sequence[Item]],
    least_size: float,
) -> bool:
    """Whether headlines begin on both sides of a gutter: two articles begin."""
    headlines: list[Item] = []
    for row in rows:
        headlines += [item for item in row if item.size >= least_size]
    for (_, left_edge), (right_edge, _) in pairwise(covered):
        on_left = any(item.x1 <= left_edge + 1 for item in headlines)
        on_right = any(item.x0 >= right_edge - 1 for item in headlines)
        if on_left and on_right:
            return True
    return False


def _usual_gap(items: Sequence[Item]) -> float:
    """The usual white between lines, in points; `items` from top to bottom."""
    gaps: list[float] = []
    for index, item in enumerate(items):
        candidates = items[index + 1 : index + _LOOKED_BELOW]
        gap = _gap_below(item, candidates)
        if gap is not None:
            gaps.append(gap)
    if len(gaps) < 3:
        return 0.6 * usual_size(items)
    return median(gaps)


def _gap_below(item: Item, candidates: Sequence[Item]) -> float | None:
    """The white between an item and the first one below it; None where there is none."""
    for other in candidates:
        if _is_below(other, item):
            white = other.top - item.bottom
            return max(white, 0.0)
    return None


def _is_below(other: Item, item: Item) -> bool:
    if other.top < item.middle:
        return False
    return other.x0 < item.x1 and item.x0 < other.x1


def _covered_width(row: Sequence[Item]) -> list[Interval]:
    """What a row covers of the width."""
    intervals = [(item.x0, item.x1) for item in row]
    return _merge(intervals, row)


def _merge(intervals: list[Interval], row: Sequence[Item]) -> list[Interval]:
    """Intervals from left to right; gaps that are too narrow for a gutter are closed."""
    narrow = _GUTTER * min(usual_size(row), _LARGEST_TYPE)
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if not merged or start - merged[-1][1] >= narrow:
            merged.append((start, end))
            continue
        last_start, last_end = merged[-1]
        merged[-1] = (last_start, max(last_end, end))
    return merged


def _separate_tail(
    items: list[Item],
    gutters: list[Interval],
    wide: float,
) -> tuple[list[Item], list[Item]]:
    """A band, and what stands below its columns on one side only: a signature, another article.

    Args:
        items: The items of the band.
        gutters: The gutters of the band.
        wide: The least white above a tail, in points.
    """
    ends = _lower_ends(items, gutters)
    if not ends:
        return items, []
    floor = min(ends)
    body = [item for item in items if item.top < floor]
    tail = [item for item in items if item.top >= floor]
    if not tail:
        return items, []
    tail_top = min(item.top for item in tail)
    body_bottom = max((item.bottom for item in body), default=floor)
    if tail_top - body_bottom > wide:
        return body, tail
    return items, []


def _lower_ends(items: list[Item], gutters: list[Interval]) -> list[float]:
    """For each gutter with text on both sides: where the shorter side ends."""
    ends: list[float] = []
    for start, end in gutters:
        left = [item.bottom for item in items if item.x1 <= start + 1]
        right = [item.bottom for item in items if item.x0 >= end - 1]
        if left and right:
            left_end = max(left)
            right_end = max(right)
            ends.append(min(left_end, right_end))
    return ends
