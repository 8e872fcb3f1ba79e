"""What the catalog stores of a document or a structure: all of it, packed, beside a few columns.

Packing is apart from the catalog so that a worker process can do it without loading SQLAlchemy:
bytes cross a pipe at a fraction of what a tree of records costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from corpus.codec import pack, to_json
from corpus.records import Document, Structure


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as the catalog stores it.

    Attributes:
        body: The whole record, for `corpus.codec.unpack`.
        columns: Values that are asked for by themselves.
    """

    body: bytes
    columns: Mapping[str, Any] = field(default_factory=dict)


@singledispatch
def packed(record: Any) -> Packed:
    """Return a record as the catalog stores it.

    Args:
        record: A document or a structure.

    Returns:
        The packed record.

    Raises:
        TypeError: If it is another record.
    """
    raise TypeError(f"the catalog stores no {type(record).__name__}")


@packed.register
def _(record: Document) -> Packed:
    return Packed(pack(record), {"parser": record.parser})


@packed.register
def _(record: Structure) -> Packed:
    effects = to_json(record.law.effects) if record.law else None
    columns = {
        "kind": record.kind.value,
        "work": record.work,
        "date": record.date,
        "units": len(record.units),
        "effects": effects or None,
    }
    return Packed(pack(record), columns)
