"""Opens an embedder by its name; only this module knows all of them."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ModelUnavailable, UnknownValue
from indexing.embedder import Embedder
from indexing.models import DEFAULT_MODEL, MODELS, installed

HASHING = "hashing"

EMBEDDERS = (*MODELS, HASHING)
"""The names that `open_embedder` knows."""


def open_embedder(
    name: str = DEFAULT_MODEL,
    *,
    root: Path | None = None,
    processes: int = 0,
) -> Embedder:
    """Open the embedder of that name. This is cheap: weights are loaded when first needed.

    Args:
        name: A name of `EMBEDDERS`.
        root: Folder of the installed models; by default `models_dir()`.
        processes: How many processes embed passages; 0 is one for each core.

    Returns:
        The embedder.

    Raises:
        UnknownValue: There is no embedder of that name.
        ModelUnavailable: Its model is not installed.
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
