"""A range of characters in a document's clean text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a document's clean text."""

    start: int
    end: int
