"""Moves all places of a record: a part of a file counts its characters from its own start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from msgspec import Struct, structs

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
    if isinstance(value, Struct):
        return structs.replace(value, **_moved_fields(value, value.__struct_fields__, offset))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names = [field.name for field in fields(value)]
    return replace(value, **_moved_fields(value, names, offset))


def _moved_fields(
    value: Any,
    names: Iterable[str],
    offset: int,
) -> dict[str, Any]:
    """The fields of a record that hold places, moved."""
    moved: dict[str, Any] = {}
    for name in names:
        old = getattr(value, name)
        if name in ("start", "end") and isinstance(old, int):
            moved[name] = old + offset
        elif isinstance(old, (tuple, Struct)) or is_dataclass(old):
            moved[name] = _shifted(old, offset)
    return moved
