"""From scores to probabilities, one value at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.units import Labels, Scores

LEAST_POSITIVE = 20
"""A value with fewer labelled texts is calibrated together with all such values."""

_KNOTS = 200
_LIMIT = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising function from scores to probabilities.

    Attributes:
        method: `isotonic`, `platt`, or `none` where the value never occurs.
        scores: The scores of its points, rising.
        probabilities: The probability at each of them; between them it is linear.
    """

    method: str
    scores: tuple[float, ...]
    probabilities: tuple[float, ...]

    def __call__(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probabilities of scores."""
        return np.interp(scores, self.scores, self.probabilities)


NEVER = Curve("none", (0.0,), (0.0,))


class Calibration:
    """One curve a value: isotonic or Platt, whichever has the lower log loss on other documents."""

    def __init__(self, curves: Sequence[Curve] = ()) -> None:
        """Take curves.

        Args:
            curves: In the order of the values.
        """
        self.curves = tuple(curves)

    @classmethod
    def fit(
        cls,
        scores: Scores,
        labels: Labels,
        folds: NDArray[np.int64],
    ) -> Calibration:
        """Learn curves from held-out scores.

        Args:
            scores: Scores of texts by a tagger that did not learn from their documents.
            labels: Their labels.
            folds: The fold of each text; a document is in one fold.

        Returns:
            The calibration.
        """
        positive = labels.sum(axis=0)
        rare = np.flatnonzero((positive > 0) & (positive < LEAST_POSITIVE))
        shared = NEVER
        if len(rare):
            answers = labels[:, rare].reshape(-1)
            shared = _platt(scores[:, rare].reshape(-1), answers)
        curves = []
        for column, count in enumerate(positive):
            if count == 0:
                curves.append(NEVER)
            elif count < LEAST_POSITIVE:
                curves.append(shared)
            else:
                curves.append(_best(scores[:, column], labels[:, column], folds))
        return cls(curves)

    def apply(self, scores: Scores) -> NDArray[np.float64]:
        """Turn scores into probabilities.

        Args:
            scores: One row a text, one column a value.

        Returns:
            Probabilities of the same shape.
        """
        columns = [curve(scores[:, place]) for place, curve in enumerate(self.curves)]
        return np.stack(columns, axis=1)

    def state(self) -> list[dict[str, Any]]:
        """Return the curves in plain types."""
        return [
            {
                "method": curve.method,
                "scores": list(curve.scores),
                "probabilities": list(curve.probabilities),
            }
            for curve in self.curves
        ]

    @classmethod
    def restored(cls, state: Sequence[dict[str, Any]]) -> Calibration:
        """Make a calibration of what `state` returned.

        Args:
            state: The state.

        Returns:
            The calibration.
        """
        curves = [
            Curve(
                str(curve["method"]),
                tuple(curve["scores"]),
                tuple(curve["probabilities"]),
            )
            for curve in state
        ]
        return cls(curves)


def cross_calibrate(
    scores: Scores,
    labels: Labels,
    folds: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Calibrate each text by curves of the other folds: as probabilities of new documents are.

    Args:
        scores: Held-out scores.
        labels: The labels.
        folds: The fold of each text; a document is in one fold.

    Returns:
        Probabilities, of the shape of `scores`.
    """
    probabilities = np.zeros_like(scores)
    for fold in np.unique(folds):
        inside = folds != fold
        calibration = Calibration.fit(scores[inside], labels[inside], folds[inside])
        probabilities[~inside] = calibration.apply(scores[~inside])
    return probabilities


def _best(
    scores: NDArray[np.float64],
    answers: NDArray[np.bool_],
    folds: NDArray[np.int64],
) -> Curve:
    losses = {"platt": 0.0, "isotonic": 0.0}
    makers = {"platt": _platt, "isotonic": _isotonic}
    for fold in np.unique(folds):
        inside = folds != fold
        for name, make in makers.items():
            curve = make(scores[inside], answers[inside])
            losses[name] += _log_loss(curve(scores[~inside]), answers[~inside])
    return makers[min(losses, key=lambda name: losses[name])](scores, answers)


def _log_loss(probabilities: NDArray[np.float64], answers: NDArray[np.bool_]) -> float:
    sure = np.clip(probabilities, _LIMIT, 1 - _LIMIT)
    return float(-np.where(answers, np.log(sure), np.log(1 - sure)).sum())


def _platt(scores: NDArray[np.float64], answers: NDArray[np.bool_]) -> Curve:
    """Fit a logistic curve. A fold without both answers gives a flat one."""
    from sklearn.linear_model import LogisticRegression

    if answers.all() or not answers.any():
        return Curve("platt", (0.0,), (float(answers.mean()),))
    model = LogisticRegression(C=1e4)
    model.fit(scores[:, None], answers)
    slope = max(float(model.coef_[0, 0]), 0.0)
    points = np.linspace(scores.min() - 1, scores.max() + 1, _KNOTS)
    chances = 1 / (1 + np.exp(-(slope * points + float(model.intercept_[0]))))
    return Curve("platt", tuple(points.tolist()), tuple(chances.tolist()))


def _isotonic(scores: NDArray[np.float64], answers: NDArray[np.bool_]) -> Curve:
    """Fit a rising step curve, joined by lines. Nothing is quite sure or quite impossible."""
    from sklearn.isotonic import IsotonicRegression

    model = IsotonicRegression(out_of_bounds="clip")
    model.fit(scores, answers.astype(float))
    margin = 0.5 / (max(int(answers.sum()), 1) + 1)
    chances = np.clip(model.y_thresholds_, min(margin / 100, 0.001), 1 - margin)
    return Curve(
        "isotonic",
        tuple(model.X_thresholds_.tolist()),
        tuple(chances.tolist()),
    )
