"""Passages to vectors: every distinct text that the model has not embedded yet. The model is loaded with the first of them."""

from __future__ import annotations

from pipelines.session import Session


def embed_passages(session: Session) -> int:
    """Embed what has no vector under the profile's model, and keep it after every batch; how many texts that were."""
    catalog, done = session.catalog, 0
    with session.report.timed("embed"):
        fingerprint = session.embedder.fingerprint
        total = catalog.passages.count_without_vector(fingerprint)
        if not total:
            return 0
        session.store.check_writable()  # now, not after an hour of embedding
        for texts in catalog.passages.without_vector(fingerprint):
            vectors = session.embedder.embed_passages(list(texts.values()))
            catalog.embeddings.put(
                fingerprint,
                [
                    (key, vector.astype("<f4").tobytes())
                    for key, vector in zip(texts, vectors, strict=True)
                ],
            )
            done += len(texts)
            session.report.embedded += len(texts)
            session.progress("embed", done, total)
        session.embedder.close()  # nothing embeds after this: its processes leave the memory to the index, and count as this stage's
    return done
