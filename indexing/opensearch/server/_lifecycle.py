"""Finding, starting and ending a server on this machine.

Tried in this order: a server that answers at the URL; Docker Compose; a JDK 17 to 23 with Maven. At
an https URL the server has TLS with a certificate authority of its own, users and roles (only
assembled); at an http URL it has neither.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from corpus.errors import LexopsError, ServiceUnfit, ServiceUnreachable
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.server._administration import Administrator, apply
from indexing.opensearch.server._administration import options as options_of
from indexing.opensearch.server._certificates import make_credentials

DEFAULT_URL = "http://127.0.0.1:9200"
DEFAULT_HEAP = "1g"

StartMethod = Literal["compose", "assembled"]

_CREDENTIALS = "credentials"
_NOTE = "server.json"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_READY = ("green", "yellow")


@dataclass(frozen=True, slots=True)
class Started:
    """What `up` started, as FOLDER/server.json has it. A server with https has FOLDER/credentials.

    Attributes:
        way: How it was started.
        url: Where it answers.
        pid: Its process; a container has none.
    """

    way: StartMethod
    url: str
    pid: int | None


@dataclass(frozen=True, slots=True)
class _StartRequest:
    """The server to start."""

    url: str
    port: int
    folder: Path
    heap: str
    java_options: Sequence[str]
    progress: Callable[[str], None]

    @property
    def is_secure(self) -> bool:
        return _is_secure(self.url)


def cache_folder() -> Path:
    """Return the folder of the programs, shared by all servers of a user.

    For root it is a folder that the user `nobody` may enter too.
    """
    if os.geteuid() == 0:
        return Path("/var/cache/lexops/opensearch")
    from platformdirs import user_cache_path

    return user_cache_path("lexops", appauthor=False) / "opensearch"


def data_folder() -> Path:
    """Return the folder of data and log of the user's own server."""
    if os.geteuid() == 0:
        return Path("/var/lib/lexops/opensearch")
    from platformdirs import user_data_path

    return user_data_path("lexops", appauthor=False) / "opensearch"


