"""All that is said about the reading of one file, and its form in JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cli.reading.choosing import ChosenFile
from cli.reading.comparing import Comparison
from cli.reading.escaping import visible
from cli.reading.labels import Label, labels_of
from cli.reading.layout import RowView, ShownText, count_marks, lay_out
from corpus.codec import to_json
from corpus.errors import REASONS
from ingestion.legibility import RowMark


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file looks like, beside what was read of it, and what was noticed.

    Attributes:
        file: The file.
        comparison: Its lines, and what was read.
        labels: What stands where in the text.
        rows: Its lines beside the text.
        findings: What was noticed: severity, code, place, message, remedy.
        notes: What a person should know before reading on, a sentence each.
    """

    file: ChosenFile
    comparison: Comparison
    labels: tuple[Label, ...]
    rows: tuple[RowView, ...]
    findings: tuple[dict[str, str], ...]
    notes: tuple[str, ...]


def make_reading(file: ChosenFile, comparison: Comparison) -> Reading:
    """Put together what is said about the reading of a file.

    Args:
        file: The file.
        comparison: Its lines, and what was read.

    Returns:
        All of it.
    """
    structure = comparison.structure
    labels = labels_of(structure, file.versions) if structure else []
    return Reading(
        file,
        comparison,
        tuple(labels),
        tuple(lay_out(comparison, labels)),
        tuple(_findings(file, comparison)),
        tuple(_notes(file, comparison)),
    )


def _findings(file: ChosenFile, comparison: Comparison) -> list[dict[str, str]]:
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    fault = comparison.fault or file.fault
    if fault:
        code, detail = fault
        reason = REASONS.get(code)
        message = f"{reason.meaning}: {detail}" if reason and detail else detail
        found[code, "", message] = _finding(
            "error", code, "", message, reason.remedy if reason else ""
        )
    structure = comparison.structure
    for rule in (structure, *structure.rules) if structure else ():
        for own in rule.findings:
            found[own.code, own.where, own.message] = _finding(
                own.severity.value,
                own.code,
                own.where,
                own.message,
                own.remedy,
            )
    for stored in file.findings:
        key = (stored["code"], stored["where"] or "", stored["message"])
        found.setdefault(
            key,
            _finding(
                str(stored["severity"]),
                stored["code"],
                stored["where"] or "",
                stored["message"],
                stored["remedy"] or "",
            ),
        )
    return list(found.values())


def _finding(
    severity: str,
    code: str,
    where: str,
    message: str,
    remedy: str,
) -> dict[str, str]:
    return {
        "severity": severity,
        "code": code,
        "where": where,
        "message": message,
        "remedy": remedy,
    }


def _notes(file: ChosenFile, comparison: Comparison) -> list[str]:
    notes = list(comparison.cuts)
    if comparison.no_lines:
        is_scan = any(row.mark is RowMark.RECOGNISED for row in comparison.rows)
        ocr = "; OCR read its pictures" if is_scan else ""
        notes.insert(0, f"no lines of the file: {comparison.no_lines}{ocr}")
    document = comparison.document
    if document and "damaged_text" in document.metadata:
        notes.append(f"damaged text: {document.metadata['damaged_text']}")
    if document and file.stored_text is not None and file.stored_text != document.text:
        notes.append(
            "the home has another text of this file: it was read with other settings or an "
            "earlier parser. `lexops run` reads it again"
        )
    if file.state == "held":
        notes.append("this file is held: readers keep its earlier version, where it has one")
    return notes


def has_fault(reading: Reading) -> bool:
    """Say whether nothing could be read of a file."""
    return reading.comparison.document is None


def facts_of(reading: Reading) -> list[tuple[str, str]]:
    """Return what is said above the text: names and values.

    Args:
        reading: The reading.

    Returns:
        The facts, in the order of the output.
    """
    file = reading.file
    comparison = reading.comparison
    document = comparison.document
    facts = [("file", file.shown)]
    if file.state:
        facts.append(("state in the home", file.state))
    parser = f", read by {document.parser}" if document else ""
    facts.append(("format", f"{comparison.media_type}{parser}, {len(file.data):,} bytes"))
    structure = comparison.structure
    if structure:
        facts.append(("kind", structure.kind.value))
        facts.append(("title", structure.title))
        versions = [label.name for label in reading.labels if label.sort == "version"]
        facts.append(("versions" if len(versions) > 1 else "version", ", ".join(versions)))
    for name, value in document.metadata.items() if document else ():
        facts.append(("title of the file" if name == "title" else name, value))
    counts = ", ".join(f"{count:,} {mark}" for mark, count in count_marks(reading.rows).items())
    if counts:
        facts.append(("lines", counts))
    return [(name, visible(" ".join(value.split()))) for name, value in facts]


def as_json(reading: Reading, pictures: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a reading as the JSON document of the command.

    Args:
        reading: The reading.
        pictures: What was drawn, where a page was written.

    Returns:
        The document. Texts in it are those of the file, in which JSON escapes control characters.
    """
    file = reading.file
    comparison = reading.comparison
    document = comparison.document
    structure = comparison.structure
    code, detail = comparison.fault or (None, None)
    return {
        "file": file.shown,
        "sha256": hashlib.sha256(file.data).hexdigest(),
        "size": len(file.data),
        "state": file.state,
        "media_type": comparison.media_type,
        "parser": document.parser if document else None,
        "code": code,
        "detail": detail,
        "kind": structure.kind.value if structure else None,
        "title": structure.title if structure else None,
        "metadata": dict(document.metadata) if document else {},
        "notes": list(reading.notes),
        "lines": count_marks(reading.rows),
        "rows": [_row_as_json(view) for view in reading.rows],
        "removed": to_json(document.removed) if document else [],
        "findings": list(reading.findings),
        "pictures": pictures,
    }


def _row_as_json(view: RowView) -> dict[str, Any]:
    return {
        "mark": view.mark.value,
        "what": view.what or None,
        "lines": [
            {"place": line.place, "pieces": _pieces_as_json(line.pieces)} for line in view.lines
        ],
        "texts": [
            {
                "labels": [
                    {"sort": label.sort, "name": label.name, "key": label.key or None}
                    for label in text.labels
                ],
                "pieces": _pieces_as_json(text.pieces),
                "note": text.note or None,
            }
            for text in view.texts
        ],
    }


def _pieces_as_json(pieces: Sequence[ShownText]) -> list[dict[str, Any]]:
    return [
        {"text": piece.text, "mark": piece.mark.value, "what": piece.what or None}
        for piece in pieces
    ]
