"""`lexops run`: one incremental update, in this process."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import complain_of, console, print_json, table

_COLUMNS = (
    "seen",
    "new",
    "changed",
    "unchanged",
    "gone",
    "indexed",
    "duplicate",
    "quarantined",
    "held",
    "ignored",
    "deletes_held",
)

_ALWAYS = ("seen", "indexed")
"""Columns that are shown even where all is zero."""


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(run)


def run(
    ctx: Invocation,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[[NAME=]PATH]...",
            help="Folders to register and update. None: all that are registered.",
            show_default=False,
        ),
    ] = None,
    allow_deletes: Annotated[
        bool, typer.Option("--allow-deletes", help="Let through deletes that the brake would hold.")
    ] = False,
) -> int:
    """Update the index from its sources: only what changed is read, embedded and written.

    A folder that is named is registered and updated; others stay untouched. The name of a source is
    its folder's name, or the
    NAME given with it. When more than a fifth of a source (and at least ten files) is gone, its
    deletes are held and the exit
    status is 1.
    """
    from pipelines.run import update

    with ctx.progress() as progress:
        report = update(
            ctx.settings,
            ctx.home,
            sources or [],
            allow_deletes=allow_deletes,
            progress=progress,
        ).as_json()
    if ctx.as_json:
        print_json(report)
    else:
        show_report(report)
    complain_of(report["refused"])
    return int(report["exit"])


def show_report(report: dict[str, Any]) -> None:
    """The report of a run as a person reads it."""
    out = console()
    sources = report["sources"]
    shown = [
        column
        for column in _COLUMNS
        if column in _ALWAYS or any(totals[column] for totals in sources.values())
    ]
    rows = [(name, *(totals[column] for column in shown)) for name, totals in sources.items()]
    out.print(
        table(
            "",
            ("source", *shown),
            rows,
            right=shown,
        )
    )
    seconds = ", ".join(f"{stage} {value:.1f} s" for stage, value in report["seconds"].items())
    out.print(
        f"parsed {report['parsed']}, {report['passages']} passages, embedded {report['embedded']}, "
        f"index writes {report['index_writes']}, generation {report['generation']}"
    )
    console(stderr=True).print(f"[dim]{seconds}[/dim]")
    if any(totals["quarantined"] or totals["held"] for totals in report["sources"].values()):
        out.print(
            "`lexops quarantine list` says why files were set aside, `lexops quarantine show FILE` shows one",
            markup=False,
        )
