"""Ridge regression on similarities, with held-out scores in closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tagging.units import Labels, Scores

Matrix = NDArray[np.float64]

MOST_TEXTS = 6000
"""More labelled texts than this are thinned: the matrix has the square of their number."""


@dataclass(frozen=True, slots=True)
class Ridge:
    """What a regression learned.

    Attributes:
        weights: One row a text that it learned from, one column a value.
        held_out: The scores of each of these texts by a regression without its document.
    """

    weights: Matrix
    held_out: Scores


def fit_ridge(
    similar: Matrix,
    labels: Labels,
    documents: Sequence[str],
    ridge: float,
) -> Ridge:
    """Fit a regression. One matrix inverse gives the weights and all held-out scores.

    The score of a text without its document is y - (block of the inverse)⁻¹ · weights, where the
    block has the rows and columns of the document.

    Args:
        similar: The similarity of each pair of texts; symmetric, and changed by this function.
        labels: The labels of the texts.
        documents: The document of each text.
        ridge: What is added to the diagonal.

    Returns:
        Weights and held-out scores.
    """
    targets = labels.astype(float)
    similar[np.diag_indices_from(similar)] += ridge
    inverse = np.linalg.inv(similar)
    weights = inverse @ targets
    held_out = np.zeros_like(targets)
    names = np.array(documents)
    for document in dict.fromkeys(documents):
        block = np.flatnonzero(names == document)
        residual = np.linalg.solve(inverse[np.ix_(block, block)], weights[block])
        held_out[block] = targets[block] - residual
    return Ridge(weights, held_out)


def thin(labels: Labels) -> list[int]:
    """Choose the texts to learn from: those with a value first, then evenly among the others.

    Args:
        labels: The labels of all texts.

    Returns:
        At most `MOST_TEXTS` rows, rising.
    """
    if len(labels) <= MOST_TEXTS:
        return list(range(len(labels)))
    has_value = labels.any(axis=1)
    chosen = _evenly(np.flatnonzero(has_value), MOST_TEXTS // 2)
    others = _evenly(np.flatnonzero(~has_value), MOST_TEXTS - len(chosen))
    return sorted([*chosen, *others])


def _evenly(rows: NDArray[np.int64], most: int) -> list[int]:
    if len(rows) <= most:
        return [int(row) for row in rows]
    places = np.linspace(0, len(rows) - 1, most).astype(int)
    return [int(row) for row in rows[places]]
