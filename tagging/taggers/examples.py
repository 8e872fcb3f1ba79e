"""The tagger of own examples: how much a text is like the examples of a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.schemes import Scheme
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_LENGTHS = (2, 3)
"""The lengths of the runs of characters that are compared."""

_READ = 400
"""How many characters of a text are read: its subject stands at its head."""

_SMOOTHING = 1.0
"""How far the fitted scores may miss the examples; larger values trust single examples less."""

_SHOWN = 30
"""How many characters of an example stand in a reason."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """What is known of the examples. `rows` has one a text, `weights` one column a value."""

    vocabulary: dict[str, int]
    rarity: NDArray[np.float64]
    rows: NDArray[np.float64]
    weights: NDArray[np.float64]
    values: tuple[str, ...]
    texts: tuple[str, ...]


class ExampleTagger:
    """Scores a value by a linear model over runs of characters, fitted on the scheme's examples.

    The examples of a value speak for it; all other examples and all counter-examples speak against
    it. The model is ridge regression, solved exactly, when a first text is scored.
    """

    name = "examples"
    needs_training = False

    def __init__(self, scheme: Scheme) -> None:
        """Take the examples of a scheme.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Learn nothing: the examples are data of the scheme.

        Args:
            units: Not used.
            labels: Not used.
        """

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts by their likeness to the examples.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value: about 1 for an example of the value, about 0 for a
            text that is like no example or like those of other values.
        """
        fitted = self._fitted
        scores = np.zeros((len(units), len(self.scheme.values)))
        if not fitted.texts:
            return scores
        for row, unit in enumerate(units):
            scores[row] = _vector(_read(unit), fitted) @ fitted.weights
        return scores

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Name the example of a value that a text is most like.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The example in words; None where no example of the value shares anything with the text.
        """
        fitted = self._fitted
        own = [row for row, owner in enumerate(fitted.values) if owner == value]
        if not own:
            return None
        likeness = fitted.rows[own] @ _vector(_read(unit), fitted)
        best = int(likeness.argmax())
        if likeness[best] <= 0:
            return None
        example = fitted.texts[own[best]]
        shown = example if len(example) <= _SHOWN else example[:_SHOWN] + "…"
        return TagEvidence(f"like the example “{shown}”")

    def state(self) -> dict[str, Any]:
        """Return the state: nothing is learned from labels."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take the state: there is nothing to take.

        Args:
            state: Not used.
        """

    @cached_property
    def _fitted(self) -> _Fitted:
        return _fit(self.scheme)


def _read(unit: TextUnit) -> str:
    return f"{unit.context}\n{unit.text[:_READ]}"


def _fit(scheme: Scheme) -> _Fitted:
    """Fit the linear model on the examples and counter-examples of a scheme."""
    values: list[str] = []
    texts: list[str] = []
    for value in scheme.values:
        texts += [*value.examples, *value.counter_examples]
        values += [value.value] * len(value.examples) + [""] * len(value.counter_examples)
    runs = [_runs(text) for text in texts]
    found_in = Counter(run for counts in runs for run in counts)
    vocabulary = {run: column for column, run in enumerate(sorted(found_in))}
    rarity = np.array([np.log((1 + len(texts)) / (1 + found_in[run])) + 1 for run in vocabulary])
    empty = np.zeros((0, 0))
    fitted = _Fitted(vocabulary, rarity, empty, empty, tuple(values), tuple(texts))
    if not texts:
        return fitted
    rows = np.stack([_vector(text, fitted) for text in texts])
    targets = np.array([[owner == value.value for value in scheme.values] for owner in values])
    likeness = rows @ rows.T + _SMOOTHING * np.eye(len(texts))
    weights = rows.T @ np.linalg.solve(likeness, targets.astype(float))
    return _Fitted(vocabulary, rarity, rows, weights, tuple(values), tuple(texts))


def _runs(text: str) -> Counter[str]:
    """Count the runs of characters in a text."""
    return Counter(
        text[start : start + length]
        for length in _LENGTHS
        for start in range(len(text) - length + 1)
    )


def _vector(text: str, fitted: _Fitted) -> NDArray[np.float64]:
    """Return the vector of a text: rare runs count more; its length is 1, or 0."""
    vector = np.zeros(len(fitted.vocabulary))
    for run, count in _runs(text).items():
        column = fitted.vocabulary.get(run)
        if column is not None:
            vector[column] = (1 + np.log(count)) * fitted.rarity[column]
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
