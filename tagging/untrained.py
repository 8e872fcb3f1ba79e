"""Tags without training: the rules and examples of the scheme, with what was measured of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.records import TagProposal
from tagging.schemes import Scheme
from tagging.schemes.measured import RuleMeasurements, measured_of
from tagging.taggers.examples import ExampleTagger
from tagging.taggers.rules import RuleTagger
from tagging.taggers.tagger import TagEvidence
from tagging.units import Scores, TextUnit

_VERSION = 2
_LEAST = 0.2
"""The probability below which a value is not even suggested."""

_BY_RULES = 0.5
"""The score from which the rules of a scheme with `accept: rules` give a tag."""


_MANY = 4
"""From how many examples a value the likeness to examples counts beside the rules."""

_LEAST_BY_RULES = 0.05
"""The score by rules below which a value is not considered: likeness alone gives no tag."""

_WEIGHT = 4.0
_NEUTRAL = 0.15
"""How much the likeness to examples counts, in log-odds, and the likeness that says nothing.

Chosen on the labelled passages of `union` that may be looked at; nearby settings do as well.
"""


class UntrainedTagger:
    """Proposes what the rules of a scheme find, more surely where the text is like its examples."""

    needs_vectors = False

    def __init__(self, scheme: Scheme) -> None:
        """Prepare the rules, the examples and their measurements.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self._rules = RuleTagger(scheme)
        self._examples = ExampleTagger(scheme) if _uses_examples(scheme) else None
        self._measured = measured_of(scheme)
        self.fingerprint = f"untrained.{_VERSION}.{self._measured}"

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Propose what rules and examples find.

        Args:
            units: The passages.

        Returns:
            For each passage, its proposals, ordered by the values of the scheme.
        """
        scores = self.score(units)
        return [self._of(unit, row) for unit, row in zip(units, scores, strict=True)]

    def drift_seen(self) -> None:
        """Nothing: there was no training to compare documents with."""

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score passages by rules and examples together.

        Args:
            units: The passages.

        Returns:
            One row a passage, one column a value, each from 0 to 1; 0 where no rule holds.
        """
        scores = self._rules.score(units)
        if self._examples is None:
            return scores
        scores[scores < _LEAST_BY_RULES] = 0
        rows = np.flatnonzero(scores.any(axis=1)).tolist()
        if not rows:
            return scores
        likeness = self._examples.score([units[row] for row in rows])
        found = np.clip(scores[rows], _LEAST_BY_RULES, 1 - 1e-3)
        odds = np.log(found / (1 - found)) + _WEIGHT * (likeness - _NEUTRAL)
        scores[rows] = np.where(scores[rows] > 0, 1 / (1 + np.exp(-odds)), 0)
        return scores

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
                self._reason(unit, value.value, evidence),
                evidence.span if evidence else None,
            )
            proposals.append(proposal)
        return proposals

    def _reason(self, unit: TextUnit, value: str, evidence: TagEvidence | None) -> str:
        """Join the rule and the nearest example in words."""
        example = self._examples.explain(unit, value) if self._examples else None
        return "; ".join(found.reason for found in (evidence, example) if found)

    def _accepts(self, value: str, score: float) -> bool:
        if self.scheme.accept == "rules":
            return bool(score >= _BY_RULES)
        threshold = self._measured.threshold(value) if self._measured else None
        return threshold is not None and bool(score >= threshold)


def _uses_examples(scheme: Scheme) -> bool:
    """Whether likeness counts: the author's word decides alone in a scheme with `accept: rules`."""
    enough = all(len(value.examples) >= _MANY for value in scheme.values)
    return enough and scheme.accept != "rules"


def _probability(measured: RuleMeasurements | None, score: float) -> float:
    """The share of right values at a score; the score itself where nothing was measured."""
    if measured is None:
        return float(score)
    scores = [point[0] for point in measured.points]
    shares = [point[1] for point in measured.points]
    return float(np.interp(score, scores, shares))
