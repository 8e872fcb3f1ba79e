"""`lexops changes`: what a downstream cache has to drop."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from corpus.calendar import today
from corpus.codec import dumps
from corpus.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app)(changes)


def changes(
    ctx: Invocation,
    since: Annotated[str, typer.Option(metavar="DATE", help="From this day on, as 2026-01-31.")],
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Up to and with this day.", show_default="today"),
    ] = None,
) -> None:
    """Write what changed since a day, a JSON line each: passages that runs made, changed or took away, and law that began or ceased to hold.

    Always JSON lines, with or without `--json`.
    """
    days = _day(since), _day(until or today(ctx.settings.timezone))
    with ctx.catalog() as catalog:
        sys.stdout.writelines(f"{dumps(line)}\n" for line in catalog.feed.since(*days))


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(f"{given!r} is no date", remedy="write it as 2026-01-31") from error
