"""Files with text that a reader does not see, and files whose unusual text a reader does see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HiddenInput:
    """A file, and what a reader sees of it.

    Attributes:
        name: Its name in the table.
        path: The name of the file, which says its format.
        data: The file.
        kind: How text is hidden, as the removal names it; empty where all text is seen.
        seen: Words that must be read.
    """

    name: str
    path: str
    data: bytes
    kind: str = ""
    seen: tuple[str, ...] = ()


SECRET = "废止"
"""The word that stands in the hidden text of each Chinese file, and nowhere else in it."""

ANY = "hidden"
"""A kind of removal whatever it is."""
