"""What a line opens: 第二章, 第三十八条, 一、, （二）, 3. — the marks that carry the structure of a legal text.

`read_mark` looks at one line alone and says what it could open and how surely; whether it does (numbers in sequence, not
inside a quotation) is for whoever reads the document. One regular expression per family was preferred to a grammar:
the families are few, closed, and each exception can be named beside its pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.notation.numerals import NUMERAL, ArticleNumber, to_chinese, to_int
from corpus.notation.work_keys import unspace
from corpus.records import Level


class Strength(IntEnum):
    """How surely a mark is one: `WEAK` needs its number to be the next one."""

    WEAK = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at a line's start. `label` is canonical; `heading` the words of the same line that name what is opened.

    `number` orders marks of one family; `family` tells 一、 from （一） from 1. and keeps their ranks.
    """

    level: Level
    family: str
    number: tuple[int, int]
    label: str
    heading: str
    length: int
    strength: Strength = Strength.STRONG


_NUMBER = rf"({NUMERAL}{{1,9}})"
_HIERARCHY = re.compile(
    rf"第\s*{_NUMBER}\s*(分编|编|章|节)(?:之{_NUMBER})?(\s*[:：]?\s*)(.*)$", re.DOTALL
)
# 笫 is what a scan makes of 第
_ARTICLE = re.compile(
    rf"[第笫]\s*{_NUMBER}\s*[条條](?:\s*之\s*([一二三四五六七八九十]{{1,3}}|\d{{1,2}}))?"
)
_MAX_NUMBER = 9999
_LEVELS = {"编": Level.PART, "分编": Level.SUBPART, "章": Level.CHAPTER, "节": Level.SECTION}

# What follows a mere reference at a line's start, as in 第十条规定的…, 第三条、第四条, 第五条第二款: such a line opens nothing.
# Files without a blank behind the label begin articles with some of these words too (第二条中华人民共和国境内的…, 第八条外国人…,
# 第九条第一审案件…): such a word counts only with what follows it in a reference.
_REFERENCE = re.compile(
    r"[、，,。；;之或的款》”’）)]|第(?![一二三四五六]?(?:审|人|类|次|级|种|方|者))"
    rf"|[与和](?=[^，。；]{{0,12}}第\s*{NUMERAL}+\s*[条款项])|及(?!时)|至(?!少|今|迟)"
    r"|[中内外项](?=[，,、。；的“《规有])|所(?=[称指列述定规涉说])"
    r"|规定|以外|以内|以[上下](?=[，,、的简规各])|前款|但书|关于|有关[^，。；、]{0,12}规定"
    r"|修改(?=为|如下|后|成|的)|改为|增加|删去|删除|作为[^，。；]{0,12}(?:依据|根据|条款|内容)"
    r"|同时(?=[废适停失])|到第|—|－|-|～|~|\.\d"
)
_SENTENCE = re.compile(r"[。；;！？!?]|，|,")

_ITEMS: tuple[tuple[str, Level, re.Pattern[str]], ...] = (
    (
        "一、",
        Level.ITEM,
        re.compile(r"([零〇一二三四五六七八九十百]{1,5})\s*[、，．.](?![一二三四五六七八九十]、)"),
    ),
    ("（一）", Level.ITEM, re.compile(r"[（(]\s*([一二三四五六七八九十百]{1,5})\s*[)）]\s*、?")),
    ("1.", Level.SUBITEM, re.compile(r"(\d{1,3})\s*(?:[．、](?!\d)|\.(?![\d]))")),
    ("（1）", Level.SUBITEM, re.compile(r"[（(]\s*(\d{1,3})\s*[)）]")),
    ("①", Level.SUBITEM, re.compile(r"([①-⑳])")),
)
FAMILIES = tuple(family for family, _, _ in _ITEMS)
"""Families of numbered items, the highest rank first."""

_ANNEX = re.compile(
    rf"(附\s*件|附\s*录|附\s*表|附\s*图|附)\s*({NUMERAL}{{0,4}})\s*([:：]|\s|$)(.*)$", re.DOTALL
)
_UNNUMBERED = {
    "序言": Level.PREAMBLE,
    "前言": Level.PREAMBLE,
    "引言": Level.PREAMBLE,
    "总则": Level.CHAPTER,
    "附则": Level.CHAPTER,
    "分则": Level.CHAPTER,
}


def read_mark(line: str, *, heading: bool = False) -> Mark | None:
    """The mark that a line opens with, or None. `heading` says that the parser saw a heading.

    >>> read_mark("第三十八条 用人单位有下列情形之一的").label
    '第三十八条'
    >>> read_mark("第十条规定的期限") is None
    True
    """
    return (
        _hierarchy(line, heading=heading)
        or _article(line)
        or _unnumbered(line)
        or _annex(line, heading=heading)
        or _item(line)
    )


