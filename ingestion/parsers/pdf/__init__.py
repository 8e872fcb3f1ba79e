"""PDF files through pdfminer and pdfplumber's table finder; pages without text through OCR.

| module       | what it does                                                              |
| ------------ | ------------------------------------------------------------------------- |
| `pages`      | bytes → pages: glyphs that a reader sees, rules; what is hidden; why a page can't be used |
| `scans`      | such a page rendered, and what OCR reads made a page like the others      |
| `glyphs`     | glyphs, boxes, turning                                                    |
| `covers`     | what lies over or under a place                                           |
| `tables`     | rules → tables                                                            |
| `fragments`  | glyphs → stretches of one line                                            |
| `furniture`  | running heads, page and line numbers taken out                            |
| `notes`      | notes at the foot of a page taken aside                                   |
| `layout`     | fragments → columns in reading order                                      |
| `paragraphs` | lines → paragraphs, across columns and pages                              |
| `writing`    | all pages → a document                                                    |

A page that has no text, and that OCR can't read, is named: the file is set aside where no page can be used (`no_text`, or
`unreadable_scan` where there is something to read), else the page stands in the metadata (`pages_without_text`) and among what was
taken away.
"""

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
from ingestion.media_types import PDF
from ingestion.ocr.keeping import keep_picture, load_or_read_page
from ingestion.parsers.pdf.pages import is_nonsense, page_labels, read_pages
from ingestion.parsers.pdf.scans import FLOOR, Renderer, scanned_page
from ingestion.parsers.pdf.writing import Sheet, sheet, write

if TYPE_CHECKING:
    from ingestion.ocr.arrays import Picture

PARSER = "pdf/5"
NOTHING = "a picture without text"


def parse(data: bytes, limits: Limits) -> Document:
    """Read a PDF file. Raises BadInput `encrypted`, `corrupt`, `no_text`, `unreadable_scan`, `empty`, `too_large`."""
    draft = DocumentDraft(limits)
    stated: dict[str, str] = {}
    pile = Pile(data, limits, draft.removals)
    renderer = Renderer(data)
    try:
        for page in read_pages(data, limits, draft.removals, stated):
            usable = sheet(page, draft.removals) if not page.problem else None
            if usable and not page.is_picture:
                pile.sheets.append(usable)
                continue
            try:
                picture, dpi = renderer.picture(page.number)
            except ValueError as error:
                pile.add_unread(page.number, f"{page.problem or NOTHING}; {error}", usable)
            else:
                pile.add_scan(page.number, picture, dpi, page.problem or NOTHING, usable)
    finally:
        renderer.close()
    return pile.document(draft, stated, PDF, PARSER)


@dataclass(slots=True)
class Pile:
    """A file's pages as they come, whether they hold text or were read by OCR: `sheets`, and `unread` ones with the reason."""

    data: bytes
    limits: Limits
    removals: Removals
    sheets: list[Sheet] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    _sure: list[tuple[int, float, int]] = field(
        default_factory=list
    )  # page, confidence, characters
    _poor: int = 0

    def add_unread(self, number: int, problem: str, instead: Sheet | None = None) -> None:
        """Note a page that can't be read; what else it has is taken `instead`."""
        if instead and (instead.fragments or instead.tables):
            self.sheets.append(instead)
        else:
            self.unread.append((number, problem))

    def add_scan(
        self, number: int, picture: Picture, dpi: float, problem: str, instead: Sheet | None = None
    ) -> None:
        """Read a page by OCR; where there is nothing to read, take `instead`. Raises BadInput `too_large` beyond the limit on such pages."""
        if len(self._sure) + self._poor >= self.limits.max_scanned_pages:
            raise BadInput("too_large", f"more than {self.limits.max_scanned_pages} scanned pages")
        found = load_or_read_page(picture, dpi)
        poor = ""
        if found.confidence < FLOOR:
            poor = f"a scan that can't be read (confidence {found.confidence:.2f})"
        elif is_nonsense("".join(line.text for line in found.lines)):
            poor = "a scan in which OCR reads characters that no text is made of"
        if poor:
            if not self._poor:
                keep_picture(sha256(self.data), picture)
            self._poor += 1
            self.add_unread(number, poor, instead)
        elif not found.lines:
            self.add_unread(number, problem, instead)
        else:
            self._sure.append(
                (number, found.confidence, sum(len(line.text) for line in found.lines))
            )
            self.sheets.append(sheet(scanned_page(number, found, self.removals), self.removals))

    def document(
        self, draft: DocumentDraft, stated: dict[str, str], media_type: str, parser: str
    ) -> Document:
        """All pages as a document. Raises BadInput `no_text`, `unreadable_scan`, `empty`."""
        if self.unread and not any(one.fragments or one.tables for one in self.sheets):
            raise BadInput("unreadable_scan" if self._poor else "no_text", page_labels(self.unread))
        for name, value in stated.items():
            draft.add_metadata(name, value)
        if self._sure:
            draft.add_metadata("scanned_pages", numbers([number for number, _, _ in self._sure]))
            characters = sum(count for _, _, count in self._sure)
            draft.add_metadata(
                "ocr_confidence",
                f"{sum(sure * count for _, sure, count in self._sure) / max(characters, 1):.3f}",
            )
        if self.unread:
            draft.add_metadata("pages_without_text", page_labels(self.unread))
            for number, problem in self.unread:
                draft.removals.add("page without text", 1, f"page {number}: {problem}")
        write(sorted(self.sheets, key=lambda one: one.number), draft)
        return draft.finish(media_type, parser)


def numbers(pages: Sequence[int]) -> str:
    """Numbers with runs drawn together.

    >>> numbers([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


__all__ = ["NOTHING", "PARSER", "Pile", "parse"]
