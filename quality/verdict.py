"""The result of a check: a sentence, figures and a table for people, and what readers may get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.steering import escape_steering

_MARKUP = "\\|&<*`_[]~"  # characters that Markdown reads; "&" and "<" have entities of their own
_ENTITIES = {"&": "&amp;", "<": "&lt;"}


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """One check. A verdict that neither passed nor refuses is for a person to look at.

    Attributes:
        check: The name of the check.
        says: The result in one sentence.
        passed: Whether all is as it should be.
        refuses: Whether readers must keep what they have.
        remedy: What to do where it did not pass.
        figures: Numbers for the user interface, by name.
        columns: The columns of the table.
        rows: The rows of the table, each with as many cells as there are columns.
        refused: By source, what was refused, where a verdict stops single sources and no others.
    """

    check: str
    says: str
    passed: bool = True
    refuses: bool = False
    remedy: str = ""
    figures: Mapping[str, int | float | str] = field(default_factory=dict)
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()
    refused: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.passed and self.refuses:
            raise ValueError(f"{self.check}: what passed can't refuse")

    def as_markdown(self) -> str:
        """Return the table in Markdown; empty where there is none."""
        if not self.rows:
            return ""
        return markdown_table(self.columns, self.rows)


def markdown_table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    r"""Write a table in Markdown.

    Args:
        columns: The names of the columns.
        rows: The cells, row by row; None is an empty cell.

    Returns:
        The table. What a cell contains is shown as it is, never read as markup.

    >>> print(markdown_table(["file"], [["a|b <c>"]]))
    | file |
    | --- |
    | a\|b &lt;c> |
    """
    lines = [_line(columns), _line("---" for _ in columns)]
    lines += [_line(row) for row in rows]
    return "\n".join(lines)


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(markdown_text(cell) for cell in cells) + " |"


def markdown_text(value: object) -> str:
    r"""Write a value on one line, with everything escaped that Markdown would read.

    Args:
        value: The value; None is empty.

    Returns:
        The line. It is shown as the value is; what would turn the line around is an escape.

    >>> print(markdown_text("*加班*_费"))
    \*加班\*\_费
    """
    text = "" if value is None else str(value)
    text = escape_steering(" ".join(text.split()))
    for mark in _MARKUP:
        escaped = _ENTITIES.get(mark, f"\\{mark}")
        text = text.replace(mark, escaped)
    return text
