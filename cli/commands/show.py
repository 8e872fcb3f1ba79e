"""`lexops show`: a passage, a version of a work, or a work with its versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Annotated, Any

import typer

from cli.evidence import EvidenceReader, describe_reason
from cli.invocation import Invocation, command
from cli.output import console, print_json, table, wrap
from cli.rendering import describe_cautions, describe_scan, describe_validity, headline
from corpus.codec import to_json
from corpus.errors import UsageError
from corpus.notation.work_keys import work_key
from corpus.records import Status, status_on
from corpus.schema import as_of


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
        typer.Argument(help="WORK, WORK@DATE, or a passage: WORK/PATH@DATE.", show_default=False),
    ],
    versions: Annotated[
        bool,
        typer.Option(
            "--versions",
            help="For a work: when each version is in force, why, and what it changed.",
        ),
    ] = False,
) -> None:
    """Show a passage, a version of a work, or a work with its versions.

    For a passage, the output has the whole text, the files that contain it, the citations in it,
    and the passages that cite it. It also has the metadata of the page, and what cleaning removed.

    For a version, the output has what cleaning removed from all its files.

    lexops does not index a copy of another document. For a copy, the output has the other document,
    and the text that only the copy has.
    """
    day = ctx.today()
    with ctx.catalog() as catalog:
        found = (
            _passage(catalog, id, day)
            or _expression(catalog, id, day)
            or _work(
                catalog,
                id,
                day,
                versions=versions,
            )
            or _mirrored(
                catalog,
                id,
                day,
                versions,
            )
        )
    if found is None:
        raise UsageError(
            f"there is no passage, version or work {id!r}",
            remedy="`lexops search` shows the ids of what it finds",
        )
    if ctx.as_json:
        print_json(found)
    elif "passage" in found:
        _print_passage(found)
    elif versions:
        _print_versions(found)
    else:
        _print_outline(found)


def _passage(
    catalog: Any,
    id_: str,
    day: str,
) -> dict[str, Any] | None:
    rows = catalog.passages.get([id_]) or catalog.passages.of_unit(id_)
    if not rows:
        return None
    first = as_of(rows[0], day)
    versions = [one["id"] for one in catalog.passages.expressions(first["work"])]
    cited_by = [one.passage_id for one in catalog.citations.of([row["id"] for row in rows])]
    pieces = [row["text"] for row in rows]
    return {
        "passage": first,
        "pieces": pieces,
        "versions": versions,
        "cited_by": list(dict.fromkeys(cited_by)),
        "evidence": EvidenceReader(catalog).of(first),
        **_reading(
            catalog,
            first["source"]["name"],
            first["source"]["path"],
        ),
    }


def _reading(
    catalog: Any,
    source: str,
    path: str,
) -> dict[str, Any]:
    """What a file says of itself, and what cleaning took away of it."""
    document = catalog.documents.of_object(source, path)
    return {
        "metadata": dict(document.metadata) if document else {},
        "removed": to_json(document.removed) if document else [],
    }


def _expression(
    catalog: Any,
    id_: str,
    day: str,
) -> dict[str, Any] | None:
    rows = catalog.passages.of_expression(id_)
    if not rows:
        return None
    expression = next(
        one for one in catalog.passages.expressions(rows[0]["work"]) if one["id"] == id_
    )
    return {
        "expressions": [_with_files(catalog, expression, day)],
        "passages": [_brief(row) for row in rows],
    }


def _work(
    catalog: Any,
    id_: str,
    day: str,
    *,
    versions: bool,
) -> dict[str, Any] | None:
    name = next((name for name in (id_, work_key(id_)) if catalog.passages.expressions(name)), None)
    if name is None:
        return None
    expressions = [_with_files(catalog, one, day) for one in catalog.passages.expressions(name)]
    if versions:
        _compare(catalog, expressions)
    findings = catalog.passages.findings(name)
    return {
        "expressions": expressions,
        "cases": _cases(catalog, expressions),
        "findings": findings,
        "mirrored": [],
    }


def _mirrored(
    catalog: Any,
    id_: str,
    day: str,
    versions: bool,
) -> dict[str, Any] | None:
    """The work that stands for one whose files are all copies of others.

    `id_` may be that of a passage which it once had.
    """
    copies = catalog.duplicates.mirrored(id_.partition("@")[0].partition("/")[0])
    if copies:
        found = _work(
            catalog,
            copies[0]["work"],
            day,
            versions=versions,
        )
    else:
        found = None
    return found and found | {"mirrored": copies}


def _cases(catalog: Any, expressions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The case files of a work that is no law."""
    if expressions[0]["kind"] not in (
        "judgment",
        "award",
        "case",
    ):
        return []
    file = expressions[0]["files"][0]
    structure = catalog.structures.of_object(file["source"], file["path"])
    return to_json(structure.cases) if structure else []


def _compare(catalog: Any, expressions: list[dict[str, Any]]) -> None:
    """Give each version how it differs from the one before it.

    Counts of articles, by what became of them.
    """
    from retrieval.versions import Change, compare_versions, texts_by_path

    before: dict[str, str] | None = None
    for one in expressions:
        if "~" in one["id"]:  # a conflicting text is no version of its own
            continue
        texts = texts_by_path(catalog.passages.whole_expression(one["id"]))
        if before:
            counts = Counter(found.change for found in compare_versions(before, texts))
        else:
            counts = Counter()
        one["changes"] = {change.value: counts[change] for change in Change} if before else None
        before = texts


