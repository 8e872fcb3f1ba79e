"""`lexops changes`: what a service must remove from its cache."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from cli.output import write_documents
from corpus.codec import dumps
from corpus.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(changes)


def changes(
    ctx: Invocation,
    since: Annotated[
        str,
        typer.Option(metavar="DATE", help="First day, such as 2026-01-31."),
    ],
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Last day (included).",
            show_default="today",
        ),
    ] = None,
) -> None:
    """List what changed since a day.

    There are two kinds of changes. Runs added, changed or removed passages. Law entered into force
    or ended.

    Each line of the output is one JSON document. With `--json`, the output is one JSON array.
    """
    first = _read_day(since)
    last = _read_day(until or ctx.today())
    with ctx.catalog() as catalog:
        documents = (dumps(change) for change in catalog.feed.since(first, last))
        write_documents(
            documents,
            sys.stdout,
            as_array=ctx.as_json,
        )


def _read_day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(f"{given!r} is no date", remedy="write it as 2026-01-31") from error
