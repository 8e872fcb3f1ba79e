"""What was measured of the rules of a scheme: how probable a score is, and when it is sure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tagging.schemes.scheme import Scheme

_FOLDER = Path(__file__).parent / "measured"

ALL_VALUES = "*"
"""In place of a value in `thresholds`: the threshold of the scheme as a whole."""


@dataclass(frozen=True, slots=True)
class RuleMeasurements:
    """Measurements of the untrained taggers of a scheme on labelled passages.

    Attributes:
        version: The version of the scheme that was measured.
        rules: The hash of the rules that were measured.
        points: Pairs of a score and the share of right values at this score, both rising.
        thresholds: By value, or `*` for all others: the lowest score from which a tag has the
            target precision of the scheme with 95 % confidence. None where there is no such score.
        decisions: How many decisions the thresholds were measured on.
        documents: From how many documents they come.
    """

    version: int
    rules: str
    points: tuple[tuple[float, float], ...]
    thresholds: Mapping[str, float | None]
    decisions: int
    documents: int

    def threshold(self, value: str) -> float | None:
        """Return the score from which a value is accepted without a person.

        Args:
            value: The value.

        Returns:
            The threshold; None where there is none.
        """
        if value in self.thresholds:
            return self.thresholds[value]
        return self.thresholds.get(ALL_VALUES)


def measured_of(scheme: Scheme) -> RuleMeasurements | None:
    """Return what was measured of a scheme of lexops.

    Args:
        scheme: The scheme.

    Returns:
        The measurements; None where there are none, or where rules have changed since then.
    """
    path = _FOLDER / f"{scheme.name}.json"
    if not path.exists():
        return None
    measured = read_measured(json.loads(path.read_text(encoding="utf-8")))
    return measured if measured.rules == scheme.rules_hash else None


def read_measured(data: Mapping[str, Any]) -> RuleMeasurements:
    """Make measurements of the values of a JSON file.

    Args:
        data: The values.

    Returns:
        The measurements.
    """
    points = tuple((float(score), float(share)) for score, share in data["points"])
    return RuleMeasurements(
        data["version"],
        data["rules"],
        points,
        data["thresholds"],
        data["decisions"],
        data["documents"],
    )
