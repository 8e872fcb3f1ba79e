"""Faults of a service, each at the moment that hurts most: readers get one state or an error, and a run afterwards makes all whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from indexing import _opensearch_client, opensearch_store
from tests.faults.service import GOOD, Ended, Service
from tests.line import CUT, FOREVER, LOST, SILENT, SLOW, Line, bad_line, refuse_every_third


@pytest.fixture(scope="module")
def line(opensearch: str) -> Iterator[Line]:
    with bad_line(opensearch) as line:
        yield line


@pytest.fixture(scope="module")
def made(opensearch: str, line: Line, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("service"), opensearch, line.url)
    yield service
    service.sweep()


@pytest.fixture
def service(made: Service, line: Line, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A home with a publication behind the bad line, the same for all trials: each leaves it whole. Pauses between attempts are short."""
    monkeypatch.setattr(_opensearch_client, "_PAUSES", (0.01,) * 4)
    if not made.changes:
        assert made.run() == GOOD
    yield made
    line.plan.clear()


def struck(service: Service, line: Line, plan: dict[str, list[Any]]) -> Ended:
    """How an update ended on which these troubles fell; all that must hold whatever the trouble was is asserted."""
    old = service.state()
    service.change()
    line.plan = {what: list(troubles) for what, troubles in plan.items()}
    with service.watched() as readers:
        ended = service.run()
    assert line.struck, line.plan
    line.plan = {}
    assert service.run() == GOOD
    whole(service)
    new = service.state()
    assert new != old
    assert not readers.strange(old, new)
    assert not readers.errors
    return ended


def whole(service: Service) -> None:
    """No drift, and the digest in `_meta` is that of the rows."""
    found = service.reconcile()
    assert found.same, found.says
    assert service.digest_is_right()


PASSES = [
    # the node has no time: for requests, for items, while it is asked what there is, when all is written and nothing shown
    {"/_bulk": [429, 429, refuse_every_third, 429, refuse_every_third]},
    {"-*": [429, 503], "point_in_time": [429], "/_msearch": [429, 502]},
    {"/_refresh": [503], "/_delete_by_query": [503], "/_aliases": [429, 503], "/_mapping": [429, 503]},
    # the connection ends before the request, or after all was done; of the second bulk, of the step that publishes, of the note after it
    {"/_bulk": [CUT, LOST, LOST, CUT]},
    {"/_refresh": [CUT, LOST], "/_delete_by_query": [LOST], "/_aliases": [LOST, CUT, LOST], "/_mapping": [LOST, CUT]},
    {"point_in_time": [LOST, CUT], "/_msearch": [CUT, LOST], "/_search": [CUT, LOST]},
    # it is slow
    {"/_bulk": [SLOW], "/_aliases": [SLOW], "/_msearch": [SLOW]},
]


@pytest.mark.parametrize("plan", PASSES)
def test_what_passes_is_waited_for(service: Service, line: Line, plan: dict[str, list[Any]]) -> None:
    assert struck(service, line, plan) == GOOD


STAYS = [
    # the node never has time: half of the rows may be written; all is written, and judged
    (429, "/_bulk"),
    (429, "/_aliases"),
    # the server is gone: before the candidate is looked at; before what ended is removed
    (CUT, "/_refresh"),
    (CUT, "/_delete_by_query"),
    # all is done, and nobody is told: rows are written; readers get them; what they get is noted
    (LOST, "/_bulk"),
    (LOST, "/_aliases"),
    (LOST, "/_mapping"),
    # half open
    (SILENT, "/_bulk"),
    (SILENT, "/_delete_by_query"),
    (SILENT, "/_aliases"),
]


@pytest.mark.parametrize(("trouble", "where"), STAYS)
def test_what_stays_ends_the_run_with_a_line(
    service: Service, line: Line, monkeypatch: pytest.MonkeyPatch, trouble: Any, where: str
) -> None:
    """And with status 3, within the patience that is set."""
    monkeypatch.setattr(opensearch_store, "_LONGER", 2)
    service.configure(timeout=1)
    ended = struck(service, line, {where: [trouble] * FOREVER})
    service.configure()
    assert ended.status == 3
    assert "\n" not in ended.line
    assert {429: "refused: try again", SILENT: "never answered"}.get(trouble, "answers no more") in ended.line
