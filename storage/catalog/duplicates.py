"""Fingerprints of texts, and which document stands for its copies.

A fingerprint belongs to a structure: the signature of its text, and what it says of itself. Bands
and likenesses belong to signatures, so that a text that lies in ten places is compared once. What
no object contains any more is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
from storage.catalog._trust import Mails, read_mails, trust_of
from storage.catalog.duplicate_records import (
    Copy,
    Fingerprint,
    Likeness,
    Mirroring,
    TextPlace,
    Unmarked,
)
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

__all__ = [
    "Copy",
    "Duplicates",
    "Fingerprint",
    "Likeness",
    "Mirroring",
    "TextPlace",
    "Unmarked",
]


class Duplicates:
    """Which documents are copies of which."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def unmarked(self, version: int) -> list[Unmarked]:
        """Return the structures of objects that have no fingerprint.

        Args:
            version: The version of the fingerprints.

        Returns:
            The structures, by key.
        """
        marked = select(fingerprints.c.structure_key).where(fingerprints.c.version == version)
        of_objects = select(objects.c.structure_key).where(objects.c.work.is_not(None))
        wanted = (
            select(structures.c.key, structures.c.document_key)
            .where(structures.c.key.in_(of_objects), structures.c.key.not_in(marked))
            .order_by(structures.c.key)
        )
        with self._db.read() as connection:
            return [Unmarked(*row) for row in connection.execute(wanted)]

    def known(self, signatures: Collection[int]) -> set[int]:
        """Return those of the signatures that have bands.

        Args:
            signatures: Signatures of texts.

        Returns:
            The known ones.
        """
        found: set[int] = set()
        wanted = select(bands.c.signature).distinct()
        with self._db.read() as connection:
            for part in chunks(signatures):
                found.update(connection.scalars(wanted.where(bands.c.signature.in_(part))))
        return found

    def sharing(
        self,
        values: Collection[int],
        most: int,
    ) -> dict[int, list[int]]:
        """Return the signatures that have some bands.

        Args:
            values: Bands.
            most: Bands that more signatures have than this are left out.

        Returns:
            Signatures by band.
        """
        found: dict[int, list[int]] = {}
        wanted = select(bands.c.value, bands.c.signature)
        with self._db.read() as connection:
            for part in chunks(values):
                rare = (
                    select(bands.c.value)
                    .where(bands.c.value.in_(part))
                    .group_by(bands.c.value)
                    .having(func.count() <= most)
                )
                rows = connection.execute(wanted.where(bands.c.value.in_(rare)))
                for value, signature in rows:
                    found.setdefault(value, []).append(signature)
        return found

    def bands(self, signatures: Collection[int]) -> dict[int, list[int]]:
        """Return the bands of signatures.

        Args:
            signatures: Signatures of texts.

        Returns:
            Bands by signature.
        """
        wanted = select(bands.c.signature, bands.c.value)
        return self._grouped(
            wanted,
            bands.c.signature,
            signatures,
        )

    def outlines(self, signatures: Collection[int]) -> dict[int, list[Any]]:
        """Return what the documents with some signatures say of themselves.

        Args:
            signatures: Signatures of texts.

        Returns:
            Outlines by signature.
        """
        wanted = select(fingerprints.c.signature, fingerprints.c.outline)
        return self._grouped(
            wanted,
            fingerprints.c.signature,
            signatures,
        )

    def _grouped(
        self,
        wanted: Select[Any],
        column: ColumnElement[int],
        signatures: Collection[int],
    ) -> dict[int, list[Any]]:
        """The second column of a selection, by the first."""
        found: dict[int, list[Any]] = {}
        with self._db.read() as connection:
            for part in chunks(signatures):
                for signature, value in connection.execute(wanted.where(column.in_(part))):
                    found.setdefault(signature, []).append(value)
        return found

    def places(self, signatures: Collection[int]) -> dict[int, TextPlace]:
        """Return for each signature where its text stands.

        Args:
            signatures: Signatures of texts.

        Returns:
            Documents with the range of the text, by signature.
        """
        found: dict[int, TextPlace] = {}
        columns = (
            fingerprints.c.signature,
            structures.c.document_key,
            structures.c.text_start,
            structures.c.text_end,
        )
        wanted = (
            select(*columns)
            .join(structures, structures.c.key == fingerprints.c.structure_key)
            .join(documents, documents.c.key == structures.c.document_key)
            .order_by(structures.c.key)
        )
        with self._db.read() as connection:
            for part in chunks(signatures):
                among = fingerprints.c.signature.in_(part)
                for signature, *place in connection.execute(wanted.where(among)):
                    found.setdefault(signature, TextPlace(*place))
        return found

    def commit(
        self,
        version: int,
        marks: Collection[Fingerprint],
        found: Collection[Likeness],
    ) -> None:
        """Store fingerprints and likenesses, in one transaction.

        Args:
            version: The version of the fingerprints.
            marks: New fingerprints.
            found: Texts that are alike.
        """
        fingerprint_rows = [
            {
                "structure_key": mark.structure_key,
                "version": version,
                "signature": mark.signature,
                "outline": mark.outline,
            }
            for mark in marks
        ]
        band_rows = [
            {
                "value": value,
                "signature": mark.signature,
            }
            for mark in marks
            for value in mark.bands
        ]
        likeness_rows = [
            {
                "one": likeness.one,
                "other": likeness.other,
                "comparison": likeness.comparison,
            }
            for likeness in found
        ]
        with self._db.write() as connection:
            self._db.upsert(
                connection,
                fingerprints,
                fingerprint_rows,
            )
            self._db.upsert(
                connection,
                bands,
                band_rows,
            )
            self._db.upsert(
                connection,
                likenesses,
                likeness_rows,
            )

    def copies(self) -> list[Copy]:
        """Return the objects whose text others have too, or nearly, by source and path."""
        columns = (
            objects.c.id,
            sources.c.name,
            objects.c.path,
            fingerprints.c.signature,
            fingerprints.c.outline,
            sources.c.trust,
        )
        wanted = (
            select(*columns)
            .select_from(_WITH_FINGERPRINTS)
            .where(objects.c.work.is_not(None), fingerprints.c.signature.in_(_shared_signatures()))
            .order_by(
                sources.c.name,
                objects.c.path,
                objects.c.part,
            )
        )
        with self._db.read() as connection:
            mails = read_mails(self._db, connection)
            return [_copy(row, mails) for row in connection.execute(wanted)]

    def likenesses(self) -> list[Likeness]:
        """Return all texts that are alike."""
        wanted = select(likenesses).order_by(likenesses.c.one, likenesses.c.other)
        with self._db.read() as connection:
            return [Likeness(*row) for row in connection.execute(wanted)]

    def mirrors(self) -> dict[int, int]:
        """Return by mirror the object that stands for it."""
        with self._db.read() as connection:
            return pairs(connection.execute(select(mirrors.c.object_id, mirrors.c.of)))

    def appoint(self, wanted: Mapping[int, Mirroring]) -> int:
        """Make objects mirrors, and no others: each contains the work of the one that it mirrors.

        An object that is no mirror any more contains its own work again. In one transaction;
        nothing is written where all is so already.

        Args:
            wanted: By object, what it mirrors.

        Returns:
            How many objects changed.
        """
        with self._db.read() as connection:
            stored = {
                row.object_id: Mirroring(
                    row.of,
                    row.likeness,
                    row.own,
                    row.example,
                )
                for row in connection.execute(select(mirrors))
            }
            primaries = {mirroring.of for mirroring in wanted.values()}
            works = _works(
                connection,
                {
                    *stored,
                    *wanted,
                    *primaries,
                },
            )
        moved: dict[int, str | None] = {}
        for id_ in {*stored, *wanted}:
            contained, own = works[id_]
            if contained is None:
                continue
            work = works[wanted[id_].of][1] if id_ in wanted else own
            if work != contained:
                moved[id_] = work
        ended = stored.keys() - wanted.keys()
        begun = {
            id_: mirroring for id_, mirroring in wanted.items() if stored.get(id_) != mirroring
        }
        if ended or begun or moved:
            self._write_mirrors(
                ended,
                begun,
                moved,
            )
        return len(
            {
                *ended,
                *begun,
                *moved,
            }
        )

    def _write_mirrors(
        self,
        ended: Collection[int],
        begun: Mapping[int, Mirroring],
        moved: Mapping[int, str | None],
    ) -> None:
        rows = [
            {
                "object_id": id_,
                "of": mirroring.of,
                "likeness": mirroring.likeness,
                "own": mirroring.own,
                "example": mirroring.example,
            }
            for id_, mirroring in begun.items()
        ]
        with self._db.write() as connection:
            for part in chunks(ended):
                connection.execute(delete(mirrors).where(mirrors.c.object_id.in_(part)))
            self._db.upsert(
                connection,
                mirrors,
                rows,
            )
            for id_, work in moved.items():
                connection.execute(update(objects).where(objects.c.id == id_).values(work=work))

    def forget(self, version: int) -> int:
        """Drop the fingerprints of other versions, and of structures that no object has any more.

        What belongs to their texts goes with them.

        Args:
            version: The version of the fingerprints that stay.

        Returns:
            How many fingerprints were dropped.
        """
        used = select(objects.c.structure_key).where(objects.c.structure_key.is_not(None))
        is_stale = or_(fingerprints.c.structure_key.not_in(used), fingerprints.c.version != version)
        wanted = select(fingerprints.c.structure_key, fingerprints.c.signature).where(is_stale)
        with self._db.read() as connection:
            lost = connection.execute(wanted).all()
        if not lost:
            return 0
        with self._db.write() as connection:
            for part in chunks(row.structure_key for row in lost):
                among = fingerprints.c.structure_key.in_(part)
                connection.execute(delete(fingerprints).where(among))
            for signatures in chunks({row.signature for row in lost}):
                _delete_unused(connection, signatures)
        return len(lost)

    def mirrored(self, work: str) -> list[dict[str, Any]]:
        """Return the objects whose own work this is, and that mirror another's.

        Args:
            work: A work.

        Returns:
            Rows of source, path, likeness, own, example, work; by source and path.
        """
        columns = (
            sources.c.name.label("source"),
            objects.c.path,
            mirrors.c.likeness,
            mirrors.c.own,
            mirrors.c.example,
            objects.c.work,
        )
        wanted: Select[Any] = (
            select(*columns)
            .select_from(_MIRRORS)
            .where(structures.c.work == work)
            .order_by(sources.c.name, objects.c.path)
        )
        with self._db.read() as connection:
            return [as_dict(row) for row in connection.execute(wanted)]

    def count(self, source_id: int) -> int:
        """Return how many objects of a source mirror a text that differs, or another work's.

        Args:
            source_id: The source.

        Returns:
            The number of objects.
        """
        wanted = (
            select(func.count())
            .select_from(mirrors.join(objects, objects.c.id == mirrors.c.object_id))
            .where(objects.c.source_id == source_id, objects.c.state == ObjectState.DUPLICATE)
        )
        with self._db.read() as connection:
            return connection.scalar(wanted) or 0


