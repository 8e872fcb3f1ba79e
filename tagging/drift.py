"""The alarm: whether new documents are like those that the thresholds were measured on.

The statistic is the largest of several Kolmogorov-Smirnov distances, one a feature of a document:
how many values are likely in it, how sure the surest is, how many decisions are unsure, how long
its texts are. The level is divided by the number of features (Bonferroni), and documents, not
texts, are compared. So the rate of false alarms is at most 1 % for each comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.units import TextUnit

FALSE_ALARMS = 0.01
"""How often an alarm is raised over documents of the same kind, at most."""

LEAST_DOCUMENTS = 10
"""Fewer new documents are not compared."""

FEATURES = (
    "likely values a text",
    "mean probability of the surest value",
    "share of unsure decisions",
    "mean length of the texts",
)


@dataclass(frozen=True, slots=True)
class DocumentDrift:
    """The result of a comparison.

    Attributes:
        alarm: Whether the new documents are of another kind.
        feature: What differs most.
        p_value: How probable such a difference is without drift, for this feature alone.
        documents: How many new documents were compared.
    """

    alarm: bool
    feature: str
    p_value: float
    documents: int


def document_profile(
    units: Sequence[TextUnit],
    probabilities: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Describe documents by what a model says of their texts.

    Args:
        units: The texts.
        probabilities: One row a text, one column a value.

    Returns:
        One row a document, one column a name of `FEATURES`.
    """
    rows: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        rows.setdefault(unit.document, []).append(row)
    profile = np.zeros((len(rows), len(FEATURES)))
    for place, members in enumerate(rows.values()):
        chances = probabilities[members]
        lengths = [len(units[row].text) for row in members]
        profile[place] = (
            chances.sum(axis=1).mean(),
            chances.max(axis=1).mean(),
            ((chances > 0.2) & (chances < 0.8)).mean(),
            float(np.mean(lengths)),
        )
    return profile


def compare_profiles(calibration: NDArray[np.float64], new: NDArray[np.float64]) -> DocumentDrift:
    """Compare new documents with the calibration documents.

    Args:
        calibration: The profile of the calibration documents.
        new: The profile of the new ones.

    Returns:
        Whether they differ, and in what.
    """
    from scipy.stats import ks_2samp

    if len(new) < LEAST_DOCUMENTS or len(calibration) < LEAST_DOCUMENTS:
        return DocumentDrift(alarm=False, feature="", p_value=1.0, documents=len(new))
    p_values: list[float] = []
    for column in range(len(FEATURES)):
        result: Any = ks_2samp(calibration[:, column], new[:, column])
        p_values.append(float(result.pvalue))
    worst = int(np.argmin(p_values))
    return DocumentDrift(
        alarm=p_values[worst] < FALSE_ALARMS / len(FEATURES),
        feature=FEATURES[worst],
        p_value=p_values[worst],
        documents=len(new),
    )
