"""A node of its own that is killed, locked, and robbed of a shard: what no test may do to the server that all share."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexing.opensearch import _client as _opensearch_client
from indexing.opensearch import server as opensearch_server
from indexing.opensearch.server import _assembly, _lifecycle, _process
from tests.faults.service import GOOD, Service
from tests.line import Line, Then, bad_line
from tests.opensearch import SMALL, folder_for_a_server, free_port, start


@dataclass
class Node:
    """A server on a folder."""

    folder: Path
    port: int
    url: str

    def kill(self) -> None:
        """With kill -9, of this very process."""
        os.kill(json.loads((self.folder / "server.json").read_text())["pid"], signal.SIGKILL)
        while _process.runs(self.folder):
            time.sleep(0.05)

    def start(self, *health: str) -> None:
        """On the same data; until its health is one of these."""
        programs = _assembly.assemble(opensearch_server.cache_folder(), lambda _: None)
        pid = _process.start(
            programs,
            self.folder,
            self.port,
            "512m",
            SMALL,
        )
        note = self.folder / "server.json"
        note.write_text(json.dumps({**json.loads(note.read_text()), "pid": pid}))
        _process.wait(self.folder, lambda: _lifecycle.health(self.url, None) in health)


@pytest.fixture
def node() -> Iterator[Node]:
    folder, port = folder_for_a_server(), free_port()
    yield Node(
        folder,
        port,
        start(folder, port),
    )
    opensearch_server.down(folder=folder)
    shutil.rmtree(folder)


@pytest.fixture
def line(node: Node, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(
        _opensearch_client,
        "_PAUSES",
        (0.01,) * 4,
    )
    with bad_line(node.url) as line:
        yield line


@pytest.fixture
def service(
    node: Node,
    line: Line,
    tmp_path: Path,
) -> Service:
    service = Service(
        tmp_path,
        node.url,
        line.url,
    )
    assert service.run() == GOOD
    return service


def test_a_node_may_be_killed_locked_and_robbed(
    node: Node,
    line: Line,
    service: Service,
) -> None:
    """One server for all of it: each start takes ten seconds."""
    # killed between two writes: a restart shows by itself what was written and never refreshed, and
    # readers must not see it
    killed_while_it_writes(
        node,
        line,
        service,
    )
    # nobody may write
    locked(service)
    # killed between the publication and the note of it, and the shard's files are gone when it
    # comes back
    robbed(
        node,
        line,
        service,
    )


def killed_while_it_writes(
    node: Node,
    line: Line,
    service: Service,
) -> None:
    old = service.state()
    service.change()
    line.plan = {"/_bulk": [None, Then(node.kill)]}
    with service.watched() as readers:
        ended = service.run()
    assert ended.status == 3
    assert "answers no more — check the server, then run again" in ended.line
    node.start("green")
    with service.watched() as later:
        assert service.run() == GOOD
    service.assert_whole()
    assert {type(error).__name__ for _, error in (*readers.errors, *later.errors)} <= {
        "ServiceUnreachable"
    }
    assert not [*readers.strange(old), *later.strange(old, service.state())]


def locked(service: Service) -> None:
    old = service.state()
    service.change()
    service.call(
        "PUT",
        "/_cluster/settings",
        {"persistent": {"cluster.blocks.read_only": True}},
    )
    with service.watched() as readers:
        ended = service.run()
    assert ended.status == 3
    assert "cluster read-only (api)]; — the index was made read-only" in ended.line
    service.call(
        "PUT",
        "/_cluster/settings",
        {"persistent": {"cluster.blocks.read_only": None}},
    )
    assert service.run() == GOOD
    service.assert_whole()
    assert not readers.errors
    assert not readers.strange(old)


def robbed(
    node: Node,
    line: Line,
    service: Service,
) -> None:
    service.change()
    line.plan = {"/_mapping": [Then(node.kill)]}
    assert service.run().status == 3
    for shard in (node.folder / "data").glob("nodes/0/indices/*/0"):
        shutil.rmtree(shard)
    node.start("red")
    service.change()
    with service.watched() as readers:
        ended = service.run()
    assert ended.status == 3
    assert "allocation/explain" in ended.line
    assert "--rebuild" in ended.line
    assert not readers.answers
    assert {type(error).__name__ for _, error in readers.errors} == {"ServiceUnreachable"}
    service.begin_generation()
    assert service.run() == GOOD
    service.assert_whole()
