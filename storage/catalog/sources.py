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
    """A registered source.

    Attributes:
        id: Its number in the catalog.
        source: The source.
    """

    id: int
    source: Source


class Sources:
    """Where objects come from."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[KnownSource]:
        """Return every registered source, in the order of registration."""
        wanted = select(sources).order_by(sources.c.id)
        with self._db.read() as connection:
            return [_known_source(row) for row in connection.execute(wanted)]

    def named(self, names: Sequence[str]) -> list[KnownSource]:
        """Return the sources of these names.

        Args:
            names: Names of sources.

        Returns:
            The sources, in the order of registration.

        Raises:
            UnknownValue: If there is no source of a name; it lists the known ones.
        """
        known = self.all()
        known_names = [row.source.name for row in known]
        for name in names:
            if name not in known_names:
                raise UnknownValue("source", name, known_names)
        return [row for row in known if row.source.name in names]

    def register(self, source: Source) -> KnownSource:
        """Register a source, or find it again by its location.

        Args:
            source: The source. A registered one gets its name and patterns.

        Returns:
            The registered source.
        """
        values = {
            "name": source.name,
            "include": list(source.include),
            "exclude": list(source.exclude),
        }
        now = datetime.now(UTC).isoformat(timespec="seconds")
        new = values | {"location": source.location, "registered_at": now}
        is_source = sources.c.location == source.location
        with self._db.write() as connection:
            changed = connection.execute(
                update(sources).where(is_source).values(values),
            )
            if not changed.rowcount:
                connection.execute(insert(sources).values(new))
            return _known_source(
                connection.execute(
                    select(sources).where(is_source),
                ).one(),
            )


def _known_source(row: Row[Any]) -> KnownSource:
    source = Source(
        name=row.name,
        location=row.location,
        include=tuple(row.include),
        exclude=tuple(row.exclude),
    )
    return KnownSource(row.id, source)
