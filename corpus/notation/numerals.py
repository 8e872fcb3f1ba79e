"""Chinese numerals and the labels of provisions, both ways: 第一千一百七十九条 ⇄ 1179.

A label has one canonical form, which is the one that ids carry: 第…条 in plain Chinese numerals, 之一 after it.
`cn2an` reads numerals too, but takes 2 ms to import its own configuration and accepts texts that are not numbers;
this table is the whole grammar that a law uses (0–99,999).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "拾": 10, "佰": 100, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
_LONGEST = 12  # characters: 九万九千九百九十九 has nine
NUMERAL = r"[零〇○一二三四五六七八九十百千万两廿卅\d０-９]"
"""One character of a number, Chinese or Arabic, for use in regular expressions."""


@lru_cache(maxsize=8192)
def to_int(numeral: str) -> int | None:
    """The number that a numeral writes, or None where it writes none.

    >>> to_int("一千一百七十九"), to_int("一〇四"), to_int("38"), to_int("二十之一"), to_int("十百")
    (1179, 104, 38, None, None)
    """
    text = unicodedata.normalize("NFKC", numeral).strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    if any(c not in _DIGITS and c not in _UNITS and c not in _TENS for c in text):
        return None
    if all(c in _DIGITS for c in text):  # positional: 一〇四, 二〇二一
        return int("".join(str(_DIGITS[c]) for c in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit, last_unit = 0, None, 10**6
    for c in text:
        if c in _DIGITS:
            if digit:  # two digits side by side, as in 三四十
                return None
            digit = _DIGITS[c]
        elif c in _TENS:
            total, last_unit = total + _TENS[c], 10
        else:
            unit = _UNITS[c]
            if unit == 10000:
                total, digit, last_unit = (total + (digit or 0)) * unit, None, unit
                continue
            if unit >= last_unit or (digit is None and unit != 10):
                return None
            total, digit, last_unit = total + (1 if digit is None else digit) * unit, None, unit
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """The plain Chinese numeral of 0–99,999, as laws write it.

    >>> to_chinese(10), to_chinese(38), to_chinese(104), to_chinese(1179), to_chinese(1010)
    ('十', '三十八', '一百零四', '一千一百七十九', '一千零一十')
    """
    if not 0 <= number <= 99_999:
        raise ValueError(f"{number} is outside 0–99,999")
    if number == 0:
        return "零"
    digits, out, gap = "零一二三四五六七八九", "", False
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + name
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


class ArticleNumber(NamedTuple):
    """An article's number: 第一百二十条之一 is (120, 1)."""

    number: int
    inserted: int = 0

    def __str__(self) -> str:
        return f"第{to_chinese(self.number)}条" + (
            f"之{to_chinese(self.inserted)}" if self.inserted else ""
        )


_ARTICLE = re.compile(rf"第\s*({NUMERAL}+)\s*[条條](?:\s*之\s*({NUMERAL}+))?$")


@lru_cache(maxsize=8192)  # an archive has millions of labels and some thousand different ones
def parse_article(label: str) -> ArticleNumber | None:
    """Read an article's label; None where it is none.

    >>> str(parse_article("第38条")), parse_article("第一百二十条之一"), parse_article("第三章")
    ('第三十八条', ArticleNumber(number=120, inserted=1), None)
    """
    match = _ARTICLE.match(label.strip())
    if not match or (number := to_int(match[1])) is None:
        return None
    inserted = to_int(match[2]) if match[2] else 0
    return (
        None
        if inserted is None or number > 99_999 or inserted > 99_999
        else ArticleNumber(number, inserted)
    )
