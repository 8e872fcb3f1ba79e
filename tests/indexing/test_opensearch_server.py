"""A server for this machine: started, found again, killed, started again, ended; and never one
that is not ours.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import run
from corpus.errors import ServiceUnreachable
from indexing.opensearch import server as opensearch_server
from indexing.opensearch.server import _assembly, _process
from indexing.opensearch.store import OpenSearchStore
from indexing.store import Filter
from indexing.testing.store_battery import ids, numbered, publish
from tests.opensearch import SMALL, folder_for_a_server, free_port, start


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder; a server on it ends with the test."""
    folder = folder_for_a_server()
    yield folder
    opensearch_server.down(folder=folder)
    shutil.rmtree(folder)


def test_what_was_published_outlives_the_server_and_what_was_not_stays_unseen(folder: Path) -> None:
    """A node that is killed and comes back shows everything that was written to readers of a
    naive index; not to ours.
    """
    port = free_port()
    url = start(folder, port)
    store = OpenSearchStore(url)
    before = numbered(5)
    publish(store, *before)
    store.write(
        "g1",
        numbered(9, region="海州市"),
        [],
    )
    pid = opensearch_server.status(url, folder=folder)["pid"]
    os.kill(pid, signal.SIGKILL)
    while (raised := opensearch_server.status(url, folder=folder))["way"]:
        time.sleep(0.1)
    assert not raised["answers"]

    start(folder, port)
    assert store._client.call("GET", f"/{store._alias}-g1/_count")["count"] > 5
    assert ids(store.open().find(Filter(), 10)) == sorted(one.row["id"] for one in before)
    assert store.open().count(Filter(regions=("海州市",))) == 0
    assert store.publish("g1").version == 2
    assert store.open().count(Filter(regions=("海州市",))) == 9
    store.close()

    with pytest.raises(ServiceUnreachable, match="already runs"):
        opensearch_server.up(
            f"http://127.0.0.1:{free_port()}",
            folder=folder,
            java_options=SMALL,
            ways=("assembled",),
        )
    ended = opensearch_server.down(folder=folder)
    assert ended is not None
    assert ended.url == url
    assert not opensearch_server.status(url, folder=folder)["answers"]
    assert opensearch_server.down(folder=folder) is None


def test_a_node_of_a_parent_that_ignores_sigterm_ends_when_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster ignores SIGTERM in a process whose SIGINT is ignored, and Java would inherit that.

    The Java of this test only waits: what counts is how it is started.
    """
    java = folder / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\nexec sleep 600\n", encoding="ascii")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(folder / "java"))
    monkeypatch.setattr(_process, "_java_version", lambda _: 17)
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        pid = _process.start(folder, folder, free_port(), "512m")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert _process.runs(folder)
    monkeypatch.setattr(_process, "_STOP_SECONDS", 10)
    began = time.monotonic()
    _process.stop(folder, pid)
    assert not _process.runs(folder)
    assert time.monotonic() - began < 10, "it was killed"


def test_a_server_that_answers_is_used_and_not_ended(
    opensearch: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`up` says what it found, `down` ends only what `up` started, `status` names version,
    plugins and health.
    """
    monkeypatch.setenv("LEXOPS_HOME", str(tmp_path))
    monkeypatch.setenv("LEXOPS_PROFILE", "ci")
    port, common = opensearch.rpartition(":")[2], ["--data", str(tmp_path / "data"), "--json"]
    for word in ("up", "status"):
        assert (
            run(
                [
                    "opensearch",
                    word,
                    "--port",
                    port,
                    *common,
                ]
            )
            == 0
        )
        found = json.loads(capsys.readouterr().out)
        assert found == {
            "url": opensearch,
            "way": None,
            "pid": None,
            "credentials": None,
            "answers": True,
            "version": "2.19.1",
            "plugins": ["opensearch-knn", "opensearch-neural-search"],
            "health": "green",
            "problem": None,
        }
    assert run(["opensearch", "down", *common]) == 0
    assert json.loads(capsys.readouterr().out) == {"ended": None}
    assert run(["opensearch", "status", "--port", port]) == 0
    assert "2.19.1" in capsys.readouterr().out


def test_where_none_answers_status_ends_with_3(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LEXOPS_HOME", str(tmp_path))
    monkeypatch.setenv("LEXOPS_PROFILE", "opensearch")
    assert (
        run(
            [
                "opensearch",
                "status",
                "--port",
                str(free_port()),
                "--data",
                str(tmp_path),
                "--json",
            ]
        )
        == 3
    )
    assert "lexops opensearch up" in json.loads(capsys.readouterr().out)["problem"]


def test_a_server_elsewhere_is_not_started_here() -> None:
    with pytest.raises(ServiceUnreachable, match="this machine only"):
        opensearch_server.up("http://opensearch.invalid:9200")


def test_a_machine_without_java_or_containers_is_reported_with_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that was tried, and what would help."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ServiceUnreachable, match=r"no `docker`.*no `java`.*JDK 17 or 21 and Maven"):
        opensearch_server.up(f"http://127.0.0.1:{free_port()}", folder=tmp_path)


def test_files_that_are_not_those_that_were_pinned_are_refused(tmp_path: Path) -> None:
    """A mirror may have no checksums, so what was fetched is compared with our own."""
    (tmp_path / "opensearch-2.19.1.jar").write_bytes(b"something else")
    with pytest.raises(ServiceUnreachable, match="not OpenSearch"):
        _assembly._verify(tmp_path)