def up(
    url: str = DEFAULT_URL,
    options: ServerOptions | None = None,
    *,
    folder: Path | None = None,
    heap: str = DEFAULT_HEAP,
    java_options: Sequence[str] = (),
    ways: Sequence[StartMethod] = ("compose", "assembled"),
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Start a server at a URL, unless one answers there.

    Args:
        url: Where it must answer.
        options: User and password for a server that runs already.
        folder: Folder of its data; by default `data_folder()`.
        heap: Memory of its Java process, such as "1g".
        java_options: Other options of Java.
        ways: The methods to try.
        progress: Called with a line before each long step.

    Returns:
        What `status` reports.

    Raises:
        ServiceUnreachable: No server answers and none could be started; the message has all
            that was tried.
        UsageError: The user or the URL is wrong.
    """
    folder = folder or data_folder()
    if health(url, _credentials_for(url, options, folder)) is None:
        request = _StartRequest(
            url=url,
            port=_local_port(url),
            folder=folder,
            heap=heap,
            java_options=java_options,
            progress=progress,
        )
        started = _start(request, ways)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _NOTE).write_text(json.dumps(asdict(started)), encoding="utf-8")
        if started.way == "assembled":
            _await(url, options, folder)
    return status(url, options, folder=folder)


def down(*, folder: Path | None = None) -> Started | None:
    """End what `up` started, and no other server.

    Args:
        folder: Folder of its data; by default `data_folder()`.

    Returns:
        What was ended; None where `up` started nothing.
    """
    from indexing.opensearch.server import _compose, _process

    folder = folder or data_folder()
    started = _running(folder)
    if started is None:
        return None
    if started.pid is None:
        _compose.stop()
    else:
        _process.stop(folder, started.pid)
    (folder / _NOTE).unlink()
    return started


def status(
    url: str = DEFAULT_URL,
    options: ServerOptions | None = None,
    *,
    folder: Path | None = None,
) -> dict[str, Any]:
    """Report on the server at a URL.

    Args:
        url: Where it answers.
        options: User and password.
        folder: Folder of its data; by default `data_folder()`.

    Returns:
        URL, way, pid and credentials as `up` started it (None: not by `up`); whether it answers,
        its version, plugins and health, or the problem.
    """
    folder = folder or data_folder()
    report: dict[str, Any] = {
        "url": url,
        "way": None,
        "pid": None,
        "credentials": None,
        "answers": False,
        "version": None,
        "plugins": [],
        "health": None,
        "problem": None,
    }
    started = _running(folder)
    if started is not None and started.url == url:
        report["way"] = started.way
        report["pid"] = started.pid
        if _is_secure(url):
            report["credentials"] = str((folder / _CREDENTIALS).absolute())
    try:
        info = _info(url, _credentials_for(url, options, folder))
    except LexopsError as error:
        report["problem"] = str(error)
        return report
    report["answers"] = True
    for name in ("version", "plugins", "health"):
        report[name] = info[name]
    return report


def health(url: str, options: ServerOptions | None) -> str | None:
    """Return the health of the OpenSearch at a URL; None where none answers.

    Raises ServiceUnfit where one answers, but refuses this user.
    """
    from indexing.opensearch._client import OpenSearchClient

    client = OpenSearchClient(url, options or ServerOptions(), patient=False)
    try:
        return str(client.call("GET", "/_cluster/health")["status"])
    except ServiceUnfit:
        raise
    except ServiceUnreachable:
        return None
    finally:
        client.close()


def _info(url: str, options: ServerOptions | None) -> dict[str, Any]:
    from indexing.opensearch.store import OpenSearchStore

    store = OpenSearchStore(url, options)
    try:
        return store.info()
    finally:
        store.close()


def _running(folder: Path) -> Started | None:
    """Return what `up` started on this folder, if it still runs."""
    from indexing.opensearch.server import _process

    try:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    started = Started(**note)
    if started.way == "compose" or _process.runs(folder):
        return started
    return None


def _start(request: _StartRequest, ways: Sequence[StartMethod]) -> Started:
    reasons = []
    if "compose" in ways and not request.is_secure:
        started, reason = _start_container(request)
        if started is not None:
            return started
        reasons.append(reason)
    if "assembled" in ways:
        started, reason = _start_assembled(request)
        if started is not None:
            return started
        reasons.append(reason)
    raise ServiceUnreachable(
        f"no OpenSearch answers at {request.url}, and none can be started: {'; '.join(reasons)}",
        remedy="start Docker, or install a JDK 17 or 21 and Maven; "
        "or set index.location to a server that runs",
    )


def _start_container(request: _StartRequest) -> tuple[Started | None, str]:
    """Return what was started, or the reason why nothing could be."""
    from indexing.opensearch.server import _compose

    reason = _compose.why_not()
    if reason is not None:
        return None, reason
    request.progress(f"starting OpenSearch with Docker Compose at {request.url}")
    _compose.start(request.port, request.heap)
    return Started("compose", request.url, None), ""


def _start_assembled(request: _StartRequest) -> tuple[Started | None, str]:
    """Return what was started, or the reason why nothing could be."""
    from indexing.opensearch.server import _assembly, _process

    reason = _process.why_not() or _assembly.why_not()
    if reason is not None:
        return None, reason
    folder = request.folder
    programs = _assembly.assemble(cache_folder(), request.progress, secure=request.is_secure)
    credentials = None
    if request.is_secure:
        credentials = folder / _CREDENTIALS
        make_credentials(credentials)
    log = folder / "logs" / "server.log"
    request.progress(f"starting OpenSearch at {request.url}; its log is {log}")
    pid = _process.start(
        programs,
        folder,
        request.port,
        request.heap,
        request.java_options,
        credentials,
    )
    return Started("assembled", request.url, pid), ""


def _await(
    url: str,
    options: ServerOptions | None,
    folder: Path,
) -> None:
    """Wait until the node answers; a node with users first gets ours."""
    from indexing.opensearch.server import _process

    if _is_secure(url):
        credentials = folder / _CREDENTIALS
        _process.wait(folder, Administrator(url, credentials).ready)
        apply(url, credentials, (options or ServerOptions()).prefix)

    def is_ready() -> bool:
        return health(url, _credentials_for(url, options, folder)) in _READY

    _process.wait(folder, is_ready)


def _is_secure(url: str) -> bool:
    return urlsplit(url).scheme == "https"


def _credentials_for(
    url: str,
    options: ServerOptions | None,
    folder: Path,
) -> ServerOptions | None:
    """Return the options; without a user, those of the publisher whose server `up` started."""
    credentials = folder / _CREDENTIALS
    has_user = options is not None and bool(options.user)
    has_publisher = (credentials / "publisher.password").exists()
    if has_user or not _is_secure(url) or not has_publisher:
        return options
    return options_of(credentials, (options or ServerOptions()).prefix)


def _local_port(url: str) -> int:
    parts = urlsplit(url)
    if parts.hostname not in _LOOPBACK:
        raise ServiceUnreachable(
            f"no OpenSearch answers at {url}",
            remedy="check that server; lexops starts one on this machine only",
        )
    return parts.port or 9200
