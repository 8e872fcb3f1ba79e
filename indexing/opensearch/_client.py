"""Talking to OpenSearch: one call, and one stream of bulk writes, with retries, and errors that say what to do.

opensearch-py has a bulk helper of its own. It was set aside: it retries nothing unless told, then only 429, and without jitter,
so that clients that were turned away together come back together; an item that failed with 503 is not retried at all.
"""

from __future__ import annotations

import random
import re
import ssl
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import ConnectionTimeout, SSLError, TransportError

from corpus.codec import dumps
from corpus.errors import ServiceUnfit, ServiceUnreachable, UsageError
from indexing.opensearch.options import ServerOptions

Answer = Any
"""What the server says, as JSON values."""

_BUSY = frozenset({429, 502, 503, 504})
_CONFLICT = 409  # somebody else wrote the document between our reading and writing it
_PAUSES = (
    0.5,
    1.0,
    2.0,
    4.0,
    8.0,
    15.0,
    15.0,
)  # seconds at most; a node that restarts is back in 20
_PATIENCE = 90  # seconds since the first attempt: an attempt may take long, too, before it fails
# Never to an index that nobody made: without `require_alias` one that was deleted is made anew, of whatever it is told, without our
# mapping. A shard that is away is waited for as long as `timeout`, by default a minute, and it is we who ask again.
_BULK = "_bulk?require_alias=true&timeout=10s"
_CHUNK_BYTES = 4 << 20
_CHUNK_ITEMS = 500
_IN_FLIGHT = 2  # requests: while the server indexes one, the next is made


@dataclass(frozen=True, slots=True)
class Action:
    """One write of a bulk request: `verb` is index, update or delete, `row` the row's id, `id` the document's; a delete has no body."""

    verb: str
    row: str
    id: str
    routing: str
    body: str | None = None

    def lines(self) -> str:
        """As the server reads it, with the line's end."""
        # An update reads and writes; what somebody else writes in between makes it read again.
        again = {"retry_on_conflict": 3} if self.verb == "update" else {}
        head = dumps({self.verb: {"_id": self.id, "routing": self.routing, **again}})
        return f"{head}\n" if self.body is None else f"{head}\n{self.body}\n"


_MISSING_RIGHT = re.compile(r"no permissions for \[([^ ]+(?:, [^ ]+)*)\] and User")

HOW_TO_ALLOW = "`lexops opensearch roles` prints the roles of publisher and reader; an administrator gives them"

_TLS = (
    (
        "mismatch",
        "was made out to another name",
        "write index.location with a name that is in the certificate",
    ),
    ("has expired", "has expired", "have it renewed"),
    ("CERTIFICATE_VERIFY_FAILED", "is not trusted", "name its authority's file: index.ca"),
)
"""What is wrong with a certificate, by a word of Python's `ssl`; and what helps."""


