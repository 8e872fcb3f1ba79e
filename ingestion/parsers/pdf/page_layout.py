"""What is kept of a page until all pages are known: its fragments and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.boxes import Box
from ingestion.cleaning import Removals
from ingestion.ocr.records import OcrLine
from ingestion.parsers.pdf.fragments import Fragment, fragments
from ingestion.parsers.pdf.page import PdfPage
from ingestion.parsers.pdf.tables import PdfTable, take_tables
from ingestion.parsers.pdf.turning import tilt_back, turn_back

_FLAT = 3.0  # points; a rule is no higher
_WIDE = 0.2  # of the page's width; a shorter line separates nothing
_MAX_RULES = 200  # of a page that layout looks at


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page without its glyphs. Places are points from the upper left corner of the upright page.

    Attributes:
        number: Its number, from 1.
        width: The width of the upright page.
        height: The height of the upright page.
        turn: By how many degrees it was turned to be upright.
        fragments: Its text outside of tables.
        tables: Its tables.
        rules: Its long horizontal lines.
        lines: What OCR read, of a page that was read by OCR.
        tilt: By how many more degrees OCR turned it.
    """

    number: int
    width: float
    height: float
    turn: int
    fragments: tuple[Fragment, ...]
    tables: tuple[PdfTable, ...]
    rules: tuple[Box, ...]
    lines: tuple[OcrLine, ...] = ()
    tilt: float = 0.0

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read on the page."""
        return bool(self.fragments or self.tables)

    def shown(self, box: Box) -> Box:
        """Find where a box lies on the page as a reader is shown it.

        Args:
            box: A box of the upright page.

        Returns:
            The box on the page as it is shown, rounded to tenths of a point.
        """
        tilted = tilt_back(
            box,
            self.width,
            self.height,
            self.tilt,
        )
        turned = turn_back(
            tilted,
            self.width,
            self.height,
            self.turn,
        )
        return Box(*[round(value, 1) for value in turned])

    def confidence(self, boxes: Sequence[Box]) -> float | None:
        """Say how certain OCR is of the text in some boxes.

        Args:
            boxes: Boxes of the upright page.

        Returns:
            The mean by characters, from 0 to 1; None on a page with a text layer.
        """
        weighted = 0.0
        characters = 0
        for line in self.lines:
            if any(_belong_together(box, line.box) for box in boxes):
                weighted += line.confidence * len(line.text)
                characters += len(line.text)
        if not characters:
            return None
        return round(weighted / characters, 3)


def _belong_together(box: Box, line: Box) -> bool:
    """Whether the middle of one box lies in the other.

    A line has the text of several cells, a row that of several lines.
    """
    return _contains_middle(box, line) or _contains_middle(line, box)


def _contains_middle(outer: Box, inner: Box) -> bool:
    """Whether the middle of a box lies in another one, or a point beside it."""
    return outer.widened(1).contains(inner.middle_x, inner.middle_y)


def lay_out_page(page: PdfPage, removals: Removals) -> PageLayout:
    """Find the fragments and tables of a page.

    Args:
        page: The page.
        removals: Counts the raised marks of notes, which are left out.

    Returns:
        The page without its glyphs.
    """
    tables, glyphs = take_tables(page.glyphs, page.rules)
    text = fragments(glyphs, removals)
    rules = [rule for rule in page.rules if _separates(rule, page.width)]
    return PageLayout(
        number=page.number,
        width=page.width,
        height=page.height,
        turn=page.turn,
        fragments=tuple(text),
        tables=tuple(tables),
        rules=tuple(rules[:_MAX_RULES]),
        lines=page.lines,
        tilt=page.tilt,
    )


def _separates(rule: Box, page_width: float) -> bool:
    """Whether a rule is a horizontal line that text is not read across."""
    return rule.height < _FLAT and rule.width > _WIDE * page_width
