"""Which work each object contains, where several objects have documents of one title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, or_, select, update

from corpus.records import DocumentFacts, Rank
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._facts import read_facts
from storage.catalog._trust import Mails, read_mails
from storage.catalog.tables import (
    expressions,
    mirrors,
    names,
    objects,
    passages,
    sources,
    structures,
)


@dataclass(frozen=True, slots=True)
class TitledObject:
    """An object whose document has a title that others have, too.

    Attributes:
        id: The number of the object.
        facts: What is known of its document.
        structure_key: The key of its structure.
        document_key: The key of its document.
        identity: The work that was decided on; None where nothing was.
    """

    id: int
    facts: DocumentFacts
    structure_key: str
    document_key: str
    identity: str | None


class Identities:
    """The works that objects contain, by title."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def groups(self) -> dict[str, list[TitledObject]]:
        """Return the objects whose title others have, or whose title others had.

        A mirror contains the work of another object, so it is left out.

        Returns:
            By the key of the title, the objects by source and path.
        """
        is_mirror = exists().where(mirrors.c.object_id == objects.c.id)
        contains = objects.c.work.is_not(None), structures.c.facts.is_not(None), ~is_mirror
        titled = objects.join(structures, structures.c.key == objects.c.structure_key)
        several = (
            select(structures.c.work)
            .select_from(titled)
            .where(*contains)
            .group_by(structures.c.work)
            .having(or_(func.count() > 1, func.count(objects.c.identity) > 0))
        )
        wanted = (
            select(
                structures.c.work.label("name"),
                structures.c.facts,
                objects.c.id,
                objects.c.path,
                objects.c.structure_key,
                structures.c.document_key,
                objects.c.identity,
                sources.c.name.label("source"),
                sources.c.trust,
            )
            .select_from(titled.join(sources))
            .where(*contains, structures.c.work.in_(several))
            .order_by(
                structures.c.work,
                sources.c.name,
                objects.c.path,
                objects.c.part,
            )
        )
        found: dict[str, list[TitledObject]] = {}
        with self._db.read() as connection:
            mails = read_mails(self._db, connection)
            for row in connection.execute(wanted):
                found.setdefault(row.name, []).append(_titled(row, mails))
        return found

    def shared(self) -> dict[str, list[DocumentFacts]]:
        """Return what is known of the documents of works that several documents contain.

        Returns:
            By work, the documents by source and path, without mirrors.
        """
        is_mirror = exists().where(mirrors.c.object_id == objects.c.id)
        several = (
            select(objects.c.work)
            .where(objects.c.work.is_not(None), ~is_mirror)
            .group_by(objects.c.work)
            .having(func.count() > 1)
        )
        wanted = (
            select(
                objects.c.work,
                objects.c.path,
                structures.c.facts,
                sources.c.name.label("source"),
                sources.c.trust,
            )
            .join(structures, structures.c.key == objects.c.structure_key)
            .join(sources, sources.c.id == objects.c.source_id)
            .where(
                objects.c.work.in_(several),
                structures.c.facts.is_not(None),
                ~is_mirror,
            )
            .order_by(
                objects.c.work,
                sources.c.name,
                objects.c.path,
                objects.c.part,
            )
        )
        found: dict[str, list[DocumentFacts]] = {}
        with self._db.read() as connection:
            mails = read_mails(self._db, connection)
            for row in connection.execute(wanted):
                facts = replace(read_facts(row, mails), work=row.work)
                found.setdefault(row.work, []).append(facts)
        return found

    def articles(self) -> dict[str, dict[str, frozenset[str]]]:
        """Return the articles of works that have several versions.

        Returns:
            By work and version, the texts of its articles without their labels. Versions are in the
            order of their dates; conflicting texts are left out.
        """
        is_version = ~expressions.c.id.contains("~")
        several = (
            select(expressions.c.work)
            .where(is_version)
            .group_by(expressions.c.work)
            .having(func.count() > 1)
        )
        wanted = (
            select(
                expressions.c.work,
                expressions.c.id,
                passages.c.article,
                passages.c.text,
            )
            .join(passages, passages.c.expression_id == expressions.c.id)
            .where(
                is_version,
                expressions.c.work.in_(several),
                passages.c.article.is_not(None),
            )
            .order_by(
                expressions.c.work,
                expressions.c.date,
                expressions.c.id,
            )
        )
        found: dict[str, dict[str, set[str]]] = {}
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                texts = found.setdefault(row.work, {}).setdefault(row.id, set())
                texts.add(row.text.removeprefix(row.article).strip())
        return {
            work: {id_: frozenset(texts) for id_, texts in versions.items()}
            for work, versions in found.items()
        }

    def levels(self, works: Iterable[str]) -> dict[str, Rank]:
        """Return the rank of works.

        Args:
            works: The keys of works.

        Returns:
            By work, the rank that its passages state; works without one are left out.
        """
        found: dict[str, Rank] = {}
        with self._db.read() as connection:
            for some in chunks(sorted(works)):
                wanted = (
                    select(passages.c.work, func.min(passages.c.level))
                    .where(passages.c.work.in_(some), passages.c.level.is_not(None))
                    .group_by(passages.c.work)
                )
                for work, level in connection.execute(wanted):
                    found[work] = Rank(level)
        return found

    def keys(self) -> dict[str, str]:
        """Return by title the key of the documents that were compared last."""
        with self._db.read() as connection:
            return pairs(connection.execute(select(names.c.name, names.c.key)))

    def commit(self, identified: Mapping[str, tuple[str, Mapping[int, tuple[str, str]]]]) -> None:
        """Write which work each object contains; its mirrors contain the same. In one transaction.

        Args:
            identified: By title, the key of the documents that were compared, and by object the
                work and the note. A title without a key belongs to one document alone: it is
                forgotten, and the document contains the work of its title.
        """
        rows = []
        for name, (key, works) in identified.items():
            for id_, (work, note) in works.items():
                identity = work if key else None
                rows.append(
                    {
                        "object": id_,
                        "decided": identity,
                        "now": work or name,
                        "note": note or None,
                    }
                )
        kept = [{"name": name, "key": key} for name, (key, _) in identified.items() if key]
        gone = [name for name, (key, _) in identified.items() if not key]
        is_object = objects.c.id == bindparam("object")
        own: dict[str, Any] = {
            "identity": bindparam("decided"),
            "identity_note": bindparam("note"),
            "work": bindparam("now"),
        }
        of_object = select(mirrors.c.object_id).where(mirrors.c.of == bindparam("object"))
        is_copy = objects.c.id.in_(of_object), objects.c.work.is_not(None)
        with self._db.write() as connection:
            if rows:
                connection.execute(update(objects).where(is_object).values(own), rows)
                copied = [{"object": row["object"], "now": row["now"]} for row in rows]
                connection.execute(
                    update(objects).where(*is_copy).values(work=bindparam("now")), copied
                )
            self._db.upsert(
                connection,
                names,
                kept,
            )
            for part in chunks(gone):
                connection.execute(delete(names).where(names.c.name.in_(part)))


def _titled(row: Any, mails: Mails) -> TitledObject:
    return TitledObject(
        row.id,
        read_facts(row, mails),
        row.structure_key,
        row.document_key,
        row.identity,
    )
