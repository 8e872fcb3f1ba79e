"""Plain text: each line that is not blank is a block, however long.

Many text files are copies of web pages, or a page that was recognised: what the site
had around its text goes, and lines that were broken inside sentences are joined, where the whole
text is of such lines. What a program forgot to resolve is resolved: escaped line breaks, fields of
JSON, tags, marks of Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.records import BlockKind, Document
from ingestion.cleaning import scrub
from ingestion.cleaning.code import has_code
from ingestion.cleaning.json_remains import RecordRemains, read_json_remains
from ingestion.cleaning.markdown_remains import has_markdown
from ingestion.cleaning.remains import NumberedLine, drop_tags, resolve_breaks
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.media_types import TEXT
from ingestion.limits import Limits
from ingestion.parsers._copied import ReadLine
from ingestion.parsers._html_tables import cut_tables, read_table
from ingestion.parsers._scraped import add_scraped


def parse(data: bytes, limits: Limits) -> Document:
    """Read plain text.

    Args:
        data: The bytes of the file.
        limits: How large a document may be.

    Returns:
        The document, with a block for each line.

    Raises:
        BadInput: `encoding`, `corrupt`, `empty` or `too_large`.
    """
    draft = DocumentDraft(limits)
    decoded = decode(data)
    draft.add_metadata("encoding", decoded.encoding)
    text = scrub(decoded.text, draft.removals)
    before = len(draft.removals.as_tuple())
    lines = _read(text, draft)
    is_dirty = len(draft.removals.as_tuple()) > before
    add_scraped(lines, draft, is_dirty=is_dirty)
    return draft.finish(TEXT, "text/3")


def _read(text: str, draft: DocumentDraft) -> list[ReadLine]:
    """The lines of a text, without the remains of other formats."""
    records = read_json_remains(text, draft.removals)
    if records:
        return [line for record in records for line in _lines_of_record(record, draft)]
    if has_code(text):
        return list(_plain_lines(list(enumerate(text.split("\n"), start=1))))
    return list(_lines_of_text(text, 1, draft))


def _lines_of_record(record: RecordRemains, draft: DocumentDraft) -> Iterator[ReadLine]:
    """The lines of a record: labels say what is title and what is text."""
    if record.title:
        yield ReadLine(BlockKind.PARAGRAPH, f"标题：{record.title}", line=record.line)
        for name, value in record.facts.items():
            yield ReadLine(BlockKind.PARAGRAPH, f"{_LABELS[name]}：{value}", line=record.line)
    for words in record.texts:
        label = "正文：" if record.title else ""
        yield from _lines_of_text(label + words, record.line, draft)


_LABELS = {"date": "时间", "author": "作者", "publisher": "来源", "url": "url"}


def _lines_of_text(
    text: str,
    first: int,
    draft: DocumentDraft,
) -> Iterator[ReadLine]:
    for piece in cut_tables(text):
        start = first + piece.line - 1
        if piece.table:
            rows = read_table(piece)
            yield from rows
            if rows:
                draft.removals.add("table of HTML", 1, piece.text)
                continue
        lines = list(enumerate(piece.text.split("\n"), start=start))
        lines = drop_tags(resolve_breaks(lines, draft.removals), draft.removals)
        yield from _read_marks(lines, draft)


def _read_marks(lines: Sequence[NumberedLine], draft: DocumentDraft) -> Iterator[ReadLine]:
    """The lines of a text, read as Markdown where it has its marks."""
    text = "\n".join(line for _, line in lines)
    if not has_markdown(text):
        yield from _plain_lines(lines)
        return
    from ingestion.parsers.markdown import read_marked_lines

    draft.removals.add("mark of Markdown", 1, text.strip())
    yield from read_marked_lines(text, draft)


def _plain_lines(lines: Sequence[NumberedLine]) -> Iterator[ReadLine]:
    for number, line in lines:
        yield ReadLine(BlockKind.PARAGRAPH, line, line=number)
