"""Sets parts of a text into columns, page after page, and notes what stands on each page.

Lines are broken and justified here, and not by reportlab's own paragraphs, so that the lines of
each page are known.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.printed import Part, Printed, Stroke, Style, break_lines

INDENT = "\u3000\u3000"
"""What begins a paragraph."""
_NOTE_SIZE = 7.5
_NOTE_STEP = 10


class Press:
    """Prints one file.

    Attributes:
        style: The layout.
        out: What was printed up to now.
    """

    def __init__(
        self,
        style: Style,
        pages: int = 0,
    ) -> None:
        """Begin the first page.

        Args:
            style: The layout.
            pages: How many pages the file will have, for the foot; 0 where the foot does not
                say it.
        """
        self.style = style
        self.out = Printed()
        self._total = pages
        self._stream = io.BytesIO()
        self._canvas = _open_canvas(self._stream, style)
        self._column = 0
        self._y = 0.0
        self._top = style.height - style.margin - 24
        self._floor = style.margin
        self._lines = 0
        self._notes: list[str] = []
        self._begin_page()

    @property
    def measure(self) -> float:
        """The width of a column in points."""
        style = self.style
        gutters = (style.columns - 1) * style.gutter
        return (style.width - 2 * style.margin - gutters) / style.columns

    @property
    def left(self) -> float:
        """The left edge of the column that is being filled, in points."""
        return self.style.margin + self._column * (self.measure + self.style.gutter)

    def finish(self) -> Printed:
        """Close the file.

        Returns:
            The file and what stands on its pages.
        """
        self._end_page()
        self._canvas.save()
        self.out.data = self._stream.getvalue()
        return self.out

    # ── strokes

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        spread: float = 0.0,
    ) -> None:
        """Paint a line of text.

        Args:
            x: The left end of its base line, in points.
            y: The height of its base line, in points.
            text: The text.
            size: Size of the type in points.
            spread: Space after each character in points.
        """
        self._text_in(
            self.style.font,
            x,
            y,
            text,
            size,
            spread,
        )

    def _text_in(
        self,
        font: str,
        x: float,
        y: float,
        text: str,
        size: float,
        spread: float = 0.0,
    ) -> None:
        stroke = Stroke(
            x,
            y,
            text=text,
            size=size,
            spread=spread,
        )
        self.out.strokes[-1].append(stroke)
        painted = self._canvas.beginText(x, y)
        painted.setFont(font, size)
        painted.setCharSpace(spread)
        painted.textOut(text)
        painted.setCharSpace(0)
        self._canvas.drawText(painted)

    def _rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
    ) -> None:
        """Paint a thin line."""
        self.out.strokes[-1].append(
            Stroke(
                x0,
                y0,
                x1,
                y1,
            )
        )
        self._canvas.line(
            x0,
            y0,
            x1,
            y1,
        )

    # ── pages

    def _begin_page(self) -> None:
        style = self.style
        self.out.pages.append([])
        self.out.strokes.append([])
        if style.turn:
            self._canvas.setPageRotation(style.turn)
        if style.drawn_turn:
            self._canvas.translate(style.height, 0)
            self._canvas.rotate(90)
        if style.head:
            self.text(
                style.margin,
                style.height - 42,
                style.head,
                8.5,
            )
            under = style.height - 47
            self._rule(
                style.margin,
                under,
                style.width - style.margin,
                under,
            )
        if style.foot:
            self._foot(len(self.out.pages))
        self._column = 0
        self._y = self._top
        self._floor = style.margin
        self._lines = 0

    def _foot(self, number: int) -> None:
        style = self.style
        foot = style.foot.format(page=number, pages=self._total)
        wide = pdfmetrics.stringWidth(foot, style.font, 9)
        if number % 2 or len(style.head) % 2:
            x = (style.width - wide) / 2
        else:
            x = style.width - style.margin - wide
        self.text(
            x,
            34,
            foot,
            9,
        )

    def _end_page(self) -> None:
        if self._notes:
            self._print_notes()
        for way in self.style.hidden:
            self._hide(way)
        self._canvas.showPage()

    def _print_notes(self) -> None:
        style = self.style
        y = self._floor - 4
        self._rule(
            style.margin,
            y,
            style.margin + 120,
            y,
        )
        for note in self._notes:
            for line in self._note_lines(note):
                y -= _NOTE_STEP
                self.text(
                    style.margin,
                    y,
                    line,
                    _NOTE_SIZE,
                )
        self.out.notes += self._notes
        self._notes = []

    def _note_lines(self, note: str) -> list[str]:
        width = self.style.width - 2 * self.style.margin
        return list(
            break_lines(
                note,
                _NOTE_SIZE,
                width,
                self.style.font,
            )
        )

    def _hide(self, way: str) -> None:
        """Put a text on the page that a reader does not see."""
        style = self.style
        canvas = self._canvas
        x = style.width + 20 if way == "off" else 100
        text = canvas.beginText(x, 300)
        text.setFont(style.font, 0.5 if way == "tiny" else 10)
        text.setTextRenderMode(3 if way == "invisible" else 0)
        if way == "white":
            text.setFillGray(1)
        if way == "covered":
            text.setTextOrigin(100, style.height - 20)
        text.textOut(style.hidden_text)
        text.setFillGray(0)
        canvas.drawText(text)
        if way == "covered":
            canvas.setFillGray(0.8)
            canvas.rect(
                90,
                style.height - 26,
                200,
                20,
                stroke=0,
                fill=1,
            )
            canvas.setFillGray(0)

    def _make_space(self, needed: float) -> None:
        """Go on to the next column or page if there is not enough space."""
        if self._y - needed >= self._floor:
            return
        self._column += 1
        self._y = self._top
        if self._column >= self.style.columns:
            self._end_page()
            self._begin_page()

    # ── parts

    def part(self, part: Part) -> None:
        """Set one part of a text.

        Args:
            part: A title, heading, paragraph or table.
        """
        if part.kind == "table":
            self._table(part.rows)
        elif part.kind == "paragraph":
            self._paragraph(part)
        else:
            self._headline(part)

    def _headline(self, part: Part) -> None:
        size = self.style.size * (1.6 if part.kind == "title" else 1.0)
        self._y -= 0.6 * size
        for line in break_lines(
            part.text,
            size,
            self.measure,
            self.style.font,
        ):
            wide = pdfmetrics.stringWidth(line, self.style.font, size)
            self._line(line, size, indent=(self.measure - wide) / 2)
        self._y -= 0.6 * size

    def _paragraph(self, part: Part) -> None:
        style = self.style
        if part.note and not self._notes and style.columns == 1:
            self._annotate(part.note)
        lines = list(
            break_lines(
                INDENT + part.text,
                style.size,
                self.measure,
                style.font,
            )
        )
        last = len(lines) - 1
        for number, line in enumerate(lines):
            self._line(
                line.lstrip("\u3000"),
                style.size,
                indent=2 * style.size if number == 0 else 0,
                justified=style.justified and number != last,
            )

    def _annotate(self, note: str) -> None:
        """Keep a footnote for the end of the page, if it has enough space."""
        marked = f"[{len(self.out.notes) + 1}]{note}"
        needed = _NOTE_STEP * (len(self._note_lines(marked)) + 1)
        if self._column == 0 and self._y - needed > self._floor + 100:
            self._floor += needed
            self._notes.append(marked)

    def _line(
        self,
        text: str,
        size: float,
        *,
        indent: float,
        justified: bool = False,
    ) -> None:
        """Set one line of a column."""
        style = self.style
        step = size * style.leading
        self._make_space(step)
        self._y -= step
        spread = 0.0
        if justified:
            wide = pdfmetrics.stringWidth(text, style.font, size)
            spread = (self.measure - indent - wide) / max(len(text) - 1, 1)
        self.text(
            self.left + indent,
            self._y,
            text,
            size,
            spread,
        )
        self.out.pages[-1].append(text)
        self._lines += 1
        is_numbered = style.line_numbers and style.columns == 1
        if is_numbered and self._lines % style.line_numbers == 0:
            self._text_in(
                "Helvetica",
                style.margin - 32,
                self._y,
                str(self._lines),
                8,
            )

    # ── tables

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        """Set a table with lines around its cells."""
        high = 2 * self.style.size
        self._y -= 8
        self._make_space(high * len(rows) + 8)
        wide = self.measure / len(rows[0])
        for index, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell in ("^", "<"):
                    continue
                down = _rows_down(rows, index, place)
                across = _columns_across(row, place)
                x = self.left + place * wide
                y = self._y - (index + down) * high
                self._cell(
                    cell,
                    x,
                    y,
                    across * wide,
                    down * high,
                )
        self._y -= high * len(rows) + 8
        seen = tuple(tuple("" if cell in ("^", "<") else cell for cell in row) for row in rows)
        self.out.tables.append(seen)

    def _cell(
        self,
        cell: str,
        x: float,
        y: float,
        wide: float,
        high: float,
    ) -> None:
        """Set a cell whose lower left corner is at (`x`, `y`)."""
        style = self.style
        right = x + wide
        top = y + high
        self._rule(
            x,
            y,
            right,
            y,
        )
        self._rule(
            x,
            top,
            right,
            top,
        )
        self._rule(
            x,
            y,
            x,
            top,
        )
        self._rule(
            right,
            y,
            right,
            top,
        )
        step = style.size - 1
        size = style.size - 1.5
        lines = list(
            break_lines(
                cell,
                size,
                wide - 6,
                style.font,
            )
        )
        base = y + high / 2 + (len(lines) - 1) * step / 2 - style.size / 3
        fitting = int(high / step) or 1
        for line in lines[:fitting]:
            self.text(
                x + 3,
                base,
                line,
                size,
            )
            base -= step


def _open_canvas(stream: io.BytesIO, style: Style) -> Canvas:
    encryption: Any = None
    if style.password:
        encryption = StandardEncryption(style.password, canPrint=1)
    size = (style.width, style.height)
    if style.drawn_turn or style.turn % 180:
        size = (style.height, style.width)
    return Canvas(
        stream,
        pagesize=size,
        encrypt=encryption,
        pageCompression=int(style.compress),
        invariant=1,
    )


def _rows_down(
    rows: Sequence[Sequence[str]],
    index: int,
    place: int,
) -> int:
    """Count the rows of a cell: its own, and those below that are merged with it."""
    end = index + 1
    while end < len(rows) and rows[end][place] == "^":
        end += 1
    return end - index


def _columns_across(row: Sequence[str], place: int) -> int:
    """Count the columns of a cell: its own, and those to the right that are merged with it."""
    end = place + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return end - place
