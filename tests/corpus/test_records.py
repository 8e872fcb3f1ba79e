"""What records say of themselves: status on a day, ids, embedded text, the parts of a case."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import (
    Amount,
    CaseFile,
    CaseSection,
    DocumentKind,
    Evidence,
    Paper,
    Passage,
    SourceRef,
    Span,
    Status,
    Structure,
    embedded_text,
    status_on,
    unit_of,
)

FROM = "2008-01-01"
TO = "2013-07-01"
BEFORE = "2007-12-31"
LAST_DAY = "2013-06-30"
LATER = "2020-01-01"

STATUSES = [
    # a law that another version superseded
    (BEFORE, Status.SUPERSEDED, FROM, TO, Status.NOT_YET),
    (FROM, Status.SUPERSEDED, FROM, TO, Status.IN_FORCE),
    (LAST_DAY, Status.SUPERSEDED, FROM, TO, Status.IN_FORCE),
    (TO, Status.SUPERSEDED, FROM, TO, Status.SUPERSEDED),  # the end is exclusive
    (LATER, Status.REPEALED, FROM, TO, Status.REPEALED),
    # one that is in force until further notice
    (BEFORE, Status.IN_FORCE, FROM, None, Status.NOT_YET),
    (LATER, Status.IN_FORCE, FROM, None, Status.IN_FORCE),
    # one that is promulgated and comes into force later
    (BEFORE, Status.NOT_YET, FROM, None, Status.NOT_YET),
    (FROM, Status.NOT_YET, FROM, None, Status.IN_FORCE),
    # one of which only the end is known
    (BEFORE, Status.REPEALED, None, TO, Status.UNKNOWN),
    (TO, Status.REPEALED, None, TO, Status.REPEALED),
    # a draft was never law, and of an unknown text no day says anything
    (LATER, Status.DRAFT, FROM, None, Status.DRAFT),
    (BEFORE, Status.DRAFT, FROM, TO, Status.DRAFT),
    (LATER, Status.UNKNOWN, FROM, None, Status.UNKNOWN),
    (BEFORE, Status.UNKNOWN, FROM, None, Status.UNKNOWN),
]

MADE = [
    # a text without a first day counts from the day on which it was made
    (BEFORE, Status.UNKNOWN, None, None, FROM, Status.NOT_YET),
    (FROM, Status.UNKNOWN, None, None, FROM, Status.UNKNOWN),
    (BEFORE, Status.REPEALED, None, TO, FROM, Status.NOT_YET),
    (FROM, Status.REPEALED, None, TO, FROM, Status.UNKNOWN),
    (BEFORE, Status.DRAFT, None, None, FROM, Status.DRAFT),
    # a first day that is known counts, also before the day of the text
    (FROM, Status.IN_FORCE, FROM, None, TO, Status.IN_FORCE),
    (FROM, Status.UNKNOWN, FROM, None, TO, Status.UNKNOWN),
]


@pytest.mark.parametrize(("day", "stored", "valid_from", "valid_to", "made", "expected"), MADE)
def test_a_text_is_not_yet_in_force_before_it_was_made(
    day: str,
    stored: Status,
    valid_from: str | None,
    valid_to: str | None,
    made: str,
    expected: Status,
) -> None:
    assert status_on(day, stored, valid_from, valid_to, made) is expected


@pytest.mark.parametrize(
    ("day", "stored", "valid_from", "valid_to", "expected"),
    STATUSES,
    ids=[f"{row[1].name}-{row[0]}-{number}" for number, row in enumerate(STATUSES)],
)
def test_the_status_of_a_text_on_a_day(
    day: str,
    stored: Status,
    valid_from: str | None,
    valid_to: str | None,
    expected: Status,
) -> None:
    assert status_on(day, stored, valid_from, valid_to) is expected


ISO_DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)).map(dt.date.isoformat)
ENDED = st.sampled_from([Status.SUPERSEDED, Status.REPEALED])


@given(ENDED, ISO_DAYS, ISO_DAYS, st.lists(ISO_DAYS, min_size=1, max_size=5))
def test_a_text_comes_into_force_once_and_ends_once(
    stored: Status,
    first: str,
    second: str,
    days: list[str],
) -> None:
    valid_from, valid_to = sorted((first, second))
    order = [Status.NOT_YET, Status.IN_FORCE, stored]
    seen = [order.index(status_on(day, stored, valid_from, valid_to)) for day in sorted(days)]
    assert seen == sorted(seen)


@given(ISO_DAYS, ISO_DAYS, ISO_DAYS)
def test_two_versions_of_a_work_are_never_in_force_on_one_day(
    start: str,
    change: str,
    day: str,
) -> None:
    earlier = status_on(day, Status.SUPERSEDED, min(start, change), change)
    later = status_on(day, Status.IN_FORCE, change, None)
    assert (earlier, later) != (Status.IN_FORCE, Status.IN_FORCE)
    assert (later is Status.IN_FORCE) == (day >= change)


UNITS = [
    ("云岭法/第三条@2020-01-01", "云岭法/第三条@2020-01-01"),
    ("云岭法/第三条#2@2020-01-01", "云岭法/第三条@2020-01-01"),
    ("云岭法/第三条#12@2020-01-01", "云岭法/第三条@2020-01-01"),
    ("云岭法/附件一/第二条#1@", "云岭法/附件一/第二条@"),  # a version without a date
]


@pytest.mark.parametrize(("id_", "unit"), UNITS)
def test_the_pieces_of_an_article_share_a_unit(id_: str, unit: str) -> None:
    assert unit_of(id_) == unit
    assert unit_of(unit) == unit


@given(st.text("云岭法第三条/附件", min_size=1, max_size=12), st.integers(1, 40), ISO_DAYS)
def test_every_piece_has_the_unit_of_the_whole_article(path: str, piece: int, date: str) -> None:
    assert unit_of(f"{path}#{piece}@{date}") == unit_of(f"{path}@{date}") == f"{path}@{date}"


def passage(context: str) -> Passage:
    return Passage(
        id="云岭法/第三条#2@2020-01-01",
        title="云岭法",
        work="云岭法",
        article="第三条",
        kind=DocumentKind.STATUTE,
        context=context,
        text="职工享有休息的权利。",
        source=SourceRef("laws", "file:///laws/a.txt", "a.txt", 0, 10),
        text_hash="0",
    )


@pytest.mark.parametrize(
    ("context", "embedded"),
    [
        ("云岭法 › 第一章 总则", "云岭法 › 第一章 总则\n职工享有休息的权利。"),
        ("", "职工享有休息的权利。"),  # no empty line where nothing stands above
    ],
)
def test_an_embedder_gets_the_text_below_its_context(context: str, embedded: str) -> None:
    entry = passage(context)
    assert entry.embedded_text == embedded
    assert embedded_text(entry.context, entry.text) == embedded


def section(name: str, start: int, end: int) -> CaseSection:
    return CaseSection(name, f"{name}：", Span(start, end))


def amount(
    yuan: str,
    section_name: str,
    purpose: str | None = None,
) -> Amount:
    return Amount(yuan, f"{yuan}元", Span(0, 1), section_name, purpose)


CASE = CaseFile(
    Paper.JUDGMENT,
    Span(0, 900),
    sections=(
        section("head", 0, 50),
        section("claims", 50, 120),
        section("defence", 120, 200),
        section("facts", 200, 400),
        section("reasoning", 400, 600),
        section("ruling", 600, 800),
    ),
    amounts=(
        amount("9000", "claims"),
        amount("3000", "claims~2"),  # the second section of that name
        amount("5000", "facts"),
        amount("6000", "ruling"),
        amount("10", "ruling", "fee"),
        amount("800", "ruling", "fine"),
        amount("7000", "ruling", "quashed"),
        amount("200", "ruling~2"),
    ),
)


def test_the_facts_reach_from_the_claims_to_the_court_s_own_view() -> None:
    assert CASE.facts == Span(50, 400)


def test_a_case_without_such_sections_has_no_facts() -> None:
    assert CaseFile(Paper.RULING, Span(0, 9), sections=(section("ruling", 0, 9),)).facts is None


@pytest.mark.parametrize("name", ["below", "claims", "defence", "facts", "facts~3"])
def test_each_factual_section_may_stand_alone(name: str) -> None:
    case = CaseFile(Paper.JUDGMENT, Span(0, 30), sections=(section(name, 10, 20),))
    assert case.facts == Span(10, 20)


def test_what_was_claimed_and_what_was_awarded() -> None:
    assert [entry.yuan for entry in CASE.claimed] == ["9000", "3000"]
    assert [entry.yuan for entry in CASE.awarded] == ["6000", "800", "200"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_only_a_paper_of_one_case_has_the_case(count: int) -> None:
    structure = Structure(
        kind=DocumentKind.CASE,
        kind_evidence=Evidence("heading", "典型案例"),
        title="云岭工资案",
        work="云岭工资案",
        date=None,
        date_evidence=None,
        provisions=(),
        units=(),
        structural=(),
        cases=(CASE,) * count,
    )
    assert structure.case is (CASE if count == 1 else None)
