"""Rows as documents of OpenSearch, and the digest of a publication.

Publication is part of the documents. `since` is the number of the publication that adds the row;
`until`, once the row is removed or replaced, the number of the publication that removes it.
Refreshes were set aside as the means of publication: a node that restarts shows what was never
refreshed (docs/adr/0004-keyword-and-vector-search.md).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import numpy as np

from corpus.codec import dumps
from indexing._stored_rows import differing_names, parse_row
from indexing.analysis import row_terms
from indexing.opensearch._mapping import FLAT, Json
from indexing.store import IndexRow, RowEntry, StoredRow

EMPTY_DIGEST = "0" * 64
"""The digest of no rows."""

_NOT_DERIVED = (
    "row",
    "vector",
    "since",
    "until",
)


def update_digest(
    before: str,
    added: Iterable[tuple[str, str]],
    removed: Iterable[tuple[str, str]],
) -> str:
    """Return the digest of a set of (id, row hash) after some were added and others removed.

    The digest is the sum of the pairs' SHA-256 modulo 2^256. A sum needs no order: it costs only
    what changed, and a reader of all rows can calculate it again.

    >>> both = update_digest(EMPTY_DIGEST, [("a", "1"), ("b", "2")], [])
    >>> update_digest(both, [], [("b", "2")]) == update_digest(EMPTY_DIGEST, [("a", "1")], [])
    True
    """
    total = int(before, 16)
    total += sum(map(_number, added))
    total -= sum(map(_number, removed))
    return f"{total % 2**256:064x}"


def _number(pair: tuple[str, str]) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(pair).encode()).digest(), "big")


def document_id(row_id: str, publication: int) -> str:
    """Return `_id` of a row as one publication adds it.

    A hash, because a row's id may be longer than the 512 bytes that OpenSearch allows.
    """
    return hashlib.sha256(f"{publication}\n{row_id}".encode()).hexdigest()[:40]


def routing(row_id: str) -> str:
    """Return the work, the id's first part: all rows of a work are on one shard.

    It is taken from the id, so that a delete knows it too.
    """
    return row_id.partition("/")[0] or row_id


def document(index_row: IndexRow, publication: int) -> str:
    """Return the row as the JSON text of a document.

    It has the whole row as one string, the flat fields again for filters, the terms, and the
    vector in nine digits, which are exact for float32.
    """
    row = index_row.row
    fields: Json = {field.name: row[field.name] for field in FLAT}
    fields["since"] = publication
    fields["terms"] = " ".join(row_terms(row))
    fields["row"] = dumps(row)
    numbers = ",".join(f"{number:.9g}" for number in index_row.vector.tolist())
    without_brace = dumps(fields)[:-1]
    return f'{without_brace},"vector":[{numbers}]}}'


def row_entry(fields: Json) -> RowEntry:
    """Return a row in short, from its doc values."""
    (row_hash,) = fields.get("row_hash", [""])
    groups = tuple(sorted(fields.get("groups", ())))
    return RowEntry(
        fields["id"][0],
        row_hash,
        groups,
    )


def stored_row(source: Json) -> StoredRow:
    """Compare a document with what its row and vector should have made of it."""
    vector = None
    if "vector" in source:
        vector = np.asarray(source["vector"], np.float32)
    row = parse_row(source.get("row"))
    if row is None:
        return StoredRow(
            source["id"],
            None,
            vector,
            ("row",),
        )
    if vector is None:
        return StoredRow(
            source["id"],
            row,
            None,
        )
    expected = json.loads(document(IndexRow(row, vector), source.get("since", 0)))
    inconsistent = differing_names(
        expected,
        source,
        ignore=_NOT_DERIVED,
    )
    return StoredRow(
        source["id"],
        row,
        vector,
        inconsistent,
    )
