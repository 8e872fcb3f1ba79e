"""Which tagger a scheme has at the moment: its live model, or its rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from corpus.records import TagProposal
from storage.blobs import CorruptBlob
from storage.models import ModelRecord, ModelStore
from tagging.drift import DocumentDrift
from tagging.errors import UnusableModel
from tagging.lay_text import LayTextTagger
from tagging.quantities import QuantityTagger
from tagging.scheme_tagger import SchemeTagger
from tagging.schemes import Scheme
from tagging.units import TextUnit
from tagging.untrained import UntrainedTagger

_TRAIN = "train again with `lexops tags train`, or run `lexops tags retire` to do without a model"


def open_tagger(
    scheme: Scheme,
    models: ModelStore,
    embedder: Callable[[], str],
) -> SchemeTagger | None:
    """Return what tags in a scheme. The bytes of a model are read when the first text comes.

    Args:
        scheme: The scheme.
        models: The trained models.
        embedder: Returns the fingerprint of the embedder whose vectors are at hand. It is called
            for a model that reads vectors.

    Returns:
        The tagger: the live model of the scheme if it has one, else its rules; None where it has
        neither.

    Raises:
        UnusableModel: The live model was made for another version of the scheme, or reads vectors
            of another embedder. Rules do not step in: they would replace tags that are better.
    """
    if scheme.method == "quantities":
        return QuantityTagger(scheme)
    record = models.catalog.models.live(scheme.task)
    if record is not None:
        _check(scheme, record, embedder)
        return _StoredTagger(scheme, models, record)
    if any(value.rules for value in scheme.values):
        return LayTextTagger(UntrainedTagger(scheme))
    return None


def _check(
    scheme: Scheme,
    record: ModelRecord,
    embedder: Callable[[], str],
) -> None:
    model = record.model
    if model.version != scheme.version:
        raise UnusableModel(
            f"the model of {scheme.name} was made for version {model.version} of the scheme, "
            f"which now has version {scheme.version}",
            remedy=_TRAIN,
        )
    if model.embedder and model.embedder != embedder():
        raise UnusableModel(
            f"the model of {scheme.name} reads vectors of {model.embedder}, "
            f"and the archive has those of {embedder()}",
            remedy=_TRAIN,
        )


class _StoredTagger:
    """A model that is loaded when it is first used: an unchanged archive needs none."""

    def __init__(
        self,
        scheme: Scheme,
        models: ModelStore,
        record: ModelRecord,
    ) -> None:
        self.scheme = scheme
        self.fingerprint = f"trained.{record.model.fingerprint}"
        self.needs_vectors = bool(record.model.embedder)
        self._models = models
        self._sha256 = record.model.sha256

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Propose values.

        Raises:
            UntrustedModel: The bytes are no model of the scheme as it is now.
            UnusableModel: The bytes are missing, or were changed.
        """
        return self._loaded.propose(units) if units else []

    def drift_seen(self) -> DocumentDrift | None:
        """Return how the documents that were tagged differ from those of the training."""
        return self._loaded.drift_seen()

    @cached_property
    def _loaded(self) -> SchemeTagger:
        from tagging.model_files import load_model
        from tagging.predicting import TrainedTagger

        try:
            data = self._models.blobs.get(self._sha256)
        except CorruptBlob as error:
            raise UnusableModel(
                f"the stored bytes of the model of {self.scheme.name} are missing or were changed",
                remedy=_TRAIN,
            ) from error
        return TrainedTagger(load_model(data, self.scheme), self._sha256)
