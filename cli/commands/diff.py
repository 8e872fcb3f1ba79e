"""`lexops diff`: two versions of a law side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import console, print_json, wrap
from corpus.codec import to_json
from corpus.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(diff)


def diff(
    ctx: Invocation,
    old: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="The first version, as WORK@DATE. A WORK alone: its two newest versions.",
            show_default=False,
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="B",
            help="The second version, as WORK@DATE.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Compare two versions, article by article.

    The output lists the articles that were added, changed, renumbered or repealed. In a changed
    article, it marks the changed words.
    """
    from retrieval.versions import Change, compare_versions, texts_by_path

    with ctx.catalog() as catalog:
        if new is None:
            old, new = _newest_two(catalog, old)
        texts = [texts_by_path(_rows(catalog, version)) for version in (old, new)]
    found = compare_versions(*texts)
    counts = Counter(one.change.value for one in found)
    if ctx.as_json:
        changed = [to_json(one) for one in found if one.change is not Change.SAME]
        print_json(
            {
                "old": old,
                "new": new,
                "counts": {one.value: counts[one.value] for one in Change},
                "articles": changed,
            }
        )
        return
    out = console()
    out.print(
        f"{old} → {new}: " + ", ".join(f"{counts[one.value]} {one.value}" for one in Change),
        markup=False,
    )
    for one in found:
        if one.change is not Change.SAME:
            _print_change(one)


def _newest_two(catalog: Any, work: str) -> tuple[str, str]:
    """The two newest versions of a work, by any of its names."""
    from cli.showing.versions import plain_versions
    from corpus.notation.work_keys import work_key

    stored = catalog.passages.expressions(work) or catalog.passages.expressions(work_key(work))
    versions = [version["id"] for version in plain_versions(stored)]
    if len(versions) > 1:
        return versions[-2], versions[-1]
    if versions:
        raise UsageError(
            f"{work!r} has one version, {versions[0]}, and a comparison needs two",
            remedy="add a file with another version of it",
        )
    if "@" in work:
        raise UsageError(
            f"{work!r} is compared with nothing", remedy="give the other version, or a WORK alone"
        )
    raise UsageError(
        f"there is no work {work!r}", remedy="`lexops search` shows the ids of what it finds"
    )


def _rows(catalog: Any, version: str) -> Sequence[dict[str, Any]]:
    if rows := catalog.passages.whole_expression(version):
        return list(rows)
    known = [one["id"] for one in catalog.passages.expressions(version.partition("@")[0])]
    if known:
        remedy = f"choose one of {', '.join(known)}"
    else:
        remedy = "`lexops show WORK --versions` lists the versions of a work"
    raise UsageError(f"there is no version {version!r}", remedy=remedy)


_STYLES = {
    "keep": "",
    "delete": "red strike",
    "insert": "green",
}


def _print_change(one: Any) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    if one.old in (one.new, None):
        names = one.new
    elif one.new is None:
        names = one.old
    else:
        names = f"{one.old} → {one.new}"
    out.print(f"\n[bold]{names}[/bold]  {one.change.value}")
    shown = Text()
    for edit in one.edits:
        marks = {
            "keep": ("", ""),
            "delete": ("[-", "-]"),
            "insert": ("{+", "+}"),
        }[edit.kind]
        text = edit.text if out.is_terminal else f"{marks[0]}{edit.text}{marks[1]}"
        shown.append(text, style=_STYLES[edit.kind])
    out.print(
        Padding(
            shown if out.is_terminal else Text(wrap(shown.plain, out.width - 3)),
            (
                0,
                0,
                0,
                3,
            ),
        )
    )
