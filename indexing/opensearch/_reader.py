"""A reader of one publication in OpenSearch, and what an answer must be before it is believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from corpus.batches import batches
from corpus.codec import dumps
from corpus.errors import Refused, ServiceUnreachable
from corpus.schema import Row
from indexing.opensearch import _rows as rows
from indexing.opensearch._client import Answer, OpenSearchClient, search_failed
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
"""How long a view lasts since it was last asked."""

WHOLE = {"allow_partial_search_results": "false"}
"""By default a shard that fails is left out without a word."""

UNFUSED = {"search_pipeline": "_none"}
"""For a search that is no hybrid query. The index's default pipeline fuses those, and looks at every answer to see whether it is one: at
that of a shard that had nothing to look for it fails ("topDocs already consumed"), where another shard was faster (OpenSearch 2.19)."""

_READ, _HELD = 2_000, 500  # rows a request; of those that are read whole
_SEARCHES = 50  # a request


class OpenSearchReader:
    """One publication of one generation, held by a point in time; `close` gives it back."""

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
        """Ask both legs in one request."""
        (found,) = self.candidate_batches([query])
        return found

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Ask both legs of many questions, some at a time."""
        for query in queries:
            if query.vector is not None:
                self.generation.meta.check(query.vector)
        version = self.generation.version
        asked = [
            (query.k, rows.keyword_query(query, version), rows.vector_query(query, version))
            for query in queries
        ]
        searches = [
            {"size": k, "_source": ["row"], "query": leg}
            for k, *candidates in asked
            for leg in candidates
            if leg is not None
        ]
        answers = iter(self._search(searches))
        return [
            CandidateLists(
                *(() if leg is None else _candidates(next(answers)) for leg in candidates)
            )
            for _, *candidates in asked
        ]

    def hybrid(self, query: CandidateQuery) -> tuple[Candidate, ...]:
        """The first `k` as OpenSearch fuses them: what a client without lexops gets. `retrieval` asks for `candidates`, and folds.

        Raises ServiceUnreachable where the answer was not fused: a hybrid query without a pipeline is answered with marker
        scores, and no error.
        """
        if query.vector is not None:
            self.generation.meta.check(query.vector)
        body = {**rows.hybrid_body(query, self.generation.version), "pit": self._pit()}
        return fused(
            self._client.call(
                "POST",
                "/_search",
                body,
                {**WHOLE, "search_pipeline": self._pipeline},
            )
        )

    def find(self, where: Filter, limit: int) -> list[Row]:
        """Rows that pass a filter, by id."""
        found = self._pages(rows.conditions(where), {"_source": ["row"]})
        return [_row(hit) for hit in islice(found, limit)]

    def get(self, ids: Sequence[str]) -> list[Row]:
        """Rows of these ids, in the order asked."""
        found: dict[str, Row] = {}
        for chunk in batches(ids, _READ):
            body = {
                "size": len(chunk),
                "_source": ["row"],
                "query": rows.visible(self.generation.version, rows.with_ids(chunk)),
            }
            (answer,) = self._search([body])
            found.update((row["id"], row) for row in map(_row, answer["hits"]["hits"]))
        return [found[one] for one in ids if one in found]

    def count(self, where: Filter | None = None) -> int:
        """How many rows pass a filter; all where there is none."""
        query = rows.visible(
            self.generation.version, None if where is None else rows.conditions(where)
        )
        (answer,) = self._search([{"size": 0, "track_total_hits": True, "query": query}])
        return int(answer["hits"]["total"]["value"])

    def hashes(self) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of every row, sorted by id."""
        for hit in self._pages(None, {"_source": False, "docvalue_fields": ["id", "row_hash"]}):
            yield hit["fields"]["id"][0], hit["fields"]["row_hash"][0]

    def entries(self, after: str | None, through: str | None) -> list[RowEntry]:
        """Every row of a slice, by id."""
        bounds = {
            sign: bound for sign, bound in (("gt", after), ("lte", through)) if bound is not None
        }
        fields = {"_source": False, "docvalue_fields": ["id", "row_hash", "groups"]}
        found = self._pages({"filter": [{"range": {"id": bounds}}]} if bounds else None, fields)
        return [rows.entry(hit["fields"]) for hit in found]

    def held(self, ids: Sequence[str]) -> list[StoredRow]:
        """All that is held under these ids, in the order asked."""
        found: dict[str, StoredRow] = {}
        for chunk in batches(ids, _HELD):
            hits = self._pages(rows.with_ids(chunk), {"_source": True})
            found.update((hit["_source"]["id"], rows.held(hit["_source"])) for hit in hits)
        return [found[one] for one in ids if one in found]

    def close(self) -> None:
        """End the point in time."""
        self._release(self._view)

    def _pages(self, conditions: rows.Json | None, what: rows.Json) -> Iterator[Any]:
        """All hits, by id; UTF-8 sorts as Python does."""
        body = {
            **what,
            "size": _READ,
            "sort": [{"id": "asc"}],
            "query": rows.visible(self.generation.version, conditions),
        }
        while True:
            (answer,) = self._search([body])
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < _READ:
                return
            body["search_after"] = hits[-1]["sort"]

    def _search(self, bodies: Sequence[rows.Json]) -> list[Answer]:
        asked = [{**body, **UNFUSED, "pit": self._pit()} for body in bodies]
        return [
            self._whole(answer)
            for chunk in batches(asked, _SEARCHES)
            for answer in self._client.searches(chunk, WHOLE)
        ]

    def _pit(self) -> rows.Json:
        return {"id": self._view, "keep_alive": KEEP_ALIVE}

    def _whole(self, answer: Answer) -> Answer:
        """The answer, if it is one: `_msearch` says 200 whatever became of its parts."""
        if answer.get("status") == 404:
            message = f"the view of generation {self.generation.name}, version {self.generation.version}, has ended"
            raise Refused(message, remedy="open a new reader")
        return complete(answer)


def fused(answer: Answer) -> tuple[Candidate, ...]:
    """The candidates of a hybrid query's answer. Raises ServiceUnreachable where nothing fused it.

    Without its search pipeline OpenSearch answers a hybrid query with the marks that it puts between the legs, as if they were
    hits: scores of about -9.5e9, and no error. A fused score is never below 0.
    """
    found = _candidates(complete(answer))
    if any(one.score < 0 for one in found):
        raise ServiceUnreachable(
            "OpenSearch answered a hybrid query without fusing it",
            remedy="give it the generation's search pipeline (index.search.default_pipeline), and put `hybrid` at the query's top",
        )
    return found


def complete(answer: Answer) -> Answer:
    """The answer, if every shard gave its part; ServiceUnreachable else."""
    if "error" in answer:
        raise search_failed(answer)
    if answer.get("timed_out") or answer["_shards"]["failed"]:
        raise ServiceUnreachable(
            f"some shards of OpenSearch did not answer: {dumps(answer['_shards'])}",
            remedy="see to its health",
        )
    return answer


def _candidates(answer: Answer) -> tuple[Candidate, ...]:
    return tuple(Candidate(hit["_score"], _row(hit)) for hit in answer["hits"]["hits"])


def _row(hit: Answer) -> Row:
    row: Row = json.loads(hit["_source"]["row"])
    return row
