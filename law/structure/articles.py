"""A page of several articles: each is a document of its own, as each rule of a file of several is.

    page › article 1 › 第一章 › 第一条        the document of the file       path 第一条
    page › article 2 › 第一条                another, `Structure.rules`     path 第一条

Pages of the web say so by their mark-up. In a text into which a program or a person saved several
pages, `ingestion` recognises where each begins (docs/adr/0030-a-page-of-a-file-is-an-object.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.records import Block, BlockKind, Document, Span
from law.structure.rule_parts import RulePart

_OF_THE_PAGE = (
    "title",
    "page_title",
    "articles",
)
"""Names of metadata that say something of the page and not of one article."""
_OF_AN_ARTICLE = ("date", "author", "publisher", "url")
_NUMBERED = re.compile(r"(.+) (\d+)$")
"""What is said of a later article: `date 2`."""


def split_articles(document: Document) -> list[RulePart]:
    """Split a page of several articles: each begins at a heading of the first rank.

    Args:
        document: A document; its metadata says whether it is a page of several articles.

    Returns:
        The articles, at least two; an empty list for every other document. What stands before the
        first belongs to it as a label.
    """
    if "articles" not in document.metadata:
        return []
    blocks = document.blocks
    headings = [
        number
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.depth == 1
    ]
    # A heading without a text below it is the page's own.
    starts = [start for start, end in pairwise([*headings, len(blocks)]) if end > start + 1]
    if len(starts) < 2:
        return []
    return [
        _read_part(document, blocks[start:end], number)
        for number, (start, end) in enumerate(pairwise([*starts, len(blocks)]), start=1)
    ]


def _read_part(
    document: Document,
    blocks: Sequence[Block],
    number: int,
) -> RulePart:
    """The article with a number, from 1, that some blocks of a page are."""
    start = blocks[0].start
    end = blocks[-1].end
    moved = tuple(
        replace(block, start=block.start - start, end=block.end - start) for block in blocks
    )
    article = Document(
        text=document.text[start:end],
        blocks=moved,
        media_type=document.media_type,
        parser=document.parser,
        metadata=_metadata_of(document.metadata, number),
        removed=document.removed if number == 1 else (),
    )
    is_last = end == len(document.text)
    span = Span(start if number > 1 else 0, end if is_last else end + 1)
    return RulePart(span, start, article)


def _metadata_of(metadata: Mapping[str, str], number: int) -> dict[str, str]:
    """What the page says of the article with a number."""
    own: dict[str, str] = {}
    for name, value in metadata.items():
        numbered = _NUMBERED.match(name)
        if numbered is not None:
            if int(numbered[2]) == number:
                own[numbered[1]] = value
        elif name not in _OF_THE_PAGE and (number == 1 or name not in _OF_AN_ARTICLE):
            own.setdefault(name, value)
    return own
