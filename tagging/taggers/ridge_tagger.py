"""What the taggers that learn by ridge regression have in common: how they are fitted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

import numpy as np

from tagging.schemes import Scheme
from tagging.taggers.learning import check_training
from tagging.taggers.ridge import Matrix, thin
from tagging.units import Labels, Scores, TextUnit


class RidgeTagger:
    """Learns from as many texts as a regression can take, and scores each without its document."""

    needs_training = True

    def __init__(self, scheme: Scheme) -> None:
        """Make an untrained tagger.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self.held_out: Scores = np.zeros((0, len(scheme.values)))
        """After `fit`: the scores of each text by a tagger without the document of the text."""

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Learn from labelled texts, and score each of them without its document.

        Args:
            units: The texts.
            labels: Their labels.

        Raises:
            TrainingError: The data has no text, one document, or no value with both answers.
        """
        check_training(units, labels)
        kept = thin(labels)
        learned = self._learn([units[row] for row in kept], labels[kept])
        self.held_out = np.zeros((len(units), labels.shape[1]))
        self.held_out[kept] = learned
        left = sorted(set(range(len(units))) - set(kept))
        self.held_out[left] = self.score([units[row] for row in left])

    @abstractmethod
    def _learn(self, texts: Sequence[TextUnit], labels: Labels) -> Matrix:
        """Learn from texts; return the scores of each by a regression without its document."""

    @abstractmethod
    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value.
        """