class OpenSearchClient:
    """A server at a URL. Threads may share it. One that is not `patient` tells at once what others would wait for."""

    def __init__(
        self,
        url: str,
        options: ServerOptions,
        *,
        patient: bool = True,
    ) -> None:
        self._pauses = _PAUSES if patient else ()
        self.url = _without_password(url)
        self.user = options.user or urlsplit(url).username
        # Retries are ours: the library's have no pause between them.
        given: dict[str, Any] = {
            "timeout": options.timeout,
            "max_retries": 0,
            "pool_maxsize": 2 * _IN_FLIGHT,
        }
        if options.user is not None:
            given["http_auth"] = (options.user, options.password or "")
        if options.ca is not None:
            given["ca_certs"] = _authority(options.ca)
        self._client = OpenSearch([url], **given)
        self._answered = False

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        *,
        missing: Answer = NotImplemented,
    ) -> Answer:
        """Ask, again and again while the server is busy; `missing` is what a 404 means, where it means something.

        Everything that is asked here may be asked twice: ids of documents are ours. Raises ServiceUnreachable and UsageError.
        A request that the server does not understand is our own mistake, and stays a `TransportError`.
        """
        # The library logs every answer above 299 as a warning, unless it is told that we know.
        given = {**(params or {}), **({"ignore": 404} if missing is not NotImplemented else {})}
        began = time.monotonic()
        for pause in (*self._pauses, None):
            try:
                # A copy, because the library takes its own options out of what it is given.
                answer = self._client.transport.perform_request(
                    method,
                    path,
                    params=dict(given),
                    body=body,
                )
            except TransportError as error:
                if (
                    pause is None
                    or time.monotonic() - began > _PATIENCE
                    or not self._may_pass(error)
                ):
                    raise self._explained(error) from error
                time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - jitter
            else:
                self._answered = True
                if missing is not NotImplemented and answer.get("status") == 404:
                    return missing
                return answer
        raise AssertionError("the last attempt returns or raises")

    def searches(self, bodies: Sequence[Mapping[str, Any]], how: Mapping[str, Any]) -> list[Answer]:
        """One answer for each search, asked in one request; those that the server was too busy for are asked again, alone.

        `_msearch` says 200 whatever became of its parts: who reads an answer looks whether it is one.
        """
        head = dumps(how)
        answers: dict[int, Answer] = {}
        asked = list(enumerate(bodies))
        for pause in (*self._pauses, None):
            lines = "".join(f"{head}\n{dumps(body)}\n" for _, body in asked)
            given = self.call("POST", "/_msearch", lines)["responses"]
            answers |= {place: answer for (place, _), answer in zip(asked, given, strict=True)}
            asked = [
                (place, body)
                for place, body in asked
                if _busy(answers[place].get("status", 200), answers[place])
            ]
            if pause is None or not asked:
                break
            time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - jitter
        return [answers[place] for place in range(len(bodies))]

    def bulk(self, alias: str, actions: Iterable[Action]) -> Iterator[tuple[Action, str]]:
        """Write a stream to an alias, a few megabytes at a time; each action with its result: created, updated, deleted, noop, not_found.

        Results come in the order of the actions. Two actions with one id are never under way at once: the later stays. Raises
        ServiceUnreachable, with the server's reason, when it goes on refusing, has lost the index, or can't take a document.
        """
        waiting: deque[tuple[list[Action], Future[list[str]]]] = deque()
        with ThreadPoolExecutor(_IN_FLIGHT, thread_name_prefix="bulk") as threads:
            for chunk in _chunks(actions):
                ids = {one.id for one in chunk}
                while waiting and (
                    len(waiting) >= _IN_FLIGHT
                    or any(not ids.isdisjoint(one.id for one in sent) for sent, _ in waiting)
                ):
                    sent, results = waiting.popleft()
                    yield from zip(sent, results.result(), strict=True)
                waiting.append((chunk, threads.submit(self._send, alias, chunk)))
            for sent, results in waiting:
                yield from zip(sent, results.result(), strict=True)

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _send(self, alias: str, chunk: Sequence[Action]) -> list[str]:
        """The results of one request; items that the server was too busy for are sent again, alone."""
        results: dict[int, str] = {}
        items = list(enumerate(chunk))
        for pause in (*self._pauses, None):
            body = "".join(action.lines() for _, action in items)
            answers = self.call("POST", f"/{alias}/{_BULK}", body)["items"]
            if len(answers) != len(items):
                raise AssertionError(f"OpenSearch answered {len(answers)} of {len(items)} writes")
            refused = []
            for (place, action), answer in zip(
                items,
                (answer[action.verb] for (_, action), answer in zip(items, answers, strict=True)),
                strict=True,
            ):
                if "error" not in answer:
                    results[place] = answer["result"]
                elif (
                    _type(answer) == "document_missing_exception"
                ):  # an update of what somebody deleted
                    results[place] = "not_found"
                elif pause is not None and (
                    _busy(answer["status"], answer) or answer["status"] == _CONFLICT
                ):
                    refused.append((place, action))
                else:
                    raise _item_failed(action, answer)
            if not refused:
                break
            items = refused
            time.sleep(random.uniform((pause or 0) / 2, pause or 0))  # noqa: S311 - jitter
        return [results[place] for place in range(len(chunk))]

    def _may_pass(self, error: TransportError) -> bool:
        """Whether waiting may help: the server is busy, or it answered before and is gone for the moment.

        A full disk says 429, too, and is not empty in a minute. Who was silent for a whole time-out was waited for: asked again and
        again, a connection that is half open holds an update for hours.
        """
        if isinstance(error, SSLError | ConnectionTimeout):
            return False
        if isinstance(error, NoConnection):
            return self._answered
        return _busy(error.status_code, error.info)

    def _explained(self, error: TransportError) -> Exception:
        if isinstance(error, SSLError):
            return _tls_failed(self.url, str(error.info))
        if isinstance(error, NoConnection):
            return self._no_answer(error)
        if error.status_code == 401:
            remedy = "set index.user, and LEXOPS_INDEX_PASSWORD in the environment"
            return ServiceUnfit(
                f"{self.url} does not know {self.user or 'who asks'}, or not with this password",
                remedy=remedy,
            )
        if rights := denied(error.info):
            message = f"OpenSearch at {self.url} does not let {self.user or 'who asks'} do {', '.join(rights)}"
            return ServiceUnfit(message, remedy=HOW_TO_ALLOW, rights=rights)
        return self._refusal(error)

    def _no_answer(self, error: NoConnection) -> ServiceUnreachable:
        if isinstance(error, ConnectionTimeout):
            remedy = "see to its load, its log and the line to it, then run again; index.timeout is how long an answer is waited for"
            return ServiceUnreachable(
                f"OpenSearch at {self.url} took a request, and never answered", remedy=remedy
            )
        if self._answered:
            return ServiceUnreachable(
                f"OpenSearch at {self.url} answers no more",
                remedy="see to it, then run again: nothing is lost",
            )
        if self.url.startswith("http:") and "RemoteDisconnected" in str(error.info):
            remedy = "a server with TLS does that: begin index.location with https:"
            return ServiceUnreachable(
                f"{self.url} ends the connection without a word", remedy=remedy
            )
        remedy = "`lexops opensearch up` starts one; or set index.location"
        return ServiceUnreachable(f"no OpenSearch answers at {self.url}", remedy=remedy)

    def _refusal(self, error: TransportError) -> Exception:
        if error.status_code == 403 or error.status_code in _BUSY:
            said = f"OpenSearch at {self.url} refused: {_reason(error.info) or error.status_code}"
            return ServiceUnreachable(said, remedy=_remedy(error.info))
        if _type(error.info) == _NO_INDEX:
            return ServiceUnreachable(
                f"OpenSearch at {self.url} has lost an index: {_reason(error.info)}",
                remedy=_remedy(error.info),
            )
        if _type(error.info) == "index_closed_exception":
            return ServiceUnreachable(
                f"an index of OpenSearch at {self.url} is closed",
                remedy="open it (`POST INDEX/_open`), then run again",
            )
        return error


