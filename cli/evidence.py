"""Why a passage is said to have its title, its jurisdiction, its stage and its dates.

It is read from the catalog when it is asked for. In the rows of the index it was set aside: the
sentences would stand in each of a law's thousand articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus.codec import to_json

if TYPE_CHECKING:
    from corpus.records import Evidence, Structure
    from corpus.schema import Row
    from storage.catalog import Catalog

_NOWHERE = {"source": None, "path": None}
_INFERRED = "inferred"
"""The rule of a first day that no words state."""

Reason = dict[str, Any]
"""What is explained (`of`), its value and basis, the rule, the words and where they stand."""


class EvidenceReader:
    """Reads evidence from a catalog; a document and a work are read once."""

    def __init__(self, catalog: Catalog) -> None:
        """Read nothing yet.

        Args:
            catalog: The catalog; the caller closes it.
        """
        self._catalog = catalog
        self._structures: dict[tuple[str, str, str], Structure | None] = {}
        self._expressions: dict[str, dict[str, Row]] = {}

    def of(
        self,
        row: Row,
        *,
        own_only: bool = False,
    ) -> list[Reason]:
        """Explain what is said of a passage.

        Args:
            row: A row of the export.
            own_only: Whether words of other documents are left out, which the reader of this
                passage may not be allowed to read.

        Returns:
            What is known of title, kind, jurisdiction, stage, date, first and last day.
        """
        source, path = row["source"]["name"], row["source"]["path"]
        structure = self._structure(
            source,
            path,
            row["work"],
        )
        place = {"source": source, "path": path}
        reasons: list[Reason] = []
        if structure is not None:
            reasons += _of_document(
                row,
                structure,
                place,
            )
        reasons += self._of_dates(
            row,
            structure,
            place,
            own_only=own_only,
        )
        return reasons

    def _of_dates(
        self,
        row: Row,
        structure: Structure | None,
        place: Reason,
        *,
        own_only: bool,
    ) -> Iterator[Reason]:
        """Why the text begins and ends when it does."""
        expression = self._expression(row) or {}
        own = list(_dating(structure)) if structure is not None else []
        for of, evidence, basis in (
            (
                "valid_from",
                expression.get("evidence"),
                row["valid_from_basis"],
            ),
            (
                "valid_to",
                expression.get("end_evidence"),
                expression.get("valid_to_basis"),
            ),
        ):
            if not evidence or not row[of]:
                continue
            is_own = _stands_in(evidence["words"], own)
            is_rule = evidence["rule"] == _INFERRED
            if is_own or is_rule or not own_only:
                yield {
                    "of": of,
                    "value": row[of],
                    "basis": basis,
                    **_words(evidence, place if is_own else _NOWHERE),
                }

    def _structure(
        self,
        source: str,
        path: str,
        work: str,
    ) -> Structure | None:
        key = (source, path, work)
        if key not in self._structures:
            self._structures[key] = self._catalog.structures.of_object(*key)
        return self._structures[key]

    def _expression(self, row: Row) -> Row | None:
        work = row["work"]
        if work not in self._expressions:
            found = self._catalog.passages.expressions(work)
            self._expressions[work] = {expression["id"]: expression for expression in found}
        version = row["id"].rpartition("@")[2]
        return self._expressions[work].get(f"{work}@{version}")


def _of_document(
    row: Row,
    structure: Structure,
    place: Reason,
) -> Iterator[Reason]:
    """What the document says of itself, as far as the passage has the same value."""
    if structure.title_evidence is not None and structure.title == row["title"]:
        strength = structure.title_strength.value
        yield _reason(
            "title",
            row["title"],
            strength,
            structure.title_evidence,
            place,
        )
    if structure.kind.value == row["kind"]:
        yield _reason(
            "kind",
            row["kind"],
            None,
            structure.kind_evidence,
            place,
        )
    stated = structure.jurisdiction
    if stated is not None and stated.value == row["jurisdiction"]:
        yield _reason(
            "jurisdiction",
            stated.value,
            None,
            stated.evidence,
            place,
        )
    instrument = structure.instrument
    if instrument is not None and instrument.evidence.words:
        yield _reason(
            "stage",
            instrument.stage.value,
            None,
            instrument.evidence,
            place,
        )
    if structure.date_evidence is not None and structure.date == row["promulgated"]:
        yield _reason(
            "promulgated",
            structure.date,
            None,
            structure.date_evidence,
            place,
        )


def _dating(structure: Structure) -> Iterator[Evidence]:
    """The words of a document that give days."""
    if structure.date_evidence is not None:
        yield structure.date_evidence
    if structure.instrument is not None:
        yield structure.instrument.evidence
    if structure.law is not None:
        yield from (event.evidence for event in structure.law.events)
        yield from (stated.evidence for stated in structure.law.commencements)
        yield from (expiry.evidence for expiry in structure.law.expiries)


def _stands_in(words: str, own: Sequence[Evidence]) -> bool:
    """Whether all the words stand in a document; what dates a text may have two parts."""
    parts = words.split("; ")
    return all(any(evidence.words.startswith(part) for evidence in own) for part in parts if part)


def _reason(
    of: str,
    value: str | None,
    basis: str | None,
    evidence: Evidence,
    place: Reason,
) -> Reason:
    return {
        "of": of,
        "value": value,
        "basis": basis,
        **_words(to_json(evidence), place),
    }


def _words(evidence: Row, place: Reason) -> Reason:
    """The rule, the words, and where they stand: a file and a span of its clean text."""
    start, end = evidence["span"] or (None, None)
    return {
        "rule": evidence["rule"],
        "words": evidence["words"],
        **place,
        "start": start if place["source"] else None,
        "end": end if place["source"] else None,
    }


def describe_reason(reason: Reason) -> str:
    """Say in one line why something is said of a passage.

    Args:
        reason: As `EvidenceReader.of` gives it.

    Returns:
        What is said, the words, the rule, and where they stand.
    """
    name = reason["of"].replace("_", " ")
    basis = f", {reason['basis']}" if reason["basis"] else ""
    words = f"“{reason['words']}”" if reason["words"] else "no words"
    place = ""
    if reason["path"]:
        place = f", {reason['source']}: {reason['path']}"
        if reason["start"] is not None:
            place += f" {reason['start']}–{reason['end']}"
    return f"{name} {reason['value']}{basis}: {words} ({reason['rule']}{place})"
