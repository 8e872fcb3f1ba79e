"""Plain text: each line that is not blank is a block, however long.

Many text files are copies of web pages, or a page that was recognised: what the site
had around its text goes, and lines that were broken inside sentences are joined, where the whole
text is of such lines.
"""

from __future__ import annotations

from corpus.records import BlockKind, Document
from ingestion.cleaning import scrub
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.media_types import TEXT
from ingestion.limits import Limits
from ingestion.parsers._copied import ReadLine, add_text, find_boilerplate_lines, write_byline


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
    lines = [
        ReadLine(BlockKind.PARAGRAPH, line, line=number)
        for number, line in enumerate(scrub(decoded.text, draft.removals).split("\n"), start=1)
    ]
    add_text(
        lines,
        find_boilerplate_lines(lines),
        draft,
        write_byline(draft),
    )
    return draft.finish(TEXT, "text/3")
