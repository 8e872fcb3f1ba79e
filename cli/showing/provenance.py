"""Why we believe title, status and dates of a version: the sentence, and its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli.claim_rendering import shorten
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
            place_words(row),
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


def place_words(row: Mapping[str, Any]) -> str:
    """Say where evidence stands.

    Args:
        row: With `source`, `path` and `span`.

    Returns:
        The file and the characters; "" without a file.
    """
    if not row["path"]:
        return ""
    place = f"{row['source']}: {row['path']}"
    if row["span"]:
        start, end = row["span"]
        place += f", characters {start}–{end}"
    return place
