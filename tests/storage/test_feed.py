"""The feed that a downstream cache follows: changes by runs and by the calendar, by days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpus.records import Status
from storage.catalog import Catalog
from storage.catalog.feed import FeedLine
from tests.storage.test_catalog import carry, passage, resolved

TODAY = datetime.now(UTC).date().isoformat()
YESTERDAY = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
TOMORROW = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()


def reported(lines: list[FeedLine]) -> list[tuple[str, str, str]]:
    """Day, change and id of each line."""
    return [(one.at[:10], one.change, one.id) for one in lines]


def test_the_feed_says_what_is_new_changed_and_gone(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    first, second = passage("休息法", "a.md"), passage("休息法", "a.md", number="第二条")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                first,
                second,
            )
        ]
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                replace(first, title="中华休息法"),
            )
        ]
    )
    lines = list(catalog.feed.since(TODAY, TOMORROW))
    assert reported(lines) == [
        (TODAY, "new", first.id),
        (TODAY, "new", second.id),
        (TODAY, "changed", first.id),
        (TODAY, "gone", second.id),
    ]
    assert [(one.work, one.article, one.text_hash) for one in lines] == [
        ("休息法", "第一条", first.text_hash),
        (
            "休息法",
            None,
            None,
        ),  # of what is gone only id and work are known, whatever was reported of it before
        ("休息法", "第一条", first.text_hash),
        ("休息法", None, None),
    ]


def test_a_work_without_files_is_reported_passage_by_passage(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    first, second = passage("休息法", "a.md"), passage("休息法", "a.md", number="第二条")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                first,
                second,
            )
        ]
    )
    catalog.works.commit([replace(resolved(catalog, "休息法"), key="")])
    assert reported(list(catalog.feed.since(TODAY, TOMORROW)))[2:] == [
        (TODAY, "gone", first.id),
        (TODAY, "gone", second.id),
    ]


def test_a_commit_that_changes_nothing_reports_nothing(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    one = resolved(
        catalog,
        "休息法",
        passage("休息法", "a.md"),
    )
    catalog.works.commit([one])
    catalog.works.commit([one])
    assert len(list(catalog.feed.since(TODAY, TOMORROW))) == 1


def test_runs_are_reported_from_the_first_day_to_the_last_one(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                passage("休息法", "a.md"),
            )
        ]
    )
    assert [
        len(list(catalog.feed.since(*days))) for days in ((TODAY, TODAY), (YESTERDAY, TOMORROW))
    ] == [1, 1]
    assert list(catalog.feed.since(TOMORROW, TOMORROW)) == []
    assert list(catalog.feed.since(YESTERDAY, YESTERDAY)) == []


def test_the_calendar_begins_and_ends_passages(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    old = replace(
        passage("休息法", "a.md"),
        valid_from="2008-01-01",
        valid_to="2013-07-01",
        status=Status.SUPERSEDED,
    )
    new = replace(
        passage("休息法", "a.md", number="第二条"),
        valid_from="2013-07-01",
        status=Status.IN_FORCE,
    )
    never = replace(
        passage("休息法", "a.md", number="第三条"),
        valid_from="2010-01-01",
        valid_to="2010-01-01",
    )  # a conflicting text's
    undone = replace(
        passage("休息法", "a.md", number="第四条"),
        valid_from="2014-01-01",
        valid_to="2013-07-01",
        status=Status.REPEALED,
    )  # ended before it began
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                old,
                new,
                never,
                undone,
            )
        ]
    )
    days = "2008-01-01", "2013-07-01"
    assert reported(list(catalog.feed.since("2000-01-01", "2019-12-31"))) == [
        (days[0], "begins", old.id),
        (days[1], "ends", old.id),
        (days[1], "begins", new.id),
    ]
    assert reported(list(catalog.feed.since("2008-01-01", "2008-01-01"))) == [
        (days[0], "begins", old.id)
    ]  # both days with it
    assert reported(list(catalog.feed.since("2008-01-02", "2013-06-30"))) == []
    [line] = catalog.feed.since("2008-01-01", "2008-01-01")
    assert (
        line.work,
        line.article,
        line.valid_from,
        line.valid_to,
    ) == ("休息法", "第一条", *days)


@pytest.mark.parametrize("status", list(Status))
def test_only_law_begins_and_ends(catalog: Catalog, status: Status) -> None:
    """A judgment, a letter or news has a day, and a draft may name one; neither comes into force."""
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    paper = replace(
        passage("休息法", "a.md"),
        valid_from="2008-01-01",
        valid_to="2013-07-01",
        status=status,
    )
    catalog.works.commit([resolved(catalog, "休息法", paper)])
    is_law = status not in (Status.UNKNOWN, Status.DRAFT)
    found = reported(list(catalog.feed.since("2008-01-01", "2013-07-01")))
    assert [change for _, change, _ in found] == (["begins", "ends"] if is_law else [])


def test_the_feed_is_in_the_order_of_time(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    one = replace(
        passage("休息法", "a.md"),
        valid_from=TODAY,
        valid_to=TOMORROW,
        status=Status.REPEALED,
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                one,
            )
        ]
    )
    assert reported(list(catalog.feed.since(YESTERDAY, TOMORROW))) == [
        (TODAY, "begins", one.id),  # the calendar's before the runs'
        (TODAY, "new", one.id),
        (TOMORROW, "ends", one.id),
    ]
