"""Dagster's tags for one run over a range of partitions."""

from __future__ import annotations


def range_tags(first: str, last: str) -> dict[str, str]:
    """Make the tags that `dagster asset materialize --partition-range` sets.

    Args:
        first: The first partition of the run, in the order of the list.
        last: The last partition of the run.

    Returns:
        The tags of the run.
    """
    return {
        "dagster/asset_partition_range_start": first,
        "dagster/asset_partition_range_end": last,
    }
