"""The indexes of a table, and merging new rows into them."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any, cast

from lancedb.index import FTS, Bitmap, BTree, IvfSq, LabelList
from lancedb.table import Table

from indexing.lance._publications import publications_of
from indexing.lance._rows import MANY_VALUES
from indexing.lance.options import LanceOptions

_SORTED = (
    "id",
    "work",
    "article",
    "valid_from",
    "valid_to",
)
_FEW_VALUES = (
    "kind",
    "level",
    "region",
    "jurisdiction",
    "status",
)
_NEVER = timedelta(days=36_500)


def update_indexes(table: Table, options: LanceOptions) -> None:
    """Merge new rows into the indexes when there are many, and create missing indexes."""
    existing = {index.columns[0]: index for index in table.list_indices()}
    statistics = cast("Any", table.stats())
    fragments = statistics["fragment_stats"]["num_fragments"]
    loose_rows = 0
    if "terms" in existing:
        loose_rows = existing["terms"].num_unindexed_rows or 0
    if fragments > options.loose_fragments or loose_rows >= options.loose_rows:
        _merge(table)
    is_large = table.count_rows() >= options.exact_below
    for column, config in _index_configs().items():
        is_wanted = column != "vector" or is_large
        if is_wanted and column not in existing:
            table.create_index(column, config=config)


def _merge(table: Table) -> None:
    """Compact the table and its indexes, then remove the versions older than every tag.

    An age is always given: LanceDB's default is a week, and it fails when a tag is older. The
    table is optimized twice, because the age must be given before the compaction, which takes
    unknown time, and a tagged version must not become old enough meanwhile. Where the clock was
    set back since, the tags lie in the future, and their age counts as 0. The age comes from the
    tags' own time: LanceDB's time of a version is local, and an hour off twice a year.
    """
    table.optimize(cleanup_older_than=_NEVER)
    times = [publication.published_at for publication in publications_of(table)]
    if times:
        age = max(0.0, time.time() - min(times))
        table.optimize(cleanup_older_than=timedelta(seconds=age, minutes=1))


def _index_configs() -> dict[str, Any]:
    # The terms are analysed already: nothing must be dropped, folded or stemmed.
    configs: dict[str, Any] = {
        "terms": FTS(
            base_tokenizer="whitespace",
            stem=False,
            remove_stop_words=False,
            ascii_folding=False,
            lower_case=False,
            max_token_length=None,
        )
    }
    for name in _SORTED:
        configs[name] = BTree()
    for name in _FEW_VALUES:
        configs[name] = Bitmap()
    for name in MANY_VALUES:
        configs[name] = LabelList()
    configs["vector"] = IvfSq(distance_type="cosine")
    return configs
