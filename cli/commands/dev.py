"""`lexops dev`: the Dagster UI with everything loaded."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.invocation import Invocation, command


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(dev)


def dev(
    ctx: Invocation,
    port: Annotated[
        int,
        typer.Option(
            help="Port of the UI.",
            min=1,
            max=65535,
        ),
    ] = 3000,
    host: Annotated[
        str,
        typer.Option(
            help="Address on which the UI listens. The UI has no user accounts: everyone who can "
            "reach this address can do everything."
        ),
    ] = "127.0.0.1",
) -> int:
    """Open the Dagster UI for this home on 127.0.0.1. Ctrl-C ends it."""
    from pipelines.dev import serve_ui

    return serve_ui(
        ctx.settings,
        ctx.home,
        host=host,
        port=port,
    )
