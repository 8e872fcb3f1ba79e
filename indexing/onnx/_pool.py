"""Worker processes that embed passages.

There is one for each core, with one thread and its own copy of the weights.
"""

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
"""Texts in one message: about 0.2 s of work.

So no worker waits long for the last one, and the pipes cost nothing."""


class OnnxPool:
    """Starts its workers at once, and gives each free worker more texts.

    Only one thread at a time may use it.
    """

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
        """Return the vectors of the texts, in their order: `len(texts)` × dimension.

        Memory: the answer, and one chunk for each worker.

        Raises:
            LexopsError: A worker died; the pool cannot be used afterwards.
        """
        vectors = np.empty((len(texts), self._dimension), np.float32)
        chunks = _chunks(len(texts))

        def work(worker: _Worker) -> None:
            while True:
                try:
                    rows = chunks.popleft()
                except IndexError:
                    return
                chunk = [texts[row] for row in rows]
                vectors[rows.start : rows.stop] = worker.embed(chunk, self._dimension)

        with ThreadPoolExecutor(len(self._workers), "embed") as threads:
            futures = [threads.submit(work, worker) for worker in self._workers]
            try:
                for future in futures:
                    future.result()
            finally:
                # After an error or Ctrl-C no worker begins another chunk.
                chunks.clear()
        return vectors

    def close(self) -> None:
        """End the workers; they have nothing that could be lost."""
        for worker in self._workers:
            worker.close()


def _chunks(count: int) -> deque[range]:
    """Return the rows of each chunk, in order."""
    starts = range(
        0,
        count,
        CHUNK,
    )
    return deque(range(start, min(start + CHUNK, count)) for start in starts)


class _Worker:
    """One process, and the two pipes to it."""

    def __init__(
        self,
        folder: Path,
        max_tokens: int,
    ) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        # With -P nothing is imported from the current folder. The worker gets our sys.path.
        command = [
            sys.executable,
            "-P",
            "-m",
            "indexing.onnx._worker",
            str(folder),
            str(max_tokens),
        ]
        python_path = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(  # noqa: S603  (our own command)
            command,
            env={**os.environ, "PYTHONPATH": python_path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def embed(
        self,
        texts: Sequence[str],
        dimension: int,
    ) -> NDArray[np.float32]:
        """Return vectors of a few texts; raise LexopsError when the process dies."""
        questions = self._process.stdin
        answers = self._process.stdout
        assert questions is not None
        assert answers is not None
        try:
            questions.write(json.dumps(list(texts)).encode() + b"\n")
            questions.flush()
        except BrokenPipeError:
            raise self._died() from None
        size = len(texts) * dimension * np.dtype(np.float32).itemsize
        answer = answers.read(size)
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
        output = self._errors.read().decode(errors="replace").strip()
        last_line = output.rpartition("\n")[2]
        reason = f"ended with status {status}"
        if status < 0:
            reason = f"was killed by signal {-status}"
        if last_line:
            reason = f"{reason}: {last_line}"
        return LexopsError(
            f"a process that computes embeddings {reason}",
            remedy="run again, with fewer processes if memory is short: each takes about 250 MB",
        )
