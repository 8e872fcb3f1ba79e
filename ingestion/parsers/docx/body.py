"""The body of a Word file in reading order, as blocks: paragraphs, tables and text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.colours import CLIPPED, HIDDEN
from ingestion.drafts import DocumentDraft
from ingestion.parsers.docx.names import MAX_DEPTH, R, W, is_on, number, plain, value
from ingestion.parsers.docx.numbering import Numbering
from ingestion.parsers.docx.runs import RunContent, RunReader
from ingestion.parsers.docx.styles import Styles, WordStyle
from ingestion.parsers.docx.tables import (
    cell_ground,
    cells_of,
    children,
    goes_on_above,
    is_deleted,
    lays_out,
    table_ground,
)
from ingestion.parsers.docx.visibility import Ground, is_low, shape_ground

_PAGE_NUMBER = re.compile(r"\s*[-—–―]{1,2}\s*\d{1,4}\s*[-—–―]{1,2}\s*")
"""A page number that a converter left among the paragraphs: —  3  —."""
_PAGE = re.compile(r"\d\s*$|[.…]{3}")


@dataclass(frozen=True, slots=True)
class WordLine:
    """A paragraph as it is read. `line` counts the file's paragraphs, as Word does."""

    kind: BlockKind
    text: str
    depth: int | None
    line: int


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of a table of values."""

    cells: tuple[str, ...]
    line: int


class Body:
    """Walks the body; knows styles and numbering, and counts paragraphs."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        found: RunContent,
        embedded: Callable[[str], Document | None] | None = None,
    ) -> None:
        self._styles = styles
        self._embedded = embedded
        self._numbering = numbering
        self._found = found
        self._runs = RunReader(styles, found)
        self._paragraph = 0

    def add_blocks(
        self,
        parent: Any,
        draft: DocumentDraft,
    ) -> None:
        """Add all blocks of a body or of a note.

        Args:
            parent: The element that contains the paragraphs and tables.
            draft: The document to which blocks are added.

        Raises:
            BadInput: `corrupt` or `too_large`.
        """
        for one in self.flow(parent):
            if isinstance(one, WordRow):
                draft.add_row(one.cells, line=one.line)
            else:
                draft.add(
                    one.kind,
                    one.text,
                    depth=one.depth,
                    line=one.line,
                )

    def flow(
        self,
        parent: Any,
        depth: int = 0,
        *,
        ground: Ground = None,
    ) -> Iterator[WordLine | WordRow]:
        """Read the lines and rows of a body, a cell or a text box.

        A paragraph whose end is deleted or hidden continues in the next paragraph.

        Args:
            parent: The element that contains them.
            depth: How many tables and text boxes contain the element.
            ground: What is behind the text; None of the bare paper.

        Yields:
            Each line, or each row of a table of values.
        """
        if depth > MAX_DEPTH:
            raise BadInput("corrupt", f"elements nested more than {MAX_DEPTH} deep")
        carried = ""
        for child in _content(
            parent,
            self._runs,
            depth,
        ):
            if child.tag == f"{W}tbl":
                yield from self._table(child, depth, ground=ground)
                continue
            if child.tag == f"{W}altChunk":
                yield from self._embedded_lines(child)
                continue
            self._paragraph += 1
            self._found.paragraph = self._paragraph
            style = self._styles[value(child, "pPr", "pStyle")]
            text = self._runs.text(child, style, ground=ground)
            boxes = self._found.boxes
            self._found.boxes = []
            if beside := _beside_text(child, style, text):
                self._found.removals.add(beside, 1, text)
            elif _has_no_end(child):
                carried += text
            else:
                yield self._line(child, style, carried + text)
                carried = ""
            for box in boxes:
                if isinstance(box, str):
                    yield WordLine(
                        BlockKind.PARAGRAPH,
                        box,
                        None,
                        self._paragraph,
                    )
                else:
                    behind = shape_ground(
                        box,
                        self._styles.theme,
                        self._runs.behind_shapes(box),
                    )
                    yield from self.flow(box, depth + 1, ground=behind)
        if carried:
            yield WordLine(
                BlockKind.PARAGRAPH,
                carried,
                None,
                self._paragraph,
            )

    def _embedded_lines(self, chunk: Any) -> Iterator[WordLine | WordRow]:
        """The lines of a document inside the file, which Word shows in the place of the element."""
        relation = chunk.get(f"{R}id", "")
        document = self._embedded(relation) if self._embedded is not None else None
        if document is None:
            return
        for block in document.blocks:
            self._paragraph += 1
            if block.kind is BlockKind.ROW:
                yield WordRow(block.cells, self._paragraph)
            else:
                yield WordLine(
                    block.kind,
                    document.text[block.start : block.end],
                    block.depth,
                    self._paragraph,
                )

    def _line(
        self,
        paragraph: Any,
        style: WordStyle,
        text: str,
    ) -> WordLine:
        properties = paragraph.find(f"{W}pPr")
        label = self._label(properties, style)
        depth = style.depth if properties is None else _outline(properties, style.depth)
        kind = BlockKind.PARAGRAPH if depth is None else BlockKind.HEADING
        if label is not None and depth is None:
            kind = BlockKind.LIST_ITEM
        return WordLine(
            kind,
            f"{label or ''}{text}",
            depth,
            self._paragraph,
        )

    def _label(
        self,
        properties: Any,
        style: WordStyle,
    ) -> str | None:
        """Return the label of a paragraph.

        The paragraph's own number wins over that of its style, and 0 removes the number of the
        style.
        """
        direct = None if properties is None else properties.find(f"{W}numPr")
        num_id = style.num_id if direct is None else value(direct, "numId") or style.num_id
        if num_id is None or num_id == "0":
            return None
        level = None if direct is None else number(value(direct, "ilvl"))
        if level is None:
            level = self._numbering.level_of(style) if num_id == style.num_id else 0
        return self._numbering.next_label(num_id, level)

    def _table(
        self,
        table: Any,
        depth: int,
        *,
        ground: Ground,
    ) -> Iterator[WordLine | WordRow]:
        ground = table_ground(
            table,
            self._styles,
            ground,
        )
        rows = [row for row in children(table, "tr") if not self._takes_away(row)]
        if lays_out(table, rows, self._styles):
            for row in rows:
                for cell in cells_of(row):
                    behind = cell_ground(
                        cell,
                        self._styles,
                        ground,
                    )
                    yield from self.flow(cell, depth + 1, ground=behind)
            return
        for row in rows:
            first = self._paragraph + 1
            cells = [self._cell(cell, depth + 1, ground=ground) for cell in cells_of(row)]
            yield WordRow(tuple(cells), first)

    def _takes_away(self, row: Any) -> bool:
        if is_deleted(row):
            why = "deleted text"
        elif is_on(row.find(f"{W}trPr/{W}hidden")):
            why = HIDDEN
        elif is_low(row.find(f"{W}trPr")):
            why = CLIPPED
        else:
            why = ""
        if why:
            text = plain(row)
            place = f"paragraph {self._paragraph + 1}: "
            self._found.removals.add(
                why,
                1,
                place + text,
                len("".join(text.split())),
            )
        return bool(why)

    def _cell(
        self,
        cell: Any,
        depth: int,
        *,
        ground: Ground,
    ) -> str:
        """A cell's lines; a table inside it gives a line a row.

        The lower parts of a merged cell are empty.
        """
        ground = cell_ground(
            cell,
            self._styles,
            ground,
        )
        lines = [
            " ".join(one.cells) if isinstance(one, WordRow) else one.text
            for one in self.flow(cell, depth, ground=ground)
        ]
        text = "\n".join(lines)
        if not goes_on_above(cell):
            return text
        if text.strip():
            self._found.removals.add("text under a merged cell", 1, text)
        return ""


