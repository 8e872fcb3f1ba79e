"""One writer for a home, whether it is the command line, a run of the UI or a schedule.

The lock is the operating system's (`flock` through filelock), so it is free the moment its owner
dies, however it dies. A file with a process id was set aside: ids are reused, and a dead writer
would block a home for ever. Who holds the lock is written beside it, for the message only.
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

from corpus.disk import explain_disk_errors
from corpus.errors import HomeLocked


@dataclass(frozen=True, slots=True)
class WriterLock:
    """Who writes to a home.

    Attributes:
        pid: The process id.
        command: What the process does.
        since: Since when (ISO, UTC).
    """

    pid: int
    command: str
    since: str


@contextmanager
def writer_lock(
    path: Path,
    command: str,
    patience: float = 0,
) -> Iterator[WriterLock]:
    """Hold a lock. It is not reentrant.

    Args:
        path: The file of the lock.
        command: What this process does, for the messages of others.
        patience: How many seconds to wait for another holder.

    Yields:
        What others see of this process.

    Raises:
        HomeLocked: If another process still holds it; it names process, command and time.
        HomeError: If the file can't be used.
    """
    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        with explain_disk_errors(path):
            lock.acquire(timeout=patience)
    except Timeout as error:
        raise HomeLocked(
            _message(current_writer(path)), remedy="wait until it has finished, or end it"
        ) from error
    try:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        writer = WriterLock(os.getpid(), command, now)
        described = json.dumps(asdict(writer), ensure_ascii=False)
        with explain_disk_errors(path):
            _beside(path).write_text(described, encoding="utf-8")
        yield writer
    finally:
        _beside(path).unlink(missing_ok=True)
        lock.release()


def current_writer(path: Path) -> WriterLock | None:
    """Return who holds a lock.

    Args:
        path: The file of the lock.

    Returns:
        The holder; None where there is none, or where it has not yet described itself.
    """
    try:
        described = _beside(path).read_text(encoding="utf-8")
        return WriterLock(**json.loads(described))
    # The holder writes or removes the file at this very moment.
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _message(writer: WriterLock | None) -> str:
    if writer is None:
        return "another process writes to this home"
    return f"process {writer.pid} (`{writer.command}`) writes to this home since {writer.since}"
