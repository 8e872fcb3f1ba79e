"""The grammar of cited provisions: 第三条至第五条、第七条第一款第（二）项 to numbers and places.

A group is a run of numbers before one unit: 第一百二十条之一 · 第一、三款 · 第（一）至（三）项 · 第二十五、二十六条.
A group that follows directly narrows the one before it (第三条第一款). A group behind a joint goes on
with the list (第三条、第四条).

A grammar of whole citations, names included, was set aside. Names need the words before them. Lists
are the same behind a name, behind 前条 and behind nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.notation.numerals import NUMERAL, ArticleNumber, to_int
from corpus.notation.simplified import simplify

LARGEST_ARTICLE = 1500
"""A larger number is a year or a sum: the longest law, the Civil Code, has 1,260 articles."""

MAX_RANGE = 150
"""The most articles that are read from one range.

第三百九十八条至第四百一十九条 is a real range. No reader wants the list of 第一条至第一千条.
"""

_RANGE = "至|到|[-–—~～－]+"
# Blanks, or a line that was broken. The count is bounded, because a bad text may have nothing else.
# Blanks are not given back: several of these in a row would share them in every possible way, and
# 1 - 2 - 3 - 4 in a table would take for ever.
_B = r"\s{0,4}+"
_AND = "以及|及其?|和|与|或者?|并"
# Judgments write the name of the crime behind an article: 第二百六十四条（盗窃罪）、第五十二条.
_REMARK = rf"(?:{_B}（[^（）第]{{1,20}}）)?"
_NUMBER = rf"[（(]?{_B}{NUMERAL}{{1,9}}+{_B}[）)]?"
_NUMBERS = rf"{_NUMBER}(?:{_B}(?:{_RANGE}|、|，|,|{_AND}){_B}第?{_B}{_NUMBER}){{0,40}}"
_INSERTED = rf"之{_B}{NUMERAL}{{1,3}}(?![般次个])"
_ALL_INSERTED = rf"{_B}{_INSERTED}(?:{_B}(?:、|和|及|与|{_RANGE}){_B}{_INSERTED}){{0,9}}"
_GROUP = re.compile(
    rf"(?P<ordinal>第)?{_B}(?P<numbers>{_NUMBERS}){_B}"
    rf"(?:(?:之{_B}(?P<between>{NUMERAL}{{1,3}})|(?P<letter>[A-HJ-NP-Z]{{1,2}})){_B}(?=[条條]))?"
    r"(?:"
    r"(?P<unit>[条條](?![款约約例件])|款(?![项項式])|[项項](?!目)|目)"
    rf"(?:(?P<inserted>{_ALL_INSERTED})|(?P<added>附{NUMERAL}{{1,2}})(?!\\s*[表件图页]))?"
    rf"|(?=第{_B}{NUMERAL}+{_B}款)"  # judgments leave out 条: 第七十二第一款
    r")"
)
_JOINT = re.compile(
    rf"{_REMARK}{_B}"
    rf"(?:(?P<range>{_RANGE})|[、，,]?{_B}(?:{_AND})|、|[，,](?={_B}第))"
    rf"{_B}"
)
_NARROWED = re.compile(rf"{_B}(?:[中里]?的|[中里])?{_B}")
_MEMBER = re.compile(rf"[）)\s]*+(?P<range>{_RANGE})?[^{NUMERAL[1:-1]}]*?(?P<number>{NUMERAL}+)")
# 38条建议 counts things; 38条规定了什么 cites.
_COUNTED = re.compile(
    r"\s*(?:建议|意见|措施|理由|经验|知识|问题|案例|消息|新闻|线索|要点"
    r"|裤子|裙子|鱼|狗|路|街|腿|命|船|[微短]信)"
)
_HYPHENS = frozenset("-‐‑‒–—−－")
_MOST_INSERTED = 9
"""Articles that a hyphen may count behind one: 第2-12條 is a range."""
_ARTICLE = 0
_PARAGRAPH = 1
_ITEM = 2
_DEPTH = {
    "条": _ARTICLE,
    "條": _ARTICLE,
    "": _ARTICLE,
    "款": _PARAGRAPH,
    "项": _ITEM,
    "項": _ITEM,
    "目": 3,
}


_HYPHENATED = re.compile(
    rf"(第\s{{0,2}}{NUMERAL}{{1,4}}\s{{0,2}}[-‐–—－]\s{{0,2}}{NUMERAL}{{1,2}}\s{{0,2}})條"
)


def simplify_citations(text: str) -> str:
    """Replace traditional characters by simplified ones, all places kept, to read citations.

    Args:
        text: Any text.

    Returns:
        The text. 條 stays behind a hyphen, since 第2-3條 is one article and 第2-3条 is two.

    >>> simplify_citations("勞動基準法第2-3條、第4條")
    '劳动基准法第2-3條、第4条'
    """
    simplified = simplify(text)
    if simplified == text:
        return text
    for match in _HYPHENATED.finditer(text):
        at = match.end() - 1
        simplified = f"{simplified[:at]}條{simplified[match.end() :]}"
    return simplified


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A cited provision in a list. A part that the text does not name is None.

    Attributes:
        start: Where its words begin in the text.
        end: Where they end.
        article: The article.
        paragraph: The number of the paragraph (款).
        item: The number of the item (项).
        doubtful: Whether the number was misread, and the article is only the likely one.
    """

    start: int
    end: int
    article: ArticleNumber | None = None
    paragraph: int | None = None
    item: int | None = None
    doubtful: bool = False

    def narrowed(
        self,
        depth: int,
        number: int,
        start: int,
        end: int,
    ) -> CitedProvision:
        """Take a part of this provision.

        Args:
            depth: The unit of the part: 1 a paragraph, 2 an item, 3 something smaller.
            number: The number of the part.
            start: Where the words of the part begin.
            end: Where they end.

        Returns:
            The part; something smaller than an item stays the item.
        """
        paragraph = self.paragraph
        item = self.item
        if depth == _PARAGRAPH:
            paragraph = number
            item = None
        elif depth == _ITEM:
            item = number
        return CitedProvision(
            start,
            end,
            self.article,
            paragraph,
            item,
            self.doubtful,
        )


