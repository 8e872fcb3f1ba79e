"""Markdown as legal texts use it: CommonMark and pipe tables, but what is text in law stays text.

Four rules of CommonMark are off, because each would eat or hide words of a law: indented lines are not code, `1.` is an
item's number and not a list's mark-up, reference definitions are not invisible, and quotation marks `>` are taken off line
by line (nested a hundred deep, the parser would drop what is inside). Each source line is its own block, since legal texts
set one paragraph a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.records import BlockKind, Document
from ingestion.cleaning import scrub
from ingestion.decoding import decode
from ingestion.drafts import Draft
from ingestion.limits import Limits
from ingestion.media_types import MARKDOWN

_QUOTE_MARKS = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_BULLET = re.compile(r"^\s*[-*+]\s+(?=\S)")
_NUMBER = re.compile(r"^\s*\d{1,9}[.)](?=\s)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"([A-Za-z_\u4e00-\u9fff][\w \u4e00-\u9fff-]{0,40})[:：](?:[ \t]+(.*))?$")


def parse(data: bytes, limits: Limits) -> Document:
    """Read Markdown. Raises BadInput `encoding`, `corrupt`, `empty`, `too_large`."""
    draft = Draft(limits)
    decoded = decode(data)
    draft.add_metadata("encoding", decoded.encoding)
    text = _take_front_matter(scrub(decoded.text, draft.removals), draft)
    _add_tokens(_reader().parse(_QUOTE_MARKS.sub("", text)), draft)
    return draft.finish(MARKDOWN, "markdown/1")


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(["code", "list", "reference", "blockquote"])


def _take_front_matter(text: str, draft: Draft) -> str:
    """The text with its front matter blanked out (lines keep their numbers), which goes into the metadata."""
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


def _add_tokens(tokens: list[Token], draft: Draft) -> None:
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
            row, row_line = [], line
        elif token.type == "tr_close":
            draft.add_row(row, line=row_line)
        elif token.type == "inline" and token.level >= 4:  # table › thead › tr › th
            row.append("\n".join(_inline_lines(token, draft)))
        elif token.type == "inline":
            _add_lines(token, heading, line or 1, draft)
        elif token.type in ("fence", "html_block"):
            _add_raw(token, line or 1, draft)
        elif token.type == "hr":
            draft.removals.add("rule", 1, token.markup)


def _add_lines(token: Token, heading: int | None, first: int, draft: Draft) -> None:
    lines = list(_inline_lines(token, draft))
    # `---` under a paragraph of several lines makes all of them a heading, by the book; in a law it is a rule under a text
    depth = heading if len(lines) == 1 else None
    for number, text in enumerate(lines, start=first):
        if depth is not None:
            draft.add(BlockKind.HEADING, text, depth=depth, line=number)
        elif bullet := _BULLET.match(text):
            draft.add(BlockKind.LIST_ITEM, text[bullet.end() :], line=number)
        else:
            draft.add(BlockKind.LIST_ITEM if _NUMBER.match(text) else BlockKind.PARAGRAPH, text, line=number)


def _inline_lines(token: Token, draft: Draft) -> Iterator[str]:
    """The lines of an inline token without its mark-up: words stay, marks, addresses and comments go."""
    line = ""
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield line
            line = ""
        elif child.type == "html_inline":
            line += _without_tags(child.content, draft)
        elif child.type == "image":
            draft.removals.add("image", 1, child.content)
        elif child.type == "link_open":
            draft.removals.add("link address", 1, str(child.attrs.get("href", "")))
        else:
            line += child.content
    yield line


def _add_raw(token: Token, first: int, draft: Draft) -> None:
    content = token.content if token.type == "fence" else _without_tags(token.content, draft)
    start = first + (token.type == "fence")
    for number, text in enumerate(content.split("\n"), start=start):
        draft.add(BlockKind.PARAGRAPH, text, line=number)


def _without_tags(html: str, draft: Draft) -> str:
    def drop_comment(match: re.Match[str]) -> str:
        draft.removals.add("comment", 1, match[0])
        return "\n" * match[0].count("\n")

    return _TAG.sub("", _BREAK.sub("\n", _COMMENT.sub(drop_comment, html)))
