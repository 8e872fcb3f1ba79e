"""Records ⇄ JSON, driven by the records' own annotations, so that no field is listed twice.

msgspec reads and writes dataclasses, enumerations and named tuples as they stand. A walk over `dataclasses.fields` in Python was set
aside when it had become a third of a load's own cost; `pickle` because a catalog outlives the code that wrote it; `pydantic`
because its models would have to be written beside the records (docs/adr/0007-records-through-msgspec.md).
"""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """A record, or anything made of records, as JSON values: dataclasses become objects, tuples lists, enums their values."""
    return msgspec.json.decode(msgspec.json.encode(value))


def from_json(cls: type[T], value: Any) -> T:
    """The record of class `cls` that `to_json` made `value` from; keys that `cls` does not know are ignored."""
    return msgspec.convert(value, cls)


def dumps(value: Any) -> str:
    """One line of JSON, as the export and the catalog write it."""
    return msgspec.json.encode(value).decode()


def pack(record: Any) -> bytes:
    """A record as compressed JSON; a law's text shrinks to a fifth."""
    return zlib.compress(msgspec.json.encode(record), 1)


def unpack(cls: type[T], body: bytes) -> T:
    """The record of class `cls` that `pack` made `body` from."""
    return msgspec.json.decode(zlib.decompress(body), type=cls)
