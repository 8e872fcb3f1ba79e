"""Recognises the headline of a page that was saved as text, and cuts off the name of its site."""

from __future__ import annotations

import re

from corpus.notation.marks import read_mark

_SITE = (
    r"(?:网站?|门户|官网|频道|平台|在线|日报|晚报|晨报|早报|时报|工人报|法治报|客户端|公众号|文库|知乎|百科|数据库|法规库|资讯|"
    r"信息中心|搜狐|新浪|腾讯|网易|人民政府|图书馆|網|網站|日報|晚報|時報|入口網|資料庫|人民政府門戶網站)"
)
_BEHIND = re.compile(
    rf"[ \t]*(?:[_|｜]+|(?<![—–－\-])[–－\-](?![—–－\-]))[ \t]*(?![致给記记])[^_|｜—–，。：；\n]{{0,24}}{_SITE}$"
)
_PART_BEHIND = re.compile(r"[ \t]*[_|｜][ \t]*[^_|｜，。：；《》\n]{2,12}$")
"""The name of a channel, between the headline and the name of the site."""
_BEFORE = re.compile(
    rf"[^_|｜，。：；《》\n]{{1,16}}?{_SITE}[ \t]*(?:[_|｜]+|[–－\-—]+)[ \t]*(?=[\u4e00-\u9fff《“])"
)
_BRACKETED = re.compile(
    rf"[【\[][^】\]，。；：《》\n]{{1,16}}?{_SITE}[】\]][ \t]*(?=[\u4e00-\u9fff《“])"
)
_WITH_BLANK = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:门户网站|新闻网|政府网|信息网|官网)[ \t\u3000]+(?=[\u4e00-\u9fff《“]{4})"
)
_NO_SITE = re.compile(
    r"(?:互联|物联|车联|互聯|物聯|电|電|管|路|渔|漁|上|全|联|落|水)[网網][ \t]*[–－\-—]"
)
_SITE_NAME = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,14}}{_SITE}(?<!人民政府)[ \t]*)?(?:logo|LOGO|Logo)图?片?|[\u4e00-\u9fff]{{2,12}}(?:网|门户网站|网站|在线|频道|官网)"
)
_FILE_NAME = re.compile(
    r"[^\s，。；：/]{1,80}\.(?:txt|html?|shtml|xhtml|docx?|pdf|md|json|aspx?|jsp|php)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[。；;，,、：:]$")
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 5  # ideographs
_LONGEST = 60  # characters
_LEAST_LEFT = 4  # characters of a headline


def without_site(line: str) -> tuple[str, str]:
    """Cut the name of a site off a headline.

    Args:
        line: A line.

    Returns:
        The headline, and what was cut off it.

    >>> without_site("禾川工会网_走进工地"), without_site("走进工地_工会动态_禾川工会网")
    (('走进工地', '禾川工会网_'), ('走进工地', '_工会动态_禾川工会网'))
    """
    text = line.strip()
    cut = _BEHIND.sub("", text)
    if cut != text:
        channel = _PART_BEHIND.sub("", cut)
        if len(channel) >= _LEAST_LEFT and "_" in text:
            cut = channel
    if len(cut) < _LEAST_LEFT:
        cut = text
    before = _BEFORE.match(cut) or _BRACKETED.match(cut) or _WITH_BLANK.match(cut)
    start = 0
    if before and len(cut) - before.end() >= _LEAST_LEFT and not _NO_SITE.search(before[0]):
        start = before.end()
    headline = cut[start:]
    return headline, text[:start] + text[len(cut) :]


def may_be_headline(line: str) -> bool:
    """Say whether a line may be the headline of a page.

    Args:
        line: A line without the name of a site.

    Returns:
        Whether it is a short line that is no sentence, opens no provision, and has enough words.
    """
    text = line.strip()
    if len(text) > _LONGEST or _ENDS.search(text) or len(_IDEOGRAPHS.findall(text)) < _SHORTEST:
        return False
    return "。" not in text and read_mark(text) is None


def is_site_name(line: str) -> bool:
    """Say whether a line is the name or logo of a site.

    Args:
        line: A line.

    Returns:
        Whether it is.
    """
    return _SITE_NAME.fullmatch(line.strip()) is not None


def is_file_name(line: str) -> bool:
    """Say whether a line is the name of a file.

    Args:
        line: A line.

    Returns:
        Whether it is.
    """
    return _FILE_NAME.fullmatch(line.strip()) is not None
