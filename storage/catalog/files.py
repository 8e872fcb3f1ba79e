"""The files of the sources by their names, and the versions that each contains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from corpus.records import ObjectState
from storage.catalog._engine import Database
from storage.catalog._parts import IS_FILE
from storage.catalog.tables import manifestations, objects, sources

_MOST = 50


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a source.

    Attributes:
        id: The id of its object.
        source: The name of its source.
        path: Its path there.
        uri: Its absolute address.
        sha256: The hash of its bytes; None where they were never read.
        state: The state of its object.
        code: Why it is quarantined or held; None where it is not.
        detail: What was seen.
        work: The work that it contains; None where it contains none.
    """

    id: int
    source: str
    path: str
    uri: str
    sha256: str | None
    state: ObjectState
    code: str | None
    detail: str | None
    work: str | None


class Files:
    """Finds files by what people call them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def named(self, name: str) -> list[StoredFile]:
        """Return the files that a name means.

        Args:
            name: The number of an object, `SOURCE/PATH`, a path, an address, or the end of a path.

        Returns:
            The files with exactly this name, otherwise those whose path ends with it; 50 at most.
        """
        source, _, path = name.partition("/")
        own_path = path.strip() if path else ""
        colon_source, _, colon_path = name.partition(": ")
        exact = [
            objects.c.path == name,
            objects.c.uri == name,
            (sources.c.name == source) & (objects.c.path == own_path),
            (sources.c.name == colon_source) & (objects.c.path == colon_path),
        ]
        if name.isascii() and name.isdigit() and len(name) < 19:
            exact.append(objects.c.id == int(name))
        found = self._where(or_(*exact))
        if found:
            return found
        ending = objects.c.path.endswith(f"/{name.lstrip('/')}", autoescape=True)
        return self._where(ending)

    def of_path(
        self,
        source: str,
        path: str,
    ) -> StoredFile | None:
        """Return the file at a path.

        Args:
            source: The name of its source.
            path: Its path there.

        Returns:
            The file; None where the source has none there.
        """
        found = self._where((sources.c.name == source) & (objects.c.path == path))
        return found[0] if found else None

    def versions(self, file_id: int) -> Sequence[str | None]:
        """Return the versions that a file contains.

        Args:
            file_id: The id of its object.

        Returns:
            Their ids, one for each rule of the file in its order; None for a rule without one.
        """
        wanted = (
            select(objects.c.part, manifestations.c.expression_id)
            .outerjoin(manifestations, manifestations.c.object_id == objects.c.id)
            .where(or_(objects.c.id == file_id, objects.c.part_of == file_id))
            .order_by(objects.c.part, manifestations.c.expression_id)
        )
        by_part: dict[int, str | None] = {}
        with self._db.read() as connection:
            for part, expression_id in connection.execute(wanted):
                by_part.setdefault(part, expression_id)
        return list(by_part.values())

    def _where(self, condition: ColumnElement[bool]) -> list[StoredFile]:
        wanted = (
            select(
                objects.c.id,
                sources.c.name,
                objects.c.path,
                objects.c.uri,
                objects.c.sha256,
                objects.c.state,
                objects.c.code,
                objects.c.detail,
                objects.c.work,
            )
            .join(sources)
            .where(IS_FILE, objects.c.state != ObjectState.GONE, condition)
            .order_by(sources.c.name, objects.c.path)
            .limit(_MOST)
        )
        with self._db.read() as connection:
            return [
                StoredFile(
                    id=row.id,
                    source=row.name,
                    path=row.path,
                    uri=row.uri,
                    sha256=row.sha256,
                    state=ObjectState(row.state),
                    code=row.code,
                    detail=row.detail,
                    work=row.work,
                )
                for row in connection.execute(wanted)
            ]