_UNKNOWN = CitedProvision(0, 0)


def read_list(
    text: str,
    place: int,
    opened: Sequence[CitedProvision] = (),
    *,
    counted: bool = False,
) -> list[CitedProvision]:
    """Read the list of provisions that begins, or goes on, at a place.

    Args:
        text: The text.
        place: Where the list begins, or goes on behind provisions that are known.
        opened: The known provisions, such as those that 前款 means.
        counted: Whether to read also a first number without 第: 38条.

    Returns:
        The known provisions and those of the list; nothing where there is no list.

    >>> found = read_list("第三条至第五条、第七条第一款第（二）项的规定", 0)
    >>> [(str(provision.article), provision.paragraph, provision.item) for provision in found]
    [('第三条', None, None), ('第四条', None, None), ('第五条', None, None), ('第七条', 1, 2)]
    """
    cited = list(opened)
    depth = -1
    joint: re.Match[str] | None = None
    if opened:
        depth = _depth_of(opened[-1])
        place, joint = _next_group(text, place, depth)
    while True:
        group = _GROUP.match(text, place)
        if group is None or not _is_read(group, depth, counted=counted or joint is not None):
            break
        within = cited[-1] if cited else _UNKNOWN
        new_depth = _depth(group)
        is_taiwans = joint is None and depth == _ITEM and new_depth == _PARAGRAPH
        if is_taiwans:
            # 第一項第二款: in Taiwan a 項 is a paragraph, and its parts are 款
            cited[-1] = replace(cited[-1], paragraph=cited[-1].item, item=None)
            within = cited[-1]
            new_depth = _ITEM
        found = _read_members(group, within, new_depth)
        if not found or (not cited and new_depth != _ARTICLE):
            break
        if cited and joint is None and (new_depth > depth or is_taiwans):
            found[0] = replace(found[0], start=cited.pop().start)
        elif joint and joint["range"]:
            cited += between(cited[-1], found[0])
        cited += found
        depth = new_depth
        place, joint = _next_group(text, group.end(), depth)
    return cited


def _depth(group: re.Match[str]) -> int:
    return _DEPTH[group["unit"] or ""]


def _depth_of(provision: CitedProvision) -> int:
    if provision.item:
        return _ITEM
    return _PARAGRAPH if provision.paragraph else _ARTICLE


def _is_read(
    group: re.Match[str],
    depth: int,
    *,
    counted: bool,
) -> bool:
    """Say whether a group cites: behind 第, as an item in brackets, or where numbers count."""
    if group["ordinal"] or _is_bracketed_item(group, depth):
        return True
    return counted and not _COUNTED.match(group.string, group.end())


def _is_bracketed_item(group: re.Match[str], depth: int) -> bool:
    """Say whether a group is an item in brackets without 第.

    The court's provisions on damage in rail transport write 铁路法第十七条第一款（一）项.
    """
    numbers = group["numbers"].strip()
    in_brackets = numbers[0] in "（(" and numbers[-1] in "）)"
    return in_brackets and _depth(group) == _ITEM and _ARTICLE <= depth < _ITEM


def _next_group(
    text: str,
    place: int,
    depth: int,
) -> tuple[int, re.Match[str] | None]:
    """Return where the list goes on, and what joins it there.

    There is no joint where the next group narrows this one.
    """
    narrowed = _NARROWED.match(text, place)
    close = narrowed.end() if narrowed else place
    group = _GROUP.match(text, close)
    if group:
        is_taiwans = depth == _ITEM and _depth(group) == _PARAGRAPH and close == place
        is_narrower = bool(group["ordinal"]) and (_depth(group) > depth or is_taiwans)
        if is_narrower or _is_bracketed_item(group, depth):
            return close, None
    joint = _JOINT.match(text, place)
    if joint:
        return joint.end(), joint
    return close, None


