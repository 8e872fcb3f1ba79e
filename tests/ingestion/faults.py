"""Functions for workers that do what broken parsers do."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from corpus.errors import BadInput
from ingestion.workers.heartbeat import beat

_kept: list[bytes] = []


def act(what: str) -> object:  # noqa: C901, PLR0912  # a list of faults
    if what == "beat":  # longer than the limit, in steps of which each is in time
        for _ in range(3):
            time.sleep(0.7)
            beat()
    elif what == "sleep":
        time.sleep(60)
    elif what == "exit":
        os._exit(3)
    elif what == "segfault":
        ctypes.string_at(0)
    elif what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "allocate at once":
        return len(b"x" * (4 * 1024**3))
    elif what == "abort for want of memory":  # as Rust does
        os.write(2, b"memory allocation of 4278190080 bytes failed\n")
        os.abort()
    elif what == "OpenCV":
        raise ArithmeticError(
            "OpenCV(4.12.0) error: (-4:Insufficient memory) Failed to allocate 9 bytes in function 'OutOfMemoryError'"
        )
    elif what == "allocate slowly":
        hoard = []
        while True:
            hoard.append(b"x" * (32 * 1024**2))
    elif what == "raise":
        raise ValueError("第三条 is missing")
    elif what == "recurse":
        return act(what)
    elif what == "bad input":
        raise BadInput("empty", "nothing in it")
    elif what == "unpicklable":
        return lambda: None
    elif what == "print":
        sys.stdout.write("noise from a library")
    elif what == "keep 160 MB":
        _kept.append(b"x" * (160 * 1024**2))
    elif what == "need 380 MB":
        return len(b"x" * (380 * 1024**2))
    elif what == "litter":
        return str(Path(tempfile.mkdtemp(prefix="lexops-")).resolve())
    elif what == "litter and die":
        tempfile.mkdtemp(prefix="lexops-")
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "pid":
        return os.getpid()
    elif what == "big":
        return "法" * 5_000_000
    return what


def broken_initializer() -> None:
    raise RuntimeError("no dictionary")


def deadly_initializer() -> None:
    os._exit(7)
