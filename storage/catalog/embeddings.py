"""Vectors by model and by the exact text that was embedded: a moved text is not embedded again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from storage.catalog._engine import Database, chunks, pairs
from storage.catalog.tables import embeddings


class Embeddings:
    """The cache of vectors, as float32 bytes, little endian."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(
        self,
        fingerprint: str,
        vectors: Sequence[tuple[str, bytes]],
    ) -> None:
        """Store vectors, in one transaction.

        Args:
            fingerprint: The fingerprint of the model.
            vectors: Pairs of the hash of the embedded text, and the vector.
        """
        rows = [
            {
                "fingerprint": fingerprint,
                "input_hash": key,
                "vector": vector,
            }
            for key, vector in vectors
        ]
        with self._db.write() as connection:
            self._db.upsert(connection, embeddings, rows)

    def get(
        self,
        fingerprint: str,
        hashes: Collection[str],
    ) -> dict[str, bytes]:
        """Return stored vectors.

        Args:
            fingerprint: The fingerprint of the model.
            hashes: Hashes of texts.

        Returns:
            By hash, the vectors of those of the texts that the model has embedded.
        """
        found: dict[str, bytes] = {}
        wanted = select(embeddings.c.input_hash, embeddings.c.vector).where(
            embeddings.c.fingerprint == fingerprint
        )
        with self._db.read() as connection:
            for part in chunks(hashes):
                among = embeddings.c.input_hash.in_(part)
                found |= pairs(connection.execute(wanted.where(among)))
        return found

    def count(self, fingerprint: str) -> int:
        """Return how many texts a model has embedded.

        Args:
            fingerprint: The fingerprint of the model.

        Returns:
            The number of stored vectors.
        """
        wanted = (
            select(func.count())
            .select_from(embeddings)
            .where(embeddings.c.fingerprint == fingerprint)
        )
        with self._db.read() as connection:
            return connection.scalar(wanted) or 0
