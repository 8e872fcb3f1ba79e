"""`lexops changes`: what a cache of a service has to drop."""

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
        typer.Option(metavar="DATE", help="From this day on, as 2026-01-31."),
    ],
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Up to and with this day.",
            show_default="today",
        ),
    ] = None,
) -> None:
    """Write what changed since a day.

    That is: passages that runs made, changed or removed, and law that entered into force or ended.

    One JSON document per line; with `--json` one JSON array.
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
