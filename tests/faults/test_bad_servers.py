"""Servers and homes that can't be worked with: each command says so in one line that names what to do, and changes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from cli import main
from corpus.schema import SCHEMA_VERSION
from indexing.opensearch import _client as _opensearch_client
from tests.faults.service import GOOD, Service
from tests.line import Line, bad_line
from tests.opensearch import free_port

Says = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def line(opensearch: str) -> Iterator[Line]:
    with bad_line(opensearch) as line:
        yield line


@pytest.fixture(scope="module")
def made(
    opensearch: str,
    line: Line,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    service = Service(
        tmp_path_factory.mktemp("bad"),
        opensearch,
        line.url,
    )
    yield service
    service.sweep()


@pytest.fixture
def service(made: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A home with a publication; what a test does to it is undone by the next run."""
    monkeypatch.setattr(
        _opensearch_client,
        "_PAUSES",
        (0.01,) * 4,
    )
    made.configure()
    assert made.run() == GOOD
    yield made
    made.configure()


@pytest.fixture
def says(service: Service, capsys: pytest.CaptureFixture[str]) -> Says:
    """The exit status of a command, and what it said to stderr: one line."""

    def command(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = main.run(
            [
                *map(str, arguments),
                "--home",
                str(service.home.root),
                "--profile",
                "ci",
            ]
        )
        said = capsys.readouterr()
        assert said.err.count("\n") == 1, said.err
        assert not said.out
        return status, said.err

    return command


WRITERS = (("run",), ("publish",), ("rollback", "--delta", "1"))
READERS = (("search", "工资"),)


def everything(service: Service) -> tuple[object, ...]:
    """What must stay as it is: what readers get, the indices, and what the catalog says of them."""
    with service.home.reading_catalog() as catalog:
        return (
            service.state(),
            service.indices(),
            catalog.generations.all(),
            list(catalog.passages.hashes()),
        )


@pytest.mark.parametrize("command", [*WRITERS, ("reconcile",), *READERS])
def test_a_server_that_is_down(
    service: Service,
    says: Says,
    command: tuple[str, ...],
) -> None:
    before = everything(service)
    service.configure(location=f"http://127.0.0.1:{free_port()}")
    status, said = says(*command)
    assert status == 3
    assert "no OpenSearch answers" in said
    assert "lexops opensearch up" in said
    service.configure()
    assert everything(service) == before


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        ("GET /", {"version": {"distribution": "opensearch", "number": "1.3.20"}}, "too old"),
        ("GET /", {"version": {"number": "8.14.0"}}, "no OpenSearch"),
        (
            "/_nodes/plugins",
            {"nodes": {"n": {"name": "n", "plugins": [{"name": "opensearch-knn"}]}}},
            "lacks opensearch-neural-search",
        ),
    ],
)
def test_a_server_that_does_not_do(
    service: Service,
    line: Line,
    path: str,
    answer: object,
    words: str,
) -> None:
    """It is asked before the first generation of a kind is begun, and nothing of that is there afterwards."""
    before = everything(service)
    service.configure(prefix=f"{service.prefix}-new")
    line.plan = {path: [lambda _: json.dumps(answer).encode()]}
    ended = service.run()
    assert line.struck
    assert ended.status in (2, 3)
    assert words in ended.line
    service.configure()
    assert service.indices() == before[1]
    assert service.run() == GOOD
    assert service.state() == before[0]


def test_an_alias_on_two_indices(service: Service, says: Says) -> None:
    """Readers are refused, and the next update sets it right."""
    before, index = service.state(), service.live_index()
    service.call(
        "PUT",
        f"/{service.prefix}x",
        {"aliases": {service.prefix: {}}},
    )
    status, said = says("search", "工资")
    assert status == 1
    assert f"is on {index}, {service.prefix}x" in said
    assert "`lexops run` repairs it" in said
    assert service.run() == GOOD
    service.call("DELETE", f"/{service.prefix}x")
    assert service.state() == before


@pytest.mark.parametrize("command", [*WRITERS, ("reconcile",), *READERS])
def test_an_index_of_the_alias_s_name(
    service: Service,
    says: Says,
    command: tuple[str, ...],
) -> None:
    with service.home.reading_catalog() as catalog:
        known = catalog.generations.all()
    service.call(
        "POST",
        "/_aliases",
        {"actions": [{"remove": {"index": service.live_index(), "alias": service.prefix}}]},
    )
    service.call("PUT", f"/{service.prefix}")
    try:
        status, said = says(*command)
    finally:
        service.call("DELETE", f"/{service.prefix}")
    assert status == (1 if command in READERS else 2)
    assert "is an index, where the alias should be" in said
    with service.home.reading_catalog() as catalog:
        assert catalog.generations.all() == known


# ── newer than the code
# ──────────────────────────────────────────────────────────────────────────────────────────────


def newer_in_the_catalog(service: Service) -> None:
    with sqlite3.connect(service.home.root / "catalog.db") as database:
        database.execute("UPDATE generations SET schema_version = schema_version + 1")
    database.close()


def newer_in_the_index(service: Service) -> None:
    """Another home, of a newer lexops, publishes under the same prefix."""
    change_schema(service, SCHEMA_VERSION + 1)


def change_schema(service: Service, version: int) -> None:
    index = service.live_index()
    meta = service.call("GET", f"/{index}")[index]["mappings"]["_meta"]
    meta["lexops"]["schema_version"] = version
    service.call(
        "PUT",
        f"/{index}/_mapping",
        {"_meta": meta},
    )


@pytest.mark.parametrize(
    "command",
    [
        *WRITERS,
        ("publish", "--rebuild"),
        ("rollback", "g1"),
        ("reconcile",),
        *READERS,
    ],
)
@pytest.mark.parametrize("where", [newer_in_the_catalog, newer_in_the_index])
def test_what_a_newer_lexops_made(
    service: Service,
    says: Says,
    where: Callable[[Service], None],
    command: tuple[str, ...],
) -> None:
    """Nothing is written, to the index or to what the catalog says of it."""
    where(service)
    before, index = reported(service), service.call("GET", f"/{service.prefix}")
    try:
        status, said = says(*command)
        assert (reported(service), service.call("GET", f"/{service.prefix}")) == (before, index)
    finally:
        with sqlite3.connect(service.home.root / "catalog.db") as database:
            database.execute("UPDATE generations SET schema_version = ?", (SCHEMA_VERSION,))
        database.close()
        change_schema(service, SCHEMA_VERSION)
    assert status == 2
    assert (
        f"made by a newer lexops (schema {SCHEMA_VERSION + 1}, this one knows {SCHEMA_VERSION})"
        in said
    )
    assert "pip install --upgrade lexops" in said


def reported(service: Service) -> list[object]:
    """What the catalog says of generations and runs, read past the code that refuses it."""
    with sqlite3.connect(service.home.root / "catalog.db") as database:
        found = [
            database.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("generations", "deltas", "index_rows", "runs")
        ]
    database.close()
    return found
