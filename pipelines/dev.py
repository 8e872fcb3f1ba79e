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
from pipelines._instance import CODE_LOCATION, configure
from storage.home import Home

_PATIENCE = 30.0  # seconds for Dagster's processes to end


def serve_ui(
    settings: Settings,
    home: Home,
    *,
    host: str = "127.0.0.1",
    port: int = 3000,
) -> int:
    """Run Dagster's web server and its daemon until they end, or until Ctrl-C or SIGTERM.

    The web server knows no users. Runs that are launched there write to this home under this
    profile and the same lock. Only for the main thread, since it listens to signals.

    Args:
        settings: The settings; the profile is passed on.
        home: The home.
        host: The address to listen on.
        port: The port to listen on.

    Returns:
        The exit status of Dagster.

    Raises:
        HomeError: The home cannot be used.
    """
    # Without the lock: runs take it for themselves, and one that is under way may be watched.
    home.make()
    configure(home)
    # Dagster imports from its working folder: a folder there with the name of one of our packages
    # would hide the package.
    nowhere = home.dagster / "dev"
    nowhere.mkdir(exist_ok=True, mode=0o700)
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home.dagster),
        "LEXOPS_HOME": str(home.root),
        "LEXOPS_PROFILE": settings.profile,
        # With -P nothing is imported from a working folder; Dagster's own children obey this.
        "PYTHONSAFEPATH": "1",
    }
    command = [
        sys.executable,
        "-P",
        "-W",
        "ignore",
        "-m",
        "dagster",
        "dev",
        "-m",
        CODE_LOCATION,
        "-h",
        host,
        "-p",
        str(port),
    ]
    with _interruptible():
        process = subprocess.Popen(command, env=environment, cwd=nowhere)  # noqa: S603 - ours
        try:
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _end(process)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let both signals raise KeyboardInterrupt, here and in the children.

    A shell that starts us with `&` ignores one of them.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {
        number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End Dagster, which ends its own children.

    From a terminal it was interrupted together with us.
    """
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
