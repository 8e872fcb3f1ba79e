"""A reader of one publication in OpenSearch, and the checks that every answer must pass."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from corpus.batches import batches
from corpus.codec import dumps
from corpus.errors import Refused, ServiceUnreachable
from corpus.schema import Row
from indexing.opensearch import _queries as queries
from indexing.opensearch._client import Answer, OpenSearchClient
from indexing.opensearch._documents import row_entry, stored_row
from indexing.opensearch._errors import search_failed
from indexing.opensearch._mapping import Json
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    Generation,
    RowEntry,
    StoredRow,
)

KEEP_ALIVE = "15m"
"""How long a view lasts since its last question."""

WHOLE = {"allow_partial_search_results": "false"}
"""Parameters of every search: by default OpenSearch leaves out a shard that fails, silently."""

UNFUSED = {"search_pipeline": "_none"}
"""Parameters of a search that is not a hybrid query.

The index's default pipeline fuses hybrid queries, and looks at every answer to see whether it is
one. At the answer of a shard that had nothing to search it fails ("topDocs already consumed")
where another shard was faster (OpenSearch 2.19)."""

_READ = 2_000  # rows a request
_READ_WHOLE = 500  # rows a request, where vectors are read too
_SEARCHES = 50  # searches a request


class _Searches(NamedTuple):
    """The bodies of keyword and vector search for one question; None where it lacks the input."""

    keyword: Json | None
    vector: Json | None


class OpenSearchReader:
    """One publication of one generation, kept by a point in time; `close` ends it."""

    def __init__(
        self,
        generation: Generation,
        client: OpenSearchClient,
        view: str,
        pipeline: str,
        release: Callable[[str], None],
    ) -> None:
        self.generation = generation
        self._client = client
        self._view = view
        self._pipeline = pipeline
        self._release = release

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Run keyword and vector search in one request.

        Args:
            query: The question, the filter and the number of candidates.

        Returns:
            The candidates of each search, best first.
        """
        (lists,) = self.candidate_batches([query])
        return lists

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Run keyword and vector search for many questions, some at a time.

        Args:
            queries: The questions.

        Returns:
            The candidates of each question, in their order.
        """
        bodies: list[Json] = []
        all_searches = [self._searches_of(query) for query in queries]
        for searches in all_searches:
            bodies += [body for body in searches if body is not None]
        answers = iter(self._search(bodies))
        return [_candidate_lists(searches, answers) for searches in all_searches]

    def hybrid(self, query: CandidateQuery) -> tuple[Candidate, ...]:
        """Return the first `k` as OpenSearch fuses them: what a client without lexops gets.

        Args:
            query: The question; `retrieval` uses `candidates` instead, and fuses them itself.

        Returns:
            The fused candidates, best first.

        Raises:
            ServiceUnreachable: The answer was not fused.
        """
        if query.vector is not None:
            self.generation.meta.check(query.vector)
        body = queries.hybrid_body(query, self.generation.version)
        body["pit"] = self._point_in_time()
        params = {**WHOLE, "search_pipeline": self._pipeline}
        return fused(
            self._client.call(
                "POST",
                "/_search",
                body,
                params,
            )
        )

    def find(
        self,
        where: Filter,
        limit: int,
    ) -> list[Row]:
        """Return rows that pass a filter, by id.

        Args:
            where: The filter.
            limit: The largest number of rows.

        Returns:
            The rows.
        """
        results = self._pages(queries.conditions(where), {"_source": ["row"]})
        return [_row(result) for result in islice(results, limit)]

    def get(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids.

        Args:
            ids: Ids of rows; unknown ones are left out.

        Returns:
            The rows, in the order of `ids`.
        """
        rows: dict[str, Row] = {}
        for chunk in batches(ids, _READ):
            query = queries.visible(self.generation.version, queries.with_ids(chunk))
            body = {
                "size": len(chunk),
                "_source": ["row"],
                "query": query,
            }
            (answer,) = self._search([body])
            for result in answer["hits"]["hits"]:
                row = _row(result)
                rows[row["id"]] = row
        return [rows[id_] for id_ in ids if id_ in rows]

    def count(self, where: Filter | None = None) -> int:
        """Count the rows that pass a filter.

        Args:
            where: The filter; None counts all rows.

        Returns:
            The number of rows.
        """
        conditions = None
        if where is not None:
            conditions = queries.conditions(where)
        query = queries.visible(self.generation.version, conditions)
        (answer,) = self._search(
            [
                {
                    "size": 0,
                    "track_total_hits": True,
                    "query": query,
                }
            ]
        )
        return int(answer["hits"]["total"]["value"])

    def count_tags(self, where: Filter) -> dict[str, int]:
        """Count the tags of the rows that pass a filter.

        Args:
            where: The filter.

        Returns:
            By tag, as `SCHEME=VALUE`, the number of rows; in alphabetical order.
        """
        query = queries.visible(self.generation.version, queries.conditions(where))
        field = {"field": queries.TAG_FIELD, "size": queries.MOST_VALUES, "order": {"_key": "asc"}}
        body = {"size": 0, "query": query, "aggs": {"tags": {"terms": field}}}
        (answer,) = self._search([body])
        buckets = answer["aggregations"]["tags"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of every row, sorted by id."""
        columns = {"_source": False, "docvalue_fields": ["id", "row_hash"]}
        for result in self._pages(None, columns):
            fields = result["fields"]
            yield fields["id"][0], fields["row_hash"][0]

    def entries(
        self,
        after: str | None,
        through: str | None,
    ) -> list[RowEntry]:
        """Return every row of a slice in short, by id.

        Args:
            after: The slice begins after this id; None is no bound.
            through: The last id of the slice; None is no bound.

        Returns:
            The rows' ids, hashes and groups.
        """
        bounds = {}
        if after is not None:
            bounds["gt"] = after
        if through is not None:
            bounds["lte"] = through
        conditions: Json | None = None
        if bounds:
            conditions = {"filter": [{"range": {"id": bounds}}]}
        columns = {
            "_source": False,
            "docvalue_fields": [
                "id",
                "row_hash",
                "groups",
            ],
        }
        return [row_entry(result["fields"]) for result in self._pages(conditions, columns)]

    def stored_rows(self, ids: Sequence[str]) -> list[StoredRow]:
        """Return all that is stored under these ids.

        Args:
            ids: Ids of rows; unknown ones are left out.

        Returns:
            The rows with their vectors, in the order of `ids`.
        """
        rows: dict[str, StoredRow] = {}
        for chunk in batches(ids, _READ_WHOLE):
            for result in self._pages(queries.with_ids(chunk), {"_source": True}):
                row = stored_row(result["_source"])
                rows[row.id] = row
        return [rows[id_] for id_ in ids if id_ in rows]

    def close(self) -> None:
        """End the point in time."""
        self._release(self._view)

    def _searches_of(self, query: CandidateQuery) -> _Searches:
        if query.vector is not None:
            self.generation.meta.check(query.vector)
        version = self.generation.version
        keyword = queries.keyword_query(query, version)
        vector = queries.vector_query(query, version)
        return _Searches(_search_body(query.k, keyword), _search_body(query.k, vector))

    def _pages(
        self,
        conditions: Json | None,
        columns: Json,
    ) -> Iterator[Any]:
        """Return all results, by id; UTF-8 sorts as Python does."""
        body = {
            **columns,
            "size": _READ,
            "sort": [{"id": "asc"}],
            "query": queries.visible(self.generation.version, conditions),
        }
        while True:
            (answer,) = self._search([body])
            results = answer["hits"]["hits"]
            yield from results
            if len(results) < _READ:
                return
            body["search_after"] = results[-1]["sort"]

    def _search(self, bodies: Sequence[Json]) -> list[Answer]:
        searches = [
            {
                **body,
                **UNFUSED,
                "pit": self._point_in_time(),
            }
            for body in bodies
        ]
        answers: list[Answer] = []
        for chunk in batches(searches, _SEARCHES):
            answers += map(self._checked, self._client.searches(chunk, WHOLE))
        return answers

    def _point_in_time(self) -> Json:
        return {"id": self._view, "keep_alive": KEEP_ALIVE}

    def _checked(self, answer: Answer) -> Answer:
        """Return the answer if it is complete: `_msearch` has status 200 in any case."""
        if answer.get("status") == 404:
            generation = self.generation
            raise Refused(
                f"the view of generation {generation.name}, version {generation.version}, "
                "has ended",
                remedy="open a new reader",
            )
        return complete(answer)


def fused(answer: Answer) -> tuple[Candidate, ...]:
    """Return the candidates of a hybrid query's answer.

    Without its search pipeline OpenSearch answers a hybrid query with the marks that it puts
    between the searches, as if they were results, and without an error. Their scores are about
    -9.5e9; a fused score is never below 0.

    Raises:
        ServiceUnreachable: Nothing fused the answer.
    """
    candidates = _candidates(complete(answer))
    if any(candidate.score < 0 for candidate in candidates):
        raise ServiceUnreachable(
            "OpenSearch answered a hybrid query without fusing it",
            remedy="give it the generation's search pipeline (index.search.default_pipeline), "
            "and put `hybrid` at the query's top",
        )
    return candidates


def complete(answer: Answer) -> Answer:
    """Return the answer, if every shard gave its part; raise ServiceUnreachable otherwise."""
    if "error" in answer:
        raise search_failed(answer)
    if answer.get("timed_out") or answer["_shards"]["failed"]:
        raise ServiceUnreachable(
            f"some shards of OpenSearch did not answer: {dumps(answer['_shards'])}",
            remedy="check its health",
        )
    return answer


def _search_body(k: int, query: Json | None) -> Json | None:
    if query is None:
        return None
    return {
        "size": k,
        "_source": ["row"],
        "query": query,
    }


def _candidate_lists(searches: _Searches, answers: Iterator[Answer]) -> CandidateLists:
    """Take the answers to one question from those to all questions."""
    keyword: tuple[Candidate, ...] = ()
    vector: tuple[Candidate, ...] = ()
    if searches.keyword is not None:
        keyword = _candidates(next(answers))
    if searches.vector is not None:
        vector = _candidates(next(answers))
    return CandidateLists(keyword, vector)


def _candidates(answer: Answer) -> tuple[Candidate, ...]:
    results = answer["hits"]["hits"]
    return tuple(Candidate(result["_score"], _row(result)) for result in results)


def _row(result: Answer) -> Row:
    row: Row = json.loads(result["_source"]["row"])
    return row
