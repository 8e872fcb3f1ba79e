"""The marks that open a line: 第二章, 第三十八条, 一、, （二）, 3.

They carry the structure of a legal text. `read_mark` looks at one line alone, and says what it may
open and how surely. Whether it does (numbers in sequence, not inside a quotation) is for the code
that reads the whole document. A grammar was set aside for one regular expression for each family:
the families are few and closed, and each exception stands beside its pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.notation.numerals import NUMERAL, ArticleNumber, to_chinese, to_int
from corpus.notation.work_keys import unspace
from corpus.records import Level


class Strength(IntEnum):
    """How surely a mark opens something: `WEAK` counts only where its number is the next one."""

    WEAK = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a line.

    Attributes:
        level: What it opens.
        family: The form of the mark. It keeps 一、, （一） and 1. apart, with their ranks.
        number: The number and the number behind 之, which order the marks of one family.
        label: The canonical label.
        heading: The words of the same line that name what is opened.
        length: How many characters of the line the mark takes.
        strength: How surely the mark opens something.
    """

    level: Level
    family: str
    number: tuple[int, int]
    label: str
    heading: str
    length: int
    strength: Strength = Strength.STRONG


_MAX_HEADING = 40  # characters
_MAX_ANNEX_LINE = 60
_MAX_ANNEX_NAME = 30
_NUMBER = rf"({NUMERAL}{{1,9}})"
_HIERARCHY = re.compile(
    rf"第\s*{_NUMBER}\s*(分编|编|章|节)(?:之{_NUMBER})?(\s*[:：]?\s*)(.*)$", re.DOTALL
)
# 笫 is what a scan makes of 第
_ARTICLE = re.compile(
    rf"[第笫]\s*{_NUMBER}\s*[条條](?:\s*之\s*([一二三四五六七八九十]{{1,3}}|\d{{1,2}}))?"
)
_INSIDE = re.compile(rf"(?<=[\s。；])第{_NUMBER}条(\s*)(?=\S)")
"""The label of an article inside a line."""
_LABEL_BEGINS = ("第", "笫")
_BRACKETS = ("（", "(")
_MAX_NUMBER = 9999
_LEVELS = {"编": Level.PART, "分编": Level.SUBPART, "章": Level.CHAPTER, "节": Level.SECTION}

# What follows a mere reference at a line's start, as in 第十条规定的…, 第三条、第四条, 第五条第二款: such a line opens
# nothing.
# Files without a blank behind the label begin articles with some of these words too
# (第二条中华人民共和国境内的…, 第八条外国人…,
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
_CLOSED = re.compile(r"[。；]$")
_STATEMENT = re.compile(r"[。；;！？!?：:，,]$|。")
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
_UNNUMBERED_BEGINS = frozenset(name[0] for name in _UNNUMBERED)


def read_mark(line: str, *, heading: bool = False) -> Mark | None:
    """Read the mark that opens a line.

    Args:
        line: The text of one line.
        heading: Whether the parser saw a heading.

    Returns:
        The mark; None where the line opens nothing.

    >>> read_mark("第三十八条 用人单位有下列情形之一的").label
    '第三十八条'
    >>> read_mark("第十条规定的期限") is None
    True
    """
    first = line[:1]
    if first in _LABEL_BEGINS:
        return _hierarchy(line, heading=heading) or _article(line)
    if first == "附":
        return _unnumbered(line) or _annex(line, heading=heading)
    if first.isnumeric() or first in _BRACKETS:
        return _item(line)
    return _unnumbered(line)


def _number(numeral: str) -> int | None:
    """Return the number of a mark; no text of law counts beyond four digits."""
    number = to_int(numeral)
    if number is None or number > _MAX_NUMBER:
        return None
    return number


