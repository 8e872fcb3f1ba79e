"""The objects of every source: what was seen, what it was, and the one state in which it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Label, Row, and_, bindparam, exists, func, or_, select, update

from corpus.records import ObjectState
from storage.catalog._engine import Database, as_dict, chunks, pairs
from storage.catalog._held import (
    IS_TO_LOSE,
    forget_earlier,
    give_up_unreadable,
    hold_files,
    hold_unreadable,
    note_published,
)
from storage.catalog._object_states import (
    NOT_UNPACKED,
    seen_values,
    settle,
    start_over,
)
from storage.catalog._parts import (
    IS_FILE,
    NOTHING_MADE,
    drop_parts,
    follow_files,
    has_parts,
    has_passages,
)
from storage.catalog.object_records import (
    UNREAD,
    KnownObject,
    ObjectProgress,
    Quarantined,
    ReaderTotals,
    SeenObject,
    WithdrawnObject,
)
from storage.catalog.tables import (
    documents,
    manifestations,
    mirrors,
    objects,
    passages,
    sources,
)
from storage.catalog.work_records import HeldFile

__all__ = [
    "UNREAD",
    "KnownObject",
    "ObjectProgress",
    "Objects",
    "Quarantined",
    "ReaderTotals",
    "SeenObject",
    "WithdrawnObject",
    "settle",
]

_TOUCH = (
    update(objects)
    .where(or_(objects.c.id == bindparam("object"), objects.c.part_of == bindparam("object")))
    .values(
        mtime_ns=bindparam("mtime"),
        ctime_ns=bindparam("ctime"),
        read_ns=bindparam("read"),
        uri=bindparam("here"),
        unpacked_key=bindparam("unpacked"),
    )
)

_HAS_PASSAGES = has_passages()
_part = objects.alias()

_SET_ASIDE = (ObjectState.QUARANTINED, ObjectState.HELD)
"""States of objects that a person may have to do something about."""

_GONE = NOTHING_MADE | {"state": ObjectState.GONE, "missing": False}

ObjectOutcome = tuple[ObjectState, str | None, str | None]
"""State, reason and detail of an object."""


class Objects:
    """What was seen in the sources."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def known(self, source_id: int) -> dict[str, KnownObject]:
        """Return all that is known of the objects of a source.

        Args:
            source_id: The source.

        Returns:
            By path, every object but those that are gone.
        """
        columns = [objects.c[name] for name in KnownObject.__dataclass_fields__]
        wanted = select(*columns).where(
            IS_FILE,
            objects.c.source_id == source_id,
            objects.c.state != ObjectState.GONE,
        )
        with self._db.read() as connection:
            return {row.path: _known_object(row) for row in connection.execute(wanted)}

    def see(
        self,
        source_id: int,
        seen: Sequence[SeenObject],
    ) -> None:
        """Store new and changed objects.

        An object whose bytes were read is pending, and its stages start over; its passages stay
        until they have. Where the bytes could not be read (`UNREAD`), only state and reason change.
        Ignored and refused objects contribute nothing. All in one transaction: a container is never
        known without its members.

        Args:
            source_id: The source.
            seen: Its objects.
        """
        unread = []
        stored = []
        refused = []
        for found in seen:
            values = seen_values(source_id, found)
            if found.code in UNREAD:
                unread.append(values)
            elif found.code or found.rule:
                refused.append(values | NOTHING_MADE | {"sha256": found.sha256})
            else:
                stored.append(values | {"sha256": found.sha256})
        with self._db.write() as connection:
            for rows in (unread, stored, refused):
                self._db.upsert(
                    connection,
                    objects,
                    rows,
                    key=("source_id", "path", "part"),
                )
            follow_files(
                connection,
                source_id,
                [found.path for found in seen],
            )

    def touch(self, again: Mapping[int, SeenObject]) -> None:
        """Note that objects were read again and found unchanged.

        Args:
            again: By object, when and by which rules, and what the file system says of it now.
        """
        rows = [
            {
                "object": id_,
                "mtime": seen.mtime_ns,
                "ctime": seen.ctime_ns,
                "read": seen.read_ns,
                "here": seen.uri,
                "unpacked": seen.unpacked_key,
            }
            for id_, seen in again.items()
        ]
        if not rows:
            return
        with self._db.write() as connection:
            connection.execute(_TOUCH, rows)

    def unread(
        self,
        ids: Collection[int],
        detail: str,
    ) -> None:
        """Note that the stored bytes of objects are damaged: they have to be fetched again.

        Args:
            ids: The objects.
            detail: What was seen.
        """
        values = {
            "state": ObjectState.QUARANTINED,
            "code": "unreadable",
            "detail": detail,
        }
        self._update(ids, values)

    def forget(self, ids: Collection[int]) -> None:
        """Note that objects are gone from their source: they contribute nothing from now on.

        Args:
            ids: The objects.
        """
        with self._db.write() as connection:
            for part in chunks(ids):
                connection.execute(update(objects).where(objects.c.id.in_(part)).values(_GONE))
            drop_parts(connection, ids)

    def hold(
        self,
        ids: Collection[int],
        *,
        missing: bool,
    ) -> None:
        """Note that objects are missing from their source, but kept by the delete brake.

        Args:
            ids: The objects.
            missing: False for objects that are there again.
        """
        self._update(ids, {"missing": missing})

    def _update(
        self,
        ids: Collection[int],
        values: Mapping[str, Any],
    ) -> None:
        with self._db.write() as connection:
            for part in chunks(ids):
                connection.execute(update(objects).where(objects.c.id.in_(part)).values(values))

    def present(self, hashes: Collection[str]) -> set[str]:
        """Return which bytes the last scans of the sources saw.

        Args:
            hashes: Hashes of bytes.

        Returns:
            Those of the hashes that an object has which is still in its source.
        """
        found: set[str] = set()
        wanted = select(objects.c.sha256).where(
            IS_FILE,
            objects.c.state.not_in(
                (
                    ObjectState.GONE,
                    ObjectState.IGNORED,
                )
            ),
            objects.c.missing.is_(False),
        )
        with self._db.read() as connection:
            for part in chunks(hashes):
                found.update(connection.scalars(wanted.where(objects.c.sha256.in_(part))))
        return found

    def stages(self, source_ids: Sequence[int]) -> Iterator[ObjectProgress]:
        """Return the objects whose bytes are stored, with the keys of what was made of them.

        Args:
            source_ids: Sources.

        Returns:
            Their objects, by id, read page by page.
        """
        columns = [_progress_column(name) for name in ObjectProgress.__dataclass_fields__]
        is_readable = or_(objects.c.code.is_(None), objects.c.code.not_in(UNREAD))
        wanted = (
            select(*columns)
            .outerjoin(documents, documents.c.key == objects.c.document_key)
            .where(
                IS_FILE,
                objects.c.source_id.in_(source_ids),
                objects.c.state.not_in(
                    (
                        ObjectState.GONE,
                        ObjectState.IGNORED,
                    )
                ),
                objects.c.sha256.is_not(None),
                is_readable,
                ~NOT_UNPACKED,
            )
        )
        return (ObjectProgress(**as_dict(row)) for row in self._db.pages(wanted, objects.c.id))

    def totals(self, source_id: int) -> Counter[ObjectState]:
        """Return how many objects of a source ended in which state.

        Args:
            source_id: The source.

        Returns:
            Counts by state, of the objects that the last scan saw.
        """
        wanted = (
            select(objects.c.state, func.count())
            .where(
                IS_FILE,
                objects.c.source_id == source_id,
                objects.c.missing.is_(False),
                objects.c.state != ObjectState.GONE,
            )
            .group_by(objects.c.state)
        )
        with self._db.read() as connection:
            counts = pairs(connection.execute(wanted))
        return Counter({ObjectState(state): count for state, count in counts.items()})

    def totals_for_readers(self, source_id: int) -> ReaderTotals:
        """Count the objects of a source whose state readers see, in one query.

        Args:
            source_id: The number of the source.

        Returns:
            States of the objects that the last scan saw and of those that the delete brake keeps.
            A held object is in no other count of states.
        """
        is_held = or_(
            objects.c.state == ObjectState.HELD,
            and_(IS_TO_LOSE, _HAS_PASSAGES),
        ).label("held")
        wanted = (
            select(
                objects.c.state,
                objects.c.missing,
                is_held,
                func.count(),
            )
            .where(
                IS_FILE,
                objects.c.source_id == source_id,
                objects.c.state != ObjectState.GONE,
            )
            .group_by(objects.c.state, objects.c.missing, is_held)
        )
        states: Counter[ObjectState] = Counter()
        missing = 0
        held = 0
        with self._db.read() as connection:
            for state, is_missing, readers_keep, count in connection.execute(wanted):
                if is_missing:
                    missing += count
                if readers_keep:
                    held += count
                else:
                    states[ObjectState(state)] += count
        return ReaderTotals(states, missing, held)

    def withdrawn(self, source_id: int) -> tuple[int, list[WithdrawnObject]]:
        """Return which objects are to lose their passages because they can't be read any more.

        Ask before works are resolved, which takes the passages away.

        Args:
            source_id: A source.

        Returns:
            How many of its objects have passages; and those that are to lose them, or that the
            brake keeps.
        """
        contributing = IS_FILE, _HAS_PASSAGES, objects.c.source_id == source_id
        counted = select(func.count()).select_from(objects).where(*contributing)
        wanted = (
            select(
                objects.c.id,
                objects.c.path,
                objects.c.code,
            )
            .where(*contributing, IS_TO_LOSE)
            .order_by(objects.c.path)
        )
        with self._db.read() as connection:
            total = connection.scalar(counted) or 0
            rows = connection.execute(wanted)
            return total, [WithdrawnObject(*row) for row in rows]

    def keep_unreadable(
        self,
        ids: Sequence[int],
        *,
        keep: bool,
    ) -> None:
        """Have readers keep objects that can't be read any more, or give the objects up.

        Args:
            ids: Objects that `withdrawn` returned.
            keep: Whether readers keep them. Such an object is held, the others are quarantined.
        """
        with self._db.write() as connection:
            for part in chunks(ids):
                if keep:
                    hold_unreadable(
                        self._db,
                        connection,
                        part,
                    )
                else:
                    give_up_unreadable(connection, part)

    def hold_uncited(self, expressions: Mapping[str, str]) -> int:
        """Hold the files of versions whose citations could not be read.

        Args:
            expressions: By the id of a version, what was seen.

        Returns:
            How many files are held.
        """
        files: dict[int, HeldFile] = {}
        wanted = select(passages.c.expression_id, passages.c.object_id).distinct()
        with self._db.write() as connection:
            for part in chunks(expressions):
                among = wanted.where(passages.c.expression_id.in_(part))
                for expression, object_id in connection.execute(among):
                    files[object_id] = HeldFile(
                        object_id,
                        "citations_not_read",
                        expressions[expression],
                    )
            hold_files(
                self._db,
                connection,
                list(files.values()),
            )
        return len(files)

    def note_published(self) -> None:
        """Note that readers have everything: a document that is held later keeps this version."""
        with self._db.write() as connection:
            note_published(connection)

    def quarantined(self) -> Iterator[Quarantined]:
        """Return every object that is in quarantine or held, by source and path."""
        of_file = or_(_part.c.id == objects.c.id, _part.c.part_of == objects.c.id)
        serves = (
            select(func.min(manifestations.c.expression_id))
            .join(_part, _part.c.id == manifestations.c.object_id)
            .where(of_file, objects.c.state == ObjectState.HELD)
            .correlate(objects)
            .scalar_subquery()
        )
        columns = (
            objects.c.id,
            sources.c.name,
            sources.c.location,
            objects.c.path,
            objects.c.uri,
            objects.c.code,
            objects.c.detail,
            objects.c.attempts,
            objects.c.size,
            objects.c.sha256,
            objects.c.read_ns,
            objects.c.state,
            serves,
        )
        wanted = (
            select(*columns)
            .join(sources)
            .where(IS_FILE, objects.c.state.in_(_SET_ASIDE))
            .order_by(sources.c.name, objects.c.path)
        )
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                found = Quarantined(*row)
                yield replace(found, state=ObjectState(found.state))

    def reasons(
        self,
        source_id: int | None = None,
        *,
        state: ObjectState = ObjectState.QUARANTINED,
    ) -> Counter[str]:
        """Return how many objects are set aside for which reason.

        Args:
            source_id: A source; None means all of them.
            state: `quarantined`, or `held`.

        Returns:
            Counts by code.
        """
        wanted = select(objects.c.code, func.count()).where(IS_FILE, objects.c.state == state)
        if source_id is not None:
            wanted = wanted.where(objects.c.source_id == source_id)
        with self._db.read() as connection:
            return Counter(pairs(connection.execute(wanted.group_by(objects.c.code))))

    def retry(self, ids: Collection[int]) -> None:
        """Have the next run read objects as if for the first time, and others with the same bytes.

        Those whose bytes could not be read are left as they are: every run looks for them again. In
        one transaction.

        Args:
            ids: Objects that are in quarantine or held.
        """
        with self._db.write() as connection:
            for part in chunks(ids):
                start_over(connection, part)

    def state(self, ids: Collection[int]) -> dict[int, ObjectOutcome]:
        """Return the states of objects.

        Args:
            ids: The objects.

        Returns:
            State, reason and detail, by id.
        """
        columns = objects.c.id, objects.c.state, objects.c.code, objects.c.detail
        found: dict[int, ObjectOutcome] = {}
        with self._db.read() as connection:
            for part in chunks(ids):
                for row in connection.execute(select(*columns).where(objects.c.id.in_(part))):
                    found[row.id] = (
                        ObjectState(row.state),
                        row.code,
                        row.detail,
                    )
        return found

    def outcomes(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Return (source, path, state, code) of every object that is not gone, in order.

        A clean build of the same archive would give the same.
        """
        columns = sources.c.name, objects.c.path, objects.c.state, objects.c.code
        wanted = (
            select(*columns)
            .join(sources)
            .where(IS_FILE, objects.c.state != ObjectState.GONE)
            .order_by(sources.c.name, objects.c.path)
        )
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                yield row.name, row.path, row.state, row.code

    def settle(self) -> None:
        """Give every pending object that contains a resolved work its last state.

        Every mirror gets it anew: the passages of its own work may have gone in a later transaction
        than the one that settled it.
        """
        is_mirror = exists().where(mirrors.c.object_id == objects.c.id)
        is_pending = objects.c.state == ObjectState.PENDING
        is_indexed_mirror = and_(is_mirror, objects.c.state == ObjectState.INDEXED)
        with self._db.write() as connection:
            settle(connection, or_(is_pending, is_indexed_mirror, has_parts()))
            forget_earlier(connection)


def _known_object(row: Row[Any]) -> KnownObject:
    values = as_dict(row)
    values["state"] = ObjectState(values["state"])
    return KnownObject(**values)


def _progress_column(name: str) -> Column[Any] | Label[Any]:
    """The column of a field of `ObjectProgress`."""
    if name == "read":
        return documents.c.body.is_not(None).label("read")
    if name == "parser":
        return documents.c.parser
    return objects.c[name]
