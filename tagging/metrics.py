"""Figures of quality: F1 with intervals, calibration error, reliability, confusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagging.units import Labels

_BINS = 10
_LEAST_PROBABILITY = 0.05
_DRAWS = 1000

Counts = NDArray[np.float64]
"""Right, wrong and missed decisions: three rows, one column a value."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % interval, by bootstrap over documents."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Decisions of about one probability.

    Attributes:
        probability: The mean probability.
        share: The share of them that is right.
        count: How many there are.
    """

    probability: float
    share: float
    count: int


def count(predicted: Labels, labels: Labels) -> Counts:
    """Count right, wrong and missed decisions.

    Args:
        predicted: What was predicted.
        labels: What is right.

    Returns:
        Three rows, one column a value.
    """
    right = (predicted & labels).sum(axis=0)
    wrong = (predicted & ~labels).sum(axis=0)
    missed = (~predicted & labels).sum(axis=0)
    return np.stack([right, wrong, missed]).astype(float)


def f1(counts: Counts) -> NDArray[np.float64]:
    """Return the F1 of each value; 0 where a value neither occurs nor is predicted."""
    right, wrong, missed = counts
    total = 2 * right + wrong + missed
    figures: NDArray[np.float64] = np.zeros_like(right)
    np.divide(2 * right, total, out=figures, where=total > 0)
    return figures


def micro_f1(counts: Counts) -> float:
    """Return the F1 of all decisions together."""
    return float(f1(counts.sum(axis=1, keepdims=True))[0])


def macro_f1(counts: Counts, columns: Sequence[int] | None = None) -> float:
    """Return the mean F1 of values.

    Args:
        counts: The counts.
        columns: The values; None for all that occur.
    """
    if columns is None:
        columns = np.flatnonzero(counts[0] + counts[2] > 0).tolist()
    return float(f1(counts)[list(columns)].mean()) if len(columns) else 0.0


def bootstrap(
    predicted: Labels,
    labels: Labels,
    documents: Sequence[str],
    figure: Callable[[Counts], float],
    seed: int = 0,
) -> Interval:
    """Compute a figure and its interval by drawing documents.

    Args:
        predicted: What was predicted.
        labels: What is right.
        documents: The document of each text.
        figure: Computes the figure from counts.
        seed: Of the draws.

    Returns:
        The figure of all documents, and the middle 95 % of the draws.
    """
    names = np.array(documents)
    by_document = np.stack(
        [count(predicted[names == name], labels[names == name]) for name in sorted(set(documents))]
    )
    generator = np.random.default_rng(seed)
    size = len(by_document)
    drawn = [
        figure(by_document[generator.integers(0, size, size)].sum(axis=0)) for _ in range(_DRAWS)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(figure(by_document.sum(axis=0)), float(low), float(high))


def reliability(probabilities: NDArray[np.float64], labels: Labels) -> list[ReliabilityBin]:
    """Compare probabilities with shares, in 10 bins of equal mass.

    Args:
        probabilities: One row a text, one column a value. Decisions of .05 and less are left out.
        labels: What is right.

    Returns:
        The bins by rising probability.
    """
    chosen = probabilities > _LEAST_PROBABILITY
    chances = probabilities[chosen]
    order = np.argsort(chances, kind="stable")
    answers = labels[chosen][order]
    chances = chances[order]
    bins = []
    for part in np.array_split(np.arange(len(chances)), _BINS):
        if len(part):
            mean = float(chances[part].mean())
            bins.append(ReliabilityBin(mean, float(answers[part].mean()), len(part)))
    return bins


def calibration_error(bins: Sequence[ReliabilityBin]) -> float:
    """Return the mean distance of probability and share, weighted by the size of the bins."""
    total = sum(entry.count for entry in bins)
    if not total:
        return 0.0
    distance = sum(entry.count * abs(entry.probability - entry.share) for entry in bins)
    return distance / total


def confusion(predicted: Labels, labels: Labels) -> NDArray[np.int64]:
    """Count which values are predicted where another one is missed.

    Args:
        predicted: What was predicted.
        labels: What is right.

    Returns:
        One row a right value, one column a predicted value; last row and column: none. A text with
        several values counts its right ones on the diagonal, and each missed with each wrong one.
    """
    size = labels.shape[1]
    matrix = np.zeros((size + 1, size + 1), dtype=np.int64)
    for guess, truth in zip(predicted, labels, strict=True):
        for column in np.flatnonzero(guess & truth).tolist():
            matrix[column, column] += 1
        missed = np.flatnonzero(truth & ~guess).tolist()
        wrong = np.flatnonzero(guess & ~truth).tolist()
        if not missed and not wrong:
            continue
        for row in missed or [size]:
            for column in wrong or [size]:
                matrix[row, column] += 1
    return matrix
