"""Sums of money, however they are written: 9000元, 3,472.50元, 4.5万元, 人民币九千元, 壹万贰仟元整, 三点五万元.

The value is a decimal in yuan; a sum of which a digit is masked (×00元) is no sum.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from corpus.notation.numerals import to_int
from corpus.records import Amount, Span

_DIGITS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖两"
_HAN = _DIGITS + "十百千万亿拾佰仟萬億"
_ARABIC_NUMBER = (
    r"(?<![\d０-９.．,，×xX*某])"
    r"(?P<number>"
    r"(?:[\d０-９]{1,3}(?:[,，][\d０-９]{3}){1,4}"
    r"|[\d０-９]{1,3}(?: [\d０-９]{3}){1,4}(?![\d０-９])"
    r"|[\d０-９]{1,14})"
    r"(?:[.．][\d０-９]{1,6})?)"
    r"\s?(?P<unit>百万|千万|[十百千]?[万亿萬億]|[百千])?"
    r"(?:余|多)?[元圆]"
)
_CHINESE_NUMBER = (
    rf"(?<![{_HAN}点\d０-９.．])"
    rf"(?P<han>[{_HAN}]{{1,20}}(?:点[{_DIGITS}]{{1,6}}[万亿]?)?)"
    r"(?:余|多)?[元圆](?![旦件素首宝])"
    rf"(?:(?P<jiao>[{_DIGITS}])角)?"
    rf"(?:零?(?P<fen>[{_DIGITS}])分)?"
)
_SUM = re.compile(f"{_ARABIC_NUMBER}|{_CHINESE_NUMBER}")
_UNITS = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
_FRACTIONS = (
    ("jiao", Decimal("0.1")),
    ("fen", Decimal("0.01")),
)
_LARGE_UNITS = (
    ("亿", 10**8),
    ("万", 10**4),
)
_FEE = re.compile(
    r"受理费|诉讼费|保全费|鉴定费"
    r"|公告费|评估费|执行费|申请费"
)
_FINE = re.compile(r"罚金|罚款")
_CLAUSE_END = re.compile(r"[，。；、,;]")
_BEFORE = 24
"""So many characters before a sum may name its purpose."""


def read_amounts(
    text: str,
    start: int,
    end: int,
    section: str,
) -> Iterator[Amount]:
    """Read the sums of money in a stretch of a text.

    Args:
        text: The clean text of a document.
        start: The offset at which the stretch begins.
        end: The offset at which it ends.
        section: The name of the section, which each amount names.

    Yields:
        The sums in order, each in yuan.

    >>> text = "工资3，472元，补偿4.5万元，共四万八千四百七十二元五角。"
    >>> [(amount.yuan, amount.words) for amount in read_amounts(text, 0, 32, "claims")]
    [('3472', '3，472元'), ('45000', '4.5万元'), ('48472.5', '四万八千四百七十二元五角')]
    """
    for match in _SUM.finditer(text, start, end):
        value = _arabic(match) if match["number"] else _chinese(match)
        if value is None:
            continue
        yield Amount(
            yuan=f"{value.normalize():f}",
            words=match[0],
            span=Span(*match.span()),
            section=section,
            purpose=_purpose(text, start, match.start()),
        )


def _arabic(match: re.Match[str]) -> Decimal:
    """The value of a sum that is written with digits."""
    digits = unicodedata.normalize("NFKC", match["number"])
    number = Decimal(re.sub(r"[,\s]", "", digits))
    for unit in match["unit"] or "":
        number *= _UNITS[unit]
    return number


def _chinese(match: re.Match[str]) -> Decimal | None:
    """The value of a sum that is written with Chinese numerals; None where they write no number."""
    whole, _, fraction = match["han"].partition("点")
    unit = 1
    if fraction and fraction[-1] in "万亿":
        unit = _UNITS[fraction[-1]]
        fraction = fraction[:-1]
    simplified = whole.replace("萬", "万").replace("億", "亿")
    value = _whole_number(simplified)
    if value is None:
        return None
    decimals = "".join(str(to_int(digit)) for digit in fraction)
    number = Decimal(f"{value}.{decimals or 0}") * unit
    for group, worth in _FRACTIONS:
        digit = match[group]
        if digit:
            number += Decimal(to_int(digit) or 0) * worth
    return number


def _whole_number(numeral: str) -> int | None:
    """A numeral of any size, by its 亿 and 万; None where a part writes no number."""
    for unit, worth in _LARGE_UNITS:
        head, mark, tail = numeral.rpartition(unit)
        if not mark:
            continue
        upper = _whole_number(head)
        rest = tail.lstrip("零")
        lower = _whole_number(rest) if rest else 0
        if upper is None or lower is None:
            return None
        return upper * worth + lower
    return to_int(numeral) if numeral else None


def _purpose(
    text: str,
    floor: int,
    position: int,
) -> str | None:
    """What a sum is for, by the words before it in the same clause."""
    before = text[max(floor, position - _BEFORE) : position]
    clause = _CLAUSE_END.split(before)[-1]
    if _FEE.search(clause):
        return "fee"
    if _FINE.search(clause):
        return "fine"
    return None
