"""How long work on one input says that it is getting on, so that a limit on time can be one for each step.

A scanned book takes minutes, page by page, and is no reason to wait minutes for a file that hangs. Whoever watches listens; who
works beats after each step of which there are boundedly many. Set aside: a limit that grows with the file, since a hostile file says any
number of pages; and pages as inputs of their own, which would need a second way from files to documents.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

_listener: ContextVar[Callable[[], None] | None] = ContextVar("heartbeat", default=None)


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called at each beat, from now on, in this context."""
    _listener.set(listener)


def beat() -> None:
    """Say that a step of the input at hand is done."""
    if listener := _listener.get():
        listener()
