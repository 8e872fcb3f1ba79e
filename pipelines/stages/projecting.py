"""The catalog's passages to the index: a delta to the live generation, or a new generation for a new model or schema.

What is written is seen by nobody until it is published; what readers have of the same rows is noted first, so that a candidate that
is refused can be forgotten, and a publication be undone (`stages.gating`, `stages.undoing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice

from corpus.schema import FIELDS, SCHEMA_VERSION, Row, derived
from indexing.store import IndexMeta, IndexReader, IndexRow
from pipelines.session import Session
from storage.catalog.generations import GenerationRow, GenerationState, Upsert

KEPT = 1
"""Generations that stay in the index beside the live one, for `lexops rollback`: each is as large as the live one."""

_ROWS = 2000  # a write


@dataclass(frozen=True, slots=True)
class WrittenDelta:
    """What was written to which generation; None where there is nothing to index yet."""

    generation: str | None
    upserted: int = 0
    deleted: int = 0


def write_delta(session: Session, *, undoable: bool = True) -> WrittenDelta:
    """Tell the index what it lacks and what is no more. Readers see nothing of it until it is published.

    Where it is not `undoable`, what readers have is not noted: a repair is nothing to go back behind.
    """
    with session.report.timed("index"):
        _retire_lost(session)
        if not session.catalog.generations.all() and not session.catalog.passages.count():
            return WrittenDelta(None)
        target = _target(session)
        if target.held:  # the gate says so
            return WrittenDelta(target.name)
        upserts, deletes = session.catalog.generations.outdated(target.name)
        if target.state is GenerationState.PLANNED:
            model = session.embedder
            meta = IndexMeta(
                target.fingerprint,
                target.dimension,
                target.schema_version,
                model.name,
                model.instruction,
            )
            session.store.create(target.name, meta)
            session.catalog.generations.begun(target.name)
        if upserts or deletes:
            _write(session, target, upserts, undoable=undoable)
        session.report.index_writes += upserts + deletes
    return WrittenDelta(target.name, upserts, deletes)


def lacking(session: Session) -> tuple[GenerationRow | None, Iterator[Row]]:
    """The generation that is to be written, None where it has yet to be planned; and the passages that it lacks, by id."""
    catalog, model = session.catalog, session.embedder
    target = catalog.generations.matching(model.fingerprint, model.dimension, SCHEMA_VERSION)
    if target is None:
        return None, catalog.passages.rows()
    return target, (one.row for one in catalog.generations.upserts(target.name))


def candidate(session: Session) -> GenerationRow | None:
    """The generation that has something to publish; None where readers have all that there is."""
    target = _target(session) if session.catalog.generations.all() else None
    return (
        target
        if target and (target.dirty or target.held or target.state is not GenerationState.LIVE)
        else None
    )


def publish(session: Session, *, mended: bool = False) -> str | None:
    """Let readers see what was written; the live generation's name. Does nothing where everything is published. `mended` is for the store."""
    with session.report.timed("publish"):
        if (target := candidate(session)) and not target.held:
            published = session.store.publish(target.name, mended=mended)
            session.catalog.generations.promoted(target.name, published.version)
            session.catalog.deltas.prune(target.name, published.version)
            _drop_old(session)
    return report_live(session)


def report_live(session: Session) -> str | None:
    """Put into the run's report what readers have; the live generation's name."""
    live = session.catalog.generations.live()
    session.report.passages, session.report.generation = (
        session.catalog.passages.count(),
        live.name if live else None,
    )
    return session.report.generation


def take_back(session: Session, target: GenerationRow) -> None:
    """Forget what was written and not published. First it is doubted, so that a kill leaves no row that only the catalog has."""
    coming = (
        next((one.version for one in session.store.generations() if one.name == target.name), 0) + 1
    )
    session.catalog.deltas.doubt(target.name, coming)
    session.store.discard(target.name)
    session.catalog.deltas.forget(target.name, coming)


