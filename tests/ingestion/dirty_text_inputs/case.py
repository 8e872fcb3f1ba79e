"""What a dirty text contains, by a person who read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DirtyCase:
    """A dirty text.

    Attributes:
        name: What is dirty about it.
        source: The text of the file.
        documents: Its documents: the title of each, and words of its passages, in one line each.
        lacks: Words that stand in no document.
        name_of_file: The name of the file.
        facts: Metadata that the file gives.
    """

    name: str
    source: str
    documents: tuple[tuple[str, tuple[str, ...]], ...]
    lacks: tuple[str, ...] = ()
    name_of_file: str = "a0001.txt"
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CleanCase:
    """A text of which nothing is removed but blanks, and no line is joined."""

    name: str
    source: str
    name_of_file: str = "a0001.txt"
