"""Recognises where each page begins in a text into which several pages were saved.

A headline alone proves nothing: a text has headings of its own. A page begins at a short line only
where something says that a site set it: the name of the site beside it, a line of origin and time
below it (来源：… 发布时间：…), the address of the page above it, or a label (标题：…). And it begins
only where sentences follow before the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingestion.cleaning.boilerplate_lines import boilerplate_kind
from ingestion.cleaning.bylines import LABEL, is_byline
from ingestion.cleaning.headlines import (
    is_file_name,
    is_site_name,
    may_be_headline,
    without_site,
)

_SIGNS = re.compile(
    r"https?://|[_|｜–－\-—]|来源|來源|作者|发[布表]|發[佈布表]|点击|浏览|阅读|點擊|瀏覽|閱讀|时间|時間|日期|标题|標題|title|={5}|\*{5}|\.(?:txt|s?html?|docx?|pdf|md|json|aspx?|php)\b|logo",
    re.IGNORECASE,
)
"""What a text has in which a page may begin; most laws have no page, and many a dash."""
_ADDRESS = re.compile(
    r"(?:(?:URL|网址|链接|地址|来源(?:网址|链接)?|原文(?:链接|地址|网址)|link)[ \t]*[:：][ \t]*)?https?://\S+",
    re.IGNORECASE,
)
_RULE = re.compile(r"[=＝*＊~～#_—－\-]{5,}")
_TITLE_LABEL = re.compile(
    r"[【\[]?(?:文章)?(?:标题|標題|题目|title)[】\]]?[ \t]*[:：][ \t]*(?=\S)", re.IGNORECASE
)
_TEXT_LABEL = re.compile(
    r"[【\[]?(?:正文|内容|內容|全文|content|text|body)[】\]]?[ \t]*[:：][ \t]*", re.IGNORECASE
)
_FIELD_LABEL = re.compile(
    r"[【\[]?(?:时间|日期|来源|作者|发布(?:时间|日期|机构)|發佈時間|時間|來源|栏目|关键词|date|source|author|time|url|link)[】\]]?[ \t]*[:：].{0,120}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？][”’」』）)》】\"]*$|[，；].*[。；]")
_LEAST_BODY = 20  # characters
_MOST = 120  # characters of a headline with its site; a longer line is text
_NEAR = 3  # lines below a headline among which its byline stands
_ABOVE = 3  # lines above it that belong to its page
_OF_ORIGIN = frozenset(("site", "byline", "label", "address"))


@dataclass(frozen=True, slots=True)
class PageStart:
    """The place at which a page begins.

    Attributes:
        line: The index of the line of its headline.
        title: The headline without label and site.
        evidence: What says so: site, byline, label or address.
        removed: Lines around it that belong to no text, and what each is.
        cut: What was cut off the headline.
    """

    line: int
    title: str
    evidence: str
    removed: dict[int, str] = field(default_factory=dict)
    cut: str = ""


def find_pages(lines: Sequence[str], marked: frozenset[int] = frozenset()) -> list[PageStart]:
    """Find the pages that were saved into a text.

    Args:
        lines: The lines of the text.
        marked: The indices of lines that are marked as headings of the first rank.

    Returns:
        The places at which pages begin. Where it is one place, it is the first line of the text
        that is no boilerplate.
    """
    if not any(len(line) <= _MOST and _SIGNS.search(line) for line in lines):
        return []
    shown = [number for number, line in enumerate(lines) if line.strip()]
    starts = [
        start
        for place in range(len(shown))
        if (start := _start_at(lines, shown, place, marked)) is not None
    ]
    starts = _with_bodies(lines, starts)
    if not starts:
        return []
    above = [number for number in shown if number < starts[0].line]
    above = [number for number in above if number not in starts[0].removed]
    above = [number for number in above if boilerplate_kind(lines[number]) is None]
    if len(starts) == 1:
        return starts if not above else []
    if any(_SENTENCE.search(lines[number]) for number in above):
        return [PageStart(above[0], lines[above[0]].strip(), "first line"), *starts]
    return starts


def _start_at(
    lines: Sequence[str],
    shown: Sequence[int],
    place: int,
    marked: frozenset[int],
) -> PageStart | None:
    """The page that begins at the line with a place among those that are not blank."""
    number = shown[place]
    text = lines[number].strip()
    if len(text) > _MOST:
        return None
    label = _TITLE_LABEL.match(text)
    if label is not None:
        return _labelled(lines, shown, place, label)
    headline, cut = without_site(text)
    if not may_be_headline(headline) or is_site_name(text) or is_file_name(text):
        return None
    if _FIELD_LABEL.fullmatch(text) or _ADDRESS.fullmatch(text):
        return None
    above = dict(_above(lines, shown, place))
    evidence = _evidence(lines, shown, place, cut, above)
    if evidence is None and number in marked and above:
        evidence = "address"
    if evidence is None or (boilerplate_kind(headline) is not None):
        return None
    return PageStart(number, headline, evidence, above, cut)


def _evidence(
    lines: Sequence[str],
    shown: Sequence[int],
    place: int,
    cut: str,
    above: dict[int, str],
) -> str | None:
    if cut:
        return "site"
    for below in shown[place + 1 : place + 1 + _NEAR]:
        text = " ".join(lines[below].split())
        if is_byline(text):
            return "byline"
        kind = boilerplate_kind(text)
        if kind is None:
            break
    if any(what in ("page address", "file name") for what in above.values()):
        return "address"
    return None


def _labelled(
    lines: Sequence[str],
    shown: Sequence[int],
    place: int,
    label: re.Match[str],
) -> PageStart | None:
    """The page of a line `标题：…` where a line `正文：…` or lines of other fields follow it."""
    number = shown[place]
    removed = dict(_above(lines, shown, place))
    has_text = False
    fields = 0
    for below in shown[place + 1 : place + 9]:
        text = lines[below].strip()
        if _TEXT_LABEL.match(text):
            has_text = True
            break
        if not _FIELD_LABEL.fullmatch(text):
            break
        fields += 1
        removed[below] = "byline"
    if not has_text and not fields:
        return None
    title, cut = without_site(lines[number].strip()[label.end() :])
    return PageStart(number, title, "label", removed, label[0] + cut)


def _above(
    lines: Sequence[str],
    shown: Sequence[int],
    place: int,
) -> Iterator[tuple[int, str]]:
    """The lines right above a headline that belong to its page, and what each is."""
    for number in reversed(shown[max(place - _ABOVE, 0) : place]):
        text = lines[number].strip()
        if _ADDRESS.fullmatch(text):
            yield number, "page address"
        elif _RULE.fullmatch(text):
            yield number, "rule between pages"
        elif is_file_name(text):
            yield number, "file name"
        elif is_site_name(text):
            yield number, "site line"
        elif boilerplate_kind(text) is None:
            return


def _with_bodies(lines: Sequence[str], starts: Sequence[PageStart]) -> list[PageStart]:
    """The starts that are followed by a text before the next one."""
    kept = []
    for start, end in pairwise([*(start.line for start in starts), len(lines)]):
        body = [lines[number].strip() for number in range(start + 1, end)]
        length = sum(len(text) for text in body)
        kept.append(length >= _LEAST_BODY and any(_SENTENCE.search(text) for text in body))
    return [start for start, is_page in zip(starts, kept, strict=True) if is_page]


def without_text_label(line: str) -> tuple[str, str]:
    """Cut the label of a text off its line.

    Args:
        line: The first line of a page of fields.

    Returns:
        The line, and the label.

    >>> without_text_label("正文：第一条 略。")
    ('第一条 略。', '正文：')
    """
    label = _TEXT_LABEL.match(line)
    return (line[label.end() :], label[0]) if label else (line, "")


def is_bare_stamp(line: str) -> bool:
    """Say whether a byline only states a time, without a label.

    Args:
        line: A byline.

    Returns:
        Whether it does.
    """
    return LABEL.search(line) is None
