"""Passages to vectors: every distinct text that the model has not embedded yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage

_TEXTS = 512  # of a batch, as the catalog pages them


class DistinctText(NamedTuple):
    """A text to embed, with the hash under which its vector is kept."""

    input_hash: str
    text: str


CachedVector = tuple[str, bytes]
"""The hash of a text, and its vector as little-endian float32."""


def embed_passages(session: Session) -> int:
    """Embed the texts that have no vector under the profile's model.

    The model is loaded with the first text. Vectors are kept after each batch.

    Args:
        session: The session of the run.

    Returns:
        How many texts were embedded.
    """
    return run_stage(EMBED, session).rows


def _prepare(session: Session) -> str:
    """The state of the stage is the fingerprint of the model."""
    return session.embedder.fingerprint


def _count_texts(run: StageRun[str]) -> int:
    return run.catalog.passages.count_without_vector(run.state)


def _find_texts(run: StageRun[str]) -> Iterator[DistinctText]:
    if not run.total:
        return
    # Checked now, and not after an hour of embedding.
    run.session.store.check_writable()
    for texts in run.catalog.passages.without_vector(run.state, _TEXTS):
        for input_hash, text in texts.items():
            yield DistinctText(input_hash, text)


def _key(_run: StageRun[str], row: DistinctText) -> str:
    """A vector depends on the exact text alone; the table has one for each fingerprint."""
    return row.input_hash


def _embed_batch(
    run: StageRun[str], batch: Sequence[KeyedRow[DistinctText]]
) -> Iterator[CachedVector]:
    vectors = run.session.embedder.embed_passages([keyed.row.text for keyed in batch])
    for keyed, vector in zip(batch, vectors, strict=True):
        yield keyed.key, vector.astype("<f4").tobytes()


def _commit(run: StageRun[str], vectors: Sequence[CachedVector]) -> None:
    run.catalog.embeddings.put(run.state, vectors)
    run.session.report.embedded += len(vectors)


def _finish(run: StageRun[str]) -> None:
    """End the model's processes: they leave the memory to the index, and count as this stage's."""
    if run.rows:
        run.session.embedder.close()


EMBED: StageDefinition[str, DistinctText, CachedVector] = StageDefinition(
    name="embed",
    reads="passages",
    writes=("embeddings",),
    version=(1,),
    options=("embedding.model",),
    batch_size=_TEXTS,
    prepare=_prepare,
    count_rows=_count_texts,
    find_rows=_find_texts,
    key=_key,
    work=_embed_batch,
    commit=_commit,
    finish=_finish,
)
"""Distinct texts of passages to vectors."""
