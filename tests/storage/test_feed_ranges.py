"""A cache that follows the feed day by day gets what one that asks for all days at once gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from corpus.records import Status
from storage.catalog import Catalog, open_catalog
from storage.catalog.feed import FeedLine
from storage.catalog.tables import changes
from tests.soak import examples
from tests.storage.test_catalog import carry, passage, resolved

FIRST = date(2024, 2, 27)
DAYS = [(FIRST + timedelta(days=number)).isoformat() for number in range(6)]
TIMES = ("00:00:00+00:00", "12:30:00+00:00", "23:59:59+00:00")


@pytest.fixture(scope="module")
def filled() -> Iterator[Catalog]:
    """Passages that begin and end on these days; a last one was always law."""
    with open_catalog("sqlite://") as catalog:
        carry(catalog, "休息法", "a.md")
        begins_and_ends = [*pairwise(DAYS), (None, DAYS[2]), (DAYS[3], None)]
        articles = [
            replace(
                passage("休息法", "a.md", number=f"{place}"),
                valid_from=begin,
                valid_to=end,
                status=Status.SUPERSEDED if end else Status.IN_FORCE,
            )
            for place, (begin, end) in enumerate([*begins_and_ends, (None, None)])
        ]
        catalog.works.commit([resolved(catalog, "休息法", *articles)])
        yield catalog


def run_changes(catalog: Catalog, moments: list[str]) -> None:
    """Replace the changes that runs noted by one at each of these moments."""
    rows = [
        {"at": moment, "change": "changed", "passage_id": f"休息法/{place % 3}@2020-01-01"}
        for place, moment in enumerate(moments)
    ]
    with catalog._database.write() as connection:
        connection.execute(delete(changes))
        if rows:
            connection.execute(insert(changes), rows)


def since(catalog: Catalog, first: int, last: int) -> list[FeedLine]:
    return list(catalog.feed.since(DAYS[first], DAYS[last]))


moments_of_runs = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sampled_from(TIMES)).map("T".join), max_size=8
).map(sorted)


@given(moments=moments_of_runs, cut=st.integers(0, len(DAYS) - 2))
@settings(max_examples=examples(30))
def test_two_ranges_that_meet_are_one_range(
    filled: Catalog,
    moments: list[str],
    cut: int,
) -> None:
    run_changes(filled, moments)
    whole = since(filled, 0, len(DAYS) - 1)
    parts = since(filled, 0, cut) + since(filled, cut + 1, len(DAYS) - 1)
    assert parts == whole
    by_runs = [line.at for line in whole if line.change == "changed"]
    assert by_runs == moments


@given(moments=moments_of_runs)
@settings(max_examples=examples(20))
def test_days_are_in_order_and_their_calendar_comes_first(
    filled: Catalog,
    moments: list[str],
) -> None:
    run_changes(filled, moments)
    lines = since(filled, 0, len(DAYS) - 1)
    order = [(line.at[:10], line.change == "changed") for line in lines]
    assert order == sorted(order)
    calendar = [(line.at, line.id) for line in lines if line.change != "changed"]
    assert calendar == sorted(calendar)


def test_each_passage_begins_and_ends_once(filled: Catalog) -> None:
    run_changes(filled, [])
    lines = since(filled, 0, len(DAYS) - 1)
    for change, column in (("begins", "valid_from"), ("ends", "valid_to")):
        found = sorted((line.id, line.at) for line in lines if line.change == change)
        rows = sorted((row["id"], row[column]) for row in filled.passages.rows() if row[column])
        assert found == rows


@pytest.mark.parametrize(("first", "last"), [(3, 2), (5, 0)])
def test_a_range_that_ends_before_it_begins_is_empty(
    filled: Catalog,
    first: int,
    last: int,
) -> None:
    run_changes(filled, [f"{day}T{TIMES[1]}" for day in DAYS])
    assert since(filled, first, last) == []
