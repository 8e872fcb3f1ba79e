"""What an index should hold, against what it does hold: pure comparison, a slice or a row at a time.

Every row is compared by what its columns say. That is not the row: a text may be damaged while its hash stands beside it unharmed. So
of some rows, drawn by a seed, the hash is made anew of what readers would be shown, and the vector held against the one that was
cached. Another seed looks at others.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np

from corpus.schema import DERIVED, FIELDS, Row, derived
from indexing.store import RowEntry, StoredRow, Vector

SAME_DIRECTION = 0.995
"""The least cosine of a text's vector and the same as an engine keeps it. Kept in half precision it stays above .999; the vectors of
two precisions of one model are .986 to .99 apart (int8 and fp32 of bge-small-zh)."""


class Drift(StrEnum):
    """How a row may differ from what the catalog knows."""

    MISSING = "missing"  # the catalog knows it to be there
    ORPHANED = "orphaned"  # the catalog does not know of it
    DUPLICATE = "duplicate"  # two rows under one id
    STALE = "stale"  # another row than the catalog's
    GROUPS = "groups"  # others may find it than should
    DAMAGED = "damaged"  # it says to be the right row, and is not
    VECTOR = "vector"  # it stands elsewhere than its text


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that is not as it should be; `fields`: in which of its fields, where that is known."""

    drift: Drift
    id: str
    fields: tuple[str, ...] = ()


class Expected(Protocol):
    """A row as it should be: its `row_hash`, empty where nothing is known; who may see it, sorted, None where that is not known."""

    @property
    def id(self) -> str: ...  # noqa: D102

    @property
    def row_hash(self) -> str: ...  # noqa: D102

    @property
    def groups(self) -> tuple[str, ...] | None: ...  # noqa: D102


def compare(expected: Sequence[Expected], found: Sequence[RowEntry]) -> Iterator[RowDifference]:
    """How a slice of an index differs from what it should hold, by id; of several differences of one row the worst."""
    wanted = {one.id: one for one in expected}
    entries = {one.id: one for one in found}
    times = Counter(one.id for one in found)
    for id_ in sorted(entries.keys() | wanted.keys()):
        if drift := _drift(wanted.get(id_), entries.get(id_), times[id_]):
            yield RowDifference(drift, id_)


def _drift(expected: Expected | None, entry: RowEntry | None, times: int) -> Drift | None:
    if expected is None:
        return Drift.ORPHANED
    if (
        not expected.row_hash
    ):  # an update was ended while it wrote this row: the next one writes it again
        return None
    if entry is None:
        return Drift.MISSING
    if times > 1:
        return Drift.DUPLICATE
    if entry.row_hash != expected.row_hash:
        return Drift.STALE
    return Drift.GROUPS if expected.groups not in (None, entry.groups) else None


def examine(expected: Expected, held: StoredRow, vector: Vector | None) -> RowDifference | None:
    """Whether a row is what its hash says, and stands where its text does; `vector` is the cached one, None where there is none."""
    if held.row is None or held.torn or not _is_whole(held.row, expected.row_hash):
        return RowDifference(Drift.DAMAGED, expected.id, held.torn)
    if vector is not None and not _same_direction(vector, held.vector):
        return RowDifference(Drift.VECTOR, expected.id, ("vector",))
    return None


def differing_fields(row: Row, held: Row) -> tuple[str, ...]:
    """The fields in which a row that is held differs from the catalog's."""
    right: Mapping[str, object] = {**row, **derived(row)}
    return tuple(
        field.name for field in (*FIELDS, *DERIVED) if held.get(field.name) != right[field.name]
    )


def in_sample(id_: str, seed: str, share: float) -> bool:
    """Whether a row is among those that are looked at whole: about this share of many, and the same ones for the same seed.

    >>> sum(in_sample(str(n), "monday", 0.1) for n in range(1_000))
    108
    """
    drawn = int.from_bytes(hashlib.blake2b(f"{seed}\n{id_}".encode(), digest_size=8).digest())
    return drawn < share * 2**64


def _is_whole(held: Row, row_hash: str) -> bool:
    """Whether the hash of what is shown is the catalog's, and what follows from the row does."""
    made = derived({field.name: held[field.name] for field in FIELDS})
    return made["row_hash"] == row_hash and all(held[name] == value for name, value in made.items())


def _same_direction(one: Vector, other: Vector | None) -> bool:
    if other is None or other.shape != one.shape:
        return False
    return bool(
        np.dot(one, other) >= SAME_DIRECTION * np.linalg.norm(one) * np.linalg.norm(other) > 0
    )  # never of NaN