def denied(answer: Answer) -> list[str]:
    """The rights that an error or an answer with errors says to lack, in the security plugin's words; none where it says another thing."""
    said = _MISSING_RIGHT.search(dumps(answer)) if isinstance(answer, dict) else None
    return said[1].split(", ") if said else []


def _tls_failed(url: str, said: str) -> ServiceUnfit:
    for word, what, remedy in _TLS:
        if word in said:
            return ServiceUnfit(f"the certificate of {url} {what}", remedy=remedy)
    return ServiceUnfit(
        f"{url} does not speak TLS as we do: {said}",
        remedy="a server without TLS wants http: in index.location",
    )


def _authority(path: str) -> str:
    """The path, if certificates stand in that file. Raises UsageError."""
    try:
        ssl.create_default_context(cafile=path)
    except FileNotFoundError as error:
        raise UsageError(f"index.ca names no file: {path}") from error
    except (ssl.SSLError, OSError) as error:
        raise UsageError(
            f"index.ca is no certificate in PEM: {path}",
            remedy="name the file of the authority that signed the server's",
        ) from error
    return path


def _chunks(actions: Iterable[Action]) -> Iterator[list[Action]]:
    chunk: list[Action] = []
    size = 0
    for action in actions:
        length = (
            4 * len(action.body or "") // 3
        )  # of a text that is mostly digits, with some Chinese
        if chunk and (size + length > _CHUNK_BYTES or len(chunk) == _CHUNK_ITEMS):
            yield chunk
            chunk = []
            size = 0
        chunk.append(action)
        size += length
    if chunk:
        yield chunk


