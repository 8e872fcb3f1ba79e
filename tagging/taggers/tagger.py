"""The Protocol that every tagger implements. `tagging.testing` has its battery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpus.records import Span
from tagging.schemes import Scheme
from tagging.units import Labels, Scores, TextUnit


@dataclass(frozen=True, slots=True)
class TagEvidence:
    """Why a tagger gives a value.

    Attributes:
        reason: The words for people: the rule, the strongest features, or the nearest examples.
        span: The words of the text that decide; None where no single place does.
    """

    reason: str
    span: Span | None = None


class Tagger(Protocol):
    """Scores each value of a scheme for each text.

    A tagger is made for one scheme. Its scores are comparable within one value. They are no
    probabilities: `tagging.calibration` makes these.
    """

    name: str
    """The name in `TagProposal.method` and in messages: lower case, no blanks."""

    scheme: Scheme
    """The scheme whose values are scored, in the order of `scheme.values`."""

    needs_training: bool
    """Whether `fit` must be called before `score`."""

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Learn from labelled texts. Rules learn nothing.

        Args:
            units: The texts.
            labels: Their labels.

        Raises:
            TrainingError: The data cannot train this tagger.
        """

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value; finite; higher is surer.
        """

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Say why a text gets a value.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The evidence; None where this tagger says nothing for the value.
        """

    def state(self) -> dict[str, Any]:
        """Return what `fit` learned, in types that skops stores without pickle."""

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned."""
