"""`lexops export`: every live passage, one row each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from cli.output import write_documents
from corpus.codec import dumps
from corpus.errors import UsageError
from corpus.schema import FIELDS, FieldType, Row, as_of

_BATCH = 2000  # rows of a Parquet file that are written at once


class Format(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(export)


def export(
    ctx: Invocation,
    format: Annotated[  # noqa: A002
        Format,
        typer.Option(help="JSON lines, or a Parquet file with nested fields as JSON text."),
    ] = Format.JSONL,
    source: Annotated[
        str | None,
        typer.Option(help="Only passages that this source contains."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to this file instead of stdout.",
        ),
    ] = None,
) -> None:
    """Write all passages in the order of their ids.

    Each line of the output is one passage as a JSON document. With `--json`, the output is one JSON
    array.
    """
    if format is Format.PARQUET and output is None:
        raise UsageError(
            "Parquet can't be written to a terminal",
            remedy="give a file: --output passages.parquet",
        )
    with ctx.catalog() as catalog:
        if source is not None:
            catalog.sources.named([source])
        day = ctx.today()
        rows = (as_of(row, day) for row in catalog.passages.rows(source))
        if format is Format.PARQUET and output is not None:
            _write_parquet(rows, output)
            return
        documents = (dumps(row) for row in rows)
        if output is None:
            write_documents(
                documents,
                sys.stdout,
                as_array=ctx.as_json,
            )
            return
        with output.open("w", encoding="utf-8") as stream:
            write_documents(
                documents,
                stream,
                as_array=ctx.as_json,
            )


def _write_parquet(rows: Iterator[Row], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {FieldType.KEYWORDS: pa.list_(pa.string())}
    columns = [(field.name, types.get(field.type, pa.string())) for field in FIELDS]
    schema = pa.schema(columns)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, _BATCH)):
            flat = [_flatten(row) for row in batch]
            writer.write_table(pa.Table.from_pylist(flat, schema))


def _flatten(row: Row) -> Row:
    """A row with its nested fields as JSON text."""
    nested = [field.name for field in FIELDS if field.type is FieldType.OBJECT]
    return row | {name: dumps(row[name]) for name in nested}
