"""A table of TOML to a frozen dataclass, by its annotations; an error is reported in one line."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from corpus.errors import UnknownValue, UsageError

T = TypeVar("T")

_TYPE_NAMES = {
    int: "a whole number",
    float: "a number",
    str: "a text in quotes",
    bool: "true or false",
}


def build(
    cls: type[T],
    table: Mapping[str, Any],
    where: str = "",
) -> T:
    """Build the dataclass that a table describes; keys that are left out have their default.

    Args:
        cls: The dataclass.
        table: Values by key, as read from TOML.
        where: The table's name, for messages.

    Returns:
        An instance of `cls`.

    Raises:
        UnknownValue: If a key is not a field, or a value is outside a closed list.
        UsageError: If a value has the wrong type or lies outside its range.
    """
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    allowed = [field.name for field in fields]
    values = {}
    for key, value in table.items():
        if key not in allowed:
            what = f"setting in [{where}]" if where else "setting"
            raise UnknownValue(what, key, allowed)
        setting = f"{where}.{key}" if where else key
        values[key] = _value(
            hints[key],
            value,
            setting,
        )
    return cls(**values)


def _value(
    hint: Any,
    value: Any,
    setting: str,
) -> Any:
    """The value of a setting, as its annotation wants it."""
    hint = _without_none(hint)
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise UsageError(f"{setting} must be a table: [{setting}]")
        return build(hint, value, setting)
    if origin is Mapping:  # tables by names that the user chose
        return _tables(arguments[1], value, setting)
    if origin is tuple:
        if not isinstance(value, list):
            raise UsageError(f"{setting} must be a list, not {value!r}")
        return tuple(
            _scalar(
                arguments[0],
                item,
                setting,
            )
            for item in value
        )
    if origin is typing.Literal:
        if value not in arguments:
            raise UnknownValue(setting, value, arguments)
        return value
    return _scalar(hint, value, setting)


def _without_none(hint: Any) -> Any:
    """`X` for `X | None`: TOML has no null, so a value is an `X`."""
    if typing.get_origin(hint) not in (
        typing.Union,
        types.UnionType,
    ):
        return hint
    (inner,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    return inner


def _tables(
    hint: Any,
    value: Any,
    setting: str,
) -> dict[str, Any]:
    """Tables by the names that the user gave them."""
    if not isinstance(value, Mapping):
        raise UsageError(f"{setting} must be tables: [{setting}.NAME]")
    return {
        name: _value(
            hint,
            inner,
            f"{setting}.{name}",
        )
        for name, inner in value.items()
    }


def _scalar(
    hint: type,
    value: Any,
    setting: str,
) -> Any:
    """A single value. Its type has to be exact: a bool is an int to Python."""
    if hint is float and type(value) is int:
        return _as_float(value, setting)
    if type(value) is not hint:
        raise UsageError(f"{setting} must be {_TYPE_NAMES[hint]}, not {value!r}")
    return value


def _as_float(value: int, setting: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise UsageError(f"{setting} can't be so large a number") from error
