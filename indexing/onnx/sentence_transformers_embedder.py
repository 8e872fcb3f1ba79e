"""Any sentence-transformers model as an embedder, for a GPU or a model of your own.

It needs the extra `transformers`. It is not the default: torch takes 5 GB. Texts are cut at the
model's window, as the library does; `OnnxEmbedder` reads longer texts in several windows.
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
    """Embeds with a sentence-transformers model."""

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
        """Load the model.

        Args:
            model: A name of the hub, a folder, or a SentenceTransformer.
            name: Name of the embedder; by default the folder's or the model's name.
            query_prefix: Text before a question; None is what the model's configuration says.
            passage_prefix: Text before a passage; None is what the model's configuration says.
            batch_size: With 1 a vector does not depend on its neighbours to the last bit. A GPU
                is faster with more, at the price of differences around 1e-6.
            device: Device of torch; None lets the library choose.

        Raises:
            UsageError: The extra `transformers` is not installed.
            ModelUnavailable: The model cannot be loaded.
        """
        if isinstance(model, str | Path):
            self._model = _load(model, device)
            default_name = Path(model).name
        else:
            self._model = model
            default_name = "sentence-transformer"
        self.name = name or default_name
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
        """Name and hash of weights, tokenizer, modules' settings and prefixes, from all weights."""
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
        """Return vectors of passages, see `Embedder`.

        Args:
            texts: The passages.

        Returns:
            `len(texts)` × `dimension`.
        """
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._encode(
            self._model.encode_document,
            texts,
            self._passage_prefix,
        )

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, see `Embedder`.

        Args:
            text: The question.

        Returns:
            `dimension` numbers.
        """
        vector: NDArray[np.float32] = self._encode(
            self._model.encode_query,
            [text],
            self.instruction,
        )[0]
        return vector

    def close(self) -> None:
        """Do nothing: the model is freed with the last reference to it."""

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
        # Tokenizers refuse half a surrogate pair.
        valid = [text.encode(errors="replace").decode() for text in texts]
        with self._lock:
            vectors = encode(
                valid,
                prompt=prefix,
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        vectors = np.asarray(vectors, np.float32)
        lengths = np.linalg.norm(
            vectors,
            axis=1,
            keepdims=True,
        )
        unit_vectors: NDArray[np.float32] = vectors / lengths
        return unit_vectors


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
        reason = str(error).splitlines()[0]
        raise ModelUnavailable(
            f"the sentence-transformers model {model} can't be loaded: {reason}",
            remedy="give a name of the hub that can be reached, or a folder",
        ) from error


def _weights_sha256(model: SentenceTransformer) -> str:
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        numbers = tensor.detach().cpu().contiguous().reshape(-1)
        digest.update(numbers.view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _settings(model: SentenceTransformer) -> list[str]:
    """Return what decides beside the weights: modules and their settings, window and tokenizer."""
    parts: list[Any] = list(model)
    modules = [f"{type(part).__name__} {part.get_config_dict()}" for part in parts]
    # transformers wraps the object of the tokenizers library.
    backend = getattr(
        model.tokenizer,
        "backend_tokenizer",
        model.tokenizer,
    )
    tokenizer = backend.to_str() if hasattr(backend, "to_str") else repr(backend)
    return [
        *modules,
        str(model.max_seq_length),
        tokenizer,
    ]
