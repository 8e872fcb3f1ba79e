"""A table of TOML to a frozen dataclass, by the dataclass's own annotations; what is wrong is said in one line."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from corpus.errors import UnknownValue, UsageError

T = TypeVar("T")


def build(cls: type[T], table: Mapping[str, Any], where: str = "") -> T:
    """The dataclass that `table` describes; keys left out have their default.

    Raises UnknownValue for a key or a value outside a closed list, UsageError for a value of the wrong type. `where` is the
    table's name in messages.
    """
    hints = typing.get_type_hints(cls)
    allowed = [one.name for one in dataclasses.fields(cls)]  # type: ignore[arg-type]
    for key in table:
        if key not in allowed:
            raise UnknownValue(f"setting in [{where}]" if where else "setting", key, allowed)
    return cls(
        **{
            key: _value(hints[key], value, f"{where}.{key}" if where else key)
            for key, value in table.items()
        }
    )


def _value(hint: Any, value: Any, where: str) -> Any:
    if typing.get_origin(hint) in (
        typing.Union,
        types.UnionType,
    ):  # X | None: TOML has no null, so a value is an X
        (hint,) = (one for one in typing.get_args(hint) if one is not types.NoneType)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, Mapping):
            raise UsageError(f"{where} must be a table: [{where}]")
        return build(hint, value, where)
    if typing.get_origin(hint) is Mapping:  # of tables by names that somebody chose
        if not isinstance(value, Mapping):
            raise UsageError(f"{where} must be tables: [{where}.NAME]")
        return {
            name: _value(typing.get_args(hint)[1], inner, f"{where}.{name}")
            for name, inner in value.items()
        }
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise UsageError(f"{where} must be a list, not {value!r}")
        return tuple(_scalar(typing.get_args(hint)[0], one, where) for one in value)
    if typing.get_origin(hint) is typing.Literal:
        if value not in typing.get_args(hint):
            raise UnknownValue(where, value, typing.get_args(hint))
        return value
    return _scalar(hint, value, where)


def _scalar(hint: type, value: Any, where: str) -> Any:
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:  # exactly: a bool is an int to Python
        raise UsageError(f"{where} must be {_NAMES[hint]}, not {value!r}")
    return value


_NAMES = {int: "a whole number", float: "a number", str: "a text in quotes", bool: "true or false"}
