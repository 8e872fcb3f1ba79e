"""Builds a `Document` line by line, so that its one invariant holds by construction: text = blocks joined by newlines.

Parsers say what they see (a heading, a row) and give raw text; cleaning, offsets and counting happen here, once for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from corpus.errors import BadInput
from corpus.records import Block, BlockKind, Document
from ingestion.cleaning import Removals, tidy
from ingestion.cleaning.mojibake import damage
from ingestion.limits import Limits

CELL_SEPARATOR = " | "
NOTES = "附：注释"
"""The heading under which the notes of all pages stand, after the text, as an annex: inside an article they would be law."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the page as it is shown."""


class Where(TypedDict, total=False):
    """Where a block stands in its file, and how sure its text is: fields of `Block`."""

    line: int | None
    page: int | None
    box: Box | None
    record: str | None
    confidence: float | None


class DocumentDraft:
    """A document that is being read. `metadata` and `removals` may be written to; blocks only grow."""

    def __init__(self, limits: Limits) -> None:
        self.metadata: dict[str, str] = {}
        self.removals = Removals()
        self._limits = limits
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._end = -1  # of the last block; the next one starts after a newline

    def add(
        self, kind: BlockKind, text: str, *, depth: int | None = None, **where: Unpack[Where]
    ) -> None:
        """Add a block; one for each line where the text has several, none where nothing is left of it."""
        for part in self._clean(text).split("\n"):
            if part:
                self._append(kind, part, depth=depth, **where)

    def add_row(self, cells: Sequence[str], **where: Unpack[Where]) -> None:
        """Add a row of a table; lines inside a cell become spaces, an empty cell keeps its place, an empty row goes."""
        cleaned = tuple(map(self._in_line, cells))
        if any(cleaned):
            self._append(BlockKind.ROW, CELL_SEPARATOR.join(cleaned), cells=cleaned, **where)

    def add_record(self, fields: Sequence[tuple[str, str]], **where: Unpack[Where]) -> None:
        """Add a row whose cells say their names: `姓名：王敏；金额：3000`. Empty fields are not said, and keep their place in the cells."""
        named = [(self._in_line(name), self._in_line(value)) for name, value in fields]
        said = [f"{name}：{value}" if name else value for name, value in named if value]
        if said:
            text = (
                "".join(
                    one if one.endswith(("。", "；", "！", "？")) else f"{one}；"
                    for one in said[:-1]
                )
                + said[-1]
            )
            self._append(BlockKind.ROW, text, cells=tuple(value for _, value in named), **where)

    def add_metadata(self, name: str, value: str | None) -> None:
        """Note what the file says about itself; the first one to say it is believed."""
        if value and (cleaned := " ".join(self._clean(value).split())):
            self.metadata.setdefault(name, cleaned)

    def finish(self, media_type: str, parser: str) -> Document:
        """The document. Raises BadInput `empty` where it has no text."""
        if not self._blocks:
            raise BadInput("empty", "the file was read, and there is no text in it")
        text = "\n".join(self._lines)
        lines, example = damage(text)
        if lines:
            self.metadata.setdefault("damaged_text", f"{lines} lines, the first: {example}")
        return Document(
            text,
            tuple(self._blocks),
            media_type,
            parser,
            dict(self.metadata),
            self.removals.as_tuple(),
        )

    def _in_line(self, text: str) -> str:
        return " ".join(part for part in self._clean(text).split("\n") if part)

    def _clean(self, text: str) -> str:
        return tidy(text, self.removals)

    def _append(
        self,
        kind: BlockKind,
        text: str,
        *,
        depth: int | None = None,
        cells: tuple[str, ...] = (),
        **where: Unpack[Where],
    ) -> None:
        if len(self._blocks) >= self._limits.max_blocks:
            raise BadInput("too_large", f"more than {self._limits.max_blocks} lines")
        start = self._end + 1
        self._end = start + len(text)
        self._lines.append(text)
        self._blocks.append(Block(kind, start, self._end, depth=depth, cells=cells, **where))