def _content(
    parent: Any,
    runs: RunReader,
    depth: int,
) -> Iterator[Any]:
    """Yield paragraphs, tables and embedded documents, also in content controls and changes."""
    if depth > MAX_DEPTH:
        raise BadInput("corrupt", f"elements nested more than {MAX_DEPTH} deep")
    for child in parent:
        tag = child.tag
        if tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield child
        elif len(child) and isinstance(tag, str) and not runs.note_unread(child):
            yield from _content(
                child,
                runs,
                depth + 1,
            )


def _has_no_end(paragraph: Any) -> bool:
    """Whether the mark that ends a paragraph was deleted, moved away or hidden."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(
        one.tag in (f"{W}del", f"{W}moveFrom")
        or (one.tag in (f"{W}vanish", f"{W}specVanish") and is_on(one))
        for one in properties
    )


def _beside_text(
    paragraph: Any,
    style: WordStyle,
    text: str,
) -> str:
    """What a paragraph is that is no text; "" where it is text."""
    if style.contents and _is_entry(paragraph, text):
        return "table of contents"
    return "page number" if _PAGE_NUMBER.fullmatch(text) else ""


def _is_entry(paragraph: Any, text: str) -> bool:
    """Whether a paragraph in a style for contents is an entry, and not a provision."""
    return (
        bool(_PAGE.search(text))
        or next(paragraph.iter(f"{W}hyperlink", f"{W}instrText", f"{W}fldSimple"), None) is not None
    )


def _outline(properties: Any, of_style: int | None) -> int | None:
    level = number(value(properties, "outlineLvl"))
    if level is None:
        return of_style
    return level + 1 if level < 9 else None  # 9 is Word's "body text"
