"""`lexops tags schemes`, `export-scheme` and `import-scheme`: the schemes of a home as a whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import complain, console, print_json, table
from corpus.errors import UnknownValue, UsageError
from corpus.steering import escape_json

if TYPE_CHECKING:  # numpy takes 0.1 s to import
    from tagging.schemes import Scheme
    from tagging.schemes.missing import MissingValue

_NAME = typer.Argument(metavar="NAME", help="Name of the scheme.", show_default=False)
_TARGET = typer.Argument(
    metavar="FILE.ttl",
    help="Turtle file to write.",
    show_default="stdout",
)
_SOURCE = typer.Argument(
    metavar="FILE.ttl",
    help="SKOS vocabulary as Turtle. Nothing that it names is fetched.",
    show_default=False,
)
_CALLED = typer.Option(
    "--name",
    help="Name of the scheme.",
    metavar="NAME",
    show_default="the one in the file",
)
_FORCE = typer.Option("--force", help="Overwrite a scheme file of the same name.")


def register(tags: typer.Typer) -> None:
    """Add the commands to the group `tags`.

    Args:
        tags: The group.
    """
    command(tags, default=True)(schemes)
    command(tags, "export-scheme")(export_scheme)
    command(tags, "import-scheme")(import_scheme)


def schemes(ctx: Invocation) -> None:
    """List the schemes of tags, what tags in each, and what accepts its tags."""
    from tagging.schemes.loading import configured_schemes

    known = configured_schemes(ctx.settings.tagging)
    models, missing = _of_the_home(ctx, known)
    off = ctx.settings.tagging.off
    rows = [
        {
            "name": scheme.name,
            "version": scheme.version,
            "title": scheme.title,
            "values": len(scheme.values),
            "state": _state(scheme, models, off),
            "accepts": _accepts(scheme),
            "model": models.get(f"tags.{scheme.name}"),
        }
        for scheme in known.values()
    ]
    if ctx.as_json:
        lost = [
            {
                "scheme": entry.scheme,
                "value": entry.value,
                "tags": entry.tags,
                "decisions": entry.decisions,
            }
            for entry in missing
        ]
        print_json({"schemes": rows, "missing": lost})
        return
    columns = ("scheme", "version", "title", "values", "state", "accepts")
    shown = [list(row.values())[:-1] for row in rows]
    console().print(table("", columns, shown, right=("version", "values")))
    for entry in missing:
        complain(f"warning: {entry.describe()}")


def export_scheme(
    ctx: Invocation,
    name: Annotated[str, _NAME],
    file: Annotated[Path | None, _TARGET] = None,
) -> None:
    """Write a scheme as SKOS in Turtle, for vocabulary tools.

    Rules and thresholds stand in terms of our own, so that `import-scheme` gives the same scheme.
    """
    from tagging.schemes.loading import configured_schemes
    from tagging.schemes.skos import to_turtle

    known = configured_schemes(ctx.settings.tagging)
    if name not in known:
        raise UnknownValue("scheme", name, known)
    text = to_turtle(known[name])
    if file is not None:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{file} can't be written: {error.strerror}") from error
    if ctx.as_json:
        print_json(
            {
                "scheme": name,
                "file": None if file is None else str(file),
                "turtle": text if file is None else None,
            }
        )
    elif file is None:
        sys.stdout.write(escape_json(text))  # Turtle has the escapes of JSON
    else:
        complain(f"wrote the scheme {name} to {file}")


def import_scheme(
    ctx: Invocation,
    file: Annotated[Path, _SOURCE],
    name: Annotated[str, _CALLED] = "",
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Read a SKOS vocabulary, and write it as YAML into the folder `tagging.schemes`."""
    from tagging.schemes.skos import from_turtle
    from tagging.schemes.writing import to_yaml

    folder = _folder(ctx)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} can't be read: {error}") from error
    imported = from_turtle(text, name)
    scheme = imported.scheme
    target = folder / f"{scheme.name}.yaml"
    if target.exists() and not force:
        raise UsageError(
            f"{target} exists",
            remedy="give another name with --name, or overwrite it with --force",
        )
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text(to_yaml(scheme), encoding="utf-8")
    if ctx.as_json:
        print_json(
            {
                "scheme": scheme.name,
                "version": scheme.version,
                "values": len(scheme.values),
                "file": str(target),
                "notes": list(imported.notes),
            }
        )
        return
    for note in imported.notes:
        complain(f"note: {note}")
    complain(f"wrote {len(scheme.values)} values of the scheme {scheme.name} to {target}")


def _folder(ctx: Invocation) -> Path:
    folder = ctx.settings.tagging.schemes
    if not folder:
        raise UsageError(
            "no folder for schemes is set",
            remedy='set `schemes = "FOLDER"` under `[tagging]` in lexops.toml of the home',
        )
    return Path(folder)


def _of_the_home(
    ctx: Invocation,
    known: dict[str, Scheme],
) -> tuple[dict[str, str], list[MissingValue]]:
    """Return the live models by task, and the values that schemes have lost."""
    from storage.models import ModelState
    from tagging.schemes.missing import missing_values

    if ctx.home.catalog_url is None and not (ctx.home.root / "catalog.db").exists():
        return {}, []
    missing: list[MissingValue] = []
    with ctx.catalog() as catalog:
        models = {
            record.model.task: record.model.fingerprint
            for record in catalog.models.all()
            if record.state is ModelState.LIVE
        }
        counts = catalog.tags.counts()
        decisions = catalog.tag_decisions.counts()
        for name, scheme in known.items():
            tagged = counts[name].by_value if name in counts else {}
            missing += missing_values(scheme, tagged, decisions.get(name, {}))
    return models, missing


def _state(
    scheme: Scheme,
    models: dict[str, str],
    off: Any,
) -> str:
    """Say what tags in a scheme: `trained`, `rules`, `idle` or `off`."""
    if scheme.name in off:
        return "off"
    if f"tags.{scheme.name}" in models:
        return "trained"
    has_rules = any(value.rules for value in scheme.values)
    return "rules" if has_rules or scheme.method == "quantities" else "idle"


def _accepts(scheme: Scheme) -> str:
    """Say what accepts a tag without a person."""
    if scheme.accept == "rules":
        return "what the rules find"
    return f"from a measured precision of {scheme.target_precision:g}"
