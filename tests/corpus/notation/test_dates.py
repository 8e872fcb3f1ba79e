"""Days as texts write them: a row a form, and the days that no calendar has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.dates import DATE, find_dates, iso_date, read_date, read_dates
from corpus.notation.numerals import to_chinese

DAYS = [
    # the forms of the common calendar
    ("2012年12月28日", "2012-12-28"),
    ("２０１２年１２月２８日", "2012-12-28"),
    ("2012 年 12 月 28 日", "2012-12-28"),
    ("2012\n年3月4日", "2012-03-04"),
    ("公元2012年1月1日", "2012-01-01"),
    # Chinese numerals, and what typists write for their zero
    ("二〇〇七年六月二十九日", "2007-06-29"),
    ("二零零八年一月一日", "2008-01-01"),
    ("二○一二年三月四日", "2012-03-04"),
    ("二O一二年三月四日", "2012-03-04"),
    ("二Ｏ一二年三月四日", "2012-03-04"),
    ("二◯一二年三月四日", "2012-03-04"),
    ("一九九四年七月五日", "1994-07-05"),
    ("二〇一二年十二月廿八日", "2012-12-28"),
    ("二〇一二年十月卅一日", "2012-10-31"),
    # years of the republic
    ("民国三十八年九月二十九日", "1949-09-29"),
    ("中华民国113年8月7日", "2024-08-07"),
    ("中華民國一百一十三年八月七日", "2024-08-07"),
    ("民國 113 年 8 月 7 日", "2024-08-07"),
    ("民国一〇四年二月四日", "2015-02-04"),
    ("民国元年三月十一日", "1912-03-11"),
    ("民国９９年１月２日", "2010-01-02"),
]


@pytest.mark.parametrize(("text", "iso"), DAYS, ids=[text for text, _ in DAYS])
def test_a_written_day_is_read(text: str, iso: str) -> None:
    [(found, span)] = find_dates(f"本规定于{text}公布。")
    assert found == iso
    assert f"本规定于{text}公布。"[slice(*span)] == text.removeprefix("公元")


NO_DAYS = [
    "2013年2月29日",
    "2012年4月31日",
    "2012年13月1日",
    "2012年0月1日",
    "二〇一二年三十月一日",
    "二〇一二年四月三十一日",
    "民国0年1月1日",
    "民国百年一月一日",
]


@pytest.mark.parametrize("text", NO_DAYS)
def test_a_day_that_no_calendar_has_keeps_its_place(text: str) -> None:
    [found] = read_dates(f"自{text}起")
    assert found.iso is None
    assert tuple(found.span) == (1, 1 + len(text))
    assert find_dates(text) == []


NOT_READ = [
    "2012年12月",  # no day
    "12月28日",
    "12012年1月1日",  # the tail of a longer number
    "2012年1月001日",
    "1899年1月1日",  # before every law of an archive
    "一八九九年一月一日",
    "一百年一月一日",
    "2012-12-28",
    # the lunar calendar has other months and days
    "农历2012年8月15日",
    "阴历二〇一二年八月十五日",
    "旧历一九八〇年正月初五",
    "農曆二〇一二年八月十五日",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_whole_day_is_not_read(text: str) -> None:
    assert list(read_dates(text)) == []


@pytest.mark.parametrize("calendar", ["公历", "阳历", "西历", "新历", "國曆"])
def test_a_day_behind_the_name_of_the_common_calendar_is_read(calendar: str) -> None:
    assert [iso for iso, _ in find_dates(f"{calendar}2012年8月15日")] == ["2012-08-15"]


def test_days_come_in_the_order_of_the_text() -> None:
    text = "2008年1月1日起施行，二〇一二年二月三十日修正，民国二十年三月四日的章程废止"
    assert [found.iso for found in read_dates(text)] == ["2008-01-01", None, "1931-03-04"]
    spans = [found.span for found in read_dates(text)]
    assert spans == sorted(spans)
    assert [span for _, span in find_dates(text)] == [spans[0], spans[2]]


MODERN_DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
_BY_POSITION = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def arabic(day: dt.date) -> str:
    """The day in Arabic numerals."""
    return f"{day.year}年{day.month}月{day.day}日"


def full_width(day: dt.date) -> str:
    """The day in full-width numerals."""
    return arabic(day).translate(_FULL_WIDTH)


def chinese(day: dt.date) -> str:
    """The day in Chinese numerals, the year by position."""
    year = str(day.year).translate(_BY_POSITION)
    return f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"


@pytest.mark.parametrize("write", [arabic, full_width, chinese])
@given(day=MODERN_DAYS)
def test_a_day_comes_back_from_each_way_to_write_it(
    write: Callable[[dt.date], str], day: dt.date
) -> None:
    written = write(day)
    assert find_dates(f"{written}。") == [(day.isoformat(), (0, len(written)))]


@given(st.dates(dt.date(1912, 1, 1), dt.date(2110, 12, 31)))
def test_a_day_comes_back_from_the_calendar_of_the_republic(day: dt.date) -> None:
    year = day.year - 1911
    for number in (str(year), to_chinese(year)):
        written = f"民国{number}年{day.month}月{day.day}日"
        assert [iso for iso, _ in find_dates(written)] == [day.isoformat()]


@given(st.integers(-5, 10_500), st.integers(-2, 15), st.integers(-2, 40))
def test_an_iso_date_is_a_day_of_the_calendar(year: int, month: int, day: int) -> None:
    written = iso_date(year, month, day)
    if written is None:
        with pytest.raises(ValueError, match=r"year|month|day"):
            dt.date(year, month, day)
        return
    assert dt.date.fromisoformat(written) == dt.date(year, month, day)


@given(st.text("二〇一九年月日12农历民国元 \n0３十", max_size=40))
def test_every_place_of_a_day_holds_a_day(text: str) -> None:
    for found in read_dates(text):
        match = DATE.fullmatch(text, *found.span)
        assert match is not None
        assert read_date(match) == found.iso
        assert found.iso is None or re.fullmatch(r"\d{4}-\d\d-\d\d", found.iso)
