"""One writer a home, whether it is the command line, the UI's run or a schedule.

The lock is the operating system's (`flock` through filelock), so it is free the moment its owner dies, however it dies.
A file that holds a process id and is believed was set aside: ids are reused, and a dead writer would block a home for ever.
Who holds the lock stands beside it, for the message only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.disk import told_by_disk
from corpus.errors import HomeLocked


@dataclass(frozen=True, slots=True)
class WriterLock:
    """Who writes to a home: process id, the command, and since when (ISO, UTC)."""

    pid: int
    command: str
    since: str


@contextmanager
def writer_lock(path: Path, command: str, patience: float = 0) -> Iterator[WriterLock]:
    """Hold the lock `path` as `command`. Not reentrant. Raises HomeLocked with the holder's pid, command and time.

    Who holds it is waited for, `patience` seconds.
    """
    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        with told_by_disk(path):
            lock.acquire(timeout=patience)
    except Timeout as error:
        raise HomeLocked(
            _message(current_writer(path)), remedy="wait until it has finished, or end it"
        ) from error
    try:
        writer = WriterLock(os.getpid(), command, datetime.now(UTC).isoformat(timespec="seconds"))
        with told_by_disk(path):
            _beside(path).write_text(
                json.dumps(asdict(writer), ensure_ascii=False), encoding="utf-8"
            )
        yield writer
    finally:
        _beside(path).unlink(missing_ok=True)
        lock.release()


def current_writer(path: Path) -> WriterLock | None:
    """Who says to hold the lock `path`; None where nobody does, or where it has not yet said so."""
    try:
        return WriterLock(**json.loads(_beside(path).read_text(encoding="utf-8")))
    except (
        FileNotFoundError,
        json.JSONDecodeError,
    ):  # its owner writes or removes it at this very moment
        return None


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _message(writer: WriterLock | None) -> str:
    if writer is None:
        return "another process writes to this home"
    return f"process {writer.pid} (`{writer.command}`) writes to this home since {writer.since}"
