"""`lexops backup` and `lexops restore`: save a home, and restore it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.invocation import Invocation, command
from cli.output import bytes_, complain, console, print_json
from corpus.errors import ExitStatus

_TARGET = typer.Argument(
    metavar="DIR",
    help="Folder for the backup. It should be on another disk.",
    show_default=False,
)
_BACKUP = typer.Argument(
    metavar="DIR",
    help="Folder that contains the backup.",
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
    folder: Annotated[Path, _TARGET],
    wait: Annotated[
        float, typer.Option(help="Seconds to wait for an update that is running.", min=0)
    ] = 60,
) -> int:
    """Save the home: catalog, originals and settings, and the index if it is a folder.

    The command does not copy files again that DIR already contains.

    During a backup, readers continue to work and writers wait.

    A backup does not contain an index in OpenSearch. The first run after a restore builds that
    index again from the vectors in the catalog.
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
                "without the index, which is outside the home: after a restore, `lexops run` builds it again from cached vectors",
                markup=False,
            )
        if ctx.home.blobs_url is not None:
            out.print(f"without the originals, which are in {ctx.home.blobs_url}", markup=False)
    for sha256 in saved.damaged:
        complain(
            f"left out, because its bytes changed: {sha256} — a run that needs it reads it again from its source"
        )
    return status


def restore(ctx: Invocation, folder: Annotated[Path, _BACKUP]) -> None:
    """Restore a backup as a new home at `--home`. That folder must be empty or missing.

    The command checks every file. The new home appears completely or not at all.
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
