"""Rows and filters for LanceDB: the Arrow schema, batches of bounded size, and SQL of a `Filter`.

A whole row is one JSON string beside the few flat columns that filters read, so that exactly what
was written comes back, whatever fields the schema gets. A column for each nested field was set
aside: Arrow would make a null list and an empty one, or a float and an integer, look alike.
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
from indexing._stored_rows import differing_names, parse_row
from indexing.analysis import row_terms
from indexing.store import ENDED, Filter, IndexMeta, IndexRow, StoredRow

ONE_VALUE = (
    "kind",
    "level",
    "region",
    "jurisdiction",
    "work",
    "article",
    "promulgated",
    "valid_from",
    "valid_to",
    "status",
)
"""Columns that hold one exact value, or null."""

MANY_VALUES = (
    "groups",
    "categories",
    "tag_names",
    "sources",
)
"""Columns that hold a list of exact values."""

_STRINGS = (
    "id",
    *ONE_VALUE,
    "row_hash",
    "terms",
    "row",
)
_COPIED = (
    "id",
    *ONE_VALUE,
    "row_hash",
    *MANY_VALUES,
)
_NOT_DERIVED = ("row", "vector")
_META = b"lexops"
_BATCH = 4_096  # rows: some 40 MB at a time, and 20 fragments for 80,000 rows


def arrow_schema(meta: IndexMeta) -> pa.Schema:
    """Return the schema of a generation's table; its metadata has what it was made with."""
    columns = [pa.field(name, pa.string()) for name in _STRINGS]
    columns += [pa.field(name, pa.list_(pa.string())) for name in MANY_VALUES]
    columns.append(pa.field("vector", pa.list_(pa.float32(), meta.dimension)))
    return pa.schema(columns, metadata={_META: json.dumps(asdict(meta)).encode()})


def meta_of(schema: pa.Schema) -> IndexMeta:
    """Return what `arrow_schema` was given."""
    return IndexMeta(**json.loads(schema.metadata[_META]))


def columns_of(row: Row) -> dict[str, Any]:
    """Return the columns of a row, without its vector; all of them follow from the row."""
    columns: dict[str, Any] = {name: row[name] for name in _COPIED}
    columns["terms"] = " ".join(row_terms(row))
    columns["row"] = dumps(row)
    return columns


def batches(rows: Iterable[IndexRow], schema: pa.Schema) -> Iterator[pa.Table]:
    """Return tables of a few thousand rows; of two rows with one id the later stays."""
    meta = meta_of(schema)
    stream = iter(rows)
    while chunk := list(islice(stream, _BATCH)):
        by_id = {index_row.row["id"]: index_row for index_row in chunk}
        yield _table(
            list(by_id.values()),
            schema,
            meta,
        )


def _table(
    rows: list[IndexRow],
    schema: pa.Schema,
    meta: IndexMeta,
) -> pa.Table:
    for index_row in rows:
        meta.check(index_row.vector)
    records = [columns_of(index_row.row) for index_row in rows]
    numbers = np.concatenate([index_row.vector for index_row in rows])
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(numbers, pa.float32()), meta.dimension)
    arrays = []
    for column in schema:
        if column.name == "vector":
            arrays.append(vectors)
        else:
            values = [record[column.name] for record in records]
            arrays.append(pa.array(values, column.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def stored_row(record: dict[str, Any]) -> StoredRow:
    """Compare a record of the table with what its row should have made of it."""
    vector = None
    if record["vector"] is not None:
        vector = np.asarray(record["vector"], np.float32)
    row = parse_row(record["row"])
    if row is None:
        return StoredRow(
            record["id"],
            None,
            vector,
            ("row",),
        )
    inconsistent = differing_names(
        columns_of(row),
        record,
        ignore=_NOT_DERIVED,
    )
    return StoredRow(
        record["id"],
        row,
        vector,
        inconsistent,
    )


def where(filter_: Filter) -> str:
    """Return the filter as LanceDB's SQL.

    >>> where(Filter(kinds=("statute",)))
    "array_has_any(`groups`, ['public']) AND `kind` IN ('statute')"
    """
    if not filter_.groups:  # a user without groups sees nothing
        return "false"
    conditions = [_any_of("groups", filter_.groups)]
    lists = {"categories": filter_.categories, "sources": filter_.sources}
    for column, values in lists.items():
        if values:
            conditions.append(_any_of(column, values))
    conditions += [_any_of("tag_names", names) for names in filter_.tags_by_scheme()]
    exact = {
        "kind": filter_.kinds,
        "level": filter_.levels,
        "region": filter_.regions,
        "jurisdiction": filter_.jurisdictions,
        "work": filter_.works,
        "article": filter_.articles,
    }
    for column, values in exact.items():
        if values:
            conditions.append(one_of(column, values))
    if filter_.not_jurisdictions:
        others = _literals(filter_.not_jurisdictions)
        conditions.append(f"(`jurisdiction` IS NULL OR `jurisdiction` NOT IN ({others}))")
    if filter_.as_of is not None:
        conditions += _in_force(filter_.as_of)
    return " AND ".join(conditions)


def _in_force(day: str) -> list[str]:
    literal = _literal(day)
    return [
        f"(`valid_from` IS NULL OR `valid_from` <= {literal})",
        f"(`valid_from` IS NOT NULL OR `promulgated` IS NULL OR `promulgated` <= {literal})",
        f"(`valid_to` IS NULL OR `valid_to` > {literal})",
        f"`status` <> {_literal(Status.DRAFT)}",
        f"(`valid_to` IS NOT NULL OR `status` NOT IN ({_literals(ENDED)}))",
    ]


def one_of(column: str, values: Iterable[str]) -> str:
    """Return SQL: the column's value is one of these."""
    return f"`{column}` IN ({_literals(values)})"


def between(after: str | None, through: str | None) -> str:
    """Return SQL: the id is after the first bound, and not after the second."""
    bounds = []
    if after is not None:
        bounds.append(f"`id` > {_literal(after)}")
    if through is not None:
        bounds.append(f"`id` <= {_literal(through)}")
    return " AND ".join(bounds) or "true"


def _any_of(column: str, values: Iterable[str]) -> str:
    return f"array_has_any(`{column}`, [{_literals(values)}])"


def _literals(values: Iterable[str]) -> str:
    return ", ".join(map(_literal, values))


def _literal(value: str) -> str:
    """Quote as SQL does; in this dialect a backslash is a character like any other."""
    escaped = value.replace("'", "''")
    return f"'{escaped}'"
