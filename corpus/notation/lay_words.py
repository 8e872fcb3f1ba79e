"""Words of laypeople, and the terms of law that say the same.

Laypeople write 炒鱿鱼 where the law writes 解除劳动合同. `lay_words.jsonl` has one pair of word and
term a line, with its origin and with what it gains on questions that did not propose it
(docs/tagging.md, evals/README.md). Keyword search adds the terms to a question; taggers may read
them too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.errors import UsageError

Origin = Literal["written", "golden", "review", "citation"]
"""Where a pair comes from: written by a person, or proposed by golden questions, by decisions of
reviews, or by what stands before citations."""

_REMEDY = 'a line is an object like {"word": "炒鱿鱼", "term": "解除劳动合同", "origin": "written"}'


@dataclass(frozen=True, slots=True)
class LayWord:
    """One pair.

    Attributes:
        word: What laypeople write.
        term: What the law writes.
        origin: Where the pair comes from.
        gain: What the term adds to the place of the right articles: the mean over `questions` of
            the change in 1 / log2(1 + rank). None where no question has the word.
        questions: On how many questions that did not propose the pair this was measured.
    """

    word: str
    term: str
    origin: Origin = "written"
    gain: float | None = None
    questions: int = 0


@dataclass(frozen=True)
class LayWords:
    """A table of pairs.

    Attributes:
        pairs: The pairs, in the order of the table.
    """

    pairs: tuple[LayWord, ...] = ()

    def terms(self, text: str) -> list[str]:
        """Return the terms of law that a text expresses in words of laypeople.

        Args:
            text: A question.

        Returns:
            The terms that do not stand in the text already, each once, in the order of the table.
        """
        found = [
            (place, term)
            for length, terms_by_word in self._by_length.items()
            for start in range(len(text) - length + 1)
            for place, term in terms_by_word.get(text[start : start + length], ())
        ]
        terms = dict.fromkeys(term for _, term in sorted(found))
        return [term for term in terms if term not in text]

    @cached_property
    def _by_length(self) -> Mapping[int, Mapping[str, list[tuple[int, str]]]]:
        """For each length of a word: by word, the places and terms of its pairs."""
        by_length: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(dict)
        for place, pair in enumerate(self.pairs):
            terms_by_word = by_length[len(pair.word)]
            terms_by_word.setdefault(pair.word, []).append((place, pair.term))
        return by_length


@cache
def own_lay_words() -> LayWords:
    """Return the table of lexops."""
    text = files("corpus.notation").joinpath("lay_words.jsonl").read_text(encoding="utf-8")
    return parse_lay_words(text.splitlines(), "lay_words.jsonl")


def read_lay_words(path: Path) -> LayWords:
    """Read a table.

    Args:
        path: A file of JSON lines, one pair a line.

    Returns:
        The table.

    Raises:
        UsageError: The file can't be read, or a line is no pair; it names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}", remedy=_REMEDY) from error
    return parse_lay_words(lines, str(path))


def parse_lay_words(lines: Iterable[str], where: str) -> LayWords:
    """Read a table from lines.

    Args:
        lines: One pair a line; empty lines are left out.
        where: What to call the table in messages.

    Returns:
        The table.

    Raises:
        UsageError: A line is no pair, or a pair comes twice.
    """
    pairs: dict[tuple[str, str], LayWord] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        pair = _parse_line(line, place)
        key = (pair.word, pair.term)
        if key in pairs:
            raise UsageError(f"{place}: {pair.word} and {pair.term} come twice", remedy=_REMEDY)
        pairs[key] = pair
    return LayWords(tuple(pairs.values()))


def _parse_line(line: str, place: str) -> LayWord:
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{place} is not JSON: {error}", remedy=_REMEDY) from error
    if not isinstance(record, dict):
        raise UsageError(f"{place} is no object", remedy=_REMEDY)
    unknown = sorted(set(record) - set(LayWord.__slots__))
    if unknown:
        raise UsageError(f"{place} has the unknown field {unknown[0]!r}", remedy=_REMEDY)
    for name in ("word", "term"):
        value = record.get(name)
        if not isinstance(value, str) or not value.strip():
            raise UsageError(f"{place} has no {name}", remedy=_REMEDY)
    if record.get("origin", "written") not in get_args(Origin):
        allowed = ", ".join(get_args(Origin))
        raise UsageError(
            f"{place} has the unknown origin {record['origin']!r}",
            remedy=f"the origins are {allowed}",
        )
    return LayWord(**record)
