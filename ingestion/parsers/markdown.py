"""Markdown as legal texts use it: CommonMark and pipe tables, but text of law stays text.

Four rules of CommonMark are off, because each would remove or hide words of a law. Indented lines
are not code. `1.` is the number of an item, and no mark-up of a list. Reference definitions are
visible. Quotation marks `>` are removed line by line (nested a hundred deep, the parser would drop
their content). Each line of the source is a block, since legal texts write one paragraph on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.records import BlockKind, Document
from ingestion.cleaning import scrub
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.media_types import MARKDOWN
from ingestion.limits import Limits
from ingestion.parsers._copied import ReadLine
from ingestion.parsers._hidden_spans import without_hidden
from ingestion.parsers._html_tables import cut_tables, read_table
from ingestion.parsers._scraped import add_scraped

_QUOTE_MARKS = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_BULLET = re.compile(r"^\s*[-*+]\s+(?=\S)")
_NUMBER = re.compile(r"^\s*\d{1,9}[.)](?=\s)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STAYS = re.compile(
    r"^#|\.(?:docx?|wps|pdf|xlsx?|zip|rar)$", re.IGNORECASE
)  # a place in the text, an attachment
_LINK_RESTS = re.compile(r"[\s|｜/·•>»\-*+:：,，、【】\[\]()（）\d]+")
_CITES = re.compile(r"《|第[零〇一二三四五六七八九十百千\d]+[条章节编]|[。；]")
_STUCK_BOLD = re.compile(
    r"\*\*([^*\n]{1,60}[：，。、；！？】〕）”》])\*\*(?=\w)|(?<=\w)\*\*([【〔（“《][^*\n]{1,60})\*\*"
)
"""Bold text with a mark at its edge and a character beside it, which CommonMark takes for stars."""
_STUCK_HEADING = re.compile(
    r"^([ ]{0,3}#{1,6})(?=[\u4e00-\u9fff《【“（])(?![^#\n]{1,40}#)", re.MULTILINE
)
"""A heading without a blank behind its marks: ###第一章."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"([A-Za-z_\u4e00-\u9fff][\w \u4e00-\u9fff-]{0,40})[:：](?:[ \t]+(.*))?$")


def parse(data: bytes, limits: Limits) -> Document:
    """Read Markdown.

    Args:
        data: The bytes of the file.
        limits: How large a document may be.

    Returns:
        The document.

    Raises:
        BadInput: `encoding`, `corrupt`, `empty` or `too_large`.
    """
    draft = DocumentDraft(limits)
    decoded = decode(data)
    draft.add_metadata("encoding", decoded.encoding)
    text = _take_front_matter(scrub(decoded.text, draft.removals), draft)
    add_scraped(read_marked_lines(text, draft), draft)
    return draft.finish(MARKDOWN, "markdown/4")


def read_marked_lines(text: str, draft: DocumentDraft) -> list[ReadLine]:
    """Read the lines of a text in Markdown.

    Args:
        text: The text, without front matter.
        draft: Where what is removed is counted.

    Returns:
        Its lines and rows of tables, those of HTML too.
    """
    text = without_hidden(text, draft.removals)
    text = _STUCK_BOLD.sub(r"\1\2", _QUOTE_MARKS.sub("", text))
    text = _STUCK_HEADING.sub(r"\1 ", text)
    lines: list[ReadLine] = []
    for piece in cut_tables(text):
        rows = read_table(piece) if piece.table else []
        if rows:
            draft.removals.add("table of HTML", 1, piece.text)
            lines += rows
            continue
        for line in _lines(_reader().parse(piece.text), draft):
            number = line.line and line.line + piece.line - 1
            lines.append(replace(line, line=number))
    return lines


@cache
def _reader() -> MarkdownIt:
    return (
        MarkdownIt("commonmark")
        .enable("table")
        .disable(["code", "list", "reference", "blockquote"])
    )


