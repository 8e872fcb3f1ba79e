"""Publications of a table: tags that pin one of its versions."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from lancedb.table import Table

_TAG = re.compile(r"v(\d+)-(\d+)")


class LancePublication(NamedTuple):
    """A tag: number of the publication, seconds since the epoch, and the table's version."""

    number: int
    published_at: int
    version: int

    @property
    def tag(self) -> str:
        """Name of the tag."""
        return f"v{self.number}-{self.published_at}"


def publications_of(table: Table) -> list[LancePublication]:
    """Return all publications of a table, oldest first."""
    publications = []
    for tag, pinned in table.tags.list().items():
        if match := _TAG.fullmatch(tag):
            publication = LancePublication(
                number=int(match[1]),
                published_at=int(match[2]),
                version=pinned["version"],
            )
            publications.append(publication)
    return sorted(publications)


def next_number(publications: Sequence[LancePublication]) -> int:
    """Return the number of the publication to come."""
    if not publications:
        return 1
    return publications[-1].number + 1


def add_publication(table: Table, keep: timedelta) -> LancePublication:
    """Tag the table's version as its next publication.

    Tags that were published over more than `keep` ago are removed; the next compaction deletes
    their files.
    """
    before = publications_of(table)
    latest = LancePublication(
        number=next_number(before),
        published_at=int(time.time()),
        version=table.version,
    )
    table.tags.create(latest.tag, latest.version)
    oldest = time.time() - keep.total_seconds()
    for publication, successor in pairwise([*before, latest]):
        if successor.published_at < oldest:
            table.tags.delete(publication.tag)
    return latest
