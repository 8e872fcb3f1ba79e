"""The marks that open a line: 第二章, 第三十八条, 一、, （二）, 3.

They carry the structure of a legal text. `read_mark` looks at one line alone, and says what it may
open and how surely. Whether it does (numbers in sequence, not inside a quotation) is for the code
that reads the whole document. A grammar was set aside for one regular expression for each family:
the families are few and closed, and each exception stands beside its pattern.
"""

from __future__ import annotations

import re
from enum import IntEnum

from msgspec import Struct

from corpus.notation.numerals import (
    ENGLISH_PATTERN,
    LABEL_PATTERN,
    NUMERAL,
    ArticleNumber,
    number_of_english_label,
    number_of_label,
    to_chinese,
    to_int,
)
from corpus.notation.work_keys import unspace
from corpus.records import Level


class Strength(IntEnum):
    """How surely a mark opens something: `WEAK` counts only where its number is the next one."""

    WEAK = 1
    STRONG = 2


class Mark(Struct, frozen=True):
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
_SPACED_NUMBER = rf"({NUMERAL}(?:\s?{NUMERAL}){{0,8}})"
_HIERARCHY = re.compile(
    rf"第\s*{_SPACED_NUMBER}\s*(分编|分編|编|編|章|节|節)(?:之{_NUMBER})?(\s*[:：]?\s*)(.*)$",
    re.DOTALL,
)
_ARTICLE = re.compile(LABEL_PATTERN)
_IN_BRACKETS = re.compile(rf"[【〔［\[（(]\s{{0,2}}{LABEL_PATTERN}\s{{0,2}}[】〕］\])）]")
# 第一条、为了…: files that write a mark behind each label. Behind the mark of a list stands another
# number, or a word of a citation.
_POINTED = re.compile(
    r"\s{0,2}(?:[，、．·,]|\.(?!\d)|[-—－–~～]{1,3})\s{0,2}(?=\S)"
    rf"(?![第笫\d]|{NUMERAL}{{1,9}}\s?[条條款项]|以及|或|和|及|与|至|到|并|均|都|也|应当|不适用|的|之)"
)
_ENGLISH_ARTICLE = re.compile(ENGLISH_PATTERN, re.IGNORECASE)
_ENGLISH_DIVISION = re.compile(
    r"(?P<unit>part|chapter)\s+(?P<number>[IVXLC]{1,7}|\d{1,3})\b[.:]?\s*(?P<heading>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ENGLISH_LEVELS = {"part": (Level.PART, "编"), "chapter": (Level.CHAPTER, "章")}
_ENGLISH_BEGINS = frozenset("AaSsPpCc§")
# Behind the label of a citation a line goes on: Article 3 of these Rules, Section 2 applies.
_ENGLISH_CITES = re.compile(
    r"\s*(?:of|and|or|to|above|below|shall|applies|apply|is|are|was|were|hereof|thereof|provides?"
    r"|paragraph|subsection|through|in|on|for|with|by|as)\b|\s*[,;)]|\s*\(\d",
)
_ENGLISH_WORD = re.compile("[A-Z][a-z]")
"""The first word of an article whose label has no blank behind it: Article 1These Rules…."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_INSIDE = re.compile(rf"第(?<=[\s。；]第){_NUMBER}条(\s*)(?=\S)")
"""The label of an article inside a line. It begins with a plain character, which is faster."""
_CHAPTER_AND_ARTICLE = re.compile(
    rf"第\s*{_SPACED_NUMBER}\s*(?:分编|分編|编|編|章|节|節)\s*(?![的和与及至中])"
    rf"[^\s，。；：、第（）]{{1,24}}?(?:\s+|(?<!的))(?={LABEL_PATTERN}\s*\S)"
)
"""A chapter's heading with its first article in the same line."""
_NOTE_AND_ARTICLE = re.compile(
    r"[（(][^（）()]{6,400}(?:通过|公布|发布|施行|修正|修订|批准|通過|發布|修訂)[^（）()]{0,20}[）)]\s*"
    r"(?=[第笫]\s*(?:一|1|１)\s*[条條])"
)
"""A head note with the first article in the same line."""
_LABEL_BEGINS = ("第", "笫")
_BRACKETS = ("（", "(")
_OPEN_BRACKETS = frozenset("【〔［[（(")
_MAX_NUMBER = 9999
_LEVELS = {"编": Level.PART, "分编": Level.SUBPART, "章": Level.CHAPTER, "节": Level.SECTION}
_TRADITIONAL_UNITS = {"編": "编", "分編": "分编", "節": "节"}

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
    ("（一）", Level.ITEM, re.compile(r"([㈠-㈩])")),
    ("（1）", Level.SUBITEM, re.compile(r"([⑴-⒇])")),
    ("1.", Level.SUBITEM, re.compile(r"([⒈-⒛])")),
)
_FIRST_OF_ROW = ("①", "⑴", "⒈", "㈠")
"""The first of each row of numbers that are one character."""
_LONGEST_ROW = 20
_CHINESE = "㐀"
"""The first Chinese character; the rows of numbers stand before it."""
_CLOSED = re.compile(r"[。；]$")
_STATEMENT = re.compile(r"[。；;！？!?：:，,]$|。")
FAMILIES = tuple(dict.fromkeys(family for family, _, _ in _ITEMS))
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
        # No line is both: behind the number stands the one unit or the other. Most are articles.
        return _article(line) or _hierarchy(line, heading=heading)
    if first == "附":
        return _unnumbered(line) or _annex(line, heading=heading)
    if first in _OPEN_BRACKETS and (article := _article_in_brackets(line)):
        return article
    if first in _ENGLISH_BEGINS:
        return _english_article(line) or _english_division(line)
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
    number = _number(unspace(match[1]))
    if number is None:
        return None
    rest = match[5].strip()
    has_gap = bool(match[4])
    if not heading and _is_sentence(rest, has_gap=has_gap):
        return None
    unit = _TRADITIONAL_UNITS.get(match[2], match[2])
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
    if not match:
        return None
    rest = line[match.end() :]
    if not rest or rest[0].isspace() or rest[0] in "（(【：:":
        strength = Strength.STRONG
    elif pointed := _POINTED.match(rest):
        if _REFERENCE.match(rest, pointed.end()):
            return None
        strength = Strength.WEAK
    elif _REFERENCE.match(rest):
        return None
    else:
        strength = Strength.WEAK
    return _article_mark(match, match.end(), strength)