def put(
    session: Session,
    target: GenerationRow,
    upserts: Sequence[Upsert],
    gone: Sequence[str],
    reader: IndexReader | None,
) -> None:
    """Tell the index of some rows. `reader`: what readers have, where they have anything of this generation."""
    ids = {*(one.row["id"] for one in upserts), *gone}
    if reader is not None:
        before: dict[str, Row | None] = dict.fromkeys(ids)
        for held in reader.stored_rows(sorted(ids)):
            if held.row is not None and not held.inconsistent:  # what is damaged is no way back
                before[held.id] = {one.name: held.row[one.name] for one in FIELDS}
        session.catalog.deltas.note(target.name, reader.generation.version + 1, before)
    session.catalog.generations.about_to_write(target.name, ids)
    session.store.write(target.name, _rows(session, target.fingerprint, upserts), gone)
    session.catalog.generations.written(
        target.name, {one.row["id"]: one.row_hash for one in upserts}, gone
    )


@contextmanager
def readers_view(session: Session, target: GenerationRow) -> Iterator[IndexReader | None]:
    """What readers have, or had, of a generation; None where it was never published."""
    if not any(one.version for one in session.store.generations() if one.name == target.name):
        yield None
        return
    reader = session.store.open(target.name)
    try:
        yield reader
    finally:
        reader.close()


def _drop_old(session: Session) -> None:
    """Remove the generations that were retired longest ago; from the index only what is still as this catalog left it."""
    retired = [
        one for one in session.catalog.generations.all() if one.state is GenerationState.RETIRED
    ]
    index = {one.name: one for one in session.store.generations() if not one.live}
    for one in sorted(retired, key=lambda one: one.promoted_at or "")[
        : max(0, len(retired) - KEPT)
    ]:
        if one.name in index and index[one.name].version == (one.version or 0):
            session.store.drop(one.name)
        session.catalog.generations.forget(one.name)


def _target(session: Session) -> GenerationRow:
    generations = session.catalog.generations
    made_with = session.embedder.fingerprint, session.embedder.dimension, SCHEMA_VERSION
    # The index may have generations that the catalog does not know: the catalog is new, or an older copy was put in its place.
    return generations.matching(*made_with) or generations.plan(
        *made_with, taken=[one.name for one in session.store.generations()]
    )


def _retire_lost(session: Session) -> None:
    """Give up a generation that the index lost, or has in another version than the catalog knows: it is built anew.

    One that is as it was left, and that readers were moved away from by somebody's hand, need only be published again. Looking for
    differences row by row was set aside here: an unchanged run would have to load the engine. That is `reconcile`'s.
    """
    for one in session.catalog.generations.all():
        lost_live = one.state is GenerationState.LIVE and not _is_live(session, one)
        lost_draft = one.state is GenerationState.BUILDING and one.name not in {
            known.name for known in session.store.generations()
        }
        if lost_live and _is_kept(session, one):
            session.catalog.generations.about_to_write(one.name, ())
        elif lost_live or lost_draft:
            session.catalog.generations.retire(one.name)


def _is_live(session: Session, known: GenerationRow) -> bool:
    """Whether readers get what the catalog says that they get, or a later version, which a killed run published."""
    found = session.live_in_index()
    if found is None or found.generation != known.name:
        return False
    if (
        known.version is None or found.version is None
    ):  # published by a lexops that did not write it down
        return True
    return found.version == known.version or (known.dirty and found.version > known.version)


def _is_kept(session: Session, known: GenerationRow) -> bool:
    """Whether the index has the generation in the version that the catalog knows."""
    kept = {(one.name, one.version, one.meta.fingerprint) for one in session.store.generations()}
    return (known.name, known.version, known.fingerprint) in kept


def _write(session: Session, target: GenerationRow, total: int, *, undoable: bool) -> None:
    gone = session.catalog.generations.deletes(target.name)
    upserts = session.catalog.generations.upserts(target.name)
    done = 0
    with readers_view(session, target) if undoable else nullcontext() as reader:
        batch = list(islice(upserts, _ROWS))
        while batch or gone:
            put(session, target, batch, gone, reader)
            done += len(batch)
            session.progress("index", done, total)
            batch, gone = list(islice(upserts, _ROWS)), []


def _rows(session: Session, fingerprint: str, batch: Sequence[Upsert]) -> Iterator[IndexRow]:
    import numpy as np

    vectors = session.catalog.embeddings.get(fingerprint, {one.input_hash for one in batch})
    for one in batch:
        row = one.row | derived(one.row)
        yield IndexRow(row, np.frombuffer(vectors[one.input_hash], "<f4"))
