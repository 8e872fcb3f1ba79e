"""Reads a file of the table as the stages do, and writes the works that it holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.records import Structure
from ingestion.reading import read
from law.structure import structure
from law.structure.text_coverage import coverage
from quality.promises import broken_promise, examine

Works = dict[str, dict[str, str]]
"""Words of each article, by its path, by the title of its work."""


class ReadFile(NamedTuple):
    """What a file was read as.

    Attributes:
        text: Its clean text.
        structures: Its documents, in order.
        works: The articles of each document, by its title; a title that comes twice has ~2.
        codes: The codes of all findings.
        broken: The codes of promises that are broken.
        covered: The least share of text that is covered in a document.
    """

    text: str
    structures: tuple[Structure, ...]
    works: Works
    codes: frozenset[str]
    broken: tuple[str, ...]
    covered: float


def flat(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)


def read_file(data: bytes, name: str) -> ReadFile:
    """Read a file."""
    document = read(data, name)
    found = structure(document, name.rpartition(".")[0])
    structures = (found, *found.rules)
    works: Works = {}
    codes: set[str] = set()
    broken: list[str] = []
    for number, rule in enumerate(structures):
        title = rule.title if rule.title not in works else f"{rule.title}~{number + 1}"
        works[title] = _articles(document.text, rule)
        codes.update(finding.code for finding in rule.findings)
        codes.update(finding.code for finding in examine("file", document.text, rule))
        reason = broken_promise(document.text, rule)
        broken += [f"{reason[0]} {reason[1]}"] if reason else []
    covered = coverage(document.text, found)[0] if not found.rules else 1.0
    return ReadFile(document.text, structures, works, frozenset(codes), tuple(broken), covered)


def _articles(text: str, found: Structure) -> dict[str, str]:
    articles: dict[str, str] = {}
    for unit in found.units:
        if unit.article:
            articles[unit.path] = articles.get(unit.path, "") + flat(text[unit.start : unit.end])
    return articles


def mistakes(works: Works, expected: Works) -> list[str]:
    """What is wrong with the works of a file; nothing where all is right."""
    if list(works) != list(expected):
        return [f"works {list(works)}, not {list(expected)}"]
    wrong: list[str] = []
    for title, articles in expected.items():
        found = works[title]
        if list(found) != list(articles):
            wrong.append(f"{title} has {list(found)}, not {list(articles)}")
            continue
        for path, words in found.items():
            if flat(articles[path]) not in words:
                wrong.append(f"{title} {path} is {words[:60]!r}")
            others = [
                f"{other_title} {other}"
                for other_title, other_articles in expected.items()
                for other, other_words in other_articles.items()
                if (other_title, other) != (title, path)
                and other_words != articles[path]
                and flat(other_words) in words
            ]
            wrong += [f"{title} {path} holds {other}" for other in others]
    return wrong
