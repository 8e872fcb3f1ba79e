"""Which tagger a scheme has at the moment: its live model, or its rules."""

from __future__ import annotations

from tagging.quantities import QuantityTagger
from tagging.scheme_tagger import SchemeTagger
from tagging.schemes import Scheme
from tagging.untrained import UntrainedTagger


def open_tagger(scheme: Scheme) -> SchemeTagger | None:
    """Return what tags in a scheme.

    Args:
        scheme: The scheme.

    Returns:
        The tagger; None where the scheme has neither a live model nor rules.
    """
    if scheme.method == "quantities":
        return QuantityTagger(scheme)
    if any(value.rules for value in scheme.values):
        return UntrainedTagger(scheme)
    return None
