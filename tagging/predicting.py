"""A trained model as the pipeline sees it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.records import TagProposal
from tagging.drift import FEATURES, DocumentDrift, compare_profiles, document_profile
from tagging.schemes import Scheme
from tagging.taggers.rules import RuleTagger
from tagging.training import TrainedModel
from tagging.units import TextUnit

_LEAST = 0.2
"""The probability below which a value is not even suggested."""


class TrainedTagger:
    """Proposes values by a trained model."""

    def __init__(self, model: TrainedModel, fingerprint: str) -> None:
        """Take a model.

        Args:
            model: The model.
            fingerprint: The hash of its bytes.
        """
        self.model = model
        self.fingerprint = f"trained.{fingerprint}"
        self.scheme: Scheme = model.scheme
        self.needs_vectors = bool(model.embedder)
        self._rules = RuleTagger(model.scheme)
        self._profiles: list[NDArray[np.float64]] = []

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Propose values.

        Args:
            units: The passages.

        Returns:
            For each passage, its proposals, ordered by the values of the scheme.
        """
        if not units:
            return []
        probabilities = self.model.calibration.apply(self.model.tagger.score(units))
        self._profiles.append(document_profile(units, self._rules))
        return [
            self._of(unit, row.tolist()) for unit, row in zip(units, probabilities, strict=True)
        ]

    def _of(self, unit: TextUnit, chances: Sequence[float]) -> list[TagProposal]:
        proposals = []
        for value, chance, guarantee in zip(
            self.scheme.values,
            chances,
            self.model.guarantees,
            strict=True,
        ):
            if value.replaced_by:
                continue
            threshold = guarantee.threshold
            accepted = threshold is not None and chance >= threshold
            if not accepted and chance < _LEAST:
                continue
            evidence = self.model.tagger.explain(unit, value.value)
            proposals.append(
                TagProposal(
                    value.value,
                    chance,
                    accepted,
                    self.model.tagger.name,
                    evidence.reason if evidence else "",
                    evidence.span if evidence else None,
                )
            )
        return proposals

    def drift_seen(self) -> DocumentDrift:
        """Compare the documents that values were proposed for with those of the training.

        Returns:
            Whether they are of another kind. Then the guarantee does not hold for them.
        """
        none = np.zeros((0, len(FEATURES)))
        return compare_profiles(self.model.profile, np.concatenate([none, *self._profiles]))
