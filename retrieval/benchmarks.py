"""Questions with gold, read from JSON lines in either form of the public sets of this field.

    STARD: articles that answer
        {"id", "query", "gold": [{"name", "text", "found_in": [{"file", "article"}]}]}
    Legal-DC: passages of one file
        {"id", "query", "file", "passages": [text]}

The keys of a line show its form, so one file may contain both. `found_in` is not read: a gold
article is found by its text wherever it stands, since the same text in another file, or in another
version of the law, answers just as well. A question on a file asks what that file says, so there
the file counts.
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
    """A question and the texts that answer it.

    Attributes:
        id: The question's id, or the number of its line.
        query: The question.
        gold: The texts that answer it, each once.
        file: The end of the path of the file where they must stand; None if any file will do.
    """

    id: str
    query: str
    gold: tuple[str, ...]
    file: str | None = None


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that is no question with gold.

    Attributes:
        line: The number of the line, from 1.
        reason: Why it was skipped.
    """

    line: int
    reason: str


def read_questions(path: Path) -> Iterator[GoldQuestion | SkippedLine]:
    """Read the questions of a file, line by line; empty lines are left out.

    Args:
        path: A file of JSON lines.

    Yields:
        A question, or why a line is none.

    Raises:
        UsageError: If the file can't be read.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _read_line(number, line)
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}",
            remedy="give a file of JSON lines, a question each",
        ) from error


def _read_line(number: int, line: bytes) -> GoldQuestion | SkippedLine:
    try:
        record = json.loads(line)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return SkippedLine(number, f"not JSON: {error}")
    if not isinstance(record, Mapping):
        return SkippedLine(number, "not an object")
    query = record.get("query")
    if not _has_word(query):
        return SkippedLine(number, "no query")
    file = None
    if "passages" in record:
        file = record.get("file")
        if not file or not isinstance(file, str):
            return SkippedLine(number, "passages without a file")
    gold = _read_gold(record)
    if isinstance(gold, str):
        return SkippedLine(number, gold)
    return GoldQuestion(
        str(record.get("id", number)),
        str(query),
        gold,
        file,
    )


def _read_gold(record: Mapping[str, Any]) -> tuple[str, ...] | str:
    """The gold texts, or the reason why there are none.

    One bad item makes the line unusable: without it the score would be a different one.
    """
    if "passages" in record:
        items = record["passages"]
    elif isinstance(record.get("gold"), list):
        items = [_text_of(item) for item in record["gold"]]
    else:
        return "neither gold nor passages"
    if not items or not isinstance(items, list):
        return "no gold"
    if not all(_has_word(text) for text in items):
        return "a gold item without text"
    return tuple(dict.fromkeys(items))


def _text_of(item: object) -> object:
    return item.get("text") if isinstance(item, Mapping) else None


def _has_word(value: object) -> bool:
    return isinstance(value, str) and any(map(str.isalnum, value))
