"""From records to blocks: each record has the names of its fields and is cited by its number.

A file with one record is a document like any other. Its title is the title and its text is the
text, so that a law in it is read as a law.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.cleaning.box_labels import fact_of
from ingestion.drafts import DocumentDraft
from ingestion.formats.record_mapping import RecordMapping
from ingestion.limits import Limits

_PAGE = re.compile(r"</(?:p|div|span|td|li|h[1-6]|a|b|strong)\s*>|<br\s*/?>|<p[ >]", re.IGNORECASE)
_SHORT = 200  # characters; what is longer is text, whatever its field is called
_TITLE = 200

Fields = list[tuple[str, str]]


class RecordParts(NamedTuple):
    """The fields of a record, sorted by a mapping; `rest` has all but title and text."""

    title: str
    text: list[str]
    rest: Fields
    known: dict[str, str]  # date, author, url


def sort_fields(fields: Fields, mapping: RecordMapping) -> RecordParts:
    """Sort the fields of a record. If several could be the title, the mapping's first name wins."""
    left = [
        (name, value)
        for name, value in fields
        if value.strip() and name.lower() not in _lower(mapping.leave_out)
    ]
    short = [one for one in left if len(one[1]) <= _TITLE and "\n" not in one[1].strip()]
    title = _first(short, mapping.title)
    left = [one for one in left if one is not title]
    names = _lower(mapping.text)
    known = {
        what: found[1].strip()
        for what in ("date", "author", "url")
        if (found := _first(short, getattr(mapping, what)))
    }
    text = [value for name, value in left if name.lower() in names]
    rest = [(name, value) for name, value in left if name.lower() not in names]
    return RecordParts(
        title[1].strip() if title else "",
        text,
        rest,
        known,
    )


def _first(fields: Fields, names: Sequence[str]) -> tuple[str, str] | None:
    """The field whose name comes first among those of a mapping."""
    wanted = _lower(names)
    return min(
        (one for one in fields if one[0].lower() in wanted),
        key=lambda one: wanted.index(one[0].lower()),
        default=None,
    )


def add_records(
    draft: DocumentDraft,
    records: Sequence[tuple[str, Fields]],
    mapping: RecordMapping,
    limits: Limits,
) -> None:
    """Add records, each with its number; a single record is added as a document of its own."""
    if len(records) == 1:
        _add_document(draft, sort_fields(records[0][1], mapping), limits)
        return
    for number, fields in records:
        parts = sort_fields(fields, mapping)
        if not parts.text and parts.title:  # a row of values, whose title is one of them
            draft.add_record(
                [
                    (name, value)
                    for name, value in fields
                    if name.lower() not in _lower(mapping.leave_out)
                ],
                record=number,
            )
            continue
        draft.add(
            BlockKind.HEADING,
            parts.title,
            depth=2,
            record=number,
        )
        draft.add_record(
            [(name, value) for name, value in parts.rest if len(value) <= _SHORT], record=number
        )
        add_texts(
            draft,
            [
                *parts.text,
                *(f"{name}：{value}" for name, value in parts.rest if len(value) > _SHORT),
            ],
            limits,
            record=number,
        )


def _add_document(
    draft: DocumentDraft,
    parts: RecordParts,
    limits: Limits,
) -> None:
    draft.add_metadata("title", parts.title)
    for name, value in parts.known.items():
        draft.add_metadata(name, value)
    draft.add(BlockKind.HEADING, parts.title, depth=1)
    add_texts(draft, parts.text, limits)
    for name, value in parts.rest:
        if fact := fact_of(name, value):
            draft.add_metadata(*fact)
        if value.strip() in parts.known.values():
            continue
        if (
            parts.text and len(value) <= _SHORT
        ):  # behind the last article it would be taken for a part of it
            draft.add_metadata(f"field {name}", value)
        else:
            draft.add(BlockKind.PARAGRAPH, f"{name}：{value}" if name else value)


def add_texts(
    draft: DocumentDraft,
    texts: Iterable[str],
    limits: Limits,
    record: str | None = None,
) -> None:
    """Add texts line by line; one that is a page's mark-up as the page that it is."""
    for text in texts:
        page = read_page(text, limits) if _PAGE.search(text) else None
        if page is None:
            draft.add(BlockKind.PARAGRAPH, text, record=record)
        else:
            add_document(draft, page, record)


def read_page(markup: str, limits: Limits) -> Document | None:
    """The document of a page; None where it can't be read as a page."""
    from ingestion.parsers import html

    try:
        return html.parse(codecs.BOM_UTF8 + markup.encode("utf-8", "replace"), limits)
    except BadInput:
        return None


def add_document(
    draft: DocumentDraft,
    document: Document,
    record: str | None = None,
    *,
    below: int = 0,
) -> None:
    """Add the blocks of another document, its headings `below` levels deeper, and its removals."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is BlockKind.ROW:
            draft.add_row(block.cells, record=record)
        else:
            draft.add(
                block.kind,
                text,
                depth=block.depth and block.depth + below,
                record=record,
            )
    draft.removals.update(replace(one) for one in document.removed)


def _lower(names: Sequence[str]) -> list[str]:
    return [name.lower() for name in names]
