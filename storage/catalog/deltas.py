"""What each publication of a generation changed, and what readers had until then: for `rollback`.

The inverse is noted before the index is changed, and the first note of a row stays: a run that is
killed and repeated finds what readers still have. There are two uses. A candidate that is refused
is forgotten, and a publication that turns out wrong is undone by writing the rows of before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, insert, select, update

from corpus.schema import Row
from storage.catalog._engine import Database, chunks
from storage.catalog.tables import deltas, index_rows, inverses

KEPT = 10
"""How many publications of a generation can be undone.

The inverse of a changed row is the row, about 2 kB.
"""


class DeltaRow(NamedTuple):
    """A publication of a generation.

    Attributes:
        version: The index's own count of publications; None: not published yet.
        at: When its last rows were written.
        upserted: How many rows were written.
        deleted: How many rows were deleted.
        inverse: Whether it can be undone.
    """

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
        """Return the known publications of a generation.

        Args:
            generation: Its name.

        Returns:
            The publications, oldest first; what is not published yet is last.
        """
        wanted = (
            select(
                deltas.c.version,
                func.max(deltas.c.at),
                func.sum(deltas.c.upserted),
                func.sum(deltas.c.deleted),
            )
            .where(deltas.c.generation == generation)
            .group_by(deltas.c.version)
        )
        noted = select(inverses.c.version).where(inverses.c.generation == generation)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
            undoable = set(connection.scalars(noted.distinct()))
        found = [
            DeltaRow(
                version=version,
                at=at,
                upserted=int(upserted),
                deleted=int(deleted),
                inverse=version in undoable,
            )
            for version, at, upserted, deleted in rows
        ]
        return sorted(found, key=_publication_order)

    def note(
        self,
        generation: str,
        version: int,
        before: Mapping[str, Row | None],
    ) -> None:
        """Note what readers have until a version is published; what is noted already stays.

        Args:
            generation: The generation.
            version: The version that is being prepared.
            before: By passage id, the row that readers have; None where they have none.
        """
        rows = [
            {
                "generation": generation,
                "version": version,
                "passage_id": id_,
                "before": row,
            }
            for id_, row in before.items()
        ]
        noted = _noted(generation, version)
        with self._db.write() as connection:
            for part in chunks(rows):
                ids = [row["passage_id"] for row in part]
                known = set(connection.scalars(noted.where(inverses.c.passage_id.in_(ids))))
                new = [row for row in part if row["passage_id"] not in known]
                if new:
                    connection.execute(insert(inverses), new)

    def touched(
        self,
        generation: str,
        version: int,
    ) -> list[str]:
        """Return the ids under which a version changes, or may change, what readers have.

        Args:
            generation: The generation.
            version: Its version.

        Returns:
            Ids of passages, sorted.
        """
        wanted = _noted(generation, version).order_by(inverses.c.passage_id)
        with self._db.read() as connection:
            return list(connection.scalars(wanted))

    def before(
        self,
        generation: str,
        version: int,
    ) -> Iterator[tuple[str, Row | None]]:
        """Return what readers had before a version was published.

        Args:
            generation: The generation.
            version: Its version.

        Returns:
            By id, the row under every id that this version or a later one changed; None where there
            was none.
        """
        oldest = (
            select(inverses.c.passage_id, func.min(inverses.c.version).label("first"))
            .where(inverses.c.generation == generation, inverses.c.version >= version)
            .group_by(inverses.c.passage_id)
            .subquery()
        )
        is_oldest = and_(
            inverses.c.passage_id == oldest.c.passage_id, inverses.c.version == oldest.c.first
        )
        wanted = (
            select(inverses.c.passage_id, inverses.c.before)
            .join(oldest, is_oldest)
            .where(inverses.c.generation == generation)
        )
        for row in self._db.pages(wanted, inverses.c.passage_id):
            yield row.passage_id, row.before

    def doubt(
        self,
        generation: str,
        version: int,
    ) -> None:
        """Note that it is not known what the generation stores of the rows that a version touches.

        Of a first version that is any row.

        Args:
            generation: The generation.
            version: Its version.
        """
        touched = [
            {"generation": generation, "passage_id": id_, "row_hash": ""}
            for id_ in self.touched(generation, version)
        ]
        rows = update(index_rows).where(index_rows.c.generation == generation)
        with self._db.write() as connection:
            self._db.upsert(connection, index_rows, touched)
            if version == 1:
                connection.execute(rows.values(row_hash=""))

    def forget(
        self,
        generation: str,
        version: int,
    ) -> None:
        """Forget a version that will not be published: nothing of it is noted, nor counted.

        Args:
            generation: The generation.
            version: Its version.
        """
        noted = inverses.c.generation == generation, inverses.c.version == version
        unpublished = deltas.c.generation == generation, deltas.c.published.is_(False)
        with self._db.write() as connection:
            connection.execute(delete(inverses).where(*noted))
            connection.execute(delete(deltas).where(*unpublished))

    def prune(
        self,
        generation: str,
        version: int,
        kept: int = KEPT,
    ) -> None:
        """Keep the inverses of the last publications only.

        Args:
            generation: The generation.
            version: The newest version.
            kept: How many publications can still be undone.
        """
        old: Any = inverses.c.version <= version - kept
        with self._db.write() as connection:
            connection.execute(delete(inverses).where(inverses.c.generation == generation, old))


def _noted(generation: str, version: int) -> Any:
    """The ids that are noted for a version."""
    return select(inverses.c.passage_id).where(
        inverses.c.generation == generation, inverses.c.version == version
    )


def _publication_order(delta: DeltaRow) -> tuple[bool, int]:
    return delta.version is None, delta.version or 0
