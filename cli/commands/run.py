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
            help="Folders to register and update. Default: all registered sources.",
            show_default=False,
        ),
    ] = None,
    allow_deletes: Annotated[
        bool,
        typer.Option(
            "--allow-deletes", help="Delete even if the delete brake would stop the deletes."
        ),
    ] = False,
) -> int:
    """Update the index. lexops reads, embeds and writes only what changed.

    The command registers and updates each folder that you name. It does not touch other sources.
    The name of a source is the NAME that you give. Without a NAME, it is the name of the folder.

    The delete brake protects readers from mass deletes. By default, it acts if more than a fifth of
    the files of a source and at least ten files are gone. Readers then keep the passages of these
    files, and the exit status is 1.
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
    claims = report["claims"]
    if claims["open"] or claims["applied"]:
        out.print(
            f"{claims['open']} open claims on laws ({claims['new_open']} new), "
            f"{claims['applied']} acts in effect; `lexops claims list` shows what waits for a person",
            markup=False,
        )
    console(stderr=True).print(f"[dim]{seconds}[/dim]")
    if any(totals["quarantined"] or totals["held"] for totals in report["sources"].values()):
        out.print(
            "`lexops quarantine list` says why files are quarantined or held, "
            "`lexops quarantine show FILE` shows one",
            markup=False,
        )
