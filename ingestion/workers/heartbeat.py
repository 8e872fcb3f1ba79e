"""Reports that work on one input progresses, so that a limit on time can hold for each step.

A scanned book takes minutes, page by page, and that is no reason to wait minutes for a file that
hangs. The process that supervises listens, and the work calls `beat` after each step of which there
is a bounded number. Set aside: a limit that grows with the file, since a hostile file claims any
number of pages; and pages as inputs of their own, which would need a second way from files to
documents.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

_listener: ContextVar[Callable[[], None] | None] = ContextVar("heartbeat", default=None)


def listen(listener: Callable[[], None]) -> None:
    """Have a function called at each beat, from now on, in this context.

    Args:
        listener: The function.
    """
    _listener.set(listener)


def beat() -> None:
    """Report that a step of the present input is done."""
    listener = _listener.get()
    if listener is not None:
        listener()
