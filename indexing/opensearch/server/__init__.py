"""An OpenSearch for this machine: `up` finds or starts one, `down` ends what `up` started, `status` says what there is.

| module      | what it holds                                                         |
| ----------- | --------------------------------------------------------------------- |
| `_compose`  | as a container, where Docker Compose and an engine answer             |
| `_assembly` | the programs out of Maven Central's artifacts, cached for the user    |
| `_process`  | running those: start, wait, find again, end                           |
| `_security` | an own CA, certificates, the roles of publisher and reader            |
| `files/`    | what all are given: compose.yaml, pom.xml, configuration, roles.yml   |

Tried in this order: a server that answers at the URL; Docker Compose; a JDK 17 or 21 with Maven. The node listens on loopback
alone: it is for development and tests. At an https URL it has TLS with a CA of its own, users and roles (assembled only), else neither.
A server for others is yours to run; lexops takes its URL, and deploy/ has one for containers.
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
from indexing.opensearch.server._security import (
    DASHBOARDS,
    LOCAL,
    USERS,
    Administrator,
    apply,
    as_patch,
    give,
    make_credentials,
    roles,
)
from indexing.opensearch.server._security import options as options_of

__all__ = [
    "DASHBOARDS",
    "LOCAL",
    "USERS",
    "Started",
    "apply",
    "as_patch",
    "cache_folder",
    "data_folder",
    "down",
    "give",
    "make_credentials",
    "options_of",
    "roles",
    "status",
    "up",
]

DEFAULT_URL = "http://127.0.0.1:9200"
DEFAULT_HEAP = "1g"

Way = Literal["compose", "assembled"]

_CREDENTIALS = "credentials"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Started:
    """What `up` started, as it stands in FOLDER/server.json; a container has no process id. FOLDER/credentials is of one with https."""

    way: Way
    url: str
    pid: int | None


def cache_folder() -> Path:
    """Where the programs are kept for all servers of a user; for root a place that `nobody` may enter, too."""
    from platformdirs import user_cache_path

    return (
        Path("/var/cache/lexops")
        if os.geteuid() == 0
        else user_cache_path("lexops", appauthor=False)
    ) / "opensearch"


def data_folder() -> Path:
    """Where the user's own server keeps its data and log."""
    from platformdirs import user_data_path

    return (
        Path("/var/lib/lexops") if os.geteuid() == 0 else user_data_path("lexops", appauthor=False)
    ) / "opensearch"


