"""The tagger of similar examples: ridge regression on a kernel of words, meaning and clues.

A value's score is a weighted sum over all labelled texts: those that have the value and are similar
to the text raise it, those that do not have it lower it. So the strongest examples explain it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tagging.features.similarity import Similarity
from tagging.schemes import Scheme
from tagging.taggers.learning import Excerpts, excerpts_of, pack_excerpts, read_excerpts
from tagging.taggers.ridge import Matrix, fit_ridge
from tagging.taggers.ridge_tagger import RidgeTagger
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_RIDGE = 0.3
_BATCH = 500


class KernelTagger(RidgeTagger):
    """Kernel ridge regression, one column of weights a value."""

    name = "kernel"

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained tagger.

        Args:
            scheme: The scheme.
        """
        super().__init__(scheme)
        self._similarity = Similarity(scheme)
        self._weights: Matrix = np.zeros((0, len(scheme.values)))
        self._examples: Excerpts = []

    def _learn(self, texts: Sequence[TextUnit], labels: Labels) -> Matrix:
        similar = self._similarity.fit(texts)
        learned = fit_ridge(
            similar,
            labels,
            [unit.document for unit in texts],
            _RIDGE,
        )
        self._weights = learned.weights
        self._examples = excerpts_of(texts)
        return learned.held_out

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value; near 1 for a value that the text has.
        """
        scores = np.zeros((len(units), len(self.scheme.values)))
        for start in range(0, len(units), _BATCH):
            part = units[start : start + _BATCH]
            scores[start : start + _BATCH] = self._similarity.rows(part) @ self._weights
        return scores

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Name the labelled text that speaks most for a value.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The example; None where no example speaks for the value.
        """
        column = self.scheme.columns[value]
        shares = self._similarity.rows([unit])[0] * self._weights[:, column]
        best = int(np.argmax(shares))
        if shares[best] <= 0:
            return None
        name, excerpt = self._examples[best]
        return TagEvidence(f"most like the labelled text {name} “{excerpt}”")

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned."""
        return {
            "similarity": self._similarity.state(),
            "weights": self._weights,
            "examples": pack_excerpts(self._examples),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        self._similarity.restore(state["similarity"])
        self._weights = state["weights"]
        self._examples = read_excerpts(state["examples"])
