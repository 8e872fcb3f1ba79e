"""Case files as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.output import console, table
from corpus.codec import to_json

if TYPE_CHECKING:
    from storage.catalog import Catalog


def read_cases(catalog: Catalog, expressions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the case files of a work that is no law.

    Args:
        catalog: The catalog.
        expressions: The versions of the work, with their files.

    Returns:
        The case files as JSON values.
    """
    if expressions[0]["kind"] not in (
        "judgment",
        "award",
        "case",
    ):
        return []
    file = expressions[0]["files"][0]
    structure = catalog.structures.of_object(file["source"], file["path"])
    return to_json(structure.cases) if structure else []


def print_cases(cases: list[dict[str, Any]]) -> None:
    """Print case files.

    Args:
        cases: The case files, as `read_cases` returns them.
    """
    for case in cases:
        console().print(
            table(
                "case",
                ("", ""),
                _case_facts(case),
            )
        )


def _case_facts(case: dict[str, Any]) -> list[tuple[str, str]]:
    """A case file as people read it.

    What it is, who is in it, what it is about, what was claimed and awarded.
    """
    facts = [
        ("court", (case["court"] or {}).get("value") or ""),
        ("number", (case["number"] or {}).get("value") or ""),
        (
            "paper",
            " · ".join(
                one
                for one in (
                    case["paper"],
                    case["branch"],
                    case["instance"],
                )
                if one
            ),
        ),
    ]
    facts += [(one["role"], one["name"]) for one in case["parties"]]
    facts += [
        ("cause", f"{one['name']}{'' if one['official'] else ' (not on the official list)'}")
        for one in case["causes"]
    ]
    facts += [(one["event"], one["date"]) for one in case["dates"]]
    named = [
        one for one in case["amounts"] if one["section"].partition("~")[0] in ("claims", "ruling")
    ]
    facts += [
        (f"amount, {one['section']}", f"{one['yuan']} yuan ({one['words']})") for one in named
    ]
    return [(name, str(value)) for name, value in facts if value]
