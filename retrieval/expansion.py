"""Adds terms of law to a question in words of laypeople.

Only keyword search gets them, with less weight than the question's own words. The vector of a
question stays as it is. Hybrid search has a weight of its own, because its vectors find much of the
same without the table (docs/adr/0025-words-of-laypeople.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.notation.lay_words import LayWords, own_lay_words, read_lay_words
from corpus.options import check_range
from corpus.search import SearchMode


@dataclass(frozen=True, slots=True)
class LayWordsOptions:
    """How much words of laypeople add to a question.

    Attributes:
        weight: How much an added term of law counts in keyword search, where a word of the question
            counts 1; from 0 (off) to 1.
        hybrid_weight: The same for the keyword part of hybrid search.
        file: A table of your own in place of the one of lexops.
    """

    weight: float = 0.5
    hybrid_weight: float = 0.0
    file: str | None = None

    def __post_init__(self) -> None:
        check_range(
            "search.lay_words.weight",
            self.weight,
            at_least=0,
            at_most=1,
        )
        check_range(
            "search.lay_words.hybrid_weight",
            self.hybrid_weight,
            at_least=0,
            at_most=1,
        )


@dataclass(frozen=True, slots=True)
class AddedTerms:
    """What is added to a question.

    Attributes:
        text: The terms, separated by spaces; empty for none.
        weight: How much each counts.
    """

    text: str = ""
    weight: float = 0.0


def add_terms(
    question: str,
    mode: SearchMode,
    options: LayWordsOptions,
) -> AddedTerms:
    """Return the terms of law that a question expresses in words of laypeople.

    Args:
        question: The question.
        mode: The mode of the search.
        options: How much the terms count.

    Returns:
        The terms; none where they would not count.

    Raises:
        UsageError: The table of the settings is wrong.
    """
    weight = {"keyword": options.weight, "hybrid": options.hybrid_weight, "vector": 0.0}[mode]
    if not weight:
        return AddedTerms()
    terms = _table(options.file).terms(question)
    return AddedTerms(" ".join(terms), weight) if terms else AddedTerms()


@cache
def _table(file: str | None) -> LayWords:
    return own_lay_words() if file is None else read_lay_words(Path(file))
