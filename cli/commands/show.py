"""`lexops show`: a passage, a version of a work, or a work with its versions."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.commands.search import headline, validity
from cli.invocation import Invocation, command
from cli.output import console, print_json, table, wrap
from corpus.codec import to_json
from corpus.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app)(show)


def show(
    ctx: Invocation,
    id: Annotated[str, typer.Argument(help="WORK, WORK@DATE, or a passage: WORK/PATH@DATE.", show_default=False)],  # noqa: A002 - its name in the usage line
) -> None:
    """Show a passage, a version of a work, or a work with its versions.

    A passage comes with its whole text, every file that carries it, and what cleaning took away from the file.
    """
    with ctx.catalog() as catalog:
        found = _passage(catalog, id) or _expression(catalog, id) or _work(catalog, id)
    if found is None:
        raise UsageError(f"there is no passage, version or work {id!r}", remedy="`lexops search` shows the ids of what it finds")
    if ctx.as_json:
        print_json(found)
    elif "passage" in found:
        _print_passage(found)
    else:
        _print_outline(found)


def _passage(catalog: Any, id_: str) -> dict[str, Any] | None:
    rows = catalog.passages.get([id_]) or catalog.passages.of_unit(id_)
    if not rows:
        return None
    first = rows[0]
    versions = [one["id"] for one in catalog.passages.expressions(first["work"])]
    document = catalog.documents.of_object(first["source"]["name"], first["source"]["path"])
    removed = to_json(document.removed) if document else []
    return {"passage": first, "pieces": [row["text"] for row in rows], "versions": versions, "removed": removed}


def _expression(catalog: Any, id_: str) -> dict[str, Any] | None:
    rows = catalog.passages.of_expression(id_)
    if not rows:
        return None
    expression = next(one for one in catalog.passages.expressions(rows[0]["work"]) if one["id"] == id_)
    return {"expressions": [_with_files(catalog, expression)], "passages": [_brief(row) for row in rows]}


def _work(catalog: Any, id_: str) -> dict[str, Any] | None:
    expressions = catalog.passages.expressions(id_)
    if not expressions:
        return None
    return {"expressions": [_with_files(catalog, one) for one in expressions], "findings": catalog.passages.findings(id_)}


def _with_files(catalog: Any, expression: dict[str, Any]) -> dict[str, Any]:
    carriers = catalog.passages.manifestations(expression["id"])
    return expression | {"files": [{"source": one.source, "path": one.path, "role": one.role} for one in carriers]}


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "context": row["context"], "text": row["text"]}


def _print_passage(found: dict[str, Any]) -> None:
    from rich.markup import escape

    row, out = found["passage"], console()
    out.print(f"[bold]{escape(headline(row))}[/bold]")
    out.print(escape(wrap("\n".join(found["pieces"]), out.width)))
    out.print()
    facts = [
        ("id", row["id"]),
        ("kind", row["kind"]),
        ("validity", validity(row)),
        ("source", f"{row['source']['name']}: {row['source']['path']}"),
    ]
    facts += [("also in", f"{mirror['name']}: {mirror['path']}") for mirror in row["mirrors"]]
    facts += [("version", version) for version in found["versions"]]
    facts += [("cleaned away", f"{one['what']} × {one['count']}") for one in found["removed"]]
    facts += [("seen by", "、".join(row["groups"]))]
    out.print(table("", ("", ""), facts))


def _print_outline(found: dict[str, Any]) -> None:
    out = console()
    for one in found["expressions"]:
        rows = [(file["role"], file["source"], file["path"]) for file in one["files"]]
        out.print(table(f"{one['id']}  {one['title']} ({one['kind']})", ("role", "source", "file"), rows))
    if passages := [(row["id"], row["text"][:60].replace("\n", " ")) for row in found.get("passages", ())]:
        out.print(table("passages", ("id", "text"), passages))
    if findings := [(one["severity"], one["code"], one["message"], one["remedy"]) for one in found.get("findings", ())]:
        out.print(table("findings", ("severity", "code", "what", "what to do"), findings))
