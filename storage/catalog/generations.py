"""What the index holds, as far as the catalog knows, and what it has yet to be told.

Before the index is told of rows, the catalog notes that it does not know what the index holds under their ids; what it holds,
only afterwards. So whenever a run is killed, and whatever becomes of the passages meanwhile, what the index may lack and what it
may hold too much is known, and telling it twice does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, select, update

from corpus.schema import Row
from storage.catalog._engine import Database, as_dict, chunks
from storage.catalog._rows import ROW_COLUMNS, complete_rows
from storage.catalog.tables import deltas, generations, index_rows, passages


class GenerationState(StrEnum):
    """Where a generation stands."""

    PLANNED = "planned"  # the index may not know of it yet
    BUILDING = "building"
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """A generation as the catalog knows it; `dirty`: written since it was last published, as the index's `version`.

    `held`: why no run may write to it, where somebody moved readers back.
    """

    name: str
    number: int
    fingerprint: str
    dimension: int
    schema_version: int
    state: GenerationState
    dirty: bool
    version: int | None
    created_at: str
    promoted_at: str | None
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Upsert:
    """A passage that the index has to be told of: its row, and the hash of the text whose vector goes with it."""

    row: Row
    row_hash: str
    input_hash: str


@dataclass(frozen=True, slots=True)
class Believed:
    """A row that the index holds, as far as the catalog knows. Where the passage has changed since, the last two are not known."""

    id: str
    row_hash: str  # empty where it is not known what the index holds
    groups: tuple[str, ...] | None
    input_hash: str | None


class Generations:
    """The generations of the index and their rows."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[GenerationRow]:
        """Every generation, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute(select(generations).order_by(generations.c.number)).all()
        return [_generation(as_dict(row)) for row in rows]

    def live(self) -> GenerationRow | None:
        """The generation that readers get."""
        return next((one for one in self.all() if one.state is GenerationState.LIVE), None)

    def plan(
        self, fingerprint: str, dimension: int, schema_version: int, taken: Collection[str] = ()
    ) -> GenerationRow:
        """A new generation for this model and schema. `taken`: names that the index has, be it from another catalog's time."""
        numbers = [int(found[1]) for name in taken if (found := re.fullmatch(r"g(\d+)", name))]
        number = max([0, *numbers, *(one.number for one in self.all())]) + 1
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
        """Nobody writes to this generation or reads it any more."""
        with self._db.write() as connection:
            connection.execute(
                update(generations)
                .where(generations.c.name == name)
                .values(state=GenerationState.RETIRED)
            )

    def matching(
        self, fingerprint: str, dimension: int, schema_version: int
    ) -> GenerationRow | None:
        """The generation that is written to for this model and schema; None where it has yet to be planned."""
        wanted = (fingerprint, dimension, schema_version)
        alike = [
            one
            for one in self.all()
            if (one.fingerprint, one.dimension, one.schema_version) == wanted
        ]
        building = [
            one for one in alike if one.state in (GenerationState.PLANNED, GenerationState.BUILDING)
        ]
        return next(
            reversed(building),
            next((one for one in alike if one.state is GenerationState.LIVE), None),
        )

    def last_written(self, name: str) -> str | None:
        """When the generation was last written to."""
        with self._db.read() as connection:
            found: str | None = connection.scalar(
                select(func.max(deltas.c.at)).where(deltas.c.generation == name)
            )
            return found

    def begun(self, name: str) -> None:
        """The index has an empty generation of this name: it holds no rows."""
        with self._db.write() as connection:
            connection.execute(delete(index_rows).where(index_rows.c.generation == name))
            connection.execute(
                update(generations)
                .where(generations.c.name == name)
                .values(state=GenerationState.BUILDING, dirty=True)
            )

    def outdated(self, name: str) -> tuple[int, int]:
        """How many passages the generation lacks or has otherwise, and how many it has that are no more."""
        with self._db.read() as connection:
            upserts = (
                connection.scalar(select(func.count()).select_from(passages).where(_lacking(name)))
                or 0
            )
            deletes = (
                connection.scalar(
                    select(func.count()).select_from(index_rows).where(_superfluous(name))
                )
                or 0
            )
        return upserts, deletes

    def upserts(self, name: str) -> Iterator[Upsert]:
        """The passages that the generation lacks or has otherwise, by id."""
        hashes = passages.c.row_hash, passages.c.input_hash
        wanted = select(*ROW_COLUMNS, *hashes).where(_lacking(name))
        for row in self._db.converted_pages(wanted, passages.c.id, complete_rows):
            yield Upsert(row_hash=row.pop("row_hash"), input_hash=row.pop("input_hash"), row=row)

    def deletes(self, name: str) -> list[str]:
        """The ids that the generation has and that are no more."""
        with self._db.read() as connection:
            return list(
                connection.scalars(
                    select(index_rows.c.passage_id)
                    .where(_superfluous(name))
                    .order_by(index_rows.c.passage_id)
                )
            )

    def about_to_write(self, name: str, ids: Collection[str]) -> None:
        """What the generation holds under these ids is not known until it is `written`; nor is all that it holds published."""
        unknown = [{"generation": name, "passage_id": id_, "row_hash": ""} for id_ in ids]
        with self._db.write() as connection:
            connection.execute(
                update(generations).where(generations.c.name == name).values(dirty=True)
            )
            self._db.upsert(connection, index_rows, unknown)

    def written(self, name: str, upserted: Mapping[str, str], deleted: Collection[str]) -> None:
        """The index has these rows (row_hash by id) and no longer those; in one transaction."""
        rows = [
            {"generation": name, "passage_id": id_, "row_hash": value}
            for id_, value in upserted.items()
        ]
        with self._db.write() as connection:
            self._db.upsert(connection, index_rows, rows)
            for part in chunks(deleted):
                connection.execute(
                    delete(index_rows).where(
                        index_rows.c.generation == name, index_rows.c.passage_id.in_(part)
                    )
                )
            delta = {
                "generation": name,
                "at": _now(),
                "upserted": len(rows),
                "deleted": len(deleted),
                "published": False,
            }
            connection.execute(insert(deltas).values(delta))

    def promoted(self, name: str, version: int) -> None:
        """Readers get this version of this generation, with all that was written to it; in one transaction."""
        with self._db.write() as connection:
            others = generations.c.name != name, generations.c.state == GenerationState.LIVE
            connection.execute(
                update(generations).where(*others).values(state=GenerationState.RETIRED)
            )
            live = {
                "state": GenerationState.LIVE,
                "dirty": False,
                "version": version,
                "promoted_at": _now(),
            }
            connection.execute(update(generations).where(generations.c.name == name).values(live))
            shown = deltas.c.generation == name, deltas.c.published.is_(False)
            connection.execute(update(deltas).where(*shown).values(published=True, version=version))

    def hold(self, name: str, why: str | None) -> None:
        """Let no run write to the generation, and say why; None lets them again."""
        with self._db.write() as connection:
            connection.execute(
                update(generations).where(generations.c.name == name).values(held=why)
            )

    def revive(self, name: str) -> None:
        """Write to this generation from now on, as to one that is being built; the live one stays until this is promoted."""
        with self._db.write() as connection:
            made_with = select(
                generations.c.fingerprint, generations.c.dimension, generations.c.schema_version
            )
            wanted = connection.execute(made_with.where(generations.c.name == name)).one()
            alike = (
                generations.c.fingerprint,
                generations.c.dimension,
                generations.c.schema_version,
            )
            others = [column == value for column, value in zip(alike, wanted, strict=True)]
            others += [generations.c.name != name, generations.c.state != GenerationState.LIVE]
            connection.execute(
                update(generations).where(*others).values(state=GenerationState.RETIRED)
            )
            building = {"state": GenerationState.BUILDING, "dirty": True, "held": None}
            connection.execute(
                update(generations).where(generations.c.name == name).values(building)
            )

    def forget(self, name: str) -> None:
        """The index has this generation no more, nor will it."""
        with self._db.write() as connection:
            connection.execute(delete(generations).where(generations.c.name == name))

    def rows(self, name: str) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of every row that the generation has, by id."""
        wanted = select(index_rows.c.passage_id, index_rows.c.row_hash).where(
            index_rows.c.generation == name
        )
        for row in self._db.pages(wanted, index_rows.c.passage_id, 10_000):
            yield row.passage_id, row.row_hash

    def believed(self, name: str, size: int = 5_000) -> Iterator[Believed]:
        """Every row that the generation should hold, by id: what the index itself is compared with."""
        yield from map(_believed, self._db.pages(_held_by(name), index_rows.c.passage_id, size))

    def believed_of(self, name: str, ids: Collection[str]) -> list[Believed]:
        """Those of these rows that the generation should hold."""
        with self._db.read() as connection:
            found = [
                row
                for part in chunks(ids)
                for row in connection.execute(
                    _held_by(name).where(index_rows.c.passage_id.in_(part))
                )
            ]
        return [_believed(row) for row in found]


def _held_by(name: str) -> Select[Any]:
    same = and_(
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
        .select_from(index_rows.outerjoin(passages, same))
        .where(index_rows.c.generation == name)
    )


def _believed(row: Any) -> Believed:
    groups = None if row.groups is None else tuple(sorted({*row.groups}))
    return Believed(row.passage_id, row.row_hash, groups, row.input_hash)


def _lacking(name: str) -> ColumnElement[bool]:
    same = index_rows.c.passage_id == passages.c.id, index_rows.c.row_hash == passages.c.row_hash
    return ~exists().where(and_(index_rows.c.generation == name, *same))


def _superfluous(name: str) -> ColumnElement[bool]:
    return and_(
        index_rows.c.generation == name, ~exists().where(passages.c.id == index_rows.c.passage_id)
    )


def _generation(row: Mapping[str, Any]) -> GenerationRow:
    return GenerationRow(**{**row, "state": GenerationState(row["state"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
