"""From the cells of a spreadsheet to titles, records and notes.

A row becomes a record with the names of its columns (`姓名：王敏；金额：3000`), because a question
names both. The value of a merged cell counts for every row that the cell spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.records import BlockKind
from ingestion.drafts import DocumentDraft
from ingestion.formats.record_mapping import RecordMapping
from ingestion.parsers._records import Fields

_NAME_LENGTH = 40  # characters; what is longer is no column's name
_WITHIN = 20  # rows in which a header is looked for
_SHARE = 0.6  # of a table's columns that its header names, at least
_SENTENCE = re.compile(r"[。；！？!?]")
_VALUE = re.compile(
    r"[-+]?[¥￥$]?\d[\d,.]*[%元年月日]?|\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?.*"
)
_DEEPEST_HEADER = 4

Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell that a merged one spans: row and column, from 0."""


@dataclass(slots=True)
class Grid:
    """A sheet's cells as shown, row by row from the first; and which of them are merged.

    Rows in `hidden` are empty, and separate nothing.
    """

    rows: list[list[str]]
    merged: Sequence[Merged] = ()
    spans: dict[tuple[int, int], Merged] = field(
        default_factory=dict
    )  # by each cell that a merged one covers
    hidden: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for (top, left), (bottom, right) in self.merged:
            for row in range(top, min(bottom, len(self.rows) - 1) + 1):
                for column in range(left, min(right, len(self.rows[row]) - 1) + 1):
                    self.spans[row, column] = ((top, left), (bottom, right))

    def shown(
        self,
        row: int,
        column: int,
    ) -> str:
        """Return what a reader sees in a cell.

        A merged cell shows its value in every row, but only in its first column.
        """
        span = self.spans.get((row, column))
        if span is None:
            return self.rows[row][column]
        (top, left), _ = span
        return self.rows[top][left] if column == left else ""

    def filled(self, row: int) -> list[int]:
        """The columns of a row that begin a cell with a value of its own."""
        return [column for column, value in enumerate(self.rows[row]) if value.strip()]


@dataclass(frozen=True, slots=True)
class _Header:
    first: int
    last: int
    names: list[str]


def add_grid(
    draft: DocumentDraft,
    grid: Grid,
    prefix: str,
    mapping: RecordMapping,
) -> None:
    """Add a sheet; its records are numbered as its rows are, below `prefix`.

    `mapping` says which columns are left out.
    """
    header = None
    row = 0
    gap = True
    while row < len(grid.rows):
        filled = grid.filled(row)
        if not filled:
            gap = gap or row not in grid.hidden
            row = row + 1
            continue
        found = _header_at(grid, row) if gap or (header is None and row < _WITHIN) else None
        if found and (header is None or _opens_another(grid, row, header)):
            header = found
            row = found.last + 1
            gap = False
            continue
        if header is None:
            _add_loose(draft, grid, row)
        elif _repeats(grid, row, header):
            draft.removals.add("repeated header of a table", 1, "；".join(header.names))
        elif len(filled) == 1 and _is_note(
            grid,
            row,
            filled[0],
            header,
        ):
            gap = _is_title(grid, row, filled[0])
            draft.add(
                BlockKind.HEADING if gap else BlockKind.PARAGRAPH,
                grid.rows[row][filled[0]],
                depth=3 if gap else None,
            )
            row += 1
            continue
        else:
            _add_record(
                draft,
                grid,
                row,
                header,
                prefix,
                mapping,
            )
        gap = False
        row = row + 1


def _add_record(
    draft: DocumentDraft,
    grid: Grid,
    row: int,
    header: _Header,
    prefix: str,
    mapping: RecordMapping,
) -> None:
    cells = [grid.shown(row, column) for column in range(len(grid.rows[row]))]
    names = [*header.names, *([""] * (len(cells) - len(header.names)))]
    number = f"{prefix}{row + 1}"
    left_out = {name.lower() for name in mapping.leave_out}
    fields: Fields = [
        (name, value)
        for name, value in zip(names, cells, strict=False)
        if name.lower() not in left_out
    ]
    draft.add_record(fields, record=number, line=row + 1)


def _add_loose(
    draft: DocumentDraft,
    grid: Grid,
    row: int,
) -> None:
    """A row above any header: a title or a note where it is one cell, else a row of a form."""
    filled = grid.filled(row)
    value = grid.rows[row][filled[0]]
    if len(filled) > 1:
        draft.add_row(
            [grid.shown(row, column) for column in range(len(grid.rows[row]))], line=row + 1
        )
    elif _is_title(grid, row, filled[0]):
        draft.add_metadata("title", value)
        draft.add(
            BlockKind.HEADING,
            value,
            depth=3,
            line=row + 1,
        )
    else:
        draft.add(BlockKind.PARAGRAPH, value, line=row + 1)


