"""Pages to a document: what each page leaves once its glyphs are lines and tables, and all of them together as paragraphs.

Pages that hold text and pages that were read by OCR come here alike; so do the pages of picture files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import BlockKind
from ingestion.cleaning import Removals
from ingestion.cleaning.joining import joined
from ingestion.drafts import NOTES, DocumentDraft
from ingestion.ocr.records import OcrLine as ScannedLine
from ingestion.parsers.pdf.fragments import Fragment, fragments
from ingestion.parsers.pdf.furniture import without_furniture, without_line_numbers
from ingestion.parsers.pdf.glyphs import Box, Glyph, tilted, union, unturned
from ingestion.parsers.pdf.layout import Column, columns, gutters_of, one_column
from ingestion.parsers.pdf.notes import begins_note, body_size, take_notes
from ingestion.parsers.pdf.pages import Page
from ingestion.parsers.pdf.paragraphs import HEADING, PdfLine, begins, lines_of
from ingestion.parsers.pdf.tables import Table, take_tables


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page without its glyphs: what is kept until all pages are known. `lines` are those of a page that was read by OCR."""

    number: int
    width: float
    height: float
    turn: int
    fragments: tuple[Fragment, ...]
    tables: tuple[Table, ...]
    flat_rules: tuple[Box, ...]
    lines: tuple[ScannedLine, ...] = ()
    tilt: float = 0.0

    def shown(self, box: Box) -> Box:
        """A box as it lies on the page that a reader is shown."""
        upright = tilted(box, self.width, self.height, self.tilt)
        x0, top, x1, bottom = unturned(upright, self.width, self.height, self.turn)
        return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))

    def confidence(self, boxes: Sequence[Box]) -> float | None:
        """How sure OCR is of what stands in some boxes, by characters; None on a page that holds its text."""
        inside = [line for line in self.lines if any(_holds(box, line.box) for box in boxes)]
        characters = sum(len(line.text) for line in inside)
        return (
            round(sum(line.confidence * len(line.text) for line in inside) / characters, 3)
            if characters
            else None
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table where it stands."""

    cells: tuple[str, ...]
    page: int
    box: Box


def _holds(box: Box, line: Box) -> bool:
    """Whether the middle of one of the two boxes lies in the other: a line holds several cells, a row several lines."""
    return any(
        outer[0] - 1 <= (inner[0] + inner[2]) / 2 <= outer[2] + 1
        and outer[1] - 1 <= (inner[1] + inner[3]) / 2 <= outer[3] + 1
        for outer, inner in ((box, line), (line, box))
    )


def sheet(page: Page, removals: Removals) -> Sheet:
    """A page's fragments and tables."""
    tables, glyphs = take_tables(page.glyphs, page.rules)
    found = fragments(glyphs, removals)
    flat = tuple(
        tuple(rule)
        for rule in page.rules
        if rule.bottom - rule.top < 3 and rule.x1 - rule.x0 > 0.2 * page.width
    )
    return Sheet(
        page.number,
        page.width,
        page.height,
        page.turn,
        tuple(found),
        tuple(tables),
        flat[:200],  # type: ignore[arg-type]
        page.lines,
        page.tilt,
    )


def write(sheets: Sequence[Sheet], draft: DocumentDraft) -> None:
    """Write the text of all pages, from the first to the last, and their notes after it."""
    numbered = without_line_numbers([sheet.fragments for sheet in sheets], draft.removals)
    kept = without_furniture(
        numbered, [(sheet.width, sheet.height) for sheet in sheets], draft.removals
    )
    body = body_size(kept)
    texts: list[list[Fragment | Table]] = []
    notes: list[list[Column]] = []
    for sheet, page in zip(sheets, kept, strict=True):
        text, below = take_notes(page, body)
        texts.append([*text, *sheet.tables])
        notes.append(columns(below))
    pages = [columns(text, sheet.flat_rules) for text, sheet in zip(texts, sheets, strict=True)]
    if known := gutters_of(pages):
        pages = [
            columns(text, sheet.flat_rules, known)
            for text, sheet in zip(texts, sheets, strict=True)
        ]
    by_number = {sheet.number: sheet for sheet in sheets}
    _Writer(draft, by_number, body).write(_flow(sheets, pages, draft.removals))
    if any(notes):
        draft.add(BlockKind.HEADING, NOTES, depth=1)
        _Writer(draft, by_number, body, notes=True).write(_flow(sheets, notes, draft.removals))


def _flow(
    sheets: Sequence[Sheet], pages: Sequence[Sequence[Column]], removals: Removals
) -> Iterator[PdfLine | _Row]:
    """Everything in reading order; a column of one or two lines takes the edges of the column like it on any page."""
    known = [column for page in pages for column in page if len(column.lines) >= 4]
    edges = sorted(
        {(round(column.left), round(column.right)) for column in known},
        key=lambda edge: edge[1] - edge[0],
    )
    head: tuple[str, ...] = ()
    for sheet, page in zip(sheets, pages, strict=True):
        for column in page:
            left, right = column.left, column.right
            if len(column.lines) < 4:
                around = ((a, b) for a, b in edges if a <= left + 3 and b >= right - 3)
                left, right = next(around, (left, right))
            lines = iter(lines_of(column, sheet.number, left, right))
            for row in column.lines:
                if not isinstance(row, Table):
                    yield next(lines)
                    continue
                for index, made in enumerate(_rows(row, sheet.number)):
                    if index == 0 and made.cells == head:
                        removals.add("repeated head of a table", 1, " ".join(made.cells))
                        continue
                    head = made.cells if index == 0 else head
                    yield made


def _rows(table: Table, page: int) -> Iterator[_Row]:
    bottoms = [*table.tops[1:], table.bottom]
    for cells, top, bottom in zip(table.rows, table.tops, bottoms, strict=True):
        yield _Row(tuple(_cell(cell) for cell in cells), page, (table.x0, top, table.x1, bottom))


def _cell(glyphs: Sequence[Glyph]) -> str:
    lines = [
        " ".join(one.text for one in row)
        for column in ([_column(glyphs)] if glyphs else [])
        for row in column.lines
        if isinstance(row, tuple)
    ]
    return joined(lines) if lines else ""


def _column(glyphs: Sequence[Glyph]) -> Column:
    found = fragments(glyphs, Removals())
    return one_column(list(found)) if found else Column((), 0, 0)


class _Writer:
    """Puts lines together and into the draft, a paragraph at a time."""

    def __init__(
        self, draft: DocumentDraft, sheets: dict[int, Sheet], body: float, *, notes: bool = False
    ) -> None:
        self._draft = draft
        self._sheets = sheets
        self._body = body
        self._notes = notes
        self._lines: list[PdfLine] = []

    def write(self, flow: Iterator[PdfLine | _Row]) -> None:
        """Write everything."""
        for one in flow:
            if isinstance(one, _Row):
                self._end_paragraph()
                sheet = self._sheets[one.page]
                self._draft.add_row(
                    one.cells,
                    page=one.page,
                    box=sheet.shown(one.box),
                    confidence=sheet.confidence([one.box]),
                )
                continue
            if self._begins(one):
                self._end_paragraph()
            self._lines.append(one)
        self._end_paragraph()

    def _begins(self, line: PdfLine) -> bool:
        if self._notes:
            return begins_note(line.text)
        return begins(line, self._lines[-1] if self._lines else None, self._body)

    def _end_paragraph(self) -> None:
        if not self._lines:
            return
        first = self._lines[0]
        heading = first.size >= HEADING * self._body and len(self._lines) <= 4
        sheet = self._sheets[first.page]
        boxes = [line.box for line in self._lines if line.page == first.page]
        text = joined([line.text for line in self._lines])
        self._draft.add(
            BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
            text,
            depth=(1 if first.size >= 1.4 * self._body else 2) if heading else None,
            page=first.page,
            box=sheet.shown(union(boxes)),
            confidence=sheet.confidence(boxes),
        )
        self._lines = []


__all__ = ["Sheet", "sheet", "write"]