_NO_INDEX = "index_not_found_exception"
_LOST = "somebody deleted it; run again: it is made anew"
_BLOCKS = (
    (
        "flood-stage",
        "free space on its disk; the block goes by itself, or with index.blocks.read_only_allow_delete: null",
    ),
    (
        "read-only",
        "somebody made it read-only: set the block that it names to null, then run again",
    ),
    (
        "shard",
        "`GET _cluster/allocation/explain` says what a shard waits for; where its data are lost, `lexops publish --rebuild`",
    ),
)
"""What a server's reason holds, and what helps."""


def _remedy(info: Any) -> str:
    if _type(info) == _NO_INDEX:
        return _LOST
    reason = _reason(info) or ""
    return next(
        (remedy for word, remedy in _BLOCKS if word in reason),
        "see to the server, then run again: nothing is lost",
    )


def _item_failed(action: Action, answer: Mapping[str, Any]) -> Exception:
    message = f"OpenSearch did not {action.verb} {action.row}: {_reason(answer)}"
    if rights := denied(answer):
        message = (
            f"OpenSearch did not {action.verb} {action.row}: the user may not {', '.join(rights)}"
        )
        return ServiceUnfit(message, remedy=HOW_TO_ALLOW, rights=rights)
    # a full disk blocks writing; a queue that never empties; an index that is gone
    if answer["status"] == 403 or answer["status"] in _BUSY or _type(answer) == _NO_INDEX:
        return ServiceUnreachable(message, remedy=_remedy(answer))
    remedy = "where somebody changed the index's mapping or settings, `lexops publish --rebuild` makes one as it should be; else report this"
    return ServiceUnreachable(message, remedy=remedy)


def search_failed(answer: Mapping[str, Any]) -> Exception:
    """What an error in the place of an answer to a search is raised as: the server's trouble, or a question that it does not understand."""
    if answer["status"] in _BUSY or answer["status"] >= 500:
        return ServiceUnreachable(
            f"OpenSearch could not answer: {_reason(answer)}", remedy=_remedy(answer)
        )
    return AssertionError(f"OpenSearch did not understand a question: {answer['error']}")


def _busy(status: int | str, info: Any) -> bool:
    return status in _BUSY and _type(info) != "cluster_block_exception"


def _error(info: Any) -> Any:
    """What an answer says of an error: of the whole, or, where it is of a task by query, of the first part that failed."""
    if not isinstance(info, dict):
        return None
    failures = info.get("failures")
    return failures[0].get("cause") if failures else info.get("error")


def _type(info: Any) -> str | None:
    error = _error(info)
    return error.get("type") if isinstance(error, dict) else None


def _reason(info: Any) -> str | None:
    """The innermost reason of an error, which names the field or the limit."""
    error = _error(info)
    if not isinstance(error, dict):
        return None if error is None else str(error)
    cause = error
    while isinstance(cause.get("caused_by"), dict):
        cause = cause["caused_by"]
    return str(cause.get("reason") or error.get("type"))


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"{url!r} is no URL of a server",
            remedy='set index.location, as in "http://127.0.0.1:9200"',
        )
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/")
