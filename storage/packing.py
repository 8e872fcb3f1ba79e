"""What the catalog keeps of a document or a structure: the whole of it, packed, beside the few columns that are asked for by value.

Packing is apart from the catalog so that a worker process can do it without loading SQLAlchemy: bytes cross a pipe at a fraction of
what a tree of records costs.
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
    """A record as the catalog keeps it: `body` for `corpus.codec.unpack`, `columns` beside it."""

    body: bytes
    columns: Mapping[str, Any] = field(default_factory=dict)


@singledispatch
def packed(record: Any) -> Packed:
    """A document or a structure as the catalog keeps it. Raises TypeError for any other record."""
    raise TypeError(f"the catalog keeps no {type(record).__name__}")


@packed.register
def _(record: Document) -> Packed:
    return Packed(pack(record), {"parser": record.parser})


@packed.register
def _(record: Structure) -> Packed:
    effects = to_json(record.law.effects) if record.law and record.law.effects else None
    found = {
        "kind": record.kind.value,
        "work": record.work,
        "date": record.date,
        "units": len(record.units),
        "effects": effects,
    }
    return Packed(pack(record), found)
