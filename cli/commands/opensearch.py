"""`lexops opensearch`: a server for this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import complain, console, print_json, table
from corpus.errors import ExitStatus, UnknownValue

if TYPE_CHECKING:  # the settings import the options of every package
    from indexing.opensearch.options import ServerOptions

_DATA = typer.Option(
    metavar="DIR",
    help="Folder for the data and the log of the server.",
    show_default="the user's",
)
_PORT = typer.Option(
    help="Port on 127.0.0.1.",
    min=1,
    max=65535,
    show_default="the profile's, or 9200",
)


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    opensearch = typer.Typer(help="Start, stop and check an OpenSearch server on this machine.")
    command(
        opensearch,
        "status",
        default=True,
    )(status)
    command(opensearch)(up)
    command(opensearch)(down)
    command(opensearch)(credentials)
    command(opensearch)(roles)
    app.add_typer(opensearch, name="opensearch")


def status(
    ctx: Invocation,
    port: Annotated[int | None, _PORT] = None,
    data: Annotated[Path | None, _DATA] = None,
) -> int:
    """Show the address, version, plugins and health of the server.

    The exit status is 3 if no server answers.
    """
    from indexing.opensearch import server as opensearch_server

    return _show(ctx, opensearch_server.status(*_server(ctx, port), folder=data))


def up(
    ctx: Invocation,
    port: Annotated[int | None, _PORT] = None,
    data: Annotated[Path | None, _DATA] = None,
    heap: Annotated[str, typer.Option(metavar="SIZE", help="Memory for the Java heap.")] = "1g",
    secure: Annotated[
        bool,
        typer.Option(
            "--secure",
            help="Start a server with TLS, its own CA, and users with minimal rights. "
            "It is always assembled (114 MB).",
        ),
    ] = False,
) -> int:
    """Start an OpenSearch server on this machine, unless one answers already.

    The command uses Docker Compose if it is available. Otherwise it assembles the server with a JDK
    and Maven (70 MB from Maven Central).

    The server listens only on 127.0.0.1 and runs until `lexops opensearch down`. By default, it has
    neither TLS nor users.

    With `--secure`, or if the profile's `index.location` begins with https:, the server has TLS and
    users. The command then makes a CA, certificates and passwords in DIR/credentials.
    """
    from indexing.opensearch import server as opensearch_server

    url, options = _server(ctx, port)
    found = opensearch_server.up(
        url.replace(
            "http:",
            "https:",
            1,
        )
        if secure
        else url,
        options,
        folder=data,
        heap=heap,
        progress=complain,
    )
    if found["credentials"] is not None:
        console(stderr=True).print(
            _how_to_use(found, options.prefix),
            markup=False,
            soft_wrap=True,
        )
    return _show(ctx, found)


def down(ctx: Invocation, data: Annotated[Path | None, _DATA] = None) -> None:
    """Stop the server that `lexops opensearch up` started. Its data are kept.

    The command stops no other server.
    """
    from indexing.opensearch import server as opensearch_server

    ended = opensearch_server.down(folder=data)
    if ctx.as_json:
        print_json({"ended": ended.url if ended else None})
    else:
        console().print(
            f"ended {ended.url}" if ended else "no server runs that `lexops opensearch up` started",
            markup=False,
        )


def credentials(
    ctx: Invocation,
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder for the credentials. Existing files are kept."),
    ],
    host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Another name or address of the server than localhost."),
    ] = None,
    dashboards: Annotated[
        bool,
        typer.Option(
            "--dashboards",
            help="Also make two users for OpenSearch Dashboards: its server, and a person.",
        ),
    ] = False,
    give: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHO=DIR",
            help="Copy the files that WHO needs to DIR. WHO is `node` or a user.",
        ),
    ] = None,
) -> None:
    """Make the credentials that a server with TLS and users needs.

    The command makes a CA, certificates for the node and the administrator, and a password for each
    user.

    Only their owner can read the keys and passwords. The command does not store the key of the CA.
    """
    from indexing.opensearch import server as opensearch_server

    users = [*opensearch_server.USERS, *(opensearch_server.DASHBOARDS if dashboards else ())]
    parties = [one.partition("=") for one in give or ()]
    for who, _, to in parties:
        if who not in ("node", *users) or not to:
            raise UnknownValue(
                "WHO=DIR of --give",
                f"{who}={to}",
                (f"{one}=DIR" for one in ("node", *users)),
            )
    opensearch_server.make_credentials(
        folder,
        [*opensearch_server.LOCAL, *(host or ())],
        users,
    )
    for who, _, to in parties:
        opensearch_server.give(
            folder,
            who,
            Path(to),
        )
    found = sorted(path.name for path in folder.iterdir())
    if ctx.as_json:
        print_json({"folder": str(folder), "files": found})
    else:
        console().print(f"{folder}: {', '.join(found)}", markup=False)


def roles(
    ctx: Invocation,
    prefix: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Prefix of the index.",
            show_default="the profile's",
        ),
    ] = None,
    apply: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write the roles to the profile's server with the credentials in DIR.",
        ),
    ] = None,
) -> None:
    """Print the roles of a publisher and a reader for an OpenSearch server with users.

    The output has the form of roles.yml, a file of OpenSearch's security plugin.

    With `--json`, the output is a body for `PATCH /_plugins/_security/api/roles`. That request does
    not change other roles.

    With `--apply`, the command writes the roles to the server, and makes one user for each role. It
    uses the administrator's certificate and the passwords from `lexops opensearch credentials`.
    """
    from indexing.opensearch import server as opensearch_server

    prefix = prefix or ctx.settings.index.prefix
    if apply is not None:
        url, _ = _server(ctx, None)
        opensearch_server.apply(
            url,
            apply,
            prefix,
        )
        complain(f"{url} has the roles and users of {prefix}")
    elif ctx.as_json:
        print_json(opensearch_server.as_patch(prefix))
    else:
        console().print(
            opensearch_server.roles(prefix),
            markup=False,
            highlight=False,
            soft_wrap=True,
            end="",
        )


def _how_to_use(found: dict[str, Any], prefix: str) -> str:
    """What a home's lexops.toml and environment need for this server."""
    folder = Path(found["credentials"])
    toml = {
        "store": "opensearch",
        "location": found["url"],
        "prefix": prefix,
        "user": f"{prefix}_publisher",
        "ca": str(folder / "ca.pem"),
    }
    lines = "\n".join(f'{name} = "{value}"' for name, value in toml.items())
    return f"in lexops.toml:\n[index]\n{lines}\nand in the environment:\nexport LEXOPS_INDEX_PASSWORD=$(cat {folder / 'publisher.password'})"


def _server(ctx: Invocation, port: int | None) -> tuple[str, ServerOptions]:
    """The profile's server, or the default one where the profile's index is none."""
    from indexing.opensearch.server import DEFAULT_URL

    index = ctx.settings.index
    url = index.location if index.store == "opensearch" and index.location else DEFAULT_URL
    return (url if port is None else f"http://127.0.0.1:{port}"), index


def _show(ctx: Invocation, found: dict[str, Any]) -> int:
    if ctx.as_json:
        print_json(found)
    else:
        reported = [
            (name, ", ".join(value) if isinstance(value, list) else value)
            for name, value in found.items()
            if value not in (None, [])
        ]
        console().print(
            table(
                "",
                ("what", "is"),
                reported,
            )
        )
    return ExitStatus.DONE if found["answers"] else ExitStatus.UNREACHABLE
