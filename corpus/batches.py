"""A stream in batches: a bound for memory, a request, or a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Return items in lists; each list is read when it is asked for.

    Args:
        items: The items.
        size: How many items a list has; the last one may be shorter.

    Returns:
        The lists, in order.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
