"""What a parser makes of the bytes of an object: clean text in blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

HTML = "text/html"
"""The media type of a web page."""

MAIL = "message/rfc822"
"""The media type of an e-mail."""


class BlockKind(StrEnum):
    """What a block looks like on the page, before anything is known of its meaning in law."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of clean text: a heading, a paragraph, a list item, or a row of a table.

    Attributes:
        kind: What it looks like.
        start: Where it begins in `Document.text`.
        end: Where it ends, exclusive.
        depth: The level of a heading; 1 is topmost.
        cells: The cells of a row. The block's text joins them with " | ", or names them where
            the row is a record.
        line: Where it begins in the decoded original, from 1: a line, or a paragraph of a
            Word file.
        page: The page that it stands on, from 1.
        box: Its place on the page: left, top, right, bottom, in points.
        confidence: How sure OCR is of the text, from 0 to 1; None where the file contains the text.
        record: The number of the record that it belongs to, in a file of many. What stands in
            a record is cited by it.
    """

    kind: BlockKind
    start: int
    end: int
    depth: int | None = None
    cells: tuple[str, ...] = ()
    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that cleaning took away.

    Attributes:
        what: What sort of thing it was.
        count: How often it occurred.
        example: The beginning of an example.
        characters: How many visible characters of text went. 0 for what no reader would count:
            blanks, control characters, addresses of links.
    """

    what: str
    count: int
    example: str = ""
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What a parser makes of the bytes of an object: clean text, and its blocks.

    Attributes:
        text: The texts of the blocks, joined by one newline and nothing else. So blocks never
            overlap, and cover it.
        blocks: The blocks, in the order of the text.
        media_type: The media type of the bytes.
        parser: Name and version of the parser.
        metadata: What the file says about itself (title, date, author, encoding), as strings.
        removed: What cleaning took away.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    parser: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[Removal, ...] = ()
