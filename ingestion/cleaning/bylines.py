"""Reads the line below a title that gives a page's origin, author, date and number of readers.

It is no part of the text, and the best metadata that a page has. So it is removed from the text,
and its facts become the document's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.notation.dates import iso_date
from corpus.notation.simplified import simplify

_LABELS = (
    r"信息来源|本文来源|文章来源|新闻来源|内容来源|稿件来源|来源|稿源|出处|原载|文章作者|作者|撰稿人?|撰文|记者|通讯员|供稿人?|供稿单位|责任编辑|本文编辑|编辑|责编|美编|编审|审核人?|审校|录入|录入者|发布人|发布者"
    r"|信息员|发布时间|发布日期|发表时间|发表日期|发表于|发布于|更新时间|更新日期|添加时间|时间|日期|浏览次数|浏览量|浏览数|浏览|点击次数|点击率|点击量|点击数|点击|阅读次数|阅读量|阅读数|阅读|访问次数|访问量"
    r"|人气|热度|评论数?|字号|字体|字体大小|视力保护色|分享到?|发布机构|发布单位|发布部门|信息提供|信息分类|文章关键词|关键词|关键字|文章标签|本文标签|标签|分类|栏目|所属栏目|文章分类"
)
LABEL = re.compile(
    rf"(?:^|(?<=[\s|｜/·；;【\[(（　]))(?:(?:{_LABELS})\s*[:：]|发表于\s*(?=\d)|发布于\s*(?=\d))"
)
_SURE = re.compile(
    r"(?:信息来源|本文来源|文章来源|新闻来源|稿件来源|稿源|来源|作者|记者|供稿|责任编辑|本文编辑|编辑|责编|编审|录入|发布时间|发布日期|发表时间|发布于|发表于|更新时间|浏览次数|浏览量|浏览|点击次数|点击率|点击量|点击数|点击"
    r"|阅读次数|阅读量|阅读|访问量|访问次数|人气|字号|字体|视力保护色|关键词|关键字|标签|所属栏目|审核人?)\s*[:：]|发[表布]于\s*\d"
)
_LABELLED = {
    "publisher": re.compile(r"来源|稿源|出处|原载|发布机构|发布单位|发布部门|供稿单位"),
    "author": re.compile(r"作者|撰稿|撰文|记者|通讯员|供稿"),
    "date": re.compile(r"发布时间|发布日期|发表|发布于|添加时间|更新|时间|日期"),
}
_MOST_BYLINE = 160
_LONGEST_VALUE = 40
DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_TIME = r"[T\s]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_CLOCK = re.compile(rf"{DAY.pattern}{_TIME}")
_DATED = re.compile(
    rf"(?:.{{2,24}}\s)?{DAY.pattern}{_TIME}(?:\s.{{0,40}})?"
)  # 云岭日报 2024-03-01 10:22
_MEDIUM = r"[\u4e00-\u9fff]{2,10}(?:日报|晚报|晨报|早报|时报|商报|工人报|青年报|法治报|法制报|新闻网|在线|发布|通讯社|广播电视台|网)"
_WRITER = r"(?:本报)?(?:记者|通讯员|实习生|作者|编辑)[ /]{0,3}[\u4e00-\u9fff·]{2,4}"
_ISO_DAY = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
_REPORTED = re.compile(
    rf"(?:{_MEDIUM}\s+)?(?:{_WRITER}\s+){{1,3}}{DAY.pattern}(?:{_TIME})?"
    rf"|{_MEDIUM}\s+{_ISO_DAY}(?:{_TIME})?|{_ISO_DAY}(?:{_TIME})?\s+{_MEDIUM}"
)
"""云岭日报 记者 李明 2024-03-01: no labels, and what no signature has."""
_WRAPPED = re.compile(r"[（(【\[]([^（(【\[]*)[）)】\]]")
_LEADING_DAY = re.compile(rf"^{DAY.pattern}(?:{_TIME})?\s*[|｜]?\s*")


def is_byline(text: str) -> bool:
    """Say whether a line consists of the origin, author, date or number of readers of a page.

    Args:
        text: One line.

    Returns:
        Whether it does.

    >>> is_byline("来源：云岭日报 发布时间：2024-03-01 作者：李明"), is_byline("工会经费的来源：")
    (True, False)
    >>> is_byline("时间：2024年3月1日")
    False
    """
    text = simplify(text)
    if len(text) > _MOST_BYLINE or re.search(r"[，。；]", text):
        return False
    wrapped = _WRAPPED.fullmatch(text)
    text = wrapped[1].strip() if wrapped else text
    if _DATED.fullmatch(text):  # a time of day is what no signature has
        return True
    if _REPORTED.fullmatch(text):
        return True
    rest = _LEADING_DAY.sub("", text).lstrip("【[（( ")
    if not LABEL.match(rest) or not _SURE.search(rest):
        return False
    facts = len(LABEL.findall(rest))
    if rest != text:
        facts += 1  # the day before the labels
    return facts >= 2 or len(text) <= 40 or bool(_CLOCK.search(text))


def byline(line: str) -> Iterator[tuple[str, str]]:
    """Read the facts of a byline.

    Args:
        line: A line for which `is_byline` is true.

    Returns:
        Names and values: `publisher`, `author`, and `date` in ISO form.

    >>> dict(byline("来源：云岭日报 发布时间：2024年3月1日 10:22 作者：李明 浏览次数：12"))
    {'publisher': '云岭日报', 'date': '2024-03-01', 'author': '李明'}
    """
    labels = list(LABEL.finditer(simplify(line)))  # which keeps every character's place
    ends = [label.start() for label in labels[1:]]
    ends.append(len(line))
    for label, end in zip(labels, ends, strict=False):
        name = _fact_name(label[0])
        if name is None:
            continue
        value = line[label.end() : end].strip(" \t\u3000\xa0|｜/·【】[]()（）;；")
        value = _fact_value(name, value)
        if 0 < len(value) <= _LONGEST_VALUE:
            yield name, value
    if not any(_LABELLED["date"].search(label[0]) for label in labels):
        stamp = day(line)
        if stamp:
            yield "date", stamp
    if not labels:
        publisher = re.match(
            rf"([\u4e00-\u9fffA-Za-z]{{2,20}})\s+(?:{_WRITER}|(?:19|20)\d\d)", line.strip()
        )
        if publisher:
            yield "publisher", publisher[1]


def _fact_name(label: str) -> str | None:
    for name, pattern in _LABELLED.items():
        if pattern.search(label):
            return name
    return None


def _fact_value(name: str, text: str) -> str:
    if name == "date":
        return day(text)
    end = r"\s+" if name == "publisher" else r"\s{2,}|\d{4}[-年]"
    return re.split(end, text)[0].strip()


def day(text: str) -> str:
    """Return the first date in a text.

    Args:
        text: Any text.

    Returns:
        The date in ISO form; "" where there is none.
    """
    match = DAY.search(text)
    if match is None:
        return ""
    year, month, day_of_month = (int(number) for number in match.groups())
    return iso_date(year, month, day_of_month) or ""
