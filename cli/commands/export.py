"""`lexops export`: every live passage, a row each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from corpus.calendar import today
from corpus.codec import dumps
from corpus.errors import UsageError
from corpus.schema import FIELDS, FieldType, Row, as_of

_BATCH = 2000


class Format(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app)(export)


def export(
    ctx: Invocation,
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="JSON lines, or a Parquet file (nested fields as JSON text).")
    ] = Format.JSONL,
    source: Annotated[
        str | None, typer.Option(help="Only passages that this source carries.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of stdout.")
    ] = None,
) -> None:
    """Write every passage, a row each, in the order of their ids."""
    with ctx.catalog() as catalog:
        if source is not None:
            catalog.sources.named([source])
        day = today(ctx.settings.timezone)
        rows = (as_of(row, day) for row in catalog.passages.rows(source))
        if format is Format.PARQUET:
            if output is None:
                raise UsageError(
                    "Parquet can't be written to a terminal",
                    remedy="give a file: --output passages.parquet",
                )
            _write_parquet(rows, output)
        elif output is None:
            sys.stdout.writelines(f"{dumps(row)}\n" for row in rows)
        else:
            with output.open("w", encoding="utf-8") as stream:
                stream.writelines(f"{dumps(row)}\n" for row in rows)


def _write_parquet(rows: Iterator[Row], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {FieldType.KEYWORDS: pa.list_(pa.string())}
    schema = pa.schema([(field.name, types.get(field.type, pa.string())) for field in FIELDS])
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pa.Table.from_pylist([_flat(row) for row in batch], schema))


def _flat(row: Row) -> Row:
    nested: Iterable[str] = (field.name for field in FIELDS if field.type is FieldType.OBJECT)
    return row | {name: dumps(row[name]) for name in nested}
