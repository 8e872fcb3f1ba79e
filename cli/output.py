"""What a user sees: JSON or tables on stdout; everything that is not the answer goes to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

from corpus.steering import escape_json, escape_steering

if TYPE_CHECKING:  # rich costs 0.1 s to import
    from rich.console import Console
    from rich.table import Table


_PIPE_WIDTH = 120


def complain(message: str) -> None:
    """Write one line to stderr.

    Args:
        message: The line, without its end. What may steer a terminal is written as an escape.
    """
    sys.stderr.write(f"lexops: {escape_steering(message, one_line=True)}\n")


def print_json(document: Any) -> None:
    """Write the one JSON document of a command with `--json`.

    Args:
        document: Anything that JSON can express.
    """
    sys.stdout.write(as_json_line(document))


def as_json_line(document: Any) -> str:
    """Write a value as JSON on one line.

    Args:
        document: Anything that JSON can express.

    Returns:
        The line. What may steer a terminal is written as an escape of JSON.
    """
    return escape_json(json.dumps(document, ensure_ascii=False)) + "\n"


def print_error(message: str, status: int) -> None:
    """Write the JSON document of a command with `--json` that failed.

    Args:
        message: What happened, and what to do.
        status: The exit status.
    """
    print_json({"error": {"message": message, "exit": int(status)}})


def write_documents(
    documents: Iterable[str],
    stream: TextIO,
    *,
    as_array: bool,
) -> None:
    """Write JSON documents while they are read, so that memory does not grow with their number.

    Args:
        documents: The documents, as JSON.
        stream: Where they are written.
        as_array: Write one JSON array; otherwise JSON lines.
    """
    if not as_array:
        stream.writelines(f"{escape_json(document)}\n" for document in documents)
        return
    separator = "[\n"
    for document in documents:
        stream.write(f"{separator}{escape_json(document)}")
        separator = ",\n"
    is_empty = separator == "[\n"
    stream.write("[]\n" if is_empty else "\n]\n")


def console(*, stderr: bool = False) -> Console:
    """Return a console as wide as the terminal.

    Args:
        stderr: Write to stderr instead of stdout.

    Returns:
        The console. Where there is no terminal (a pipe, a file), it is wide enough that tables keep
        their rows. It writes what may steer the terminal as escapes.
    """
    from cli.steady_console import SteadyConsole

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return SteadyConsole(
        stderr=stderr,
        highlight=False,
        width=width,
    )


def table(
    title: str,
    columns: Iterable[str],
    rows: Iterable[Iterable[object]],
    *,
    right: Iterable[str] = (),
) -> Table:
    """Return a plain table.

    Args:
        title: The line above the table, shown as it is; empty for none.
        columns: The names of the columns.
        rows: The cells, row by row; None is an empty cell. A text is shown as it is, never read as
            markup.
        right: The names of the columns of figures.

    Returns:
        The table, for `console().print`.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(
        title=Text(escape_steering(title)) if title else "",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for column in columns:
        is_figure = column in right
        made.add_column(
            column,
            justify="right" if is_figure else "left",
            overflow="fold",
            no_wrap=is_figure,
        )
    for row in rows:
        cells = ["" if cell is None else cell for cell in row]
        made.add_row(
            *(
                cell if isinstance(cell, Text) else Text(escape_steering(str(cell)))
                for cell in cells
            )
        )
    return made


def printable(text: str) -> str:
    r"""Replace control characters by blanks: a text of a file must not steer the terminal.

    Args:
        text: Any text.

    Returns:
        The text, of the same length; line ends stay.

    >>> printable("a\x1b[2J\nb")
    'a [2J\nb'
    """
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def wrap(text: str, width: int) -> str:
    r"""Break lines where the screen ends.

    Chinese has no blanks between words, and a full-width character takes two cells.

    Args:
        text: Any text.
        width: Cells of a line.

    Returns:
        The text with more line breaks.

    >>> wrap("第一条 用人单位", 8)
    '第一条 \n用人单位'
    """
    from rich.cells import chop_cells

    pieces: list[str] = []
    for line in text.split("\n"):
        pieces += chop_cells(line, width) or [""]
    return "\n".join(pieces)


def bytes_(size: float) -> str:
    """Return a size as people read it.

    Args:
        size: A number of bytes.

    Returns:
        The size with its unit.

    >>> bytes_(24_010_842), bytes_(812)
    ('24.0 MB', '812 B')
    """
    if size < 1000:
        return f"{size:.0f} B"
    for unit in (
        "kB",
        "MB",
        "GB",
    ):
        size /= 1000
        if size < 1000:
            return f"{size:.1f} {unit}"
    return f"{size / 1000:.1f} TB"


def complain_of(refused: Iterable[Mapping[str, Any]]) -> None:
    """Say on stderr what a run was kept from, and what lets it through.

    Args:
        refused: The entries `refused` of its report.
    """
    for entry in refused:
        subject = entry["source"] or entry["code"]
        complain(f"{subject}: {entry['detail']} — {entry['remedy']}")
