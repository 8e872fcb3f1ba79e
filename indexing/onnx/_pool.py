"""Worker processes that embed passages: one a core, each with one thread and its own copy of the weights."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LexopsError

CHUNK = 8
"""Texts a message: about 0.2 s of work, so that no worker waits long for the last one, while pipes cost nothing."""


class OnnxPool:
    """Starts its workers at once and deals texts out as they become free. Not for two threads at a time."""

    def __init__(
        self,
        folder: Path,
        *,
        max_tokens: int,
        dimension: int,
        processes: int,
    ) -> None:
        self._dimension = dimension
        self._workers = [_Worker(folder, max_tokens) for _ in range(processes)]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """`len(texts)` × dimension, in order. Raises LexopsError when a worker dies; the pool is of no use afterwards.

        Memory: the answer, and one chunk a worker.
        """
        vectors = np.empty((len(texts), self._dimension), np.float32)
        chunks = deque(
            range(start, min(start + CHUNK, len(texts))) for start in range(0, len(texts), CHUNK)
        )

        def work(worker: _Worker) -> None:
            while True:
                try:
                    rows = chunks.popleft()
                except IndexError:
                    return
                vectors[rows.start : rows.stop] = worker.embed(
                    [texts[row] for row in rows], self._dimension
                )

        with ThreadPoolExecutor(len(self._workers), "embed") as threads:
            try:
                for done in [threads.submit(work, worker) for worker in self._workers]:
                    done.result()
            finally:
                chunks.clear()  # after an error or Ctrl-C nobody starts on another chunk
        return vectors

    def close(self) -> None:
        """End the workers; they hold nothing that could be lost."""
        for worker in self._workers:
            worker.close()


class _Worker:
    """One process, and the two pipes to it."""

    def __init__(self, folder: Path, max_tokens: int) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        self._process = subprocess.Popen(  # noqa: S603  (ourselves)
            # -P: the current folder is no place to import from; sys.path is ours, however this process came by it
            [
                sys.executable,
                "-P",
                "-m",
                "indexing.onnx._worker",
                str(folder),
                str(max_tokens),
            ],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def embed(self, texts: Sequence[str], dimension: int) -> NDArray[np.float32]:
        """Vectors of a few texts; raises LexopsError when the process is dead or dies over it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(list(texts)).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._died() from None
        size = len(texts) * dimension * np.dtype(np.float32).itemsize
        answer = self._process.stdout.read(size)
        if len(answer) < size:
            raise self._died()
        return np.frombuffer(answer, np.float32).reshape(len(texts), dimension)

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()  # closes the pipes and waits
        self._errors.close()

    def _died(self) -> LexopsError:
        status = self._process.wait()
        self._errors.seek(0)
        last = self._errors.read().decode(errors="replace").strip().rpartition("\n")[2]
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return LexopsError(
            f"a process that computes embeddings {how}{f': {last}' if last else ''}",
            remedy="run again, with fewer processes if memory is short: each takes about 250 MB",
        )
