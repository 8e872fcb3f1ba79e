"""From which probability on a tag is given without a person, with a stated precision.

The threshold is the lowest one at which "the precision is at least the target" holds with 95 %
confidence. Texts of one document are alike, so the bound counts documents: Clopper-Pearson with the
effective sample size of Korn and Graubard (1998). Thresholds are tried from the highest down, and
the search stops at the first that fails. So the 95 % holds for the threshold that is chosen, and
not only for each one alone (fixed-sequence testing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagging.units import Labels

LEAST_DECISIONS = 60
"""So many accepted decisions must carry a threshold."""

CONFIDENCE = 0.95

_STEPS = np.round(np.arange(0.98, 0.29, -0.02), 2)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """From which probability on a value is given without a person.

    Attributes:
        threshold: The probability; None where nothing is guaranteed.
        basis: `value`: measured on the decisions of the value alone; `scheme`: on those of all
            values without a threshold of their own; `none`.
        bound: The lower bound of the precision, with 95 % confidence.
        precision: The precision on the calibration documents.
        decisions: How many decisions were accepted there.
        documents: From how many documents.
    """

    threshold: float | None = None
    basis: str = "none"
    bound: float = 0.0
    precision: float = 0.0
    decisions: int = 0
    documents: int = 0


NO_GUARANTEE = Guarantee()


def precision_bound(right: NDArray[np.bool_], documents: Sequence[str]) -> float:
    """Return a lower bound of a precision, with 95 % confidence.

    Args:
        right: Whether each decision is right.
        documents: The document of each decision.

    Returns:
        The bound, from 0 to 1.
    """
    from scipy.stats import beta, t

    count = len(right)
    names = sorted(set(documents))
    if len(names) < 2:
        return 0.0
    share = float(right.mean())
    effective = count / _design_effect(right, documents, share)
    ratio = t.ppf(CONFIDENCE, count - 1) / t.ppf(CONFIDENCE, len(names) - 1)
    effective *= float(ratio) ** 2
    hits = share * effective
    if hits <= 0:
        return 0.0
    return float(beta.ppf(1 - CONFIDENCE, hits, effective - hits + 1))


def _design_effect(
    right: NDArray[np.bool_],
    documents: Sequence[str],
    share: float,
) -> float:
    """Return how much larger the variance is than that of independent decisions; at least 1."""
    if share in (0.0, 1.0):
        return 1.0
    residuals: dict[str, float] = {}
    for document, is_right in zip(documents, right, strict=True):
        residuals[document] = residuals.get(document, 0.0) + float(is_right) - share
    count = len(right)
    clusters = len(residuals)
    squares = sum(residual**2 for residual in residuals.values())
    variance = clusters / (clusters - 1) * squares / count**2
    return max(variance / (share * (1 - share) / count), 1.0)


def find_guarantee(
    probabilities: NDArray[np.float64],
    answers: NDArray[np.bool_],
    documents: Sequence[str],
    target: float,
    basis: str,
) -> Guarantee:
    """Find the lowest threshold that has the target precision.

    Args:
        probabilities: The probability of each decision; of documents that it was not fitted on.
        answers: Whether the value is right.
        documents: The document of each decision.
        target: The precision that is wanted.
        basis: What the decisions are: `value` or `scheme`.

    Returns:
        The guarantee; `NO_GUARANTEE` where no threshold has the target.
    """
    best = NO_GUARANTEE
    names = np.array(documents)
    for step in _STEPS:
        accepted = probabilities >= step
        if accepted.sum() < LEAST_DECISIONS:
            continue
        right = answers[accepted]
        chosen = names[accepted].tolist()
        bound = precision_bound(right, chosen)
        if bound < target:
            break
        best = Guarantee(
            float(step),
            basis,
            bound,
            float(right.mean()),
            len(right),
            len(set(chosen)),
        )
    return best


def guarantees(
    probabilities: NDArray[np.float64],
    labels: Labels,
    documents: Sequence[str],
    target: float,
) -> list[Guarantee]:
    """Find the guarantee of each value.

    Args:
        probabilities: One row a text, one column a value; held out.
        labels: The labels.
        documents: The document of each text.
        target: The precision that is wanted.

    Returns:
        One guarantee a value: its own, or that of the values without one of their own together.
    """
    found = [
        find_guarantee(
            probabilities[:, column],
            labels[:, column],
            documents,
            target,
            "value",
        )
        for column in range(labels.shape[1])
    ]
    pooled = [
        column
        for column, guarantee in enumerate(found)
        if guarantee.threshold is None and labels[:, column].any()
    ]
    if not pooled:
        return found
    together = find_guarantee(
        probabilities[:, pooled].reshape(-1),
        labels[:, pooled].reshape(-1),
        [document for document in documents for _ in pooled],
        target,
        "scheme",
    )
    return [together if column in pooled else own for column, own in enumerate(found)]
