"""Typed values: deadlines, durations, amounts, rates and ages, with their unit and their subject.

They are read by a grammar, not guessed: a number, a unit, and the words around them that say what
the value applies to. Dates, years and numbers of articles are none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.notation.numerals import to_int
from corpus.records import Quantity, Span, TagProposal
from tagging.schemes import Scheme
from tagging.units import TextUnit

_VERSION = 2

DEADLINE = "deadline"
DURATION = "duration"
AMOUNT = "amount"
RATE = "rate"
AGE = "age"
TYPES = (DEADLINE, DURATION, AMOUNT, RATE, AGE)
"""The values of a scheme with the method `quantities`."""

_HAN = "零〇一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟．", "一二三四五六七八九十百千.")
_FIGURE = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:[.．]\d{{1,4}})?|\d{{1,12}}(?:[.．]\d{{1,4}})?"
    rf"|[{_HAN}]{{1,9}}(?:万[{_HAN}]{{0,9}})?(?:点[{_HAN}]{{1,4}})?|半)"
)
_NUMBER = rf"(?P<number>{_FIGURE})\s{{0,2}}"
_TO = r"\s?(?:至|到|-|—|–|－|~|～)\s?"
_NO_ORDINAL = (
    r"(?<![第\d年月○〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟数几_＿a-zA-Z-])"
    r"(?<!第\s)(?<!最后)(?<!\d[\s.．,，])(?<![上下前后大小](?=半))"
)
_TIME_UNITS = {
    "个工作日": "working day",
    "工作日": "working day",
    "个月": "month",
    "个半月": "month",
    "小时": "hour",
    "个小时": "hour",
    "个半小时": "hour",
    "分钟": "minute",
    "星期": "week",
    "个星期": "week",
    "周": "week",
    "日": "day",
    "天": "day",
    "年": "year",
}
_UNIT = (
    r"(?:个?工作日|个半?月|(?:个半?)?小时(?!工(?!作))|分钟|个?星期(?![一二三四五六日天几])"
    r"|周(?![岁边转围密知期刊年末报])|日(?![元报本志历记常])|天(?![然文气平线])"
    r"|年(?![级代度龄轮份薪报检会底初末审]|一度))"
)
_TIME = re.compile(
    rf"{_NO_ORDINAL}(?:(?P<low>{_FIGURE})\s?(?P<low_unit>{_UNIT})?{_TO})?"
    rf"{_NUMBER}(?P<unit>{_UNIT})(?P<half>半(?!数|年|个))?"
    r"(?P<after>以?内|之内|以?前|届满前|及?以上|及?以下|以后|后)?"
)
_SCALE = r"[百千]?[万亿]{0,2}"
_CURRENCY = r"(?:港元|美元|欧元|日元|元(?![化素件旦二数宝组年朝代首老音店])|圆(?![形满心周]))"
_AMOUNT = re.compile(
    rf"{_NO_ORDINAL}(?:(?P<low>{_FIGURE})\s?(?P<low_scale>{_SCALE})(?P<low_unit>{_CURRENCY})?{_TO})?"
    rf"{_NUMBER}(?P<scale>{_SCALE})\s?(?P<unit>{_CURRENCY})(?P<after>及?以上|及?以下)?"
)
_RATE = re.compile(
    rf"{_NO_ORDINAL}(?P<share>(?P<base>[{_HAN}]{{1,4}}|\d{{1,4}}|万)分之)(?:(?P<low>{_FIGURE})"
    rf"{_TO}(?P<again>[{_HAN}万]{{1,4}}分之)?)?{_NUMBER}(?!倍)(?P<after>及?以上|及?以下)?"
)
_PERCENT = re.compile(
    rf"{_NO_ORDINAL}(?:(?P<low>\d{{1,6}}(?:[.．]\d{{1,4}})?)\s?[%％‰]?{_TO})?"
    r"(?P<number>\d{1,6}(?:[.．]\d{1,4})?)\s?(?P<sign>[%％‰])(?P<after>及?以上|及?以下)?"
)
_TIMES = re.compile(
    rf"{_NO_ORDINAL}(?<!分之)(?:(?P<low>{_FIGURE})\s?倍?{_TO})?{_NUMBER}倍(?P<after>及?以上|及?以下)?"
    r"|(?P<double>双倍|加倍(?=支付|给付|返还|处罚|缴纳|赔偿|计算|计付))"
)
_AGE = re.compile(
    rf"{_NO_ORDINAL}(?:(?P<low>{_FIGURE})\s?(?:周?岁)?{_TO})?{_NUMBER}周?岁(?P<after>及?以上|及?以下)?"
)
_IS_DATE = re.compile(
    r"[\d零〇一二三四五六七八九十]{1,4}月(?:[\d零〇一二三四五六七八九十]{1,4}日?(?:至|到|-|—|、))?$"
)
_BOUNDS = {
    "以上": "at least",
    "及以上": "at least",
    "以下": "at most",
    "及以下": "at most",
    "以内": "at most",
    "内": "at most",
}
_BEFORE_BOUNDS = (
    (
        re.compile(r"(?:不少于|不低于|不小于|至少|不[得能应](?:少于|低于|小于))[^，,。；;]{0,8}$"),
        "at least",
    ),
    (
        re.compile(
            r"(?:不超过|不多于|不高于|不大于|至多|最多|最长|不[得能应](?:超过|高于|多于|大于))[^，,。；;]{0,8}$"
        ),
        "at most",
    ),
    (re.compile(r"(?:未满|不满|低于|少于|不足)$"), "less than"),
    (re.compile(r"(?:超过|多于|高于)$"), "more than"),
)
_FULL = re.compile(r"(?<![未不届期])满$")
"""满三年: at least three years. 期满 and 届满 say that a time ends."""

_LABEL = re.compile(rf"\s*第[\d{_HAN}万]{{1,9}}[条款项](?:之[{_HAN}]{{1,3}})?\s{{0,4}}")
_LEAD = re.compile(r"提前$")
_WITHIN = ("内", "以内", "之内", "前", "以前", "届满前")
_CLAUSE_ENDS = "。；;！!？?\n"
_PART_ENDS = "，,、：:" + _CLAUSE_ENDS
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CURRENCIES = {
    "元": "yuan",
    "圆": "yuan",
    "港元": "HKD",
    "美元": "USD",
    "欧元": "EUR",
    "日元": "JPY",
}
_ROUND = {"百": 100.0, "千": 1000.0, "万": 10_000.0}
"""Numerals without a digit before them, as in 百分之五 and 百分之百."""
_LOOK_BACK = 16
"""Characters before a number that may say that it is a limit."""

_FARTHEST = 200
"""How far from a number the words are looked for that it applies to."""

_MOST_WORDS = 30
"""Characters of `applies_to`."""


class QuantityTagger:
    """Proposes the typed values of a text; all are accepted, for a grammar reads them."""

    needs_vectors = False

    def __init__(self, scheme: Scheme) -> None:
        """Take the scheme, whose values are among `TYPES`.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self.fingerprint = f"quantities.{_VERSION}"
        self._values = {value.value for value in scheme.values}

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Read the typed values of texts.

        Args:
            units: The passages.

        Returns:
            For each passage, one proposal for each quantity, in the order of the text.
        """
        return [
            [found for found in find_quantities(unit.text) if found.value in self._values]
            for unit in units
        ]

    def drift_seen(self) -> None:
        """Nothing: there was no training to compare documents with."""


def find_quantities(text: str) -> list[TagProposal]:
    """Read the typed values of a text.

    Args:
        text: The text.

    Returns:
        One proposal for each quantity, in the order of the text.
    """
    found = [*_ages(text), *_amounts(text), *_shares(text), *_multiples(text), *_times(text)]
    found.sort(key=_start)
    # A place has one quantity of each type.
    places = {(proposal.value, _start(proposal)): proposal for proposal in found}
    return list(places.values())


def _start(proposal: TagProposal) -> int:
    return proposal.evidence.start if proposal.evidence else 0


def _times(text: str) -> Iterator[TagProposal]:
    for match in _TIME.finditer(text):
        unit = match["unit"]
        number = _number(match["number"])
        before = _before(text, match)
        if number is None or _is_date(match, before):
            continue
        if match["half"] or "个半" in unit:
            number += 0.5
        after = match["after"] or ""
        if unit == "年" and after in ("前", "以前") and not before.endswith("届满"):
            continue  # 三年前 says when something was
        is_deadline = after in _WITHIN or bool(_LEAD.search(before))
        value = DEADLINE if is_deadline else DURATION
        low = _number(match["low"]) if match["low"] else None
        low_unit = _TIME_UNITS[match["low_unit"] or unit]
        bound = _bound(before, "" if is_deadline else after)
        yield from _proposals(
            text,
            match,
            value,
            Quantity(number, _TIME_UNITS[unit], "", bound),
            None if low is None else Quantity(low, low_unit, ""),
        )


def _is_date(match: re.Match[str], before: str) -> bool:
    """Whether a number of days or years is a date: 5月1日, 2020年, 一九九五年, 5月1日至3日."""
    unit = match["unit"]
    if unit in ("日", "天") and _IS_DATE.search(before):
        return True
    return unit == "年" and any(_is_year(match[name] or "") for name in ("low", "number"))


def _is_year(number: str) -> bool:
    if number[:1] in ("零", "〇"):
        return True
    is_figure = number.isdigit() and len(number) == 4
    return is_figure or (len(number) == 4 and not set(number) & set("十百千拾佰仟.,点"))


def _amounts(text: str) -> Iterator[TagProposal]:
    for match in _AMOUNT.finditer(text):
        number = _scaled(match["number"], match["scale"])
        if number is None:
            continue
        unit = _CURRENCIES[match["unit"]]
        low = None
        if match["low"]:
            low_scale = match["low_scale"]
            if not low_scale and not match["low_unit"]:
                low_scale = match["scale"]  # 2至5万元
            low = _scaled(match["low"], low_scale)
        bound = _bound(_before(text, match), match["after"] or "")
        yield from _proposals(
            text,
            match,
            AMOUNT,
            Quantity(number, unit, "", bound),
            None if low is None else Quantity(low, unit, ""),
        )


def _scaled(numeral: str, scale: str) -> float | None:
    number = _number(numeral)
    for sign in scale:
        number = None if number is None else number * _SCALES[sign]
    return number


def _shares(text: str) -> Iterator[TagProposal]:
    """Read percentages and fractions: 百分之五, 三分之二, 5%, 3‰."""
    for match in _RATE.finditer(text):
        base = _number(match["base"])
        number = _number(match["number"])
        if number is None or not base:
            continue
        low = _number(match["low"]) if match["low"] else None
        yield from _percents(text, match, number, low, 100 / base)
    for match in _PERCENT.finditer(text):
        low = _number(match["low"]) if match["low"] else None
        number = _number(match["number"])
        if number is not None:
            yield from _percents(text, match, number, low, 0.1 if match["sign"] == "‰" else 1.0)


def _percents(
    text: str,
    match: re.Match[str],
    number: float,
    low: float | None,
    factor: float,
) -> Iterator[TagProposal]:
    bound = _bound(_before(text, match), match["after"] or "")
    yield from _proposals(
        text,
        match,
        RATE,
        Quantity(round(number * factor, 6), "percent", "", bound),
        None if low is None else Quantity(round(low * factor, 6), "percent", ""),
    )


def _multiples(text: str) -> Iterator[TagProposal]:
    for match in _TIMES.finditer(text):
        number = 2.0 if match["double"] else _number(match["number"])
        yield from _in_unit(text, match, RATE, number, "times")


def _ages(text: str) -> Iterator[TagProposal]:
    for match in _AGE.finditer(text):
        yield from _in_unit(text, match, AGE, _number(match["number"]), "year of age")


def _in_unit(
    text: str,
    match: re.Match[str],
    value: str,
    number: float | None,
    unit: str,
) -> Iterator[TagProposal]:
    """The quantities of a number, or of a range, whose unit is always the same."""
    if number is None:
        return
    low = _number(match["low"]) if match["low"] else None
    bound = _bound(_before(text, match), match["after"] or "")
    yield from _proposals(
        text,
        match,
        value,
        Quantity(number, unit, "", bound),
        None if low is None else Quantity(low, unit, ""),
    )


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _LOOK_BACK) : match.start()]


def _number(numeral: str) -> float | None:
    """The value of a numeral; None where it is none."""
    if numeral == "半":
        return 0.5
    plain = numeral.replace(",", "").translate(_FORMAL)
    if plain in _ROUND:
        return _ROUND[plain]
    try:
        return float(plain)
    except ValueError:
        pass
    whole, _, digits = plain.partition("点")
    number = to_int(whole)
    if number is None:
        return None
    decimals = [to_int(digit) for digit in digits]
    if not all(decimal is not None and decimal < 10 for decimal in decimals):
        return None
    return float(f"{number}." + "".join(str(decimal) for decimal in decimals) + "0")


def _bound(before: str, after: str) -> str:
    """Whether the number is a limit, as `Quantity.bound` names it; empty where it is exact."""
    for pattern, bound in _BEFORE_BOUNDS:
        if pattern.search(before):
            return bound
    if not after and _FULL.search(before):
        return "at least"
    return _BOUNDS.get(after, "")


def _proposals(
    text: str,
    match: re.Match[str],
    value: str,
    quantity: Quantity,
    low: Quantity | None,
) -> Iterator[TagProposal]:
    """Yield a quantity; of a range, its lower and its upper limit, with the words of both."""
    subject = _subject(text, match.start(), match.end(), value)
    begin, end = match.span()
    found = [(quantity, begin)]
    if low is not None:
        # Two tags of one value differ in where their words begin.
        upper = match.start("number")
        found = [
            (replace(low, bound="at least"), begin),
            (replace(quantity, bound="at most"), upper),
        ]
    for part, start in found:
        whole = replace(part, applies_to=subject)
        yield TagProposal(
            value,
            1.0,
            accepted=True,
            method="grammar",
            reason=f"{match.group().strip()}: {whole.describe()}",
            evidence=Span(start, end),
            quantity=whole,
        )


def _subject(
    text: str,
    start: int,
    end: int,
    value: str,
) -> str:
    """The words that say what a quantity applies to.

    A deadline applies to what follows it: 十五日内向人民法院提起诉讼. Other quantities apply to the part
    of the sentence that they stand in.
    """
    after_end = _first_of(text, end, _PART_ENDS)
    if value == DEADLINE:
        following = text[end:after_end].strip()
        if len(following) > 1:
            return following[:_MOST_WORDS]
    begin = _last_of(text, start, _PART_ENDS)
    label = _LABEL.match(text, begin, start)
    begin = label.end() if label else begin
    part = text[begin:start].strip() + "…" + text[end:after_end].strip()
    if len(part) < 6 and not label:  # the part has no subject: 不得超过一年
        begin = _last_of(text, max(begin - 1, 0), _PART_ENDS)
        part = text[begin:start].strip() + "…" + text[end:after_end].strip()
    return part.strip("…")[-_MOST_WORDS:] if len(part) > _MOST_WORDS else part.strip("…")


def _first_of(text: str, start: int, marks: str) -> int:
    end = min(len(text), start + _FARTHEST)
    places = (text.find(mark, start, end) for mark in marks)
    return min((place for place in places if place >= 0), default=end)


def _last_of(text: str, end: int, marks: str) -> int:
    begin = max(0, end - _FARTHEST)
    place = max(text.rfind(mark, begin, end) for mark in marks)
    return begin if place < 0 else place + 1
