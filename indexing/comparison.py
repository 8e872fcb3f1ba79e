"""Comparing what an index should store with what it stores, a slice or a row at a time.

Every row is compared by its columns. The columns are not the row: a text may be damaged while its
hash stands unharmed beside it. So for a sample of rows the hash is calculated again from what
readers would see, and the vector is compared with the cached one. Another seed gives another
sample.
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
"""The least cosine of a text's vector and the same vector as an engine stores it.

In half precision it stays above .999; the vectors of two precisions of one model are .986 to .99
apart (int8 and fp32 of bge-small-zh)."""


class Drift(StrEnum):
    """How a row may differ from the catalog."""

    MISSING = "missing"  # the catalog says that it is there
    ORPHANED = "orphaned"  # the catalog does not know it
    DUPLICATE = "duplicate"  # two rows have one id
    STALE = "stale"  # its hash is not the catalog's
    GROUPS = "groups"  # other groups can see it than should
    DAMAGED = "damaged"  # its hash is right, its content is not
    VECTOR = "vector"  # its vector is not that of its text


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that is not as it should be.

    Attributes:
        drift: How it differs.
        id: Id of the row.
        fields: The fields that differ, where they are known.
    """

    drift: Drift
    id: str
    fields: tuple[str, ...] = ()


class Expected(Protocol):
    """A row as it should be.

    `row_hash` is empty where nothing is known; `groups` are sorted, None where they are unknown.
    """

    @property
    def id(self) -> str: ...  # noqa: D102

    @property
    def row_hash(self) -> str: ...  # noqa: D102

    @property
    def groups(self) -> tuple[str, ...] | None: ...  # noqa: D102


def compare(expected: Sequence[Expected], stored: Sequence[RowEntry]) -> Iterator[RowDifference]:
    """Compare a slice of an index with what it should store.

    Args:
        expected: The rows as they should be.
        stored: The rows as the index has them.

    Returns:
        The differences by id; of several differences of one row only the worst.
    """
    expected_by_id = {row.id: row for row in expected}
    stored_by_id = {entry.id: entry for entry in stored}
    times = Counter(entry.id for entry in stored)
    for id_ in sorted(stored_by_id.keys() | expected_by_id.keys()):
        drift = _drift(
            expected_by_id.get(id_),
            stored_by_id.get(id_),
            times[id_],
        )
        if drift is not None:
            yield RowDifference(drift, id_)


def _drift(
    expected: Expected | None,
    entry: RowEntry | None,
    times: int,
) -> Drift | None:
    if expected is None:
        return Drift.ORPHANED
    # An update was killed while it wrote this row: the next update writes it again.
    if not expected.row_hash:
        return None
    if entry is None:
        return Drift.MISSING
    if times > 1:
        return Drift.DUPLICATE
    if entry.row_hash != expected.row_hash:
        return Drift.STALE
    if expected.groups not in (None, entry.groups):
        return Drift.GROUPS
    return None


def examine(
    expected: Expected,
    stored: StoredRow,
    vector: Vector | None,
) -> RowDifference | None:
    """Check that a row is what its hash says, and that its vector is that of its text.

    Args:
        expected: The row as it should be.
        stored: All that the index stores of it.
        vector: The cached vector of its text; None where there is none.

    Returns:
        The difference; None where the row is right.
    """
    row = stored.row
    if row is None or stored.inconsistent or not _is_whole(row, expected.row_hash):
        return RowDifference(
            Drift.DAMAGED,
            expected.id,
            stored.inconsistent,
        )
    if vector is not None and not _same_direction(vector, stored.vector):
        return RowDifference(
            Drift.VECTOR,
            expected.id,
            ("vector",),
        )
    return None


def differing_fields(row: Row, stored: Row) -> tuple[str, ...]:
    """Return the fields in which a stored row differs from the catalog's.

    Args:
        row: The catalog's row, without derived fields.
        stored: The stored row.

    Returns:
        Names of fields, in the order of the schema.
    """
    expected: Mapping[str, object] = {**row, **derived(row)}
    names = [field.name for field in (*FIELDS, *DERIVED)]
    return tuple(name for name in names if stored.get(name) != expected[name])


def in_sample(
    id_: str,
    seed: str,
    share: float,
) -> bool:
    """Whether a row is in the sample that is examined whole.

    >>> sum(in_sample(str(n), "monday", 0.1) for n in range(1_000))
    108

    Args:
        id_: Id of the row.
        seed: The same seed gives the same sample.
        share: Share of all rows, from 0 to 1.

    Returns:
        True for about this share of many rows.
    """
    digest = hashlib.blake2b(f"{seed}\n{id_}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


def _is_whole(stored: Row, row_hash: str) -> bool:
    """Whether the stored row gives the catalog's hash, and its derived fields follow from it."""
    expected = derived({field.name: stored[field.name] for field in FIELDS})
    if expected["row_hash"] != row_hash:
        return False
    return all(stored[name] == value for name, value in expected.items())


def _same_direction(first: Vector, second: Vector | None) -> bool:
    if second is None or second.shape != first.shape:
        return False
    product = np.dot(first, second)
    least = SAME_DIRECTION * np.linalg.norm(first) * np.linalg.norm(second)
    return bool(product >= least > 0)  # false for NaN