def _read_members(
    group: re.Match[str],
    within: CitedProvision,
    depth: int,
) -> list[CitedProvision]:
    """Read the provisions of one group; in a group with several, each stands at its own number."""
    found: list[CitedProvision] = []
    for member in _MEMBER.finditer(group["numbers"]):
        number = to_int(member["number"])
        if not number or number > LARGEST_ARTICLE:
            return []
        start, end = _place_of(member, group, is_first=not found)
        if depth == _ARTICLE:
            inserted = _hyphenated(group, member, found, number)
            if inserted:
                found[-1] = replace(found[-1], end=end, article=inserted)
                continue
            provision = CitedProvision(start, end, ArticleNumber(number))
        else:
            provision = within.narrowed(
                depth,
                number,
                start,
                end,
            )
        if member["range"] and found:
            found += between(found[-1], provision)
        found.append(provision)
    if found[-1].end != group.end():
        found[-1] = replace(found[-1], end=group.end())
    last = found[-1].article
    has_additions = group["between"] or group["letter"] or group["added"]
    if last and depth == _ARTICLE and has_additions:
        found[-1] = replace(found[-1], article=_with_additions(last, group))
    if group["inserted"]:
        return list(_read_inserted(found, group))
    return found


def _place_of(
    member: re.Match[str],
    group: re.Match[str],
    *,
    is_first: bool,
) -> tuple[int, int]:
    """Where a member of a group stands; the first one begins with the group's own words."""
    text = group.string
    start = group.start()
    if not is_first:
        start = group.start("numbers") + member.start("number")
        if text[start - 1] in "（(":
            start -= 1
    end = group.start("numbers") + member.end("number")
    if text[end : end + 1] in ("）", ")"):
        end += 1
    return start, end


def _hyphenated(
    group: re.Match[str],
    member: re.Match[str],
    found: Sequence[CitedProvision],
    number: int,
) -> ArticleNumber | None:
    """Read 第2-1條, as Taiwan numbers what is inserted; None where the hyphen makes a range."""
    before = found[-1].article if found else None
    if before is None or before.inserted or member["range"] not in _HYPHENS:
        return None
    is_range = number > before.number
    if is_range and (group["unit"] != "條" or number > _MOST_INSERTED):
        return None
    return ArticleNumber(before.number, number)


def _with_additions(article: ArticleNumber, group: re.Match[str]) -> ArticleNumber:
    """The article with what a group has before or behind 条: 第二之一条, 第2A條, 第二条附1."""
    if group["between"]:
        return article._replace(inserted=to_int(group["between"]) or 0)
    return article._replace(suffix=group["letter"] or group["added"] or "")


def _read_inserted(
    found: Sequence[CitedProvision], group: re.Match[str]
) -> Iterator[CitedProvision]:
    """Read 第一百二十条之一、之二: the articles that stand between two numbers."""
    *before, last = found
    yield from before
    previous: CitedProvision | None = None
    for member in _MEMBER.finditer(group["inserted"]):
        number = to_int(member["number"]) or 0
        article: ArticleNumber | None = None
        if last.article:
            article = ArticleNumber(last.article.number, number)
        provision = CitedProvision(last.start, group.end(), article)
        if member["range"] and previous:
            yield from between(previous, provision)
        yield provision
        previous = provision


def between(first: CitedProvision, last: CitedProvision) -> list[CitedProvision]:
    """List the provisions inside a range, both ends left out.

    Args:
        first: The first provision of the range.
        last: Its last provision.

    Returns:
        At most `MAX_RANGE` provisions; each stands at the words of the whole range.

    >>> found = between(*read_list("第三条、第六条", 0))
    >>> [str(provision.article) for provision in found]
    ['第四条', '第五条']
    """
    template = replace(last, start=first.start)
    if first.item and last.item:
        items = _inner(first.item, last.item)
        return [replace(template, item=number) for number in items]
    if first.paragraph and last.paragraph and first.article == last.article:
        paragraphs = _inner(first.paragraph, last.paragraph)
        return [replace(template, paragraph=number, item=None) for number in paragraphs]
    if not first.article or not last.article:
        return []
    if (first.item is None) != (last.item is None):
        return []
    return [
        CitedProvision(template.start, template.end, article)
        for article in _articles_between(first.article, last.article)
    ]


def _articles_between(first: ArticleNumber, last: ArticleNumber) -> list[ArticleNumber]:
    if first.number == last.number:
        inserted = _inner(first.inserted, last.inserted)
        return [ArticleNumber(last.number, number) for number in inserted]
    numbers = _inner(first.number, last.number)
    return [ArticleNumber(number) for number in numbers]


def _inner(first: int, last: int) -> range:
    return range(first + 1, last)[:MAX_RANGE]
