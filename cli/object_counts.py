"""Objects of a source by state, as `lexops status` and `lexops sources` show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from corpus.records import ObjectState

if TYPE_CHECKING:
    from storage.catalog import Catalog

COLUMNS = (
    ObjectState.INDEXED.value,
    ObjectState.DUPLICATE.value,
    ObjectState.QUARANTINED.value,
    ObjectState.HELD.value,
    ObjectState.IGNORED.value,
    ObjectState.PENDING.value,
)
"""States in the order of a table. `held` is an object whose new bytes broke a promise or can't be
read; readers keep what they have of it."""


class ObjectCounts(NamedTuple):
    """The objects of one source, as readers see them.

    Attributes:
        by_column: Counts by the names of `COLUMNS`.
        deletes_held: How many objects are gone, but kept by the delete brake.
    """

    by_column: dict[str, int]
    deletes_held: int


def count_objects(catalog: Catalog, source_id: int) -> ObjectCounts:
    """Count the objects of a source, as readers see them.

    Args:
        catalog: The catalog.
        source_id: The number of the source.

    Returns:
        The counts. Each object is in one column.
    """
    totals = catalog.objects.totals_for_readers(source_id)
    counts = {str(state): count for state, count in totals.states.items()} | {"held": totals.held}
    return ObjectCounts({column: counts.get(column, 0) for column in COLUMNS}, totals.missing)


def by_reason(counts: Mapping[str, int]) -> str:
    """Return how many objects have which reason, as `encrypted 2, corrupt 1`.

    Args:
        counts: Counts by reason.

    Returns:
        The counts, the largest first.
    """
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{code} {count}" for code, count in ranked)
