"""What a parser makes of an object's bytes: clean text in blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAIL = "message/rfc822"
"""The media type of an e-mail."""


class BlockKind(StrEnum):
    """What a reader sees a block as, before anyone asks what it means in law."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document's clean text: a heading, a paragraph, a list item, or a row of a table.

    `depth` is a heading's level (1 = topmost). `cells` are a row's cells; the block's text joins them with " | ", or names them where the
    row is a record. `record` is the number of the record that the block belongs to, in a file of many: what stands by itself is cited so.
    `line` is where the block begins in the decoded original (1-based line, or paragraph of a Word file). `confidence` (0 to 1) is
    how sure OCR is of the text; None where the file holds it.
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
    """Something that cleaning took away: what sort, how often, the beginning of an example, and how many visible characters of text.

    `characters` is 0 for what no reader would count: blanks, control characters, addresses of links.
    """

    what: str
    count: int
    example: str = ""
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What a parser makes of an object's bytes: clean text, and the blocks that it is made of.

    `text` is the blocks' texts joined by one newline, nothing else, so blocks never overlap and cover it.
    `metadata` holds what the file says about itself (title, date, author, encoding), as strings.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    parser: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[Removal, ...] = ()
