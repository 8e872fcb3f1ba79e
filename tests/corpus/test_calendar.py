"""Today is the day of the configured time zone, whatever the clock of the machine says."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus import calendar
from corpus.errors import ExitStatus, UsageError


class ClockAtNight(dt.datetime):
    """A clock that stands at half past eight in the evening of 30 June, in UTC."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
        return dt.datetime(
            2024,
            6,
            30,
            20,
            30,
            tzinfo=dt.UTC,
        ).astimezone(tz)


@pytest.mark.parametrize(
    ("timezone", "day"),
    [
        ("Asia/Shanghai", "2024-07-01"),
        ("UTC", "2024-06-30"),
        ("America/New_York", "2024-06-30"),
        ("Pacific/Auckland", "2024-07-01"),
    ],
)
def test_today_is_the_day_of_the_time_zone(
    timezone: str,
    day: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        calendar.dt,
        "datetime",
        ClockAtNight,
    )
    assert calendar.today(timezone) == day


def test_today_is_the_day_in_china_unless_a_time_zone_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        calendar.dt,
        "datetime",
        ClockAtNight,
    )
    assert calendar.today() == "2024-07-01"


@pytest.mark.parametrize("name", ["Asia/Peking", "", "../etc/passwd", "/etc/localtime", "Asia"])
def test_an_unknown_time_zone_is_named(name: str) -> None:
    with pytest.raises(UsageError, match="there is no time zone") as caught:
        calendar.today(name)
    assert repr(name) in str(caught.value)


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "UTC"])
def test_a_time_zone_is_found_by_its_name(name: str) -> None:
    assert calendar.find_timezone(name).key == name


@pytest.mark.parametrize("name", ["Europe/Atlantis", "a\x00b", "../UTC"])
def test_a_wrong_time_zone_comes_with_an_example_of_a_right_one(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        calendar.find_timezone(name)
    assert caught.value.status is ExitStatus.USAGE
    assert calendar.DEFAULT_TIMEZONE in str(caught.value)


def test_today_is_a_day_in_iso_form() -> None:
    assert dt.date.fromisoformat(calendar.today("UTC"))
