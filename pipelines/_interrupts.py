"""Signals during a job: one error of Dagster for them, split again by the signal."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from corpus.errors import Terminated


@contextmanager
def plain_interrupts() -> Iterator[None]:
    """Turn Dagster's error for a signal into the one that the signal stands for.

    Dagster takes both signals for itself while a job runs, and raises one error for either. The
    interpreter writes the number of each signal to a pipe.

    Raises:
        KeyboardInterrupt: SIGINT came.
        Terminated: SIGTERM came.
    """
    from dagster import DagsterExecutionInterruptedError

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield
    except (DagsterExecutionInterruptedError, KeyboardInterrupt) as interrupted:
        came = b""
        with suppress(BlockingIOError):
            came = os.read(reading, 1024)
        if signal.SIGTERM in came:
            raise Terminated from interrupted
        raise KeyboardInterrupt from interrupted
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)
