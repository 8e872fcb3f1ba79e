"""Writing schemes: as the values of a YAML file, and as the hash by which a change is seen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import yaml

from tagging.schemes.scheme import Scheme

_WIDTH = 100


def scheme_data(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as a file has it.

    Args:
        scheme: The scheme.

    Returns:
        The fields, without those that have their default, and without the hash.
    """
    data = _data(scheme)
    data.pop("hash", None)
    return data


def scheme_hash(scheme: Scheme) -> str:
    """Return the hash of what a scheme says.

    Comments, the order of fields and the way of writing do not count, so that a scheme keeps its
    hash through an export and an import.

    Args:
        scheme: The scheme.

    Returns:
        32 hexadecimal digits.
    """
    text = json.dumps(scheme_data(scheme), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def to_yaml(scheme: Scheme) -> str:
    """Write a scheme as YAML.

    Args:
        scheme: The scheme.

    Returns:
        The text of a scheme file.
    """
    text: str = yaml.safe_dump(
        scheme_data(scheme),
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )
    return text


def _data(record: Any) -> dict[str, Any]:
    """Return the fields of a record that differ from their default."""
    data = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        data[field.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _data(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
