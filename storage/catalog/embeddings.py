"""Vectors by model and by the exact text that was embedded: a moved or copied text is not embedded again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from storage.catalog._engine import Database, chunks, pairs
from storage.catalog.tables import embeddings


class Embeddings:
    """The cache of vectors, as float32 bytes, little endian."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, fingerprint: str, vectors: Sequence[tuple[str, bytes]]) -> None:
        """Keep vectors, by hash of the text that was embedded; in one transaction."""
        rows = [
            {"fingerprint": fingerprint, "input_hash": key, "vector": vector}
            for key, vector in vectors
        ]
        with self._db.write() as connection:
            self._db.upsert(connection, embeddings, rows)

    def get(self, fingerprint: str, hashes: Collection[str]) -> dict[str, bytes]:
        """The vectors of those of the texts that this model has embedded."""
        found: dict[str, bytes] = {}
        wanted = select(embeddings.c.input_hash, embeddings.c.vector).where(
            embeddings.c.fingerprint == fingerprint
        )
        with self._db.read() as connection:
            for part in chunks(hashes):
                found |= pairs(connection.execute(wanted.where(embeddings.c.input_hash.in_(part))))
        return found

    def count(self, fingerprint: str) -> int:
        """How many texts this model has embedded."""
        with self._db.read() as connection:
            return (
                connection.scalar(
                    select(func.count())
                    .select_from(embeddings)
                    .where(embeddings.c.fingerprint == fingerprint)
                )
                or 0
            )
