"""One page as a value: its visible glyphs and rules, turned so that most of its text is upright."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.boxes import Box
from ingestion.ocr.records import OcrLine
from ingestion.parsers.pdf.glyphs import Glyph


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What one page shows, in points, from the upper left corner of the upright page.

    Attributes:
        number: Its number, from 1.
        width: The width of the upright page.
        height: The height of the upright page.
        turn: By how many degrees it was turned to be upright.
        glyphs: Its visible characters.
        rules: Its straight lines and the sides of its frames.
        problem: Why its text can't be used; None where it can.
        is_picture: Whether a picture fills it and its text is a few words, as of a scanner's mark
            or a page number.
        lines: What OCR read, of a page that was read by OCR.
        tilt: By how many more degrees OCR turned it.
    """

    number: int
    width: float
    height: float
    turn: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    problem: str | None = None
    is_picture: bool = False
    lines: tuple[OcrLine, ...] = ()
    tilt: float = 0.0
