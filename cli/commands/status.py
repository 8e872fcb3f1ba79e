"""`lexops status`: what is in the home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from cli.invocation import Invocation, command
from cli.object_counts import COLUMNS, count_objects
from cli.output import console, print_json, table

if TYPE_CHECKING:
    from storage.catalog import Catalog


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(status)


def status(ctx: Invocation) -> None:
    """Show the sources with their files, the index, and the last run."""
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
            *(one["objects"][column] for column in COLUMNS),
            one["location"],
        )
        for one in found["sources"]
    ]
    out.print(
        table(
            "sources",
            ("source", *COLUMNS, "location"),
            rows,
            right=COLUMNS,
        )
    )
    for source in found["sources"]:
        if source["objects"]["held"]:
            out.print(
                f"{source['name']}: {source['objects']['held']} files can't be read any more. "
                "Readers keep what was read of them before; `lexops quarantine` says why",
                markup=False,
            )
        if source["deletes_held"]:
            out.print(
                f"{source['name']}: {source['deletes_held']} files are gone from the source. "
                "Readers still have them, because the delete brake holds",
                markup=False,
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


def _count_objects(catalog: Catalog, source_id: int) -> dict[str, Any]:
    counted = count_objects(catalog, source_id)
    return {"objects": counted.by_column, "deletes_held": counted.deletes_held}


def _status(ctx: Invocation) -> dict[str, Any]:
    with ctx.catalog() as catalog:
        sources = [
            {
                "name": known.source.name,
                "location": known.source.location,
                **_count_objects(catalog, known.id),
                "mirrors": catalog.duplicates.count(known.id),
            }
            for known in catalog.sources.all()
        ]
        reasons = dict(catalog.objects.reasons().most_common())
        passages = catalog.passages.count()
        last = catalog.runs.last()
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
