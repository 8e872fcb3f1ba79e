"""What documents say that they do to a work, and which text prevails over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cli.claim_rendering import claim_row, describe_decision, shorten
from cli.output import console, table
from cli.showing.provenance import place_words
from corpus.codec import to_json

if TYPE_CHECKING:
    from storage.catalog import Catalog

_MOST = 20  # claims on a work, and its relations, in a terminal
_MOST_READ = 100  # the same with `--json`


def read_claims(
    catalog: Catalog,
    work: str,
    article: str | None = None,
) -> dict[str, Any]:
    """Return what documents say that they do to a work, with the verdicts and decisions.

    Args:
        catalog: The catalog.
        work: The work.
        article: Only acts on this article or on the whole.

    Returns:
        `claims`, the first acts as JSON values: those in effect, then the claims, without mere
        relations. `claims_total`, how many there are.
    """
    page = catalog.claim_lists.about(
        work,
        _MOST_READ,
        article,
    )
    decisions = catalog.claims.decisions([act.id for act in page.acts])
    return {
        "claims": [claim_row(act, decisions.get(act.id)) for act in page.acts],
        "claims_total": page.total,
    }


def read_relations(catalog: Catalog, work: str) -> dict[str, Any]:
    """Return the relations of a work to others: which text prevails where they are inconsistent.

    Args:
        catalog: The catalog.
        work: The work.

    Returns:
        `relations`, the first of them, each with the titles of both texts and the sentence that
        says so. `relations_total`, how many there are.
    """
    page = catalog.claim_lists.relations(work, _MOST_READ)
    relations = [
        {
            "relation": "prevails_where_inconsistent",
            "prevails": act.by,
            "prevails_title": title_of(catalog, act.by),
            "yields": act.target or act.act.target.name,
            "yields_title": title_of(catalog, act.target) or act.act.target.words,
            "sentence": act.act.evidence.words,
            "span": to_json(act.act.evidence.span) if act.act.evidence.span else None,
            "source": act.source,
            "path": act.path,
        }
        for act in page.acts
    ]
    return {"relations": relations, "relations_total": page.total}


def title_of(catalog: Catalog, work: str | None) -> str | None:
    """Return the title of the newest version of a work.

    Args:
        catalog: The catalog.
        work: The work.

    Returns:
        The title; None where the work is not stored.
    """
    expressions = catalog.passages.expressions(work) if work else []
    return expressions[-1]["title"] if expressions else None


def print_claims_on(found: Mapping[str, Any]) -> None:
    """Print the claims for and against a work, and the acts in effect.

    Args:
        found: As `read_claims` returns it.
    """
    cells = []
    for row in found["claims"][:_MOST]:
        decision = row["decision"]
        note = row["note"] or ", ".join(row["reasons"])
        if decision:
            note = f"{describe_decision(decision)}; {note}"
        cells.append(
            (
                row["verdict"],
                f"{row['what']} ({row['id']})",
                shorten(row["sentence"]),
                place_words(row),
                note,
            )
        )
    if not cells:
        return
    columns = ("verdict", "what", "sentence", "file", "note")
    console().print(
        table(
            "claims and acts on it",
            columns,
            cells,
        )
    )
    work = found["claims"][0]["target"]
    _print_more(found["claims_total"], f": `lexops claims list --work {work}`")


def print_relations(found: Mapping[str, Any]) -> None:
    """Print which text prevails where two are inconsistent.

    Args:
        found: As `read_relations` returns it.
    """
    cells = [
        (
            f"{row['prevails_title'] or row['prevails']} ({row['prevails']})",
            f"{row['yields_title'] or row['yields']} ({row['yields']})",
            shorten(row["sentence"]),
            place_words(row),
        )
        for row in found["relations"][:_MOST]
    ]
    if not cells:
        return
    columns = ("prevails where inconsistent", "yields", "sentence", "file")
    console().print(
        table(
            "relations",
            columns,
            cells,
        )
    )
    _print_more(found["relations_total"])


def _print_more(total: int, where: str = "") -> None:
    if total > _MOST:
        console().print(f"… and {total - _MOST} more{where}", markup=False)
