"""Reading passages: for the export, for `show`, for the embedder and for the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from corpus.records import embedded_text
from corpus.schema import FIELDS, Row
from storage.catalog._engine import Database, as_dict, chunks, pairs
from storage.catalog.tables import (
    aliases,
    embeddings,
    expressions,
    findings,
    manifestations,
    objects,
    passages,
    sources,
)

_ROW = tuple(passages.c[field.name] for field in FIELDS)


@dataclass(frozen=True, slots=True)
class ManifestationRow:
    """An object that carries an expression, and how: alone, as a part, as a mirror."""

    expression_id: str
    source: str
    path: str
    role: str


class Passages:
    """The passages of all works. A row has the keys of `corpus.schema.FIELDS`, in their order."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, source: str | None = None) -> Iterator[Row]:
        """Every passage, by id; or those that a source carries, be it as a mirror."""
        wanted: Select[Any] = select(*_ROW)
        if source is not None:
            carried = manifestations.join(objects, manifestations.c.object_id == objects.c.id).join(
                sources
            )
            here = (
                select(manifestations.c.expression_id)
                .select_from(carried)
                .where(sources.c.name == source)
            )
            wanted = wanted.where(passages.c.expression_id.in_(here))
        for row in self._db.pages(wanted, passages.c.id):
            found = as_dict(row)
            if source is None or source in (
                found["source"]["name"],
                *(mirror["name"] for mirror in found["mirrors"]),
            ):
                yield found

    def get(self, ids: Collection[str]) -> list[Row]:
        """The passages of these ids, or of what these aliases stand for, in the order asked; unknown ids are left out."""
        found: dict[str, Row] = {}
        with self._db.read() as connection:
            for part in chunks(ids):
                known = select(aliases.c.alias, aliases.c.id).where(aliases.c.alias.in_(part))
                names = {id_: id_ for id_ in part} | pairs(connection.execute(known))
                rows = connection.execute(
                    select(*_ROW).where(passages.c.id.in_(set(names.values())))
                )
                by_id = {row.id: as_dict(row) for row in rows}
                found |= {name: by_id[id_] for name, id_ in names.items() if id_ in by_id}
        return [found[id_] for id_ in ids if id_ in found]

    def sample(self, size: int) -> list[Row]:
        """Some passages, the same ones as long as the archive is the same, spread over all of it: those whose hash is least."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(*_ROW).order_by(passages.c.row_hash, passages.c.id).limit(size)
            )
            return [as_dict(row) for row in rows]

    def of_unit(self, unit: str) -> list[Row]:
        """All pieces of a unit (`WORK/PATH@DATE`), in the order of the text."""
        return self._some(passages.c.unit == unit)

    def of_work(self, work: str) -> list[Row]:
        """All passages of a work, by id."""
        return self._some(passages.c.work == work)

    def of_expression(self, expression_id: str) -> list[Row]:
        """All passages of an expression, by id."""
        return self._some(passages.c.expression_id == expression_id)

    def whole_expression(self, expression_id: str) -> list[Row]:
        """The whole text of an expression in its order: of a twin, which has only what is its own, with the rest of the other's."""
        own = self.of_expression(expression_id)
        plain = expression_id.partition("~")[0]
        if plain == expression_id or not own:
            return own
        there = {_path(row["id"]) for row in own}
        return [*own, *(row for row in self.of_expression(plain) if _path(row["id"]) not in there)]

    def _some(self, condition: ColumnElement[bool]) -> list[Row]:
        with self._db.read() as connection:
            rows = [as_dict(row) for row in connection.execute(select(*_ROW).where(condition))]
        return sorted(rows, key=lambda row: (row["source"]["path"], row["source"]["start"]))

    def expressions(self, work: str) -> list[Row]:
        """The expressions of a work, oldest first: the fields of `corpus.records.Expression`, as JSON values."""
        wanted = (
            select(expressions)
            .where(expressions.c.work == work)
            .order_by(expressions.c.date, expressions.c.id)
        )
        with self._db.read() as connection:
            return [as_dict(row) for row in connection.execute(wanted)]

    def manifestations(self, expression_id: str) -> list[ManifestationRow]:
        """The objects that carry an expression, by source and path."""
        wanted = select(
            manifestations.c.expression_id, sources.c.name, objects.c.path, manifestations.c.role
        )
        joined = wanted.join(objects, manifestations.c.object_id == objects.c.id).join(sources)
        with self._db.read() as connection:
            rows = connection.execute(
                joined.where(manifestations.c.expression_id == expression_id).order_by(
                    sources.c.name, objects.c.path
                )
            )
            return [ManifestationRow(*row) for row in rows]

    def findings(
        self, work: str | None = None, *, codes: Collection[str] | None = None
    ) -> list[Row]:
        """Findings about a work, or all; with these codes, or any: work, severity, code, where, message, remedy."""
        columns = (
            findings.c.work,
            findings.c.severity,
            findings.c.code,
            findings.c.where,
            findings.c.message,
            findings.c.remedy,
        )
        wanted: Select[Any] = select(*columns).order_by(findings.c.work, findings.c.id)
        if codes is not None:
            wanted = wanted.where(findings.c.code.in_(codes))
        with self._db.read() as connection:
            rows = connection.execute(
                wanted if work is None else wanted.where(findings.c.work == work)
            )
            return [as_dict(row) for row in rows]

    def count(self) -> int:
        """How many passages there are."""
        with self._db.read() as connection:
            return connection.scalar(select(func.count()).select_from(passages)) or 0

    def hashes(self) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of every passage, by id: what an index is compared with."""
        for row in self._db.pages(
            select(passages.c.id, passages.c.row_hash), passages.c.id, 10_000
        ):
            yield row.id, row.row_hash

    def without_vector(self, fingerprint: str, size: int = 512) -> Iterator[dict[str, str]]:
        """Exact texts that this model has not embedded yet, by hash, at most `size` at a time.

        To be embedded and kept (`Embeddings.put`) before the next are asked for: then no text comes twice.
        """
        wanted = (
            select(passages.c.id, passages.c.input_hash, passages.c.context, passages.c.text)
            .where(_not_embedded(fingerprint))
            .order_by(passages.c.id)
            .limit(size)
        )
        after: str | None = None
        while True:
            with self._db.read() as connection:
                rows = connection.execute(
                    wanted if after is None else wanted.where(passages.c.id > after)
                ).all()
            if not rows:
                return
            yield {row.input_hash: embedded_text(row.context, row.text) for row in rows}
            after = rows[-1].id

    def count_without_vector(self, fingerprint: str) -> int:
        """How many distinct texts this model has not embedded yet."""
        with self._db.read() as connection:
            wanted = select(func.count(passages.c.input_hash.distinct())).where(
                _not_embedded(fingerprint)
            )
            return connection.scalar(wanted) or 0


def _path(id_: str) -> str:
    return id_.rpartition("@")[0].partition("#")[0]


def _not_embedded(fingerprint: str) -> ColumnElement[bool]:
    return ~exists().where(
        and_(
            embeddings.c.fingerprint == fingerprint,
            embeddings.c.input_hash == passages.c.input_hash,
        )
    )
