"""From scores to probabilities.

The values of a scheme share one logistic curve with a quadratic term, and each has an intercept and
a slope of its own, held small. A curve for each value alone was tried: few values have the
positives for it. The quadratic term is needed because the surest positives are right only nine
times in ten: labels are missing in real data, and a plain logistic curve (Platt) goes to 1.
Isotonic regression over all values may correct the result; the data decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tagging.metrics import calibration_error, reliability
from tagging.units import Labels, Scores

if TYPE_CHECKING:  # scipy takes 0.1 s to import
    from scipy.sparse import csr_matrix

PLATT = "platt"
ISOTONIC = "isotonic"
METHODS = (PLATT, ISOTONIC)

_KNOTS = 300
_QUADRATIC = 0.3
_OWN_SLOPE = 0.3  # how freely a value may leave the shared slope
_SUREST = 0.995  # nothing is quite sure
_LEAST_POSITIVE = 3  # fewer labelled texts of a value give no curve: its probability is 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Rising curves from scores to probabilities, one a value.

    Attributes:
        method: `platt` or `isotonic`.
        scores: The scores of the points of all curves, rising.
        probabilities: One row a value: the probability at each point; between them it is linear.
    """

    method: str
    scores: NDArray[np.float64]
    probabilities: NDArray[np.float64]

    def apply(self, scores: Scores) -> NDArray[np.float64]:
        """Turn scores into probabilities.

        Args:
            scores: One row a text, one column a value.

        Returns:
            Probabilities of the same shape.
        """
        columns = [
            np.interp(scores[:, place], self.scores, curve)
            for place, curve in enumerate(self.probabilities)
        ]
        return np.stack(columns, axis=1)

    def state(self) -> dict[str, Any]:
        """Return the curves in types that skops stores."""
        return {
            "method": self.method,
            "scores": self.scores,
            "probabilities": self.probabilities,
        }


def fit_calibration(
    scores: Scores,
    labels: Labels,
    method: str,
) -> Calibration:
    """Learn curves from held-out scores.

    Args:
        scores: Scores of texts by a tagger that did not learn from their documents.
        labels: Their labels.
        method: One of `METHODS`.

    Returns:
        The calibration.
    """
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression

    points = np.linspace(scores.min() - 0.5, scores.max() + 0.5, _KNOTS)
    curves = np.zeros((labels.shape[1], _KNOTS))
    columns = np.flatnonzero(labels.sum(axis=0) >= _LEAST_POSITIVE)
    answers = labels[:, columns].T.reshape(-1)
    if not len(columns) or answers.all():
        curves[columns] = _SUREST
        return Calibration(method, points, curves)
    model = LogisticRegression(max_iter=500)
    learned_from = _rows(scores[:, columns])
    model.fit(learned_from, answers)
    grid = np.repeat(points[:, None], len(columns), axis=1)
    chances = model.predict_proba(_rows(grid))[:, 1].reshape(len(columns), _KNOTS)
    if method == ISOTONIC:
        isotonic = IsotonicRegression(out_of_bounds="clip")
        isotonic.fit(model.predict_proba(learned_from)[:, 1], answers.astype(float))
        chances = isotonic.predict(chances.reshape(-1)).reshape(chances.shape)
    # The quadratic term may bend the curve down at its end.
    curves[columns] = np.minimum(np.maximum.accumulate(chances, axis=1), _SUREST)
    return Calibration(method, points, curves)


def _rows(scores: Scores) -> csr_matrix:
    """Make the rows of the regression: value by value, text by text.

    The columns are the score, its square, and for each value an intercept and a slope.
    """
    from scipy.sparse import csr_matrix

    texts, values = scores.shape
    flat = scores.T.reshape(-1)
    column = np.repeat(np.arange(values), texts)
    cells = [flat, _QUADRATIC * flat**2, np.ones_like(flat), _OWN_SLOPE * flat]
    places = [
        np.zeros_like(column),
        np.ones_like(column),
        2 + column,
        2 + values + column,
    ]
    data = np.stack(cells, axis=1).reshape(-1)
    indices = np.stack(places, axis=1).reshape(-1)
    starts = np.arange(0, len(data) + 1, len(cells))
    return csr_matrix((data, indices, starts), shape=(len(flat), 2 + 2 * values))


def cross_calibrate(
    scores: Scores,
    labels: Labels,
    folds: NDArray[np.int64],
    method: str,
) -> NDArray[np.float64]:
    """Calibrate each text by curves of the other folds: as probabilities of new documents are.

    Args:
        scores: Held-out scores.
        labels: The labels.
        folds: The fold of each text; a document is in one fold.
        method: One of `METHODS`.

    Returns:
        Probabilities, of the shape of `scores`.
    """
    probabilities = np.zeros_like(scores)
    for fold in np.unique(folds):
        inside = folds != fold
        calibration = fit_calibration(scores[inside], labels[inside], method)
        probabilities[~inside] = calibration.apply(scores[~inside])
    return probabilities


def choose_calibration(
    scores: Scores,
    labels: Labels,
    folds: NDArray[np.int64],
) -> tuple[Calibration, NDArray[np.float64]]:
    """Choose the method with the lower calibration error on other documents.

    Args:
        scores: Held-out scores.
        labels: The labels.
        folds: The fold of each text; a document is in one fold.

    Returns:
        The calibration of all texts, and the probability of each text by curves of other folds.
    """
    crossed = {method: cross_calibrate(scores, labels, folds, method) for method in METHODS}
    errors = {
        method: calibration_error(reliability(chances, labels))
        for method, chances in crossed.items()
    }
    best = min(METHODS, key=lambda method: errors[method])
    return fit_calibration(scores, labels, best), crossed[best]


def restore_calibration(state: dict[str, Any]) -> Calibration:
    """Make a calibration of what `state` returned.

    Args:
        state: The state.

    Returns:
        The calibration.
    """
    return Calibration(str(state["method"]), state["scores"], state["probabilities"])
