"""The context tagger: what stands around a text, and nothing of the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tagging.features.place import place_rows
from tagging.features.words import Words
from tagging.schemes import Scheme
from tagging.taggers.ridge import Matrix, fit_ridge
from tagging.taggers.ridge_tagger import RidgeTagger
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_RIDGE = 1.0
_PLACE = 0.3
_PARTS = {"before": "the text before", "after": "the text after", "context": "the heading"}
_LONGEST = 2
_SHORTEST = 2  # characters of a feature that can be shown as evidence


class ContextTagger(RidgeTagger):
    """Ridge regression on headings, the texts before and after, the part and the place."""

    name = "context"

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained tagger.

        Args:
            scheme: The scheme.
        """
        super().__init__(scheme)
        self._words = {part: Words(_LONGEST) for part in _PARTS}
        self._weights: dict[str, Matrix] = {}

    def _learn(self, texts: Sequence[TextUnit], labels: Labels) -> Matrix:
        rows = {
            part: words.fit([getattr(unit, part) for unit in texts])
            for part, words in self._words.items()
        }
        places = _PLACE * place_rows(texts)
        similar = places @ places.T
        for part_rows in rows.values():
            similar += (part_rows @ part_rows.T).toarray()
        learned = fit_ridge(
            similar,
            labels,
            [unit.document for unit in texts],
            _RIDGE,
        )
        self._weights = {part: part_rows.T @ learned.weights for part, part_rows in rows.items()}
        self._weights["place"] = places.T @ learned.weights
        return learned.held_out

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value.
        """
        scores: Scores = _PLACE * place_rows(units) @ self._weights["place"]
        if not units:
            return scores
        for part, words in self._words.items():
            rows = words.rows([getattr(unit, part) for unit in units])
            scores = scores + rows @ self._weights[part]
        return scores

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Name the words around the text that raise the score most.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The words, without a span: they stand outside the text. None where there are none.
        """
        column = self.scheme.columns[value]
        best = (0.0, "")
        for part, words in self._words.items():
            row = words.rows([getattr(unit, part)])
            shares = row.data * self._weights[part][row.indices, column]
            for place in np.argsort(-shares, kind="stable"):
                name = words.name(int(row.indices[place])) if shares[place] > best[0] else ""
                if len(name.strip()) >= _SHORTEST:
                    best = (float(shares[place]), f"“{name}” in {_PARTS[part]}")
                    break
        return TagEvidence(best[1]) if best[1] else None

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned."""
        return {
            "words": {part: words.state() for part, words in self._words.items()},
            "weights": self._weights,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        for part, words in self._words.items():
            words.restore(state["words"][part])
        self._weights = state["weights"]
