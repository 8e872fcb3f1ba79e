"""How similar texts are: words, meaning, clues and surroundings in one kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.features.clues import Clues
from tagging.features.place import place_rows
from tagging.features.words import Words
from tagging.schemes import Scheme
from tagging.units import TextUnit

Matrix = NDArray[np.float64]

# Chosen on the labour elements, cross-validated by document; `evals/README.md` has the figures.
_MEANING = 2.0
_MEANING_WIDTH = 1.4
_CLUE_WIDTH = 0.02
_PLACE = 0.1
_NEIGHBOURS = 0.3
_HEADER = 0.3
_CONSTANT = 0.05

_TEXTS = ("text", "before", "after")
_WORDS = (*_TEXTS, "context")
"""The attributes of `TextUnit` whose words are weighed. Texts share a vocabulary."""


class Similarity:
    """The kernel: (words + meaning) × clues + place + neighbours + header + constant.

    - words: inner product of TF-IDF rows of 1 to 4 characters, with masked numbers
    - meaning: exp(-1.4 d²) of the vectors, where both texts have one
    - clues: exp(-.02 d²) of the rows of clues. As a factor, because "pays wages" and "need not pay
      wages" have nearly equal words and vectors
    - neighbours and header: inner products of TF-IDF rows of the texts around, and of the context

    It is positive semidefinite: sums and products of such kernels are.
    """

    def __init__(self, scheme: Scheme) -> None:
        """Make the features of a scheme.

        Args:
            scheme: The scheme, for its rules.
        """
        self._clues = Clues(scheme)
        texts = Words(4, masked=True)
        self._words = dict.fromkeys(_TEXTS, texts) | {"context": Words(2)}
        self._features: dict[str, Any] = {}

    def fit(self, units: Sequence[TextUnit]) -> Matrix:
        """Learn vocabularies, and keep the features of texts to compare others with.

        Args:
            units: The texts.

        Returns:
            The similarity of each pair of them.
        """
        for part in ("text", "context"):
            self._words[part].fit([getattr(unit, part) for unit in units])
        self._features = self._of(units)
        return self._compare(self._features)

    def rows(self, units: Sequence[TextUnit]) -> Matrix:
        """Compare texts with those of `fit`.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a text of `fit`.
        """
        return self._compare(self._of(units))

    def _of(self, units: Sequence[TextUnit]) -> dict[str, Any]:
        """Return the features of texts, by name."""
        features: dict[str, Any] = {
            part: words.rows([getattr(unit, part) for unit in units])
            for part, words in self._words.items()
        }
        return features | self._plain(units)

    def _plain(self, units: Sequence[TextUnit]) -> dict[str, Any]:
        width = max((len(unit.vector) for unit in units if unit.vector is not None), default=0)
        vectors = np.zeros((len(units), width), dtype=np.float32)
        for row, unit in zip(vectors, units, strict=True):
            if unit.vector is not None:
                row[:] = unit.vector
        return {
            "clues": self._clues.rows(units).astype(np.float32),
            "place": place_rows(units),
            "vector": vectors,
            "known": np.array([unit.vector is not None for unit in units], dtype=float),
        }

    def _compare(self, features: dict[str, Any]) -> Matrix:
        known = self._features
        words: dict[str, Matrix] = {
            part: (features[part] @ known[part].T).toarray() for part in _WORDS
        }
        meaning = self._meaning(features)
        clue_distances = _distances(_doubles(features["clues"]), _doubles(known["clues"]))
        clues = np.exp(-_CLUE_WIDTH * clue_distances)
        text = 2 * (words["text"] + _MEANING * meaning) * clues
        place = features["place"] @ known["place"].T
        around = words["before"] + words["after"]
        result: Matrix = (
            text + _PLACE * place + _NEIGHBOURS * around + _HEADER * words["context"] + _CONSTANT
        )
        return result

    def _meaning(self, features: dict[str, Any]) -> Matrix:
        known = self._features
        both = np.outer(features["known"], known["known"])
        if features["vector"].shape[1] != known["vector"].shape[1] or not both.any():
            return np.zeros_like(both)
        cosine = _doubles(features["vector"]) @ _doubles(known["vector"]).T
        similar: Matrix = np.exp(-2 * _MEANING_WIDTH * (1 - cosine)) * both
        return similar

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned."""
        return {
            "words": {part: self._words[part].state() for part in ("text", "context")},
            "features": self._features,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        for part in ("text", "context"):
            self._words[part].restore(state["words"][part])
        self._features = state["features"]


def _doubles(rows: NDArray[np.float32]) -> Matrix:
    """Return rows for computing: stored rows are short, and sums of short numbers vary."""
    return rows.astype(np.float64)


def _distances(rows: Matrix, others: Matrix) -> Matrix:
    """Return the squared distance of each pair of rows."""
    squares = (rows**2).sum(1)[:, None] + (others**2).sum(1)[None]
    distances: Matrix = np.maximum(squares - 2 * rows @ others.T, 0)
    return distances
