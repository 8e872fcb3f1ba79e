"""A bad line to a real OpenSearch: an HTTP proxy on which a test lays troubles, each at the very request that hurts most.

A mock of the server was set aside: what a trouble does to the real one, and what that then says, is what is on trial.

| trouble    | what becomes of the request                                                            |
| ---------- | -------------------------------------------------------------------------------------- |
| None       | nothing: it is passed on, and so is the answer                                         |
| a status   | it is refused with it, and not passed on                                               |
| `CUT`      | the connection ends before it is passed on                                             |
| `LOST`     | it is passed on, done, and the connection ends before the answer                       |
| `SILENT`   | it is read, and never answered: half open                                              |
| `SLOW`     | the answer comes in small pieces, half a second all in all                             |
| a function | it gets the answer's bytes, and gives those that arrive                                |
| `Then(f)`  | `f()` is done before it is passed on: somebody's hand, at that moment                  |
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Literal

CUT: Final = "cut"
LOST: Final = "lost"
SILENT: Final = "silent"
SLOW: Final = "slow"


@dataclass(frozen=True, slots=True)
class Then:
    """What somebody does just before a request arrives."""

    deed: Callable[[], object]


Trouble = int | Literal["cut", "lost", "silent", "slow"] | Callable[[bytes], bytes] | Then | None

FOREVER = 1_000
"""Times enough for any patience: `[429] * FOREVER`."""


class Line(ThreadingHTTPServer):
    """`plan` holds, for requests whose path ends so, what happens to the next of them, one after the other; `seen` all that came."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Troubled)
        self.target = target.removeprefix("http://")
        self.plan: dict[str, list[Any]] = {}
        self.seen: list[str] = []
        self.over = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """What a store is given as its server."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def struck(self) -> bool:
        """Whether every trouble that was laid has come to pass, or at least the first of many."""
        return all(not troubles or len(troubles) >= FOREVER // 2 for troubles in self.plan.values())

    def trouble(
        self,
        method: str,
        path: str,
    ) -> Trouble:
        """What happens to this request."""
        what = f"{method} {path.partition('?')[0]}"
        with self._lock:
            self.seen.append(what)
            for ending, troubles in self.plan.items():
                if what.endswith(ending) and troubles:
                    found: Trouble = troubles.pop(0)
                    return found
        return None

    def handle_error(
        self,
        request: Any,
        client_address: Any,
    ) -> None:
        """A client that hung up is no error here."""


class _Troubled(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    server: Line

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        trouble = self.server.trouble(self.command, self.path)
        if isinstance(trouble, Then):
            trouble.deed()
        if isinstance(trouble, int):
            self._say(trouble, b'{"error": {"type": "busy", "reason": "try again"}}')
        elif trouble in (CUT, SILENT):
            if trouble == SILENT:
                self.server.over.wait()
            self.close_connection = True
        else:
            status, data = self._ask(body)
            if trouble == LOST:
                self.close_connection = True
                return
            self._say(
                status,
                trouble(data) if callable(trouble) else data,
                pieces=20 if trouble == SLOW else 1,
            )

    def _ask(self, body: bytes) -> tuple[int, bytes]:
        connection = HTTPConnection(self.server.target)
        try:
            connection.request(
                self.command,
                self.path,
                body or None,
                {"Content-Type": "application/json"},
            )
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:  # the server itself is gone: so is the line to it
            self.close_connection = True
            raise
        finally:
            connection.close()

    def _say(
        self,
        status: int,
        data: bytes,
        *,
        pieces: int = 1,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        size = max(1, -(-len(data) // pieces))
        for start in range(
            0,
            len(data),
            size,
        ):
            self.wfile.write(data[start : start + size])
            self.wfile.flush()
            if pieces > 1:
                time.sleep(0.5 / pieces)

    do_GET = do_PUT = do_POST = do_DELETE = _pass  # noqa: N815 - the names that the server calls

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def bad_line(target: str) -> Iterator[Line]:
    """A line to this server, until the block ends."""
    line = Line(target)
    threading.Thread(
        target=line.serve_forever,
        args=(0.02,),
        daemon=True,
    ).start()
    try:
        yield line
    finally:
        line.over.set()
        line.shutdown()
        line.server_close()


def _every_third(
    status: int,
    type_: str,
    reason: str,
) -> Callable[[bytes], bytes]:
    def rewritten(data: bytes) -> bytes:
        answer = json.loads(data)
        for item in answer["items"][::3]:
            (verb,) = item
            item[verb] = {
                "_id": item[verb]["_id"],
                "status": status,
                "error": {"type": type_, "reason": reason},
            }
        return json.dumps({**answer, "errors": True}).encode()

    return rewritten


def refuse_last(data: bytes) -> bytes:
    """The answers to several searches, of which the server had no time for the last."""
    answer = json.loads(data)
    error = {
        "type": "search_phase_execution_exception",
        "reason": "all shards failed",
        "caused_by": {"type": "busy", "reason": "full"},
    }
    answer["responses"][-1] = {"status": 429, "error": error}
    return json.dumps(answer).encode()


refuse_every_third = _every_third(429, "rejected_execution_exception", "full")
"""A bulk answer in which the server had no time for some items."""

forestall_every_third = _every_third(
    409,
    "version_conflict_engine_exception",
    "current version is higher",
)
"""A bulk answer in which somebody else was faster with some documents."""
