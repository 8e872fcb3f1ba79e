"""A reader of one publication in LanceDB."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
from lancedb.query import BooleanQuery, LanceVectorQueryBuilder, MatchQuery, Occur
from lancedb.table import Table

from corpus.batches import batches
from corpus.schema import Row
from indexing.analysis import added_terms, question_terms
from indexing.lance import _rows as lance_rows
from indexing.lance._errors import explained, explaining
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    Generation,
    RowEntry,
    StoredRow,
    Vector,
)

IDS_AT_ONCE = 2_000
"""Ids in one condition of SQL."""

# Partitions of some 8,000 vectors that a question reads at least: all of them up to 160,000 rows.
_PROBES = 20


class LanceReader:
    """A pinned version of one table."""

    def __init__(
        self,
        generation: Generation,
        table: Table,
        folder: Path,
    ) -> None:
        self.generation = generation
        self.folder = folder
        self._table = table
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="searches")

    @explaining
    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Run both searches at once: they share nothing, and the engine releases Python's lock.

        Args:
            query: The question.

        Returns:
            The candidates of both searches.
        """
        sql = lance_rows.where(query.filter)
        keyword = self._threads.submit(
            self._keyword,
            query,
            sql,
        )
        vector = self._vector(
            query.vector,
            sql,
            query.k,
        )
        return CandidateLists(keyword=keyword.result(), vector=vector)

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Run one question after the other.

        Args:
            queries: The questions.

        Returns:
            The candidates of each question.
        """
        return [self.candidates(query) for query in queries]

    @explaining
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
        found = self._select(lance_rows.where(where), ["id"])
        ids = sorted(found["id"].to_pylist())
        return self.get(ids[:limit])

    @explaining
    def get(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids.

        Args:
            ids: Ids of passages; unknown ids are left out.

        Returns:
            The rows, in the order of `ids`.
        """
        texts: dict[str, str] = {}
        for chunk in batches(ids, IDS_AT_ONCE):
            found = self._select(lance_rows.one_of("id", chunk), ["id", "row"])
            texts.update(
                zip(
                    found["id"].to_pylist(),
                    found["row"].to_pylist(),
                    strict=True,
                )
            )
        return [json.loads(texts[id_]) for id_ in ids if id_ in texts]

    @explaining
    def count(self, where: Filter | None = None) -> int:
        """Count the rows that pass a filter.

        Args:
            where: The filter; None counts all rows.

        Returns:
            The number of rows.
        """
        sql = None
        if where is not None:
            sql = lance_rows.where(where)
        return int(self._table.count_rows(sql))

    def count_tags(self, where: Filter) -> dict[str, int]:
        """Count the tags of the rows that pass a filter.

        Args:
            where: The filter.

        Returns:
            By tag, as `SCHEME=VALUE`, the number of rows; in alphabetical order.
        """
        counts: Counter[str] = Counter()
        with explained(self.folder):
            scan = self._table.search().where(lance_rows.where(where)).select(["tag_names"])
            for batch in scan.to_batches():
                counts.update(batch["tag_names"].flatten().to_pylist())
        return dict(sorted(counts.items()))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of every row, sorted by id."""
        with explained(self.folder):
            found = self._table.search().select(["id", "row_hash"]).to_arrow()
            rows = found.sort_by("id")
        for batch in rows.to_batches():
            yield from zip(
                batch["id"].to_pylist(),
                batch["row_hash"].to_pylist(),
                strict=True,
            )

    @explaining
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
        sql = lance_rows.between(after, through)
        found = self._select(
            sql,
            [
                "id",
                "row_hash",
                "groups",
            ],
        )
        return [_entry(record) for record in found.sort_by("id").to_pylist()]

    @explaining
    def stored_rows(self, ids: Sequence[str]) -> list[StoredRow]:
        """Return all that is stored under these ids.

        Args:
            ids: Ids of passages; unknown ids are left out.

        Returns:
            The rows with their vectors, in the order of `ids`.
        """
        rows: dict[str, StoredRow] = {}
        for chunk in batches(ids, IDS_AT_ONCE):
            found = self._select(lance_rows.one_of("id", chunk))
            for record in found.to_pylist():
                rows[record["id"]] = lance_rows.stored_row(record)
        return [rows[id_] for id_ in ids if id_ in rows]

    def close(self) -> None:
        """End the threads of the searches."""
        self._threads.shutdown()

    def _select(
        self,
        sql: str,
        columns: list[str] | None = None,
    ) -> pa.Table:
        query = self._table.search().where(sql)
        if columns is not None:
            query = query.select(columns)
        return query.to_arrow()

    def _keyword(
        self,
        query: CandidateQuery,
        sql: str,
    ) -> tuple[Candidate, ...]:
        if query.text is None:
            return ()
        terms = " ".join(question_terms(query.text))
        if not terms:
            return ()
        # A MatchQuery takes its text literally: no character in a question is an operator.
        match = cast("Any", MatchQuery)(terms, "terms")
        added = " ".join(added_terms(query.text, query.also))
        if added and query.also_weight:
            more = cast("Any", MatchQuery)(added, "terms", boost=query.also_weight)
            match = cast("Any", BooleanQuery)([(Occur.SHOULD, match), (Occur.SHOULD, more)])
        search = self._table.search(match, query_type="fts").where(sql, prefilter=True)
        found = search.select(["row", "_score"]).limit(query.k).to_arrow()
        return _candidates(found, found["_score"].to_pylist())

    def _vector(
        self,
        vector: Vector | None,
        sql: str,
        k: int,
    ) -> tuple[Candidate, ...]:
        if vector is None:
            return ()
        self.generation.meta.check(vector)
        search = cast("LanceVectorQueryBuilder", self._table.search(vector, query_type="vector"))
        nearest = search.distance_type("cosine").where(sql, prefilter=True)
        # Without an upper limit of probes a narrow filter reads on until it has k rows. With a
        # refine factor the candidates are ranked by the vectors themselves.
        nearest = nearest.minimum_nprobes(_PROBES).maximum_nprobes(0).refine_factor(2)
        found = nearest.select(["row", "_distance"]).limit(k).to_arrow()
        # Cosine distance is 1 - cosine.
        cosines = [1.0 - distance for distance in found["_distance"].to_pylist()]
        return _candidates(found, cosines)


def _entry(record: dict[str, Any]) -> RowEntry:
    groups = set(record["groups"] or ())
    return RowEntry(
        id=record["id"],
        row_hash=record["row_hash"] or "",
        groups=tuple(sorted(groups)),
    )


def _candidates(found: pa.Table, scores: Sequence[float]) -> tuple[Candidate, ...]:
    rows = found["row"].to_pylist()
    return tuple(
        Candidate(score, json.loads(row))
        for score, row in zip(
            scores,
            rows,
            strict=True,
        )
    )
