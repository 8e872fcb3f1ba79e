"""Records ⇄ JSON, driven by the annotations of the records, so that no field is listed twice.

msgspec reads and writes dataclasses, enumerations and named tuples as they stand. Three others were
set aside: a walk over `dataclasses.fields` in Python had become a third of a load's own cost; a
catalog outlives the code that wrote its pickles; models of pydantic would have to be written beside
the records (docs/adr/0007-records-through-msgspec.md).
"""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return a record, or anything made of records, as JSON values.

    Args:
        value: Dataclasses, named tuples, enumerations, and containers of them.

    Returns:
        Objects for dataclasses, lists for tuples, values for enumerations.
    """
    return msgspec.json.decode(msgspec.json.encode(value))


def from_json(cls: type[T], value: Any) -> T:
    """Return the record that `to_json` made a value from.

    Args:
        cls: The class of the record.
        value: The JSON values; keys that `cls` does not know are ignored.

    Returns:
        An instance of `cls`.
    """
    return msgspec.convert(value, cls)


def dumps(value: Any) -> str:
    """Return one line of JSON, as the export and the catalog write it.

    Args:
        value: As of `to_json`.

    Returns:
        The JSON without a newline.
    """
    return msgspec.json.encode(value).decode()


def pack(record: Any) -> bytes:
    """Return a record as compressed JSON; the text of a law shrinks to a fifth.

    Args:
        record: The record.

    Returns:
        The bytes that `unpack` reads.
    """
    return zlib.compress(msgspec.json.encode(record), 1)


def unpack(cls: type[T], body: bytes) -> T:
    """Return the record that `pack` made bytes from.

    Args:
        cls: The class of the record.
        body: The bytes.

    Returns:
        An instance of `cls`.
    """
    return msgspec.json.decode(zlib.decompress(body), type=cls)