def _hierarchy(line: str, *, heading: bool) -> Mark | None:
    """Read the mark of a part, chapter or section."""
    match = _HIERARCHY.match(line)
    if match is None:
        return None
    number = _number(match[1])
    if number is None:
        return None
    rest = match[5].strip()
    has_gap = bool(match[4])
    if not heading and _is_sentence(rest, has_gap=has_gap):
        return None
    unit = match[2]
    inserted = _number(match[3] or "") or 0
    label = f"第{to_chinese(number)}{unit}"
    if inserted:
        label += f"之{match[3]}"
    return Mark(
        level=_LEVELS[unit],
        family=unit,
        number=(number, inserted),
        label=label,
        heading=unspace(rest),
        length=len(line),
    )


def _is_sentence(rest: str, *, has_gap: bool) -> bool:
    """Say whether the words behind a label go on with a sentence: 第三章的规定适用于….

    A heading is short, and has a gap behind its label or no word of a reference there.
    """
    if len(rest) > _MAX_HEADING or _SENTENCE.search(rest):
        return True
    return not has_gap and _REFERENCE.match(rest) is not None


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
        elsewhere: Article numbers that begin a line of their own: such a number inside a line is a
            citation.

    Returns:
        Offsets in the line, ascending. Only numbers in unbroken sequence count.

    >>> find_articles("第一条 甲。 第二条 乙。 依照第九条 丙", ArticleNumber(1))
    [7]
    >>> find_articles("第一条甲。第二条乙。依照第三条丙", ArticleNumber(1), without_blank=True)
    [5]
    """
    starts = []
    for match in _INSIDE.finditer(line):
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
    """Read a heading without a number: 序言, 总则."""
    if line.lstrip()[:1] not in _UNNUMBERED_BEGINS:
        return None
    name = unspace(line)
    level = _UNNUMBERED.get(name)
    if level is None:
        return None
    return Mark(
        level=level,
        family=name,
        number=(0, 0),
        label=name,
        heading="",
        length=len(line),
    )


def _annex(line: str, *, heading: bool) -> Mark | None:
    """Read the mark of an annex: 附件2, 附：."""
    match = _ANNEX.match(line)
    if match is None or len(line) > _MAX_ANNEX_LINE:
        return None
    if not heading and _CLOSED.search(line):
        return None
    name = unspace(match[1])
    numeral = match[2]
    gap = match[3]
    # 附 alone opens an annex only with a colon: 附：.
    if name == "附" and not gap.strip() and not heading:
        return None
    if gap.isspace() and not numeral and len(match[4]) > _MAX_ANNEX_NAME:
        return None
    number = _number(numeral)
    label = "附件" if name == "附" else name
    if number:
        label += to_chinese(number)
    return Mark(
        level=Level.ANNEX,
        family="附",
        number=(number or 0, 0),
        label=label,
        heading=unspace(match[4]),
        length=len(line),
    )


def _item(line: str) -> Mark | None:
    """Read the mark of an item: 一、, （二）, 3., ①."""
    for family, level, pattern in _ITEMS:
        match = pattern.match(line)
        if match is None:
            continue
        number = _item_number(family, match[1])
        if number is None:
            return None
        return Mark(
            level=level,
            family=family,
            number=(number, 0),
            label=_item_label(family, number, match[1]),
            heading=line[match.end() :].strip(),
            length=match.end(),
        )
    return None


def _item_number(family: str, written: str) -> int | None:
    if family == "①":
        return ord(written) - ord("①") + 1
    return _number(written)


def _item_label(
    family: str,
    number: int,
    written: str,
) -> str:
    """Return the canonical label of an item."""
    match family:
        case "一、":
            return to_chinese(number)
        case "（一）":
            return f"（{to_chinese(number)}）"
        case "1.":
            return str(number)
        case "（1）":
            return f"（{number}）"
        case _:
            return written


def is_heading_text(text: str) -> bool:
    """Say whether the words behind a mark name a part (执行管辖) rather than make a statement.

    Args:
        text: The words behind the mark.

    Returns:
        Whether they are short and no sentence.

    >>> is_heading_text("执行管辖"), is_heading_text("人民法院应当受理。")
    (True, False)
    """
    if not 0 < len(text) <= _MAX_HEADING:
        return False
    return _STATEMENT.search(text) is None
