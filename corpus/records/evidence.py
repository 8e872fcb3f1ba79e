"""Why a value is what it is."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records.spans import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is what it is: the rule that spoke, and the words that it saw (a span, or where else they stand)."""

    rule: str
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a text states, with the words that say so."""

    value: str
    evidence: Evidence
