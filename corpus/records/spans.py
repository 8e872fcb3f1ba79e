"""A range of characters in a document's clean text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a document's clean text.

    Attributes:
        start: The first character, counted from 0.
        end: The character behind the last one.
    """

    start: int
    end: int
