"""Faults of a service, each at the moment that hurts most: readers get one state or an error, and a run afterwards makes all whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from indexing.opensearch import _client as _opensearch_client
from indexing.opensearch import _indices as opensearch_indices
from pipelines.reconciliation import Depth
from pipelines.session import open_session
from pipelines.stages import reconciling
from tests.faults.runs import At, kill_at
from tests.faults.service import GOOD, Ended, Service
from tests.line import (
    CUT,
    FOREVER,
    LOST,
    SILENT,
    SLOW,
    Line,
    Then,
    bad_line,
    forestall_every_third,
    refuse_every_third,
)


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
        tmp_path_factory.mktemp("service"),
        opensearch,
        line.url,
    )
    yield service
    service.sweep()


@pytest.fixture
def service(
    made: Service,
    line: Line,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Service]:
    """A home with a publication behind the bad line, the same for all trials: each leaves it whole.

    Pauses between attempts are short.
    """
    monkeypatch.setattr(
        _opensearch_client,
        "_PAUSES",
        (0.01,) * 4,
    )
    if not made.changes:
        assert made.run() == GOOD
    yield made
    line.plan.clear()


def struck(
    service: Service,
    line: Line,
    plan: dict[str, list[Any]],
) -> Ended:
    """How an update ended on which these troubles fell; all that must hold whatever the trouble was is asserted."""
    old = service.state()
    service.change()
    line.plan = {what: list(troubles) for what, troubles in plan.items()}
    with service.watched() as readers:
        ended = service.run()
    assert line.struck, line.plan
    line.plan = {}
    assert service.run() == GOOD
    service.assert_whole()
    new = service.state()
    assert new != old
    assert not readers.strange(old, new)
    assert not readers.errors
    return ended


PASSES = [
    # the node has no time: for requests, for items, while it is asked what there is, when all is
    # written and nothing shown
    {"/_bulk": [429, 429, refuse_every_third, 429, refuse_every_third]},
    {"-*": [429, 503], "point_in_time": [429], "/_msearch": [429, 502]},
    {
        "/_refresh": [503],
        "/_delete_by_query": [503],
        "/_aliases": [429, 503],
        "/_mapping": [429, 503],
    },
    # the connection ends before the request, or after all was done; of the second bulk, of the step
    # that publishes, of the note after it
    {"/_bulk": [CUT, LOST, LOST, CUT]},
    {
        "/_refresh": [CUT, LOST],
        "/_delete_by_query": [LOST],
        "/_aliases": [LOST, CUT, LOST],
        "/_mapping": [LOST, CUT],
    },
    {"point_in_time": [LOST, CUT], "/_msearch": [CUT, LOST], "/_search": [CUT, LOST]},
    # somebody writes the same documents at the same time
    {"/_bulk": [forestall_every_third, forestall_every_third]},
    # it is slow
    {"/_bulk": [SLOW], "/_aliases": [SLOW], "/_msearch": [SLOW]},
]


@pytest.mark.parametrize("plan", PASSES)
def test_what_passes_is_waited_for(
    service: Service,
    line: Line,
    plan: dict[str, list[Any]],
) -> None:
    assert (
        struck(
            service,
            line,
            plan,
        )
        == GOOD
    )


STAYS = [
    # the node never has time: half of the rows may be written; all is written, and judged
    (429, "/_bulk"),
    (429, "/_aliases"),
    # the server is gone: before the candidate is looked at; before what ended is removed
    (CUT, "/_refresh"),
    (CUT, "/_delete_by_query"),
    # all is done, and nobody is reported: rows are written; readers get them; what they get is noted
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
    service: Service,
    line: Line,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Any,
    where: str,
) -> None:
    """And with status 3, within the patience that is set."""
    monkeypatch.setattr(
        opensearch_indices,
        "_LONGER",
        2,
    )
    service.configure(timeout=1)
    ended = struck(
        service,
        line,
        {where: [trouble] * FOREVER},
    )
    service.configure()
    assert ended.status == 3
    assert "\n" not in ended.line
    assert {429: "refused: try again", SILENT: "never answered"}.get(
        trouble, "answers no more"
    ) in ended.line


# ── hands
# ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Deed = Callable[[Service], object]


def setting(name: str, value: object) -> Deed:
    """A setting of the live index."""
    return lambda service: service.call(
        "PUT",
        f"/{service.live_index()}/_settings",
        {name: value},
    )


def aliases(service: Service, *actions: dict[str, Any]) -> None:
    service.call(
        "POST",
        "/_aliases",
        {"actions": list(actions)},
    )


def deleted(service: Service) -> None:
    service.call("DELETE", f"/{service.live_index()}")


def alias_taken_away(service: Service) -> None:
    aliases(service, {"remove": {"index": service.live_index(), "alias": service.prefix}})


def alias_moved_to_a_stranger(service: Service) -> None:
    service.call("PUT", f"/{service.prefix}x")
    alias_taken_away(service)
    aliases(service, {"add": {"index": f"{service.prefix}x", "alias": service.prefix}})


def alias_on_a_stranger_too(service: Service) -> None:
    service.call(
        "PUT",
        f"/{service.prefix}x",
        {"aliases": {service.prefix: {}}},
    )


def alias_without_its_filter(service: Service) -> None:
    aliases(service, {"add": {"index": service.live_index(), "alias": service.prefix}})


def opened_to_all(service: Service) -> None:
    """The mapping takes whatever comes, and something has come."""
    index = service.live_index()
    service.call(
        "PUT",
        f"/{index}/_mapping",
        {"dynamic": "true", "properties": {"remark": {"type": "integer"}}},
    )
    service.call(
        "POST",
        f"/{index}/_doc",
        {"remark": 7, "comment": "手工写入"},
        routing="x",
        refresh="true",
    )


def index_in_the_alias_s_place(service: Service) -> None:
    """What a client makes that writes to the name when nothing has it."""
    deleted(service)
    service.call(
        "PUT",
        f"/{service.prefix}/_doc/1",
        {"text": "我来写一条"},
    )


def nothing(_: Service) -> None:
    pass


def stranger_removed(service: Service) -> None:
    service.call("DELETE", f"/{service.prefix}x")


READ_ONLY = (
    setting("index.blocks.read_only_allow_delete", True),
    setting("index.blocks.read_only_allow_delete", None),
)
WRITE_BLOCKED = setting("index.blocks.write", True), setting("index.blocks.write", None)

HANDS: list[tuple[str | None, Deed, Deed, int, str, bool]] = [
    # the disk is full: before the first row, and when all is written and not yet shown
    (
        None,
        *READ_ONLY,
        3,
        "free space on its disk",
        True,
    ),
    (
        "/_aliases",
        *READ_ONLY,
        3,
        "free space on its disk",
        True,
    ),
    (
        None,
        *WRITE_BLOCKED,
        3,
        "index write (api)",
        True,
    ),
    # somebody changes what the index takes: it refuses every document, or takes what it does not
    # know
    (
        None,
        setting("index.final_pipeline", "nobody"),
        setting("index.final_pipeline", None),
        3,
        "`lexops publish --rebuild` makes a new index",
        True,
    ),
    (None, opened_to_all, nothing, 0, "", True),
    # the index that readers have is deleted: before the run, between two writes, before it is
    # shown, before it is noted what is shown
    (None, deleted, nothing, 0, "", False),
    (
        "/_bulk",
        deleted,
        nothing,
        3,
        "is not an alias — the index was deleted; run again",
        False,
    ),
    (
        "/_aliases",
        deleted,
        nothing,
        3,
        "has lost an index: no such index",
        False,
    ),
    (
        "/_mapping",
        deleted,
        nothing,
        3,
        "has lost an index: no such index",
        False,
    ),
    # the alias is moved by hand
    (None, alias_taken_away, nothing, 0, "", False),
    ("/_aliases", alias_taken_away, nothing, 0, "", False),
    (None, alias_moved_to_a_stranger, stranger_removed, 0, "", False),
    ("/_refresh", alias_on_a_stranger_too, stranger_removed, 0, "", False),
    (None, alias_without_its_filter, nothing, 0, "", False),
    # something else has its name
    (
        None,
        index_in_the_alias_s_place,
        lambda service: service.call("DELETE", f"/{service.prefix}"),
        2,
        "where the alias should be",
        False,
    ),
]
"""Before which request (None: before the run), what somebody does and how it is undone, how the run ends, whether readers notice nothing."""


@pytest.mark.parametrize(("where", "deed", "undo", "status", "words", "unnoticed"), HANDS)
def test_what_hands_do_is_said_and_made_whole(
    service: Service,
    line: Line,
    where: str | None,
    deed: Deed,
    undo: Deed,
    status: int,
    words: str,
    *,
    unnoticed: bool,
) -> None:
    """Readers who know of publications get one or an error; a plain client sees what a hand showed it, until the run that sets it right."""
    old = service.state()
    service.change()
    if where is None:
        deed(service)
    else:
        line.plan = {where: [Then(lambda: deed(service))]}
    with service.watched() as readers:
        ended = service.run()
    assert line.struck, line.plan
    assert ended.status == status, ended
    assert words in ended.line
    undo(service)
    assert service.run() == GOOD
    service.assert_whole()
    assert not readers.strange(
        old,
        service.state(),
        but=() if unnoticed else ("plain",),
    )
    if unnoticed:
        assert not readers.errors
    assert all("\n" not in str(error) for _, error in readers.errors)


def test_rows_that_a_hand_deleted_are_found_before_readers_move_on(service: Service) -> None:
    """The next run refuses, and says what makes it whole; a rebuild does."""
    body = {"query": {"prefix": {"id": "云岭市工时管理条例/"}}}
    service.call(
        "POST",
        f"/{service.live_index()}/_delete_by_query",
        body,
        refresh="true",
    )
    service.change()
    ended = service.run()
    assert ended.status == 1
    assert "lexops publish --rebuild" in ended.line
    service.begin_generation()
    assert service.run() == GOOD
    service.assert_whole()


def test_a_repair_makes_the_digest_anew(service: Service) -> None:
    """Of rows that a hand deleted, and of one that it put in another's place."""
    before = service.state()
    index = service.live_index()
    (hit, *_) = service.call(
        "POST",
        f"/{index}/_search",
        {"size": 1, "query": {"match_all": {}}},
    )["hits"]["hits"]
    body = {"query": {"prefix": {"id": "云岭市工时管理条例/"}}}
    service.call(
        "POST",
        f"/{index}/_delete_by_query",
        body,
        refresh="true",
    )
    service.call(
        "PUT",
        f"/{index}/_doc/{hit['_id']}",
        {**hit["_source"], "row_hash": "0" * 32},
        routing=hit["_routing"],
        refresh="true",
    )
    with open_session(
        service.settings,
        service.home,
        "a test",
    ) as session:
        found = reconciling.reconcile(
            session,
            Depth(sample=None),
            repair=True,
        )
    assert found.found.counts.total() >= 6
    assert found.same
    service.assert_whole()
    assert service.state() == before


# ── kills of the writer
# ──────────────────────────────────────────────────────────────────────────────────────────────

KILLS = (
    "after POST _bulk",
    "after commit of Generations.written",
    "before POST _aliases",
    "after POST _aliases",
    "after PUT _mapping",
    "after commit of Generations.promoted",
)


@pytest.mark.parametrize("step", KILLS)
def test_a_writer_that_is_killed_leaves_one_state_or_the_other(service: Service, step: str) -> None:
    old = service.state()
    service.change()
    with service.watched() as readers:
        assert kill_at(
            service.home.root,
            [service.archive],
            At(step),
            processes=0,
        )
    assert service.run() == GOOD
    service.assert_whole()
    assert not readers.strange(old, service.state())
    assert not readers.errors
