"""Records ⇄ JSON values, driven by the records' own annotations, so that no field is listed twice.

`pickle` was set aside because a catalog outlives the code that wrote it; `pydantic` because this room is standard library only.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_json(value: Any) -> Any:
    """A record, or anything made of records, as JSON values: dataclasses become objects, tuples lists, enums their values."""
    if type(value) in _PLAIN:  # most of a record; the questions below are slow
        return value
    if dataclasses.is_dataclass(value):
        return {name: to_json(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type]
    if isinstance(value, Mapping):
        return {key: to_json(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def from_json(cls: type[T], value: Any) -> T:
    """The record of class `cls` that `to_json` made `value` from; keys that `cls` does not know are ignored."""
    return typing.cast("T", _reader(cls)(value))  # type: ignore[arg-type]


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not types.NoneType)
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if origin is tuple and args[1:] == (...,):
        read = _reader(args[0])
        return lambda value: tuple(read(one) for one in value)
    if origin is tuple:
        return tuple
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        return lambda value: hint(*value)
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        reads = [(name, _reader(hints[name])) for name in _names(hint)]  # type: ignore[arg-type]
        return lambda value: hint(**{name: read(value[name]) for name, read in reads if name in value})  # type: ignore[operator]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda value: value
