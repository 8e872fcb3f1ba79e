"""What calamine does not report of an .xlsx: cells shown as per cent, and the size of its sheets.

Of all formats only per cent changes what a number says: 0.15 is shown as 15%. Thousands separators
and currencies are left out, because an amount is found without them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput

_BUILT_IN = {9: 0, 10: 2}  # ECMA-376, 18.8.30: 0% and 0.00%
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Formats:
    """Of one sheet: decimals of each cell that is shown as per cent, by row and column from 0."""

    percents: dict[tuple[int, int], int] = field(default_factory=dict)


def read_formats(data: bytes, most_cells: int) -> dict[str, Formats]:
    """Formats by the sheet's name.

    Raises BadInput `corrupt`, and `too_large` where a sheet spans more cells than `most_cells`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            styles = _percent_styles(archive, names)
            return {
                name: _of_sheet(
                    archive,
                    part,
                    styles,
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


def _of_sheet(
    archive: zipfile.ZipFile,
    part: str,
    styles: dict[str, int],
    most_cells: int,
) -> Formats:
    percents: dict[tuple[int, int], int] = {}
    last = 0
    wide = 0
    with archive.open(part) as stream:
        for _, cell in etree.iterparse(
            stream,
            tag="{*}c",
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        ):
            if match := _CELL.fullmatch(cell.get("r", "")):
                row = int(match[2]) - 1
                column = _column(match[1])
                last = max(last, row)
                wide = max(wide, column + 1)
                if (last + 1) * wide > most_cells:
                    raise BadInput("too_large", f"a sheet of {last + 1} rows and {wide} columns")
                if cell.get("s") in styles and cell.get("t", "n") == "n":
                    percents[row, column] = styles[cell.get("s")]
            cell.clear()
            while cell.getprevious() is not None:
                del cell.getparent()[0]
    return Formats(percents)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parsed(archive: zipfile.ZipFile, part: str) -> Any:
    return etree.fromstring(
        archive.read(part),
        etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False),
    )
