"""The objects of every source: what was seen, what it was, and the one state in which it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)

from corpus.records import MEMBER, ObjectState
from storage.catalog._engine import Database, as_dict, chunks, pairs
from storage.catalog.tables import (
    documents,
    manifestations,
    mirrors,
    objects,
    passages,
    sources,
    structures,
)

UNREAD = ("unreadable", "vanished", "changing")
"""Why an object's bytes could not be had. They are no verdict on the object: what was read of it before stays in the index."""


@dataclass(frozen=True, slots=True)
class KnownObject:
    """What the last runs knew of an object."""

    id: int
    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    read_ns: int | None
    sha256: str | None
    state: ObjectState
    code: str | None
    attempts: int
    rule: str | None
    missing: bool
    document_key: str | None
    unpacked_key: str | None


@dataclass(frozen=True, slots=True)
class SeenObject:
    """An object as a scan found it: its bytes kept (`sha256`), or a `code` why not, or the `rule` that ignores it.

    A container that was taken apart has an `unpacked_key`; one that could not be has its bytes and a `code`, one without text of its own
    its bytes and a `rule`.
    """

    path: str
    uri: str
    size: int
    mtime_ns: int
    ctime_ns: int
    read_ns: int | None = None
    sha256: str | None = None
    code: str | None = None
    detail: str | None = None
    attempts: int = 0
    rule: str | None = None
    unpacked_key: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectProgress:
    """An object with the keys of what was made of it so far."""

    id: int
    path: str
    sha256: str
    document_key: str | None
    read: bool  # whether there is a document
    parser: str | None  # that read it, or all that there were when none could
    structure_key: str | None
    code: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An object that was set aside: where it is, why, and how often it was tried."""

    id: int
    source: str
    location: str  # of the source
    path: str
    uri: str
    code: str
    detail: str
    attempts: int
    size: int
    sha256: str | None  # None where its bytes were never had
    read_ns: int | None  # when its bytes were last read, or asked for


class ReaderTotals(NamedTuple):
    """How many objects of a source are in which state for readers.

    Attributes:
        states: Objects by state, those that the delete brake keeps included.
        missing: How many of them are gone from the source, and kept by the delete brake.
    """

    states: Counter[ObjectState]
    missing: int


class Objects:
    """What was seen in the sources."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def known(self, source_id: int) -> dict[str, KnownObject]:
        """All that is known of a source's objects, by path, but those that are gone."""
        columns = [objects.c[name] for name in KnownObject.__dataclass_fields__]
        wanted = select(*columns).where(
            objects.c.source_id == source_id, objects.c.state != ObjectState.GONE
        )
        with self._db.read() as connection:
            return {row.path: _known(row) for row in connection.execute(wanted)}

    def see(self, source_id: int, seen: Sequence[SeenObject]) -> None:
        """Write down new and changed objects.

        Where bytes were had, the object is pending and its stages start over; what it carried stays until they have. Where
        the bytes could not be had (`UNREAD`), only state and reason change. Ignored and refused objects carry nothing. All in one
        transaction: a container is never known without its members.
        """
        unread = [one for one in seen if one.code in UNREAD]
        barred = [one for one in seen if (one.code or one.rule) and one.code not in UNREAD]
        kept = [one for one in seen if not (one.code or one.rule)]
        with self._db.write() as connection:
            for rows in (
                [_row(source_id, one) for one in unread],
                [_row(source_id, one) | {"sha256": one.sha256} for one in kept],
                [_row(source_id, one) | _NOTHING_MADE | {"sha256": one.sha256} for one in barred],
            ):
                self._db.upsert(connection, objects, rows, key=("source_id", "path"))

    def touch(self, again: Mapping[int, SeenObject]) -> None:
        """Note that objects were read again and found unchanged: when, by which rules, and what the file system says of them now."""
        rows = [
            {
                "object": one,
                "mtime": it.mtime_ns,
                "ctime": it.ctime_ns,
                "read": it.read_ns,
                "here": it.uri,
                "unpacked": it.unpacked_key,
            }
            for one, it in again.items()
        ]
        values: dict[str, Any] = {
            "mtime_ns": bindparam("mtime"),
            "ctime_ns": bindparam("ctime"),
            "read_ns": bindparam("read"),
            "uri": bindparam("here"),
            "unpacked_key": bindparam("unpacked"),
        }
        if rows:
            with self._db.write() as connection:
                connection.execute(
                    update(objects).where(objects.c.id == bindparam("object")).values(values), rows
                )

    def unread(self, ids: Collection[int], detail: str) -> None:
        """The kept bytes of these objects are no good: they are to be fetched again from their source."""
        values = {"state": ObjectState.QUARANTINED, "code": "unreadable", "detail": detail}
        with self._db.write() as connection:
            for part in chunks(ids):
                connection.execute(update(objects).where(objects.c.id.in_(part)).values(values))

    def forget(self, ids: Collection[int]) -> None:
        """These objects are gone from their source: they carry nothing from now on."""
        with self._db.write() as connection:
            for part in chunks(ids):
                connection.execute(
                    update(objects)
                    .where(objects.c.id.in_(part))
                    .values(_NOTHING_MADE | {"state": ObjectState.GONE, "missing": False})
                )

    def hold(self, ids: Collection[int], *, missing: bool) -> None:
        """These objects are missing from their source, but held by the delete brake; or (`False`) there again."""
        with self._db.write() as connection:
            for part in chunks(ids):
                connection.execute(
                    update(objects).where(objects.c.id.in_(part)).values(missing=missing)
                )

    def present(self, hashes: Collection[str]) -> set[str]:
        """Those of the hashes that an object carries which was seen in the last scan of its source."""
        found: set[str] = set()
        with self._db.read() as connection:
            for part in chunks(hashes):
                there = (
                    objects.c.state.not_in((ObjectState.GONE, ObjectState.IGNORED)),
                    objects.c.missing.is_(False),
                )
                found.update(
                    connection.scalars(
                        select(objects.c.sha256).where(objects.c.sha256.in_(part), *there)
                    )
                )
        return found

    def stages(self, source_ids: Sequence[int]) -> Iterator[ObjectProgress]:
        """The objects of these sources whose bytes are kept, with the keys of what was made of them."""
        of_document = {
            "read": documents.c.body.is_not(None).label("read"),
            "parser": documents.c.parser,
        }
        columns = [
            of_document[name] if name in of_document else objects.c[name]
            for name in ObjectProgress.__dataclass_fields__
        ]
        live = (
            objects.c.state.not_in((ObjectState.GONE, ObjectState.IGNORED)),
            objects.c.sha256.is_not(None),
        )
        readable = or_(objects.c.code.is_(None), objects.c.code.not_in(UNREAD))
        wanted = select(*columns).outerjoin(documents, documents.c.key == objects.c.document_key)
        wanted = wanted.where(objects.c.source_id.in_(source_ids), *live, readable, ~_NOT_UNPACKED)
        return (ObjectProgress(**as_dict(row)) for row in self._db.pages(wanted, objects.c.id))

    def totals(self, source_id: int) -> Counter[ObjectState]:
        """How many of the objects that the last scan saw ended in which state."""
        counted = select(objects.c.state, func.count()).where(
            objects.c.source_id == source_id, objects.c.missing.is_(False)
        )
        with self._db.read() as connection:
            rows = connection.execute(
                counted.where(objects.c.state != ObjectState.GONE).group_by(objects.c.state)
            )
            return Counter({ObjectState(state): count for state, count in rows})

    def totals_for_readers(self, source_id: int) -> ReaderTotals:
        """Count the objects of a source whose state readers see, in one query.

        Args:
            source_id: The number of the source.

        Returns:
            States of the objects that the last scan saw and of those that the delete brake keeps.
        """
        counted = (
            select(objects.c.state, objects.c.missing, func.count())
            .where(objects.c.source_id == source_id, objects.c.state != ObjectState.GONE)
            .group_by(objects.c.state, objects.c.missing)
        )
        states: Counter[ObjectState] = Counter()
        missing = 0
        with self._db.read() as connection:
            for state, is_missing, count in connection.execute(counted):
                states[ObjectState(state)] += count
                if is_missing:
                    missing += count
        return ReaderTotals(states, missing)

    def withdrawn(self, source_id: int) -> tuple[int, list[tuple[str, str]]]:
        """How many objects of a source have passages, and those that are to lose them because they can't be read: path and code.

        To be asked before works are resolved, which takes the passages away.
        """
        carrying = (
            exists().where(passages.c.object_id == objects.c.id),
            objects.c.source_id == source_id,
        )
        lost = objects.c.state == ObjectState.QUARANTINED, objects.c.work.is_(None)
        with self._db.read() as connection:
            had = connection.scalar(select(func.count()).select_from(objects).where(*carrying)) or 0
            rows = connection.execute(
                select(objects.c.path, objects.c.code)
                .where(*carrying, *lost)
                .order_by(objects.c.path)
            )
            return had, [(row.path, row.code) for row in rows]

    def quarantined(self) -> Iterator[Quarantined]:
        """Every object that is set aside, by source and path."""
        wanted = (
            select(
                objects.c.id,
                sources.c.name,
                sources.c.location,
                *(
                    objects.c[name]
                    for name in (
                        "path",
                        "uri",
                        "code",
                        "detail",
                        "attempts",
                        "size",
                        "sha256",
                        "read_ns",
                    )
                ),
            )
            .join(sources)
            .where(objects.c.state == ObjectState.QUARANTINED)
            .order_by(sources.c.name, objects.c.path)
        )
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                yield Quarantined(*row)

    def reasons(self, source_id: int | None = None) -> Counter[str]:
        """How many objects are set aside for which reason; of one source, or of all."""
        counted = select(objects.c.code, func.count()).where(
            objects.c.state == ObjectState.QUARANTINED
        )
        if source_id is not None:
            counted = counted.where(objects.c.source_id == source_id)
        with self._db.read() as connection:
            return Counter(pairs(connection.execute(counted.group_by(objects.c.code))))

    def retry(self, ids: Collection[int]) -> None:
        """Forget why these objects, and others with the same bytes, were set aside: the next run reads them as if for the first time.

        Those whose bytes could not be had are left as they are: every run looks for them again. In one transaction.
        """
        with self._db.write() as connection:
            for part in chunks(ids):
                hashes = select(objects.c.sha256).where(
                    objects.c.id.in_(part), objects.c.sha256.is_not(None)
                )
                _unpack_again(connection, part)
                had = (
                    objects.c.sha256.in_(hashes),
                    objects.c.state == ObjectState.QUARANTINED,
                    objects.c.code.not_in(UNREAD),
                    ~_NOT_UNPACKED,
                )
                for table, key in (
                    (structures, objects.c.structure_key),
                    (documents, objects.c.document_key),
                ):
                    keys = select(key).where(*had, key.is_not(None))
                    connection.execute(
                        delete(table).where(table.c.key.in_(keys), table.c.code.is_not(None))
                    )
                read = exists().where(documents.c.key == objects.c.document_key)
                first = {
                    "state": ObjectState.PENDING,
                    "code": None,
                    "detail": None,
                    "attempts": 0,
                    "structure_key": None,
                    "work": None,
                }
                connection.execute(
                    update(objects)
                    .where(*had)
                    .values(first | {"document_key": case((read, objects.c.document_key))})
                )

    def state(self, ids: Collection[int]) -> dict[int, tuple[ObjectState, str | None, str | None]]:
        """Where these objects stand: state, reason and detail, by id."""
        found: dict[int, tuple[ObjectState, str | None, str | None]] = {}
        with self._db.read() as connection:
            for part in chunks(ids):
                wanted = select(
                    objects.c.id, objects.c.state, objects.c.code, objects.c.detail
                ).where(objects.c.id.in_(part))
                found |= {
                    row.id: (ObjectState(row.state), row.code, row.detail)
                    for row in connection.execute(wanted)
                }
        return found

    def outcomes(self) -> Iterator[tuple[str, str, str, str | None]]:
        """(source, path, state, code) of every object that is not gone, in order: what a clean build would give too."""
        wanted = select(sources.c.name, objects.c.path, objects.c.state, objects.c.code).join(
            sources
        )
        with self._db.read() as connection:
            for row in connection.execute(
                wanted.where(objects.c.state != ObjectState.GONE).order_by(
                    sources.c.name, objects.c.path
                )
            ):
                yield row.name, row.path, row.state, row.code

    def settle(self) -> None:
        """Give every pending object that carries a resolved work its last state; see `settle`.

        So every mirror: the passages of its own work may have gone in a later transaction than the one that settled it.
        """
        mirror = exists().where(mirrors.c.object_id == objects.c.id)
        with self._db.write() as connection:
            settle(
                connection,
                or_(
                    objects.c.state == ObjectState.PENDING,
                    and_(mirror, objects.c.state == ObjectState.INDEXED),
                ),
            )


