"""The tagger of similar examples: ridge regression on a kernel of words, meaning and clues.

A value's score is a weighted sum over all labelled texts: those that have the value and are similar
to the text raise it, those that do not have it lower it. So the strongest examples explain it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from tagging.features.similarity import Similarity
from tagging.schemes import Scheme
from tagging.taggers.learning import check_training
from tagging.taggers.ridge import Matrix, fit_ridge, thin
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_RIDGE = 0.3
_BATCH = 500
_EXCERPT = 24


class KernelTagger:
    """Kernel ridge regression, one column of weights a value."""

    name = "kernel"
    needs_training = True

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained tagger.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self._similarity = Similarity(scheme)
        self._weights: Matrix = np.zeros((0, len(scheme.values)))
        self._examples: list[tuple[str, str]] = []
        self.held_out: Scores = np.zeros((0, len(scheme.values)))
        """After `fit`: the scores of each text by a tagger without the document of the text."""

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Learn from labelled texts, and score each of them without its document.

        Args:
            units: The texts.
            labels: Their labels.

        Raises:
            TrainingError: The data has no text, one document, or no value with both answers.
        """
        check_training(units, labels)
        kept = thin(labels)
        texts = [units[row] for row in kept]
        similar = self._similarity.fit(texts)
        learned = fit_ridge(
            similar,
            labels[kept],
            [unit.document for unit in texts],
            _RIDGE,
        )
        self._weights = learned.weights
        self._examples = [(unit.id, unit.text[:_EXCERPT]) for unit in texts]
        self.held_out = np.zeros((len(units), labels.shape[1]))
        self.held_out[kept] = learned.held_out
        left = sorted(set(range(len(units))) - set(kept))
        self.held_out[left] = self.score([units[row] for row in left])

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
        column = [known.value for known in self.scheme.values].index(value)
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
            "examples": json.dumps(self._examples, ensure_ascii=False),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        self._similarity.restore(state["similarity"])
        self._weights = state["weights"]
        self._examples = [(name, excerpt) for name, excerpt in json.loads(state["examples"])]
