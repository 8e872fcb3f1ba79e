"""Prints a reading in two columns, as wide as the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from cli.output import console
from cli.reading.escaping import visible
from cli.reading.layout import LineView, RowView, ShownText, TextView, describe_reason
from cli.reading.reading import Reading, facts_of
from ingestion.legibility import RowMark

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 120
_NARROWEST = 40
_SIGNS = {
    RowMark.READ: " ",
    RowMark.JOINED: "&",
    RowMark.REMOVED: "-",
    RowMark.HIDDEN: "~",
    RowMark.MISSING: "?",
    RowMark.ADDED: "+",
    RowMark.RECOGNISED: "o",
}
_MEANINGS = {
    RowMark.JOINED: "several lines of the file became one",
    RowMark.REMOVED: "removed by cleaning",
    RowMark.HIDDEN: "removed, because no reader sees it",
    RowMark.MISSING: "in the file, not in the text, and no record says why",
    RowMark.ADDED: "in the text, and in no line of the file",
    RowMark.RECOGNISED: "recognised by OCR",
}
_STYLES = {
    RowMark.READ: "",
    RowMark.JOINED: "",
    RowMark.REMOVED: "red",
    RowMark.HIDDEN: "magenta",
    RowMark.MISSING: "bold yellow",
    RowMark.ADDED: "green",
    RowMark.RECOGNISED: "cyan",
}
_PLACE = "dim"
_KEY = "bold blue"
_PART = "dim italic"


class StyledText(NamedTuple):
    """A part of a printed line with its style."""

    text: str
    style: str = ""


PrintedLine = list[StyledText]


def print_reading(reading: Reading, most: int) -> None:
    """Print a reading.

    Args:
        reading: The reading.
        most: How many rows are printed at most; 0 for all.
    """
    width = terminal_width()
    out = console()
    lines = render(reading, most, width)
    for line in lines:
        _print_line(out, line)


def terminal_width() -> int:
    """Return how wide the output is: as the terminal, or as $COLUMNS says; 120 in a pipe."""
    fallback = (_PIPE_WIDTH, 24)
    if sys.stdout.isatty():
        fallback = (80, 24)
    return max(shutil.get_terminal_size(fallback).columns, _NARROWEST)


def render(
    reading: Reading,
    most: int,
    width: int,
) -> Iterator[PrintedLine]:
    """Write a reading as lines.

    Args:
        reading: The reading.
        most: How many rows are written at most; 0 for all.
        width: How many cells a line has.

    Yields:
        The lines, none wider than `width`.
    """
    for name, value in facts_of(reading):
        yield from wrap_text([StyledText(f"{name}: ", _PLACE), StyledText(value)], width)
    for note in reading.notes:
        yield from wrap_text([StyledText(f"note: {visible(note)}", "yellow")], width)
    yield []
    yield from _legend(reading.rows, width)
    yield from _table(reading.rows, most, width)
    yield from _removed(reading, width)
    yield from _findings(reading, width)


def _legend(rows: Sequence[RowView], width: int) -> Iterator[PrintedLine]:
    used = {row.mark for row in rows}
    used |= {piece.mark for row in rows for line in row.lines for piece in line.pieces}
    used |= {piece.mark for row in rows for text in row.texts for piece in text.pieces}
    for mark, meaning in _MEANINGS.items():
        if mark in used:
            yield from wrap_text(
                [StyledText(_SIGNS[mark], _STYLES[mark]), StyledText(f" {meaning}")], width
            )
    if used:
        yield from wrap_text(
            [StyledText("= ", _KEY), StyledText("begins a passage; its id ends with this")], width
        )


def _table(
    rows: Sequence[RowView],
    most: int,
    width: int,
) -> Iterator[PrintedLine]:
    if not rows:
        return
    half = (width - 5) // 2
    right = width - 5 - half
    line = "─"
    yield _columns(
        StyledText("  "),
        [StyledText("in the file", "bold")],
        [StyledText("what was read", "bold")],
        half,
    )
    yield [StyledText(line * (half + 3)), StyledText("┼"), StyledText(line * (right + 1))]
    shown = rows[:most] if most else rows
    place_before = ""
    for row in shown:
        sign = StyledText(f"{_SIGNS[row.mark]} ", _STYLES[row.mark])
        left: list[PrintedLine] = []
        for file_line in row.lines:
            left += _left_lines(file_line, place_before, half)
            place_before = file_line.place
        own = _right_lines(row, right)
        empty: PrintedLine = []
        for left_line, right_line in zip_longest(left, own, fillvalue=empty):
            yield _columns(sign, left_line, right_line, half)
            sign = StyledText("  ")
    if len(shown) < len(rows):
        yield [
            StyledText(
                f"… and {len(rows) - len(shown):,} more rows: `--rows 0` shows all", "yellow"
            )
        ]
    yield []


def _left_lines(
    line: LineView,
    place_before: str,
    width: int,
) -> list[PrintedLine]:
    parts = [] if line.place == place_before else [StyledText(f"{line.place} ", _PLACE)]
    parts += [_marked(piece) for piece in line.pieces]
    return wrap_text(parts, width)


def _right_lines(row: RowView, width: int) -> list[PrintedLine]:
    lines: list[PrintedLine] = []
    for text in row.texts:
        lines += _text_lines(text, width)
    reasons = [piece.what for line in row.lines for piece in line.pieces if piece.what]
    for reason in dict.fromkeys(reasons):
        lines += wrap_text([StyledText(f"({describe_reason(reason)})", _PLACE)], width)
    return lines


def _text_lines(text: TextView, width: int) -> list[PrintedLine]:
    lines: list[PrintedLine] = []
    for label in text.labels:
        if label.sort == "part":
            lines += wrap_text([StyledText(f"({label.name})", _PART)], width)
        else:
            lines += wrap_text([StyledText(f"= {visible(label.name)}", _KEY)], width)
    if text.note:
        lines += wrap_text([StyledText(f"({text.note})", _PLACE)], width)
    return lines + wrap_text([_marked(piece) for piece in text.pieces], width)


def _marked(piece: ShownText) -> StyledText:
    """A piece with its mark in words, since a pipe and a printer have no colours."""
    sign = _SIGNS[piece.mark]
    text = piece.text if piece.mark is RowMark.READ else f"[{sign}{piece.text}{sign}]"
    return StyledText(text, _STYLES[piece.mark])


def _removed(reading: Reading, width: int) -> Iterator[PrintedLine]:
    document = reading.comparison.document
    if document is None or not document.removed:
        return
    yield [StyledText("cleaning removed", "bold")]
    for removal in document.removed:
        example = f": {visible(removal.example)}" if removal.example else ""
        yield from wrap_text([StyledText(f"  {removal.count:,} × {removal.what}{example}")], width)
    yield []


def _findings(reading: Reading, width: int) -> Iterator[PrintedLine]:
    if not reading.findings:
        yield [StyledText("no findings")]
        return
    yield [StyledText("findings", "bold")]
    for finding in reading.findings:
        place = f" at {visible(finding['where'])}" if finding["where"] else ""
        head = f"  {finding['severity']} {finding['code']}{place}: "
        remedy = f" What to do: {visible(finding['remedy'])}" if finding["remedy"] else ""
        yield from wrap_text(
            [StyledText(head, "bold"), StyledText(visible(finding["message"]) + remedy)], width
        )


def wrap_text(parts: Sequence[StyledText], width: int) -> list[PrintedLine]:
    """Break styled text where a column ends.

    Args:
        parts: The text.
        width: Cells of the column. A full-width character takes two.

    Returns:
        Its lines; at least one.
    """
    from rich.cells import cell_len, get_character_cell_size

    lines: list[PrintedLine] = [[]]
    used = 0
    for text, style in parts:
        for word in _words(text):
            size = cell_len(word)
            if used + size > width and size <= width and lines[-1]:
                lines.append([])
                used = 0
                if word == " ":
                    continue
            run = ""
            for character in word:
                cells = get_character_cell_size(character)
                if used + cells > width:
                    lines[-1].append(StyledText(run, style))
                    lines.append([])
                    run = ""
                    used = 0
                run += character
                used += cells
            lines[-1].append(StyledText(run, style))
    return lines


def _words(text: str) -> Iterator[str]:
    """The words of a text of Latin letters, which stay whole; any other character alone."""
    word = ""
    for character in text:
        if character.isascii() and character != " ":
            word += character
            continue
        if word:
            yield word
        word = ""
        yield character
    if word:
        yield word


def _columns(
    sign: StyledText,
    left: PrintedLine,
    right: PrintedLine,
    width: int,
) -> PrintedLine:
    from rich.cells import cell_len

    gap = width - sum(cell_len(span.text) for span in left)
    return [sign, *left, StyledText(" " * gap), StyledText(" │ "), *right]


def _print_line(out: Console, line: PrintedLine) -> None:
    from rich.text import Text

    text = Text(no_wrap=True, overflow="ignore", end="\n")
    for span in line:
        text.append(span.text, span.style)
    text.rstrip()
    out.print(text, crop=False, soft_wrap=True)