def _with_files(
    catalog: Any,
    expression: dict[str, Any],
    day: str,
) -> dict[str, Any]:
    files = catalog.passages.manifestations(expression["id"])
    files = [
        {
            "source": one.source,
            "path": one.path,
            "role": one.role,
            **_reading(
                catalog,
                one.source,
                one.path,
            ),
        }
        for one in files
    ]
    status = status_on(
        day,
        Status(expression["status"]),
        expression["valid_from"],
        expression["valid_to"],
    )
    return expression | {"status": status.value, "files": files}


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "context": row["context"],
        "text": row["text"],
    }


def _print_passage(found: dict[str, Any]) -> None:
    from rich.markup import escape

    row = found["passage"]
    out = console()
    out.print(f"[bold]{escape(headline(row))}[/bold]")
    out.print(escape(wrap("\n".join(found["pieces"]), out.width)))
    out.print()
    facts = [
        ("id", row["id"]),
        (
            "kind",
            " · ".join(
                one
                for one in (
                    row["kind"],
                    row["level"],
                    row["region"],
                    row["jurisdiction"],
                    row["document_number"],
                )
                if one
            ),
        ),
        ("validity", describe_validity(row)),
        ("source", f"{row['source']['name']}: {row['source']['path']}"),
    ]
    facts += [("because", describe_reason(reason)) for reason in found["evidence"]]
    facts += [("caution", line) for line in describe_cautions(row)]
    facts += [("scan", one) for one in describe_scan(row)]
    facts += [("also in", f"{mirror['name']}: {mirror['path']}") for mirror in row["mirrors"]]
    facts += [("version", version) for version in found["versions"]]
    facts += [
        ("cites", f"{one['text']} → {one['target'] or one['reason']}") for one in row["citations"]
    ]
    facts += [("cited by", id_) for id_ in found["cited_by"][:_MOST]]
    facts += (
        [("", f"… and {len(found['cited_by']) - _MOST} more")]
        if len(found["cited_by"]) > _MOST
        else []
    )
    facts += [
        ("page says", f"{name}: {value}")
        for name in _SAID
        if (value := found["metadata"].get(name))
    ]
    facts += [("seen by", "、".join(row["groups"]))]
    out.print(
        table(
            "",
            ("", ""),
            facts,
        )
    )
    _print_removed(found["removed"])


def _print_removed(removed: list[dict[str, Any]]) -> None:
    """What cleaning took away, what is longest first.

    Sorts of things, how many, how many characters of text, the first example.
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


_SAID = (
    "title",
    "date",
    "author",
    "publisher",
    "note",
)
"""What a file says of itself that a reader of its text wants to know."""


def _together(removed: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What was taken away of several files, by sort."""
    made: dict[str, dict[str, Any]] = {}
    for one in chain.from_iterable(removed):
        whole = made.setdefault(one["what"], one | {"count": 0, "characters": 0})
        whole["count"] += one["count"]
        whole["characters"] += one["characters"]
    return list(made.values())


_MOST = 20  # passages that cite, in a terminal; `--json` has all


def _print_versions(found: dict[str, Any]) -> None:
    rows = []
    for one in found["expressions"]:
        law = one["law"] or {}
        span = f"{one['valid_from'] or '?'} – {one['valid_to'] or ''}"
        changed = ", ".join(
            f"{count} {name}"
            for name, count in (one.get("changes") or {}).items()
            if count and name != "same"
        )
        why = (one["evidence"] or {}).get("words", "")
        reported = (
            (law.get("number") or {}).get("value")
            or (law.get("authority") or {}).get("value")
            or ""
        )
        rows.append(
            (
                one["id"].partition("@")[2],
                span,
                one["valid_from_basis"],
                one["status"],
                why,
                reported,
                changed,
            )
        )
    console().print(
        table(
            found["expressions"][0]["title"],
            (
                "version",
                "holds",
                "basis",
                "today",
                "because",
                "by",
                "articles",
            ),
            rows,
        )
    )
    _print_findings(found)


def _print_outline(found: dict[str, Any]) -> None:
    out = console()
    for one in found.get("mirrored", ()):
        only = f"; only there: {one['own']} characters, as “{one['example']}”" if one["own"] else ""
        out.print(
            f"{one['source']}: {one['path']} is a copy ({one['likeness']:.1%} alike) of what follows{only}",
            markup=False,
        )
    for one in found["expressions"]:
        rows = [
            (
                file["role"],
                file["source"],
                file["path"],
            )
            for file in one["files"]
        ]
        holds = f", {one['status']}" if one["status"] != "unknown" else ""
        out.print(
            table(
                f"{one['id']}  {one['title']} ({one['kind']}{holds})",
                (
                    "role",
                    "source",
                    "file",
                ),
                rows,
            )
        )
        if len(found["expressions"]) == 1:
            _print_removed(_together(file["removed"] for file in one["files"]))
    for case in found.get("cases", ()):
        out.print(
            table(
                "case",
                ("", ""),
                _case_facts(case),
            )
        )
    if passages := [
        (row["id"], row["text"][:60].replace("\n", " ")) for row in found.get("passages", ())
    ]:
        out.print(
            table(
                "passages",
                ("id", "text"),
                passages,
            )
        )
    _print_findings(found)


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


def _print_findings(found: dict[str, Any]) -> None:
    if findings := [
        (
            one["severity"],
            one["code"],
            one["message"],
            one["remedy"],
        )
        for one in found.get("findings", ())
    ]:
        console().print(
            table(
                "findings",
                (
                    "severity",
                    "code",
                    "what",
                    "what to do",
                ),
                findings,
            )
        )
