"""The grammar of cited provisions: 第三条至第五条、第七条第一款第（二）项 → numbers, with the places where they stand.

A group is a run of numbers before one unit (第一百二十条之一 · 第一、三款 · 第（一）至（三）项 · 第二十五、二十六条); groups that follow
each other directly narrow the last (第三条 第一款), groups behind a joint go on with the list. A grammar of whole citations, name
included, was set aside: names need the words before them, and lists are the same behind a name, behind 前条 and behind nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.notation.numerals import NUMERAL, ArticleNumber, to_int

LARGEST_ARTICLE = 1500
"""A number beyond it is a year or a sum; the longest Chinese law, the Civil Code, has 1,260 articles."""

MAX_RANGE = 150
"""Articles that are read from one range: 第三百九十八条至第四百一十九条 is one, 第一条至第一千条 is none that anybody wants listed."""

_RANGE = "至|到|[-–—~～－]+"
_B = (
    r"\s{0,4}"  # blanks, or a line that was broken; bounded, because a bad text may be nothing else
)
_AND = "以及|及其?|和|与|或者?|并"
_REMARK = rf"(?:{_B}（[^（）第]{{1,20}}）)?"  # judgments: 第二百六十四条（盗窃罪）、第五十二条
_NUMBER = rf"[（(]?{_B}{NUMERAL}{{1,9}}{_B}[）)]?"
_INSERTED = rf"之{_B}{NUMERAL}{{1,3}}(?![般次个])"
_GROUP = re.compile(
    rf"(?P<ordinal>第)?{_B}(?P<numbers>{_NUMBER}(?:{_B}(?:{_RANGE}|、|，|,|{_AND}){_B}第?{_B}{_NUMBER}){{0,40}}){_B}"
    rf"(?:(?P<unit>[条條](?![款约約例件])|款(?![项項式])|[项項](?!目)|目)"
    rf"(?P<inserted>{_B}{_INSERTED}(?:{_B}(?:、|和|及|与|{_RANGE}){_B}{_INSERTED}){{0,9}})?"
    rf"|(?=第{_B}{NUMERAL}+{_B}款))"  # judgments: 第七十二第一款
)
_JOINT = re.compile(
    rf"{_REMARK}{_B}(?:(?P<range>{_RANGE})|[、，,]?{_B}(?:{_AND})|、|[，,](?={_B}第)){_B}"
)
_NARROWED = re.compile(rf"{_B}(?:[中里]?的|[中里])?{_B}")
_MEMBER = re.compile(rf"[）)\s]*(?P<range>{_RANGE})?[^{NUMERAL[1:-1]}]*?(?P<number>{NUMERAL}+)")
# 38条建议 counts things; 38条规定了什么 cites.
_COUNTED = re.compile(
    r"\s*(?:建议|意见|措施|理由|经验|知识|问题|案例|消息|新闻|线索|要点|裤子|裙子|鱼|狗|路|街|腿|命|船|[微短]信)"
)
_DEPTH = {"条": 0, "條": 0, "": 0, "款": 1, "项": 2, "項": 2, "目": 3}


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A cited provision inside a list, and where it stands. A part that nobody wrote is None."""

    start: int
    end: int
    article: ArticleNumber | None = None
    paragraph: int | None = None
    item: int | None = None

    def narrowed(self, depth: int, number: int, start: int, end: int) -> CitedProvision:
        """The part of this provision with that number: a paragraph (1), an item (2), or something smaller."""
        if depth == 1:
            return CitedProvision(start, end, self.article, number)
        return CitedProvision(
            start, end, self.article, self.paragraph, number if depth == 2 else self.item
        )


NOWHERE = CitedProvision(0, 0)


