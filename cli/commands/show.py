"""`lexops show`: a passage, an article, a version of a work, or a work with its versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import print_json
from corpus.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from storage.catalog import Catalog


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(show)


def show(
    ctx: Invocation,
    id: Annotated[  # noqa: A002
        str,
        typer.Argument(
            help="WORK, WORK@DATE, WORK/第三条 (an article), WORK/PATH@DATE (a passage). With "
            "--reading: a file.",
            show_default=False,
        ),
    ],
    versions: Annotated[
        bool,
        typer.Option(
            "--versions", help="Of a work: when each version holds, why, and what it changed."
        ),
    ] = False,
    consolidated: Annotated[
        bool,
        typer.Option(
            "--consolidated",
            help="Of a work whose last amendment lacks its new text: the text that follows from it.",
        ),
    ] = False,
    reading: Annotated[
        bool,
        typer.Option(
            "--reading",
            help="Of a file, on disk or in the home: its lines beside what was read of them.",
        ),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="OUT.html",
            help="With --reading: write a page with a picture of the first pages.",
            show_default=False,
        ),
    ] = None,
    pages: Annotated[
        int,
        typer.Option(help="With --html: how many pages have a picture.", min=1, max=20),
    ] = 1,
    rows: Annotated[
        int,
        typer.Option(help="With --reading: how many rows are printed; 0 for all.", min=0),
    ] = 400,
) -> int:
    """Show a work, a version of it, an article or a passage, and why we say what we say.

    A work comes with its versions, and the outline of the one in force. An article without a date
    is that of the version in force, with its history. A passage comes with its whole text, every
    file that contains it, what it cites and what cites it. Title, dates and status come with the
    sentence that says so, its file, and the claims on the work. What is a copy of another document
    shows that one.

    With `--reading`, the output shows a file as it is, and beside it what was read: what cleaning
    removed or found hidden, lines that were joined, the key of each article, and the findings. The
    file is a path on disk, or in the home SOURCE/PATH or an id. It is read again, and nothing is
    stored. The exit status is 1 if lexops can't read it.
    """
    if reading:
        from cli.reading.showing import show_reading

        return show_reading(ctx, id, html, pages, rows)
    if html is not None:
        raise UsageError("--html is for the reading of a file", remedy="add --reading")
    from cli.showing.consolidated import print_consolidated, read_consolidated
    from cli.showing.passages import print_passage
    from cli.showing.works import print_changes, print_work

    if consolidated:
        with ctx.catalog() as catalog:
            derived = read_consolidated(catalog, id)
        if ctx.as_json:
            print_json(derived)
        else:
            print_consolidated(derived)
        return ExitStatus.DONE
    with ctx.catalog() as catalog:
        found = _find(
            catalog,
            id,
            ctx.today(),
            versions=versions,
        )
    if ctx.as_json:
        print_json(found)
    elif "passage" in found:
        print_passage(found)
    elif versions:
        print_changes(found)
    else:
        print_work(found)
    return ExitStatus.DONE


def _find(
    catalog: Catalog,
    id_: str,
    day: str,
    *,
    versions: bool,
) -> dict[str, Any]:
    from cli.showing.passages import find_article, find_passage
    from cli.showing.works import find_mirrored, find_version, find_work

    found = (
        find_passage(
            catalog,
            id_,
            day,
        )
        or find_version(
            catalog,
            id_,
            day,
        )
        or find_work(
            catalog,
            id_,
            day,
            versions=versions,
        )
        or find_article(
            catalog,
            id_,
            day,
        )
        or find_mirrored(
            catalog,
            id_,
            day,
            versions=versions,
        )
    )
    if found is None:
        raise UsageError(
            f"there is no passage, version or work {id_!r}",
            remedy="`lexops search` shows the ids of what it finds",
        )
    return found
