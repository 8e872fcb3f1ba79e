"""Dates as legal texts write them: 2012年12月28日, 二〇〇七年六月二十九日, ２００７年, 民国三十八年, 2012-12-28.

A library for dates in free text was set aside: none reads Chinese numerals, and each guesses where a text says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corpus.notation.numerals import to_int
from corpus.records import Span

_ZERO = "〇○零OＯoО◯0０"  # what typists take for 〇
_YEAR = rf"(?<!\d)(?P<y>(?:19|20|１９|２０)\d{{2}}|[一二][九{_ZERO}][{_ZERO}一二三四五六七八九]{{2}}|(?:中华)?民国\s*(?:\d{{1,3}}|[一二三四五六七八九十百零〇]{{1,5}}))"
_PART = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE = re.compile(rf"{_YEAR}\s*年\s*(?P<m>{_PART})\s*月\s*(?P<d>{_PART})\s*日")
"""A calendar day that is written out; whether there is such a day is for `read_date`."""

ISO_DATE = re.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})")


class Dated(NamedTuple):
    """A day that a text writes out; `iso` is None where the calendar has no such day (2月30日)."""

    iso: str | None
    span: Span


def read_dates(text: str) -> Iterator[Dated]:
    """Every day that a text writes out, in its order.

    >>> [one.iso for one in read_dates("二〇〇七年六月二十九日通过，2008年2月30日施行")]
    ['2007-06-29', None]
    """
    return (Dated(read_date(match), Span(*match.span())) for match in DATE.finditer(text))


def find_dates(text: str) -> list[tuple[str, Span]]:
    """The same, of days that there are."""
    return [(one.iso, one.span) for one in read_dates(text) if one.iso]


def read_date(match: re.Match[str]) -> str | None:
    """The day that `DATE` matched, None where there is no such day."""
    year = _year(re.sub(r"\s", "", match["y"]))
    return iso_date(year, to_int(match["m"]) or 0, to_int(match["d"]) or 0)


def _year(written: str) -> int:
    before, republic, number = written.rpartition("民国")
    if republic:
        return 1911 + (to_int(number) or 0)
    return (
        to_int(before + number if number.isdecimal() else re.sub(f"[{_ZERO}]", "〇", number)) or 0
    )


def iso_date(year: int, month: int, day: int) -> str | None:
    """The day in ISO form; None where the calendar has no such day: a slip of the pen, or no date at all."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
