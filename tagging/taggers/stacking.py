"""The stack: the scores of several taggers as one score, chosen on held-out scores by document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.schemes import Scheme
from tagging.taggers.context import ContextTagger
from tagging.taggers.kernel import KernelTagger
from tagging.taggers.learning import check_training, document_folds
from tagging.taggers.linear import LinearTagger
from tagging.taggers.nearest import NearestTagger
from tagging.taggers.rules import RuleTagger
from tagging.taggers.tagger import TagEvidence, Tagger
from tagging.units import Labels, Scores, TextUnit

BASES: Mapping[str, Callable[[Scheme], Tagger]] = {
    "kernel": KernelTagger,
    "linear": LinearTagger,
    "nearest": NearestTagger,
    "context": ContextTagger,
    "rules": RuleTagger,
}
"""The taggers that are stacked, by name."""

_LEAST_POSITIVE = 8
"""A value with fewer labelled texts has no part in the weights of the stack."""

CANDIDATES = (("kernel",), ("kernel", "rules"), tuple(BASES))
"""What may be stacked, simplest first."""

_MARGIN = 0.01
"""By how much a larger stack must have the better mean average precision on held-out documents."""

_EXPLAINING = ("rules", "linear", "kernel", "nearest", "context")
"""Whose evidence is shown first: words in the text before examples, and these before context."""


class StackedTagger:
    """Weighs taggers by a logistic regression over all values together.

    One weight a tagger, shared by the values. Weights for each value were tried: with a few dozen
    positives they follow noise, and lose .005 of macro F1. A larger stack is taken only where it
    surely ranks texts better than a smaller one; the taggers that are left out still explain.
    """

    name = "model"
    needs_training = True

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained stack.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self._taggers = {name: make(scheme) for name, make in BASES.items()}
        self._weights: NDArray[np.float64] = np.ones(len(BASES))
        self.held_out: Scores = np.zeros((0, len(scheme.values)))
        """After `fit`: the scores of each text by taggers without the document of the text."""

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each tagger."""
        return dict(zip(self._taggers, self._weights.tolist(), strict=True))

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Fit all taggers, and weigh them by their held-out scores.

        Args:
            units: The texts.
            labels: Their labels.

        Raises:
            TrainingError: The data has no text, one document, or no value with both answers.
        """
        check_training(units, labels)
        held_out = []
        for tagger in self._taggers.values():
            tagger.fit(units, labels)
            held_out.append(_held_out(tagger, units, labels))
        scores = np.stack(held_out, axis=2)
        positive = labels.sum(axis=0)
        is_learned = (positive >= _LEAST_POSITIVE) & (positive < len(labels))
        if not is_learned.any():
            is_learned = (positive > 0) & (positive < len(labels))
        best = -1.0
        for names in CANDIDATES:
            weights = self._weigh(names, scores[:, is_learned], labels[:, is_learned])
            figure = _mean_precision(scores[:, is_learned] @ weights, labels[:, is_learned])
            if figure > best + _MARGIN:
                best = figure
                self._weights = weights
        self.held_out = scores @ self._weights

    def _weigh(
        self,
        names: Sequence[str],
        scores: NDArray[np.float64],
        labels: Labels,
    ) -> NDArray[np.float64]:
        """Return the weight of each tagger; 0 for those that are not named."""
        from sklearn.linear_model import LogisticRegression

        weights = np.zeros(len(self._taggers))
        places = [place for place, name in enumerate(self._taggers) if name in names]
        model = LogisticRegression(C=1.0)
        model.fit(scores[..., places].reshape(-1, len(places)), labels.reshape(-1))
        # A tagger that would count against a value only makes up for another one: left out.
        weights[places] = np.maximum(model.coef_[0], 0)
        return weights

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value.
        """
        scores = np.zeros((len(units), len(self.scheme.values)))
        for tagger, weight in zip(self._taggers.values(), self._weights, strict=True):
            if weight:
                scores += weight * tagger.score(units)
        return scores

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Join what the taggers say: the span of the first that has one, the reasons of two.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The evidence; None where no tagger speaks for the value.
        """
        found = [self._taggers[name].explain(unit, value) for name in _EXPLAINING]
        known = [evidence for evidence in found if evidence is not None]
        if not known:
            return None
        span = next((evidence.span for evidence in known if evidence.span is not None), None)
        return TagEvidence("; ".join(evidence.reason for evidence in known[:2]), span)

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned."""
        return {
            "weights": self._weights,
            "taggers": {name: tagger.state() for name, tagger in self._taggers.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        self._weights = state["weights"]
        for name, tagger in self._taggers.items():
            tagger.restore(state["taggers"][name])


def _mean_precision(scores: Scores, labels: Labels) -> float:
    """Return the mean average precision: how well values are ranked, whatever the cut."""
    from sklearn.metrics import average_precision_score

    figures = [
        average_precision_score(labels[:, column], scores[:, column])
        for column in range(labels.shape[1])
    ]
    return float(np.mean(figures))


def _held_out(
    tagger: Tagger,
    units: Sequence[TextUnit],
    labels: Labels,
) -> Scores:
    """Score each text by a tagger that did not learn from its document."""
    if not tagger.needs_training:
        return tagger.score(units)
    own = getattr(tagger, "held_out", None)
    if own is not None:
        return np.asarray(own)
    return fold_scores(type(tagger), tagger.scheme, units, labels)


def fold_scores(
    make: Callable[[Scheme], Tagger],
    scheme: Scheme,
    units: Sequence[TextUnit],
    labels: Labels,
) -> Scores:
    """Score each text by a tagger that is fitted on the other folds of documents.

    Args:
        make: Makes an untrained tagger.
        scheme: The scheme.
        units: The texts.
        labels: Their labels.

    Returns:
        One row a text, one column a value.
    """
    folds = document_folds(units)
    scores = np.zeros(labels.shape)
    for fold in range(int(folds.max()) + 1):
        inside = np.flatnonzero(folds != fold)
        outside = np.flatnonzero(folds == fold)
        tagger = make(scheme)
        tagger.fit([units[row] for row in inside.tolist()], labels[inside])
        scores[outside] = tagger.score([units[row] for row in outside.tolist()])
    return scores
