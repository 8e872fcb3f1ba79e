"""A page of several articles.

Each is read by itself, and all are one document whose units name their article.

    page › article 1 › 第一章 › 第一条        path 1/第一条
    page › article 2 › 第一条                path 2/第一条

The articles of a page are no works of their own. Rules are: a page whose articles are rules, each
with a title and articles from 第一条 on, is read as a file of several rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.hashing import text_hash
from corpus.notation.marks import read_mark
from corpus.notation.work_keys import unspace
from corpus.records import (
    Block,
    BlockKind,
    Document,
    DocumentKind,
    Evidence,
    Finding,
    Level,
    Provision,
    Role,
    StructuralSpan,
    Structure,
    Unit,
)
from law.structure.title_words import is_norm_title

_OF_THE_PAGE = (
    "title",
    "page_title",
    "articles",
)
"""Names of metadata that say something of the page and not of one article."""


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """An article of a page, as a document of its own.

    Attributes:
        title: The text of its heading.
        start: The offset in the page's text at which it begins.
        document: The article; its offsets count from `start`.
    """

    title: str
    start: int
    document: Document


def split_articles(document: Document) -> list[ArticlePart]:
    """Split a page of several articles: each begins at a heading of the first rank.

    Args:
        document: A document; its metadata says whether it is a page of several articles.

    Returns:
        The articles, at least two; an empty list for every other document. What stands before the
        first is in none.
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
    parts = [
        _read_part(document, blocks[start:end]) for start, end in pairwise([*starts, len(blocks)])
    ]
    return [] if all(_is_rule(part) for part in parts) else parts


def _is_rule(part: ArticlePart) -> bool:
    """Whether an article of a page is a rule: its heading is the title of one, 第一条 is in it."""
    if not is_norm_title(part.title):
        return False
    marks = (
        read_mark(part.document.text[block.start : block.end])
        for block in part.document.blocks
        if block.kind is not BlockKind.ROW
    )
    articles = (mark for mark in marks if mark is not None and mark.level is Level.ARTICLE)
    first = next(articles, None)
    return first is not None and first.number == (1, 0)


def join_parts(document: Document, parts: Sequence[tuple[ArticlePart, Structure]]) -> Structure:
    """Join the structures of the articles of a page to one.

    What stands before the first article is the page's title.

    Args:
        document: The page.
        parts: Its articles, each with its structure.

    Returns:
        One structure, with offsets in the text of the page.
    """
    first = parts[0][0]
    metadata = document.metadata
    title = metadata.get("page_title") or metadata.get("title") or first.title
    provisions: list[Provision] = []
    units: list[Unit] = []
    findings: list[Finding] = []
    structural = [
        StructuralSpan(Role.TITLE, block.start, block.end)
        for block in document.blocks
        if block.end <= first.start
    ]
    for number, (part, found) in enumerate(parts, 1):
        provisions += _moved_provisions(found, part.start, len(provisions))
        units += _moved_units(
            found,
            part.start,
            number,
            title,
        )
        for span in found.structural:
            moved = StructuralSpan(span.role, span.start + part.start, span.end + part.start)
            structural.append(moved)
        findings += found.findings
    dated = next((found for _, found in parts if found.date), parts[0][1])
    date_evidence = dated.date_evidence
    if date_evidence is not None:
        # The place of the date counts from the start of its article.
        date_evidence = replace(date_evidence, span=None)
    identity = text_hash(unspace(title) + document.text)[:8]
    return Structure(
        kind=DocumentKind.DOCUMENT,
        kind_evidence=Evidence("several articles", metadata["articles"]),
        title=title,
        work=f"{DocumentKind.DOCUMENT.value}-{identity}",
        date=dated.date,
        date_evidence=date_evidence,
        provisions=tuple(provisions),
        units=tuple(units),
        structural=tuple(structural),
        findings=tuple(findings),
    )


def _moved_provisions(
    found: Structure,
    offset: int,
    base: int,
) -> Iterator[Provision]:
    """The provisions of an article at `offset`; `base` provisions stand before them."""
    for provision in found.provisions:
        parent = provision.parent
        if parent is not None:
            parent += base
        yield replace(
            provision,
            start=provision.start + offset,
            end=provision.end + offset,
            parent=parent,
        )


def _moved_units(
    found: Structure,
    offset: int,
    number: int,
    title: str,
) -> Iterator[Unit]:
    """The units of the article with this number, which begins at `offset`."""
    for unit in found.units:
        yield replace(
            unit,
            path=f"{number}/{unit.path}",
            start=unit.start + offset,
            end=unit.end + offset,
            context=_below_title(title, unit.context),
        )


def _read_part(document: Document, blocks: Sequence[Block]) -> ArticlePart:
    """The article that some blocks of a page are."""
    start = blocks[0].start
    end = blocks[-1].end
    moved = tuple(
        replace(block, start=block.start - start, end=block.end - start) for block in blocks
    )
    metadata = {
        name: value for name, value in document.metadata.items() if name not in _OF_THE_PAGE
    }
    article = Document(
        text=document.text[start:end],
        blocks=moved,
        media_type=document.media_type,
        parser=document.parser,
        metadata=metadata,
    )
    title = document.text[start : blocks[0].end]
    return ArticlePart(title, start, article)


def _below_title(title: str, context: str) -> str:
    """A context that begins with the title of the page."""
    if context == title or context.startswith(f"{title} › "):
        return context
    return f"{title} › {context}"
