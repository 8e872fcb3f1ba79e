"""The catalog's passages to the index: a delta to the live generation, or a new generation for a new model or schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.schema import SCHEMA_VERSION, Row, derived
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
        _retire_lost(session)
        if not session.catalog.generations.all() and not session.catalog.passages.count():
            return Written(None)
        target = _target(session)
        upserts, deletes = session.catalog.generations.outdated(target.name)
        if target.state is GenerationState.PLANNED:
            meta = IndexMeta(target.fingerprint, target.dimension, target.schema_version)
            session.store.create(target.name, meta)
            session.catalog.generations.begun(target.name)
        if upserts or deletes:
            _write(session, target, upserts)
        session.report.index_writes += upserts + deletes
    return Written(target.name, upserts, deletes)


def lacking(session: Session) -> tuple[GenerationRow | None, Iterator[Row]]:
    """The generation that is to be written, None where it has yet to be planned; and the passages that it lacks, by id."""
    catalog, model = session.catalog, session.embedder
    target = catalog.generations.matching(model.fingerprint, model.dimension, SCHEMA_VERSION)
    if target is None:
        return None, catalog.passages.rows()
    return target, (one.row for one in catalog.generations.upserts(target.name))


def publish(session: Session) -> str | None:
    """Let readers see what was written; the live generation's name. Does nothing where everything is published."""
    with session.report.timed("publish"):
        every = session.catalog.generations.all()
        target = _target(session) if every else None
        if target and (target.dirty or target.state is not GenerationState.LIVE):
            published = session.store.publish(target.name)
            session.catalog.generations.promoted(target.name, published.version)
    live = session.catalog.generations.live()
    session.report.generation = live.name if live else None
    return session.report.generation


def _target(session: Session) -> GenerationRow:
    generations = session.catalog.generations
    made_with = session.embedder.fingerprint, session.embedder.dimension, SCHEMA_VERSION
    # The index may have generations that the catalog does not know: the catalog is new, or an older copy was put in its place.
    return generations.matching(*made_with) or generations.plan(*made_with, taken=[one.name for one in session.store.generations()])


def _retire_lost(session: Session) -> None:
    """Give up a generation that the index lost, or has in another version than the catalog knows: it is built anew.

    Looking for differences row by row was set aside here: an unchanged run would have to load the engine. That is `reconcile`'s.
    """
    for one in session.catalog.generations.all():
        lost_live = one.state is GenerationState.LIVE and not _is_live(session, one)
        lost_draft = one.state is GenerationState.BUILDING and one.name not in {known.name for known in session.store.generations()}
        if lost_live or lost_draft:
            session.catalog.generations.retire(one.name)


def _is_live(session: Session, known: GenerationRow) -> bool:
    """Whether readers get what the catalog says that they get, or a later version, which a killed run published."""
    found = session.live_in_index()
    if found is None or found.generation != known.name:
        return False
    if known.version is None or found.version is None:  # published by a lexops that did not write it down
        return True
    return found.version == known.version or (known.dirty and found.version > known.version)


def _write(session: Session, target: GenerationRow, total: int) -> None:
    generations = session.catalog.generations
    gone = generations.deletes(target.name)
    upserts = generations.upserts(target.name)
    done = 0
    batch = list(islice(upserts, _ROWS))
    while batch or gone:
        generations.about_to_write(target.name, {*(one.row["id"] for one in batch), *gone})
        session.store.write(target.name, _rows(session, target.fingerprint, batch), gone)
        generations.written(target.name, {one.row["id"]: one.row_hash for one in batch}, gone)
        done += len(batch)
        session.progress("index", done, total)
        batch, gone = list(islice(upserts, _ROWS)), []


def _rows(session: Session, fingerprint: str, batch: list[Upsert]) -> Iterator[IndexRow]:
    import numpy as np

    vectors = session.catalog.embeddings.get(fingerprint, {one.input_hash for one in batch})
    for one in batch:
        row = one.row | derived(one.row)
        yield IndexRow(row, np.frombuffer(vectors[one.input_hash], "<f4"))
