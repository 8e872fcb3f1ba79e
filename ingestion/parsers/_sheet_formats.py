"""What calamine does not report of an .xlsx: formats, hidden cells, and the size of its sheets.

Of all formats only per cent changes what a number says: 0.15 is shown as 15%. Thousands separators
and currencies are left out, because an amount is found without them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput
from ingestion.parsers._sheet_hiding import (
    Area,
    HiddenLines,
    column_of,
    read_areas,
    unseen_styles,
)
from ingestion.parsers._theme import PLAIN_THEME, Theme, parsed_theme, read_theme
from ingestion.safe_xml import safe_parser

_BUILT_IN = {9: 0, 10: 2}  # ECMA-376, 18.8.30: 0% and 0.00%
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Formats:
    """What a sheet says of its cells, by row and column from 0.

    Attributes:
        percents: Decimals of each cell that is shown as per cent.
        unseen: Cells whose text cannot be seen, with the kind of removal.
        hidden_rows: Rows that are hidden, and that neither a filter nor an outline opens.
        hidden_columns: Columns that are hidden, and that no outline opens.
    """

    percents: dict[tuple[int, int], int] = field(default_factory=dict)
    unseen: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def read_formats(data: bytes, most_cells: int) -> dict[str, Formats]:
    """Formats by the sheet's name.

    Raises BadInput `corrupt`, and `too_large` where a sheet spans more cells than `most_cells`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            styles = _percent_styles(archive, names)
            unseen = unseen_styles(_part(archive, names, "xl/styles.xml"), _theme(archive, names))
            return {
                name: _of_sheet(
                    archive,
                    part,
                    styles,
                    unseen,
                    most_cells,
                )
                for name, part in _sheets(archive, names)
                if part in names
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        EOFError,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
    ) as error:
        raise BadInput(
            "corrupt", f"not a whole workbook: {type(error).__name__}: {error}"
        ) from error


def _sheets(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """Each sheet's name and part."""
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parsed(archive, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")
    }
    for sheet in _parsed(archive, "xl/workbook.xml").iter("{*}sheet"):
        target = targets.get(sheet.get(_REL), "")
        yield (
            sheet.get("name", ""),
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"),
        )


def _percent_styles(archive: zipfile.ZipFile, names: set[str]) -> dict[str, int]:
    """Decimals by the number of a cell's style."""
    if "xl/styles.xml" not in names:
        return {}
    root = _parsed(archive, "xl/styles.xml")
    decimals = dict(_BUILT_IN)
    for one in root.iter("{*}numFmt"):
        if match := _PERCENT.search(one.get("formatCode", "")):
            decimals[int(one.get("numFmtId", "-1"))] = len(match[1] or "")
    cells = root.find("{*}cellXfs")
    styles = [int(one.get("numFmtId", "0")) for one in (cells if cells is not None else ())]
    return {
        str(index): decimals[format_] for index, format_ in enumerate(styles) if format_ in decimals
    }


def _part(
    archive: zipfile.ZipFile,
    names: set[str],
    part: str,
) -> Any:
    return _parsed(archive, part) if part in names else None


def _theme(archive: zipfile.ZipFile, names: set[str]) -> Theme:
    part = "xl/theme/theme1.xml"
    return read_theme(parsed_theme(archive.read(part))) if part in names else PLAIN_THEME


def _of_sheet(
    archive: zipfile.ZipFile,
    part: str,
    styles: dict[str, int],
    unseen_kinds: dict[str, str],
    most_cells: int,
) -> Formats:
    percents: dict[tuple[int, int], int] = {}
    unseen: dict[tuple[int, int], str] = {}
    hidden = HiddenLines()
    last = 0
    wide = 0
    with archive.open(part) as stream:
        for _, found in etree.iterparse(
            stream,
            tag=("{*}c", *HiddenLines.TAGS),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        ):
            if not found.tag.endswith("}c"):
                hidden.take(found)
                continue
            cell = found
            if match := _CELL.fullmatch(cell.get("r", "")):
                row = int(match[2]) - 1
                column = column_of(match[1])
                last = max(last, row)
                wide = max(wide, column + 1)
                if (last + 1) * wide > most_cells:
                    raise BadInput("too_large", f"a sheet of {last + 1} rows and {wide} columns")
                style = cell.get("s")
                if style in styles and cell.get("t", "n") == "n":
                    percents[row, column] = styles[style]
                if style in unseen_kinds:
                    unseen[row, column] = unseen_kinds[style]
            cell.clear()
            while cell.getprevious() is not None:
                del cell.getparent()[0]
    if unseen:
        areas = [*hidden.coloured, *_tables(archive, part)]
        unseen = {place: kind for place, kind in unseen.items() if not _is_in(place, areas)}
    return Formats(
        percents,
        unseen,
        frozenset(hidden.rows()),
        frozenset(hidden.columns),
    )


def _tables(archive: zipfile.ZipFile, part: str) -> Iterator[Area]:
    """The areas of a sheet's tables, whose styles colour their cells."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    names = set(archive.namelist())
    if relations not in names:
        return
    for relation in _parsed(archive, relations).iter("{*}Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target[:1] == "/" else posixpath.normpath(f"{folder}/{target}")
        if relation.get("Type", "").endswith("/table") and path in names:
            yield from read_areas(_parsed(archive, path).get("ref", ""))


def _is_in(place: tuple[int, int], areas: Sequence[Area]) -> bool:
    row, column = place
    return any(
        top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas
    )


def _parsed(archive: zipfile.ZipFile, part: str) -> Any:
    return etree.fromstring(
        archive.read(part),
        safe_parser(huge_tree=False),
    )
