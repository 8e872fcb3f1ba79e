"""One rule of a file of several, as a document of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.records import Document, Span

_OF_THE_FILE = (
    "title",
    "page_title",
    "date",
    "number",
    "document_number",
    "articles",
    "box_title",
    "date_written",
    "date_published",
    "index_number",
    "information_box",
    "validity",
    "work_uri",
)


@dataclass(frozen=True, slots=True)
class RulePart:
    """One rule of a file.

    Attributes:
        span: The range of the file's text that is its own, up to the next rule.
        start: Where its text begins there, behind the label of an annex.
        document: The rule; its offsets count from `start`.
        named: The keys of the rules that an order or notice at the head of the file issues.
        notice: The notice above the first rule.
    """

    span: Span
    start: int
    document: Document
    named: frozenset[str] = frozenset()
    notice: Document | None = None


def cut_part(
    document: Document,
    place: range,
    named: frozenset[str],
    *,
    begins: int | None = None,
) -> RulePart:
    """Cut a rule out of a file.

    Args:
        document: The file.
        place: The range of its text; a block begins there.
        named: The keys of the rules that an order or notice at the head of the file issues.
        begins: Where its own text begins, behind the label of an annex or the banner of a gazette.

    Returns:
        The rule. What the file says of its title, date and number belongs to the first one.
    """
    start = place.start if begins is None else begins
    blocks = [
        block
        for block in document.blocks
        if place.start <= block.start < place.stop and block.end > start
    ]
    if blocks and blocks[0].start < start:
        blocks[0] = replace(blocks[0], start=start)
    start = blocks[0].start if start else 0
    moved = tuple(
        replace(
            block,
            start=block.start - start,
            end=block.end - start,
        )
        for block in blocks
    )
    metadata = document.metadata
    if start:
        metadata = {name: value for name, value in metadata.items() if name not in _OF_THE_FILE}
    part = Document(
        text=document.text[start : blocks[-1].end],
        blocks=moved,
        media_type=document.media_type,
        parser=document.parser,
        metadata=metadata,
    )
    return RulePart(
        Span(place.start, place.stop),
        start,
        part,
        named,
    )
