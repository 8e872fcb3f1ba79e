"""Rows, columns and cells of a workbook that a reader does not see.

A row that a filter or an outline hides is one click away, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.colours import BLENDED, HIDDEN, TINY, WHITE, Colour, read_colour
from ingestion.parsers._theme import Theme

Area = tuple[int, int, int, int]
"""First row, first column, last row and last column, from 0."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_MOST_COLUMNS = 16_384  # of a sheet
_NO_FORMAT = ";;;"
"""A format that shows neither numbers nor texts."""

_SMALLEST = 1.0  # points
_LEAST_SIZE = 1.0  # points of a row, widths of a digit of a column: with less nothing is seen
_THEME = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
_INDEXED = {"0": "#000000", "1": "#ffffff", "8": "#000000", "9": "#ffffff"}


class HiddenLines:
    """The rows and columns of a sheet that are hidden.

    Attributes:
        columns: The hidden columns, from 0.
        coloured: Areas whose colours a rule decides.
    """

    TAGS = (
        "{*}row",
        "{*}col",
        "{*}filterColumn",
        "{*}sheetPr",
        "{*}conditionalFormatting",
    )
    """The elements that `take` wants to see."""

    def __init__(self) -> None:
        self.columns: set[int] = set()
        self.coloured: list[Area] = []
        self._rows: set[int] = set()
        self._row = -1
        self._is_filtered = False

    def take(self, element: Any) -> None:
        """Look at an element of a sheet, and forget the rows before it.

        Args:
            element: An element with one of the `TAGS`.
        """
        name = element.tag.rpartition("}")[2]
        if name == "row":
            self._take_row(element)
        elif name == "col":
            if _is_hidden(element, "width"):
                first = _number(element.get("min"), 1)
                last = min(_number(element.get("max"), first), _MOST_COLUMNS)
                self.columns.update(range(first - 1, last))
        elif name == "filterColumn":
            self._is_filtered = True
        elif name == "sheetPr":
            self._is_filtered = self._is_filtered or element.get("filterMode") in ("1", "true")
        else:
            self.coloured += read_areas(element.get("sqref", ""))

    def _take_row(self, row: Any) -> None:
        self._row = _number(row.get("r"), self._row + 2) - 1
        if _is_hidden(row, "ht"):
            self._rows.add(self._row)
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]

    def rows(self) -> set[int]:
        """Return the hidden rows, from 0; none where a filter hides them."""
        return set() if self._is_filtered else self._rows


def _is_hidden(line: Any, size: str) -> bool:
    if _number(line.get("outlineLevel"), 0):
        return False
    if line.get("hidden") in ("1", "true"):
        return True
    try:
        return float(line.get(size, "15")) < _LEAST_SIZE
    except ValueError:
        return False


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def read_areas(references: str) -> list[Area]:
    """Read areas of a sheet.

    Args:
        references: The areas, as `A1:C4 E2`.

    Returns:
        The areas.

    >>> read_areas("A1:C4 E2")
    [(0, 0, 3, 2), (1, 4, 1, 4)]
    """
    areas: list[Area] = []
    for match in _REFERENCE.finditer(references):
        top = int(match[2]) - 1
        left = column_of(match[1])
        if match[3]:
            areas.append((top, left, int(match[4]) - 1, column_of(match[3])))
        else:
            areas.append((top, left, top, left))
    return areas


def column_of(letters: str) -> int:
    """Return the number of a column.

    Args:
        letters: Its name.

    Returns:
        The number, from 0.

    >>> column_of("A"), column_of("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def unseen_styles(root: Any, theme: Theme) -> dict[str, str]:
    """Find the styles of cells whose text cannot be seen.

    Args:
        root: The root of the part of the styles; None where there is none.
        theme: The colours of the theme.

    Returns:
        The kinds of removal by the number of the style.
    """
    if root is None:
        return {}
    fonts = [_font(font, theme) for font in _children(root, "fonts")]
    fills = [_fill(fill, theme) for fill in _children(root, "fills")]
    formats = {
        entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iter("{*}numFmt")
    }
    found: dict[str, str] = {}
    for index, style in enumerate(_children(root, "cellXfs")):
        why = None
        if formats.get(style.get("numFmtId"), "").strip() == _NO_FORMAT:
            why = HIDDEN
        else:
            why = _why_unseen(
                _at(fonts, style.get("fontId")),
                _at(fills, style.get("fillId")),
            )
        if why:
            found[str(index)] = why
    return found


def _why_unseen(font: tuple[Colour | None, bool] | None, fill: Colour | str | None) -> str | None:
    if font is None:
        return None
    colour, is_tiny = font
    if is_tiny:
        return TINY
    ground = fill or WHITE
    if colour and isinstance(ground, Colour) and colour.blends(ground):
        return BLENDED
    return None


def _children(root: Any, name: str) -> Iterator[Any]:
    parent = root.find(f"{{*}}{name}")
    yield from () if parent is None else parent.iterchildren("{*}*")


def _at(values: Sequence[Any], index: str | None) -> Any:
    number = _number(index, -1)
    return values[number] if 0 <= number < len(values) else None


def _font(font: Any, theme: Theme) -> tuple[Colour | None, bool]:
    """The colour of a font, and whether it is too small to be seen."""
    size = font.find("{*}sz")
    is_tiny = False
    if size is not None:
        try:
            is_tiny = float(size.get("val", "11")) <= _SMALLEST
        except ValueError:
            is_tiny = False
    return _colour(font.find("{*}color"), theme), is_tiny


def _fill(fill: Any, theme: Theme) -> Colour | str | None:
    """The colour of a fill; None of none, and text of what has several."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return "gradient"
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return None
    return (_colour(pattern.find("{*}fgColor"), theme) or kind) if kind == "solid" else kind


def _colour(element: Any, theme: Theme) -> Colour | None:
    if element is None:
        return None
    if element.get("theme") is not None:
        number = _number(element.get("theme"), len(_THEME))
        base = theme.get(_THEME[number]) if number < len(_THEME) else None
        return base if base is None else _tinted(base, element.get("tint"))
    if element.get("rgb"):
        return read_colour(f"#{element.get('rgb')[-6:]}")
    return read_colour(_INDEXED.get(element.get("indexed", ""), ""))


def _tinted(base: Colour, tint: str | None) -> Colour | None:
    try:
        part = float(tint or 0)
    except ValueError:
        return None
    if part < 0:
        return Colour(*(channel * (1 + part) for channel in base[:3]))
    return Colour(*(channel + (255 - channel) * part for channel in base[:3]))
