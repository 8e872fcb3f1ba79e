"""`lexops show`: a passage, an article, a version of a work, or a work with its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import print_json
from corpus.errors import UsageError

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
            help="WORK, WORK@DATE, an article: WORK/第三条, or a passage: WORK/PATH@DATE.",
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
) -> None:
    """Show a work, a version of it, an article or a passage, and why we say what we say.

    A work comes with its versions, and the outline of the one in force. An article without a date
    is that of the version in force, with its history. A passage comes with its whole text, every
    file that contains it, what it cites and what cites it. Title, dates and status come with the
    sentence that says so, its file, and the claims on the work. What is a copy of another document
    shows that one.
    """
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
        return
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
