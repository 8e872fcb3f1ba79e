"""Chinese numerals and the labels of articles, both ways: 第一千一百七十九条 and 1179.

A label has one canonical form, which ids have: 第…条 in plain Chinese numerals, 之一 after it. The
package `cn2an` was set aside: it takes 2 ms to import its own configuration, and it accepts texts
that are no numbers. This table is the whole grammar that a law uses (0–99,999).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_DIGITS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "拾": 10,
    "佰": 100,
    "仟": 1000,
}
_TENS = {"廿": 20, "卅": 30}
_TEN = 10
_TEN_THOUSAND = 10_000
_LONGEST = 12  # characters: 九万九千九百九十九 has nine
NUMERAL = r"[零〇○一二三四五六七八九十百千万两廿卅\d０-９]"
"""One character of a number, Chinese or Arabic, for use in regular expressions."""

_LARGEST = 99_999
_CHINESE_DIGITS = "零一二三四五六七八九"
_CHINESE_UNITS = (
    (10_000, "万"),
    (1000, "千"),
    (100, "百"),
    (10, "十"),
    (1, ""),
)


@lru_cache(maxsize=8192)
def to_int(numeral: str) -> int | None:
    """Read a numeral.

    Args:
        numeral: A number in Chinese or Arabic numerals.

    Returns:
        The number; None where the text is no numeral.

    >>> to_int("一千一百七十九"), to_int("一〇四"), to_int("38")
    (1179, 104, 38)
    >>> to_int("二十之一"), to_int("十百")
    (None, None)
    """
    text = unicodedata.normalize("NFKC", numeral).strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    if all(character in _DIGITS for character in text):  # by position: 一〇四, 二〇二一
        digits = [str(_DIGITS[character]) for character in text]
        return int("".join(digits))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """Read a numeral such as 一千一百七十九."""
    total = 0
    digit: int | None = None
    last_unit = 10**6
    for character in text:
        if character in _DIGITS:
            if digit:  # two digits side by side, as in 三四十
                return None
            digit = _DIGITS[character]
            continue
        if character in _TENS:
            if digit or last_unit <= _TEN:  # 一廿, 二十廿
                return None
            total += _TENS[character]
            last_unit = _TEN
            continue
        unit = _UNITS.get(character)
        if unit is None:
            return None
        if unit == _TEN_THOUSAND:
            counted = total + (digit or 0)
            if not counted or (counted > unit and counted % unit):  # 万, 一万一万
                return None
            total = counted * unit
            digit = None
            last_unit = unit
            continue
        if unit >= last_unit or (digit is None and unit != _TEN):
            return None
        total += unit if digit is None else digit * unit
        digit = None
        last_unit = unit
    return total + (digit or 0)


@lru_cache(maxsize=2048)
def to_chinese(number: int) -> str:
    """Write a number as laws write it.

    Args:
        number: A number from 0 to 99,999.

    Returns:
        The plain Chinese numeral.

    Raises:
        ValueError: Where the number is out of range.

    >>> to_chinese(10), to_chinese(38), to_chinese(104), to_chinese(1179), to_chinese(1010)
    ('十', '三十八', '一百零四', '一千一百七十九', '一千零一十')
    """
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"{number} is outside 0–99,999")
    if number == 0:
        return "零"
    rest = number
    written = ""
    needs_zero = False
    for unit, name in _CHINESE_UNITS:
        digit, rest = divmod(rest, unit)
        if digit == 0:
            needs_zero = bool(written)
            continue
        if needs_zero:
            written += "零"
        written += _CHINESE_DIGITS[digit] + name
        needs_zero = False
    if written.startswith("一十"):
        return written.removeprefix("一")
    return written


class ArticleNumber(NamedTuple):
    """The number of an article: 第一百二十条之一 is (120, 1).

    Attributes:
        number: The number.
        inserted: The number behind 之, 0 where there is none.
        suffix: What else sets an article apart from the one before it: 附1, or the A of 第2A條.
    """

    number: int
    inserted: int = 0
    suffix: str = ""

    def __str__(self) -> str:
        """The canonical label."""
        if self.suffix and self.suffix.isascii():
            return f"第{self.number}{self.suffix}条"
        label = f"第{to_chinese(self.number)}条"
        if self.inserted:
            label += f"之{to_chinese(self.inserted)}"
        return label + self.suffix


LABEL_NUMERAL = f"{NUMERAL[:-1]}壹贰貳叁參肆伍陆陸柒捌玖拾佰]"
"""One character of the number of a label, which may be written as on a cheque (第壹条)."""

_SPACED = rf"{LABEL_NUMERAL}(?:\s{{0,2}}{LABEL_NUMERAL}){{0,11}}"
_HYPHEN = "[-‐‑‒–—−－]"
_BLANKS = r"\s{0,4}"
LABEL_PATTERN = (
    rf"[第笫]{_BLANKS}(?P<number>{_SPACED}){_BLANKS}"
    rf"(?:(?P<letter>[A-Z]{{1,2}}){_BLANKS}"
    rf"|(?P<joint>{_HYPHEN}|之){_BLANKS}(?P<between>{_SPACED}){_BLANKS})?"
    r"[条條]"
    rf"(?:{_BLANKS}之{_BLANKS}(?P<inserted>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})"
    rf"|附{_BLANKS}(?P<added>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?!\d*\s*[表件图页]))?"
)
"""The label of an article as a pattern with named groups; `number_of_label` reads its match.

