"""Inside a worker process: take an argument from the pipe, run the function, send its result."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from ingestion.workers.heartbeat import listen

BEAT = b""
"""What is sent before a result when the function beats: no pickle is empty."""

_OPENCV_NO_MEMORY = "Insufficient memory"  # whose error is no MemoryError
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def serve(
    descriptor: int,
    parent: int,
    max_memory_bytes: int,
) -> None:
    """Serve the pipe until its other end closes."""
    _die_with(parent)
    faulthandler.enable()  # to stderr, whose end becomes the detail of `crashed`
    connection: Connection[Any, Any] = Connection(descriptor)
    try:
        function, problem = _set_up(connection.recv_bytes())
        connection.send(problem)
        _limit_memory(max_memory_bytes)
        listen(lambda: connection.send_bytes(BEAT))
        while function:
            connection.send_bytes(_outcome(function, connection.recv_bytes()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has closed the pipe and waits for no result


def _set_up(work: bytes) -> tuple[Callable[[Any], Any] | None, str | None]:
    try:
        function, initializer = pickle.loads(work)  # noqa: S301  # from the process that started this one
        if initializer:
            initializer()
    except Exception as error:  # noqa: BLE001  # the parent raises it
        return None, _described(error)
    return function, None


def _outcome(function: Callable[[Any], Any], argument: bytes) -> bytes:
    try:
        return pickle.dumps(function(pickle.loads(argument)), pickle.HIGHEST_PROTOCOL)  # noqa: S301
    except BadInput as error:
        return pickle.dumps(error)
    except MemoryError:
        return pickle.dumps(BadInput("memory", "it asked for more memory than the limit"))
    except Exception as error:  # noqa: BLE001  # whatever a parser raises on a bad file is that file's fault
        out_of_memory = _OPENCV_NO_MEMORY in str(error)
        return pickle.dumps(BadInput("memory" if out_of_memory else "failed", _described(error)))


def _described(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if frames:
        where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name})"
    else:
        where = ""
    return f"{type(error).__name__}: {str(error)[:300]}{where}"


def _die_with(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked for the signal
        os._exit(1)


def _limit_memory(max_memory_bytes: int) -> None:
    """Make one huge request fail as a MemoryError; what grows slowly is seen from outside.

    Linux counts in RLIMIT_DATA what is private and writable; RLIMIT_AS would count what threads
    merely reserve.
    """
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (max_memory_bytes, resource.RLIM_INFINITY))
