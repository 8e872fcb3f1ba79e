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
_SUM = re.compile(
    r"(?<![\d０-９.．,，×xX*某])(?P<number>(?:[\d０-９]{1,3}(?:[,，][\d０-９]{3}){1,4}|[\d０-９]{1,3}(?: [\d０-９]{3}){1,4}(?![\d０-９])|[\d０-９]{1,14})(?:[.．][\d０-９]{1,6})?)\s?(?P<unit>百万|千万|[十百千]?[万亿萬億]|[百千])?(?:余|多)?[元圆]"
    rf"|(?<![{_HAN}点\d０-９.．])(?P<han>[{_HAN}]{{1,20}}(?:点[{_DIGITS}]{{1,6}}[万亿]?)?)(?:余|多)?[元圆](?![旦件素首宝])(?:(?P<jiao>[{_DIGITS}])角)?(?:零?(?P<fen>[{_DIGITS}])分)?"
)
_UNITS = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
_FEE = re.compile(r"受理费|诉讼费|保全费|鉴定费|公告费|评估费|执行费|申请费")
_FINE = re.compile(r"罚金|罚款")
_BEFORE = 24


def read_amounts(
    text: str,
    start: int,
    end: int,
    section: str,
) -> Iterator[Amount]:
    """The sums in a stretch of a text, in order.

    >>> [(one.yuan, one.words) for one in read_amounts("工资3，472元，补偿4.5万元，共四万八千四百七十二元五角。", 0, 32, "claims")]
    [('3472', '3，472元'), ('45000', '4.5万元'), ('48472.5', '四万八千四百七十二元五角')]
    """
    for match in _SUM.finditer(text, start, end):
        value = _arabic(match) if match["number"] else _chinese(match)
        if value is not None:
            yield Amount(
                yuan=f"{value.normalize():f}",
                words=match[0],
                span=Span(*match.span()),
                section=section,
                purpose=_purpose(text, start, match.start()),
            )


def _arabic(match: re.Match[str]) -> Decimal:
    number = Decimal(
        re.sub(
            r"[,\s]",
            "",
            unicodedata.normalize("NFKC", match["number"]),
        )
    )
    for unit in match["unit"] or "":
        number *= _UNITS[unit]
    return number


def _chinese(match: re.Match[str]) -> Decimal | None:
    whole, _, fraction = match["han"].partition("点")
    unit = 1
    if fraction and fraction[-1] in "万亿":
        unit = _UNITS[fraction[-1]]
        fraction = fraction[:-1]
    value = _whole(whole.replace("萬", "万").replace("億", "亿"))
    if value is None:
        return None
    decimals = "".join(str(to_int(digit)) for digit in fraction)
    number = Decimal(f"{value}.{decimals or 0}") * unit
    for digit, worth in ((match["jiao"], "0.1"), (match["fen"], "0.01")):
        number += Decimal(to_int(digit) or 0) * Decimal(worth) if digit else 0
    return number


def _whole(numeral: str) -> int | None:
    """A numeral of any size, by its 亿 and 万; None where a part writes no number."""
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        head, mark, tail = numeral.rpartition(unit)
        if mark:
            upper = _whole(head)
            lower = _whole(tail.lstrip("零")) if tail.lstrip("零") else 0
            return None if upper is None or lower is None else upper * worth + lower
    return to_int(numeral) if numeral else None


def _purpose(
    text: str,
    floor: int,
    position: int,
) -> str | None:
    before = re.split(r"[，。；、,;]", text[max(floor, position - _BEFORE) : position])[-1]
    if _FEE.search(before):
        return "fee"
    if _FINE.search(before):
        return "fine"
    return None
