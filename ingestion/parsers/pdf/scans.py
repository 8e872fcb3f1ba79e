"""Pages without text that can be used: rendered, read by OCR, and made the same `Page` that a page with text is."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingestion.cleaning import Removals
from ingestion.ocr.records import OcrLine, OcrReading
from ingestion.parsers.pdf.glyphs import Glyph
from ingestion.parsers.pdf.pages import Page, RuledLine

if TYPE_CHECKING:
    import pypdfium2
    import pypdfium2.raw as pdfium

    from ingestion.ocr.arrays import Picture

DPI = 200.0
"""At which pages are rendered: type of 8 points is 22 pixels high, about half of what the reader makes of any line."""

_MOST_PIXELS = 12_000_000  # of a page; A2 at 200 dots to the inch has as many
FLOOR = 0.6
"""Confidence below which a page counts as one that nobody can read: half of its lines are wrong, and nobody knows which."""

_BLANK = (
    1.5,
    2.2,
)  # of the type's size, from one ideograph's middle to the next: a blank between them; beyond it, two columns
_LABEL_BLANK = (
    1.3,
    3.2,
)  # ... after 第一条, whose text stands further off in wide print and nearer in narrow
_FULL_WIDTH = "\u2e80"  # the first character that is as wide as it is high
_LABEL = re.compile(
    "第[一二三四五六七八九十百千零〇]+[编章节条](?:之[一二三四五六七八九十]+)?|附件[一二三四五六七八九十]*"
)


class Renderer:
    """The pages of a PDF file as pictures. Opens the file when the first page is asked for; `close` gives back what it holds."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: pypdfium2.PdfDocument | None = None

    def picture(self, number: int) -> tuple[Picture, float]:
        """Page `number` (from 1) as a reader sees it, and its dots to the inch. Raises ValueError where pdfium can't draw it."""
        import pypdfium2

        try:
            if self._file is None:
                use_no_system_fonts()
                self._file = pypdfium2.PdfDocument(self._data)
            page = self._file[number - 1]
            wide, high = page.get_size()
            scale = min(DPI / 72, math.sqrt(_MOST_PIXELS / max(wide * high, 1.0)))
            bitmap = page.render(scale=scale, rev_byteorder=True)
            picture = bitmap.to_numpy()[:, :, :3].copy()
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError(f"it can't be drawn: {error}") from error
        return picture, scale * 72

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()


@cache
def _no_system_fonts() -> pdfium.FPDF_SYSFONTINFO:
    """A font source without any callback: pdfium then has its own fonts only.

    pdfium keeps a pointer to it, so that it has to live as long as the process.
    """
    import pypdfium2.raw as pdfium

    return pdfium.FPDF_SYSFONTINFO(version=2)


def use_no_system_fonts() -> None:
    """Keep pdfium from the fonts of the machine.

    A PDF file without embedded fonts would else be drawn with whatever is installed, and OCR would read
    the same file differently on each machine. pdfium's own fonts (the 14 standard ones) stay in use.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_no_system_fonts()))


def scanned_page(number: int, found: OcrReading, removals: Removals) -> Page:
    """What was read of a page, as a page with text gives it. What was lifted off or could not be read is counted."""
    if found.seals:
        removals.add("seal", found.seals, f"page {number}")
    for text in found.illegible:
        removals.add("illegible line", 1, f"page {number}: {text}")
    glyphs = tuple(glyph for line in found.lines for glyph in _glyphs(line))
    rules = tuple(RuledLine(*box) for box in found.rules)
    return Page(
        number,
        found.width,
        found.height,
        found.turn,
        glyphs,
        rules,
        lines=found.lines,
        tilt=found.tilt,
    )


def _glyphs(line: OcrLine) -> Iterator[Glyph]:
    """A line's characters, each up to half way to its neighbours; a blank where the print has one."""
    x0, top, x1, bottom = line.box
    top, bottom = _face(top, bottom, line.size)
    inked = [place for place, text in enumerate(line.text) if not text.isspace()]
    middles = [line.middles[place] for place in inked]
    edges = [x0, *((one + other) / 2 for one, other in pairwise(middles)), x1]
    for place, middle, (start, end) in zip(inked, middles, pairwise(edges), strict=True):
        text = line.text[place]
        half = (0.35 if text < _FULL_WIDTH else 0.55) * line.size
        left, right = max(start, middle - half), min(end, middle + half)
        if place and _is_blank(line, place):
            yield Glyph("\u3000", min(start, left - 0.1), top, left, bottom, line.size)
        yield Glyph(text, left, top, max(right, left + 0.1), bottom, line.size)


def _face(top: float, bottom: float, size: float) -> tuple[float, float]:
    """The height of the type around a line's ink: a line of 一 alone is as high as any other."""
    middle = (top + bottom) / 2
    return (middle - size / 2, middle + size / 2) if bottom - top < size else (top, bottom)


def _is_blank(line: OcrLine, place: int) -> bool:
    """Whether the print has a blank before a character: the reader saw one, or the way from its neighbour is too long for none."""
    before = line.text[place - 1]
    step = (line.middles[place] - line.middles[place - 1]) / line.size
    if _LABEL.fullmatch(line.text[:place].rstrip()):
        return (before.isspace() or step > _LABEL_BLANK[0]) and step < _LABEL_BLANK[1]
    if before.isspace():
        return step < _BLANK[1]
    if (
        before < _FULL_WIDTH
        or line.text[place] < _FULL_WIDTH
        or not (before.isalnum() and line.text[place].isalnum())
    ):
        return False  # a mark's ink stands at one side of its square, figures are narrow
    return _BLANK[0] < step < _BLANK[1]
