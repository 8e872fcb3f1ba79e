"""A reader of one publication in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.schema import Row
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    Generation,
    RowEntry,
    StoredRow,
)
from indexing.testing._snapshot import Scored, Snapshot, passes


class MemoryReader:
    """A view of one snapshot."""

    def __init__(
        self,
        generation: Generation,
        snapshot: Snapshot,
    ) -> None:
        self.generation = generation
        self._snapshot = snapshot

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Rank every row that passes the filter, by BM25 and by cosine.

        Args:
            query: The question.

        Returns:
            The candidates of both searches.
        """
        keyword: Scored = []
        vector: Scored = []
        if query.text is not None:
            keyword = self._snapshot.bm25(query.text, query.also, query.also_weight)
        if query.vector is not None:
            self.generation.meta.check(query.vector)
            vector = self._snapshot.cosine(query.vector)
        return CandidateLists(self._best(keyword, query), self._best(vector, query))

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Run one question after the other.

        Args:
            queries: The questions.

        Returns:
            The candidates of each question.
        """
        return [self.candidates(query) for query in queries]

    def find(
        self,
        where: Filter,
        limit: int,
    ) -> list[Row]:
        """Return rows that pass a filter, by id.

        Args:
            where: The filter.
            limit: Largest number of rows.

        Returns:
            The rows.
        """
        rows = (row for row in self._rows() if passes(row, where))
        return [dict(row) for row in islice(rows, limit)]

    def get(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids.

        Args:
            ids: Ids of passages; unknown ids are left out.

        Returns:
            The rows, in the order of `ids`.
        """
        rows = self._snapshot.rows
        return [dict(rows[id_].row) for id_ in ids if id_ in rows]

    def count(self, where: Filter | None = None) -> int:
        """Count the rows that pass a filter.

        Args:
            where: The filter; None counts all rows.

        Returns:
            The number of rows.
        """
        return sum(where is None or passes(row, where) for row in self._rows())

    def count_tags(self, where: Filter) -> dict[str, int]:
        """Count the tags of the rows that pass a filter.

        Args:
            where: The filter.

        Returns:
            By tag, as `SCHEME=VALUE`, the number of rows; in alphabetical order.
        """
        counts = Counter(
            name for row in self._rows() if passes(row, where) for name in row["tag_names"]
        )
        return dict(sorted(counts.items()))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of every row, sorted by id."""
        for row in self._rows():
            yield row["id"], row["row_hash"]

    def entries(
        self,
        after: str | None,
        through: str | None,
    ) -> list[RowEntry]:
        """Return every row of a slice in short, by id.

        Args:
            after: Lower bound, exclusive; None is no bound.
            through: Upper bound, inclusive; None is no bound.

        Returns:
            The rows' ids, hashes and groups.
        """
        entries = []
        for row in self._rows():
            is_after = (after or "") < row["id"]
            if is_after and (through is None or row["id"] <= through):
                groups = tuple(sorted(set(row["groups"])))
                entries.append(
                    RowEntry(
                        row["id"],
                        row["row_hash"],
                        groups,
                    )
                )
        return entries

    def stored_rows(self, ids: Sequence[str]) -> list[StoredRow]:
        """Return all that is stored under these ids; there are no columns that could differ.

        Args:
            ids: Ids of passages; unknown ids are left out.

        Returns:
            The rows with their vectors, in the order of `ids`.
        """
        rows = self._snapshot.rows
        stored = []
        for id_ in ids:
            if id_ in rows:
                vector = rows[id_].vector.copy()
                stored.append(
                    StoredRow(
                        id_,
                        dict(rows[id_].row),
                        vector,
                    )
                )
        return stored

    def close(self) -> None:
        """Do nothing: a snapshot needs no end."""

    def _rows(self) -> Iterator[Row]:
        for index_row in self._snapshot.rows.values():
            yield index_row.row

    def _best(
        self,
        scored: Scored,
        query: CandidateQuery,
    ) -> tuple[Candidate, ...]:
        rows = self._snapshot.rows
        candidates: list[Candidate] = []
        for score, id_ in sorted(scored, key=_best_first):
            if len(candidates) == query.k:
                break
            row = rows[id_].row
            if passes(row, query.filter):
                candidates.append(Candidate(score, dict(row)))
        return tuple(candidates)


def _best_first(pair: tuple[float, str]) -> tuple[float, str]:
    score, id_ = pair
    return -score, id_
