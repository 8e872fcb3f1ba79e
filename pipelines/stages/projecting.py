"""The passages of the catalog to the index: a delta to the live generation, or a new generation.

Readers see nothing that is written until it is published. What they have of the same rows is noted
first, so that a refused candidate can be forgotten and a publication can be undone
(`stages.gating`, `stages.undoing`).
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
"""Generations that stay in the index beside the live one, for `lexops rollback`.

Each of them is as large as the live one.
"""

_ROWS = 2000  # a write


@dataclass(frozen=True, slots=True)
class WrittenDelta:
    """What was written to the index.

    Attributes:
        generation: The generation that was written; None where there is nothing to index yet.
        upserted: How many rows were added or replaced.
        deleted: How many rows were deleted.
    """

    generation: str | None
    upserted: int = 0
    deleted: int = 0


def write_delta(session: Session, *, undoable: bool = True) -> WrittenDelta:
    """Write what the index lacks, and delete what the catalog no longer has.

    Readers see nothing of it until it is published.

    Args:
        session: The session of the run.
        undoable: Whether to note what readers have. A repair does not: it is not to be undone.

    Returns:
        What was written to which generation.
    """
    with session.report.timed("index"):
        _retire_lost(session)
        has_generation = bool(session.catalog.generations.all())
        if not has_generation and not session.catalog.passages.count():
            return WrittenDelta(None)
        target = _target(session)
        if target.held:
            # The gate reports it.
            return WrittenDelta(target.name)
        upserts, deletes = session.catalog.generations.outdated(target.name)
        if target.state is GenerationState.PLANNED:
            _create(session, target)
        if upserts or deletes:
            _write(
                session,
                target,
                upserts,
                undoable=undoable,
            )
        session.report.index_writes += upserts + deletes
    return WrittenDelta(target.name, upserts, deletes)


def _create(session: Session, target: GenerationRow) -> None:
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


def lacking(session: Session) -> tuple[GenerationRow | None, Iterator[Row]]:
    """Find the passages that the index lacks.

    Args:
        session: The session of the run.

    Returns:
        The generation that is to be written, or None where it has yet to be planned; and the
        passages that it lacks, by id.
    """
    catalog = session.catalog
    model = session.embedder
    target = catalog.generations.matching(model.fingerprint, model.dimension, SCHEMA_VERSION)
    if target is None:
        return None, catalog.passages.rows()
    return target, (upsert.row for upsert in catalog.generations.upserts(target.name))


def candidate(session: Session) -> GenerationRow | None:
    """Find the generation that has something to publish.

    Args:
        session: The session of the run.

    Returns:
        The generation; None where readers have everything.
    """
    if not session.catalog.generations.all():
        return None
    target = _target(session)
    is_published = target.state is GenerationState.LIVE
    if target.dirty or target.held or not is_published:
        return target
    return None


def publish(session: Session, *, mended: bool = False) -> str | None:
    """Let readers see what was written. Does nothing where everything is published.

    Args:
        session: The session of the run.
        mended: Whether this ends a repair; the index store needs to know.

    Returns:
        The name of the live generation.
    """
    with session.report.timed("publish"):
        target = candidate(session)
        if target is not None and not target.held:
            published = session.store.publish(target.name, mended=mended)
            session.catalog.generations.promoted(target.name, published.version)
            session.catalog.deltas.prune(target.name, published.version)
            _drop_old(session)
        if target is None or not target.held:
            session.catalog.objects.note_published()
    return report_live(session)


def report_live(session: Session) -> str | None:
    """Write into the run's report what readers have.

    Args:
        session: The session of the run.

    Returns:
        The name of the live generation.
    """
    report = session.report
    live = session.catalog.generations.live()
    report.passages = session.catalog.passages.count()
    report.generation = live.name if live else None
    return report.generation


def take_back(session: Session, target: GenerationRow) -> None:
    """Forget what was written and not published.

    The catalog first notes that it does not know these rows. So a kill leaves no row of which only
    the catalog says that the index has it.

    Args:
        session: The session of the run.
        target: The generation that was written.
    """
    coming = 1
    for generation in session.store.generations():
        if generation.name == target.name:
            coming = generation.version + 1
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
    """Write some rows to the index, and note in the catalog that they are written.

    Args:
        session: The session of the run.
        target: The generation to write to.
        upserts: The rows to add or replace.
        gone: The ids of rows to delete.
        reader: What readers have of this generation; None where nothing is to be noted.
    """
    ids = {upsert.row["id"] for upsert in upserts}
    ids.update(gone)
    if reader is not None:
        before = _rows_before(reader, ids)
        session.catalog.deltas.note(target.name, reader.generation.version + 1, before)
    session.catalog.generations.about_to_write(target.name, ids)
    session.store.write(target.name, _rows(session, target.fingerprint, upserts), gone)
    hashes = {upsert.row["id"]: upsert.row_hash for upsert in upserts}
    session.catalog.generations.written(target.name, hashes, gone)


def _rows_before(reader: IndexReader, ids: set[str]) -> dict[str, Row | None]:
    """What readers have under these ids. A damaged row is not noted: it must not come back."""
    before: dict[str, Row | None] = dict.fromkeys(ids)
    for stored in reader.stored_rows(sorted(ids)):
        if stored.row is not None and not stored.inconsistent:
            before[stored.id] = {column.name: stored.row[column.name] for column in FIELDS}
    return before


@contextmanager
def readers_view(session: Session, target: GenerationRow) -> Iterator[IndexReader | None]:
    """Open what readers have, or had, of a generation.

    Args:
        session: The session of the run.
        target: The generation.

    Yields:
        A reader; None where the generation was never published.
    """
    index = session.store.generations()
    if not any(generation.version for generation in index if generation.name == target.name):
        yield None
        return
    reader = session.store.open(target.name)
    try:
        yield reader
    finally:
        reader.close()


def _drop_old(session: Session) -> None:
    """Remove the generations that were retired longest ago.

    From the index only what is still as this catalog left it is removed.
    """
    generations = session.catalog.generations
    retired = [known for known in generations.all() if known.state is GenerationState.RETIRED]
    retired.sort(key=lambda known: known.promoted_at or "")
    index = {found.name: found for found in session.store.generations() if not found.live}
    superfluous = max(0, len(retired) - KEPT)
    for known in retired[:superfluous]:
        found = index.get(known.name)
        if found is not None and found.version == (known.version or 0):
            session.store.drop(known.name)
        generations.forget(known.name)


def _target(session: Session) -> GenerationRow:
    generations = session.catalog.generations
    fingerprint = session.embedder.fingerprint
    dimension = session.embedder.dimension
    matching = generations.matching(fingerprint, dimension, SCHEMA_VERSION)
    if matching is not None:
        return matching
    # The index may have generations that the catalog does not know: the catalog is new, or an
    # older copy was put in its place.
    taken = [generation.name for generation in session.store.generations()]
    return generations.plan(
        fingerprint,
        dimension,
        SCHEMA_VERSION,
        taken=taken,
    )


def _retire_lost(session: Session) -> None:
    """Retire a generation that the index lost, or has in a version that the catalog does not know.

    It is built anew. A generation that is as it was left needs only be published again: an operator
    moved readers away from it by hand. To look for differences row by row was set aside here,
    because an unchanged run would have to load the engine. `reconcile` does that.
    """
    generations = session.catalog.generations
    for known in generations.all():
        if known.state is GenerationState.LIVE and not _is_live(session, known):
            if _is_kept(session, known):
                generations.about_to_write(known.name, ())
            else:
                generations.retire(known.name)
        elif known.state is GenerationState.BUILDING and not _is_in_index(session, known):
            generations.retire(known.name)


def _is_in_index(session: Session, known: GenerationRow) -> bool:
    return any(found.name == known.name for found in session.store.generations())


def _is_live(session: Session, known: GenerationRow) -> bool:
    """Whether readers get what the catalog says.

    A later version counts too where the generation is dirty: a killed run published it.
    """
    found = session.live_in_index()
    if found is None or found.generation != known.name:
        return False
    if known.version is None or found.version is None:
        # A lexops published it that did not write versions down.
        return True
    if found.version == known.version:
        return True
    return known.dirty and found.version > known.version


def _is_kept(session: Session, known: GenerationRow) -> bool:
    """Whether the index has the generation in the version that the catalog knows."""
    wanted = (known.name, known.version, known.fingerprint)
    return any(
        (found.name, found.version, found.meta.fingerprint) == wanted
        for found in session.store.generations()
    )


def _write(
    session: Session,
    target: GenerationRow,
    total: int,
    *,
    undoable: bool,
) -> None:
    gone = session.catalog.generations.deletes(target.name)
    upserts = session.catalog.generations.upserts(target.name)
    view = readers_view(session, target) if undoable else nullcontext()
    done = 0
    with view as reader:
        batch = list(islice(upserts, _ROWS))
        while batch or gone:
            put(
                session,
                target,
                batch,
                gone,
                reader,
            )
            done += len(batch)
            session.progress("index", done, total)
            batch = list(islice(upserts, _ROWS))
            gone = []


def _rows(
    session: Session,
    fingerprint: str,
    batch: Sequence[Upsert],
) -> Iterator[IndexRow]:
    import numpy as np

    hashes = {upsert.input_hash for upsert in batch}
    vectors = session.catalog.embeddings.get(fingerprint, hashes)
    for upsert in batch:
        row = upsert.row | derived(upsert.row)
        vector = np.frombuffer(vectors[upsert.input_hash], "<f4")
        yield IndexRow(row, vector)
