"""How figures grow with the number of training documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tagging.errors import TrainingError
from tagging.model_figures import CurvePoint
from tagging.schemes import Scheme
from tagging.training import TrainedModel, train
from tagging.units import Labels, TextUnit

SHARES = (0.25, 0.5, 0.75)
"""The shares of the documents that are tried before all of them."""


def learning_curve(
    scheme: Scheme,
    units: Sequence[TextUnit],
    labels: Labels,
    whole: TrainedModel,
) -> list[CurvePoint]:
    """Train with fewer documents. Each smaller set is a part of the next.

    The figures of each point are held out by document, as those of a model are.

    Args:
        scheme: The scheme.
        units: The labelled texts.
        labels: Their labels.
        whole: The model of all documents.

    Returns:
        The points by rising number of documents; a set that is too small to train is left out.
    """
    documents = sorted({unit.document for unit in units})
    order = np.random.default_rng(0).permutation(len(documents))
    points = []
    for share in SHARES:
        chosen = {documents[place] for place in order[: round(share * len(documents))]}
        rows = [row for row, unit in enumerate(units) if unit.document in chosen]
        try:
            model = train(scheme, [units[row] for row in rows], labels[rows], whole.embedder)
        except TrainingError:
            continue
        points.append(_point(model))
    return [*points, _point(whole)]


def _point(model: TrainedModel) -> CurvePoint:
    metrics = model.metrics
    return CurvePoint(int(metrics["documents"]), metrics["micro_f1"], metrics["macro_f1"])
