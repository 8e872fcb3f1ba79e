"""Collects the pages of a file, read from its text layer or by OCR, and builds the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import BadInput
from corpus.hashing import sha256
from corpus.records import Document
from ingestion.cleaning import Removals
from ingestion.drafts import DocumentDraft
from ingestion.limits import Limits
from ingestion.ocr.keeping import keep_picture, load_or_read_page
from ingestion.ocr.records import OcrReading
from ingestion.parsers.pdf.page_layout import PageLayout, lay_out_page
from ingestion.parsers.pdf.scans import FLOOR, page_of_reading
from ingestion.parsers.pdf.text_layer import COMMON_IN_READING, is_nonsense
from ingestion.parsers.pdf.writing import write

if TYPE_CHECKING:
    from ingestion.ocr.arrays import Picture

NO_TEXT = "a picture without text"
"""Why a page that OCR finds no text on can't be read."""


@dataclass(frozen=True, slots=True)
class _ScannedPage:
    """A page that was read by OCR: its number, confidence and characters."""

    number: int
    confidence: float
    characters: int


@dataclass(slots=True)
class PageCollector:
    """Collects the pages of a file.

    Attributes:
        data: The file.
        limits: How many pages OCR may read.
        removals: Counts what is left out of the text.
        layouts: The pages that were read, in the order in which they were added.
        unread: The numbers of the pages that can't be read, each with the reason.
    """

    data: bytes
    limits: Limits
    removals: Removals
    layouts: list[PageLayout] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    _scanned: list[_ScannedPage] = field(default_factory=list)
    _unreadable_scans: int = 0

    def add_page(self, layout: PageLayout) -> None:
        """Add a page with a text layer.

        Args:
            layout: The page.
        """
        self.layouts.append(layout)

    def add_unread(
        self,
        number: int,
        problem: str,
        instead: PageLayout | None = None,
    ) -> None:
        """Add a page that can't be read.

        Args:
            number: Its number, from 1.
            problem: Why it can't be read.
            instead: What else is known of the page; it is taken where it has any text.
        """
        if instead and instead.has_text:
            self.layouts.append(instead)
        else:
            self.unread.append((number, problem))

    def add_scan(
        self,
        number: int,
        picture: Picture,
        dpi: float,
        problem: str,
        instead: PageLayout | None = None,
    ) -> None:
        """Read a page by OCR and add it.

        Args:
            number: Its number, from 1.
            picture: The page, grey or RGB.
            dpi: How many of its pixels make an inch.
            problem: Why it can't be read where OCR finds no text.
            instead: What else is known of the page; it is taken where OCR can't read it.

        Raises:
            BadInput: `too_large` where OCR has read as many pages as the limit allows.
        """
        most = self.limits.max_scanned_pages
        if len(self._scanned) + self._unreadable_scans >= most:
            raise BadInput("too_large", f"more than {most} scanned pages")
        found = load_or_read_page(picture, dpi)
        unreadable = _why_unreadable(found)
        if unreadable:
            if not self._unreadable_scans:
                keep_picture(sha256(self.data), picture)
            self._unreadable_scans += 1
            self.add_unread(
                number,
                unreadable,
                instead,
            )
        elif not found.lines:
            self.add_unread(
                number,
                problem,
                instead,
            )
        else:
            characters = sum(len(line.text) for line in found.lines)
            self._scanned.append(
                _ScannedPage(
                    number,
                    found.confidence,
                    characters,
                )
            )
            page = page_of_reading(
                number,
                found,
                self.removals,
            )
            self.layouts.append(lay_out_page(page, self.removals))

    def build_document(
        self,
        draft: DocumentDraft,
        stated: dict[str, str],
        media_type: str,
        parser: str,
    ) -> Document:
        """Write all pages as a document.

        Args:
            draft: The draft that is written.
            stated: What the file says about itself.
            media_type: The media type of the file.
            parser: The name and version of the parser.

        Returns:
            The document.

        Raises:
            BadInput: `no_text` or `unreadable_scan` where no page can be read, `empty`.
        """
        if self.unread and not any(layout.has_text for layout in self.layouts):
            code = "unreadable_scan" if self._unreadable_scans else "no_text"
            raise BadInput(code, label_pages(self.unread))
        for name, value in stated.items():
            draft.add_metadata(name, value)
        if self._scanned:
            numbers = [page.number for page in self._scanned]
            draft.add_metadata("scanned_pages", format_numbers(numbers))
            draft.add_metadata("ocr_confidence", f"{self._mean_confidence():.3f}")
        if self.unread:
            draft.add_metadata("pages_without_text", label_pages(self.unread))
        for number, problem in self.unread:
            draft.removals.add(
                "page without text",
                1,
                f"page {number}: {problem}",
            )
        in_order = sorted(self.layouts, key=lambda layout: layout.number)
        write(in_order, draft)
        return draft.finish(media_type, parser)

    def _mean_confidence(self) -> float:
        """The mean over the characters of all pages that OCR read."""
        characters = sum(page.characters for page in self._scanned)
        weighted = sum(page.confidence * page.characters for page in self._scanned)
        return weighted / max(characters, 1)


def _why_unreadable(found: OcrReading) -> str:
    """Why the text that OCR read of a page can't be used; empty where it can.

    It is judged like a text layer: a page may show nonsense of which OCR is certain.
    """
    if found.confidence < FLOOR:
        return f"a scan that can't be read (confidence {found.confidence:.2f})"
    text = "".join(line.text for line in found.lines)
    if is_nonsense(text, COMMON_IN_READING):
        return "a scan in which OCR reads characters that no text is made of"
    return ""


def label_pages(pages: Sequence[tuple[int, str]]) -> str:
    """Name pages and what is wrong with them, for a message.

    Args:
        pages: Numbers of pages, each with a problem.

    Returns:
        The numbers by problem.

    >>> label_pages([(2, "a picture without text"), (3, "a picture without text")])
    'pages 2, 3: a picture without text'
    """
    by_problem: dict[str, list[str]] = {}
    for number, problem in pages:
        by_problem.setdefault(problem, []).append(str(number))
    labels: list[str] = []
    for problem, numbers in by_problem.items():
        word = "page" if len(numbers) == 1 else "pages"
        labels.append(f"{word} {', '.join(numbers)}: {problem}")
    return "; ".join(labels)


def format_numbers(pages: Sequence[int]) -> str:
    """Write numbers with their runs as ranges.

    Args:
        pages: Numbers in ascending order.

    Returns:
        The numbers, for metadata.

    >>> format_numbers([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(_format_run(run) for run in runs)


def _format_run(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"


__all__ = ["NO_TEXT", "PageCollector", "format_numbers", "label_pages"]
