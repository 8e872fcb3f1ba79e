"""Reads a file of the table as the stages do, and writes its articles by number."""

from __future__ import annotations

import re

from corpus.notation.numerals import parse_article
from corpus.records import Structure
from ingestion.reading import read
from law.structure import structure


def flat(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)


def number_of(label: str) -> str:
    """The number of an article's label: 2, 2-1."""
    number = parse_article(label)
    if number is None:
        return label
    inserted = f"-{number.inserted}" if number.inserted else ""
    return f"{number.number}{inserted}{number.suffix}"


def articles_in(data: bytes, name: str) -> tuple[str, Structure, list[tuple[str, str]]]:
    """The text of a file, its structure, and its articles: number and words, pieces joined."""
    document = read(data, name)
    found = structure(document, name.rpartition(".")[0])
    articles: list[tuple[str, str]] = []
    for unit in found.units:
        if not unit.article:
            continue
        words = flat(document.text[unit.start : unit.end])
        if unit.piece is not None and unit.piece > 1:
            number, before = articles.pop()
            articles.append((number, before + words))
            continue
        articles.append((number_of(unit.article), words))
    return document.text, found, articles


def mistake(articles: list[tuple[str, str]], expected: dict[str, str]) -> str:
    """What is wrong with the articles; "" where nothing is."""
    numbers = [number for number, _ in articles]
    if sorted(numbers) != sorted(expected):
        return f"articles {numbers}, not {list(expected)}"
    for number, words in articles:
        if flat(expected[number]) not in words:
            return f"{number} is {words[:50]!r}"
        for other, others in expected.items():
            if other != number and flat(others) in words:
                return f"{number} holds {other}: {words[:80]!r}"
    return ""
