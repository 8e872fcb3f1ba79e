"""What a user sees: one JSON document on stdout, or tables; everything that is not the answer goes to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # rich costs 0.1 s to import
    from rich.console import Console
    from rich.table import Table


_PIPE_WIDTH = 120


def complain(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"lexops: {message}\n")


def print_json(document: Any) -> None:
    """The one JSON document of a command with `--json`."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal; where there is none (a pipe, a file), wide enough that tables keep their rows."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else _PIPE_WIDTH)


def table(
    title: str,
    columns: Iterable[str],
    rows: Iterable[Iterable[object]],
    *,
    right: Iterable[str] = (),
) -> Table:
    """A plain table; `right` names the columns of figures."""
    from rich import box
    from rich.table import Table

    made = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for column in columns:
        made.add_column(
            column,
            justify="right" if column in right else "left",
            overflow="fold",
            no_wrap=column in right,
        )
    for row in rows:
        made.add_row(*("" if cell is None else str(cell) for cell in row))
    return made


def wrap(text: str, width: int) -> str:
    r"""Break lines where the screen ends: Chinese has no blanks between words, and a full-width character takes two cells.

    >>> wrap("第一条 用人单位", 8)
    '第一条 \n用人单位'
    """
    from rich.cells import chop_cells

    return "\n".join(
        piece for line in text.split("\n") for piece in chop_cells(line, width) or [""]
    )


def bytes_(size: float) -> str:
    """A size as people read it.

    >>> bytes_(24_010_842), bytes_(812)
    ('24.0 MB', '812 B')
    """
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def complain_of(refused: Iterable[Mapping[str, Any]]) -> None:
    """Tell on stderr what a run was kept from, and what lets it through; the entries are those of its report."""
    for one in refused:
        complain(f"{one['source'] or one['code']}: {one['detail']} — {one['remedy']}")
