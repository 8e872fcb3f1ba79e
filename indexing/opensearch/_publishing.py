"""The steps of a publication: remove old rows, set the alias, and note in `_meta` what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.errors import ServiceUnreachable
from indexing.opensearch._documents import update_digest
from indexing.opensearch._generations import StoredGeneration
from indexing.opensearch._indices import GenerationIndices
from indexing.opensearch._mapping import Json, is_pipeline
from indexing.opensearch._queries import visible

_PAIRS = 10_000  # ids and hashes a request: as many as an answer may hold
_BY_QUERY = 50_000  # rows a request
_BATCH = 1_000  # rows a batch of it; the answer has a header each, and Python takes 100 headers

_RESTORE = {"source": "ctx._source.remove('until')", "lang": "painless"}


class Publisher:
    """Carries out the steps of a publication on the indices of a prefix."""

    def __init__(self, indices: GenerationIndices) -> None:
        self._indices = indices

    def point_to(
        self,
        generation: StoredGeneration,
        aliased: Iterable[str],
    ) -> None:
        """Set the alias and its filter to a publication, in one step: this publishes.

        `aliased` are the indices that the alias names now; it leaves all others.
        """
        alias = self._indices.alias
        actions: list[Json] = [
            {"remove": {"index": index, "alias": alias}}
            for index in aliased
            if index != generation.index
        ]
        show = {
            "index": generation.index,
            "alias": alias,
            "filter": visible(generation.published),
        }
        actions.append({"add": show})
        self._indices.order(
            "POST",
            "/_aliases",
            {"actions": actions},
        )

    def note(self, generation: StoredGeneration) -> None:
        """Write into the index's `_meta` what the alias shows, with its digest."""
        noted = replace(
            generation,
            noted=generation.published,
            digest=self._digest(generation),
        )
        path = f"/{generation.index}/_mapping"
        self._indices.order(
            "PUT",
            path,
            {"_meta": noted.as_meta()},
        )

    def note_earlier(
        self,
        stored: Iterable[StoredGeneration],
        published: StoredGeneration,
    ) -> None:
        """Note the publications that a kill left without a note.

        Their number must be noted before the alias leaves them. A generation that lost its shards
        does not stop the publication of another: without its number readers cannot go back to it,
        and it cannot be read in any case.
        """
        for generation in stored:
            if generation.noted == generation.published:
                continue
            try:
                self.note(generation)
            except ServiceUnreachable:
                if generation.index == published.index:
                    raise

    def purge(self, generation: StoredGeneration) -> None:
        """Delete the rows that ended with the last publication or earlier.

        Readers from before keep them in their points in time.
        """
        if generation.published:
            ended = {"range": {"until": {"lte": generation.published}}}
            self._change_by_query(
                generation,
                "_delete_by_query",
                {"query": ended},
            )

    def discard(self, generation: StoredGeneration) -> None:
        """Delete the rows of the publication to come, and keep those that would end with it."""
        publication = generation.next_publication
        added = {"term": {"since": publication}}
        ending = {"term": {"until": publication}}
        self._change_by_query(
            generation,
            "_delete_by_query",
            {"query": added},
        )
        body = {"query": ending, "script": _RESTORE}
        self._change_by_query(
            generation,
            "_update_by_query",
            body,
        )

    def remove_unused_pipelines(self) -> None:
        """Delete the search pipelines of this prefix that no generation uses any more."""
        alias = self._indices.alias
        client = self._indices.client
        used = {generation.pipeline for generation in self._indices.stored()}
        for name in client.call(
            "GET",
            f"/_search/pipeline/{alias}-hybrid-*",
            missing={},
        ):
            if is_pipeline(alias, name) and name not in used:
                client.call(
                    "DELETE",
                    f"/_search/pipeline/{name}",
                    missing=None,
                )

    def _change_by_query(
        self,
        generation: StoredGeneration,
        verb: str,
        body: Json,
    ) -> None:
        """Change all rows that a query matches, so many at a time.

        Raises ServiceUnreachable where some cannot be changed.
        """
        # With `refresh` neither the next round nor a second attempt, after an answer that was
        # lost, matches rows that are changed already.
        params = {
            "conflicts": "proceed",
            "refresh": "true",
            "max_docs": _BY_QUERY,
            "scroll_size": _BATCH,
            **self._indices.patient,
        }
        path = f"/{generation.index}/{verb}"
        total = _BY_QUERY
        while total >= _BY_QUERY:
            answer = self._indices.client.call(
                "POST",
                path,
                body,
                params,
            )
            total = answer["total"]
            failures = list(answer["failures"])
            if total > 0 and answer["version_conflicts"] == total:
                failures.append("another program changes them")
            if failures:
                raise ServiceUnreachable(
                    f"OpenSearch could not change old rows: {failures[0]}",
                    remedy="check the server, run again",
                )

    def _digest(self, generation: StoredGeneration) -> str:
        """Return the digest of a publication, from the noted one and the changes since."""
        added = self._changed_rows(generation, "since")
        removed = self._changed_rows(generation, "until")
        return update_digest(
            generation.digest,
            added,
            removed,
        )

    def _changed_rows(
        self,
        generation: StoredGeneration,
        field: str,
    ) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of the rows for which `field` is a publication not yet noted."""
        not_noted = {"range": {field: {"gt": generation.noted, "lte": generation.published}}}
        has_hash = {"exists": {"field": "row_hash"}}  # a row that was put by hand may have none
        body: Json = {
            "size": _PAIRS,
            # `_id` lies in one block with the vectors, and reading it unpacks them.
            "stored_fields": "_none_",
            "docvalue_fields": ["id", "row_hash"],
            "query": {"bool": {"filter": [not_noted, has_hash]}},
            "sort": [{"id": "asc"}, {"since": "asc"}],
        }
        while True:
            results = self._indices.search(generation, body)
            for result in results:
                fields = result["fields"]
                yield fields["id"][0], fields["row_hash"][0]
            if len(results) < _PAIRS:
                return
            body["search_after"] = results[-1]["sort"]
