"""A real OpenSearch for tests, started by the same code that users run."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import ServiceUnreachable
from indexing.opensearch import _template as template
from indexing.opensearch import server as opensearch_server
from indexing.opensearch._client import OpenSearchClient
from indexing.opensearch.options import ServerOptions

SMALL = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A Java that starts fast and stays small, not one that is fast for long."""


def free_port() -> int:
    """A free port of loopback."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def folder_for_a_server() -> Path:
    """A new folder that `nobody` may enter, unlike pytest's: a server that root starts runs as
    that.
    """
    folder = Path(tempfile.mkdtemp(prefix="lexops-opensearch-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def start(
    folder: Path,
    port: int,
    scheme: str = "http",
) -> str:
    """Start a server there; its URL. Without a JDK and Maven the test is skipped, or fails where
    services are required.
    """
    url = f"{scheme}://127.0.0.1:{port}"
    try:
        opensearch_server.up(
            url,
            folder=folder,
            heap="512m",
            java_options=SMALL,
            ways=("assembled",),
        )
    except ServiceUnreachable as error:
        if os.environ.get("LEXOPS_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(str(error))
    return url


def sweep(url: str, options: ServerOptions) -> None:
    """Remove everything of a prefix, the live generation, too, and leave alone what is another's
    on that server.
    """
    prefix, client = options.prefix, OpenSearchClient(url, options)
    for path in (
        f"/{prefix}-*",
        f"/_search/pipeline/{prefix}-*",
        f"/_scripts/{template.name(prefix)}",
    ):
        client.call(
            "DELETE",
            path,
            missing=None,
        )
    client.close()


@contextmanager
def shared_server(meeting: Path, scheme: str = "http") -> Iterator[tuple[str, Path]]:
    """The URL and folder of one server for all processes that name the same `meeting` folder: the
    first starts it, the last ends it.

    Who uses it holds a shared lock, which a process that dies lets go of. Of the scheme `https`
    it has TLS and users.
    """
    with (
        (meeting / f"opensearch.{scheme}.door").open("w") as door,
        (meeting / f"opensearch.{scheme}.users").open("w") as users,
    ):
        with _held(door.fileno()):
            fcntl.flock(users, fcntl.LOCK_SH)
            note = meeting / f"opensearch.{scheme}.url"
            if not note.exists():
                folder = folder_for_a_server()
                note.write_text(f"{start(folder, free_port(), scheme)}\n{folder}")
            url, place = note.read_text().splitlines()
        try:
            yield url, Path(place)
        finally:
            with _held(door.fileno()):
                fcntl.flock(users, fcntl.LOCK_UN)
                _end_if_last(users.fileno(), Path(place))


@contextmanager
def _held(lock: int) -> Iterator[None]:
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _end_if_last(users: int, folder: Path) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    opensearch_server.down(folder=folder)
    shutil.rmtree(folder)
