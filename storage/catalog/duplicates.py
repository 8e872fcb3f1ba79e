"""Fingerprints of texts, and who stands for whom among copies.

A fingerprint belongs to a structure: the signature of its text, and what it says of itself. Bands and likenesses belong to
signatures, so that a text that lies in ten places is compared once. What no object carries any more is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    union,
    update,
)

from corpus.records import ObjectState
from storage.catalog._engine import Database, as_dict, chunks, pairs
from storage.catalog.tables import (
    bands,
    documents,
    fingerprints,
    likenesses,
    mirrors,
    objects,
    sources,
    structures,
)


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A structure without a fingerprint, and the document that it was made from."""

    structure_key: str
    document_key: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A structure's fingerprint. `outline` is JSON; `bands` are those of a signature that had none, else empty."""

    structure_key: str
    signature: int
    outline: Any
    bands: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that are alike, the lower signature first, and how they compare (JSON)."""

    one: int
    other: int
    comparison: Any


@dataclass(frozen=True, slots=True)
class Copy:
    """An object whose text others have too, or nearly; `outline` is JSON."""

    object_id: int
    source: str
    path: str
    signature: int
    outline: Any


@dataclass(frozen=True, slots=True)
class Mirroring:
    """That an object is a mirror: whose, how alike (0–1), how many characters only the mirror has, and the longest stretch of them."""

    of: int
    likeness: float
    own: int = 0
    example: str = ""


class Duplicates:
    """Which documents are copies of which."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def unmarked(self, version: int) -> list[Unmarked]:
        """The structures that objects carry and that have no fingerprint of this version, by key."""
        marked = select(fingerprints.c.structure_key).where(fingerprints.c.version == version)
        carried = select(objects.c.structure_key).where(objects.c.work.is_not(None))
        wanted = select(structures.c.key, structures.c.document_key).where(
            structures.c.key.in_(carried), structures.c.key.not_in(marked)
        )
        with self._db.read() as connection:
            return [Unmarked(*row) for row in connection.execute(wanted.order_by(structures.c.key))]

    def known(self, signatures: Collection[int]) -> set[int]:
        """Those of the signatures that have bands."""
        found: set[int] = set()
        with self._db.read() as connection:
            for part in chunks(signatures):
                found.update(
                    connection.scalars(
                        select(bands.c.signature).where(bands.c.signature.in_(part)).distinct()
                    )
                )
        return found

    def sharing(self, values: Collection[int], most: int) -> dict[int, list[int]]:
        """The signatures that have these bands, by band; of bands that at most so many have."""
        found: dict[int, list[int]] = {}
        with self._db.read() as connection:
            for part in chunks(values):
                among = bands.c.value.in_(part)
                rare = (
                    select(bands.c.value)
                    .where(among)
                    .group_by(bands.c.value)
                    .having(func.count() <= most)
                )
                for value, signature in connection.execute(
                    select(bands.c.value, bands.c.signature).where(bands.c.value.in_(rare))
                ):
                    found.setdefault(value, []).append(signature)
        return found

    def bands(self, signatures: Collection[int]) -> dict[int, list[int]]:
        """The bands of these signatures, by signature."""
        found: dict[int, list[int]] = {}
        with self._db.read() as connection:
            for part in chunks(signatures):
                for value, signature in connection.execute(
                    select(bands.c.value, bands.c.signature).where(bands.c.signature.in_(part))
                ):
                    found.setdefault(signature, []).append(value)
        return found

    def outlines(self, signatures: Collection[int]) -> dict[int, list[Any]]:
        """What the documents say of themselves that have these signatures, by signature."""
        found: dict[int, list[Any]] = {}
        wanted = select(fingerprints.c.signature, fingerprints.c.outline)
        with self._db.read() as connection:
            for part in chunks(signatures):
                for signature, outline in connection.execute(
                    wanted.where(fingerprints.c.signature.in_(part))
                ):
                    found.setdefault(signature, []).append(outline)
        return found

    def document_keys(self, signatures: Collection[int]) -> dict[int, str]:
        """A document of each signature."""
        found: dict[int, str] = {}
        wanted = select(fingerprints.c.signature, func.min(structures.c.document_key)).group_by(
            fingerprints.c.signature
        )
        joined = wanted.join(structures, structures.c.key == fingerprints.c.structure_key).join(
            documents, documents.c.key == structures.c.document_key
        )
        with self._db.read() as connection:
            for part in chunks(signatures):
                found |= pairs(connection.execute(joined.where(fingerprints.c.signature.in_(part))))
        return found

    def commit(
        self, version: int, marks: Collection[Fingerprint], found: Collection[Likeness]
    ) -> None:
        """Keep fingerprints and likenesses, in one transaction."""
        with self._db.write() as connection:
            rows = [
                {
                    "structure_key": one.structure_key,
                    "version": version,
                    "signature": one.signature,
                    "outline": one.outline,
                }
                for one in marks
            ]
            self._db.upsert(connection, fingerprints, rows)
            held = [
                {"value": value, "signature": one.signature} for one in marks for value in one.bands
            ]
            self._db.upsert(connection, bands, held)
            alike = [
                {"one": one.one, "other": one.other, "comparison": one.comparison} for one in found
            ]
            self._db.upsert(connection, likenesses, alike)

    def copies(self) -> list[Copy]:
        """The objects whose text others have too, or nearly, by source and path."""
        live = objects.join(
            fingerprints, fingerprints.c.structure_key == objects.c.structure_key
        ).join(sources)
        carrying = objects.c.work.is_not(None)
        twice = (
            select(fingerprints.c.signature)
            .select_from(live)
            .where(carrying)
            .group_by(fingerprints.c.signature)
        )
        several: Subquery = union(
            twice.having(func.count() > 1), select(likenesses.c.one), select(likenesses.c.other)
        ).subquery()
        columns = (
            objects.c.id,
            sources.c.name,
            objects.c.path,
            fingerprints.c.signature,
            fingerprints.c.outline,
        )
        wanted = (
            select(*columns)
            .select_from(live)
            .where(carrying, fingerprints.c.signature.in_(select(several.c[0])))
        )
        with self._db.read() as connection:
            return [
                Copy(*row)
                for row in connection.execute(wanted.order_by(sources.c.name, objects.c.path))
            ]

    def likenesses(self) -> list[Likeness]:
        """All texts that are alike."""
        with self._db.read() as connection:
            return [
                Likeness(*row)
                for row in connection.execute(
                    select(likenesses).order_by(likenesses.c.one, likenesses.c.other)
                )
            ]

    def mirrors(self) -> dict[int, int]:
        """By each mirror's object the object that stands for it."""
        with self._db.read() as connection:
            return pairs(connection.execute(select(mirrors.c.object_id, mirrors.c.of)))

    def appoint(self, wanted: Mapping[int, Mirroring]) -> int:
        """Make these objects mirrors, and no others: each carries the work of the one that it mirrors. How many changed.

        An object that is a mirror no more carries its own work again. In one transaction; nothing is written where all is so already.
        """
        with self._db.read() as connection:
            there = {
                row.object_id: Mirroring(row.of, row.likeness, row.own, row.example)
                for row in connection.execute(select(mirrors))
            }
            works = self._works(connection, {*there, *wanted, *(one.of for one in wanted.values())})
        carried = {
            id_: works[wanted[id_].of][1] if id_ in wanted else works[id_][1]
            for id_ in {*there, *wanted}
            if works[id_][0]
        }
        moved = {id_: work for id_, work in carried.items() if works[id_][0] != work}
        ended, begun = (
            there.keys() - wanted.keys(),
            {id_: one for id_, one in wanted.items() if there.get(id_) != one},
        )
        if not (ended or begun or moved):
            return 0
        with self._db.write() as connection:
            for part in chunks(ended):
                connection.execute(delete(mirrors).where(mirrors.c.object_id.in_(part)))
            rows = [
                {
                    "object_id": id_,
                    "of": one.of,
                    "likeness": one.likeness,
                    "own": one.own,
                    "example": one.example,
                }
                for id_, one in begun.items()
            ]
            self._db.upsert(connection, mirrors, rows)
            for id_, work in moved.items():
                connection.execute(update(objects).where(objects.c.id == id_).values(work=work))
        return len({*ended, *begun, *moved})

    def _works(
        self, connection: Connection, ids: Collection[int]
    ) -> dict[int, tuple[str | None, str | None]]:
        """The work that each object carries, and its own."""
        wanted = select(objects.c.id, objects.c.work, structures.c.work).outerjoin(
            structures, structures.c.key == objects.c.structure_key
        )
        found: dict[int, tuple[str | None, str | None]] = {}
        for part in chunks(ids):
            found |= {
                row[0]: (row[1], row[2])
                for row in connection.execute(wanted.where(objects.c.id.in_(part)))
            }
        return found

    def forget(self, version: int) -> int:
        """Drop the fingerprints of other versions and of structures that no object carries any more, with what belongs to their texts.

        How many were dropped.
        """
        carried = select(objects.c.structure_key).where(objects.c.structure_key.is_not(None))
        stale = or_(fingerprints.c.structure_key.not_in(carried), fingerprints.c.version != version)
        with self._db.read() as connection:
            lost = connection.execute(
                select(fingerprints.c.structure_key, fingerprints.c.signature).where(stale)
            ).all()
        if not lost:
            return 0
        with self._db.write() as connection:
            for part in chunks(row.structure_key for row in lost):
                connection.execute(
                    delete(fingerprints).where(fingerprints.c.structure_key.in_(part))
                )
            for part in chunks({row.signature for row in lost}):
                for table, columns in (
                    (bands, (bands.c.signature,)),
                    (likenesses, (likenesses.c.one, likenesses.c.other)),
                ):
                    connection.execute(
                        delete(table).where(or_(*(_unused(column, part) for column in columns)))
                    )
        return len(lost)

    def mirrored(self, work: str) -> list[dict[str, Any]]:
        """The objects whose own work this is and that mirror another's: source, path, likeness, own, example, work, by source and path."""
        columns = (
            sources.c.name.label("source"),
            objects.c.path,
            mirrors.c.likeness,
            mirrors.c.own,
            mirrors.c.example,
            objects.c.work,
        )
        wanted: Select[Any] = (
            select(*columns).select_from(_MIRRORS).where(structures.c.work == work)
        )
        with self._db.read() as connection:
            return [
                as_dict(row)
                for row in connection.execute(wanted.order_by(sources.c.name, objects.c.path))
            ]

    def count(self, source_id: int) -> int:
        """How many of a source's objects mirror a text that is not to the letter theirs, or another work's."""
        duplicate = objects.c.state == ObjectState.DUPLICATE
        with self._db.read() as connection:
            wanted = select(func.count()).select_from(
                mirrors.join(objects, objects.c.id == mirrors.c.object_id)
            )
            return connection.scalar(wanted.where(objects.c.source_id == source_id, duplicate)) or 0


_MIRRORS = (
    mirrors.join(objects, objects.c.id == mirrors.c.object_id)
    .join(sources, sources.c.id == objects.c.source_id)
    .join(structures, structures.c.key == objects.c.structure_key)
)


def _unused(column: ColumnElement[int], part: Iterable[int]) -> ColumnElement[bool]:
    return and_(column.in_(list(part)), ~exists().where(fingerprints.c.signature == column))
