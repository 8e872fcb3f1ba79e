"""Excel workbooks, new and old, through calamine: values as last calculated, sheet by sheet.

openpyxl was set aside: it reads no old workbooks, needs fifty times the size of a file in memory,
and had no release for two years. Hidden sheets are left out and counted, as hidden text is
everywhere. So are hidden rows, columns and cells of an .xlsx, but for those that a reader opens by
a saved filter or an outline.
"""

from __future__ import annotations

import io
import math
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.colours import HIDDEN
from ingestion.drafts import DocumentDraft
from ingestion.formats.media_types import XLS, XLSX
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import Limits
from ingestion.parsers._grid import Grid, add_grid
from ingestion.parsers._package import refuse_bombs
from ingestion.parsers._sheet_formats import Formats, read_formats

_OLE = b"\xd0\xcf\x11\xe0"
_MOST_CELLS = 5_000_000  # of a sheet, empty ones too: calamine holds a sheet as a rectangle


def parse(
    data: bytes,
    limits: Limits,
    mapping: RecordMapping = DEFAULT_MAPPING,
) -> Document:
    """Read a workbook.

    Args:
        data: The bytes of the file.
        limits: How large a file and its document may be.
        mapping: Which columns are left out.

    Returns:
        The document, with a record for each row.

    Raises:
        BadInput: `expansion`, `corrupt`, `encrypted`, `empty` or `too_large`.
    """
    formats: dict[str, Formats] = {}
    if not data.startswith(_OLE):
        refuse_bombs(data, limits)
        formats = read_formats(data, _MOST_CELLS)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            draft = DocumentDraft(limits)
            _add_sheets(
                draft,
                book,
                formats,
                mapping,
            )
    except calamine.PasswordError as error:
        raise BadInput("encrypted", "a workbook with a password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise BadInput(
            "corrupt", f"not a whole workbook: {type(error).__name__}: {error}"
        ) from error
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # how Rust's own broken promises arrive; no exception of Python's
            raise
        raise BadInput("corrupt", f"not a whole workbook: {error}") from error
    return draft.finish(XLS if data.startswith(_OLE) else XLSX, "sheet/3")


def _add_sheets(
    draft: DocumentDraft,
    book: calamine.CalamineWorkbook,
    formats: dict[str, Formats],
    mapping: RecordMapping,
) -> None:
    visible = []
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            draft.removals.add("sheet that holds no table", 1, sheet.name)
        elif sheet.visible != calamine.SheetVisibleEnum.Visible:
            draft.removals.add("hidden sheet", 1, sheet.name)
        else:
            visible.append(sheet.name)
    for number, name in enumerate(visible, 1):
        if len(visible) > 1:
            draft.add(BlockKind.HEADING, name, depth=2)
        add_grid(
            draft,
            _grid(
                draft,
                book.get_sheet_by_name(name),
                formats.get(name),
            ),
            f"{number}/" if len(visible) > 1 else "",
            mapping,
        )


def _grid(
    draft: DocumentDraft,
    sheet: calamine.CalamineSheet,
    formats: Formats | None,
) -> Grid:
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise BadInput(
            "too_large", f"a sheet of {sheet.total_height} rows and {sheet.total_width} columns"
        )
    percents = formats.percents if formats else {}
    rows = [
        [_shown(value, percents.get((row, column))) for column, value in enumerate(values)]
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    merged = sheet.merged_cell_ranges or ()
    if formats is None or not (formats.unseen or formats.hidden_rows or formats.hidden_columns):
        return Grid(rows, merged)
    _drop_hidden(
        draft,
        sheet.name,
        Grid(rows, merged),
        formats,
    )
    return Grid(rows, merged, hidden=formats.hidden_rows)


def _drop_hidden(
    draft: DocumentDraft,
    name: str,
    grid: Grid,
    formats: Formats,
) -> None:
    """Empty the cells that a reader does not see, and count them."""
    rows = grid.rows
    for number, row in enumerate(rows):
        is_hidden = number in formats.hidden_rows
        for column, value in enumerate(row):
            if not value.strip():
                continue
            kind = formats.unseen.get((number, column))
            if is_hidden or column in formats.hidden_columns:
                kind = None if _reaches_out(grid, number, column, formats) else HIDDEN
            if kind:
                row[column] = ""
                draft.removals.add(
                    kind,
                    1,
                    f"{name} row {number + 1}: {value}",
                    len("".join(value.split())),
                )


def _reaches_out(
    grid: Grid,
    row: int,
    column: int,
    formats: Formats,
) -> bool:
    """Whether a merged cell shows its value in rows and columns that are not hidden."""
    span = grid.spans.get((row, column))
    if span is None:
        return False
    (top, left), (bottom, right) = span
    return any(line not in formats.hidden_rows for line in range(top, bottom + 1)) and any(
        line not in formats.hidden_columns for line in range(left, right + 1)
    )


def _shown(value: Any, decimals: int | None) -> str:
    """A value as a reader of the sheet sees it, as far as its type says."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, decimals)
    if isinstance(value, datetime):
        shown = value.isoformat(sep=" ", timespec="minutes" if value.second == 0 else "seconds")
        return shown.removesuffix(" 00:00")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        total_seconds = round(value.total_seconds())
        minutes, seconds = divmod(abs(total_seconds), 60)
        sign = "-" if total_seconds < 0 else ""
        return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _number(value: float, decimals: int | None) -> str:
    if decimals is not None:
        return f"{value * 100:.{decimals}f}%"
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    return f"{value:.0f}" if value == int(value) and abs(value) < 1e18 else f"{value:.15g}"
