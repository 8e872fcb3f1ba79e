"""Any sentence-transformers model as an embedder: for whoever has a GPU, or a model of their own. Extra: `transformers`.

It is not the default: torch weighs 5 GB. Its texts are cut at the model's window, as the library does; `OnnxEmbedder` reads
longer ones in several windows.
"""
# mypy: disable-error-code="no-any-unimported"

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable, UsageError
from corpus.hashing import stage_key

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

VERSION = 1
"""Raise it with any change of this code that changes a vector."""


class SentenceTransformerEmbedder:
    """Embeds with `model`: a name of the hub, a folder, or a SentenceTransformer.

    `query_prefix`, `passage_prefix`: None = what the model's own configuration says. `batch_size`: 1 makes a vector independent of
    its neighbours to the last bit; a GPU wants more, at the price of differences around 1e-6. Raises UsageError without the
    extra, ModelUnavailable when the model can't be loaded.
    """

    def __init__(
        self,
        model: str | Path | SentenceTransformer,
        *,
        name: str | None = None,
        query_prefix: str | None = None,
        passage_prefix: str | None = None,
        batch_size: int = 1,
        device: str | None = None,
    ) -> None:
        self._model = _load(model, device) if isinstance(model, str | Path) else model
        self.name = name or (
            Path(model).name if isinstance(model, str | Path) else "sentence-transformer"
        )
        if query_prefix is None:
            self.instruction = self._model.prompts.get("query") or ""
        else:
            self.instruction = query_prefix
        if passage_prefix is None:
            self._passage_prefix = self._model.prompts.get("document") or ""
        else:
            self._passage_prefix = passage_prefix
        self._batch_size = batch_size
        self._lock = Lock()  # a fast tokenizer of transformers is not safe to share

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or self.embed_query("").size)

    @cached_property
    def fingerprint(self) -> str:
        """Name and hash of the weights, the tokenizer, the modules' settings and the prefixes; reads all weights."""
        prefixes = [self.instruction, self._passage_prefix]
        key = stage_key(
            "sentence-transformers",
            VERSION,
            _weights_sha256(self._model),
            _settings(self._model),
            prefixes,
        )
        return f"{re.sub(r'[^A-Za-z0-9_.-]', '-', self.name)}-{key[:12]}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._encode(self._model.encode_document, texts, self._passage_prefix)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """See `Embedder`."""
        vector: NDArray[np.float32] = self._encode(
            self._model.encode_query, [text], self.instruction
        )[0]
        return vector

    def close(self) -> None:
        """Nothing to give back: the model goes with the last reference to it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _encode(
        self,
        encode: Any,
        texts: Sequence[str],
        prefix: str,
    ) -> NDArray[np.float32]:
        whole = [
            text.encode(errors="replace").decode() for text in texts
        ]  # tokenizers refuse half a surrogate pair
        with self._lock:
            vectors = encode(
                whole,
                prompt=prefix,
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        vectors = np.asarray(vectors, np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _load(model: str | Path, device: str | None) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when the library is imported
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise UsageError(
            "sentence-transformers is not installed", remedy="pip install 'lexops[transformers]'"
        ) from error
    try:
        return SentenceTransformer(str(model), device=device)
    except (OSError, ValueError) as error:  # not found, no network, or no model
        raise ModelUnavailable(
            f"the sentence-transformers model {model} can't be loaded: {str(error).splitlines()[0]}",
            remedy="give a name of the hub that can be reached, or a folder",
        ) from error


def _weights_sha256(model: SentenceTransformer) -> str:
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        digest.update(
            tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
        )
    return digest.hexdigest()


def _settings(model: SentenceTransformer) -> list[str]:
    """What stands beside the weights: each module's type and settings, the window, and the tokenizer."""
    parts: list[Any] = list(model)
    modules = [f"{type(part).__name__} {part.get_config_dict()}" for part in parts]
    backend = getattr(
        model.tokenizer, "backend_tokenizer", model.tokenizer
    )  # transformers wraps what the tokenizers library made
    return [
        *modules,
        str(model.max_seq_length),
        backend.to_str() if hasattr(backend, "to_str") else repr(backend),
    ]
