"""Moves all places of a record: a part of a file counts its characters from its own start."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from corpus.records import Span

T = TypeVar("T")


def shifted(value: T, offset: int) -> T:
    """Move all places in a record.

    Args:
        value: A record, or a tuple of records; other values stay.
        offset: By how many characters.

    Returns:
        The same record with its places moved.
    """
    if offset == 0:
        return value
    return _shifted(value, offset)  # type: ignore[no-any-return]


def _shifted(value: Any, offset: int) -> Any:
    if isinstance(value, Span):
        return Span(value.start + offset, value.end + offset)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_shifted(item, offset) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in ("start", "end") and isinstance(old, int):
            changes[field.name] = old + offset
        elif isinstance(old, tuple) or is_dataclass(old):
            changes[field.name] = _shifted(old, offset)
    return replace(value, **changes) if changes else value
