"""Tags of passages: the tables `tags` and `tag_results`, and everything that writes to them.

A stage that tags owns one scheme. It replaces the tags of its scheme, passage by passage, and
leaves those of others. `tag_results` holds the key of each result, also where a passage got no tag:
so a stage sees what it has already done. The tags of the scheme `scan` (how a scanned page was
read) are written in the commit that writes the passages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update

from corpus.records import SCANNED, Tag
from corpus.schema import row_hash
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._rows import NO_SPAN, read_rows, stored_tags, tag_of
from storage.catalog.tables import passages, tag_results, tags

TagResults = Mapping[str, tuple[str, Sequence[Tag]]]
"""By passage id: the key of the result, and the tags that the passage has in one scheme."""

_NEW_HASH = (
    update(passages)
    .where(passages.c.id == bindparam("changed_id"))
    .values(row_hash=bindparam("new_hash"))
)


class Tags:
    """The tags of all passages, scheme by scheme."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keys(self, scheme: str) -> dict[str, str]:
        """Return which passages a scheme has been applied to.

        Args:
            scheme: The name of the scheme.

        Returns:
            By passage id, the key of the result that is stored.
        """
        wanted = select(tag_results.c.passage_id, tag_results.c.key)
        with self._db.read() as connection:
            return pairs(connection.execute(wanted.where(tag_results.c.scheme == scheme)))

    def values(self) -> list[str]:
        """Return the values of all tags, sorted: the categories that a filter may have."""
        with self._db.read() as connection:
            return sorted(connection.scalars(select(tags.c.value).distinct()))

    def of(self, ids: Collection[str]) -> dict[str, tuple[Tag, ...]]:
        """Return the tags of passages.

        Args:
            ids: Ids of passages; unknown ones are left out.

        Returns:
            By passage id, the tags of all schemes, ordered by scheme, value and place; only of
            passages that have some.
        """
        with self._db.read() as connection:
            found = stored_tags(connection, ids)
        return {id_: tuple(tag_of(value) for value in values) for id_, values in found.items()}

    def commit(
        self,
        scheme: str,
        results: TagResults,
    ) -> int:
        """Replace the tags that passages have in a scheme, in one transaction.

        The tags of other schemes stay.
        A passage that has gone meanwhile is left out. Vectors stay: they depend on the text alone.

        Args:
            scheme: The scheme that all tags of `results` belong to.
            results: By passage id, the key of the result and the tags.

        Returns:
            How many passages have other tags than before, and so another `row_hash`.
        """
        changed = 0
        with self._db.write() as connection:
            for part in chunks(results):
                known = select(passages.c.id, passages.c.row_hash).where(passages.c.id.in_(part))
                hashes = pairs(connection.execute(known))
                there = {id_: results[id_] for id_ in part if id_ in hashes}
                replace_tags(
                    self._db,
                    connection,
                    scheme,
                    there,
                )
                changed += _renew_hashes(connection, hashes)
        return changed


def replace_tags(
    database: Database,
    connection: Connection,
    scheme: str,
    results: TagResults,
) -> None:
    """Replace the tags that stored passages have in a scheme, within a transaction of the caller.

    The caller sets `passages.row_hash`.

    Args:
        database: The catalog's database.
        connection: The transaction.
        scheme: The scheme that all tags of `results` belong to.
        results: By passage id, the key of the result and the tags.
    """
    _delete_tags(
        connection,
        scheme,
        results,
    )
    found = {passage_id: passage_tags for passage_id, (_, passage_tags) in results.items()}
    _insert_tags(
        connection,
        scheme,
        found,
    )
    keys = [
        {"passage_id": passage_id, "scheme": scheme, "key": key}
        for passage_id, (key, _) in results.items()
    ]
    database.upsert(connection, tag_results, keys)


def replace_scan_tags(
    database: Database,
    connection: Connection,
    works: Collection[str],
    known: Collection[str],
    marks: Mapping[str, Sequence[Tag]],
) -> None:
    """Replace the tags of the scheme `scan`, in the commit that writes the passages.

    The key of such a result is the `core_hash` of its passage. The database copies it there itself,
    because every passage has one, and few passages come from scans.

    Args:
        database: The catalog's database.
        connection: The transaction; the passages are written.
        works: The works whose passages were written.
        known: The ids of passages that were stored before and have changed.
        marks: By passage id, the tags of those passages that changed or are new, and have some.
    """
    _delete_tags(
        connection,
        SCANNED,
        known,
    )
    _insert_tags(
        connection,
        SCANNED,
        marks,
    )
    keys = select(passages.c.id, literal(SCANNED), passages.c.core_hash)
    database.upsert_selected(
        connection,
        tag_results,
        ("passage_id", "scheme", "key"),
        keys.where(passages.c.work.in_(works)),
    )


def _delete_tags(
    connection: Connection,
    scheme: str,
    ids: Collection[str],
) -> None:
    """Delete the tags that passages have in a scheme."""
    for part in chunks(ids):
        connection.execute(delete(tags).where(tags.c.scheme == scheme, tags.c.passage_id.in_(part)))


def _insert_tags(
    connection: Connection,
    scheme: str,
    found: Mapping[str, Sequence[Tag]],
) -> None:
    """Insert the tags of passages that have none in a scheme, by passage id."""
    rows = [
        _tag_row(passage_id, scheme, tag)
        for passage_id, passage_tags in found.items()
        for tag in passage_tags
    ]
    if rows:
        connection.execute(insert(tags), rows)


def _tag_row(
    passage_id: str,
    scheme: str,
    tag: Tag,
) -> dict[str, Any]:
    """A tag as a row of the table."""
    assert tag.scheme == scheme, f"{tag.scheme} is written as {scheme}"
    return {
        "passage_id": passage_id,
        "scheme": scheme,
        "value": tag.value,
        "span_start": NO_SPAN if tag.evidence is None else tag.evidence.start,
        "span_end": None if tag.evidence is None else tag.evidence.end,
        "confidence": tag.confidence,
        "method": tag.method,
    }


def _renew_hashes(connection: Connection, hashes: Mapping[str, str]) -> int:
    """Set `row_hash` where tags changed; `hashes` are the ones from before. How many changed."""
    changed = []
    for row in read_rows(connection, passages.c.id.in_(list(hashes))):
        new_hash = row_hash(row)
        if new_hash != hashes[row["id"]]:
            changed.append({"changed_id": row["id"], "new_hash": new_hash})
    if changed:
        connection.execute(_NEW_HASH, changed)
    return len(changed)
