"""Review by JSON lines: one line for each value of each passage that is asked for.

    {"id": "…", "scheme": "union", "value": "…", "answer": null, "text": "…", …}

A reviewer, or a program, sets `answer` to `yes` or `no`. Lines that keep null are left open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.records import TagDecision
from tagging.review.exchange import FileAnswer, FileFinding, Question, ReviewFileError

_NOT_LINES = "it has no line that is a JSON object"


def question_row(question: Question) -> dict[str, Any]:
    """Return a question as a JSON object, with an empty answer.

    Args:
        question: The question.

    Returns:
        The object.
    """
    proposal = question.proposal
    evidence = proposal.evidence
    return {
        "id": question.passage_id,
        "scheme": question.scheme,
        "value": proposal.value,
        "answer": None,
        "why": "",
        "reviewer": None,
        "at": None,
        "probability": proposal.probability,
        "accepted": proposal.accepted,
        "method": proposal.method,
        "reason": proposal.reason,
        "evidence": [evidence.start, evidence.end] if evidence else None,
        "title": question.title,
        "context": question.context,
        "text": question.text,
    }


def decision_row(decision: TagDecision) -> dict[str, Any]:
    """Return a decision as a JSON object, which `read_lines` reads again.

    Args:
        decision: The decision.

    Returns:
        The object.
    """
    return {
        "id": decision.passage_id,
        "scheme": decision.scheme,
        "value": decision.value,
        "answer": decision.answer.value,
        "why": decision.why,
        "reviewer": decision.reviewer,
        "at": decision.at,
        "context": decision.context,
        "text": decision.text,
    }


def read_lines(path: Path) -> tuple[list[FileAnswer], list[FileFinding]]:
    """Read a file of JSON lines.

    Args:
        path: The file.

    Returns:
        The answers of its lines, and the lines that are no JSON object.

    Raises:
        ReviewFileError: No line is a JSON object, or the file can't be read.
    """
    answers: list[FileAnswer] = []
    findings: list[FileFinding] = []
    for place, line in _lines(path):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            findings.append(FileFinding(place, "not_json", "the line is no JSON"))
            continue
        if not isinstance(entry, dict):
            findings.append(FileFinding(place, "not_an_object", "the line is no JSON object"))
            continue
        answers.append(_answer(place, entry))
    if not answers:
        raise not_readable(path, _NOT_LINES)
    return answers, findings


def write_lines(rows: Iterable[dict[str, Any]], path: Path) -> int:
    """Write a file of JSON lines.

    Args:
        rows: The objects.
        path: The file; it is replaced.

    Returns:
        How many lines were written.

    Raises:
        ReviewFileError: The file can't be written.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    except OSError as error:
        raise ReviewFileError(f"{path} can't be written: {error.strerror}") from error
    return count


def read_text(path: Path) -> str:
    """Read a file that reviewers filled in.

    Args:
        path: The file.

    Returns:
        Its text, without a byte order mark.

    Raises:
        ReviewFileError: There is no such file, or it is no text in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise not_readable(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise not_readable(path, "it is no text in UTF-8") from error


def not_readable(path: Path, reason: str) -> ReviewFileError:
    """Return the error for a file that is none that reviewers fill in.

    Args:
        path: The file.
        reason: Why.

    Returns:
        The error.
    """
    return ReviewFileError(
        f"{path} is no file of reviewed tags: {reason}",
        remedy="`lexops review export FILE.jsonl` writes one to fill in",
    )


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Lines that are not empty. Only line feeds end them: JSON may have other line ends in text."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield f"line {number}", line


def _answer(place: str, entry: dict[str, Any]) -> FileAnswer:
    return FileAnswer(
        place,
        entry.get("id"),
        entry.get("scheme"),
        entry.get("value"),
        entry.get("answer"),
        entry.get("reviewer"),
        entry.get("at"),
        entry.get("why"),
        entry.get("text"),
        entry.get("context"),
    )
