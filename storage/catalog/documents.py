"""What was made of bytes: documents by parsers, structures by the rules of law. Content-addressed by their stage's key, failures too.

A moved file finds its document again under the same key, and so does a copy of it; so nothing is read twice.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, null, select, update

from corpus.codec import from_json, to_json
from corpus.records import Document, ObjectState, Structure
from storage.catalog._engine import Database, chunks
from storage.catalog.tables import documents, objects, sources, structures

T = TypeVar("T", Document, Structure)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing could be made of an input, and how often it was tried."""

    code: str
    detail: str
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What a stage made under a key: `input` is the hash or key of what it was made from, `made` None where it failed.

    Both may be there: a structure without any citable unit is kept, and fails as `no_passages`.
    """

    key: str
    input: str
    made: T | None
    failure: Failure | None = None


Packed = dict[str, Any]
"""A result's row."""

Outcomes = dict[str, Failure | None]
"""Failure, or None for success, by key; a key that was never tried is absent."""


class _Results(Generic[T]):
    """Results of a stage by key, and the objects that wait for them."""

    _table: Table
    _record: type[T]
    _column: str  # of `objects`, for the key

    def __init__(self, database: Database) -> None:
        self._db = database

    def outcomes(self, keys: Collection[str]) -> Outcomes:
        """How it went, for those of the keys that were tried."""
        table, found = self._table, Outcomes()
        with self._db.read() as connection:
            for part in chunks(keys):
                wanted = select(table.c.key, table.c.code, table.c.detail, table.c.attempts).where(table.c.key.in_(part))
                for key, code, detail, attempts in connection.execute(wanted):
                    found[key] = Failure(code, detail, attempts) if code else None
        return found

    def load(self, keys: Collection[str]) -> dict[str, T]:
        """The records under these keys, of those that were made."""
        table, found = self._table, dict[str, T]()
        with self._db.read() as connection:
            for part in chunks(keys):
                wanted = select(table.c.key, table.c.body).where(table.c.key.in_(part), table.c.body.is_not(None))
                for key, body in connection.execute(wanted):
                    found[key] = from_json(self._record, json.loads(zlib.decompress(body)))
        return found

    def pack(self, result: Result[T]) -> Packed:
        """A result as the catalog keeps it, a fifth of its size."""
        failure = result.failure or Failure("", "", 0)
        body = None if result.made is None else _compressed(result.made)
        return {
            "key": result.key,
            "body": body,
            "code": failure.code or None,
            "detail": failure.detail or None,
            "attempts": failure.attempts,
        }

    def commit(self, results: Collection[Packed], waiting: Mapping[int, tuple[str, Failure | None]]) -> None:
        """Keep results, and tell the objects that wait for them (or for older ones) how it went: (key, failure) by object.

        In one transaction. An object whose key failed is quarantined and carries nothing any more; the others are pending.
        """
        with self._db.write() as connection:
            self._db.upsert(connection, self._table, list(results))
            well = [{"object": one, "now": key} for one, (key, failure) in waiting.items() if failure is None]
            if well:
                self._promote(connection, well)
            failed = [(one, key, failure) for one, (key, failure) in waiting.items() if failure]
            if failed:
                _quarantine(connection, self._column, failed)

    def _promote(self, connection: Connection, well: list[dict[str, Any]]) -> None:
        values: dict[str, Any] = {
            self._column: bindparam("now"),
            "state": ObjectState.PENDING,
            "code": null(),
            "detail": null(),
            "attempts": 0,
        }
        connection.execute(update(objects).where(objects.c.id == bindparam("object")).values(values), well)


class Documents(_Results[Document]):
    """What parsers made of bytes."""

    _table, _record, _column = documents, Document, "document_key"

    def pack(self, result: Result[Document]) -> Packed:
        """The same, with the parser's name."""
        return super().pack(result) | {"sha256": result.input, "parser": result.made.parser if result.made else None}

    def of_object(self, source: str, path: str) -> Document | None:
        """The document of an object, or None where it has none."""
        carried = select(objects.c.document_key).join(sources).where(sources.c.name == source, objects.c.path == path)
        with self._db.read() as connection:
            key = connection.scalar(carried)
        return self.load([key]).get(key) if key else None


class Structures(_Results[Structure]):
    """What documents are in law. An object that gets one carries its work."""

    _table, _record, _column = structures, Structure, "structure_key"

    def pack(self, result: Result[Structure]) -> Packed:
        """The same, with what the works are found by."""
        made = result.made
        law = {"kind": made.kind, "work": made.work, "date": made.date, "units": len(made.units)} if made else dict.fromkeys(_LAW, None)
        return super().pack(result) | {"document_key": result.input} | law | {"units": law["units"] or 0}

    def _promote(self, connection: Connection, well: list[dict[str, Any]]) -> None:
        super()._promote(connection, well)
        work = select(structures.c.work).where(structures.c.key == bindparam("now")).scalar_subquery()
        connection.execute(update(objects).where(objects.c.id == bindparam("object")).values(work=work), well)


_LAW = ("kind", "work", "date", "units")


def _compressed(value: Any) -> bytes:
    """A record as compressed JSON; a law's text shrinks to a fifth."""
    return zlib.compress(json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _quarantine(connection: Connection, column: str, failed: list[tuple[int, str, Failure]]) -> None:
    rows = [{"object": one, "now": key, "why": it.code, "how": it.detail, "tries": it.attempts} for one, key, it in failed]
    values: dict[str, Any] = {
        "structure_key": null(),  # what was made of an earlier document: should that come back, its work has to be found again
        column: bindparam("now"),
        "code": bindparam("why"),
        "detail": bindparam("how"),
        "attempts": bindparam("tries"),
    }
    carries = {"state": ObjectState.QUARANTINED, "work": null(), "duplicate_of": null()}
    connection.execute(update(objects).where(objects.c.id == bindparam("object")).values(values | carries), rows)
