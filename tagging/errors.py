"""What can go wrong with training and with trained models."""

from __future__ import annotations

from corpus.errors import Refused, UsageError


class TrainingError(UsageError):
    """Labelled texts can't train a model: too few, of one class, of one document, or empty."""


class NotTrained(UsageError):
    """A scheme has no model, and one was asked for."""


class UntrustedModel(Refused):
    """A stored model is damaged, was tampered with, or was made for another scheme."""


class UnusableModel(Refused):
    """The live model of a scheme is damaged, or made for another version of it or other vectors."""
