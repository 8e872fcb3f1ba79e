"""Moving readers back by hand: to before a delta, or to an older generation.

To go back before a delta, the rows of before are written once more, and shown in one publication
like any other. The generation is then held, because the next run would write again what was undone.
An older generation first gets everything that changed since it was left, so that repealed and
deleted text does not come back. What is undone is how it was made: model, schema, server settings.
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
    """Give readers what they had before a version of the live generation, and hold it there.

    It is safe to repeat.

    Args:
        session: The session of the run.
        version: The version of the live generation that is to be undone, with all after it.

    Returns:
        What was written.

    Raises:
        UsageError: Nothing is published yet.
        UnknownValue: The rows of before this version are not kept.
        ModelMismatch: The profile has another model than the live generation.
    """
    catalog = session.catalog
    live = catalog.generations.live()
    if live is None:
        raise UsageError("nothing is published yet", remedy="run `lexops run` first")
    kept = [str(delta.version) for delta in catalog.deltas.of(live.name) if delta.inverse]
    if str(version) not in kept:
        raise UnknownValue("delta that can be undone", str(version), kept)
    if live.fingerprint != session.embedder.fingerprint:
        raise ModelMismatch(
            f"{live.name} was made with {live.fingerprint}", remedy="use the profile that made it"
        )
    if live.dirty and not live.held:
        projecting.take_back(session, live)
    today = datetime.now(UTC).date()
    reason = f"readers were moved back to before delta {version}, on {today}"
    catalog.generations.hold(live.name, reason)
    written = _write_before(session, live, version)
    published = session.store.publish(live.name)
    catalog.generations.promoted(live.name, published.version)
    return written


def _write_before(
    session: Session,
    live: GenerationRow,
    version: int,
) -> WrittenDelta:
    upserted = 0
    deleted = 0
    before = session.catalog.deltas.before(live.name, version)
    with projecting.readers_view(session, live) as reader:
        # All of it is read first: what is written adds to what is read.
        for part in list(batches(before, _ROWS)):
            rows = [row for _, row in part if row is not None]
            gone = [id_ for id_, row in part if row is None]
            _embed(session, live, rows)
            upserts = [Upsert(row, row_hash(row), input_hash(row)) for row in rows]
            projecting.put(
                session,
                live,
                upserts,
                gone,
                reader,
            )
            upserted += len(rows)
            deleted += len(gone)
    session.report.index_writes += upserted + deleted
    return WrittenDelta(live.name, upserted, deleted)


def _embed(
    session: Session,
    live: GenerationRow,
    rows: Sequence[Row],
) -> None:
    """Embed texts again whose vectors are no longer cached."""
    embeddings = session.catalog.embeddings
    texts: dict[str, str] = {}
    for row in rows:
        texts[input_hash(row)] = embedded_text(row["context"], row["text"])
    cached = embeddings.get(live.fingerprint, texts.keys())
    missing = sorted(texts.keys() - cached.keys())
    if not missing:
        return
    vectors = session.embedder.embed_passages([texts[key] for key in missing])
    packed: list[tuple[str, bytes]] = []
    for key, vector in zip(missing, vectors, strict=True):
        packed.append((key, vector.astype("<f4").tobytes()))
    embeddings.put(live.fingerprint, packed)


def choose_generation(session: Session, name: str) -> GenerationRow:
    """Write to an older generation from the next update on.

    Readers move to it when it has everything that it lacks, and has passed the gate.

    Args:
        session: The session of the run.
        name: The name of the generation.

    Returns:
        The generation.

    Raises:
        UnknownValue: The index does not keep a generation of this name.
        ModelMismatch: Another model, or another version of lexops, made it.
    """
    catalog = session.catalog
    index = {generation.name: generation for generation in session.store.generations()}
    kept: dict[str, GenerationRow] = {}
    for known in catalog.generations.all():
        if known.state is GenerationState.RETIRED and _is_kept(known, index):
            kept[known.name] = known
    if name not in kept:
        raise UnknownValue("generation to go back to", name, list(kept))
    wanted = kept[name]
    if wanted.schema_version != SCHEMA_VERSION:
        raise ModelMismatch(
            f"{name} has schema {wanted.schema_version}, this lexops writes {SCHEMA_VERSION}",
            remedy="restore a backup of then, with the lexops that made it",
        )
    fingerprint = session.embedder.fingerprint
    if wanted.fingerprint != fingerprint:
        raise ModelMismatch(
            f"{name} was made with {wanted.fingerprint}, the profile has {fingerprint}",
            remedy="set embedding.model to that model first: questions are embedded by it too",
        )
    catalog.generations.revive(name)
    return wanted


def _is_kept(known: GenerationRow, index: Mapping[str, Generation]) -> bool:
    found = index.get(known.name)
    if found is None or not found.version:
        return False
    return found.version == known.version


def begin_generation(session: Session) -> GenerationRow:
    """Plan a generation beside the live one: the next update builds it whole.

    Args:
        session: The session of the run.

    Returns:
        The planned generation.
    """
    taken = [generation.name for generation in session.store.generations()]
    embedder = session.embedder
    return session.catalog.generations.plan(
        embedder.fingerprint,
        embedder.dimension,
        SCHEMA_VERSION,
        taken,
    )
