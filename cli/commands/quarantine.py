"""`lexops quarantine`: the input that was set aside, with the reason and what mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import typer

from cli.invocation import Invocation, command
from cli.output import console, print_json, wrap
from corpus.errors import REASONS


def register(app: typer.Typer) -> None:
    """Add the commands."""
    quarantine = typer.Typer(help="See the input that was set aside, and why.")
    command(quarantine, "list", default=True)(list_quarantine)
    app.add_typer(quarantine, name="quarantine")


def list_quarantine(ctx: Invocation) -> None:
    """List every file that was set aside: the reason, what was seen in it, and what mends it."""
    with ctx.catalog() as catalog:
        rows = [
            {
                "source": one.source,
                "path": one.path,
                "uri": one.uri,
                "code": one.code,
                "detail": one.detail,
                "remedy": REASONS[one.code].remedy,
                "attempts": one.attempts,
            }
            for one in catalog.objects.quarantined()
        ]
    if ctx.as_json:
        print_json({"quarantined": rows})
    elif not rows:
        console().print("nothing is quarantined")
    else:
        _show(rows)


def _show(rows: Sequence[Mapping[str, object]]) -> None:
    """A block each: a detail can be long, and columns would break it into crumbs."""
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    for row in rows:
        out.print(escape(wrap(f"{row['source']}: {row['path']}", out.width)))
        out.print(Padding(escape(wrap(f"{row['code']}: {row['detail']}", out.width - 3)), (0, 0, 0, 3)))
        remedy = wrap(f"to mend it: {row['remedy']}", out.width - 3)
        out.print(Padding(f"[dim]{escape(remedy)}[/dim]", (0, 0, 1, 3)))