_NOTHING_MADE: dict[str, Any] = {
    "sha256": None,
    "document_key": None,
    "structure_key": None,
    "work": None,
    "duplicate_of": None,
}


_NOT_UNPACKED = and_(
    objects.c.unpacked_key.is_not(None),
    objects.c.state == ObjectState.QUARANTINED,
    objects.c.document_key.is_(None),
)
"""Containers that could not be taken apart: whoever reads documents has no business with them."""


def _unpack_again(connection: Connection, ids: Collection[int]) -> None:
    """Have the next run take these containers apart anew that could not be, from the outermost that holds them."""
    wanted = select(objects.c.source_id, objects.c.path).where(objects.c.id.in_(ids), _NOT_UNPACKED)
    for source_id, path in connection.execute(wanted).all():
        outermost = objects.c.source_id == source_id, objects.c.path == path.partition(MEMBER)[0]
        connection.execute(
            update(objects).where(*outermost).values(read_ns=None, attempts=0, unpacked_key="")
        )


def _known(row: Row[Any]) -> KnownObject:
    values = as_dict(row)
    return KnownObject(**{**values, "state": ObjectState(values["state"])})


def _row(source_id: int, one: SeenObject) -> dict[str, object]:
    state = (
        ObjectState.IGNORED
        if one.rule
        else ObjectState.QUARANTINED
        if one.code
        else ObjectState.PENDING
    )
    values = asdict(one) | {"source_id": source_id, "state": state, "missing": False}
    del values["sha256"]
    return values


def settle(connection: Connection, which: ColumnElement[bool]) -> None:
    """State of objects that carry a work: indexed, or duplicate of the object that carries their passages instead.

    An object whose bytes could not be had this time stays quarantined, although what it carried stays in the index.
    """
    carries = exists().where(passages.c.object_id == objects.c.id)
    carrier = (
        select(func.min(manifestations.c.mirrors))
        .where(manifestations.c.object_id == objects.c.id)
        .scalar_subquery()
    )
    connection.execute(
        update(objects)
        .where(which, objects.c.work.is_not(None), objects.c.code.is_(None))
        .values(
            state=case(
                (carries, ObjectState.INDEXED),
                (carrier.is_not(None), ObjectState.DUPLICATE),
                else_=ObjectState.QUARANTINED,
            ),
            duplicate_of=case((carries, null()), else_=carrier),
            code=case((or_(carries, carrier.is_not(None)), null()), else_="no_passages"),
            detail=case(
                (or_(carries, carrier.is_not(None)), null()), else_="nothing citable was made of it"
            ),
        )
    )
