"""What tests of several packages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexing.stores import STORES
from tests import soak
from tests.opensearch import shared_server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--index",
        choices=STORES,
        default=STORES[0],
        help="the engine that homes of tests/pipelines keep their index in",
    )


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The URL of a real OpenSearch, one for all workers of this session, gone after it."""
    with shared_server(_meeting(tmp_path_factory, worker_id)) as (url, _):
        yield url


@pytest.fixture(scope="session")
def secure_opensearch(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[tuple[str, Path]]:
    """The URL of one with TLS and users, and the folder of its CA, certificates and passwords."""
    with shared_server(_meeting(tmp_path_factory, worker_id), "https") as (url, folder):
        yield url, folder / "credentials"


def _meeting(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that search for faults at random, so that `make soak` can select them."""
    for item in items:
        function = getattr(
            item,
            "obj",
            None,
        )
        if getattr(
            function,
            "is_hypothesis_test",
            False,
        ):
            item.add_marker("soak")


soak.load_profile()
