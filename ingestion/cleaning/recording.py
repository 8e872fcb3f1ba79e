"""Keeps every text that cleaning removes, for a person who compares a file with what was read.

A `Removal` only has counts and one short example, because the catalog stores it with each document.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

_MOST = 100_000  # texts
_MOST_CHARACTERS = 20_000  # of one text


class RemovedText(NamedTuple):
    """A text that cleaning removed.

    Attributes:
        what: What sort of thing it was, as in `Removal.what`.
        text: The text; its beginning where it is very long.
    """

    what: str
    text: str


_record: ContextVar[list[RemovedText] | None] = ContextVar("removed_texts", default=None)


@contextmanager
def record_removed() -> Iterator[list[RemovedText]]:
    """Keep the texts that are removed inside this block.

    Yields:
        The list that takes them, in the order in which they are removed.
    """
    texts: list[RemovedText] = []
    token = _record.set(texts)
    try:
        yield texts
    finally:
        _record.reset(token)


def note_removed(what: str, text: str) -> None:
    """Keep a removed text, where `record_removed` asks for it.

    Args:
        what: What sort of thing it was.
        text: The text; an empty one is not kept.
    """
    texts = _record.get()
    if texts is not None and text and len(texts) < _MOST:
        texts.append(RemovedText(what, text[:_MOST_CHARACTERS]))