_MIRRORS = (
    mirrors.join(objects, objects.c.id == mirrors.c.object_id)
    .join(sources, sources.c.id == objects.c.source_id)
    .join(structures, structures.c.key == objects.c.structure_key)
)

_WITH_FINGERPRINTS = objects.join(
    fingerprints, fingerprints.c.structure_key == objects.c.structure_key
).join(sources)


def _shared_signatures() -> Select[Any]:
    """The signatures that several objects have, or that are like others."""
    several = (
        select(fingerprints.c.signature)
        .select_from(_WITH_FINGERPRINTS)
        .where(objects.c.work.is_not(None))
        .group_by(fingerprints.c.signature)
        .having(func.count() > 1)
    )
    shared: Subquery = union(
        several,
        select(likenesses.c.one),
        select(likenesses.c.other),
    ).subquery()
    return select(shared.c[0])


def _works(
    connection: Connection, ids: Collection[int]
) -> dict[int, tuple[str | None, str | None]]:
    """The work that each object contains, and its own."""
    wanted = select(
        objects.c.id,
        objects.c.work,
        func.coalesce(objects.c.identity, structures.c.work),
    ).outerjoin(structures, structures.c.key == objects.c.structure_key)
    found: dict[int, tuple[str | None, str | None]] = {}
    for part in chunks(ids):
        for id_, contained, own in connection.execute(wanted.where(objects.c.id.in_(part))):
            found[id_] = (contained, own)
    return found


def _delete_unused(connection: Connection, signatures: Collection[int]) -> None:
    """Delete the bands and likenesses of those of the signatures that no fingerprint has."""
    connection.execute(delete(bands).where(_is_unused(bands.c.signature, signatures)))
    unused = or_(
        _is_unused(likenesses.c.one, signatures), _is_unused(likenesses.c.other, signatures)
    )
    connection.execute(delete(likenesses).where(unused))


def _is_unused(column: ColumnElement[int], signatures: Iterable[int]) -> ColumnElement[bool]:
    has_fingerprint = exists().where(fingerprints.c.signature == column)
    return and_(column.in_(list(signatures)), ~has_fingerprint)


def _copy(row: Any, mails: Mails) -> Copy:
    trust = trust_of(
        row.name,
        row.path,
        row.trust,
        mails,
    )
    return Copy(
        row.id,
        row.name,
        row.path,
        row.signature,
        row.outline,
        trust,
    )
