"""What provisions a text cites: str → list of `Reference`, offsets kept.

    劳动合同法第38条 · 《工会法》第二十一条第一款 · 民法典1179条 · 刑法120条之一 · 劳动法第38、39条 · 宪法第1条至第3条

Without book-title marks a work's name has no beginning that grammar could tell, so a reference holds every name that the words
allow, the likeliest first, and the index decides (`resolution`).
A list of all laws' names was set aside: it would have to be kept up to date beside an index that knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numerals import NUMERAL, ArticleNumber, to_int
from corpus.records import Span
from retrieval._cited_names import NAME_END, Name, read_name

MAX_REFERENCES = 20
"""References that are read from one text; a longer range (第1条至第100条) ends there."""

LARGEST_ARTICLE = 1500
"""A bare number beyond it is a year or a sum; the longest Chinese law, the Civil Code, has 1,260 articles."""

_GAP = re.compile(r"\s*(?:[中里]?的|[中里])?\s*")
_ARTICLE = re.compile(rf"\s*(第)?\s*({NUMERAL}+)\s*(?:([条條])(?:\s*之\s*({NUMERAL}+))?)?")
_PARAGRAPH = re.compile(rf"\s*第?\s*[（(]?({NUMERAL}+)[）)]?\s*款")
_ITEM = re.compile(rf"\s*第?\s*[（(]?({NUMERAL}+)[）)]?\s*项")
_JOINT = re.compile(r"\s*(?:(至|到|[-–—~～－]+)|、|以及|及|和|与|或者?|[，,](?=\s*第))\s*")
# 38条建议 counts things; 38条规定了什么 cites.
_COUNTED = re.compile(r"\s*(?:建议|意见|措施|理由|经验|知识|问题|案例|消息|新闻|线索|要点|裤子|裙子|鱼|狗|路|街|腿|命|船|[微短]信)")
# What may stand behind a number that is an article though nobody wrote 条: nothing, a mark, or a question.
_BARE_END = re.compile(
    r"\s*(?:$|[。？！?!，,；;：:、）)」』”\"]|(?:是|怎么|如何|什么|的|规定|内容|说))|\s+(?![年月日号元%％个名人天版次章节编款项岁万])"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited article. `span` is where it stands, `text` the words there: name and article, or in a list the article alone.

    `name` is the work as written; `names` are the keys (see `corpus.names.work_key`) of works that may be meant, most likely
    first. `article` is canonical: 第三十八条, 第一百二十条之一. `paragraph` is the 款, `item` the 项, where they are cited.
    """

    text: str
    span: Span
    name: str
    names: tuple[str, ...]
    article: str
    paragraph: int | None = None
    item: int | None = None

    @property
    def work(self) -> str:
        """The key of the work that the words name, when no index is asked."""
        return self.names[0]


@dataclass(slots=True)
class _Cited:
    """An article inside a list, as it is read; `explicit` when 条 was written."""

    number: ArticleNumber
    start: int
    end: int
    explicit: bool
    ordinal: bool
    arabic: bool
    paragraph: int | None = None
    item: int | None = None


def find_references(text: str) -> list[Reference]:
    """The articles that a text cites, in its order, at most `MAX_REFERENCES`; [] where it cites none.

    >>> [(one.work, one.article, one.paragraph) for one in find_references("《工会法》第二十一条第一款和民法典1179条怎么说？")]
    [('工会法', '第二十一条', 1), ('民法典', '第一千一百七十九条', None)]
    >>> find_references("给新员工的38条建议")
    []
    """
    found: list[Reference] = []
    done, last = 0, None
    for match in NAME_END.finditer(text):
        if match.start() < done or len(found) >= MAX_REFERENCES:
            continue
        name = read_name(text, match, done, last)
        cited = _articles(text, _end_of(_GAP, text, match.end())) if name else []
        if name and cited:
            found += _references(text, name, cited)
            done, last = cited[-1].end, name
    return found[:MAX_REFERENCES]


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _references(text: str, name: Name, cited: list[_Cited]) -> Iterator[Reference]:
    for place, one in enumerate(cited):
        span = Span(one.start if place else name.start, one.end)
        yield Reference(text[span.start : span.end], span, name.written, name.keys, str(one.number), one.paragraph, one.item)


def _articles(text: str, start: int) -> list[_Cited]:
    """The list of articles that begins at `start`: 第38、39条, 第三十八条第一款和第四十六条, 38-40条."""
    cited: list[_Cited] = []
    place, joint = start, None
    while one := _article(text, place):
        if joint and joint[1] and cited:
            cited += _between(cited[-1], one)
        cited.append(one)
        joint = _next_joint(text, one.end)
        if not joint:
            break
        place = joint.end()
    return _certain(text, cited)


def _article(text: str, place: int) -> _Cited | None:
    match = _ARTICLE.match(text, place)
    number = to_int(match[2]) if match else None
    if not match or not number or number > LARGEST_ARTICLE:
        return None
    inserted = (to_int(match[4]) or 0) if match[4] else 0
    if match[3] and not match[1] and _COUNTED.match(text, match.end()):
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    one = _Cited(ArticleNumber(number, inserted), start, match.end(), bool(match[3]), bool(match[1]), match[2].isdecimal())
    if one.explicit:
        one.paragraph, one.end = _part(_PARAGRAPH, text, one.end)
        one.item, one.end = _part(_ITEM, text, one.end)
    return one


def _part(pattern: re.Pattern[str], text: str, place: int) -> tuple[int | None, int]:
    match = pattern.match(text, place)
    return (to_int(match[1]), match.end()) if match else (None, place)


def _next_joint(text: str, place: int) -> re.Match[str] | None:
    """What joins the next article; further paragraphs and items of this one (第一款、第二款) are passed over."""
    joint = _JOINT.match(text, place)
    while joint and (part := _PARAGRAPH.match(text, joint.end()) or _ITEM.match(text, joint.end())):
        joint = _JOINT.match(text, part.end())
    return joint


def _between(first: _Cited, last: _Cited) -> list[_Cited]:
    """The articles inside a range, both ends left out; the words that cite them are the whole range."""
    numbers = range(first.number.number + 1, last.number.number)[:MAX_REFERENCES]
    return [_Cited(ArticleNumber(number), first.start, last.end, explicit=False, ordinal=True, arabic=first.arabic) for number in numbers]


def _certain(text: str, cited: list[_Cited]) -> list[_Cited]:
    """Without what no 条 follows: in 第38条、2个月 the 2 is no article. A single bare number is one: 劳动合同法 38."""
    explicit = [place for place, one in enumerate(cited) if one.explicit]
    if explicit:
        return cited[: explicit[-1] + 1]
    if cited and cited[0].arabic and _BARE_END.match(text, cited[0].end):
        return cited[:1]
    return []
