"""`lexops sources`: list the registered sources, and move, rename or remove one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.object_counts import COLUMNS, count_objects
from cli.output import console, print_json, table
from corpus.errors import UsageError

if TYPE_CHECKING:
    from storage.catalog import Catalog
    from storage.catalog.sources import KnownSource

_NEXT_RUN = "`lexops run` brings the change to the index"

_Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="Name of a source.",
        show_default=False,
    ),
]
_NewPath = Annotated[
    str,
    typer.Argument(
        metavar="NEWPATH",
        help="Folder that contains the files now.",
        show_default=False,
    ),
]
_NewName = Annotated[
    str,
    typer.Argument(
        metavar="NEWNAME",
        help="The new name.",
        show_default=False,
    ),
]
_Yes = Annotated[
    bool,
    typer.Option(
        "--yes",
        help="Remove the source. Without this option, the command only prints what it would remove.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    group = typer.Typer(help="List the sources, or move, rename or remove one.")
    command(
        group,
        "list",
        default=True,
    )(list_sources)
    command(group, "move")(move)
    command(group, "rename")(rename)
    command(group, "remove")(remove)
    app.add_typer(group, name="sources")


def list_sources(ctx: Invocation) -> None:
    """List every source: its folder, its patterns, its trust, and its files by their state.

    The trust says what its files may change: `[sources.NAME] trust = …` in lexops.toml sets it.
    """
    with ctx.catalog() as catalog:
        rows = [
            _row(
                ctx,
                catalog,
                known,
            )
            for known in catalog.sources.all()
        ]
    if ctx.as_json:
        print_json({"sources": rows})
    elif rows:
        _print_list(rows)
    else:
        console().print("no source is registered: `lexops run PATH` registers one")


def move(
    ctx: Invocation,
    name: _Name,
    new_path: _NewPath,
) -> None:
    """Record that the files of a source are now in another folder.

    lexops does not read or embed the files again. `lexops run NAME=NEWPATH` does the same and also
    updates the index.
    """
    from ingestion.sources.names import folder_location

    location = folder_location(new_path)
    with ctx.writing("lexops sources move") as catalog:
        (known,) = catalog.sources.named([name])
        moved = catalog.sources.move(name, location)
    _report(
        ctx,
        {
            "name": name,
            "from": known.source.location,
            "to": moved.source.location,
        },
        f"source {name!r} has moved from {known.source.location} to {location}; {_NEXT_RUN}",
    )


def rename(
    ctx: Invocation,
    name: _Name,
    new_name: _NewName,
) -> None:
    """Give a source another name, also in the settings of the home (lexops.toml).

    lexops does not read or embed its files again.
    """
    from configs.loading import SETTINGS_FILE
    from configs.source_names import rename_in_file
    from ingestion.sources.names import check_name

    check_name(new_name)
    file = ctx.home.root / SETTINGS_FILE
    with ctx.writing("lexops sources rename") as catalog:
        catalog.sources.check_rename(name, new_name)
        # The settings come first. If this command is interrupted, the next one does the rest.
        is_in_settings = rename_in_file(
            file,
            name,
            new_name,
        )
        renamed = catalog.sources.rename(name, new_name)
    in_settings = f", also in {file}" if is_in_settings else ""
    _report(
        ctx,
        {
            "name": new_name,
            "was": name,
            "location": renamed.source.location,
        },
        f"source {name!r} is called {new_name!r} now{in_settings}; {_NEXT_RUN}",
    )


def remove(
    ctx: Invocation,
    name: _Name,
    yes: _Yes = False,
) -> None:
    """Remove a source from lexops. The command does not delete the files themselves.

    Without `--yes`, the command changes nothing and prints what it would remove. The delete brake
    does not stop a removal. The next run removes the passages of the source from the index. If
    another source has a copy of a removed file, the next run indexes that copy.
    """
    with ctx.writing("lexops sources remove") as catalog:
        (known,) = catalog.sources.named([name])
        if len(catalog.sources.all()) == 1:
            raise UsageError(
                f"{name!r} is the only source, and a run needs one",
                remedy=f"register another one first, or delete the home {ctx.home.root}",
            )
        row = _row(
            ctx,
            catalog,
            known,
        )
        passages = catalog.sources.passage_count(known.id)
        going = f"{_counts(row['objects'])} and {passages} passages"
        if not yes:
            raise UsageError(
                f"removing source {name!r} takes {going} out of the index",
                remedy="run the command again with --yes to remove it",
            )
        known_objects = catalog.objects.known(known.id)
        catalog.objects.forget([known_object.id for known_object in known_objects.values()])
        catalog.sources.remove(name)
    _report(
        ctx,
        {"removed": row, "passages": passages},
        f"source {name!r} is removed, with {going}; {_NEXT_RUN}",
    )


def _row(
    ctx: Invocation,
    catalog: Catalog,
    known: KnownSource,
) -> dict[str, Any]:
    return {
        "name": known.source.name,
        "location": known.source.location,
        "there": Path(known.source.location).is_dir(),
        "include": list(known.source.include),
        "exclude": list(known.source.exclude),
        "trust": known.source.trust.value,
        "trust_of_next_run": ctx.settings.trust_of(known.source.name).value,
        "objects": count_objects(catalog, known.id).by_column,
    }


def _counts(objects: Mapping[str, int]) -> str:
    counted = [f"{count} {state}" for state, count in objects.items() if count]
    return f"{sum(objects.values())} files ({', '.join(counted)})" if counted else "0 files"


def _print_list(rows: list[dict[str, Any]]) -> None:
    shown = []
    for row in rows:
        location = row["location"] if row["there"] else f"{row['location']} (not there)"
        counts = [row["objects"][column] for column in COLUMNS]
        include = " ".join(row["include"])
        exclude = " ".join(row["exclude"])
        trust = row["trust"]
        if row["trust_of_next_run"] != trust:
            trust += f" ({row['trust_of_next_run']} from the next run)"
        shown.append(
            (
                row["name"],
                *counts,
                trust,
                location,
                include,
                exclude,
            )
        )
    columns = (
        "source",
        *COLUMNS,
        "trust",
        "location",
        "include",
        "exclude",
    )
    console().print(
        table(
            "",
            columns,
            shown,
            right=COLUMNS,
        )
    )


def _report(
    ctx: Invocation,
    document: dict[str, Any],
    sentence: str,
) -> None:
    if ctx.as_json:
        print_json(document)
    else:
        console().print(sentence, markup=False)
