"""Dates as legal texts write them.

Forms: 2012年12月28日, 二〇〇七年六月二十九日, ２００７年, 民国三十八年, 2012-12-28. A day of the lunar
calendar (农历…) is not read: its month and day are not those of the calendar that laws use.

A library for dates in free text was set aside: none reads Chinese numerals, and each guesses where
a text states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corpus.notation.numerals import to_int
from corpus.records import Span

_ZERO = "〇○零OＯoО◯0０"  # what typists write for 〇
_YEAR = (
    r"(?<!\d)(?<![农阴旧夏]历)(?<![農陰舊夏]曆)(?P<y>"
    r"(?:19|20|１９|２０)\d{2}"
    rf"|[一二][九{_ZERO}][{_ZERO}一二三四五六七八九]{{2}}"
    r"|(?:中[华華])?民[国國]\s*(?:元|\d{1,3}|[一二三四五六七八九十百零〇]{1,5})"
    r")"
)
_PART = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
DATE = re.compile(rf"{_YEAR}\s*年\s*(?P<m>{_PART})\s*月\s*(?P<d>{_PART})\s*日")
"""A calendar day that is written out; `read_date` says whether there is such a day."""

ISO_DATE = re.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})")
"""A day in ISO form."""

_BEFORE_REPUBLIC = 1911  # 民国元年 is 1912
_FIRST_YEAR = "元"
_NO_YEAR = 0  # no calendar has it, so the day is None


class Dated(NamedTuple):
    """A day that a text writes out.

    Attributes:
        iso: The day in ISO form; None where the calendar has no such day (2月30日).
        span: Where it stands.
    """

    iso: str | None
    span: Span


def read_dates(text: str) -> Iterator[Dated]:
    """Read every day that a text writes out.

    Args:
        text: Any text.

    Yields:
        The days in the order of the text.

    >>> [found.iso for found in read_dates("二〇〇七年六月二十九日通过，2008年2月30日施行")]
    ['2007-06-29', None]
    """
    for match in DATE.finditer(text):
        yield Dated(read_date(match), Span(*match.span()))


def find_dates(text: str) -> list[tuple[str, Span]]:
    """Find every day that a text writes out and that the calendar has.

    Args:
        text: Any text.

    Returns:
        Each day in ISO form with its place, in the order of the text.
    """
    return [(found.iso, found.span) for found in read_dates(text) if found.iso]


def read_date(match: re.Match[str]) -> str | None:
    """Read a day.

    Args:
        match: A match of `DATE`.

    Returns:
        The day in ISO form; None where the calendar has no such day.
    """
    written_year = re.sub(
        r"\s",
        "",
        match["y"],
    )
    year = _read_year(written_year)
    month = to_int(match["m"]) or 0
    day = to_int(match["d"]) or 0
    return iso_date(
        year,
        month,
        day,
    )


def _read_year(written: str) -> int:
    _, republic, number = written.replace("國", "国").rpartition("民国")
    if republic:
        since = 1 if number == _FIRST_YEAR else to_int(number)
        return _BEFORE_REPUBLIC + since if since else _NO_YEAR
    if number.isdecimal():
        return int(number)
    return to_int(re.sub(f"[{_ZERO}]", "〇", number)) or _NO_YEAR


def iso_date(
    year: int,
    month: int,
    day: int,
) -> str | None:
    """Write a day in ISO form.

    Args:
        year: The year.
        month: The month, from 1.
        day: The day of the month, from 1.

    Returns:
        The day; None where the calendar has no such day, after a slip of the pen.

    >>> iso_date(2008, 2, 29), iso_date(2008, 2, 30)
    ('2008-02-29', None)
    """
    try:
        return date(
            year,
            month,
            day,
        ).isoformat()
    except ValueError:
        return None
