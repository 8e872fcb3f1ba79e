"""Training a scheme: taggers, stack, calibration, cuts, thresholds and figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.calibration import Calibration, choose_calibration
from tagging.drift import document_profile
from tagging.guarantee import Guarantee, guarantees
from tagging.metrics import (
    Counts,
    ReliabilityBin,
    bootstrap,
    calibration_error,
    confusion,
    count,
    f1,
    macro_f1,
    micro_f1,
    reliability,
)
from tagging.schemes import Scheme
from tagging.taggers.learning import check_training, document_folds
from tagging.taggers.rules import RuleTagger
from tagging.taggers.stacking import StackedTagger
from tagging.units import Labels, Scores, TextUnit

NEVER = float("inf")
"""The cut of a value that is never predicted."""

_LEAST_POSITIVE = 15
"""A value with fewer labelled texts is never predicted: its cut would be noise."""


_GRID = 100
_SMOOTHING = 3  # steps of the grid
_SHARED_DOCUMENTS = 100
"""As how many documents the mean curve of all values counts in the choice of a cut."""


@dataclass(frozen=True, slots=True)
class ValueFigures:
    """How well a value is found on documents that were held out.

    Attributes:
        value: The value.
        texts: How many labelled texts have it.
        precision: The share of predicted texts that have it.
        recall: The share of texts that have it and are predicted.
        f1: Their harmonic mean.
    """

    value: str
    texts: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A trained model of one scheme.

    Attributes:
        scheme: The scheme that it was trained for.
        tagger: Gives scores.
        calibration: Turns scores into probabilities.
        cuts: By value, the score from which `predict` gives it. It is chosen for F1. Whether a tag
            is given without a person is another question, and has other thresholds.
        guarantees: By value, from which probability on it is given without a person.
        figures: By value, how well it is found.
        metrics: Figures of all values, by name.
        data_hash: The hash of the training data.
        embedder: The fingerprint of the embedder of the vectors; empty where there were none.
        profile: What the training documents are like, for the alarm.
        reliability: How probabilities compare with shares. Not part of the bytes of a model: it is
            there after training alone, as is `confusion`.
        confusion: Which values are predicted where another one is missed.
    """

    scheme: Scheme
    tagger: StackedTagger
    calibration: Calibration
    cuts: tuple[float, ...]
    guarantees: tuple[Guarantee, ...]
    figures: tuple[ValueFigures, ...]
    metrics: dict[str, float]
    data_hash: str
    embedder: str = ""
    profile: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    reliability: tuple[ReliabilityBin, ...] = ()
    confusion: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))

    def predict(self, units: Sequence[TextUnit]) -> list[list[str]]:
        """Predict the values of texts, for the best F1.

        Args:
            units: The texts.

        Returns:
            The values of each text, in the order of the scheme.
        """
        chosen = self.tagger.score(units) >= np.array(self.cuts)
        names = [value.value for value in self.scheme.values]
        return [[name for name, has in zip(names, row, strict=True) if has] for row in chosen]


def train(
    scheme: Scheme,
    units: Sequence[TextUnit],
    labels: Labels,
    embedder: str = "",
) -> TrainedModel:
    """Train a model of a scheme.

    All figures are of texts whose documents were held out: scores by documents, cuts and
    calibration by folds of documents.

    Args:
        scheme: The scheme.
        units: The labelled texts.
        labels: Their labels.
        embedder: The fingerprint of the embedder of the vectors.

    Returns:
        The model.

    Raises:
        TrainingError: The data has no text, one document, or no value with both answers.
    """
    check_training(units, labels)
    tagger = StackedTagger(scheme)
    tagger.fit(units, labels)
    scores = tagger.held_out
    folds = document_folds(units)
    documents = [unit.document for unit in units]
    calibration, probabilities = choose_calibration(scores, labels, folds)
    predicted = cross_predict(scores, labels, documents, folds)
    counts = count(predicted, labels)
    return TrainedModel(
        scheme=scheme,
        tagger=tagger,
        calibration=calibration,
        cuts=find_cuts(scores, labels, documents),
        guarantees=tuple(
            guarantees(
                probabilities,
                labels,
                documents,
                scheme.target_precision,
            )
        ),
        figures=value_figures(scheme, counts),
        metrics=_metrics(predicted, labels, documents, probabilities),
        data_hash=data_hash(units, labels),
        embedder=embedder,
        profile=document_profile(units, RuleTagger(scheme)),
        reliability=tuple(reliability(probabilities, labels)),
        confusion=confusion(predicted, labels),
    )


