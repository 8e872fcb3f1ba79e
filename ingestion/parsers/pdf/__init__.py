"""PDF files that hold text, through pdfminer and pdfplumber's table finder.

| module       | what it does                                                              |
| ------------ | ------------------------------------------------------------------------- |
| `pages`      | bytes → pages: glyphs that a reader sees, rules; what is hidden; why a page can't be used |
| `glyphs`     | glyphs, boxes, turning                                                    |
| `tables`     | rules → tables                                                            |
| `fragments`  | glyphs → stretches of one line                                            |
| `furniture`  | running heads, page and line numbers taken out                            |
| `notes`      | notes at the foot of a page taken aside                                   |
| `layout`     | fragments → columns in reading order                                      |
| `paragraphs` | lines → paragraphs, across columns and pages                              |

A page without text that can be used is named: the file is set aside (`no_text`) where no page has any, else the page stands in the
metadata (`pages_without_text`) and among what was taken away. Such a page is where OCR begins: it would make the `_Sheet` that
`_sheet` makes of a page with text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.cleaning import Removals
from ingestion.drafts import Draft
from ingestion.joining import joined
from ingestion.limits import Limits
from ingestion.media_types import PDF

from .fragments import Fragment, fragments
from .furniture import without_furniture, without_line_numbers
from .glyphs import Box, Glyph, union, unturned
from .layout import Column, columns, gutters_of, one_column
from .notes import begins_note, body_size, take_notes
from .pages import Page, page_labels, read_pages
from .paragraphs import HEADING, Line, begins, lines_of
from .tables import Table, take_tables

PARSER = "pdf/2"
NOTES = "附：注释"
"""The heading under which the notes of all pages stand, after the text, as an annex: inside an article they would be law."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page without its glyphs: what is kept until all pages are known."""

    number: int
    width: float
    height: float
    turn: int
    fragments: tuple[Fragment, ...]
    tables: tuple[Table, ...]
    flat_rules: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table where it stands."""

    cells: tuple[str, ...]
    page: int
    box: Box


def parse(data: bytes, limits: Limits) -> Document:
    """Read a PDF file. Raises BadInput `encrypted`, `corrupt`, `no_text`, `empty`, `too_large`."""
    draft = Draft(limits)
    stated: dict[str, str] = {}
    sheets: list[_Sheet] = []
    unread: list[tuple[int, str]] = []
    for page in read_pages(data, limits, draft.removals, stated):
        if page.problem:
            unread.append((page.number, page.problem))
        else:
            sheets.append(_sheet(page, draft.removals))
    if unread and not any(sheet.fragments or sheet.tables for sheet in sheets):
        raise BadInput("no_text", page_labels(unread))
    for name, value in stated.items():
        draft.add_metadata(name, value)
    if unread:
        draft.add_metadata("pages_without_text", page_labels(unread))
        for number, problem in unread:
            draft.removals.add("page without text", 1, f"page {number}: {problem}")
    _write(sheets, draft)
    return draft.finish(PDF, PARSER)


def _sheet(page: Page, removals: Removals) -> _Sheet:
    tables, glyphs = take_tables(page.glyphs, page.rules)
    found = fragments(glyphs, removals)
    flat = tuple(tuple(rule) for rule in page.rules if rule.bottom - rule.top < 3 and rule.x1 - rule.x0 > 0.2 * page.width)
    return _Sheet(page.number, page.width, page.height, page.turn, tuple(found), tuple(tables), flat[:200])  # type: ignore[arg-type]


def _write(sheets: Sequence[_Sheet], draft: Draft) -> None:
    numbered = without_line_numbers([sheet.fragments for sheet in sheets], draft.removals)
    kept = without_furniture(numbered, [sheet.height for sheet in sheets], draft.removals)
    body = body_size(kept)
    texts: list[list[Fragment | Table]] = []
    notes: list[list[Column]] = []
    for sheet, page in zip(sheets, kept, strict=True):
        text, below = take_notes(page, body)
        texts.append([*text, *sheet.tables])
        notes.append(columns(below))
    pages = [columns(text, sheet.flat_rules) for text, sheet in zip(texts, sheets, strict=True)]
    if known := gutters_of(pages):
        pages = [columns(text, sheet.flat_rules, known) for text, sheet in zip(texts, sheets, strict=True)]
    by_number = {sheet.number: sheet for sheet in sheets}
    _Writer(draft, by_number, body).write(_flow(sheets, pages, draft.removals))
    if any(notes):
        draft.add(BlockKind.HEADING, NOTES, depth=1)
        _Writer(draft, by_number, body, notes=True).write(_flow(sheets, notes, draft.removals))


def _flow(sheets: Sequence[_Sheet], pages: Sequence[Sequence[Column]], removals: Removals) -> Iterator[Line | _Row]:
    """Everything in reading order; a column of one or two lines takes the edges of the column like it on any page."""
    known = [column for page in pages for column in page if len(column.lines) >= 4]
    edges = sorted({(round(column.left), round(column.right)) for column in known}, key=lambda edge: edge[1] - edge[0])
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

    def __init__(self, draft: Draft, sheets: dict[int, _Sheet], body: float, *, notes: bool = False) -> None:
        self._draft = draft
        self._sheets = sheets
        self._body = body
        self._notes = notes
        self._lines: list[Line] = []

    def write(self, flow: Iterator[Line | _Row]) -> None:
        """Write everything."""
        for one in flow:
            if isinstance(one, _Row):
                self._end_paragraph()
                self._draft.add_row(one.cells, page=one.page, box=self._shown(one.page, one.box))
                continue
            if self._begins(one):
                self._end_paragraph()
            self._lines.append(one)
        self._end_paragraph()

    def _begins(self, line: Line) -> bool:
        if self._notes:
            return begins_note(line.text)
        return begins(line, self._lines[-1] if self._lines else None, self._body)

    def _end_paragraph(self) -> None:
        if not self._lines:
            return
        first = self._lines[0]
        heading = first.size >= HEADING * self._body and len(self._lines) <= 4
        box = union([line.box for line in self._lines if line.page == first.page])
        text = joined([line.text for line in self._lines])
        self._draft.add(
            BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
            text,
            depth=(1 if first.size >= 1.4 * self._body else 2) if heading else None,
            page=first.page,
            box=self._shown(first.page, box),
        )
        self._lines = []

    def _shown(self, page: int, box: Box) -> Box:
        sheet = self._sheets[page]
        x0, top, x1, bottom = unturned(box, sheet.width, sheet.height, sheet.turn)
        return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


__all__ = ["NOTES", "PARSER", "parse"]
