"""`lexops status`: what is in the home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from cli.invocation import Invocation, command
from cli.object_counts import COLUMNS, count_objects
from cli.output import console, print_json, table
from corpus.records import ObjectState

if TYPE_CHECKING:
    from storage.catalog import Catalog

_MOST = 20  # works without their current text, in a terminal


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
            (
                "source",
                *COLUMNS,
                "location",
            ),
            rows,
            right=COLUMNS,
        )
    )
    for note in _notes(found):
        out.print(note, markup=False)
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


def _notes(found: dict[str, Any]) -> Iterator[str]:
    """What a person may have to do something about, a sentence each."""
    for source in found["sources"]:
        if source["objects"]["held"]:
            yield (
                f"{source['name']}: {source['objects']['held']} files are held. "
                "Readers keep what they have of them; `lexops quarantine` says why"
            )
        if source["deletes_held"]:
            yield (
                f"{source['name']}: {source['deletes_held']} files are gone from the source. "
                "Readers still have them, because the delete brake holds"
            )
    if found["quarantine"]:
        reasons = ", ".join(f"{code} {count}" for code, count in found["quarantine"].items())
        yield f"set aside: {reasons}; `lexops quarantine` says why"
    if mirrors := sum(source["mirrors"] for source in found["sources"]):
        yield (
            f"{mirrors} of the duplicates are copies of other documents: "
            "`lexops show WORK` names the copies of one"
        )
    if found["claims"]["open"]:
        yield f"{found['claims']['open']} open claims on laws: `lexops claims list` shows them"
    for refusal in refused_in_last_run(found["last_run"]):
        yield f"the last run was refused: {refusal['detail']}; {refusal['remedy']}"
    missing = found["amended_text_missing"]
    for work in missing[:_MOST]:
        yield f"{work['work']}: its current text is not stored: {work['message']}"
    if len(missing) > _MOST:
        yield f"… and {len(missing) - _MOST} more works without their current text: see --json"


def refused_in_last_run(last: dict[str, Any] | None) -> list[dict[str, str]]:
    """List what the last run refused.

    Args:
        last: The last run, as the catalog has it; None before the first one.

    Returns:
        Each refusal: `code`, `source`, `detail` and `remedy`.
    """
    report = (last or {}).get("report") or {}
    refused: list[dict[str, str]] = report.get("refused", [])
    return refused


def _count_objects(catalog: Catalog, source_id: int) -> dict[str, Any]:
    counted = count_objects(catalog, source_id)
    return {"objects": counted.by_column, "deletes_held": counted.deletes_held}


def _without_current_text(catalog: Catalog) -> list[dict[str, str]]:
    """Works that an act amended, and whose amended text is not stored."""
    found: dict[str, dict[str, str]] = {}
    for finding in catalog.passages.findings(codes=["amended_text_missing"]):
        row = {name: finding[name] for name in ("work", "message", "remedy")}
        found.setdefault(finding["work"], row)
    return list(found.values())


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
        held = dict(catalog.objects.reasons(state=ObjectState.HELD).most_common())
        passages = catalog.passages.count()
        claims = catalog.claim_lists.totals()
        missing = _without_current_text(catalog)
        last = catalog.runs.last()
    live = ctx.store().live()
    writer = ctx.home.current_writer()
    return {
        "home": str(ctx.home.root),
        "profile": ctx.settings.profile,
        "writer": str(writer) if writer else None,
        "sources": sources,
        "quarantine": reasons,
        "held": held,
        "claims": {
            "open": claims.open,
            "applied": claims.applied,
            "by_source": claims.by_source,
        },
        "amended_text_missing": missing,
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
