"""Dagster's tags for one run over a range of partitions; what its own `dagster asset materialize --partition-range` sets."""

from __future__ import annotations


def range_tags(first: str, last: str) -> dict[str, str]:
    """Tags of a run over the partitions from `first` to `last`, in the order of the list."""
    return {"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last}
