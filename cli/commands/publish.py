"""`lexops publish`, `lexops rollback`, `lexops generations`: what readers get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import complain_of, console, print_json, table

if TYPE_CHECKING:
    from pipelines.report import RunReport


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    command(app)(publish)
    command(app)(rollback)
    command(app)(generations)


def publish(
    ctx: Invocation,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild", help="Build a new generation from cached vectors, beside the live one."
        ),
    ] = False,
) -> int:
    """Publish the present state of the catalog. The command does not read the sources.

    After a rollback, this command allows updates again.

    lexops checks the new index before readers get it. It refuses the new index if the rows differ
    from the catalog, or if searches find less than before. Readers then keep the old index, and the
    exit status is 1.
    """
    from pipelines.publish import publish as give

    with ctx.progress() as progress:
        report = give(
            ctx.settings,
            ctx.home,
            rebuild=rebuild,
            progress=progress,
        )
    return _reported(ctx, report)


def rollback(
    ctx: Invocation,
    generation: Annotated[
        str | None, typer.Argument(help="Name of an older generation, from `lexops generations`.")
    ] = None,
    delta: Annotated[
        int | None,
        typer.Option(
            help="Number of a version of the live generation: readers get the state before it.",
            min=1,
        ),
    ] = None,
) -> int:
    """Move readers back to an older state of the index.

    With `--delta N`, readers get the state before version N of the live generation. lexops then
    stops updates: runs end with exit status 1 until you call `lexops publish`.

    With a generation, readers get that older generation. lexops first writes all later changes to
    it. So repealed and deleted text does not come back.
    """
    from corpus.errors import UsageError
    from pipelines.publish import roll_back_delta, roll_back_to

    if (generation is None) is (delta is None):
        raise UsageError(
            "name a generation, or --delta N", remedy="`lexops generations` lists both"
        )
    with ctx.progress() as progress:
        if delta is not None:
            report = roll_back_delta(
                ctx.settings,
                ctx.home,
                delta,
                progress=progress,
            )
        else:
            report = roll_back_to(
                ctx.settings,
                ctx.home,
                generation or "",
                progress=progress,
            )
    return _reported(ctx, report)


def generations(ctx: Invocation) -> None:
    """List the generations of the index and their last deltas.

    A generation is one complete index. A delta is one published update of a generation.
    """
    with ctx.catalog() as catalog:
        known = [
            {
                "generation": one.name,
                "state": one.state.value,
                "version": one.version,
                "model": one.fingerprint,
                "schema": one.schema_version,
                "created": one.created_at,
                "promoted": one.promoted_at,
                "held": one.held,
                "deltas": [dict(delta._asdict()) for delta in catalog.deltas.of(one.name)],
            }
            for one in catalog.generations.all()
        ]
    if ctx.as_json:
        print_json({"generations": known})
    else:
        _show(known)


def _show(known: list[dict[str, Any]]) -> None:
    out = console()
    columns = (
        "generation",
        "state",
        "version",
        "model",
        "schema",
        "promoted",
    )
    out.print(
        table(
            "",
            columns,
            [tuple(one[name] for name in columns) for one in known],
            right=("version", "schema"),
        )
    )
    for one in known:
        if one["held"]:
            out.print(
                f"{one['generation']} is held: {one['held']}; `lexops publish` allows updates again",
                markup=False,
            )
        rows = [
            (*(delta[name] for name in _DELTA), "yes" if delta["inverse"] else "no")
            for delta in one["deltas"][-10:]
        ]
        if rows and one["state"] == "live":
            out.print(
                table(
                    f"last deltas of {one['generation']}",
                    (*_DELTA, "can be undone"),
                    rows,
                    right=_DELTA[2:],
                )
            )


_DELTA = (
    "version",
    "at",
    "upserted",
    "deleted",
)


def _reported(ctx: Invocation, report: RunReport) -> int:
    found = report.as_json()
    if ctx.as_json:
        print_json(found)
    else:
        console().print(
            f"{found['passages']} passages, index writes {found['index_writes']}, generation {found['generation']}",
            markup=False,
        )
    complain_of(found["refused"])
    return int(report.exit)
