"""Writes the pages of a document as paragraphs, tables and notes.

Pages with a text layer and pages that were read by OCR come here alike; so do the pages of picture
files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import BlockKind
from ingestion.boxes import Box, union
from ingestion.cleaning import Removals
from ingestion.cleaning.joining import joined
from ingestion.drafts import NOTES, DocumentDraft
from ingestion.parsers.pdf.columns import Column, Item, build_column
from ingestion.parsers.pdf.fragments import Fragment, fragments
from ingestion.parsers.pdf.glyphs import Glyph
from ingestion.parsers.pdf.headers_and_footers import remove_headers_and_footers
from ingestion.parsers.pdf.layout import columns, gutters_of
from ingestion.parsers.pdf.line_numbers import remove_line_numbers
from ingestion.parsers.pdf.notes import begins_note, body_size, take_notes
from ingestion.parsers.pdf.page_layout import PageLayout
from ingestion.parsers.pdf.paragraphs import (
    HEADING,
    PdfLine,
    begins_paragraph,
    lines_of,
    side_by_side,
)
from ingestion.parsers.pdf.tables import PdfTable, row_boxes

_SHORT_COLUMN = 4  # lines; a column with fewer may not reach its edges
_EDGE_SLACK = 3  # points; by so much a line may reach beyond the edges of its column
_HEADING_LINES = 4  # a heading has no more
_TITLE = 1.4  # times the body's size: a heading of the first level


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A row of a table where it stands."""

    cells: tuple[str, ...]
    page: int
    box: Box


def write(layouts: Sequence[PageLayout], draft: DocumentDraft) -> None:
    """Write the text of all pages, and their notes after it.

    Args:
        layouts: The pages, from the first to the last.
        draft: The document that is written, which also counts what is left out.
    """
    body_fragments = _without_headers_and_numbers(layouts, draft.removals)
    body = body_size(body_fragments)
    texts: list[list[Item]] = []
    notes: list[list[Column]] = []
    for layout, page in zip(
        layouts,
        body_fragments,
        strict=True,
    ):
        text, below = take_notes(page, body)
        texts.append([*text, *layout.tables])
        notes.append(columns(below))
    by_number = {layout.number: layout for layout in layouts}
    text_flow = _flow(
        layouts,
        _columns_of(layouts, texts),
        draft.removals,
    )
    _BlockWriter(
        draft,
        by_number,
        body,
    ).write(text_flow)
    if any(notes):
        draft.add(
            BlockKind.HEADING,
            NOTES,
            depth=1,
        )
        notes_flow = _flow(
            layouts,
            notes,
            draft.removals,
        )
        _BlockWriter(
            draft,
            by_number,
            body,
            notes=True,
        ).write(notes_flow)


def _without_headers_and_numbers(
    layouts: Sequence[PageLayout], removals: Removals
) -> list[list[Fragment]]:
    """The fragments of each page without line numbers, headers and footers."""
    numbered = [layout.fragments for layout in layouts]
    sizes = [(layout.width, layout.height) for layout in layouts]
    kept = remove_line_numbers(numbered, removals)
    return remove_headers_and_footers(
        kept,
        sizes,
        removals,
    )


def _columns_of(
    layouts: Sequence[PageLayout], texts: Sequence[Sequence[Item]]
) -> list[list[Column]]:
    """The columns of each page, read again where the pages show what their gutters are."""
    pages: list[list[Column]] = []
    for layout, text in zip(
        layouts,
        texts,
        strict=True,
    ):
        pages.append(columns(text, layout.rules))
    known = gutters_of(pages)
    if not known:
        return pages
    again: list[list[Column]] = []
    for layout, text in zip(
        layouts,
        texts,
        strict=True,
    ):
        again.append(
            columns(
                text,
                layout.rules,
                known,
            )
        )
    return again


