"""What each publication of a generation changed, and what readers had until then: so that it can be taken back.

The inverse is noted before the index is told of anything, and the first note of a row stays: a run that is killed and repeated
finds what readers still have. Two uses: a candidate that is refused is forgotten, and a publication that turns out wrong is undone
by writing the rows of before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, insert, select, update

from corpus.schema import Row
from storage.catalog._engine import Database, chunks
from storage.catalog.tables import deltas, index_rows, inverses

KEPT = 10
"""Publications of a generation that can be undone: the inverse of a changed row is the row, about 2 kB."""


class DeltaRow(NamedTuple):
    """A publication of a generation: when its last rows were written, how many were put and removed; `version` None: not published."""

    version: int | None
    at: str
    upserted: int
    deleted: int
    inverse: bool


class Deltas:
    """Deltas by generation and version, which is the index's own count of publications."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, generation: str) -> list[DeltaRow]:
        """The generation's publications that are known, oldest first; what is not published yet is last."""
        wanted = select(
            deltas.c.version,
            func.max(deltas.c.at),
            func.sum(deltas.c.upserted),
            func.sum(deltas.c.deleted),
        )
        with self._db.read() as connection:
            rows = connection.execute(
                wanted.where(deltas.c.generation == generation).group_by(deltas.c.version)
            ).all()
            kept = set(
                connection.scalars(
                    select(inverses.c.version).distinct().where(inverses.c.generation == generation)
                )
            )
        found = [
            DeltaRow(version, at, int(upserted), int(deleted), version in kept)
            for version, at, upserted, deleted in rows
        ]
        return sorted(found, key=lambda one: (one.version is None, one.version or 0))

    def note(self, generation: str, version: int, before: Mapping[str, Row | None]) -> None:
        """What readers have under these ids until this version is published; what is noted already stays."""
        rows = [
            {"generation": generation, "version": version, "passage_id": id_, "before": row}
            for id_, row in before.items()
        ]
        with self._db.write() as connection:
            known = select(inverses.c.passage_id).where(
                inverses.c.generation == generation, inverses.c.version == version
            )
            for part in chunks(rows):
                noted = set(
                    connection.scalars(
                        known.where(inverses.c.passage_id.in_([row["passage_id"] for row in part]))
                    )
                )
                if new := [row for row in part if row["passage_id"] not in noted]:
                    connection.execute(insert(inverses), new)

    def touched(self, generation: str, version: int) -> list[str]:
        """The ids under which this version changes, or may change, what readers have."""
        wanted = select(inverses.c.passage_id).where(
            inverses.c.generation == generation, inverses.c.version == version
        )
        with self._db.read() as connection:
            return list(connection.scalars(wanted.order_by(inverses.c.passage_id)))

    def before(self, generation: str, version: int) -> Iterator[tuple[str, Row | None]]:
        """What readers had before this version was published, under every id that it or a later one changed; by id."""
        here = inverses.c.generation == generation, inverses.c.version >= version
        first = (
            select(inverses.c.passage_id, func.min(inverses.c.version).label("first"))
            .where(*here)
            .group_by(inverses.c.passage_id)
        )
        oldest = first.subquery()
        same = and_(
            inverses.c.passage_id == oldest.c.passage_id, inverses.c.version == oldest.c.first
        )
        wanted = (
            select(inverses.c.passage_id, inverses.c.before)
            .join(oldest, same)
            .where(inverses.c.generation == generation)
        )
        for row in self._db.pages(wanted, inverses.c.passage_id):
            yield row.passage_id, row.before

    def doubt(self, generation: str, version: int) -> None:
        """It is not known any more what the generation holds of what this version touches: of a first version, anything."""
        touched = [
            {"generation": generation, "passage_id": id_, "row_hash": ""}
            for id_ in self.touched(generation, version)
        ]
        with self._db.write() as connection:
            self._db.upsert(connection, index_rows, touched)
            if version == 1:
                connection.execute(
                    update(index_rows)
                    .where(index_rows.c.generation == generation)
                    .values(row_hash="")
                )

    def forget(self, generation: str, version: int) -> None:
        """This version will not be published: nothing of it is noted, nor counted."""
        with self._db.write() as connection:
            connection.execute(
                delete(inverses).where(
                    inverses.c.generation == generation, inverses.c.version == version
                )
            )
            connection.execute(
                delete(deltas).where(
                    deltas.c.generation == generation, deltas.c.published.is_(False)
                )
            )

    def prune(self, generation: str, version: int, kept: int = KEPT) -> None:
        """Keep the inverse of the last publications up to this one only."""
        old: Any = inverses.c.version <= version - kept
        with self._db.write() as connection:
            connection.execute(delete(inverses).where(inverses.c.generation == generation, old))
