"""`lexops backup` and `lexops restore`: a home saved, and made again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from cli.output import bytes_, complain, console, print_json
from corpus.errors import ExitStatus

_FOLDER = typer.Argument(
    metavar="DIR",
    help="Folder of the backup, best on another disk.",
    show_default=False,
)


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    command(app)(backup)
    command(app)(restore)


def backup(
    ctx: Invocation,
    folder: Annotated[Path, _FOLDER],
    wait: Annotated[
        float, typer.Option(help="Seconds to wait for an update that is under way.", min=0)
    ] = 60,
) -> int:
    """Save the home: catalog, originals, settings, and the index where it is a folder.

    What DIR has already is not copied again.

    Readers go on meanwhile; writers wait. An index in OpenSearch is not saved: it is made again of
    the vectors in the catalog.
    """
    from storage.backup import save

    with ctx.progress() as progress:
        saved = save(
            ctx.home,
            folder,
            patience=wait,
            progress=progress,
        )
    indexed = any(one.path.startswith("index/") for one in saved.manifest.files)
    status = ExitStatus.REFUSED if saved.damaged else ExitStatus.DONE
    if ctx.as_json:
        counts = {
            "files": len(saved.manifest.files),
            "bytes": saved.manifest.bytes,
            "copied": saved.copied,
            "copied_bytes": saved.copied_bytes,
        }
        reported = {
            "exit": int(status),
            "home": saved.manifest.home,
            "made": saved.manifest.made,
            **counts,
        }
        print_json(
            {
                **reported,
                "index": indexed,
                "originals": ctx.home.blobs_url is None,
                "damaged": list(saved.damaged),
            }
        )
    else:
        whole = f"{len(saved.manifest.files)} files, {bytes_(saved.manifest.bytes)}"
        out = console()
        out.print(
            f"{whole}; copied {saved.copied} of them, {bytes_(saved.copied_bytes)}", markup=False
        )
        if not indexed:
            out.print(
                "without the index, which lies outside: after a restore `lexops run` makes it again of cached vectors",
                markup=False,
            )
        if ctx.home.blobs_url is not None:
            out.print(f"without the originals, which lie in {ctx.home.blobs_url}", markup=False)
    for sha256 in saved.damaged:
        complain(
            f"left out, its bytes are no longer what they were: {sha256} — the run that needs it fetches it from its source"
        )
    return status


def restore(ctx: Invocation, folder: Annotated[Path, _FOLDER]) -> None:
    """Make the home of a backup anew at `--home`, where nothing may be yet.

    Every file is checked on the way; the home is there whole, or not at all.
    """
    from storage.backup import restore as make

    with ctx.progress() as progress:
        made = make(
            folder,
            ctx.root,
            progress=progress,
        )
    if ctx.as_json:
        print_json(
            {
                "home": str(ctx.root),
                "made": made.made,
                "of": made.home,
                "files": len(made.files),
                "bytes": made.bytes,
            }
        )
    else:
        console().print(
            f"{ctx.root}: as {made.home} was at {made.made}; {len(made.files)} files, {bytes_(made.bytes)}",
            markup=False,
        )
