"""Reads a PDF file: pages with a usable text layer from that layer, all others by OCR."""

from __future__ import annotations

from corpus.records import Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.media_types import PDF
from ingestion.limits import Limits
from ingestion.parsers.pdf.collector import NO_TEXT, PageCollector
from ingestion.parsers.pdf.drawing import Renderer
from ingestion.parsers.pdf.page import PdfPage
from ingestion.parsers.pdf.page_layout import PageLayout, lay_out_page
from ingestion.parsers.pdf.pages import read_pages

PARSER = "pdf/6"
"""Name and version of this parser; raise the version, and every PDF file is read again."""


def parse(data: bytes, limits: Limits) -> Document:
    """Read a PDF file.

    A page that has no text, and that OCR can't read, is named in the metadata
    (`pages_without_text`) and among the removals. A file without any usable page is refused.

    Args:
        data: The file.
        limits: How many pages it may have, and how many OCR may read.

    Returns:
        The document.

    Raises:
        BadInput: `encrypted`, `corrupt`, `no_text`, `unreadable_scan`, `empty`, `too_large`.
    """
    draft = DocumentDraft(limits)
    stated: dict[str, str] = {}
    collector = PageCollector(
        data,
        limits,
        draft.removals,
    )
    renderer = Renderer(data)
    try:
        for page in read_pages(
            data,
            limits,
            draft.removals,
            stated,
        ):
            layout = None if page.problem else lay_out_page(page, draft.removals)
            if layout and not page.is_picture:
                collector.add_page(layout)
            else:
                _add_by_ocr(
                    page,
                    layout,
                    renderer,
                    collector,
                )
    finally:
        renderer.close()
    return collector.build_document(
        draft,
        stated,
        PDF,
        PARSER,
    )


def _add_by_ocr(
    page: PdfPage,
    layout: PageLayout | None,
    renderer: Renderer,
    collector: PageCollector,
) -> None:
    """Draw a page and read it by OCR; `layout` is what its usable text layer gives."""
    problem = page.problem or NO_TEXT
    try:
        picture, dpi = renderer.picture(page.number)
    except ValueError as error:
        collector.add_unread(
            page.number,
            f"{problem}; {error}",
            layout,
        )
        return
    collector.add_scan(
        page.number,
        picture,
        dpi,
        problem,
        layout,
    )


__all__ = ["PARSER", "parse"]