def _article_in_brackets(line: str) -> Mark | None:
    """Read the label of an article in brackets: 【第三条】."""
    match = _IN_BRACKETS.match(line)
    if match is None or _REFERENCE.match(line, match.end()):
        return None
    return _article_mark(match, match.end(), Strength.WEAK)


def _article_mark(match: re.Match[str], length: int, strength: Strength) -> Mark | None:
    article = number_of_label(match)
    if article is None or article.number > _MAX_NUMBER:
        return None
    return Mark(
        Level.ARTICLE,
        "条",
        _ordering(article),
        str(article),
        "",
        length,
        strength,
    )


def _ordering(article: ArticleNumber) -> tuple[int, int]:
    """The two numbers that order an article among its neighbours: 附2 and B stand at 2."""
    if article.suffix.startswith("附"):
        return article.number, to_int(article.suffix[1:]) or 0
    if article.suffix:
        return article.number, ord(article.suffix[-1]) - ord("A") + 1
    return article.number, article.inserted


def _english_article(line: str) -> Mark | None:
    """Read the label of an article in English: Article 3, Section 1A, § 12."""
    match = _ENGLISH_ARTICLE.match(line)
    if match is None or not (match["unit"][0].isupper() or match["unit"][0] == "§"):
        return None
    rest = line[match.end() :]
    is_joined = _ENGLISH_WORD.match(rest) is not None
    if rest and not is_joined and (rest[0].isalnum() or _ENGLISH_CITES.match(rest)):
        return None
    article = number_of_english_label(match)
    unit = match["unit"].capitalize()
    label = f"{unit} {match['number']}{article.suffix}"
    if article.inserted:
        label += f"-{article.inserted}"
    return Mark(
        Level.ARTICLE,
        "条",
        _ordering(article),
        label,
        "",
        match.end(),
        Strength.WEAK if is_joined else Strength.STRONG,
    )


def _english_division(line: str) -> Mark | None:
    """Read the heading of a part or chapter in English: Chapter II Registration."""
    match = _ENGLISH_DIVISION.match(line)
    if match is None or len(line) > 2 * _MAX_HEADING or _STATEMENT.search(match["heading"]):
        return None
    heading = match["heading"].strip()
    if heading and not (heading[0].isupper() or heading[0].isdigit()):
        return None
    number = _roman(match["number"])
    level, family = _ENGLISH_LEVELS[match["unit"].lower()]
    return Mark(
        level=level,
        family=family,
        number=(number, 0),
        label=f"{match['unit'].capitalize()} {match['number'].upper()}",
        heading=heading,
        length=len(line),
    )


def _roman(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    total = 0
    largest = 0
    for character in reversed(numeral.upper()):
        value = _ROMAN[character]
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total


def end_of_heading(line: str) -> int:
    """Find where the first article of a line begins that heads a chapter, or is a head note.

    Args:
        line: The text of one line.

    Returns:
        The offset of the article's label; 0 where the line holds no such article.

    >>> end_of_heading("第一章 总则 第一条 为了保护渡口，制定本规定。")
    7
    """
    match = None
    if line[:1] in _LABEL_BEGINS:
        match = _CHAPTER_AND_ARTICLE.match(line)
    elif line[:1] in _BRACKETS:
        match = _NOTE_AND_ARTICLE.match(line)
    if match is None or _article(line[match.end() :]) is None:
        return 0
    return match.end()


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
        number = _item_number(match[1])
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


def _item_number(written: str) -> int | None:
    if not _FIRST_OF_ROW[0] <= written < _CHINESE:
        return _number(written)
    for first in _FIRST_OF_ROW:
        if first <= written <= chr(ord(first) + _LONGEST_ROW - 1):
            return ord(written) - ord(first) + 1
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
