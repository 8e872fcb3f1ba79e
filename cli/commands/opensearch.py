"""`lexops opensearch`: a server for this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import complain, console, print_json, table
from corpus.errors import ExitStatus

if TYPE_CHECKING:  # the settings import every room's options
    from indexing.stores import ServerOptions

_DATA = typer.Option(metavar="DIR", help="Folder of its data and log.", show_default="the user's")
_PORT = typer.Option(help="Port on 127.0.0.1.", min=1, max=65535, show_default="the profile's, or 9200")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    opensearch = typer.Typer(help="Start, end and look at an OpenSearch on this machine.")
    command(opensearch, "status", default=True)(status)
    command(opensearch)(up)
    command(opensearch)(down)
    app.add_typer(opensearch, name="opensearch")


def status(ctx: Invocation, port: Annotated[int | None, _PORT] = None, data: Annotated[Path | None, _DATA] = None) -> int:
    """Say where the server is, its version, plugins and health; exit status 3 where none answers."""
    from indexing import opensearch_server

    return _show(ctx, opensearch_server.status(*_server(ctx, port), folder=data))


def up(
    ctx: Invocation,
    port: Annotated[int | None, _PORT] = None,
    data: Annotated[Path | None, _DATA] = None,
    heap: Annotated[str, typer.Option(metavar="SIZE", help="Memory of its Java heap.")] = "1g",
) -> int:
    """Have an OpenSearch: one that answers, else by Docker Compose, else assembled with a JDK and Maven (70 MB from Maven Central).

    What is started listens on 127.0.0.1 alone, without TLS or users, and runs on until `lexops opensearch down`.
    """
    from indexing import opensearch_server

    return _show(ctx, opensearch_server.up(*_server(ctx, port), folder=data, heap=heap, progress=complain))


def down(ctx: Invocation, data: Annotated[Path | None, _DATA] = None) -> None:
    """End the server that `lexops opensearch up` started, and no other. Its data stay."""
    from indexing import opensearch_server

    ended = opensearch_server.down(folder=data)
    if ctx.as_json:
        print_json({"ended": ended.url if ended else None})
    else:
        console().print(f"ended {ended.url}" if ended else "no server runs that `lexops opensearch up` started", markup=False)


def _server(ctx: Invocation, port: int | None) -> tuple[str, ServerOptions]:
    """The profile's server, or the default one where the profile's index is none."""
    from indexing.opensearch_server import DEFAULT_URL

    index = ctx.settings.index
    url = index.location if index.store == "opensearch" and index.location else DEFAULT_URL
    return (url if port is None else f"http://127.0.0.1:{port}"), index


def _show(ctx: Invocation, found: dict[str, Any]) -> int:
    if ctx.as_json:
        print_json(found)
    else:
        told = [(name, ", ".join(value) if isinstance(value, list) else value) for name, value in found.items() if value not in (None, [])]
        console().print(table("", ("what", "is"), told))
    return ExitStatus.DONE if found["answers"] else ExitStatus.UNREACHABLE