def _flow(
    layouts: Sequence[PageLayout],
    pages: Sequence[Sequence[Column]],
    removals: Removals,
) -> Iterator[PdfLine | _TableRow]:
    """All lines and rows in reading order. The head of a table is left out where it is repeated."""
    edges = _column_edges(pages)
    head: tuple[str, ...] = ()
    for layout, page in zip(
        layouts,
        pages,
        strict=True,
    ):
        for column in page:
            left, right = _edges_of(column, edges)
            lines = iter(
                lines_of(
                    column,
                    layout.number,
                    left,
                    right,
                )
            )
            for row in column.lines:
                if not isinstance(row, PdfTable):
                    yield next(lines)
                    continue
                first, *others = _table_rows(row, layout.number)
                if first.cells == head:
                    removals.add(
                        "repeated head of a table",
                        1,
                        " ".join(head),
                    )
                else:
                    head = first.cells
                    yield first
                yield from others


def _column_edges(pages: Sequence[Sequence[Column]]) -> list[tuple[int, int]]:
    """The left and right edges of all columns of four lines or more, narrowest first."""
    edges: set[tuple[int, int]] = set()
    for page in pages:
        for column in page:
            if len(column.lines) >= _SHORT_COLUMN:
                edges.add((round(column.left), round(column.right)))
    return sorted(edges, key=lambda edge: edge[1] - edge[0])


def _edges_of(column: Column, edges: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The edges of a column; a short one takes those of a column around it on any page."""
    if len(column.lines) >= _SHORT_COLUMN:
        return column.left, column.right
    for left, right in edges:
        begins_inside = left <= column.left + _EDGE_SLACK
        ends_inside = right >= column.right - _EDGE_SLACK
        if begins_inside and ends_inside:
            return left, right
    return column.left, column.right


def _table_rows(table: PdfTable, page: int) -> list[_TableRow]:
    rows: list[_TableRow] = []
    for row, box in zip(
        table.rows,
        row_boxes(table),
        strict=True,
    ):
        cells = tuple(_cell_text(cell) for cell in row)
        rows.append(
            _TableRow(
                cells,
                page,
                box,
            )
        )
    return rows


def _cell_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a cell, its lines joined."""
    found = fragments(glyphs, Removals())
    if not found:
        return ""
    rows = build_column(found).lines
    return joined([side_by_side(row) for row in rows if isinstance(row, tuple)])


class _BlockWriter:
    """Joins lines to paragraphs and writes them into the draft."""

    def __init__(
        self,
        draft: DocumentDraft,
        layouts: dict[int, PageLayout],
        body: float,
        *,
        notes: bool = False,
    ) -> None:
        self._draft = draft
        self._layouts = layouts
        self._body = body
        self._notes = notes
        self._lines: list[PdfLine] = []

    def write(self, flow: Iterator[PdfLine | _TableRow]) -> None:
        """Write all lines and rows.

        Args:
            flow: The lines and rows in reading order.
        """
        for part in flow:
            if isinstance(part, _TableRow):
                self._end_paragraph()
                self._write_row(part)
                continue
            if self._begins(part):
                self._end_paragraph()
            self._lines.append(part)
        self._end_paragraph()

    def _write_row(self, row: _TableRow) -> None:
        layout = self._layouts[row.page]
        self._draft.add_row(
            row.cells,
            page=row.page,
            box=layout.shown(row.box),
            confidence=layout.confidence([row.box]),
        )

    def _begins(self, line: PdfLine) -> bool:
        if self._notes:
            return begins_note(line.text)
        before = self._lines[-1] if self._lines else None
        return begins_paragraph(
            line,
            before,
            self._body,
        )

    def _end_paragraph(self) -> None:
        """Write the collected lines as a paragraph or heading, placed on its first page."""
        if not self._lines:
            return
        first = self._lines[0]
        layout = self._layouts[first.page]
        boxes = [line.box for line in self._lines if line.page == first.page]
        depth = self._heading_depth()
        self._draft.add(
            BlockKind.PARAGRAPH if depth is None else BlockKind.HEADING,
            joined([line.text for line in self._lines]),
            depth=depth,
            page=first.page,
            box=layout.shown(union(boxes)),
            confidence=layout.confidence(boxes),
        )
        self._lines = []

    def _heading_depth(self) -> int | None:
        """The level of the heading that the lines are; None of a paragraph."""
        size = self._lines[0].size
        if size < HEADING * self._body or len(self._lines) > _HEADING_LINES:
            return None
        return 1 if size >= _TITLE * self._body else 2


__all__ = ["write"]
