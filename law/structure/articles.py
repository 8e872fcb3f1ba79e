"""A page of several articles: each is read by itself, and all are one document whose units know
which article they are in.

    page › article 1 › 第一章 › 第一条        path 1/第一条
    page › article 2 › 第一条                path 2/第一条

An object carries one structure, so the articles are no works of their own: what would be 第一条 of a
law on such a page is cited as the page's first article's. To give each its own work, a page would
have to be a container of objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.hashing import text_hash
from corpus.notation.work_keys import unspace
from corpus.records import (
    Block,
    BlockKind,
    Document,
    DocumentKind,
    Evidence,
    Finding,
    Provision,
    Role,
    StructuralSpan,
    Structure,
    Unit,
)


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """An article of a page: a document of its own, and where it begins in the page's."""

    title: str
    start: int
    document: Document


def split_articles(document: Document) -> list[ArticlePart]:
    """The articles of a page that has several: each begins at a heading of the first rank. What
    stands before the first is none.
    """
    if "articles" not in document.metadata:
        return []
    blocks = document.blocks
    starts = [
        number
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.depth == 1
    ]
    # a heading without a text below it is the page's own
    starts = [
        start
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)
        if end > start + 1
    ]
    if len(starts) < 2:
        return []
    return [
        _part(document, blocks[start:end])
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)
    ]


def join_parts(document: Document, parts: Sequence[tuple[ArticlePart, Structure]]) -> Structure:
    """One structure of all articles; what stands before the first is the page's title."""
    title = (
        document.metadata.get("page_title") or document.metadata.get("title") or parts[0][0].title
    )
    provisions: list[Provision] = []
    units: list[Unit] = []
    structural: list[StructuralSpan] = []
    findings: list[Finding] = []
    first = parts[0][0].start
    structural += [
        StructuralSpan(role=Role.TITLE, start=block.start, end=block.end)
        for block in document.blocks
        if block.end <= first
    ]
    for number, (part, found) in enumerate(parts, 1):
        base = len(provisions)
        at = part.start
        provisions += [
            replace(
                one,
                start=one.start + at,
                end=one.end + at,
                parent=None if one.parent is None else one.parent + base,
            )
            for one in found.provisions
        ]
        units += [
            replace(
                one,
                path=f"{number}/{one.path}",
                start=one.start + at,
                end=one.end + at,
                context=_under(title, one.context),
            )
            for one in found.units
        ]
        structural += [
            StructuralSpan(role=one.role, start=one.start + at, end=one.end + at)
            for one in found.structural
        ]
        findings += found.findings
    date = next((found for _, found in parts if found.date), parts[0][1])
    work = f"{DocumentKind.DOCUMENT.value}-{text_hash(unspace(title) + document.text)[:8]}"
    return Structure(
        kind=DocumentKind.DOCUMENT,
        kind_evidence=Evidence("several articles", document.metadata["articles"]),
        title=title,
        work=work,
        date=date.date,
        date_evidence=replace(date.date_evidence, span=None) if date.date_evidence else None,
        provisions=tuple(provisions),
        units=tuple(units),
        structural=tuple(structural),
        findings=tuple(findings),
    )


def _part(document: Document, blocks: Sequence[Block]) -> ArticlePart:
    start = blocks[0].start
    end = blocks[-1].end
    moved = tuple(
        replace(
            block,
            start=block.start - start,
            end=block.end - start,
        )
        for block in blocks
    )
    title = document.text[blocks[0].start : blocks[0].end]
    metadata = {
        name: value
        for name, value in document.metadata.items()
        if name not in ("title", "page_title", "articles")
    }
    return ArticlePart(
        title=title,
        start=start,
        document=Document(
            text=document.text[start:end],
            blocks=moved,
            media_type=document.media_type,
            parser=document.parser,
            metadata=metadata,
        ),
    )


def _under(title: str, context: str) -> str:
    if context == title or context.startswith(f"{title} › "):
        return context
    return f"{title} › {context}"
