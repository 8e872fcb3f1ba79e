"""From the lines of plain text or Markdown to blocks: pages of websites that were saved as text.

Each page has its own headline, byline, foot and metadata. Where a text has several, its metadata
say so (`articles`), and structure makes a document of each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.records import BlockKind
from ingestion.cleaning.boilerplate_lines import boilerplate_kind, note
from ingestion.cleaning.broken_words import find_broken_words
from ingestion.cleaning.bylines import byline, is_byline
from ingestion.cleaning.page_starts import (
    PageStart,
    find_pages,
    is_bare_stamp,
    without_text_label,
)
from ingestion.drafts import DocumentDraft
from ingestion.parsers._copied import (
    ReadLine,
    add_text,
    find_boilerplate_lines,
    take_information_box,
)

_FIRST = 1


def add_scraped(
    lines: Sequence[ReadLine],
    draft: DocumentDraft,
    *,
    is_dirty: bool = False,
) -> None:
    """Add the lines of a text page by page.

    Args:
        lines: Its lines.
        draft: The document.
        is_dirty: Whether remains of other formats were found in the text.
    """
    lines = take_information_box(_with_whole_words(lines, draft), draft)
    texts = ["" if line.kind is BlockKind.ROW else line.text for line in lines]
    marked = frozenset(
        number
        for number, line in enumerate(lines)
        if line.kind is BlockKind.HEADING and line.depth == 1
    )
    pages = find_pages(texts, marked)
    if len(pages) < 2:
        start = pages[0] if pages else None
        _add_page(lines, start, draft, _FIRST, is_dirty=is_dirty)
        draft.add_metadata("title", draft.metadata.get("box_title"))
        return
    # What stands above a headline belongs to its page, unless it is text of the page before.
    bounds = [0, *(_begin(page) for page in pages[1:]), len(lines)]
    for number, page in enumerate(pages, start=_FIRST):
        begin, end = bounds[number - 1], bounds[number]
        moved = replace(
            page,
            line=page.line - begin,
            removed={line - begin: what for line, what in page.removed.items()},
        )
        _add_page(lines[begin:end], moved, draft, number, is_dirty=True)
    draft.add_metadata("articles", str(len(pages)))


def _begin(page: PageStart) -> int:
    return min((page.line, *page.removed))


def _with_whole_words(lines: Sequence[ReadLine], draft: DocumentDraft) -> list[ReadLine]:
    texts = ["" if line.kind is BlockKind.ROW else line.text for line in lines]
    whole = find_broken_words(texts)
    if not whole:
        return list(lines)
    for number, text in whole.items():
        before = lines[number].text.strip()
        draft.removals.add("blank inside a word", len(before) - len(text), before)
    return [
        replace(line, text=whole[number]) if number in whole else line
        for number, line in enumerate(lines)
    ]


def _add_page(
    lines: Sequence[ReadLine],
    start: PageStart | None,
    draft: DocumentDraft,
    number: int,
    *,
    is_dirty: bool,
) -> None:
    shown = list(lines)
    found: dict[int, str] = {}
    if start is not None:
        shown = _with_headline(lines, start, draft)
        found = {line: what for line, what in start.removed.items() if line >= 0}
    found = find_boilerplate_lines(shown) | found
    if start is not None:
        found.pop(start.line, None)
    _keep_stamps(shown, found)
    add_text(
        shown,
        found,
        draft,
        _write_byline(draft, number),
        is_dirty=is_dirty or bool(start) or bool(found),
    )


def _with_headline(
    lines: Sequence[ReadLine],
    start: PageStart,
    draft: DocumentDraft,
) -> list[ReadLine]:
    """The lines of a page, its headline a heading without its site, its text without its label."""
    shown = list(lines)
    headline = shown[start.line]
    shown[start.line] = ReadLine(BlockKind.HEADING, start.title, 1, line=headline.line)
    if start.cut:
        note("name of the site beside a headline", start.cut, draft.removals)
    if start.evidence != "label":
        return shown
    for number in range(start.line + 1, len(shown)):
        text, label = without_text_label(shown[number].text.strip())
        if label:
            shown[number] = replace(shown[number], text=text)
            note("label of a text", label, draft.removals)
            break
    return shown


def _keep_stamps(lines: Sequence[ReadLine], found: dict[int, str]) -> None:
    """Keep lines that only state a time where a page has several: a programme, a record."""
    stamps = [
        number
        for number, what in found.items()
        if what == "byline" and is_bare_stamp(lines[number].text)
    ]
    if len(stamps) > 1:
        for number in stamps:
            del found[number]


def _write_byline(draft: DocumentDraft, number: int) -> Callable[[str], object]:
    """A listener that writes what bylines say of a page into the draft's metadata."""
    suffix = "" if number == _FIRST else f" {number}"

    def hear(text: str) -> None:
        line = text.strip()
        if not (is_byline(line) or boilerplate_kind(line) is None):
            return
        for name, value in byline(line):
            draft.add_metadata(f"{name}{suffix}", value)

    return hear
