"""Rows of passages as readers get them: the columns of `passages`, with the tags of all schemes.

Tags have tables of their own, so that each stage that tags can replace its own and no other's.
`storage/catalog/tags.py` writes them; every reader of a whole row gets them here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Label, null, select
from sqlalchemy import Row as StoredRow

from corpus.codec import from_json
from corpus.records import Tag
from corpus.schema import FIELDS, Row
from storage.catalog._engine import as_dict, chunks
from storage.catalog.tables import passages, tags

NO_SPAN = -1
"""The `span_start` of a tag that names no words: a column of a primary key can't be null."""

_TAGS = "tags"


def _column(name: str) -> Column[Any] | Label[Any]:
    """The column of a field; of the tags, which stand in another table, a place for them."""
    return null().label(_TAGS) if name == _TAGS else passages.c[name]


ROW_COLUMNS = tuple(_column(field.name) for field in FIELDS)
"""The columns of a row, in the order of `FIELDS`; `complete_rows` adds the tags."""


def complete_rows(connection: Connection, found: Sequence[StoredRow[Any]]) -> list[Row]:
    """Return rows of `ROW_COLUMNS` (and further columns) with the tags of their passages."""
    rows = [as_dict(row) for row in found]
    by_id = stored_tags(connection, [row["id"] for row in rows])
    for row in rows:
        row[_TAGS] = by_id.get(row["id"], [])
    return rows


def read_rows(connection: Connection, condition: ColumnElement[bool]) -> list[Row]:
    """Return the passages for which a condition holds, in no particular order."""
    found = connection.execute(select(*ROW_COLUMNS).where(condition)).all()
    return complete_rows(connection, found)


def stored_tags(
    connection: Connection,
    ids: Collection[str],
    scheme: str | None = None,
) -> dict[str, list[Row]]:
    """Return the tags of those passages that have some, as JSON values, in their order.

    Args:
        connection: The connection.
        ids: Ids of passages.
        scheme: Only the tags of this scheme; None for those of all.

    Returns:
        By the id of the passage, its tags.
    """
    found: dict[str, list[Row]] = {}
    wanted = select(tags).order_by(
        tags.c.passage_id,
        tags.c.scheme,
        tags.c.value,
        tags.c.span_start,
    )
    if scheme is not None:
        wanted = wanted.where(tags.c.scheme == scheme)
    for part in chunks(ids, 1000):
        for row in connection.execute(wanted.where(tags.c.passage_id.in_(part))):
            found.setdefault(row.passage_id, []).append(_tag(row))
    return found


def _tag(row: StoredRow[Any]) -> Row:
    """A stored tag as `corpus.codec.to_json` would give it."""
    if row.span_end is None:
        evidence = None
    else:
        evidence = [
            row.span_start,
            row.span_end,
        ]
    return {
        "scheme": row.scheme,
        "value": row.value,
        "confidence": row.confidence,
        "method": row.method,
        "evidence": evidence,
        "quantity": row.quantity,
    }


def tag_of(value: Row) -> Tag:
    """Return the record of a tag in JSON."""
    return from_json(Tag, value)
