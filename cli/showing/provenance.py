"""Why we believe title, status and dates of a version: the sentence, its file, and claims on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli.claim_rendering import claim_row, describe_decision, shorten
from cli.output import console, table
from corpus.codec import to_json
from corpus.records import Action, Evidence, Structure, WeighedAct

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
_MOST = 20  # claims on a work, and its relations, in a terminal
_MOST_READ = 100  # the same with `--json`


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
        acts: The acts in effect on its work.
        later: The next version, which may have ended this one.

    Returns:
        For each value: `of`, `value`, `rule`, `words`, `source`, `path`, and the `span` of the
        words in the clean text of the file.
    """
    primary = [file for file in expression["files"] if file["role"] == "primary"]
    if not primary:
        return []
    place = _Place(primary[0]["source"], primary[0]["path"])
    structure = catalog.structures.of_object(place.source, place.path)
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
        if act.act.evidence.words in words:
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
    ending = [act for act in acts if act.act.action in _ENDINGS and end in (act.act.since, None)]
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
                _place_words(row),
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
            _place_words(row),
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