def find_cuts(
    scores: Scores,
    labels: Labels,
    documents: Sequence[str],
) -> tuple[float, ...]:
    """Find for each value the score that gives the highest F1.

    A value is alone with its documents, and where these are few, the top of its own curve of F1
    says little of others. So the curve of a value is joined with the mean curve of all values,
    which weighs as much as so many documents.

    Args:
        scores: Held-out scores.
        labels: The labels.
        documents: The document of each text.

    Returns:
        One cut a value; `NEVER` for a value with fewer than 15 labelled texts.
    """
    cuts = np.full(labels.shape[1], NEVER)
    columns = np.flatnonzero(labels.sum(axis=0) >= _LEAST_POSITIVE)
    if not len(columns):
        return tuple(cuts.tolist())
    positive = scores[labels]
    grid = np.linspace(np.quantile(positive, 0.02), np.quantile(positive, 0.98), _GRID)
    curves = np.stack([_curve(scores[:, column], labels[:, column], grid) for column in columns])
    names = np.array(documents)
    weights = np.array([len(set(names[labels[:, column]].tolist())) for column in columns])
    shared = np.average(curves, axis=0, weights=weights)
    joined = weights[:, None] * curves + _SHARED_DOCUMENTS * shared
    cuts[columns] = grid[np.argmax(joined, axis=1)]
    return tuple(cuts.tolist())


def _curve(
    scores: NDArray[np.float64],
    answers: NDArray[np.bool_],
    grid: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return F1 by cut, smoothed: the top of the raw curve is often a lucky spike."""
    positive = np.sort(scores[answers])
    right = len(positive) - np.searchsorted(positive, grid)
    taken = len(scores) - np.searchsorted(np.sort(scores), grid)
    figure = 2 * right / (taken + len(positive))
    reach = np.arange(-3 * _SMOOTHING, 3 * _SMOOTHING + 1)
    weights = np.exp(-((reach / _SMOOTHING) ** 2) / 2)
    padded = np.pad(figure, 3 * _SMOOTHING, mode="edge")
    smooth: NDArray[np.float64] = np.convolve(padded, weights / weights.sum(), "valid")
    return smooth


def cross_predict(
    scores: Scores,
    labels: Labels,
    documents: Sequence[str],
    folds: NDArray[np.int64],
) -> Labels:
    """Predict each text with the cuts of the other folds.

    Args:
        scores: Held-out scores.
        labels: The labels.
        documents: The document of each text.
        folds: The fold of each text; a document is in one fold.

    Returns:
        The predictions, of the shape of `labels`.
    """
    predicted = np.zeros_like(labels)
    names = np.array(documents)
    for fold in np.unique(folds):
        inside = folds != fold
        cuts = np.array(find_cuts(scores[inside], labels[inside], names[inside].tolist()))
        predicted[~inside] = scores[~inside] >= cuts
    return predicted


def value_figures(scheme: Scheme, counts: Counts) -> tuple[ValueFigures, ...]:
    """Compute the figures of each value.

    Args:
        scheme: The scheme.
        counts: Right, wrong and missed decisions.

    Returns:
        One entry a value.
    """
    figures = []
    for value, (right, wrong, missed), score in zip(
        scheme.values,
        counts.T,
        f1(counts),
        strict=True,
    ):
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        figures.append(
            ValueFigures(
                value.value,
                int(right + missed),
                float(precision),
                float(recall),
                float(score),
            )
        )
    return tuple(figures)


def _metrics(
    predicted: Labels,
    labels: Labels,
    documents: Sequence[str],
    probabilities: NDArray[np.float64],
) -> dict[str, float]:
    micro = bootstrap(predicted, labels, documents, micro_f1)
    macro = bootstrap(predicted, labels, documents, macro_f1)
    return {
        "texts": float(len(labels)),
        "documents": float(len(set(documents))),
        "micro_f1": micro.value,
        "micro_f1_low": micro.low,
        "micro_f1_high": micro.high,
        "macro_f1": macro.value,
        "macro_f1_low": macro.low,
        "macro_f1_high": macro.high,
        "calibration_error": calibration_error(reliability(probabilities, labels)),
    }


def data_hash(units: Sequence[TextUnit], labels: Labels) -> str:
    """Return the hash of training data: texts, places, documents and labels.

    Args:
        units: The texts.
        labels: Their labels.

    Returns:
        32 hex digits.
    """
    digest = hashlib.sha256()
    for unit, row in zip(units, labels, strict=True):
        parts: list[Any] = [unit.document, unit.context, unit.before, unit.text, unit.after]
        parts.append(np.flatnonzero(row).tolist())
        digest.update(repr(parts).encode())
    return digest.hexdigest()[:32]
