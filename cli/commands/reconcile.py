"""`lexops reconcile`: the index compared with the catalog."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import complain, console, print_json, table


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(reconcile)


def reconcile(
    ctx: Invocation,
    repair: Annotated[
        bool, typer.Option("--repair", help="Repair what differs, then compare again.")
    ] = False,
    sample: Annotated[
        int,
        typer.Option(
            help="About how many rows to compare completely, with text and vector; 0 means all.",
            min=0,
        ),
    ] = 1_000,
    seed: Annotated[
        str | None, typer.Option(help="Seed that selects the sample.", show_default="the day")
    ] = None,
    wait: Annotated[
        float, typer.Option(help="Seconds to wait for an update that is running.", min=0)
    ] = 60,
) -> int:
    """Compare the index with the catalog. The exit status is 1 if they differ.

    The command compares the hash and the groups of every row. For a sample of rows, it also
    computes the hash of the stored content again, and compares the vector with the cached one. A
    repair writes to the index in the same way as a run.
    """
    from pipelines.reconcile import reconcile as compare

    with ctx.progress() as progress:
        found = compare(
            ctx.settings,
            ctx.home,
            repair=repair,
            sample=sample,
            seed=seed,
            patience=wait,
            progress=progress,
        )
    if ctx.as_json:
        print_json(found.as_json())
    else:
        _show(found.as_json(), found.says)
    if not found.same:
        complain(
            "`lexops reconcile --repair` repairs it"
            if found.after is None
            else "the repair did not last: look for another program that writes to this index"
        )
    return int(found.as_json()["exit"])


def _show(found: dict[str, Any], says: str) -> None:
    out = console()
    after = found["repaired"]
    columns = (
        "drift",
        "rows",
        *(("after the repair",) if after else ()),
        "for example",
    )
    rows = [
        (
            name,
            one["count"],
            *((after["drift"][name]["count"],) if after else ()),
            _example(one["examples"]),
        )
        for name, one in found["drift"].items()
        if one["count"] or (after and after["drift"][name]["count"])
    ]
    if rows:
        out.print(
            table(
                "",
                columns,
                rows,
                right=("rows", "after the repair"),
            )
        )
    out.print(says, markup=False)
    if any(found["pending"].values()):
        out.print(
            "the next run writes to the index: {upserts} new or changed, {deletes} gone".format_map(
                found["pending"]
            )
        )


def _example(examples: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']}{' (' + ', '.join(one['fields']) + ')' if one['fields'] else ''}"
        for one in examples[:3]
    )
