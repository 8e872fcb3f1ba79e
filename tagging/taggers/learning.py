"""What all taggers that learn have in common: checks of data, and folds by document."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tagging.errors import TrainingError
from tagging.units import Labels, TextUnit

FOLDS = 5
_EXCERPT = 24
"""Characters of a labelled text that stand in a reason."""

Excerpts = list[tuple[str, str]]
"""The id of each labelled text, and its first words."""


def check_training(units: Sequence[TextUnit], labels: Labels) -> None:
    """Refuse data that can train nothing.

    Args:
        units: The texts.
        labels: Their labels.

    Raises:
        TrainingError: There is no text, one document, or no value that some texts have and others
            do not.
    """
    if len(units) != len(labels):
        raise TrainingError(f"there are {len(units)} texts and {len(labels)} rows of labels")
    if not any(unit.text.strip() for unit in units):
        raise TrainingError(
            "the training data contains no text",
            remedy="give lines with `sentence` or `text`",
        )
    documents = {unit.document for unit in units}
    if len(documents) < 2:
        raise TrainingError(
            "the training data comes from one document, so nothing can be held out",
            remedy="give labelled texts of at least two documents; a line is a document",
        )
    count = labels.sum(axis=0)
    if not ((count > 0) & (count < len(labels))).any():
        raise TrainingError(
            "the training data has one class: no value that some texts have and others do not",
            remedy="give texts with and without the values",
        )


def document_folds(
    units: Sequence[TextUnit],
    seed: int = 0,
    count: int = FOLDS,
) -> NDArray[np.int64]:
    """Divide texts into folds, so that a document is in one fold.

    Args:
        units: The texts.
        seed: Of the shuffle.
        count: The number of folds; fewer where there are fewer documents.

    Returns:
        The number of the fold of each text.
    """
    documents = sorted({unit.document for unit in units})
    order = np.random.default_rng(seed).permutation(len(documents))
    fold = {documents[place]: number % count for number, place in enumerate(order)}
    return np.array([fold[unit.document] for unit in units], dtype=np.int64)


def excerpts_of(units: Sequence[TextUnit]) -> Excerpts:
    """Return what is kept of labelled texts, so that a reason can name them.

    Args:
        units: The texts.

    Returns:
        The excerpts, in the order of the texts.
    """
    return [(unit.id, unit.text[:_EXCERPT]) for unit in units]


def pack_excerpts(excerpts: Excerpts) -> str:
    """Return excerpts as one text for a model file."""
    return json.dumps(excerpts, ensure_ascii=False)


def read_excerpts(packed: str) -> Excerpts:
    """Return the excerpts that `pack_excerpts` packed."""
    return [(name, excerpt) for name, excerpt in json.loads(packed)]
