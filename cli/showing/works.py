"""A work with its versions, or one version: dates, files, outline, evidence, claims, findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cli.output import console, table
from cli.showing.cases import print_cases, read_cases
from cli.showing.claims import print_claims_on, print_relations, read_claims, read_relations
from cli.showing.files import print_removed, sum_removed, with_files
from cli.showing.outline import print_outline, read_outline
from cli.showing.provenance import print_provenance, read_provenance
from cli.showing.versions import count_changes, print_versions, version_on
from corpus.notation.work_keys import work_key

if TYPE_CHECKING:
    from storage.catalog import Catalog


def find_version(
    catalog: Catalog,
    id_: str,
    day: str,
) -> dict[str, Any] | None:
    """Return one version of a work.

    Args:
        catalog: The catalog.
        id_: Its id, `WORK@DATE`.
        day: The day whose status is shown, in ISO form.

    Returns:
        The version with its files and passages; None where there is none.
    """
    rows = catalog.passages.of_expression(id_)
    if not rows:
        return None
    work = rows[0]["work"]
    expressions = catalog.passages.expressions(work)
    place = next(index for index, one in enumerate(expressions) if one["id"] == id_)
    later = expressions[place + 1] if place + 1 < len(expressions) else None
    version = with_files(
        catalog,
        expressions[place],
        day,
    )
    acts = catalog.claim_lists.in_effect(work)
    version["provenance"] = read_provenance(
        catalog,
        version,
        acts,
        later,
    )
    return {
        "expressions": [version],
        "passages": [
            {
                "id": row["id"],
                "context": row["context"],
                "text": row["text"],
            }
            for row in rows
        ],
        "outline": read_outline(
            catalog,
            version,
            version["files"],
        ),
        "outline_of": id_,
        **read_claims(catalog, work),
        **read_relations(catalog, work),
    }


def find_work(
    catalog: Catalog,
    id_: str,
    day: str,
    *,
    versions: bool,
) -> dict[str, Any] | None:
    """Return a work with its versions.

    Args:
        catalog: The catalog.
        id_: The work, by any of its names.
        day: The day whose status is shown, in ISO form.
        versions: Whether to say what each version changed.

    Returns:
        The work; None where there is none.
    """
    names = (id_, work_key(id_))
    name = next((name for name in names if catalog.passages.expressions(name)), None)
    if name is None:
        return None
    stored = catalog.passages.expressions(name)
    expressions = [
        with_files(
            catalog,
            expression,
            day,
        )
        for expression in stored
    ]
    acts = catalog.claim_lists.in_effect(name)
    for expression, later in zip(
        expressions,
        [*stored[1:], None],
        strict=True,
    ):
        expression["provenance"] = read_provenance(
            catalog,
            expression,
            acts,
            later,
        )
    if versions:
        count_changes(catalog, expressions)
    current = next(
        expression
        for expression in expressions
        if expression["id"] == version_on(stored, day)["id"]
    )
    return {
        "expressions": expressions,
        "cases": read_cases(catalog, expressions),
        "findings": catalog.passages.findings(name),
        "mirrored": [],
        "outline": read_outline(
            catalog,
            current,
            current["files"],
        ),
        "outline_of": current["id"],
        **read_claims(catalog, name),
        **read_relations(catalog, name),
    }


def find_mirrored(
    catalog: Catalog,
    id_: str,
    day: str,
    *,
    versions: bool,
) -> dict[str, Any] | None:
    """Return the work that stands for one whose files are all copies of others.

    Args:
        catalog: The catalog.
        id_: The work that the files would be, or a passage that it once had.
        day: The day whose status is shown, in ISO form.
        versions: Whether to say what each version changed.

    Returns:
        The work with the copies; None where there is none.
    """
    copies = catalog.duplicates.mirrored(id_.partition("@")[0].partition("/")[0])
    if not copies:
        return None
    found = find_work(
        catalog,
        copies[0]["work"],
        day,
        versions=versions,
    )
    return found and found | {"mirrored": copies}


def print_work(found: Mapping[str, Any]) -> None:
    """Print a work or a version: when it holds, its files, its outline, and why we say so.

    Args:
        found: As `find_work` or `find_version` returns it.
    """
    out = console()
    for copy in found.get("mirrored", ()):
        only = ""
        if copy["own"]:
            only = f"; only there: {copy['own']} characters, as “{copy['example']}”"
        out.print(
            f"{copy['source']}: {copy['path']} is a copy ({copy['likeness']:.1%} alike) "
            f"of what follows{only}",
            markup=False,
        )
    expressions = found["expressions"]
    if len(expressions) > 1:
        print_versions(expressions)
    for expression in expressions:
        _print_files(expression)
        if len(expressions) == 1:
            print_removed(sum_removed(file["removed"] for file in expression["files"]))
    print_cases(found.get("cases", []))
    print_outline(f"outline of {found['outline_of']}", found["outline"])
    _print_why(found)
    print_findings(found)


def print_changes(found: Mapping[str, Any]) -> None:
    """Print when each version of a work holds, why, and what it changed.

    Args:
        found: As `find_work` returns it.
    """
    print_versions(found["expressions"])
    _print_why(found)
    print_findings(found)


def _print_why(found: Mapping[str, Any]) -> None:
    for expression in found["expressions"]:
        if expression["id"] == found["outline_of"]:
            print_provenance(expression["provenance"])
    print_claims_on(found)
    print_relations(found)


def _print_files(expression: Mapping[str, Any]) -> None:
    rows = [
        (
            file["role"],
            file["source"],
            file["path"],
        )
        for file in expression["files"]
    ]
    holds = f", {expression['status']}" if expression["status"] != "unknown" else ""
    title = f"{expression['id']}  {expression['title']} ({expression['kind']}{holds})"
    console().print(
        table(
            title,
            ("role", "source", "file"),
            rows,
        )
    )


def print_findings(found: Mapping[str, Any]) -> None:
    """Print what was noticed about a work.

    Args:
        found: As `find_work` returns it.
    """
    rows = [
        (
            finding["severity"],
            finding["code"],
            finding["message"],
            finding["remedy"],
        )
        for finding in found.get("findings", ())
    ]
    if rows:
        console().print(
            table(
                "findings",
                ("severity", "code", "what", "what to do"),
                rows,
            )
        )
