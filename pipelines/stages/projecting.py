"""The catalog's passages to the index: a delta to the live generation, or a new generation for a new model or schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.schema import SCHEMA_VERSION, derived, from_row
from indexing.store import IndexMeta, IndexRow
from pipelines.session import Session
from storage.catalog.generations import GenerationRow, GenerationState, Upsert

_ROWS = 2000  # a write


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to which generation; None where there is nothing to index yet."""

    generation: str | None
    upserted: int = 0
    deleted: int = 0


def write_delta(session: Session) -> Written:
    """Tell the index what it lacks and what is no more. Readers see nothing of it until it is published."""
    with session.report.timed("index"):
        if not session.catalog.generations.all() and not session.catalog.passages.count():
            return Written(None)
        target = _target(session)
        upserts, deletes = session.catalog.generations.outdated(target.name)
        if target.state is GenerationState.PLANNED:
            meta = IndexMeta(target.fingerprint, target.dimension, target.schema_version)
            session.store.create(target.name, meta)
            session.catalog.generations.begun(target.name)
        if upserts or deletes:
            session.catalog.generations.about_to_write(target.name)
            _write(session, target, upserts)
        session.report.index_writes += upserts + deletes
    return Written(target.name, upserts, deletes)


def publish(session: Session) -> str | None:
    """Let readers see what was written; the live generation's name. Does nothing where everything is published."""
    with session.report.timed("publish"):
        every = session.catalog.generations.all()
        target = _target(session) if every else None
        if target and (target.dirty or target.state is not GenerationState.LIVE):
            session.store.publish(target.name)
            session.catalog.generations.promoted(target.name)
    live = session.catalog.generations.live()
    session.report.generation = live.name if live else None
    return session.report.generation


def _target(session: Session) -> GenerationRow:
    return session.catalog.generations.target(session.embedder.fingerprint, session.embedder.dimension, SCHEMA_VERSION)


def _write(session: Session, target: GenerationRow, total: int) -> None:
    generations = session.catalog.generations
    gone = generations.deletes(target.name)
    upserts = generations.upserts(target.name)
    done = 0
    batch = list(islice(upserts, _ROWS))
    while batch or gone:
        session.store.write(target.name, _rows(session, target.fingerprint, batch), gone)
        generations.written(target.name, {one.row["id"]: one.row_hash for one in batch}, gone)
        done += len(batch)
        session.progress("index", done, total)
        batch, gone = list(islice(upserts, _ROWS)), []


def _rows(session: Session, fingerprint: str, batch: list[Upsert]) -> Iterator[IndexRow]:
    import numpy as np

    vectors = session.catalog.embeddings.get(fingerprint, {one.input_hash for one in batch})
    for one in batch:
        row = one.row | derived(from_row(one.row), one.row)
        yield IndexRow(row, np.frombuffer(vectors[one.input_hash], "<f4"))
