"""A worker process as its owner sees it: start it, give it arguments, watch it, end it."""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing import Pipe
from pathlib import Path
from typing import IO, Any

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.workers._serving import BEAT

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from ingestion.workers._serving import serve; serve(*map(int, sys.argv[2:]))"
_ISOLATED = ("-I", "-X", "utf8")
"""No code of the current folder, of the environment or of the user's own packages is imported, and
names of files are UTF-8 whatever the locale."""
_TICK = 0.05  # seconds between two looks at a busy worker's memory
_START_SECONDS = 120.0  # a worker on a very busy machine has to be up by then
# share of the memory limit at which an idle worker is replaced, lest the next input pays for the
# ones before
_TIRED = 0.5
_LAST_WORDS = 400  # bytes of what a dying worker wrote
_NO_MEMORY = re.compile(
    rb"memory allocation of \d+ bytes failed|std::bad_alloc"
)  # the last words of libraries in Rust and C++
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}  # there is a worker for each core


class WorkerProcess:
    """One process, its pipe, its folder for temporary files, and what it writes to stderr.

    Ends with the thread that made it, or by `end`.

    Raises RuntimeError where the process does not come up, or its initializer fails: that is no
    input's fault.
    """

    def __init__(
        self,
        work: bytes,
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `end`
        # its own, so that nothing is left of a worker that was killed in the middle; a program that
        # it started may still write there
        self._folder = tempfile.TemporaryDirectory(prefix="lexops-", ignore_cleanup_errors=True)
        self._connection, theirs = Pipe()
        try:
            self._process = self._started(theirs.fileno())
        finally:
            theirs.close()
        self._fit = True
        try:
            self._connection.send_bytes(work)
            self._wait(_START_SECONDS, threading.Event())
            problem = self._connection.recv()
        except (BadInput, EOFError, OSError) as error:
            problem = self._cause_of_death() or str(error)
        if problem:
            self.end()
            raise RuntimeError(f"a worker process can't start: {problem}")

    def run(
        self,
        argument: Any,
        closing: threading.Event,
    ) -> Any:
        """The function's result for an argument, or the BadInput that became of it."""
        request = pickle.dumps(argument, pickle.HIGHEST_PROTOCOL)
        try:
            self._connection.send_bytes(request)
            while (answer := self._answer(closing)) == BEAT:
                pass
            result = pickle.loads(answer)  # noqa: S301  # from our own process
        except BadInput as overstepped:
            self._fit = False
            return overstepped
        except (EOFError, OSError):
            self._fit = False
            cause = self._cause_of_death() or "the process that read it closed the pipe"
            return BadInput("memory" if _NO_MEMORY.search(self._written()) else "crashed", cause)
        if isinstance(result, BadInput) and result.code == "memory":
            self._fit = False  # whatever else was in it may be half done
        return result

    def is_fit(self) -> bool:
        """Whether the process lives, and is small enough to take another input."""
        return (
            self._fit
            and self._process.poll() is None
            and self._memory() < _TIRED * self._limits.max_memory_bytes
        )

    def end(self) -> None:
        """Kill the process if it still runs, and give back what it held."""
        self._process.kill()
        self._process.wait()
        self._connection.close()
        self._words.close()
        self._folder.cleanup()

    def _started(self, descriptor: int) -> subprocess.Popen[bytes]:
        numbers = (descriptor, os.getpid(), self._limits.max_memory_bytes)
        return subprocess.Popen(  # noqa: S603  # this very interpreter, with our own module
            [
                sys.executable,
                *_ISOLATED,
                "-c",
                _START,
                json.dumps([folder for folder in sys.path if Path(folder).is_absolute()]),
                *map(str, numbers),
            ],
            pass_fds=(descriptor,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a library that prints must not end up in a command's JSON
            stderr=self._words,
            env={**os.environ, **_ONE_THREAD, "TMPDIR": self._folder.name},
        )

    def _answer(self, closing: threading.Event) -> bytes:
        """A result, or a beat: the limit on time holds up to each.

        Raises BadInput `timeout`, `memory`.
        """
        self._wait(self._limits.max_seconds, closing)
        return self._connection.recv_bytes()

    def _wait(
        self,
        seconds: float,
        closing: threading.Event,
    ) -> None:
        """Until the worker has said something, or is gone. Raises BadInput `timeout`, `memory`."""
        deadline = time.monotonic() + seconds
        while not self._connection.poll(_TICK):
            if closing.is_set():
                raise EOFError
            if time.monotonic() > deadline:
                raise BadInput("timeout", f"not done after {seconds:g} s")
            if (memory := self._memory()) > self._limits.max_memory_bytes:
                raise BadInput(
                    "memory", f"{memory} bytes in use, the limit is {self._limits.max_memory_bytes}"
                )

    def _memory(self) -> int:
        """Return the resident bytes; 0 where the system does not report them.

        Then the limit that the worker set itself must do.
        """
        try:
            return (
                int(Path(f"/proc/{self._process.pid}/statm").read_bytes().split()[1]) * _PAGE_SIZE
            )
        except (OSError, IndexError):
            return 0

    def _cause_of_death(self) -> str:
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return ""
        how = f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        if status == -signal.SIGKILL:
            how += ", as the system does when memory runs out"
        written = self._written()
        # the interpreter's own account begins so, with the innermost frame first; of anything else
        # the end says most
        fatal = written.rfind(b"Fatal Python error")
        words = written[-_LAST_WORDS:] if fatal < 0 else written[fatal : fatal + _LAST_WORDS]
        said = " ".join(words.decode("utf-8", "backslashreplace").split())
        return f"{how}: {said}" if said else how

    def _written(self) -> bytes:
        self._words.seek(0)
        return self._words.read()
