"""The default embedder: a text encoder in ONNX format, run by ONNX Runtime on the processor.

It uses as many processes as cores. torch was set aside: 5 GB to install, and a third of the speed
on two cores. Padding into batches was set aside too, see `OnnxSession`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UsageError
from corpus.hashing import stage_key
from indexing.models import InstalledModel, verify
from indexing.onnx._pool import OnnxPool
from indexing.onnx._session import OVERLAP, OnnxSession

VERSION = 1
"""Raise it with any change of this code that changes a vector."""

POOL_FROM = 32
"""With fewer texts no worker processes are used: they take half a second to load the weights."""


class OnnxEmbedder:
    """Embeds with an installed model; weights are loaded and processes started when first needed.

    A vector has the same bits whichever process computes it. Several threads may call it: questions
    run side by side, calls for passages one after the other.
    """

    def __init__(
        self,
        model: InstalledModel,
        *,
        processes: int = 0,
    ) -> None:
        """Embed with `model`.

        Args:
            model: The installed model.
            processes: Number of processes: 0 is one for each core, 1 is only this process.

        Raises:
            UsageError: The number is negative.
        """
        if processes < 0:
            raise UsageError(
                f"the number of processes can't be {processes}",
                remedy="give 0 for one a core, or 1 and more",
            )
        self._model = model
        self._processes = processes or available_cores()
        self._pool: OnnxPool | None = None
        self._pool_lock = Lock()
        self._session_lock = Lock()
        self._loaded: OnnxSession | None = None

    @property
    def name(self) -> str:
        """The model's name in the registry."""
        return self._model.spec.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._model.spec.dimension

    @property
    def instruction(self) -> str:
        """Text before a question, see `Embedder`."""
        return self._model.spec.query_prefix

    @cached_property
    def fingerprint(self) -> str:
        """Name and hash of all that decides about a vector, the files' checksums first.

        Weights from another origin, or a new conversion, are another model, even under the same
        name. The files are read (24 MB: 0.02 s) and compared with the manifest first.

        Raises:
            ModelUnavailable: The files have changed since they were installed.
        """
        verify(self._model)
        spec = self._model.spec
        files = {name: file.sha256 for name, file in self._model.files.items()}
        key = stage_key(
            "onnx",
            VERSION,
            files,
            spec.pooling,
            spec.query_prefix,
            spec.max_tokens,
            OVERLAP,
        )
        return f"{self.name}-{key[:12]}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of passages, see `Embedder`.

        Args:
            texts: The passages.

        Returns:
            `len(texts)` × `dimension`.

        Raises:
            LexopsError: A worker process died; the next call starts new ones.
        """
        if self._processes == 1 or len(texts) < POOL_FROM:
            vectors = np.empty((len(texts), self.dimension), np.float32)
            for row, text in enumerate(texts):
                vectors[row] = self._session.embed(text)
            return vectors
        with self._pool_lock:
            return self._embed_in_pool(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, see `Embedder`; always computed in this process.

        Args:
            text: The question.

        Returns:
            `dimension` numbers.
        """
        return self._session.embed(text, self._model.spec.query_prefix)

    def close(self) -> None:
        """End the worker processes and free the weights."""
        with self._pool_lock:
            self._close_pool()
        self._loaded = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _session(self) -> OnnxSession:
        with self._session_lock:
            if self._loaded is None:
                self._loaded = OnnxSession(
                    self._model.folder, max_tokens=self._model.spec.max_tokens
                )
            return self._loaded

    def _embed_in_pool(self, texts: Sequence[str]) -> NDArray[np.float32]:
        spec = self._model.spec
        if self._pool is None:
            self._pool = OnnxPool(
                self._model.folder,
                max_tokens=spec.max_tokens,
                dimension=spec.dimension,
                processes=self._processes,
            )
        try:
            return self._pool.embed(texts)
        # Also Ctrl-C: an answer may be half read, and would count as the next question's answer.
        except BaseException:
            self._close_pool()
            raise

    def _close_pool(self) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
