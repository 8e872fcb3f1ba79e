"""Rows and filters in LanceDB's terms: one Arrow schema, record batches of bounded size, and the SQL of a `Filter`.

A row is kept whole as one JSON string beside the few flat columns that filters read, so that what comes back is what was
written, whatever fields the schema gains. A column for each nested field was set aside: Arrow would make a null list and an
empty one, or a float and an integer, look alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from corpus.codec import dumps
from corpus.records import Status
from corpus.schema import Row
from indexing._holding import differing, whole_row
from indexing.analysis import row_terms
from indexing.store import Filter, IndexMeta, IndexRow, StoredRow

ONE_VALUE = (
    "kind",
    "level",
    "region",
    "work",
    "article",
    "valid_from",
    "valid_to",
    "status",
)
"""Columns that hold one exact value, or null."""

MANY_VALUES = ("groups", "categories", "sources")
"""Columns that hold a list of exact values."""

_META = b"lexops"
_BATCH = 4_096  # rows: some 40 MB in flight, and 20 fragments for 80,000 rows


def arrow_schema(meta: IndexMeta) -> pa.Schema:
    """The table of a generation; what the generation was made with travels in the schema's metadata."""
    strings = (
        "id",
        *ONE_VALUE,
        "row_hash",
        "terms",
        "row",
    )
    columns = [pa.field(name, pa.string()) for name in strings]
    columns += [pa.field(name, pa.list_(pa.string())) for name in MANY_VALUES]
    columns.append(pa.field("vector", pa.list_(pa.float32(), meta.dimension)))
    return pa.schema(columns, metadata={_META: json.dumps(asdict(meta)).encode()})


def meta_of(schema: pa.Schema) -> IndexMeta:
    """What `arrow_schema` was given."""
    return IndexMeta(**json.loads(schema.metadata[_META]))


def flat(row: Row) -> dict[str, Any]:
    """What the columns hold of a row, but for its vector; `row` itself last. All that is searched follows from the row."""
    columns = {name: row[name] for name in ("id", *ONE_VALUE, "row_hash", *MANY_VALUES)}
    return {**columns, "terms": " ".join(row_terms(row)), "row": dumps(row)}


def batches(rows: Iterable[IndexRow], schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables of at most some thousand rows, each id once in each; the later of two rows with one id stays."""
    meta = meta_of(schema)
    stream = iter(rows)
    while chunk := {one.row["id"]: one for one in islice(stream, _BATCH)}:
        yield _table(list(chunk.values()), schema, meta)


def _table(rows: list[IndexRow], schema: pa.Schema, meta: IndexMeta) -> pa.Table:
    for one in rows:
        meta.check(one.vector)
    columns = [flat(one.row) for one in rows]
    numbers = pa.array(np.concatenate([one.vector for one in rows]), pa.float32())
    vectors = pa.FixedSizeListArray.from_arrays(numbers, meta.dimension)
    arrays = [
        vectors
        if field.name == "vector"
        else pa.array([one[field.name] for one in columns], field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def held(record: dict[str, Any]) -> StoredRow:
    """A record of the table as what it should be: a row, its vector, and columns that follow from the row."""
    vector = None if record["vector"] is None else np.asarray(record["vector"], np.float32)
    row = whole_row(record["row"])
    if row is None:
        return StoredRow(
            record["id"],
            None,
            vector,
            ("row",),
        )
    return StoredRow(
        record["id"],
        row,
        vector,
        differing(flat(row), record, but=("row", "vector")),
    )


def where(filter_: Filter) -> str:
    """The filter as LanceDB's SQL.

    >>> where(Filter(kinds=("statute",)))
    "array_has_any(`groups`, ['public']) AND `kind` IN ('statute')"
    """
    if not filter_.groups:  # who belongs to no group sees nothing
        return "false"
    conditions = [_any_of("groups", filter_.groups)]
    for column, values in (("categories", filter_.categories), ("sources", filter_.sources)):
        conditions += [_any_of(column, values)] if values else []
    exact = {
        "kind": filter_.kinds,
        "level": filter_.levels,
        "region": filter_.regions,
        "work": filter_.works,
        "article": filter_.articles,
    }
    conditions += [one_of(column, values) for column, values in exact.items() if values]
    if filter_.as_of is not None:
        day = _literal(filter_.as_of)
        conditions += [
            f"(`valid_from` IS NULL OR `valid_from` <= {day})",
            f"(`valid_to` IS NULL OR `valid_to` > {day})",
        ]
        conditions.append(f"`status` <> {_literal(Status.DRAFT)}")
    return " AND ".join(conditions)


def one_of(column: str, values: Iterable[str]) -> str:
    """SQL: the column's value is one of these."""
    return f"`{column}` IN ({', '.join(map(_literal, values))})"


def between(after: str | None, through: str | None) -> str:
    """SQL: the id lies after one and not after the other."""
    bounds = [
        f"`id` {sign} {_literal(bound)}"
        for sign, bound in ((">", after), ("<=", through))
        if bound is not None
    ]
    return " AND ".join(bounds) or "true"


def _any_of(column: str, values: Iterable[str]) -> str:
    return f"array_has_any(`{column}`, [{', '.join(map(_literal, values))}])"


def _literal(value: str) -> str:
    """SQL's own quoting; in this dialect a backslash is a character like any other."""
    return "'" + value.replace("'", "''") + "'"
