"""The nearest tagger: labelled texts with similar vectors vote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tagging.schemes import Scheme
from tagging.taggers.learning import (
    Excerpts,
    check_training,
    excerpts_of,
    pack_excerpts,
    read_excerpts,
)
from tagging.taggers.ridge import Matrix
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_NEIGHBOURS = 15
_SHARPNESS = 20.0  # how fast a vote falls with the distance of a neighbour
_BATCH = 2000


class NearestTagger:
    """The share of a value among the most similar labelled texts, weighted by similarity."""

    name = "nearest"
    needs_training = True

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained tagger.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self._vectors: Matrix = np.zeros((0, 0))
        self._labels: Matrix = np.zeros((0, len(scheme.values)))
        self._examples: Excerpts = []
        self.held_out: Scores = np.zeros((0, len(scheme.values)))
        """After `fit`: the scores of each text by texts of other documents alone."""

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Keep the labelled texts that have a vector.

        Args:
            units: The texts.
            labels: Their labels.

        Raises:
            TrainingError: The data has no text, one document, or no value with both answers.
        """
        check_training(units, labels)
        kept = [row for row, unit in enumerate(units) if unit.vector is not None]
        texts = [units[row] for row in kept]
        self._vectors = np.array([unit.vector for unit in texts], dtype=float)
        self._labels = labels[kept].astype(float)
        self._examples = excerpts_of(texts)
        self.held_out = np.zeros(labels.shape)
        if not kept:
            return
        similar = self._vectors @ self._vectors.T
        documents = np.array([unit.document for unit in texts])
        similar[documents[:, None] == documents[None]] = -1
        self.held_out[kept] = self._vote(similar)

    def _vote(self, similar: Matrix) -> Scores:
        """Return the weighted share of each value among the nearest texts."""
        count = min(_NEIGHBOURS, similar.shape[1])
        nearest = np.argsort(-similar, axis=1, kind="stable")[:, :count]
        near = np.take_along_axis(similar, nearest, axis=1)
        votes = np.exp(_SHARPNESS * (near - near[:, :1])) * (near > -1)
        votes /= np.maximum(votes.sum(axis=1, keepdims=True), 1e-12)
        scores: Scores = np.einsum("ij,ijk->ik", votes, self._labels[nearest])
        return scores

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value, from 0 to 1; zeros for a text without a vector.
        """
        scores = np.zeros((len(units), len(self.scheme.values)))
        known = [row for row, unit in enumerate(units) if self._fits(unit)]
        for start in range(0, len(known), _BATCH):
            part = known[start : start + _BATCH]
            vectors = np.array([units[row].vector for row in part], dtype=float)
            scores[part] = self._vote(vectors @ self._vectors.T)
        return scores

    def _fits(self, unit: TextUnit) -> bool:
        if unit.vector is None or not len(self._vectors):
            return False
        return len(unit.vector) == len(self._vectors[0])

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Name the most similar labelled text that has a value.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The example; None where no text with the value is among the nearest.
        """
        if not self._fits(unit) or unit.vector is None:
            return None
        column = self.scheme.columns[value]
        similar = self._vectors @ unit.vector.astype(float)
        for row in np.argsort(-similar, kind="stable")[:_NEIGHBOURS]:
            if self._labels[row, column]:
                name, excerpt = self._examples[row]
                return TagEvidence(f"near the labelled text {name} “{excerpt}”")
        return None

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned."""
        return {
            "vectors": self._vectors,
            "labels": self._labels,
            "examples": pack_excerpts(self._examples),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        self._vectors = state["vectors"]
        self._labels = state["labels"]
        self._examples = read_excerpts(state["examples"])
