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

_VERSION = 1

DEADLINE = "deadline"
DURATION = "duration"
AMOUNT = "amount"
RATE = "rate"
AGE = "age"
TYPES = (DEADLINE, DURATION, AMOUNT, RATE, AGE)
"""The values of a scheme with the method `quantities`."""

_HAN = "零〇一二三四五六七八九十百千两廿卅"
_NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,4}})?|\d{{1,12}}(?:\.\d{{1,4}})?"
    rf"|[{_HAN}]{{1,9}}(?:万[{_HAN}]{{0,9}})?|半)"
)
_NO_ORDINAL = r"(?<![第\d.,,年月○〇零一二三四五六七八九十百千万])"
_TIME_UNITS = {
    "个工作日": "working day",
    "工作日": "working day",
    "周岁": "",
    "个月": "month",
    "小时": "hour",
    "分钟": "minute",
    "星期": "week",
    "个星期": "week",
    "周": "week",
    "日": "day",
    "天": "day",
    "年": "year",
}
_TIME = re.compile(
    rf"{_NO_ORDINAL}{_NUMBER}(?P<unit>个工作日|工作日|个月|小时|分钟|个?星期|周(?!岁)|日|天|年)"
    r"(?P<after>以?内|之内|以?前|届满前|以上|以下|以后|后)?"
)
_AMOUNT = re.compile(
    rf"{_NO_ORDINAL}{_NUMBER}(?P<scale>[百千]?[万亿]{{0,2}})(?P<unit>元|圆|港元|美元|欧元|日元)"
    r"(?P<after>以上|以下)?"
)
_RATE = re.compile(
    rf"(?P<base>百分之|千分之|万分之){_NUMBER}(?P<after>以上|以下)?"
    rf"|{_NO_ORDINAL}(?P<figure>\d{{1,6}}(?:\.\d{{1,4}})?)(?P<sign>[%％‰])(?P<bound>以上|以下)?"
    rf"|{_NO_ORDINAL}(?P<times>\d{{1,4}}(?:\.\d{{1,2}})?|[{_HAN}]{{1,5}})倍(?P<most>以上|以下)?"
)
_AGE = re.compile(rf"{_NO_ORDINAL}{_NUMBER}周?岁(?P<after>以上|以下)?")
_IS_DATE = re.compile(r"[\d零〇一二三四五六七八九十]{1,4}月$")
_BOUNDS = {"以上": "at least", "以下": "at most", "以内": "at most", "内": "at most"}
_BEFORE_BOUNDS = (
    (re.compile(r"(?:不少于|不低于|至少|不得少于|不得低于)[^，,。；;]{0,8}$"), "at least"),
    (
        re.compile(r"(?:不超过|不多于|不高于|至多|最多|最长|不得超过|不得高于)[^，,。；;]{0,8}$"),
        "at most",
    ),
    (re.compile(r"(?:未满|不满|低于|少于|不足)$"), "less than"),
    (re.compile(r"(?:超过|多于|高于)$"), "more than"),
)
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
_BASES = {"百分之": 1.0, "千分之": 0.1, "万分之": 0.01}
_LOOK_BACK = 16
"""Characters before a number that may say that it is a limit."""

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
    found = [*_ages(text), *_amounts(text), *_rates(text), *_times(text)]
    found.sort(key=lambda proposal: proposal.evidence.start if proposal.evidence else 0)
    return found


def _times(text: str) -> Iterator[TagProposal]:
    for match in _TIME.finditer(text):
        unit = match["unit"]
        number = _number(match["number"])
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if number is None or _is_date(match["number"], unit, before, text[match.end() :][:3]):
            continue
        is_deadline = match["after"] in _WITHIN or bool(_LEAD.search(before))
        value = DEADLINE if is_deadline else DURATION
        bound = _bound(before, "" if is_deadline else match["after"] or "")
        quantity = Quantity(number, _TIME_UNITS[unit], "", bound)
        yield _proposal(text, match, value, quantity)


def _is_date(number: str, unit: str, before: str, after: str) -> bool:
    """Whether a number of days or years is a date: 5月1日, 2020年, 一九九五年, 1日起 of a month."""
    if unit in ("日", "天") and _IS_DATE.search(before):
        return True
    if unit != "年":
        return False
    is_year = (number.isdigit() and len(number) == 4) or (
        len(number) == 4 and not set(number) & set("十百千")
    )
    return is_year or after[:1] in ("代", "度")


def _amounts(text: str) -> Iterator[TagProposal]:
    for match in _AMOUNT.finditer(text):
        number = _number(match["number"])
        if number is None:
            continue
        for sign in match["scale"]:
            number *= _SCALES[sign]
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        bound = _bound(before, match["after"] or "")
        quantity = Quantity(number, _CURRENCIES[match["unit"]], "", bound)
        yield _proposal(text, match, AMOUNT, quantity)


def _rates(text: str) -> Iterator[TagProposal]:
    for match in _RATE.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        number: float | None
        if match["base"]:
            number = _number(match["number"])
            number = None if number is None else number * _BASES[match["base"]]
            unit, after = "percent", match["after"]
        elif match["figure"]:
            number = float(match["figure"]) * (0.1 if match["sign"] == "‰" else 1.0)
            unit, after = "percent", match["bound"]
        else:
            number = _number(match["times"])
            unit, after = "times", match["most"]
        if number is None:
            continue
        quantity = Quantity(round(number, 6), unit, "", _bound(before, after or ""))
        yield _proposal(text, match, RATE, quantity)


def _ages(text: str) -> Iterator[TagProposal]:
    for match in _AGE.finditer(text):
        number = _number(match["number"])
        if number is None:
            continue
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        bound = _bound(before, match["after"] or "")
        if not bound and before.endswith("满"):
            bound = "at least"
        yield _proposal(text, match, AGE, Quantity(number, "year of age", "", bound))


def _number(numeral: str) -> float | None:
    """The value of a numeral; None where it is none, as 千 alone."""
    if numeral == "半":
        return 0.5
    plain = numeral.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        number = to_int(plain)
    return None if number is None else float(number)


def _bound(before: str, after: str) -> str:
    """Whether the number is a limit, as `Quantity.bound` names it; empty where it is exact."""
    for pattern, bound in _BEFORE_BOUNDS:
        if pattern.search(before):
            return bound
    return _BOUNDS.get(after, "")


def _proposal(
    text: str,
    match: re.Match[str],
    value: str,
    quantity: Quantity,
) -> TagProposal:
    subject = _subject(text, match.start(), match.end(), value)
    whole = replace(quantity, applies_to=subject)
    words = match.group()
    return TagProposal(
        value,
        1.0,
        accepted=True,
        method="grammar",
        reason=f"{words}: {whole.describe()}",
        evidence=Span(match.start(), match.end()),
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
    if len(part) < 6:  # the part has no subject: 不得超过一年
        begin = _last_of(text, max(begin - 1, 0), _PART_ENDS)
        part = text[begin:start].strip() + "…" + text[end:after_end].strip()
    return part.strip("…")[-_MOST_WORDS:] if len(part) > _MOST_WORDS else part.strip("…")


def _first_of(text: str, start: int, marks: str) -> int:
    found = re.compile(f"[{re.escape(marks)}]").search(text, start, start + 200)
    return found.start() if found else min(len(text), start + 200)


def _last_of(text: str, end: int, marks: str) -> int:
    begin = max(0, end - 200)
    for place in range(end - 1, begin - 1, -1):
        if text[place] in marks:
            return place + 1
    return begin