def _number(numeral: str) -> int | None:
    """The number that a mark bears; no text of law counts beyond four digits."""
    number = to_int(numeral)
    return number if number is not None and number <= _MAX_NUMBER else None


def _hierarchy(line: str, *, heading: bool) -> Mark | None:
    match = _HIERARCHY.match(line)
    if not match or (number := _number(match[1])) is None:
        return None
    rest = match[5].strip()
    # "第三章的规定适用于…" is a sentence; a heading has a gap after its label, or is short and has no verb's neighbourhood
    if not heading and (
        len(rest) > 40 or _SENTENCE.search(rest) or (not match[4] and _REFERENCE.match(rest))
    ):
        return None
    inserted = _number(match[3] or "") or 0
    label = f"第{to_chinese(number)}{match[2]}" + (f"之{match[3]}" if inserted else "")
    return Mark(_LEVELS[match[2]], match[2], (number, inserted), label, unspace(rest), len(line))


def _article(line: str) -> Mark | None:
    match = _ARTICLE.match(line)
    if not match or (number := _number(match[1])) is None:
        return None
    rest = line[match.end() :]
    if not rest or rest[0].isspace() or rest[0] in "（(【：:":
        strength = Strength.STRONG
    elif _REFERENCE.match(rest):
        return None
    else:
        strength = Strength.WEAK
    article = ArticleNumber(number, _number(match[2] or "") or 0)
    return Mark(
        Level.ARTICLE,
        "条",
        (article.number, article.inserted),
        str(article),
        "",
        match.end(),
        strength,
    )


def find_articles(
    line: str,
    after: ArticleNumber,
    *,
    without_blank: bool = False,
    elsewhere: frozenset[int] = frozenset(),
) -> list[int]:
    """Find where the next articles begin inside a line whose line breaks were lost.

    Args:
        line: The text of one line.
        after: The number of the article with which the line begins.
        without_blank: Whether a label counts that has no blank behind it, as in 。第二条用人单位应当….
        elsewhere: Article numbers that begin a line of their own: such a number inside a line is a citation.

    Returns:
        Offsets in the line, ascending. Only numbers in unbroken sequence count.

    >>> find_articles("第一条 甲。 第二条 乙。 依照第九条 丙", ArticleNumber(1))
    [7]
    >>> find_articles("第一条甲。第二条乙。依照第三条丙", ArticleNumber(1), without_blank=True)
    [5]
    """
    starts = []
    for match in re.finditer(rf"(?<=[\s。；])第{_NUMBER}条(\s*)(?=\S)", line):
        number = to_int(match[1])
        if number != after.number + 1:
            continue
        if not match[2]:
            cites = _REFERENCE.match(line, match.end()) is not None
            if not without_blank or cites or number in elsewhere:
                continue
        starts.append(match.start())
        after = ArticleNumber(number)
    return starts


def _unnumbered(line: str) -> Mark | None:
    name = unspace(line)
    level = _UNNUMBERED.get(name)
    return Mark(level, name, (0, 0), name, "", len(line)) if level else None


def _annex(line: str, *, heading: bool) -> Mark | None:
    match = _ANNEX.match(line)
    if not match or len(line) > 60 or (not heading and re.search(r"[。；]$", line)):
        return None
    name = unspace(match[1])
    if (
        name == "附" and not match[3].strip() and not heading
    ):  # 附 alone opens an annex only with a colon: 附：
        return None
    number = _number(match[2])
    if match[3].isspace() and not match[2] and len(match[4]) > 30:
        return None
    label = "附件" if name == "附" else name
    return Mark(
        Level.ANNEX,
        "附",
        (number or 0, 0),
        label + (to_chinese(number) if number else ""),
        unspace(match[4]),
        len(line),
    )


def _item(line: str) -> Mark | None:
    for family, level, pattern in _ITEMS:
        match = pattern.match(line)
        if not match:
            continue
        number = ord(match[1]) - ord("①") + 1 if family == "①" else _number(match[1])
        if number is None:
            return None
        label = {
            "一、": to_chinese(number),
            "（一）": f"（{to_chinese(number)}）",
            "1.": str(number),
            "（1）": f"（{number}）",
            "①": match[1],
        }[family]
        return Mark(level, family, (number, 0), label, line[match.end() :].strip(), match.end())
    return None


def is_heading_text(text: str) -> bool:
    """Whether words after a mark name a part (执行管辖) rather than say something (人民法院应当…。)."""
    return 0 < len(text) <= 40 and not re.search(r"[。；;！？!?：:，,]$|。", text)
