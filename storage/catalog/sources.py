"""The registered sources. A source is where it is (`location`); its name is what people call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from corpus.errors import UnknownValue
from corpus.records import Source
from storage.catalog._engine import Database
from storage.catalog.tables import sources


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A registered source and the number that its objects carry."""

    id: int
    source: Source


class Sources:
    """Where objects come from."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[KnownSource]:
        """Every registered source, in the order of registration."""
        with self._db.read() as connection:
            return [
                _known(row) for row in connection.execute(select(sources).order_by(sources.c.id))
            ]

    def named(self, names: Sequence[str]) -> list[KnownSource]:
        """The sources of these names, in the order of registration. Raises UnknownValue naming those that there are."""
        every = self.all()
        for name in names:
            if name not in {one.source.name for one in every}:
                raise UnknownValue("source", name, (one.source.name for one in every))
        return [one for one in every if one.source.name in names]

    def register(self, source: Source) -> KnownSource:
        """Make a source known, or find it again by its location; its name and patterns become those given."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        values = {
            "name": source.name,
            "include": list(source.include),
            "exclude": list(source.exclude),
        }
        with self._db.write() as connection:
            changed = connection.execute(
                update(sources).where(sources.c.location == source.location).values(values)
            ).rowcount
            if not changed:
                connection.execute(
                    insert(sources).values(
                        values | {"location": source.location, "registered_at": now}
                    )
                )
            return _known(
                connection.execute(
                    select(sources).where(sources.c.location == source.location)
                ).one()
            )


def _known(row: Row[Any]) -> KnownSource:
    return KnownSource(
        row.id, Source(row.name, row.location, tuple(row.include), tuple(row.exclude))
    )
