"""`lexops dev`: Dagster's UI, its schedules and its queue of runs, on this machine only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from configs.settings import Settings
from pipelines._instance import configure
from storage.home import Home

_PATIENCE = 30.0  # seconds for Dagster's processes to end


def serve_ui(settings: Settings, home: Home, *, host: str = "127.0.0.1", port: int = 3000) -> int:
    """Run Dagster's web server, which knows no users, and its daemon until they end, or until Ctrl-C or SIGTERM; the exit status.

    Runs that are launched there write to this home under this profile, under the same lock. Raises HomeError.
    Only for the main thread, since it listens to signals.
    """
    home.make()  # without the lock: runs take it for themselves, and one may be watched that is under way
    configure(home)
    nowhere = (
        home.dagster / "dev"
    )  # Dagster imports from where it stands: a folder named like a room would be in the way
    nowhere.mkdir(exist_ok=True, mode=0o700)
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home.dagster),
        "LEXOPS_HOME": str(home.root),
        "LEXOPS_PROFILE": settings.profile,
    }
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "dagster",
        "dev",
        "-m",
        "pipelines.definitions",
        "-h",
        host,
        "-p",
        str(port),
    ]
    with _interruptible():
        process = subprocess.Popen(command, env=environment, cwd=nowhere)  # noqa: S603 - our own interpreter
        try:
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _end(process)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let both signals raise KeyboardInterrupt, here and in the children: a shell that starts us with `&` has one ignored."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {one: signal.signal(one, interrupt) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Dagster ends its own children when it is interrupted; from a terminal it was, together with us."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
