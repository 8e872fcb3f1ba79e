"""Questions with gold, read from JSON lines in either form that the public sets of this field have.

    {"id", "query", "gold": [{"name", "text", "found_in": [{"file", "article"}]}]}     STARD: articles that answer
    {"id", "query", "file", "passages": [text]}                                        Legal-DC: passages of one file

Which of the two a line has is seen from its keys, so one file may hold both. `found_in` is not read: a gold article is found by
its text wherever it stands, since the same text in another file, or in another version of the law, answers just as well.
A question on a file asks what that file says, so there the file counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and the texts that answer it, none twice. `file`: where they must stand, if it matters (a path's end)."""

    id: str
    query: str
    gold: tuple[str, ...]
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that is no question with gold, and why."""

    line: int
    reason: str


def read_questions(path: Path) -> Iterator[GoldQuestion | SkippedLine]:
    """The questions of a file, line by line; an empty line is nothing. Raises UsageError where the file can't be read."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _read(number, line)
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}",
            remedy="give a file of JSON lines, a question each",
        ) from error


def _read(number: int, line: bytes) -> GoldQuestion | SkippedLine:
    try:
        record = json.loads(line)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return SkippedLine(number, f"not JSON: {error}")
    if not isinstance(record, Mapping):
        return SkippedLine(number, "not an object")
    query = record.get("query")
    if not isinstance(query, str) or not any(character.isalnum() for character in query):
        return SkippedLine(number, "no query")
    file = record.get("file")
    if "passages" in record and not (isinstance(file, str) and file):
        return SkippedLine(number, "passages without a file")
    gold = _gold(record)
    if isinstance(gold, str):
        return SkippedLine(number, gold)
    return GoldQuestion(
        str(record.get("id", number)), query, gold, file if "passages" in record else None
    )


def _gold(record: Mapping[str, Any]) -> tuple[str, ...] | str:
    """The gold texts, or the reason why there are none. One bad item condemns the line: without it the score would be another."""
    if "passages" in record:
        items = record["passages"]
    elif isinstance(record.get("gold"), list):
        items = [item.get("text") if isinstance(item, Mapping) else None for item in record["gold"]]
    else:
        return "neither gold nor passages"
    if not isinstance(items, list) or not items:
        return "no gold"
    if not all(isinstance(text, str) and any(map(str.isalnum, text)) for text in items):
        return "a gold item without text"
    return tuple(dict.fromkeys(items))