Numerals may be spaced out (第 十 一 条). What is inserted has 之, a hyphen (第2-1條), 附 or a letter.
笫 is what a scan makes of 第.
"""

_ENGLISH = r"(?:article|art\.|section|sec\.|§{1,2})"
ENGLISH_PATTERN = rf"(?P<unit>{_ENGLISH})\s{{0,4}}(?P<number>\d{{1,4}})(?P<letter>(?-i:(?:[A-Z]{{1,2}}|[a-z])(?![a-z]))?)(?:-(?P<inserted>\d{{1,2}}))?"
"""The label of an article in a text in English, in any case: Article 3, Section 1A, § 12."""

ARTICLE_LABEL = re.sub(r"\(\?P<\w+>", "(?:", LABEL_PATTERN)
"""The label of an article as a pattern without groups; `parse_article` reads what it matches."""

_ARTICLE = re.compile(rf"{LABEL_PATTERN}$")
_ENGLISH_ARTICLE = re.compile(rf"{ENGLISH_PATTERN}\.?$", re.IGNORECASE)


@lru_cache(maxsize=8192)  # an archive has millions of labels and some thousand different ones
def parse_article(label: str) -> ArticleNumber | None:
    """Read the label of an article.

    Args:
        label: The label in Chinese or Arabic numerals, or in English.

    Returns:
        The number; None where the text is no label of an article.

    >>> str(parse_article("第38条")), parse_article("第一百二十条之一"), parse_article("第三章")
    ('第三十八条', ArticleNumber(number=120, inserted=1, suffix=''), None)
    >>> str(parse_article("第 2-1 條")), str(parse_article("第二条附1")), str(parse_article("Article 3"))
    ('第二条之一', '第二条附1', '第三条')
    """
    label = label.strip()
    match = _ARTICLE.match(label)
    if match is not None:
        return number_of_label(match)
    english = _ENGLISH_ARTICLE.match(label)
    return number_of_english_label(english) if english else None


def number_of_label(match: re.Match[str]) -> ArticleNumber | None:
    """Read a match of `LABEL_PATTERN`.

    Args:
        match: The match.

    Returns:
        The number; None where a numeral is none.

    """
    number = _value(match["number"])
    written = match["between"] or match["inserted"]
    inserted = _value(written) if written else 0
    if number is None or inserted is None:
        return None
    suffix = match["letter"] or ""
    if match["added"]:
        suffix = f"附{match['added']}"
    return ArticleNumber(number, inserted, suffix)


def number_of_english_label(match: re.Match[str]) -> ArticleNumber:
    """Read a match of `ENGLISH_PATTERN`.

    Args:
        match: The match.

    Returns:
        The number, with its letter as the suffix.
    """
    inserted = int(match["inserted"] or 0)
    return ArticleNumber(int(match["number"]), inserted, (match["letter"] or "").upper())


def _value(numeral: str) -> int | None:
    number = to_int("".join(numeral.split()))
    return None if number is None or number > _LARGEST else number
