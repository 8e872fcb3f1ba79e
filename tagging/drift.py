"""The alarm: whether new documents are like those that the thresholds were measured on.

The statistic is the largest of several Kolmogorov-Smirnov distances, one a feature of a document:
how many values the rules of the scheme find in it, in how many texts they find none, how long its
texts are, how much of them is Chinese. What the model itself says is no feature: it is surer of the
documents of its training than of others like them. The level is divided by the number of features
(Bonferroni), and documents, not texts, are compared. So the rate of false alarms is at most 1 % for
each comparison.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.taggers.rules import RuleTagger
from tagging.units import TextUnit

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BY_RULES = 0.5
"""The score from which the rules find a value."""

FALSE_ALARMS = 0.01
"""How often an alarm is raised over documents of the same kind, at most."""

LEAST_DOCUMENTS = 10
"""Fewer new documents are not compared."""

FEATURES = (
    "values a text, by rules",
    "texts without a value, by rules",
    "length of the texts",
    "share of Chinese characters",
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


def document_profile(units: Sequence[TextUnit], rules: RuleTagger) -> NDArray[np.float64]:
    """Describe documents by their texts and by what the rules of a scheme find in them.

    Args:
        units: The texts.
        rules: The rules of the scheme.

    Returns:
        One row a document, one column a name of `FEATURES`.
    """
    found = (rules.score(units) >= _BY_RULES).sum(axis=1)
    rows: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        rows.setdefault(unit.document, []).append(row)
    profile = np.zeros((len(rows), len(FEATURES)))
    for place, members in enumerate(rows.values()):
        text = "".join(units[row].text for row in members)
        profile[place] = (
            found[members].mean(),
            (found[members] == 0).mean(),
            len(text) / len(members),
            len(_HAN.findall(text)) / max(len(text), 1),
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
