"""Streams of bulk writes, a few megabytes at a time, in the order of the writes.

opensearch-py has a bulk function of its own. It was set aside: by default it retries nothing, on
request only status 429, and without jitter; an item that failed with 503 is never retried.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.codec import dumps
from indexing.opensearch._client import IN_FLIGHT, Answer, OpenSearchClient, wait
from indexing.opensearch._errors import is_busy, type_of, write_failed

# With `require_alias` OpenSearch never creates an index: without it an index that was deleted is
# made anew, without our mapping. A shard that is away is waited for as long as `timeout`, by
# default a minute; we try again ourselves.
_BULK = "_bulk?require_alias=true&timeout=10s"

_CHUNK_BYTES = 4 << 20
_CHUNK_ITEMS = 500
_CONFLICT = 409  # another writer changed the document between our reading and writing it


@dataclass(frozen=True, slots=True)
class BulkAction:
    """One write of a bulk request.

    Attributes:
        verb: index, update or delete.
        row: Id of the row.
        id: Id of the document.
        routing: Value that decides on the shard.
        body: The document as JSON text; a delete has none.
    """

    verb: str
    row: str
    id: str
    routing: str
    body: str | None = None

    def lines(self) -> str:
        """Return the lines that the server reads, with the last line's end."""
        operation: dict[str, Any] = {"_id": self.id, "routing": self.routing}
        if self.verb == "update":
            # An update reads and writes; after a write by another client it must read again.
            operation["retry_on_conflict"] = 3
        head = dumps({self.verb: operation})
        if self.body is None:
            return f"{head}\n"
        return f"{head}\n{self.body}\n"


class _Sent(NamedTuple):
    """A request under way, and the results that it will have."""

    chunk: list[BulkAction]
    results: Future[list[str]]

    def finished(self) -> Iterator[tuple[BulkAction, str]]:
        return zip(
            self.chunk,
            self.results.result(),
            strict=True,
        )

    def has_any(self, ids: set[str]) -> bool:
        return any(action.id in ids for action in self.chunk)


def write_in_bulk(
    client: OpenSearchClient,
    alias: str,
    actions: Iterable[BulkAction],
) -> Iterator[tuple[BulkAction, str]]:
    """Write a stream to an alias; return each action with its result, in their order.

    A result is created, updated, deleted, noop or not_found. Two actions with one id are never
    under way at once, so the later one stays.

    Raises:
        ServiceUnreachable: The server goes on refusing, has lost the index, or cannot take a
            document. The message has the server's reason.
    """
    under_way: deque[_Sent] = deque()
    with ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="bulk") as threads:
        for chunk in _chunks(actions):
            ids = {action.id for action in chunk}
            while under_way and _must_wait(under_way, ids):
                yield from under_way.popleft().finished()
            under_way.append(
                _Sent(
                    chunk,
                    threads.submit(
                        _send,
                        client,
                        alias,
                        chunk,
                    ),
                )
            )
        for sent in under_way:
            yield from sent.finished()


def _must_wait(under_way: deque[_Sent], ids: set[str]) -> bool:
    if len(under_way) >= IN_FLIGHT:
        return True
    return any(sent.has_any(ids) for sent in under_way)


def _send(
    client: OpenSearchClient,
    alias: str,
    chunk: Sequence[BulkAction],
) -> list[str]:
    """Return the results of one request; items that the server refused are sent again, alone."""
    results: dict[int, str] = {}
    open_places = list(range(len(chunk)))
    for pause in client.attempts():
        body = "".join(chunk[place].lines() for place in open_places)
        answers = client.call(
            "POST",
            f"/{alias}/{_BULK}",
            body,
        )["items"]
        if len(answers) != len(open_places):
            raise AssertionError(f"OpenSearch answered {len(answers)} of {len(open_places)} writes")
        refused = []
        for place, item in zip(
            open_places,
            answers,
            strict=True,
        ):
            action = chunk[place]
            answer = item[action.verb]
            result = _result(answer)
            if result is not None:
                results[place] = result
            elif pause is not None and _may_succeed_later(answer):
                refused.append(place)
            else:
                raise write_failed(
                    action.verb,
                    action.row,
                    answer,
                )
        if not refused:
            break
        open_places = refused
        wait(pause)
    return [results[place] for place in range(len(chunk))]


def _result(answer: Answer) -> str | None:
    """Return the result of one write; None where it failed."""
    if "error" not in answer:
        return str(answer["result"])
    if type_of(answer) == "document_missing_exception":  # an update of a deleted document
        return "not_found"
    return None


def _may_succeed_later(answer: Answer) -> bool:
    return answer["status"] == _CONFLICT or is_busy(answer["status"], answer)


def _chunks(actions: Iterable[BulkAction]) -> Iterator[list[BulkAction]]:
    chunk: list[BulkAction] = []
    size = 0
    for action in actions:
        # Bytes of a text that is mostly digits, with some Chinese.
        length = 4 * len(action.body or "") // 3
        is_full = size + length > _CHUNK_BYTES or len(chunk) == _CHUNK_ITEMS
        if chunk and is_full:
            yield chunk
            chunk = []
            size = 0
        chunk.append(action)
        size += length
    if chunk:
        yield chunk
