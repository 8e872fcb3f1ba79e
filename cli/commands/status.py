"""`lexops status`: what is in the home."""

from __future__ import annotations

from typing import Any

import typer

from cli.invocation import Invocation, command
from cli.output import console, print_json, table
from corpus.records import ObjectState

_STATES = (
    ObjectState.INDEXED,
    ObjectState.DUPLICATE,
    ObjectState.QUARANTINED,
    ObjectState.IGNORED,
    ObjectState.PENDING,
)


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(status)


def status(ctx: Invocation) -> None:
    """Show sources and their files, the index, and the last run."""
    found = _status(ctx)
    if ctx.as_json:
        print_json(found)
        return
    out = console()
    out.print(f"home {found['home']}, profile {found['profile']}", markup=False)
    if found["writer"]:
        out.print(f"being written by {found['writer']}", markup=False)
    rows = [
        (
            one["name"],
            *(one["objects"][state] for state in _STATES),
            one["location"],
        )
        for one in found["sources"]
    ]
    out.print(
        table(
            "sources",
            (
                "source",
                *_STATES,
                "location",
            ),
            rows,
            right=_STATES,
        )
    )
    if found["quarantine"]:
        reasons = ", ".join(f"{code} {count}" for code, count in found["quarantine"].items())
        out.print(f"set aside: {reasons}; `lexops quarantine` says why", markup=False)
    if mirrors := sum(one["mirrors"] for one in found["sources"]):
        out.print(
            f"{mirrors} of the duplicates are copies of other documents: `lexops show WORK` names the copies of one",
            markup=False,
        )
    index = found["index"]
    if index is None:
        out.print("no index yet: `lexops run PATH` builds one", markup=False)
    else:
        out.print(
            f"{found['passages']} passages; live generation {index['generation']}, version {index['version']}, model {index['model']}",
            markup=False,
        )
    if last := found["last_run"]:
        out.print(
            f"last run {last['started']} – {last['finished'] or 'not finished'}", markup=False
        )


def _status(ctx: Invocation) -> dict[str, Any]:
    with ctx.catalog() as catalog:
        sources = [
            {
                "name": known.source.name,
                "location": known.source.location,
                "objects": {
                    state.value: catalog.objects.totals(known.id)[state] for state in _STATES
                },
                "mirrors": catalog.duplicates.count(known.id),
            }
            for known in catalog.sources.all()
        ]
        reasons = dict(catalog.objects.reasons().most_common())
        passages, last = catalog.passages.count(), catalog.runs.last()
    live = ctx.store().live()
    writer = ctx.home.current_writer()
    return {
        "home": str(ctx.home.root),
        "profile": ctx.settings.profile,
        "writer": str(writer) if writer else None,
        "sources": sources,
        "quarantine": reasons,
        "passages": passages,
        "index": {
            "generation": live.name,
            "version": live.version,
            "model": live.meta.fingerprint,
        }
        if live
        else None,
        "last_run": last,
    }