def read_list(
    text: str, place: int, opened: Sequence[CitedProvision] = (), *, counted: bool = False
) -> list[CitedProvision]:
    """The provisions of the list that begins, or behind those that are `opened` goes on, at `place`; [] where there is none.

    `counted` also reads a first number that no 第 makes an ordinal: 38条.

    >>> [(str(one.article), one.paragraph, one.item) for one in read_list("第三条至第五条、第七条第一款第（二）项的规定", 0)]
    [('第三条', None, None), ('第四条', None, None), ('第五条', None, None), ('第七条', 1, 2)]
    """
    cited, depth = list(opened), -1
    joint: re.Match[str] | None = None
    if opened:
        depth = 2 if opened[-1].item else 1 if opened[-1].paragraph else 0
        place, joint = _next(text, place, depth)
    while group := _group(text, place, counted=counted or joint is not None):
        found = _members(group, cited[-1] if cited else NOWHERE)
        new = _DEPTH[group["unit"] or ""]
        if not found or (not cited and new):
            break
        if cited and joint is None and new > depth:
            found[0] = replace(found[0], start=cited.pop().start)
        elif joint and joint["range"]:
            cited += between(cited[-1], found[0])
        cited += found
        depth = new
        place, joint = _next(text, group.end(), depth)
    return cited


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _group(text: str, place: int, *, counted: bool) -> re.Match[str] | None:
    match = _GROUP.match(text, place)
    if not match or (not match["ordinal"] and (not counted or _COUNTED.match(text, match.end()))):
        return None
    return match


def _next(text: str, place: int, depth: int) -> tuple[int, re.Match[str] | None]:
    """Where the list goes on, and what joins it there: nothing where the next group narrows this one."""
    close = _end(_NARROWED, text, place)
    group = _GROUP.match(text, close)
    if group and group["ordinal"] and _DEPTH[group["unit"] or ""] > depth:
        return close, None
    joint = _JOINT.match(text, place)
    return (joint.end(), joint) if joint else (close, None)


def _members(group: re.Match[str], within: CitedProvision) -> list[CitedProvision]:
    """The provisions of one group; of a list in a group each stands at its own number."""
    depth = _DEPTH[group["unit"] or ""]
    found: list[CitedProvision] = []
    for member in _MEMBER.finditer(group["numbers"]):
        number = to_int(member["number"])
        if not number or number > LARGEST_ARTICLE:
            return []
        start, end = (group.start("numbers") + place for place in member.span("number"))
        start = start - (group.string[start - 1] in "（(") if found else group.start()
        end += group.string[end : end + 1] in ("）", ")")
        one = (
            CitedProvision(start, end, ArticleNumber(number))
            if depth == 0
            else within.narrowed(depth, number, start, end)
        )
        if member["range"] and found:
            found += between(found[-1], one)
        found.append(one)
    found[-1] = replace(found[-1], end=group.end())
    return list(_inserted(found, group)) if group["inserted"] else found


def _inserted(found: Sequence[CitedProvision], group: re.Match[str]) -> Iterator[CitedProvision]:
    """第一百二十条之一、之二: the articles that stand between two numbers."""
    *before, last = found
    yield from before
    previous = None
    for member in _MEMBER.finditer(group["inserted"]):
        number = to_int(member["number"]) or 0
        article = ArticleNumber(last.article.number, number) if last.article else None
        one = CitedProvision(last.start, group.end(), article)
        if member["range"] and previous:
            yield from between(previous, one)
        yield one
        previous = one


def between(first: CitedProvision, last: CitedProvision) -> list[CitedProvision]:
    """The provisions inside a range, both ends left out; the words that cite them are the whole range."""
    start, end = first.start, last.end
    if first.item and last.item:
        return [replace(last, start=start, item=number) for number in _inner(first.item, last.item)]
    if first.paragraph and last.paragraph and first.article == last.article:
        return [
            CitedProvision(start, end, last.article, number)
            for number in _inner(first.paragraph, last.paragraph)
        ]
    if not first.article or not last.article or (first.item is None) != (last.item is None):
        return []
    if first.article.number == last.article.number:
        inner = _inner(first.article.inserted, last.article.inserted)
        return [
            CitedProvision(start, end, ArticleNumber(last.article.number, number))
            for number in inner
        ]
    return [
        CitedProvision(start, end, ArticleNumber(number))
        for number in _inner(first.article.number, last.article.number)
    ]


def _inner(first: int, last: int) -> range:
    return range(first + 1, last)[:MAX_RANGE]
