"""The year of the version that the words around a name state: 2018年修订的《电车法》, 《电车法》（2018）.

The year of a document number (国发〔2018〕9号) and of an event (原告于2018年签约) state no version.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.notation.numerals import to_int

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})"
_MADE = r"(?:修[正订]|修改|重新公布|公布|颁布|发布|制定|通过|施行|实施|[版本])(?:公布|通过|施行|颁布|版|本)?"
_BEFORE = re.compile(
    rf"(?<![\d〇○零一二三四五六七八九]){_YEAR}年(?:{_MADE})?[前后]?的?(?:新)?\s{{0,2}}$"
)
_BEFORE_LENGTH = 16  # characters before a name
_LAST = frozenset("年的订正改布定过行施版本新后前")
_OPEN = frozenset("（(")
_REMARK = re.compile(
    rf"[（(]\s{{0,2}}{_YEAR}年?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:第[一二三四五六七八九十]次)?(?:最新)?(?:{_MADE})?(?:稿|文本)?\s{{0,2}}[）)]"
    r"(?![\u3400-\u9fff]{0,4}\d{1,5}\s?号)"
)
_BARE = re.compile(rf"（{_YEAR}年?）$")


class NamedYear(NamedTuple):
    """The year that words name a version by.

    Attributes:
        year: The year; None where the words name none.
        is_before: Whether the version before the change of that year is meant: 2018年修订前的.
    """

    year: int | None = None
    is_before: bool = False


_NO_YEAR = NamedYear()


def year_of_version(
    text: str,
    start: int,
    end: int,
) -> NamedYear:
    """Read the year that the words before, in or behind the name of a work state.

    Args:
        text: The text.
        start: Where the name begins.
        end: Where it ends.

    Returns:
        The year.

    >>> year_of_version("依照2018年修订的《电车法》第三条", 10, 15).year
    2018
    """
    if text[start - 1 : start] in _LAST:
        before = _BEFORE.search(text, max(0, start - _BEFORE_LENGTH), start)
        if before:
            return NamedYear(to_int(before["year"]), "前" in before[0])
    remark = _REMARK.match(text, end) if text[end : end + 1] in _OPEN else None
    if remark is None and ("（" in text[start:end] or "(" in text[start:end]):
        inside = [match for match in _REMARK.finditer(text, start, end) if match.end() >= end - 1]
        remark = inside[0] if inside else None
    return NamedYear(to_int(remark["year"])) if remark else _NO_YEAR


def without_year(key: str) -> str:
    """Remove a bare year from the end of a key.

    Args:
        key: The key of a work.

    Returns:
        The key.

    >>> without_year("电车法（2018）"), without_year("电车法（试行）")
    ('电车法', '电车法（试行）')
    """
    return _BARE.sub("", key)
