"""What a check came to: for people a sentence, figures and a table; for a run, whether readers may get what was checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verdict:
    """One check. `refuses`: readers must keep what they have. A verdict that neither passed nor refuses is for somebody to look at.

    `rows` have as many cells as `columns`; `remedy` says what to do where it did not pass.
    """

    check: str
    says: str
    passed: bool = True
    refuses: bool = False
    remedy: str = ""
    figures: Mapping[str, int | float | str] = field(default_factory=dict)
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()

    def __post_init__(self) -> None:
        if self.passed and self.refuses:
            raise ValueError(f"{self.check}: what passed can't refuse")

    def as_markdown(self) -> str:
        """The table, for a page that shows Markdown; empty where there is none."""
        return markdown_table(self.columns, self.rows) if self.rows else ""


def markdown_table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    r"""A table in Markdown; what a cell holds is shown as it is, never read as markup.

    >>> print(markdown_table(["file"], [["a|b <c>"]]))
    | file |
    | --- |
    | a\|b &lt;c&gt; |
    """
    lines = [_line(columns), _line("---" for _ in columns), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(_cell(one) for one in cells) + " |"


def _cell(value: object) -> str:
    text = " ".join(("" if value is None else str(value)).split())
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("`", "\\`")
        .replace("_", "\\_")
    )
