"""A case number, read and checked: year, court, type of case, serial.

Two forms are in use. Since 2016 it is （2021）京0105民初1234号 (region, court code, type code); before it
was （2014）西刑初字第82号 (the court's own short name, type, 字第). Arbitral commissions write
云劳人仲案（2024）第88号. A number that fits none of them is kept as it is written, and is said to be
malformed: a guessed digit would name another case.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from corpus.records import CaseNumber, Span
from law.structure.lists import rows

_YEAR = (
    r"[（(〔\[［【]\s*"
    r"(?P<year>[0-9０-９xX×＊*某]{1,5})\s*年?"
    r"\s*[)）〕\]］】]"
)
_COURT_FORM = re.compile(
    rf"{_YEAR}\s*"
    r"(?P<rest>[^，。；：:\n《》（）()]{1,40}?)\s*"
    r"[号號](?!起诉书|公诉|不起诉)"
    r"(?P<part>之[一二三四五六七八九十]{1,3})?"
)
_ARBITRAL_FORM = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,12}(?:仲裁?|裁(?![定决]))[\u4e00-\u9fff]{0,4})"
    rf"(?<!书)\s*{_YEAR}\s*"
    r"第?\s*(?P<serial>[^\s，。；：:号號]{1,12})\s*"
    r"[号號]"
)
_OLD_FORM = re.compile(r"(?P<head>[^\d]*?)字?第(?P<serial>.+)")
_SIGNS = "".join(sign for _, sign in rows("court_regions.tsv"))
_COURT = re.compile(rf"最高法|[{_SIGNS}](?:\d{{4}}|\d{{2}})?")
_SUPREME_COURT = "最高法"
_SERIAL = re.compile(r"\d{1,7}(?:[-－—、之]{1,2}[\d一二三四五六七八九十]{1,4})*$")
_CHAMBER = re.compile(r"(?<=[刑民行])[一二三四五六七八九速简少商劳](?=[初终再])")
_HAN = re.compile(r"[\u4e00-\u9fff]*")
_CODE_DIGITS = (
    ("高级人民法院", 0),
    ("中级人民法院", 2),
    ("区人民法院", 4),
    ("县人民法院", 4),
)
"""Digits in the code of a court, by its level (法〔2015〕137号)."""
_EARLIEST = 1949
_LATEST = 2100


class _CourtParts(NamedTuple):
    """What stands behind the year: the court, the type of case and the serial number."""

    court: str
    kind: str
    serial: str


@cache
def case_types() -> dict[str, tuple[str, str]]:
    """Read the official list of types of cases.

    Returns:
        The branch and the instance of each type code.
    """
    return {code: (branch, instance) for code, branch, instance in rows("case_types.tsv")}


def read_number(
    text: str,
    start: int,
    end: int,
) -> CaseNumber | None:
    """Read the first case number in a stretch of a text, and check it.

    Args:
        text: The clean text of a document.
        start: The offset at which the stretch begins.
        end: The offset at which it ends.

    Returns:
        The number; None where nothing looks like one.

    >>> read_number("(2021)京0105民初1234号", 0, 20).value
    '（2021）京0105民初1234号'
    >>> read_number("（2021）京0105民初12××号", 0, 20).problem
    'no serial number'
    """
    court = _COURT_FORM.search(text, start, end)
    arbitral = _ARBITRAL_FORM.search(text, start, end)
    if arbitral and (not court or arbitral.start() < court.start()):
        return _arbitral_number(arbitral)
    return _court_number(court) if court else None


def court_problem(number: CaseNumber, court: str) -> str:
    """Check whether a number fits the court that the caption names, by region and by level.

    The code of a high court is its region alone, that of an intermediate court has two digits, that
    of a basic court four (法〔2015〕137号).

    Args:
        number: The case number.
        court: The name of the court.

    Returns:
        What does not fit; "" where nothing does.

    >>> court_problem(read_number("（2021）京01民终12号", 0, 20), "上海市第一中级人民法院")
    '京 is not the region of the court'
    """
    is_code = _COURT.fullmatch(number.court) is not None and "字" not in number.value
    if not is_code or number.problem or number.court == _SUPREME_COURT:
        return ""
    sign = number.court[0]
    region = _region_sign(court)
    if region and region != sign and sign not in "兵军":
        return f"{sign} is not the region of the court"
    for level, digits in _CODE_DIGITS:
        if level not in court:
            continue
        if digits != len(number.court) - 1:
            return f"{number.court} is no code of a court of this level"
        break
    return ""


def _region_sign(court: str) -> str | None:
    """The sign of the region with which the name of a court begins."""
    for name, sign in rows("court_regions.tsv"):
        if court.startswith(name):
            return sign
    return None


def _arbitral_number(match: re.Match[str]) -> CaseNumber:
    year = _plain(match["year"])
    serial = _plain(match["serial"])
    return CaseNumber(
        value=f"{match['body']}（{year}）第{serial}号",
        span=Span(*match.span()),
        year=_year_number(year),
        court=match["body"],
        type="仲案",
        problem=_year_problem(year) or _serial_problem(serial),
    )


def _court_number(match: re.Match[str]) -> CaseNumber:
    year = _plain(match["year"])
    rest = _plain(match["rest"])
    parts = _read_parts(rest)
    problem = _year_problem(year)
    if not problem and not parts.court:
        problem = "no court that is known"
    if not problem and not parts.kind:
        problem = "no type of case that is known"
    return CaseNumber(
        value=f"（{year}）{rest}号{match['part'] or ''}",
        span=Span(*match.span()),
        year=_year_number(year),
        court=parts.court,
        type=parts.kind,
        problem=problem or _serial_problem(parts.serial),
    )


def _read_parts(rest: str) -> _CourtParts:
    """Court, type and serial of a number, in the form before 2016 or in the form since."""
    old = _OLD_FORM.fullmatch(rest)
    if old:
        head = _CHAMBER.sub("", old["head"])
        kind = _suffix_type(head)
        return _CourtParts(head.removesuffix(kind), kind, old["serial"])
    found = _COURT.match(rest)
    court = found[0] if found else ""
    behind = rest[len(court) :]
    typed = _HAN.match(behind)
    kind = typed[0] if typed else ""
    serial = behind[len(kind) :]
    return _CourtParts(court, kind if kind in case_types() else "", serial)


def _suffix_type(head: str) -> str:
    """The longest type code at the end of 西刑初; "" where there is none."""
    for start in range(len(head)):
        if head[start:] in case_types():
            return head[start:]
    return ""


def _plain(text: str) -> str:
    """Words in their plain forms of digits and letters, without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _year_number(year: str) -> int | None:
    return int(year) if re.fullmatch(r"\d{4}", year) else None


def _year_problem(year: str) -> str:
    number = _year_number(year)
    if number is None:
        return "no year of four digits"
    if _EARLIEST <= number <= _LATEST:
        return ""
    return f"year {number}"


def _serial_problem(serial: str) -> str:
    return "" if _SERIAL.match(serial) else "no serial number"
