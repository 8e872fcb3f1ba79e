"""Reading passages: for the export, for `show`, for the embedder and for the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from corpus.records import embedded_text
from corpus.schema import Row
from storage.catalog._engine import Database, as_dict, chunks, pairs
from storage.catalog._rows import ROW_COLUMNS, complete_rows, read_rows
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


@dataclass(frozen=True, slots=True)
class ManifestationRow:
    """An object that contains an expression.

    Attributes:
        expression_id: The expression.
        source: The name of the object's source.
        path: The object's path in it.
        role: What the object is to the expression: a value of `corpus.records.ManifestationRole`.
    """

    expression_id: str
    source: str
    path: str
    role: str


class Passages:
    """The passages of all works. A row has the keys of `corpus.schema.FIELDS`, in their order."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, source: str | None = None) -> Iterator[Row]:
        """Return passages, by id.

        Args:
            source: The name of a source: only passages that it contains, be it as a copy.

        Returns:
            The rows, read page by page.
        """
        wanted: Select[Any] = select(*ROW_COLUMNS)
        if source is not None:
            wanted = wanted.where(passages.c.expression_id.in_(_expressions_in(source)))
        for row in self._db.converted_pages(
            wanted,
            passages.c.id,
            complete_rows,
        ):
            if source is None or source in _sources_of(row):
                yield row

    def get(self, ids: Collection[str]) -> list[Row]:
        """Return passages by their ids.

        Args:
            ids: Ids of passages, or aliases for them.

        Returns:
            The rows in the order asked; unknown ids are left out.
        """
        found: dict[str, Row] = {}
        with self._db.read() as connection:
            for part in chunks(ids):
                known = select(aliases.c.alias, aliases.c.id).where(aliases.c.alias.in_(part))
                id_by_name = {id_: id_ for id_ in part} | pairs(connection.execute(known))
                rows = read_rows(connection, passages.c.id.in_(set(id_by_name.values())))
                row_by_id = {row["id"]: row for row in rows}
                for name, id_ in id_by_name.items():
                    if id_ in row_by_id:
                        found[name] = row_by_id[id_]
        return [found[id_] for id_ in ids if id_ in found]

    def sample(self, size: int) -> list[Row]:
        """Return some passages, spread over the archive.

        They are the same ones as long as the archive is the same.

        Args:
            size: How many, at most.

        Returns:
            The rows whose hash is least.
        """
        wanted = select(*ROW_COLUMNS).order_by(passages.c.row_hash, passages.c.id).limit(size)
        with self._db.read() as connection:
            return complete_rows(connection, connection.execute(wanted).all())

    def of_unit(self, unit: str) -> list[Row]:
        """Return all pieces of a unit.

        Args:
            unit: Its id, `WORK/PATH@DATE`.

        Returns:
            The rows, in the order of the text.
        """
        return self._some(passages.c.unit == unit)

    def of_work(self, work: str) -> list[Row]:
        """Return all passages of a work.

        Args:
            work: The work.

        Returns:
            The rows, by file, in the order of the text.
        """
        return self._some(passages.c.work == work)

    def of_expression(self, expression_id: str) -> list[Row]:
        """Return all passages of an expression.

        Args:
            expression_id: Its id.

        Returns:
            The rows, in the order of the text.
        """
        return self._some(passages.c.expression_id == expression_id)

    def whole_expression(self, expression_id: str) -> list[Row]:
        """Return the whole text of an expression.

        Args:
            expression_id: Its id. One with a `~` is a conflicting text, of which only what differs
                is stored.

        Returns:
            Its passages in the order of the text; of a conflicting text its own passages, then the
            rest of the other text's.
        """
        own = self.of_expression(expression_id)
        plain = expression_id.partition("~")[0]
        if plain == expression_id or not own:
            return own
        own_paths = {_path(row["id"]) for row in own}
        shared = [row for row in self.of_expression(plain) if _path(row["id"]) not in own_paths]
        return [*own, *shared]

    def _some(self, condition: ColumnElement[bool]) -> list[Row]:
        with self._db.read() as connection:
            rows = read_rows(connection, condition)
        return sorted(
            rows,
            key=lambda row: (
                row["source"]["path"],
                row["source"]["start"],
            ),
        )

    def expressions(self, work: str) -> list[Row]:
        """Return the expressions of a work.

        Args:
            work: The work.

        Returns:
            The fields of `corpus.records.Expression` as JSON values, oldest first.
        """
        wanted = (
            select(expressions)
            .where(expressions.c.work == work)
            .order_by(expressions.c.date, expressions.c.id)
        )
        with self._db.read() as connection:
            return [as_dict(row) for row in connection.execute(wanted)]

    def manifestations(self, expression_id: str) -> list[ManifestationRow]:
        """Return the objects that contain an expression.

        Args:
            expression_id: Its id.

        Returns:
            The objects, by source and path.
        """
        columns = (
            manifestations.c.expression_id,
            sources.c.name,
            objects.c.path,
            manifestations.c.role,
        )
        wanted = (
            select(*columns)
            .join(objects, manifestations.c.object_id == objects.c.id)
            .join(sources)
            .where(manifestations.c.expression_id == expression_id)
            .order_by(sources.c.name, objects.c.path)
        )
        with self._db.read() as connection:
            return [ManifestationRow(*row) for row in connection.execute(wanted)]

    def findings(
        self,
        work: str | None = None,
        *,
        codes: Collection[str] | None = None,
    ) -> list[Row]:
        """Return findings, by work.

        Args:
            work: Only those about this work.
            codes: Only those with one of these codes.

        Returns:
            Rows of work, severity, code, where, message, remedy.
        """
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
        if work is not None:
            wanted = wanted.where(findings.c.work == work)
        with self._db.read() as connection:
            return [as_dict(row) for row in connection.execute(wanted)]

    def count(self) -> int:
        """Return how many passages there are."""
        with self._db.read() as connection:
            return connection.scalar(select(func.count()).select_from(passages)) or 0

    def regions(self) -> list[str]:
        """Return the regions of all local norms, sorted: the values that a filter may have."""
        wanted = select(passages.c.region).where(passages.c.region.is_not(None)).distinct()
        with self._db.read() as connection:
            return sorted(connection.scalars(wanted))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of every passage, by id: what an index is compared with."""
        wanted = select(passages.c.id, passages.c.row_hash)
        for row in self._db.pages(
            wanted,
            passages.c.id,
            10_000,
        ):
            yield row.id, row.row_hash

    def without_vector(
        self,
        fingerprint: str,
        size: int = 512,
    ) -> Iterator[dict[str, str]]:
        """Return the exact texts that a model has not embedded yet.

        Embed and keep each batch (`Embeddings.put`) before the next is asked for: then no text
        comes twice.

        Args:
            fingerprint: The model's fingerprint.
            size: How many passages a batch is made of.

        Returns:
            Batches of texts, by hash.
        """
        wanted = (
            select(
                passages.c.id,
                passages.c.input_hash,
                passages.c.context,
                passages.c.text,
            )
            .where(_not_embedded(fingerprint))
            .order_by(passages.c.id)
            .limit(size)
        )
        page = wanted
        while True:
            with self._db.read() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            yield {row.input_hash: embedded_text(row.context, row.text) for row in rows}
            page = wanted.where(passages.c.id > rows[-1].id)

    def count_without_vector(self, fingerprint: str) -> int:
        """Return how many distinct texts a model has not embedded yet.

        Args:
            fingerprint: The fingerprint of the model.

        Returns:
            The number of texts.
        """
        texts = func.count(passages.c.input_hash.distinct())
        with self._db.read() as connection:
            return connection.scalar(select(texts).where(_not_embedded(fingerprint))) or 0


def _expressions_in(source: str) -> Select[Any]:
    """The expressions that the objects of a source contain."""
    contained = manifestations.join(objects, manifestations.c.object_id == objects.c.id)
    return (
        select(manifestations.c.expression_id)
        .select_from(contained.join(sources))
        .where(sources.c.name == source)
    )


def _sources_of(row: Row) -> set[str]:
    """The sources whose objects contain the text of a row."""
    return {
        row["source"]["name"],
        *(mirror["name"] for mirror in row["mirrors"]),
    }


def _path(id_: str) -> str:
    return id_.rpartition("@")[0].partition("#")[0]


def _not_embedded(fingerprint: str) -> ColumnElement[bool]:
    embedded = and_(
        embeddings.c.fingerprint == fingerprint, embeddings.c.input_hash == passages.c.input_hash
    )
    return ~exists().where(embedded)
