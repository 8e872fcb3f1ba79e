"""What was made of bytes: documents by parsers, structures by the rules of law. Content-addressed by their stage's key, failures too.

A moved file finds its document again under the same key, and so does a copy of it; so nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, null, select, update

from corpus.codec import unpack
from corpus.records import Document, ObjectState, Structure
from storage.catalog._engine import Database, Values, chunks, pairs
from storage.catalog.tables import documents, objects, sources, structures
from storage.packing import Packed

T = TypeVar("T", Document, Structure)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing could be made of an input, and how often it was tried."""

    code: str
    detail: str
    attempts: int = 1


_NO_FAILURE = Failure("", "", 0)


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage made under a key: `input` is the hash or key of what it was made from, `made` None where it failed.

    Both may be there: a structure without any citable unit is kept, and fails as `no_passages`. `noted` is what the row of one that
    failed says besides.
    """

    key: str
    input: str
    made: Packed | None
    failure: Failure | None = None
    noted: Mapping[str, str] = field(default_factory=dict)


Outcomes = dict[str, Failure | None]
"""Failure, or None for success, by key; a key that was never tried is absent."""


class _Results(Generic[T]):
    """Results of a stage by key, and the objects that wait for them."""

    _table: Table
    _record: type[T]
    _input: str  # the column for what a result is made from
    _column: str  # of `objects`, for the key

    def __init__(self, database: Database) -> None:
        self._db = database

    def outcomes(self, keys: Collection[str]) -> Outcomes:
        """How it went, for those of the keys that were tried."""
        table, found = self._table, Outcomes()
        with self._db.read() as connection:
            for part in chunks(keys):
                wanted = select(table.c.key, table.c.code, table.c.detail, table.c.attempts).where(
                    table.c.key.in_(part)
                )
                for key, code, detail, attempts in connection.execute(wanted):
                    found[key] = Failure(code, detail, attempts) if code else None
        return found

    def load(self, keys: Collection[str]) -> dict[str, T]:
        """The records under these keys, of those that were made."""
        return {key: unpack(self._record, body) for key, body in self.bodies(keys).items()}

    def of_object(self, source: str, path: str) -> T | None:
        """The record of an object, or None where it has none."""
        carried = (
            select(objects.c[self._column])
            .join(sources)
            .where(sources.c.name == source, objects.c.path == path)
        )
        with self._db.read() as connection:
            key = connection.scalar(carried)
        return self.load([key]).get(key) if key else None

    def bodies(self, keys: Collection[str]) -> dict[str, bytes]:
        """The same, packed as they are kept: for a process that is to unpack them."""
        table, found = self._table, dict[str, bytes]()
        with self._db.read() as connection:
            for part in chunks(keys):
                wanted = select(table.c.key, table.c.body).where(
                    table.c.key.in_(part), table.c.body.is_not(None)
                )
                found |= pairs(connection.execute(wanted))
        return found

    def commit(
        self, results: Collection[StageResult], waiting: Mapping[int, tuple[str, Failure | None]]
    ) -> None:
        """Keep results, and tell the objects that wait for them (or for older ones) how it went: (key, failure) by object.

        In one transaction. An object whose key failed is quarantined and carries nothing any more; the others are pending.
        """
        with self._db.write() as connection:
            self._db.upsert(connection, self._table, [self._row(one) for one in results])
            well = [
                {"object": one, "now": key}
                for one, (key, failure) in waiting.items()
                if failure is None
            ]
            if well:
                self._promote(connection, well)
            failed = [(one, key, failure) for one, (key, failure) in waiting.items() if failure]
            if failed:
                _quarantine(connection, self._column, failed)

    def _row(self, result: StageResult) -> Values:
        failure = result.failure or _NO_FAILURE
        why = {
            "code": failure.code or None,
            "detail": failure.detail or None,
            "attempts": failure.attempts,
        }
        made = (
            {"body": result.made.body, **result.made.columns} if result.made else dict(result.noted)
        )
        return self._empty | {"key": result.key, self._input: result.input} | made | why

    @property
    def _empty(self) -> dict[str, Any]:
        """A row of which nothing is known: every row of an upsert has to have the same columns."""
        return {column.name: None if column.nullable else 0 for column in self._table.columns}

    def _promote(self, connection: Connection, well: list[dict[str, Any]]) -> None:
        values: dict[str, Any] = {
            self._column: bindparam("now"),
            "state": ObjectState.PENDING,
            "code": null(),
            "detail": null(),
            "attempts": 0,
        }
        connection.execute(
            update(objects).where(objects.c.id == bindparam("object")).values(values), well
        )


class Documents(_Results[Document]):
    """What parsers made of bytes."""

    _table, _record, _input, _column = documents, Document, "sha256", "document_key"

    def outcomes_of(self, keys: Collection[str], parsers: Collection[str]) -> Outcomes:
        """How it went, for those of the keys that one of these parsers tried."""
        table, found = self._table, set[str]()
        with self._db.read() as connection:
            for part in chunks(keys):
                found.update(
                    connection.scalars(
                        select(table.c.key).where(
                            table.c.key.in_(part), table.c.parser.in_(parsers)
                        )
                    )
                )
        return self.outcomes(found)


class Structures(_Results[Structure]):
    """What documents are in law. An object that gets one carries its work."""

    _table, _record, _input, _column = structures, Structure, "document_key", "structure_key"

    def _promote(self, connection: Connection, well: list[dict[str, Any]]) -> None:
        super()._promote(connection, well)
        work = (
            select(structures.c.work).where(structures.c.key == bindparam("now")).scalar_subquery()
        )
        connection.execute(
            update(objects).where(objects.c.id == bindparam("object")).values(work=work), well
        )


def _quarantine(
    connection: Connection, column: str, failed: list[tuple[int, str, Failure]]
) -> None:
    rows = [
        {"object": one, "now": key, "why": it.code, "how": it.detail, "tries": it.attempts}
        for one, key, it in failed
    ]
    values: dict[str, Any] = {
        "structure_key": null(),  # what was made of an earlier document: should that come back, its work has to be found again
        column: bindparam("now"),
        "code": bindparam("why"),
        "detail": bindparam("how"),
        "attempts": bindparam("tries"),
    }
    carries = {"state": ObjectState.QUARANTINED, "work": null(), "duplicate_of": null()}
    connection.execute(
        update(objects).where(objects.c.id == bindparam("object")).values(values | carries), rows
    )
