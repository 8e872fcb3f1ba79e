"""The linear tagger: TF-IDF of characters, clues and the vector, with one weight a feature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from corpus.records import Span
from tagging.features.clues import Clues
from tagging.features.words import Words
from tagging.schemes import Scheme
from tagging.taggers.ridge import Matrix, fit_ridge
from tagging.taggers.ridge_tagger import RidgeTagger
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_RIDGE = 0.5
_CLUES = 0.3  # the length of a row of clues beside the length 1 of a row of words
_VECTOR = 1.0
_SHORTEST = 2  # characters of a feature that can be shown as evidence


class LinearTagger(RidgeTagger):
    """Ridge regression with a weight for each run of characters, clue and place of the vector."""

    name = "linear"

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained tagger.

        Args:
            scheme: The scheme.
        """
        super().__init__(scheme)
        self._words = Words(3)
        self._clues = Clues(scheme)
        self._of_words: Matrix = np.zeros((0, len(scheme.values)))
        self._of_others: Matrix = np.zeros((0, len(scheme.values)))

    def _learn(self, texts: Sequence[TextUnit], labels: Labels) -> Matrix:
        words = self._words.fit([unit.text for unit in texts])
        width = max((len(unit.vector) for unit in texts if unit.vector is not None), default=0)
        others = self._other_rows(texts, width)
        similar = (words @ words.T).toarray() + others @ others.T
        learned = fit_ridge(
            similar,
            labels,
            [unit.document for unit in texts],
            _RIDGE,
        )
        self._of_words = words.T @ learned.weights
        self._of_others = others.T @ learned.weights
        return learned.held_out

    def _other_rows(self, units: Sequence[TextUnit], width: int) -> Matrix:
        """Return the rows of clues and vectors, and a constant."""
        clues = self._clues.rows(units)
        length = np.maximum(np.sqrt(clues.sum(axis=1, keepdims=True)), 1)
        vectors = np.zeros((len(units), width))
        for row, unit in zip(vectors, units, strict=True):
            if unit.vector is not None and len(unit.vector) == width:
                row[:] = unit.vector
        constant = np.full((len(units), 1), _CLUES)
        return np.hstack([_CLUES * clues / length, _VECTOR * vectors, constant])

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value; near 1 for a value that the text has.
        """
        if not units:
            return np.zeros((0, len(self.scheme.values)))
        width = len(self._of_others) - len(self._clues.names) - 1
        words = self._words.rows([unit.text for unit in units])
        scores: Scores = words @ self._of_words
        return scores + self._other_rows(units, width) @ self._of_others

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Name the words that raise the score most.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The run of characters with the highest share of the score, and where it first stands;
            None where no words speak for the value.
        """
        column = self.scheme.columns[value]
        row = self._words.rows([unit.text])
        shares = row.data * self._of_words[row.indices, column]
        text = unit.text.lower()
        for place in np.argsort(-shares, kind="stable"):
            if shares[place] <= 0:
                break
            words = self._words.name(int(row.indices[place]))
            start = text.find(words)
            if len(words.strip()) >= _SHORTEST and start >= 0:
                span = Span(start, start + len(words))
                return TagEvidence(f"the words “{unit.text[span.start : span.end]}”", span)
        return None

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned."""
        return {
            "words": self._words.state(),
            "of_words": self._of_words,
            "of_others": self._of_others,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        self._words.restore(state["words"])
        self._of_words = state["of_words"]
        self._of_others = state["of_others"]
