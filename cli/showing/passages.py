"""A passage, or an article without a date: its text, its validity, and why we say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.evidence import EvidenceReader
from cli.output import console, table, wrap
from cli.rendering import describe_cautions, describe_scan, describe_validity, headline
from cli.showing.claims import print_claims_on, print_relations, read_claims, read_relations
from cli.showing.files import print_removed, read_file, with_files
from cli.showing.provenance import print_provenance, read_provenance
from cli.showing.tags import print_tags, read_tags
from cli.showing.versions import article_history, plain_versions, print_history, version_on
from corpus.notation.numerals import parse_article
from corpus.notation.work_keys import work_key
from corpus.schema import as_of

if TYPE_CHECKING:
    from storage.catalog import Catalog

_MOST = 20  # passages that cite, in a terminal; `--json` has all

_SAID = (
    "title",
    "date",
    "author",
    "publisher",
    "note",
)
"""What a file says of itself that a reader of its text wants to know."""


def find_passage(
    catalog: Catalog,
    id_: str,
    day: str,
) -> dict[str, Any] | None:
    """Return a passage.

    Args:
        catalog: The catalog.
        id_: Its id, `WORK/PATH@DATE`, with or without the piece.
        day: The day whose status is shown.

    Returns:
        The passage with its history, evidence, claims and relations; None where there is none.
    """
    rows = catalog.passages.get([id_]) or catalog.passages.of_unit(id_)
    if not rows:
        return None
    first = as_of(rows[0], day)
    expressions = catalog.passages.expressions(first["work"])
    cited_by = [citing.passage_id for citing in catalog.citations.of([row["id"] for row in rows])]
    source, path = first["source"]["name"], first["source"]["path"]
    return {
        "passage": first,
        "pieces": [row["text"] for row in rows],
        "versions": [expression["id"] for expression in expressions],
        "cited_by": list(dict.fromkeys(cited_by)),
        "evidence": EvidenceReader(catalog).of(first),
        "tags": read_tags(catalog, [row["id"] for row in rows]),
        **_why(
            catalog,
            first,
            expressions,
            day,
        ),
        **read_file(
            catalog,
            source,
            path,
        ),
    }


def find_article(
    catalog: Catalog,
    id_: str,
    day: str,
) -> dict[str, Any] | None:
    """Return an article in the version that is in force on a day.

    Args:
        catalog: The catalog.
        id_: `WORK/PATH`, without a date; the work by any of its names, an article in any numerals.
        day: The day, in ISO form.

    Returns:
        As `find_passage`; None where there is no such work or article.
    """
    name, slash, path = id_.partition("/")
    if not slash or "@" in path:
        return None
    expressions = catalog.passages.expressions(name) or catalog.passages.expressions(work_key(name))
    if not expressions:
        return None
    chosen = version_on(expressions, day)
    versions = [version for version in plain_versions(expressions) if version != chosen]
    # An article that the version in force does not have any more is shown in its last version.
    for version in (chosen, *reversed(versions)):
        work, _, date = version["id"].rpartition("@")
        for wanted in (path, _canonical(path)):
            found = find_passage(
                catalog,
                f"{work}/{wanted}@{date}",
                day,
            )
            if found:
                return found
    return None


def _canonical(path: str) -> str:
    number = parse_article(path) or parse_article(f"第{path}条")
    return str(number) if number else path


def _why(
    catalog: Catalog,
    row: dict[str, Any],
    expressions: list[dict[str, Any]],
    day: str,
) -> dict[str, Any]:
    """History, evidence, claims and relations of a passage."""
    path = row["id"].rpartition("@")[0].partition("/")[2].partition("#")[0]
    date = row["id"].rpartition("@")[2]
    chosen = next(
        (one for one in expressions if one["id"].rpartition("@")[2] == date), expressions[-1]
    )
    place = expressions.index(chosen)
    later = expressions[place + 1] if place + 1 < len(expressions) else None
    acts = catalog.claim_lists.in_effect(row["work"])
    history = (
        article_history(
            catalog,
            expressions,
            chosen["id"],
            path,
        )
        if row["article"]
        else []
    )
    return {
        "history": history,
        "provenance": read_provenance(
            catalog,
            with_files(
                catalog,
                chosen,
                day,
            ),
            acts,
            later,
        ),
        **read_claims(
            catalog,
            row["work"],
            row["article"],
        ),
        **read_relations(catalog, row["work"]),
    }


def print_passage(found: dict[str, Any]) -> None:
    """Print a passage.

    Args:
        found: As `find_passage` returns it.
    """
    from rich.markup import escape

    row = found["passage"]
    out = console()
    out.print(f"[bold]{escape(headline(row))}[/bold]")
    out.print(escape(wrap("\n".join(found["pieces"]), out.width)))
    out.print()
    out.print(
        table(
            "",
            ("", ""),
            _facts(found),
        )
    )
    print_tags(found["tags"])
    if len(found["history"]) > 1:
        print_history(found["history"])
    print_provenance(found["provenance"])
    print_claims_on(found)
    print_relations(found)
    print_removed(found["removed"])


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    row = found["passage"]
    kind = (
        row["kind"],
        row["level"],
        row["region"],
        row["jurisdiction"],
        row["document_number"],
    )
    facts = [
        ("id", row["id"]),
        ("kind", " · ".join(word for word in kind if word)),
        ("validity", describe_validity(row)),
        ("source", f"{row['source']['name']}: {row['source']['path']}"),
    ]
    facts += [("caution", line) for line in describe_cautions(row)]
    facts += [("scan", sentence) for sentence in describe_scan(row)]
    facts += [("also in", f"{mirror['name']}: {mirror['path']}") for mirror in row["mirrors"]]
    facts += [("version", version) for version in found["versions"]]
    facts += [
        ("cites", f"{citation['text']} → {citation['target'] or citation['reason']}")
        for citation in row["citations"]
    ]
    facts += [("cited by", id_) for id_ in found["cited_by"][:_MOST]]
    if len(found["cited_by"]) > _MOST:
        facts.append(("", f"… and {len(found['cited_by']) - _MOST} more"))
    facts += [
        ("page says", f"{name}: {value}")
        for name in _SAID
        if (value := found["metadata"].get(name))
    ]
    facts.append(("seen by", "、".join(row["groups"])))
    return facts
