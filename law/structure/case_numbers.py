"""A case number, read and checked: year, court, type of case, serial.

Two forms are in use: since 2016 （2021）京0105民初1234号 (region, court code, type code), before it
（2014）西刑初字第82号 (the court's own short name, type, 字第); arbitral commissions write 云劳人仲案（2024）第88号. A
number that fits none of them is kept as it is written and said to be malformed: a guessed digit
would name another case.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corpus.records import CaseNumber, Span
from law.structure.lists import rows

_YEAR = r"[（(〔\[［【]\s*(?P<year>[0-9０-９xX×＊*某]{1,5})\s*年?\s*[)）〕\]］】]"
_COURT_FORM = re.compile(
    rf"{_YEAR}\s*(?P<rest>[^，。；：:\n《》（）()]{{1,40}}?)\s*[号號](?!起诉书|公诉|不起诉)(?P<part>之[一二三四五六七八九十]{{1,3}})?"
)
_ARBITRAL_FORM = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,12}(?:仲裁?|裁(?![定决]))[\u4e00-\u9fff]{0,4})(?<!书)\s*"
    + _YEAR
    + r"\s*第?\s*(?P<serial>[^\s，。；：:号號]{1,12})\s*[号號]"
)
_SIGNS = "".join(sign for _, sign in rows("court_regions.tsv"))
_COURT = re.compile(rf"最高法|[{_SIGNS}](?:\d{{4}}|\d{{2}})?")
_SERIAL = re.compile(r"\d{1,7}(?:[-－—、之]{1,2}[\d一二三四五六七八九十]{1,4})*$")
_CHAMBER = re.compile(r"(?<=[刑民行])[一二三四五六七八九速简少商劳](?=[初终再])")
_EARLIEST = 1949
_LATEST = 2100


@cache
def case_types() -> dict[str, tuple[str, str]]:
    """Branch and instance of each type code."""
    return {code: (branch, instance) for code, branch, instance in rows("case_types.tsv")}


def read_number(
    text: str,
    start: int,
    end: int,
) -> CaseNumber | None:
    """The first case number in a stretch of a text, checked; None where nothing looks like one.

    >>> read_number("(2021)京0105民初1234号", 0, 20).value
    '（2021）京0105民初1234号'
    >>> read_number("（2021）京0105民初12××号", 0, 20).problem
    'no serial number'
    """
    court = _COURT_FORM.search(text, start, end)
    arbitral = _ARBITRAL_FORM.search(text, start, end)
    if arbitral and (not court or arbitral.start() < court.start()):
        return _arbitral(arbitral)
    return _of_court(court) if court else None


def court_problem(number: CaseNumber, court: str) -> str:
    """What in a number does not fit the court that the caption names: its region, or its level; ""
    where nothing does.

    A high court's code is its region alone, an intermediate court's has two digits, a basic court's
    four (法〔2015〕137号).

    >>> court_problem(read_number("（2021）京01民终12号", 0, 20), "上海市第一中级人民法院")
    '京 is not the region of the court'
    """
    code = _COURT.fullmatch(number.court)
    if not code or number.problem or number.court == "最高法" or "字" in number.value:
        return ""
    region = next(
        (sign for name, sign in rows("court_regions.tsv") if court.startswith(name)),
        None,
    )
    if region and region != number.court[0] and number.court[0] not in "兵军":
        return f"{number.court[0]} is not the region of the court"
    digits = next(
        (
            count
            for word, count in (
                ("高级人民法院", 0),
                ("中级人民法院", 2),
                ("区人民法院", 4),
                ("县人民法院", 4),
            )
            if word in court
        ),
        None,
    )
    if digits is not None and digits != len(number.court) - 1:
        return f"{number.court} is no code of a court of this level"
    return ""


def _arbitral(match: re.Match[str]) -> CaseNumber:
    year = _plain(match["year"])
    serial = _plain(match["serial"])
    problem = _year_problem(year) or ("" if _SERIAL.match(serial) else "no serial number")
    return CaseNumber(
        value=f"{match['body']}（{year}）第{serial}号",
        span=Span(*match.span()),
        year=_number(year),
        court=match["body"],
        type="仲案",
        problem=problem,
    )


def _of_court(match: re.Match[str]) -> CaseNumber:
    year = _plain(match["year"])
    rest = _plain(match["rest"])
    value = f"（{year}）{rest}号{match['part'] or ''}"
    span = Span(*match.span())
    old = re.fullmatch(r"(?P<head>[^\d]*?)字?第(?P<serial>.+)", rest)
    if old:
        kind = _suffix_type(_CHAMBER.sub("", old["head"]))
        court = _CHAMBER.sub("", old["head"]).removesuffix(kind or "")
        serial = old["serial"]
    else:
        found = _COURT.match(rest)
        court = found[0] if found else ""
        typed = re.match(r"[\u4e00-\u9fff]*", rest[len(court) :])
        kind = typed[0] if typed else ""
        serial = rest[len(court) + (typed.end() if typed else 0) :]
        kind = kind if kind in case_types() else None
    problem = (
        _year_problem(year)
        or ("" if court else "no court that is known")
        or ("" if kind else "no type of case that is known")
        or ("" if _SERIAL.match(serial) else "no serial number")
    )
    return CaseNumber(
        value=value,
        span=span,
        year=_number(year),
        court=court,
        type=kind or "",
        problem=problem,
    )


def _suffix_type(head: str) -> str | None:
    """The longest type code at the end of 西刑初."""
    return next(
        (head[at:] for at in range(len(head)) if head[at:] in case_types()),
        None,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _number(year: str) -> int | None:
    return int(year) if re.fullmatch(r"\d{4}", year) else None


def _year_problem(year: str) -> str:
    number = _number(year)
    if number is None:
        return "no year of four digits"
    return "" if _EARLIEST <= number <= _LATEST else f"year {number}"
