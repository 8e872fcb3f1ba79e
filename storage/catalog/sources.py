"""The registered sources. A source is where it is (`location`); its name is what people call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, literal, select, update

from corpus.errors import UnknownValue, UsageError
from corpus.records import Source, Trust
from storage.catalog._engine import Database
from storage.catalog.tables import objects, passages, sources

_REMOVED = "removed:"
"""Begins name and location of a removed source, which no name and no absolute path does.

Its row stays, since the passages of its objects refer to them until the next run.
"""


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
        is_removed = sources.c.location.startswith(_REMOVED, autoescape=True)
        wanted = select(sources).where(~is_removed).order_by(sources.c.id)
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
                raise UnknownValue(
                    "source",
                    name,
                    known_names,
                )
        return [row for row in known if row.source.name in names]

    def register(self, source: Source) -> KnownSource:
        """Register a source, or find it again by its location, else by its name.

        Args:
            source: The source. One that is registered at its location gets its name and
                patterns; one that is registered under its name moves to its location.

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
            _move_namesake(connection, source)
            changed = connection.execute(update(sources).where(is_source).values(values))
            if not changed.rowcount:
                connection.execute(insert(sources).values(new))
            return _known_source(connection.execute(select(sources).where(is_source)).one())

    def move(
        self,
        name: str,
        location: str,
    ) -> KnownSource:
        """Give a source another location. Its objects keep what was made of them.

        Args:
            name: The name of the source.
            location: The absolute path of its new folder.

        Returns:
            The moved source.

        Raises:
            UnknownValue: If there is no source of this name.
            UsageError: If another source has this location.
        """
        (known,) = self.named([name])
        for other in self.all():
            if other.id != known.id and other.source.location == location:
                raise UsageError(
                    f"{location} is already source {other.source.name!r}",
                    remedy=f"choose another folder, or remove {other.source.name!r} first",
                )
        with self._db.write() as connection:
            _move(
                connection,
                known.id,
                known.source.location,
                location,
            )
        return KnownSource(known.id, replace(known.source, location=location))

    def check_rename(self, name: str, new_name: str) -> KnownSource:
        """Check that a source can have another name.

        Args:
            name: Its present name.
            new_name: Its new name.

        Returns:
            The source.

        Raises:
            UnknownValue: If there is no source of this name.
            UsageError: If another source has the new name.
        """
        (known,) = self.named([name])
        for other in self.all():
            if other.id != known.id and other.source.name == new_name:
                raise UsageError(
                    f"the name {new_name!r} belongs to {other.source.location}",
                    remedy="choose another name",
                )
        return known

    def rename(self, name: str, new_name: str) -> KnownSource:
        """Give a source another name.

        Args:
            name: Its present name.
            new_name: Its new name.

        Returns:
            The renamed source.

        Raises:
            UnknownValue: If there is no source of this name.
            UsageError: If another source has the new name.
        """
        known = self.check_rename(name, new_name)
        with self._db.write() as connection:
            renaming = update(sources).where(sources.c.id == known.id)
            connection.execute(renaming.values(name=new_name))
        self._db.mails = None
        return KnownSource(known.id, replace(known.source, name=new_name))

    def set_trust(self, trusts: Mapping[str, Trust]) -> None:
        """Set what the files of sources may change.

        Acts are weighed again in the next run; nothing is read again.

        Args:
            trusts: The trust of each source, by its name.
        """
        with self._db.write() as connection:
            for name, trust in trusts.items():
                is_other = sources.c.name == name, sources.c.trust != trust.value
                connection.execute(update(sources).where(*is_other).values(trust=trust.value))

    def remove(self, name: str) -> None:
        """Take a source out of the registered ones, and free its name and its location.

        Its objects are to be forgotten first (`Objects.forget`).

        Args:
            name: The name of the source.

        Raises:
            UnknownValue: If there is no source of this name.
        """
        (known,) = self.named([name])
        tombstone = f"{_REMOVED}{known.id}"
        with self._db.write() as connection:
            removal = update(sources).where(sources.c.id == known.id)
            connection.execute(removal.values(name=tombstone, location=tombstone))

    def passage_count(self, source_id: int) -> int:
        """Count the passages that come from a source.

        Args:
            source_id: The number of the source.

        Returns:
            The number of its passages.
        """
        from_source = objects.c.source_id == source_id
        counted = select(func.count()).select_from(passages).join(objects).where(from_source)
        with self._db.read() as connection:
            return connection.scalar(counted) or 0


def _move_namesake(connection: Connection, source: Source) -> None:
    """Move the source of this name here, unless a source is registered here already."""
    is_here = select(sources.c.id).where(sources.c.location == source.location)
    if connection.execute(is_here).first():
        return
    has_name = select(sources).where(sources.c.name == source.name)
    namesake = connection.execute(has_name).first()
    if namesake:
        _move(
            connection,
            namesake.id,
            namesake.location,
            source.location,
        )


def _move(
    connection: Connection,
    source_id: int,
    old: str,
    new: str,
) -> None:
    """Change the location of a source, and the beginning of its objects' addresses with it."""
    old_beginning = f"file://{old.rstrip('/')}/"
    new_beginning = f"file://{new.rstrip('/')}/"
    length = len(old_beginning)
    is_below = (
        func.substr(
            objects.c.uri,
            1,
            length,
        )
        == old_beginning
    )
    moved_uri = literal(new_beginning).concat(func.substr(objects.c.uri, length + 1))
    relocation = update(sources).where(sources.c.id == source_id)
    connection.execute(relocation.values(location=new))
    readdressing = update(objects).where(objects.c.source_id == source_id, is_below)
    connection.execute(readdressing.values(uri=moved_uri))


def _known_source(row: Row[Any]) -> KnownSource:
    source = Source(
        name=row.name,
        location=row.location,
        include=tuple(row.include),
        exclude=tuple(row.exclude),
        trust=Trust(row.trust),
    )
    return KnownSource(row.id, source)