def _take_front_matter(text: str, draft: DocumentDraft) -> str:
    """Blank the front matter of a text, which goes into the metadata. Lines keep their numbers."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return text
    fields = [field for line in match[1].splitlines() if (field := _KEY.match(line))]
    if not fields:  # two rules with text between them
        return text
    for field in fields:
        draft.add_metadata(field[1].strip().lower(), (field[2] or "").strip().strip("\"'"))
    draft.removals.add("front matter", 1, match[1])
    return "\n" * match[0].count("\n") + text[match.end() :]


def _lines(tokens: list[Token], draft: DocumentDraft) -> Iterator[ReadLine]:
    row: list[str] = []
    row_line: int | None = None
    heading: int | None = None
    for token in tokens:
        line = token.map[0] + 1 if token.map else None
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = None
        elif token.type == "tr_open":
            row = []
            row_line = line
        elif token.type == "tr_close":
            yield ReadLine(
                BlockKind.ROW,
                " ".join(row),
                cells=tuple(row),
                line=row_line,
            )
        elif token.type == "inline" and token.level >= 4:  # table › thead › tr › th
            row.append("\n".join(text for text, _ in _inline_lines(token, draft)))
        elif token.type == "inline":
            yield from _text_lines(
                token,
                heading,
                line or 1,
                draft,
            )
        elif token.type in ("fence", "html_block"):
            yield from _raw_lines(token, line or 1, draft)
        elif token.type == "hr":
            draft.removals.add("rule", 1, token.markup)


def _text_lines(
    token: Token,
    heading: int | None,
    first: int,
    draft: DocumentDraft,
) -> Iterator[ReadLine]:
    lines = list(_inline_lines(token, draft))
    # `---` under a paragraph of several lines makes all of them a heading, by the book; in a law it
    # is a rule under a text
    depth = heading if len(lines) == 1 else None
    for number, (text, links) in enumerate(lines, start=first):
        if depth is not None:
            yield ReadLine(
                BlockKind.HEADING,
                text,
                depth,
                line=number,
            )
        elif bullet := _BULLET.match(text):
            yield ReadLine(
                BlockKind.LIST_ITEM,
                text[bullet.end() :],
                line=number,
                links=links,
            )
        else:
            kind = BlockKind.LIST_ITEM if _NUMBER.match(text) else BlockKind.PARAGRAPH
            yield ReadLine(
                kind,
                text,
                line=number,
                links=links,
            )


def _inline_lines(token: Token, draft: DocumentDraft) -> Iterator[tuple[str, int]]:
    """Return the lines of an inline token without its mark-up, with the number of links in each.

    Words stay. Marks, addresses and comments are removed.
    """
    line = ""
    linked = ""
    links = 0
    away = False
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield line, _made_of_links(line, linked, links)
            line = ""
            linked = ""
            links = 0
        elif child.type == "html_inline":
            line += _without_tags(child.content, draft)
        elif child.type == "image":
            draft.removals.add("image", 1, child.content)
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
            draft.removals.add("link address", 1, address)
            away = not _STAYS.search(address)
            links += away
        else:
            line += child.content
            linked += child.content if away else ""
            away = away and child.type != "link_close"
    yield line, _made_of_links(line, linked, links)


def _made_of_links(
    line: str,
    linked: str,
    links: int,
) -> int:
    """The number of a line's links where it holds nothing else, and none of them cites a law."""
    rest = _LINK_RESTS.sub("", line)
    if links and len(rest) <= len(_LINK_RESTS.sub("", linked)) and not _CITES.search(line):
        return links
    return 0


def _raw_lines(
    token: Token,
    first: int,
    draft: DocumentDraft,
) -> Iterator[ReadLine]:
    content = token.content if token.type == "fence" else _without_tags(token.content, draft)
    start = first + (token.type == "fence")
    for number, text in enumerate(content.split("\n"), start=start):
        yield ReadLine(BlockKind.PARAGRAPH, text, line=number)


def _without_tags(html: str, draft: DocumentDraft) -> str:
    def drop_comment(match: re.Match[str]) -> str:
        draft.removals.add("comment", 1, match[0])
        return "\n" * match[0].count("\n")

    return _TAG.sub("", _BREAK.sub("\n", _COMMENT.sub(drop_comment, html)))
