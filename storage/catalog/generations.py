"""What the index contains, as far as the catalog knows, and what it still has to get.

Before rows are written to the index, the catalog notes that it does not know what the index
contains under their ids. What it contains is noted only afterwards. So whenever a run is killed,
and whatever becomes of the passages meanwhile, it is known what the index may lack and what it may
have too much. Writing a row twice does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, select, update

from storage.catalog._engine import Database, as_dict, chunks
from storage.catalog._rows import ROW_COLUMNS, complete_rows
from storage.catalog.generation_records import GenerationRow, GenerationState, RecordedRow, Upsert
from storage.catalog.tables import deltas, generations, index_rows, passages

__all__ = [
    "GenerationRow",
    "GenerationState",
    "Generations",
    "RecordedRow",
    "Upsert",
]


class Generations:
    """The generations of the index and their rows."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[GenerationRow]:
        """Return every generation, oldest first."""
        wanted = select(generations).order_by(generations.c.number)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [_generation(as_dict(row)) for row in rows]

    def live(self) -> GenerationRow | None:
        """Return the generation that readers get; None where there is none."""
        for generation in self.all():
            if generation.state is GenerationState.LIVE:
                return generation
        return None

    def plan(
        self,
        fingerprint: str,
        dimension: int,
        schema_version: int,
        taken: Collection[str] = (),
    ) -> GenerationRow:
        """Plan a new generation for a model and a schema.

        Args:
            fingerprint: The fingerprint of the model.
            dimension: The length of its vectors.
            schema_version: The version of the schema.
            taken: Names that the index has, which may come from another catalog.

        Returns:
            The generation, with the next free number.
        """
        numbers = [generation.number for generation in self.all()]
        numbers += [_number_in(name) for name in taken]
        number = max(numbers, default=0) + 1
        row = {
            "name": f"g{number}",
            "number": number,
            "fingerprint": fingerprint,
            "dimension": dimension,
            "schema_version": schema_version,
            "state": GenerationState.PLANNED,
            "dirty": True,
            "version": None,
            "created_at": _now(),
            "promoted_at": None,
            "held": None,
        }
        with self._db.write() as connection:
            connection.execute(insert(generations).values(row))
        return _generation(row)

    def retire(self, name: str) -> None:
        """Note that a generation is not written to or read any more.

        Args:
            name: The generation.
        """
        self._set(name, {"state": GenerationState.RETIRED})

    def matching(
        self,
        fingerprint: str,
        dimension: int,
        schema_version: int,
    ) -> GenerationRow | None:
        """Return the generation that is written to for a model and a schema.

        Args:
            fingerprint: The fingerprint of the model.
            dimension: The length of its vectors.
            schema_version: The version of the schema.

        Returns:
            The newest one that is being built, else the live one; None where it has yet to be
            planned.
        """
        wanted = (fingerprint, dimension, schema_version)
        by_state: dict[GenerationState, GenerationRow] = {}
        building: GenerationRow | None = None
        for generation in self.all():
            if _made_with(generation) != wanted:
                continue
            by_state[generation.state] = generation
            if generation.state in (GenerationState.PLANNED, GenerationState.BUILDING):
                building = generation
        return building or by_state.get(GenerationState.LIVE)

    def last_written(self, name: str) -> str | None:
        """Return when a generation was last written to.

        Args:
            name: The generation.

        Returns:
            The moment (ISO, UTC); None where that is not known.
        """
        wanted = select(func.max(deltas.c.at)).where(deltas.c.generation == name)
        with self._db.read() as connection:
            found: str | None = connection.scalar(wanted)
            return found

    def begun(self, name: str) -> None:
        """Note that the index has an empty generation of this name.

        Args:
            name: The generation.
        """
        building = {"state": GenerationState.BUILDING, "dirty": True}
        with self._db.write() as connection:
            connection.execute(delete(index_rows).where(index_rows.c.generation == name))
            connection.execute(_update(name).values(building))

    def outdated(self, name: str) -> tuple[int, int]:
        """Return how many rows of a generation are out of date.

        Args:
            name: The generation.

        Returns:
            How many passages it lacks or has otherwise, and how many it has that are no more.
        """
        upserts = select(func.count()).select_from(passages).where(_is_missing(name))
        deletes = select(func.count()).select_from(index_rows).where(_is_superfluous(name))
        with self._db.read() as connection:
            return connection.scalar(upserts) or 0, connection.scalar(deletes) or 0

    def upserts(self, name: str) -> Iterator[Upsert]:
        """Return the passages that a generation lacks or has otherwise.

        Args:
            name: The generation.

        Returns:
            The passages, by id, read page by page.
        """
        hashes = passages.c.row_hash, passages.c.input_hash
        wanted = select(*ROW_COLUMNS, *hashes).where(_is_missing(name))
        for row in self._db.converted_pages(
            wanted,
            passages.c.id,
            complete_rows,
        ):
            row_hash = row.pop("row_hash")
            input_hash = row.pop("input_hash")
            yield Upsert(row, row_hash, input_hash)

    def deletes(self, name: str) -> list[str]:
        """Return the ids that a generation has and that are no more.

        Args:
            name: The generation.

        Returns:
            Ids of passages, sorted.
        """
        wanted = select(index_rows.c.passage_id).where(_is_superfluous(name))
        with self._db.read() as connection:
            return list(connection.scalars(wanted.order_by(index_rows.c.passage_id)))

    def about_to_write(
        self,
        name: str,
        ids: Collection[str],
    ) -> None:
        """Note that rows are going to be written: what the index contains there is not known.

        Args:
            name: The generation.
            ids: Ids of passages; until `written` is called for them.
        """
        unknown = [
            {
                "generation": name,
                "passage_id": id_,
                "row_hash": "",
            }
            for id_ in ids
        ]
        with self._db.write() as connection:
            connection.execute(_update(name).values(dirty=True))
            self._db.upsert(connection, index_rows, unknown)

    def written(
        self,
        name: str,
        upserted: Mapping[str, str],
        deleted: Collection[str],
    ) -> None:
        """Note what the index now contains, in one transaction.

        Args:
            name: The generation.
            upserted: By passage id, the hash of the row that was written.
            deleted: Ids of rows that were deleted.
        """
        rows = [
            {"generation": name, "passage_id": id_, "row_hash": hash_}
            for id_, hash_ in upserted.items()
        ]
        delta = {
            "generation": name,
            "at": _now(),
            "upserted": len(rows),
            "deleted": len(deleted),
            "published": False,
        }
        in_generation = delete(index_rows).where(index_rows.c.generation == name)
        with self._db.write() as connection:
            self._db.upsert(connection, index_rows, rows)
            for part in chunks(deleted):
                connection.execute(in_generation.where(index_rows.c.passage_id.in_(part)))
            connection.execute(insert(deltas).values(delta))

    def promoted(
        self,
        name: str,
        version: int,
    ) -> None:
        """Note that readers get a version of a generation, with all that was written to it.

        In one transaction.

        Args:
            name: The generation.
            version: The index's own count of publications.
        """
        live = {
            "state": GenerationState.LIVE,
            "dirty": False,
            "version": version,
            "promoted_at": _now(),
        }
        others = generations.c.name != name, generations.c.state == GenerationState.LIVE
        shown = deltas.c.generation == name, deltas.c.published.is_(False)
        retired = update(generations).where(*others).values(state=GenerationState.RETIRED)
        published = update(deltas).where(*shown).values(published=True, version=version)
        with self._db.write() as connection:
            connection.execute(retired)
            connection.execute(_update(name).values(live))
            connection.execute(published)

    def hold(
        self,
        name: str,
        why: str | None,
    ) -> None:
        """Let no run write to a generation.

        Args:
            name: The generation.
            why: The reason; None lets runs write again.
        """
        self._set(name, {"held": why})

    def revive(self, name: str) -> None:
        """Write to a generation from now on, as to one that is being built.

        The live one stays until this one is promoted.

        Args:
            name: The generation.
        """
        columns = (
            generations.c.fingerprint,
            generations.c.dimension,
            generations.c.schema_version,
        )
        made_with = select(*columns).where(generations.c.name == name)
        building = {
            "state": GenerationState.BUILDING,
            "dirty": True,
            "held": None,
        }
        with self._db.write() as connection:
            values = connection.execute(made_with).one()
            alike = [
                column == value
                for column, value in zip(
                    columns,
                    values,
                    strict=True,
                )
            ]
            others = (
                update(generations)
                .where(*alike)
                .where(generations.c.name != name, generations.c.state != GenerationState.LIVE)
            )
            connection.execute(others.values(state=GenerationState.RETIRED))
            connection.execute(_update(name).values(building))

    def forget(self, name: str) -> None:
        """Forget a generation that the index does not have any more.

        Args:
            name: The generation.
        """
        with self._db.write() as connection:
            connection.execute(delete(generations).where(generations.c.name == name))

    def _set(
        self,
        name: str,
        values: Mapping[str, Any],
    ) -> None:
        with self._db.write() as connection:
            connection.execute(_update(name).values(values))

    def rows(self, name: str) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of every row of a generation.

        Args:
            name: The generation.

        Returns:
            The pairs, by id, read page by page.
        """
        wanted = select(index_rows.c.passage_id, index_rows.c.row_hash).where(
            index_rows.c.generation == name
        )
        for row in self._db.pages(
            wanted,
            index_rows.c.passage_id,
            10_000,
        ):
            yield row.passage_id, row.row_hash

    def recorded_rows(
        self,
        name: str,
        size: int = 5_000,
    ) -> Iterator[RecordedRow]:
        """Return every row that a generation should contain: what the index is compared with.

        Args:
            name: The generation.
            size: How many rows are read at once.

        Returns:
            The rows, by id.
        """
        rows = self._db.pages(
            _select_stored(name),
            index_rows.c.passage_id,
            size,
        )
        yield from map(_stored_row, rows)

    def recorded_rows_of(
        self,
        name: str,
        ids: Collection[str],
    ) -> list[RecordedRow]:
        """Return those of some rows that a generation should contain.

        Args:
            name: The generation.
            ids: Ids of passages.

        Returns:
            The rows.
        """
        wanted = _select_stored(name)
        found: list[RecordedRow] = []
        with self._db.read() as connection:
            for part in chunks(ids):
                rows = connection.execute(wanted.where(index_rows.c.passage_id.in_(part)))
                found += map(_stored_row, rows)
        return found


def _update(name: str) -> Any:
    """An update of one generation."""
    return update(generations).where(generations.c.name == name)


def _number_in(name: str) -> int:
    """The number in the name of a generation; 0 where the name is of another form."""
    found = re.fullmatch(r"g(\d+)", name)
    return int(found[1]) if found else 0


def _made_with(generation: GenerationRow) -> tuple[str, int, int]:
    return generation.fingerprint, generation.dimension, generation.schema_version


def _select_stored(name: str) -> Select[Any]:
    """The rows that a generation should contain, with those passages that are still the same."""
    is_same = and_(
        passages.c.id == index_rows.c.passage_id, passages.c.row_hash == index_rows.c.row_hash
    )
    columns = (
        index_rows.c.passage_id,
        index_rows.c.row_hash,
        passages.c.groups,
        passages.c.input_hash,
    )
    return (
        select(*columns)
        .select_from(index_rows.outerjoin(passages, is_same))
        .where(index_rows.c.generation == name)
    )


def _stored_row(row: Any) -> RecordedRow:
    if row.groups is None:
        groups = None
    else:
        groups = tuple(sorted(set(row.groups)))
    return RecordedRow(
        id=row.passage_id,
        row_hash=row.row_hash,
        groups=groups,
        input_hash=row.input_hash,
    )


def _is_missing(name: str) -> ColumnElement[bool]:
    """Whether a generation lacks a passage, or has it otherwise."""
    same = and_(
        index_rows.c.generation == name,
        index_rows.c.passage_id == passages.c.id,
        index_rows.c.row_hash == passages.c.row_hash,
    )
    return ~exists().where(same)


def _is_superfluous(name: str) -> ColumnElement[bool]:
    """Whether a generation has a row of a passage that is no more."""
    has_passage = exists().where(passages.c.id == index_rows.c.passage_id)
    return and_(index_rows.c.generation == name, ~has_passage)


def _generation(row: Mapping[str, Any]) -> GenerationRow:
    return GenerationRow(**{**row, "state": GenerationState(row["state"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
