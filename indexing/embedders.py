"""Opens an embedder by its name: the one place that knows them all."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ModelUnavailable, UnknownValue
from indexing.embedder import Embedder
from indexing.models import DEFAULT_MODEL, MODELS, installed

HASHING = "hashing"

EMBEDDERS = (*MODELS, HASHING)
"""The names that `open_embedder` knows."""


def open_embedder(
    name: str = DEFAULT_MODEL, *, root: Path | None = None, processes: int = 0
) -> Embedder:
    """The embedder of that name; `root` is the folder of models (default: `models_dir()`).

    `processes`: how many embed passages, 0 = one a core. Cheap: weights are loaded when first needed. Raises UnknownValue,
    and ModelUnavailable when the model is not installed.
    """
    if name not in EMBEDDERS:
        raise UnknownValue("embedder", name, EMBEDDERS)
    if name == HASHING:
        from indexing.hashing_embedder import HashingEmbedder

        return HashingEmbedder()
    model = installed(name, root)
    if model is None:
        raise ModelUnavailable(
            f"the embedding model {name} is not installed",
            remedy=f"run `lexops models fetch {name}`",
        )
    from indexing.onnx.embedder import OnnxEmbedder

    return OnnxEmbedder(model, processes=processes)
