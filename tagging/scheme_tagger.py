"""What tags passages in one scheme: trained, or untrained. The pipeline knows only this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from corpus.records import TagProposal
from tagging.drift import DocumentDrift
from tagging.schemes import Scheme
from tagging.units import TextUnit


class SchemeTagger(Protocol):
    """Proposes values of one scheme for passages."""

    scheme: Scheme
    """The scheme."""

    fingerprint: str
    """Changes when anything changes that decides the proposals."""

    needs_vectors: bool
    """Whether `TextUnit.vector` is read."""

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Propose values.

        Args:
            units: The passages.

        Returns:
            For each passage, its proposals, ordered by the values of the scheme. A value stands at
            most once.
        """

    def drift_seen(self) -> DocumentDrift | None:
        """Compare the documents that values were proposed for with those of the training.

        Returns:
            Whether they are of another kind; None for a tagger that was not trained.
        """
