"""The files of a version: what each says of itself, and what cleaning took away of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

from cli.output import console, table
from corpus.codec import to_json
from corpus.records import Status, status_on
from corpus.schema import as_of

if TYPE_CHECKING:
    from storage.catalog import Catalog


def read_file(
    catalog: Catalog,
    source: str,
    path: str,
) -> dict[str, Any]:
    """Return what a file says of itself, and what cleaning took away of it.

    Args:
        catalog: The catalog.
        source: The name of the source of the file.
        path: The path of the file there.

    Returns:
        `metadata` and `removed`.
    """
    document = catalog.documents.of_object(source, path)
    return {
        "metadata": dict(document.metadata) if document else {},
        "removed": to_json(document.removed) if document else [],
    }


def with_files(
    catalog: Catalog,
    expression: dict[str, Any],
    day: str,
) -> dict[str, Any]:
    """Add the files of a version, and give it its status on a day.

    Args:
        catalog: The catalog.
        expression: The version, as the catalog returns it.
        day: The day, in ISO form.

    Returns:
        The version with `files`.
    """
    files = [
        {
            "source": file.source,
            "path": file.path,
            "role": file.role,
            **read_file(
                catalog,
                file.source,
                file.path,
            ),
        }
        for file in catalog.passages.manifestations(expression["id"])
    ]
    status = status_on(
        day,
        Status(expression["status"]),
        expression["valid_from"],
        expression["valid_to"],
    )
    shown = status.value
    rows = catalog.passages.whole_expression(expression["id"]) if status is Status.IN_FORCE else []
    on_day = {as_of(row, day)["status"] for row in rows}
    if on_day == {Status.SUSPENDED.value}:
        shown = Status.SUSPENDED.value
    return expression | {"status": shown, "files": files}


def print_removed(removed: list[dict[str, Any]]) -> None:
    """Print what cleaning took away: what it was, how often, how many characters, and an example.

    Args:
        removed: What was taken away of one file, or of several; the longest comes first.
    """
    ranked = sorted(removed, key=lambda one: (-one["characters"], -one["count"]))
    rows = [
        (
            one["what"],
            one["count"],
            one["characters"] or "",
            one["example"],
        )
        for one in ranked
    ]
    if rows:
        console().print(
            table(
                "cleaned away",
                (
                    "what",
                    "times",
                    "characters",
                    "first example",
                ),
                rows,
                right=("times", "characters"),
            )
        )


def sum_removed(removed: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return what cleaning took away of several files, by sort.

    Args:
        removed: What was taken away of each file.

    Returns:
        The sums.
    """
    made: dict[str, dict[str, Any]] = {}
    for one in chain.from_iterable(removed):
        whole = made.setdefault(one["what"], one | {"count": 0, "characters": 0})
        whole["count"] += one["count"]
        whole["characters"] += one["characters"]
    return list(made.values())
