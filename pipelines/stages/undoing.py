"""Moving readers back by hand: to before a delta, or to an older generation.

Back to before a delta means that the rows of before are written once more, and shown in one publication like any other; the generation
is held then, since the next run would write again what was undone. An older generation is first told all that happened since it was
left, so that repealed and deleted text does not come back with it; what is undone is its making: its model, schema or server settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from corpus.batches import batches
from corpus.errors import ModelMismatch, UnknownValue, UsageError
from corpus.records import embedded_text
from corpus.schema import SCHEMA_VERSION, Row, input_hash, row_hash
from indexing.store import Generation
from pipelines.session import Session
from pipelines.stages import projecting
from pipelines.stages.projecting import WrittenDelta
from storage.catalog.generations import GenerationRow, GenerationState, Upsert

_ROWS = 2_000  # a write


def undo_delta(session: Session, version: int) -> WrittenDelta:
    """Give readers what they had before this version of the live generation, and hold it there. Safe to repeat.

    Raises UsageError where nothing is live, UnknownValue for a version whose inverse is not kept.
    """
    live = session.catalog.generations.live()
    if live is None:
        raise UsageError("nothing is published yet", remedy="run `lexops run` first")
    kept = [str(one.version) for one in session.catalog.deltas.of(live.name) if one.inverse]
    if str(version) not in kept:
        raise UnknownValue("delta that can be undone", str(version), kept)
    if live.fingerprint != session.embedder.fingerprint:
        raise ModelMismatch(
            f"{live.name} was made with {live.fingerprint}", remedy="use the profile that made it"
        )
    if live.dirty and not live.held:
        projecting.take_back(session, live)
    session.catalog.generations.hold(
        live.name,
        f"readers were moved back to before delta {version}, on {datetime.now(UTC).date()}",
    )
    written = _write_before(session, live, version)
    published = session.store.publish(live.name)
    session.catalog.generations.promoted(live.name, published.version)
    return written


def _write_before(session: Session, live: GenerationRow, version: int) -> WrittenDelta:
    upserted = deleted = 0
    before = session.catalog.deltas.before(live.name, version)
    with projecting.readers_view(session, live) as reader:
        # All of it is read first: what is written adds to what is read.
        for part in list(batches(before, _ROWS)):
            rows = [row for _, row in part if row is not None]
            gone = [id_ for id_, row in part if row is None]
            _embed(session, live, rows)
            projecting.put(
                session,
                live,
                [Upsert(row, row_hash(row), input_hash(row)) for row in rows],
                gone,
                reader,
            )
            upserted, deleted = upserted + len(rows), deleted + len(gone)
    session.report.index_writes += upserted + deleted
    return WrittenDelta(live.name, upserted, deleted)


def _embed(session: Session, live: GenerationRow, rows: Sequence[Row]) -> None:
    """Vectors of texts that were embedded once, and are no longer cached."""
    texts = {input_hash(row): embedded_text(row["context"], row["text"]) for row in rows}
    missing = sorted(
        texts.keys() - session.catalog.embeddings.get(live.fingerprint, texts.keys()).keys()
    )
    if missing:
        vectors = session.embedder.embed_passages([texts[key] for key in missing])
        cached = [
            (key, vector.astype("<f4").tobytes())
            for key, vector in zip(missing, vectors, strict=True)
        ]
        session.catalog.embeddings.put(live.fingerprint, cached)


def choose_generation(session: Session, name: str) -> GenerationRow:
    """Write to this older generation from the next update on; readers move to it when it has been told all that it lacks, and passed the gate.

    Raises UnknownValue for one that the index does not keep, ModelMismatch where the profile's model, or this lexops, did not make it.
    """
    index = {one.name: one for one in session.store.generations() if one.version}
    known = {one.name: one for one in session.catalog.generations.all()}
    kept = [
        one
        for one in known.values()
        if one.state is GenerationState.RETIRED and _is_kept(one, index)
    ]
    if name not in {one.name for one in kept}:
        raise UnknownValue("generation to go back to", name, [one.name for one in kept])
    wanted = known[name]
    if wanted.schema_version != SCHEMA_VERSION:
        message = f"{name} has schema {wanted.schema_version}, this lexops writes {SCHEMA_VERSION}"
        raise ModelMismatch(
            message, remedy="restore a backup of then, with the lexops that made it"
        )
    if wanted.fingerprint != session.embedder.fingerprint:
        message = f"{name} was made with {wanted.fingerprint}, the profile has {session.embedder.fingerprint}"
        raise ModelMismatch(
            message,
            remedy="set embedding.model to that model first: questions are embedded by it too",
        )
    session.catalog.generations.revive(name)
    return wanted


def _is_kept(known: GenerationRow, index: Mapping[str, Generation]) -> bool:
    return known.name in index and index[known.name].version == known.version


def begin_generation(session: Session) -> GenerationRow:
    """Plan a generation beside the live one, for the profile's model: the next update builds it whole."""
    taken = [one.name for one in session.store.generations()]
    return session.catalog.generations.plan(
        session.embedder.fingerprint, session.embedder.dimension, SCHEMA_VERSION, taken
    )
