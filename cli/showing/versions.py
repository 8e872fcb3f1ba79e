"""The versions of a work: which one is in force, what each changed, an article through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cli.output import console, table
from corpus.records import Status, status_on

if TYPE_CHECKING:
    from storage.catalog import Catalog


def plain_versions(expressions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the versions of a work without conflicting texts, which are no versions of their own.

    Args:
        expressions: All texts of the work, oldest first.

    Returns:
        The versions, oldest first.
    """
    return [expression for expression in expressions if "~" not in expression["id"]]


def version_on(expressions: Sequence[dict[str, Any]], day: str) -> dict[str, Any]:
    """Choose the version that is in force on a day.

    Args:
        expressions: All texts of a work, oldest first; at least one.
        day: The day, in ISO form.

    Returns:
        The newest version in force; where there is none, the newest that was ever law, else the
        newest.
    """
    versions = plain_versions(expressions) or list(expressions)
    status_of = {
        version["id"]: status_on(
            day,
            Status(version["status"]),
            version["valid_from"],
            version["valid_to"],
            version["date"],
        )
        for version in versions
    }
    in_force = [version for version in versions if status_of[version["id"]] is Status.IN_FORCE]
    begun = [
        version
        for version in versions
        if status_of[version["id"]] not in (Status.DRAFT, Status.NOT_YET)
    ]
    return (in_force or begun or versions)[-1]


def count_changes(catalog: Catalog, expressions: list[dict[str, Any]]) -> None:
    """Give each version how it differs from the one before it: counts of articles, by change.

    Args:
        catalog: The catalog.
        expressions: The versions, oldest first; each gets `changes`.
    """
    from retrieval.versions import Change, compare_versions, texts_by_path

    before: dict[str, str] | None = None
    for version in plain_versions(expressions):
        texts = texts_by_path(catalog.passages.whole_expression(version["id"]))
        version["changes"] = None
        if before:
            counts = Counter(found.change for found in compare_versions(before, texts))
            version["changes"] = {change.value: counts[change] for change in Change}
        before = texts


def article_history(
    catalog: Catalog,
    expressions: Sequence[dict[str, Any]],
    chosen: str,
    path: str,
) -> list[dict[str, Any]]:
    """Follow an article through the versions of its work, also where its number changed.

    Args:
        catalog: The catalog.
        expressions: The texts of the work, oldest first.
        chosen: The version whose article is followed.
        path: The path of the article in that version.

    Returns:
        For each version that has the article: its id there, the version's dates, what became of it
        since the version before, and the text. Oldest first.
    """
    from retrieval.versions import texts_by_path

    versions = plain_versions(expressions)
    place = next((index for index, version in enumerate(versions) if version["id"] == chosen), None)
    if place is None:
        return []
    texts = [texts_by_path(catalog.passages.whole_expression(one["id"])) for one in versions]
    paths: dict[int, str] = {place: path}
    changes: dict[int, str | None] = {}
    for index in range(
        place,
        0,
        -1,
    ):
        old, change = _find_old(
            texts[index - 1],
            texts[index],
            paths[index],
        )
        changes[index] = change
        if old is None:
            break
        paths[index - 1] = old
    for index in range(place + 1, len(versions)):
        new, change = _find_new(
            texts[index - 1],
            texts[index],
            paths[index - 1],
        )
        if new is None:
            break
        paths[index] = new
        changes[index] = change
    history: list[dict[str, Any]] = []
    for index in sorted(paths):
        work, _, date = versions[index]["id"].rpartition("@")
        history.append(
            {
                "id": f"{work}/{paths[index]}@{date}",
                "valid_from": versions[index]["valid_from"],
                "valid_to": versions[index]["valid_to"],
                "status": versions[index]["status"],
                "change": changes.get(index),
                "text": texts[index].get(paths[index], ""),
            }
        )
    return history


def _find_old(
    old: dict[str, str],
    new: dict[str, str],
    path: str,
) -> tuple[str | None, str | None]:
    """The path of an article in the version before, and what became of it."""
    from retrieval.versions import compare_versions

    for found in compare_versions(old, new):
        if found.new == path:
            return found.old, found.change.value
    return None, None


def _find_new(
    old: dict[str, str],
    new: dict[str, str],
    path: str,
) -> tuple[str | None, str | None]:
    """The path of an article in the next version, and what became of it."""
    from retrieval.versions import compare_versions

    for found in compare_versions(old, new):
        if found.old == path:
            return found.new, found.change.value
    return None, None


def print_history(history: Sequence[dict[str, Any]]) -> None:
    """Print the history of an article.

    Args:
        history: As `article_history` returns it.
    """
    rows = [
        (
            entry["id"],
            f"{entry['valid_from'] or '?'} – {entry['valid_to'] or ''}",
            entry["status"],
            entry["change"] or "",
        )
        for entry in history
    ]
    if rows:
        columns = ("version", "holds", "status", "against the one before")
        console().print(
            table(
                "its versions",
                columns,
                rows,
            )
        )


def print_versions(expressions: Sequence[dict[str, Any]]) -> None:
    """Print when each version holds, why, and what it changed.

    Args:
        expressions: The versions, with `changes` where they were compared.
    """
    rows = []
    for version in expressions:
        law = version["law"] or {}
        changed = ", ".join(
            f"{count} {name}"
            for name, count in (version.get("changes") or {}).items()
            if count and name != "same"
        )
        reported = (law.get("number") or law.get("authority") or {}).get("value") or ""
        rows.append(
            (
                version["id"].partition("@")[2],
                f"{version['valid_from'] or '?'} – {version['valid_to'] or ''}",
                version["valid_from_basis"],
                version["status"],
                (version["evidence"] or {}).get("words", ""),
                reported,
                changed,
            )
        )
    columns = ("version", "holds", "basis", "today", "because", "by", "articles")
    console().print(
        table(
            expressions[0]["title"],
            columns,
            rows,
        )
    )