def up(
    url: str = DEFAULT_URL,
    options: ServerOptions | None = None,
    *,
    folder: Path | None = None,
    heap: str = DEFAULT_HEAP,
    java_options: Sequence[str] = (),
    ways: Sequence[Way] = ("compose", "assembled"),
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Have a server that answers at `url`, started if none does, and what `status` says of it.

    Raises ServiceUnreachable where that can't be had, with everything that was tried; UsageError for a wrong user or URL.
    """
    folder = folder or data_folder()
    if _health(url, _given(url, options, folder)) is None:
        port = _local_port(url)
        started = _start(
            url,
            port,
            folder,
            heap,
            java_options,
            ways,
            progress,
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "server.json").write_text(json.dumps(asdict(started)), encoding="utf-8")
        if started.way == "assembled":
            _await(url, options, folder)
    return status(url, options, folder=folder)


def down(*, folder: Path | None = None) -> Started | None:
    """End what `up` started and no other; None where that is nothing."""
    from indexing.opensearch.server import _compose, _process

    folder = folder or data_folder()
    started = _started(folder)
    if started is None:
        return None
    if started.pid is None:
        _compose.stop()
    else:
        _process.stop(folder, started.pid)
    (folder / "server.json").unlink()
    return started


def status(
    url: str = DEFAULT_URL, options: ServerOptions | None = None, *, folder: Path | None = None
) -> dict[str, Any]:
    """Where the server is, whether it answers, its version, plugins and health, and how it was started (None: not by `up`).

    `credentials` is the folder of its CA and passwords, where `up` made them.
    """
    from indexing.opensearch.store import OpenSearchStore

    folder = folder or data_folder()
    started = _started(folder)
    ours = started is not None and started.url == url
    head = {
        "url": url,
        "way": started.way if started and ours else None,
        "pid": started.pid if started and ours else None,
    }
    head["credentials"] = (
        str((folder / _CREDENTIALS).absolute()) if ours and _is_secure(url) else None
    )
    nothing: dict[str, Any] = {
        "answers": False,
        "version": None,
        "plugins": [],
        "health": None,
        "problem": None,
    }
    store = OpenSearchStore(url, _given(url, options, folder))
    try:
        info = store.info()
    except LexopsError as error:
        return {**head, **nothing, "problem": str(error)}
    finally:
        store.close()
    return {
        **head,
        **nothing,
        "answers": True,
        **{name: info[name] for name in ("version", "plugins", "health")},
    }


def _started(folder: Path) -> Started | None:
    """What `up` started on this folder and still runs."""
    from indexing.opensearch.server import _process

    try:
        started = Started(**json.loads((folder / "server.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    return started if started.way == "compose" or _process.runs(folder) else None


def _start(
    url: str,
    port: int,
    folder: Path,
    heap: str,
    java_options: Sequence[str],
    ways: Sequence[Way],
    progress: Callable[[str], None],
) -> Started:
    from indexing.opensearch.server import _assembly, _compose, _process

    reasons = []
    secure = _is_secure(url)
    if "compose" in ways and not secure:
        if (reason := _compose.why_not()) is None:
            progress(f"starting OpenSearch with Docker Compose at {url}")
            _compose.start(port, heap)
            return Started("compose", url, None)
        reasons.append(reason)
    if "assembled" in ways:
        if (reason := _process.why_not() or _assembly.why_not()) is None:
            programs = _assembly.assemble(cache_folder(), progress, secure=secure)
            if secure:
                make_credentials(folder / _CREDENTIALS)
            progress(f"starting OpenSearch at {url}; its log is {folder / 'logs' / 'server.log'}")
            pid = _process.start(
                programs,
                folder,
                port,
                heap,
                java_options,
                folder / _CREDENTIALS if secure else None,
            )
            return Started("assembled", url, pid)
        reasons.append(reason)
    remedy = "start Docker, or install a JDK 17 or 21 and Maven; or set index.location to a server that runs"
    raise ServiceUnreachable(
        f"no OpenSearch answers at {url}, and none can be started: {'; '.join(reasons)}",
        remedy=remedy,
    )


def _await(url: str, options: ServerOptions | None, folder: Path) -> None:
    """Until the node answers; one with users is given ours first."""
    from indexing.opensearch.server import _process

    if _is_secure(url):
        _process.wait(folder, Administrator(url, folder / _CREDENTIALS).ready)
        apply(url, folder / _CREDENTIALS, (options or ServerOptions()).prefix)
    _process.wait(folder, lambda: _health(url, _given(url, options, folder)) in ("green", "yellow"))


def _is_secure(url: str) -> bool:
    return urlsplit(url).scheme == "https"


def _given(url: str, options: ServerOptions | None, folder: Path) -> ServerOptions | None:
    """The options; with the publisher of the server that `up` made there, where they name no user."""
    if (
        not _is_secure(url)
        or (options and options.user)
        or not (folder / _CREDENTIALS / "publisher.password").exists()
    ):
        return options
    return options_of(folder / _CREDENTIALS, (options or ServerOptions()).prefix)


def _health(url: str, options: ServerOptions | None) -> str | None:
    """What an OpenSearch there says of itself; None where none answers. Raises ServiceUnfit where one does, but not to this user."""
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


def _local_port(url: str) -> int:
    parts = urlsplit(url)
    if parts.hostname not in _LOOPBACK:
        remedy = "see to that server; lexops starts one on this machine only"
        raise ServiceUnreachable(f"no OpenSearch answers at {url}", remedy=remedy)
    return parts.port or 9200
