"""Why a value is what it is."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records.spans import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is what it is.

    Attributes:
        rule: The rule that gave the value.
        words: The words that the rule saw.
        span: Their place in the text; None where they stand elsewhere.
    """

    rule: str
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a text states.

    Attributes:
        value: The value.
        evidence: The words that state it.
    """

    value: str
    evidence: Evidence