def _header_at(grid: Grid, row: int) -> _Header | None:
    """Return the header that begins in a row, if one does.

    Most columns of a header have a name, no name could be a value, and rows follow it.
    """
    filled = grid.filled(row)
    below = next(
        (it for it in range(row + 1, min(row + 1 + _WITHIN, len(grid.rows))) if grid.filled(it)),
        None,
    )
    if (
        below is None
        or len(filled) < 2
        or not all(_may_be_name(grid.rows[row][column]) for column in filled)
    ):
        return None
    if not grid.merged:
        _infer_merged(grid, row)
    last = _last_of_header(grid, row)
    names = _names(grid, row, last)
    named = [name for name in names if name]
    wide = max(
        (
            column + 1
            for it in range(last + 1, min(last + 1 + _WITHIN, len(grid.rows)))
            for column in grid.filled(it)
        ),
        default=0,
    )
    enough = len(named) >= _SHARE * min(wide, len(names))
    if (
        wide >= 2
        and enough
        and len(set(named)) >= _SHARE * len(named)
        and last + 1 < len(grid.rows)
    ):
        return _Header(row, last, names)
    return None


def _infer_merged(grid: Grid, row: int) -> None:
    """Note the merged cells of a header of two rows that a file without merged cells lost.

    The second row has names below every gap of the first one, gaps below some of its names, and no
    values, where the row below has some.
    """
    if row + 2 >= len(grid.rows):
        return
    names, below, values = (grid.rows[row + number] for number in range(3))
    upper = set(grid.filled(row))
    lower = set(grid.filled(row + 1))
    gaps = set(range(min(upper), max(upper | lower) + 1)) - upper
    if not gaps or not gaps <= lower or not upper - lower:
        return
    is_named = all(_may_be_name(below[column]) for column in lower)
    has_values = any(
        column < len(values) and _VALUE.fullmatch(values[column].strip()) for column in lower
    )
    if not is_named or not has_values:
        return
    first = min(upper)
    for column in range(first, max(upper | lower) + 1):
        if column in upper:
            first = column
        if column not in lower:
            place = ((row, column), (row + 1, column))
            grid.spans[row, column] = grid.spans[row + 1, column] = place
        elif first in lower:
            last = next(
                (other - 1 for other in range(first + 1, len(names)) if other in upper),
                max(lower),
            )
            grid.spans[row, column] = ((row, first), (row, last))


def _last_of_header(grid: Grid, row: int) -> int:
    """Return the last row of a header that begins in `row`.

    A header of several rows has merged cells. One of them spans rows, or it spans columns that have
    names of their own in the row below.
    """
    last = row
    while last - row < _DEEPEST_HEADER:
        spans = [
            grid.spans[last, column]
            for column in range(len(grid.rows[last]))
            if (last, column) in grid.spans
        ]
        deeper = max((bottom for (_, _), (bottom, _) in spans), default=last)
        if deeper == last and any(
            right > left and top == last for (top, left), (_, right) in spans
        ):
            below = grid.filled(last + 1) if last + 1 < len(grid.rows) else []
            if below and all(_may_be_name(grid.rows[last + 1][column]) for column in below):
                deeper = last + 1
            else:
                deeper = last
        deeper = min(deeper, len(grid.rows) - 1)  # a merged cell may span rows that hold nothing
        if deeper <= last:
            break
        last = deeper
    return last


def _names(
    grid: Grid,
    first: int,
    last: int,
) -> list[str]:
    """Each column's name; of several rows those above and its own: 工资·基本工资."""
    names = []
    for column in range(max(len(grid.rows[row]) for row in range(first, last + 1))):
        levels: list[str] = []
        for row in range(first, last + 1):
            (top, left), _ = grid.spans.get((row, column), ((row, column), (row, column)))
            name = " ".join(grid.rows[top][left].split()) if column < len(grid.rows[row]) else ""
            levels += [name] if name and name not in levels else []
        names.append("·".join(levels))
    return names


def _may_be_name(value: str) -> bool:
    value = value.strip()
    return (
        len(value) <= _NAME_LENGTH and not _SENTENCE.search(value) and not _VALUE.fullmatch(value)
    )


def _opens_another(
    grid: Grid,
    row: int,
    header: _Header,
) -> bool:
    """Whether names after an empty row are the header of another table.

    A row of values that are all words is not.
    """
    above = next((it for it in range(row - 1, header.last, -1) if grid.filled(it)), None)
    return (
        above is not None
        and len(grid.filled(above)) == 1
        and _is_title(grid, above, grid.filled(above)[0])
    )


def _repeats(
    grid: Grid,
    row: int,
    header: _Header,
) -> bool:
    return grid.rows[row] in grid.rows[header.first : header.last + 1]


def _is_note(
    grid: Grid,
    row: int,
    column: int,
    header: _Header,
) -> bool:
    """Whether a row with one value is a note about the table, and not a record."""
    if len([name for name in header.names if name]) < 3:
        return False
    value = grid.rows[row][column].strip()
    if (row, column) in grid.spans and grid.spans[row, column][1][1] > column:
        return True
    apart = row > 0 and not grid.filled(row - 1)
    return column == 0 and (apart or len(value) > 15 or ":" in value or "：" in value)


def _is_title(
    grid: Grid,
    row: int,
    column: int,
) -> bool:
    value = grid.rows[row][column].strip()
    return len(value) <= 60 and not re.search(r"[。；，：:]", value)


__all__ = ["Grid", "Merged", "add_grid"]
