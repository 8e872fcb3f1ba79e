"""Writes a text so that two forms of the same words are equal: for comparing, never for showing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ingestion.cleaning.characters import radical_table

_MARKS = frozenset("|*_>`~\\\"'#")
"""Marks of Markdown and separators of cells. A parser may drop or add them."""


class Folded(NamedTuple):
    """A text that was folded.

    Attributes:
        text: The folded text: without blanks and invisible characters, compatible forms in one.
        offsets: For each of its characters, the number of the original character.
    """

    text: str
    offsets: list[int]


def fold(text: str) -> Folded:
    """Fold a text.

    Args:
        text: Any text.

    Returns:
        The folded text, with the place of each character in the original.

    >>> fold("第一条　Ａ").text
    '第一条a'
    """
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for folded in _fold_character(character):
            characters.append(folded)
            offsets.append(offset)
    return Folded("".join(characters), offsets)


@lru_cache(maxsize=20_000)
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.translate(radical_table())).lower()
    return "".join(
        c
        for c in plain
        if not c.isspace() and c not in _MARKS and unicodedata.category(c) not in ("Cc", "Cf")
    )
