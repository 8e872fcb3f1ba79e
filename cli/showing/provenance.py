"""Why we believe title, status and dates of a version: the sentence, its file, and claims on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli.claim_rendering import claim_row, describe_decision, shorten
from cli.output import console, table
from corpus.codec import to_json
from corpus.records import Action, Evidence, Structure, Verdict, WeighedAct

if TYPE_CHECKING:
    from storage.catalog import Catalog

_ENDINGS = frozenset(
    {
        Action.REPEAL,
        Action.REPLACE,
        Action.ANNUL,
        Action.SUSPEND,
        Action.AMEND,
        Action.EXTEND,
    }
)
_MOST = 20  # claims on a work, in a terminal; `--json` has all
_ORDER = tuple(
    verdict.value
    for verdict in (
        Verdict.APPLIED,
        Verdict.ACCEPTED,
        Verdict.OPEN,
        Verdict.REJECTED,
    )
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where evidence stands."""

    source: str
    path: str


def read_provenance(
    catalog: Catalog,
    expression: Mapping[str, Any],
    acts: Sequence[WeighedAct],
    later: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Return why we believe title, dates and status of a version.

    Args:
        catalog: The catalog.
        expression: The version, with its files.
        acts: The acts on its work.
        later: The next version, which may have ended this one.

    Returns:
        For each value: `of`, `value`, `rule`, `words`, `source`, `path`, and the `span` of the
        words in the clean text of the file.
    """
    primary = [file for file in expression["files"] if file["role"] == "primary"]
    if not primary:
        return []
    place = _Place(primary[0]["source"], primary[0]["path"])
    structure = catalog.structures.of_object(
        place.source,
        place.path,
        expression["work"],
    )
    found: list[dict[str, Any]] = []
    if structure:
        found += _of_document(structure, place)
    found += _of_beginning(
        expression,
        acts,
        place,
    )
    found += _of_end(
        expression,
        acts,
        later,
    )
    return found


def _of_document(structure: Structure, place: _Place) -> Iterator[dict[str, Any]]:
    if structure.title_evidence:
        strength = f"{structure.title_strength.value} title"
        yield _row(
            "title",
            structure.title,
            structure.title_evidence,
            place,
        ) | {"strength": strength}
    if structure.date and structure.date_evidence:
        yield _row(
            "version",
            structure.date,
            structure.date_evidence,
            place,
        )
    if structure.law and structure.law.authority:
        yield _row(
            "issuer",
            structure.law.authority.value,
            structure.law.authority.evidence,
            place,
        )
    if structure.instrument and structure.instrument.evidence.words:
        stage = structure.instrument.stage.value
        yield _row(
            "stage",
            stage,
            structure.instrument.evidence,
            place,
        )
    if structure.jurisdiction:
        yield _row(
            "jurisdiction",
            structure.jurisdiction.value,
            structure.jurisdiction.evidence,
            place,
        )


def _of_beginning(
    expression: Mapping[str, Any],
    acts: Iterable[WeighedAct],
    place: _Place,
) -> Iterator[dict[str, Any]]:
    evidence = expression["evidence"]
    if not evidence or not expression["valid_from"]:
        return
    words = evidence["words"]
    span = evidence["span"]
    where = place
    for act in acts:
        # Words of an amending act stand in the file of the act.
        if act.verdict.has_effect and act.act.evidence.words in words:
            where = _Place(act.source, act.path)
            span = span or to_json(act.act.evidence.span)
            break
    yield {
        "of": "valid_from",
        "value": expression["valid_from"],
        "basis": expression["valid_from_basis"],
        "rule": evidence["rule"],
        "words": words,
        "source": where.source,
        "path": where.path,
        "span": span,
    }


def _of_end(
    expression: Mapping[str, Any],
    acts: Iterable[WeighedAct],
    later: Mapping[str, Any] | None,
) -> Iterator[dict[str, Any]]:
    """Why a version ends, or ended: an act on its day, or the next version."""
    end = expression["valid_to"]
    ending = [
        act
        for act in acts
        if act.verdict.has_effect and act.act.action in _ENDINGS and end in (act.act.since, None)
    ]
    if end is None:
        ending = [act for act in ending if act.act.action is Action.SUSPEND]
    for act in ending:
        row = _row(
            "status" if end is None else "valid_to",
            end or expression["status"],
            act.act.evidence,
            _Place(act.source, act.path),
        )
        yield row | {"by": act.by, "note": act.note}
    if end is not None and not ending and later and later["valid_from"] == end:
        yield {
            "of": "valid_to",
            "value": end,
            "rule": "next version",
            "words": later["id"],
            "source": None,
            "path": None,
            "span": None,
        }


def _row(
    of: str,
    value: str,
    evidence: Evidence,
    place: _Place,
) -> dict[str, Any]:
    return {
        "of": of,
        "value": value,
        "rule": evidence.rule,
        "words": evidence.words,
        "source": place.source,
        "path": place.path,
        "span": to_json(evidence.span) if evidence.span else None,
    }


def read_claims(
    catalog: Catalog,
    work: str,
    article: str | None = None,
) -> list[dict[str, Any]]:
    """Return what documents say that they do to a work, with the verdicts and decisions.

    Args:
        catalog: The catalog.
        work: The work.
        article: Only acts on this article or on the whole.

    Returns:
        The acts as JSON values, without mere relations.
    """
    decisions = catalog.claims.decisions()
    rows: list[dict[str, Any]] = []
    for act in catalog.claim_lists.about(work):
        if act.act.action is Action.PREVAIL or not _is_about(act, article):
            continue
        rows.append(claim_row(act, decisions.get(act.id)))
    return rows


def _is_about(weighed: WeighedAct, article: str | None) -> bool:
    """Whether an act is about an article, be it about a paragraph of it or about the whole text."""
    target = weighed.act.target
    if article is None:
        return True
    if article in target.excepted:
        return False
    return not target.provisions or any(part.startswith(article) for part in target.provisions)


def read_relations(catalog: Catalog, work: str) -> list[dict[str, Any]]:
    """Return the relations of a work to others: which text prevails where they are inconsistent.

    Args:
        catalog: The catalog.
        work: The work.

    Returns:
        The relations, each with the titles of both texts and the sentence that says so.
    """
    acts = [*catalog.claim_lists.about(work), *catalog.claim_lists.stated_by(work)]
    return [
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
        for act in acts
        if act.act.action is Action.PREVAIL and not act.act.doubts
    ]


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


def print_provenance(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print why we believe title, dates and status.

    Args:
        rows: As `read_provenance` returns them.
    """
    cells = [
        (
            row["of"],
            row["value"],
            shorten(row["words"]),
            row.get("strength") or row.get("basis") or row["rule"],
            _place_words(row),
        )
        for row in rows
    ]
    if cells:
        columns = ("what", "value", "because of the words", "rule", "file")
        console().print(
            table(
                "why we say so",
                columns,
                cells,
            )
        )


def _place_words(row: Mapping[str, Any]) -> str:
    if not row["path"]:
        return ""
    place = f"{row['source']}: {row['path']}"
    if row["span"]:
        start, end = row["span"]
        place += f", characters {start}–{end}"
    return place


def print_claims_on(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the claims for and against a work, and the acts in effect.

    Args:
        rows: As `read_claims` returns them.
    """
    # What is in effect comes first; a work may have thousands of claims against it.
    ranked = sorted(rows, key=lambda row: _ORDER.index(row["verdict"]))
    cells = []
    for row in ranked[:_MOST]:
        decision = row["decision"]
        note = row["note"] or ", ".join(row["reasons"])
        if decision:
            note = f"{describe_decision(decision)}; {note}"
        cells.append(
            (
                row["verdict"],
                f"{row['what']} ({row['id']})",
                shorten(row["sentence"]),
                _place_words(row),
                note,
            )
        )
    if cells:
        columns = ("verdict", "what", "sentence", "file", "note")
        console().print(
            table(
                "claims and acts on it",
                columns,
                cells,
            )
        )
    if len(rows) > _MOST:
        work = rows[0]["target"]
        console().print(
            f"… and {len(rows) - _MOST} more: `lexops claims list --work {work}`", markup=False
        )


def print_relations(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print which text prevails where two are inconsistent.

    Args:
        rows: As `read_relations` returns them.
    """
    cells = [
        (
            f"{row['prevails_title'] or row['prevails']} ({row['prevails']})",
            f"{row['yields_title'] or row['yields']} ({row['yields']})",
            shorten(row["sentence"]),
            _place_words(row),
        )
        for row in rows
    ]
    if cells:
        columns = ("prevails where inconsistent", "yields", "sentence", "file")
        console().print(
            table(
                "relations",
                columns,
                cells,
            )
        )
