"""Builds a `Document` line by line, so that its one invariant holds by construction: text = blocks joined by newlines.

Parsers say what they see (a heading, a row) and give raw text; cleaning, offsets and counting happen here, once for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import BadInput
from corpus.records import Block, BlockKind, Document

from .cleaning import Removals, tidy
from .limits import Limits

CELL_SEPARATOR = " | "

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the page as it is shown."""


class Draft:
    """A document that is being read. `metadata` and `removals` may be written to; blocks only grow."""

    def __init__(self, limits: Limits) -> None:
        self.metadata: dict[str, str] = {}
        self.removals = Removals()
        self._limits = limits
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._end = -1  # of the last block; the next one starts after a newline

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        depth: int | None = None,
        line: int | None = None,
        page: int | None = None,
        box: Box | None = None,
        confidence: float | None = None,
    ) -> None:
        """Add a block; one for each line where the text has several, none where nothing is left of it."""
        for part in self._clean(text).split("\n"):
            if part:
                self._append(kind, part, depth=depth, line=line, page=page, box=box, confidence=confidence)

    def add_row(
        self,
        cells: Sequence[str],
        *,
        line: int | None = None,
        page: int | None = None,
        box: Box | None = None,
        confidence: float | None = None,
    ) -> None:
        """Add a row of a table; lines inside a cell become spaces, an empty cell keeps its place, an empty row goes."""
        cleaned = tuple(" ".join(part for part in self._clean(cell).split("\n") if part) for cell in cells)
        if any(cleaned):
            self._append(BlockKind.ROW, CELL_SEPARATOR.join(cleaned), cells=cleaned, line=line, page=page, box=box, confidence=confidence)

    def add_metadata(self, name: str, value: str | None) -> None:
        """Note what the file says about itself; the first one to say it is believed."""
        if value and (cleaned := " ".join(self._clean(value).split())):
            self.metadata.setdefault(name, cleaned)

    def finish(self, media_type: str, parser: str) -> Document:
        """The document. Raises BadInput `empty` where it has no text."""
        if not self._blocks:
            raise BadInput("empty", "the file was read, and there is no text in it")
        return Document("\n".join(self._lines), tuple(self._blocks), media_type, parser, dict(self.metadata), self.removals.as_tuple())

    def _clean(self, text: str) -> str:
        return tidy(text, self.removals)

    def _append(
        self,
        kind: BlockKind,
        text: str,
        *,
        depth: int | None = None,
        cells: tuple[str, ...] = (),
        line: int | None = None,
        page: int | None = None,
        box: Box | None = None,
        confidence: float | None = None,
    ) -> None:
        if len(self._blocks) >= self._limits.max_blocks:
            raise BadInput("too_large", f"more than {self._limits.max_blocks} lines")
        start = self._end + 1
        self._end = start + len(text)
        self._lines.append(text)
        self._blocks.append(Block(kind, start, self._end, depth=depth, cells=cells, line=line, page=page, box=box, confidence=confidence))
