"""Tags without training: the rules of the scheme, with what was measured of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.records import TagProposal
from tagging.schemes import Scheme
from tagging.schemes.measured import Measured, measured_of
from tagging.taggers.rules import RuleTagger
from tagging.units import TextUnit

_VERSION = 1
_LEAST = 0.2
"""The probability below which a value is not even suggested."""

_BY_RULES = 0.5
"""The score from which the rules of a scheme with `accept: rules` give a tag."""


class UntrainedTagger:
    """Proposes what the rules of a scheme find."""

    needs_vectors = False

    def __init__(self, scheme: Scheme) -> None:
        """Prepare the rules and their measurements.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self._rules = RuleTagger(scheme)
        self._measured = measured_of(scheme)
        self.fingerprint = f"untrained.{_VERSION}.{self._measured}"

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Propose what the rules find.

        Args:
            units: The passages.

        Returns:
            For each passage, its proposals, ordered by the values of the scheme.
        """
        scores = self._rules.score(units)
        return [self._of(unit, row) for unit, row in zip(units, scores, strict=True)]

    def _of(
        self,
        unit: TextUnit,
        scores: Sequence[float],
    ) -> list[TagProposal]:
        proposals = []
        for value, score in zip(self.scheme.values, scores, strict=True):
            if not score or value.replaced_by:
                continue
            probability = _probability(self._measured, score)
            accepted = self._accepts(value.value, score)
            if not accepted and probability < _LEAST:
                continue
            evidence = self._rules.explain(unit, value.value)
            proposal = TagProposal(
                value.value,
                probability,
                accepted,
                self._rules.name,
                evidence.reason if evidence else "",
                evidence.span if evidence else None,
            )
            proposals.append(proposal)
        return proposals

    def _accepts(self, value: str, score: float) -> bool:
        if self.scheme.accept == "rules":
            return score >= _BY_RULES
        threshold = self._measured.threshold(value) if self._measured else None
        return threshold is not None and score >= threshold


def _probability(measured: Measured | None, score: float) -> float:
    """The share of right values at a score; the score itself where nothing was measured."""
    if measured is None:
        return float(score)
    scores = [point[0] for point in measured.points]
    shares = [point[1] for point in measured.points]
    return float(np.interp(score, scores, shares))
