"""The bulk writes that put and remove rows for the publication to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.batches import batches
from corpus.codec import dumps
from indexing.opensearch._bulk import BulkAction
from indexing.opensearch._documents import document, document_id, routing
from indexing.opensearch._generations import StoredGeneration
from indexing.opensearch._indices import GenerationIndices
from indexing.opensearch._queries import visible, with_ids
from indexing.store import IndexRow

_WRITE = 500  # rows a request
_MOST = 10_000  # results of a search: an id may be there twice, after a change by hand


def removals(
    indices: GenerationIndices,
    generation: StoredGeneration,
    ids: Sequence[str],
) -> Iterator[BulkAction]:
    """Return the writes that remove rows.

    Rows that readers see end with the publication to come; rows that they never saw are deleted.
    """
    publication = generation.next_publication
    for chunk in batches(ids, _WRITE):
        yield from _endings(
            indices,
            generation,
            chunk,
        )
        for id_ in chunk:
            yield BulkAction(
                "delete",
                id_,
                document_id(id_, publication),
                routing(id_),
            )


def upserts(
    indices: GenerationIndices,
    generation: StoredGeneration,
    rows: Iterable[IndexRow],
) -> Iterator[BulkAction]:
    """Return the writes that put rows; of two rows with one id the later stays."""
    publication = generation.next_publication
    for chunk in batches(rows, _WRITE):
        latest = {index_row.row["id"]: index_row for index_row in chunk}
        for index_row in latest.values():
            generation.meta.check(index_row.vector)
        yield from _endings(
            indices,
            generation,
            list(latest),
        )
        for id_, index_row in latest.items():
            yield BulkAction(
                verb="index",
                row=id_,
                id=document_id(id_, publication),
                routing=routing(id_),
                body=document(index_row, publication),
            )


def _endings(
    indices: GenerationIndices,
    generation: StoredGeneration,
    ids: Sequence[str],
) -> Iterator[BulkAction]:
    """Return the writes that end the published rows of these ids with the publication to come.

    Rows that end already are left as they are. All published rows were refreshed, so the search
    returns them.
    """
    if not generation.published:
        return
    query = visible(generation.published, with_ids(ids))
    body = {
        "size": _MOST,
        "_source": False,
        "docvalue_fields": ["id"],
        "query": query,
    }
    until = dumps({"doc": {"until": generation.next_publication}})
    for result in indices.search(generation, body):
        row_id = result["fields"]["id"][0]
        yield BulkAction(
            verb="update",
            row=row_id,
            id=result["_id"],
            routing=result["_routing"],
            body=until,
        )
