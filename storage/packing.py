"""What the catalog stores of a document or a structure: all of it, packed, beside a few columns.

Packing is apart from the catalog so that a worker process can do it without loading SQLAlchemy:
bytes cross a pipe at a fraction of what a tree of records costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any

from corpus.codec import pack, to_json
from corpus.notation.work_keys import loose_key, work_key
from corpus.records import Document, DocumentFacts, EventKind, Structure, TextStage


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as the catalog stores it.

    Attributes:
        body: The whole record, for `corpus.codec.unpack`.
        columns: Values that are asked for by themselves.
        parts: Of the structure of a file with several rules: the further ones.
    """

    body: bytes
    columns: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Packed, ...] = ()


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
    own = replace(record, rules=())
    parts = tuple(packed(rule) for rule in record.rules)
    return Packed(
        pack(own),
        _columns_of(own),
        parts,
    )


def _columns_of(record: Structure) -> dict[str, Any]:
    return {
        "kind": record.kind.value,
        "work": record.work,
        "date": record.date,
        "units": len(record.units),
        "name": loose_key(work_key(record.title)),
        "facts": to_json(facts_of(record)),
        "acts": to_json(record.acts) or None,
        "text_start": record.span.start if record.span else None,
        "text_end": record.span.end if record.span else None,
    }


def facts_of(record: Structure) -> DocumentFacts:
    """Return what identity and authority need to know of a document, without its text.

    Args:
        record: The structure of the document.

    Returns:
        The facts; the catalog adds where the document stands and what its source may change.
    """
    law = record.law
    instrument = record.instrument
    approved = [
        event.authority
        for event in (law.events if law else ())
        if event.act is EventKind.APPROVED and event.authority
    ]
    dates = {event.date for event in law.events} if law else set()
    if record.date:
        dates.add(record.date)
    return DocumentFacts(
        work=record.work,
        title=record.title,
        strength=record.title_strength,
        kind=record.kind.value,
        stage=instrument.stage if instrument else TextStage.UNKNOWN,
        issuers=instrument.issuers if instrument else (),
        approvers=tuple(dict.fromkeys(approved)),
        number=law.number.value if law and law.number else None,
        level=law.level.value if law and law.level else None,
        region=law.region.value if law and law.region else None,
        jurisdiction=record.jurisdiction.value if record.jurisdiction else None,
        dates=tuple(sorted(dates)),
        begins=record.begins,
    )
