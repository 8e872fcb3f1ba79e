"""Builds a `Document` line by line, so that its text is always its blocks joined by newlines.

Parsers say what they see (a heading, a row) and give raw text. Cleaning, offsets and counting
happen here, once for all formats.
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
"""The heading of the notes of all pages, after the text: inside an article they would be law."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the page as it is shown."""

_NOTED = (("hidden_text", "hidden"), ("deleted_text", "deleted text"))
"""Notes in the metadata, and how the removals begin that they sum up."""

_SENTENCE_ENDS = ("。", "；", "！", "？")


class Where(TypedDict, total=False):
    """Where a block stands in its file, and how certain its text is: fields of `Block`."""

    line: int | None
    page: int | None
    box: Box | None
    record: str | None
    confidence: float | None


class DocumentDraft:
    """A document that is being read. Blocks are only ever added.

    Attributes:
        metadata: What the file says about itself; parsers may write to it.
        removals: What cleaning removed; parsers may count into it.
    """

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
        **where: Unpack[Where],
    ) -> None:
        """Add a block for each line of a text that has something left after cleaning.

        Args:
            kind: What the text is.
            text: The text as it stands in the file.
            depth: The level of a heading or of a list item.
            **where: Where it stands.

        Raises:
            BadInput: With code `too_large` where the document has too many lines.
        """
        for line in self._clean(text).split("\n"):
            if line:
                self._append(
                    kind,
                    line,
                    depth=depth,
                    **where,
                )

    def add_row(self, cells: Sequence[str], **where: Unpack[Where]) -> None:
        """Add a row of a table, unless all of its cells are empty.

        Args:
            cells: The texts of its cells. Lines inside a cell become spaces, and an empty cell
                keeps its place.
            **where: Where it stands.

        Raises:
            BadInput: With code `too_large` where the document has too many lines.
        """
        cleaned = tuple(self._in_line(cell) for cell in cells)
        if any(cleaned):
            self._append(
                BlockKind.ROW,
                CELL_SEPARATOR.join(cleaned),
                cells=cleaned,
                **where,
            )

    def add_record(self, fields: Sequence[tuple[str, str]], **where: Unpack[Where]) -> None:
        """Add a row whose cells say their names: `姓名：王敏；金额：3000`.

        Args:
            fields: Names and values. An empty value is left out of the text, and keeps its place
                in the cells.
            **where: Where the record stands.

        Raises:
            BadInput: With code `too_large` where the document has too many lines.
        """
        parts: list[str] = []
        values: list[str] = []
        for name, value in fields:
            cleaned_name = self._in_line(name)
            cleaned_value = self._in_line(value)
            values.append(cleaned_value)
            if cleaned_value:
                parts.append(f"{cleaned_name}：{cleaned_value}" if cleaned_name else cleaned_value)
        if not parts:
            return
        *before, last = parts
        ended = [part if part.endswith(_SENTENCE_ENDS) else f"{part}；" for part in before]
        self._append(
            BlockKind.ROW,
            "".join(ended) + last,
            cells=tuple(values),
            **where,
        )

    def add_metadata(
        self,
        name: str,
        value: str | None,
    ) -> None:
        """Note what the file says about itself.

        Args:
            name: The name of the fact.
            value: Its value; None or an empty text notes nothing. The first value of a name stays.
        """
        if not value:
            return
        cleaned = " ".join(self._clean(value).split())
        if cleaned:
            self.metadata.setdefault(name, cleaned)

    def finish(
        self,
        media_type: str,
        parser: str,
    ) -> Document:
        """Return the document.

        Args:
            media_type: The media type of the file.
            parser: The name of the parser with its version.

        Returns:
            The document of all blocks.

        Raises:
            BadInput: With code `empty` where it has no text.
        """
        if not self._blocks:
            raise BadInput("empty", "the file was read, and there is no text in it")
        text = "\n".join(self._lines)
        damaged_lines, example = damage(text)
        if damaged_lines:
            summary = f"{damaged_lines} lines, the first: {example}"
            self.metadata.setdefault("damaged_text", summary)
        for name, kinds in _NOTED:
            summary = self.removals.summarize(kinds)
            if summary:
                self.metadata.setdefault(name, summary)
        return Document(
            text,
            tuple(self._blocks),
            media_type,
            parser,
            dict(self.metadata),
            self.removals.as_tuple(),
        )

    def _in_line(self, text: str) -> str:
        return " ".join(line for line in self._clean(text).split("\n") if line)

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
        self._blocks.append(
            Block(
                kind,
                start,
                self._end,
                depth=depth,
                cells=cells,
                **where,
            )
        )
