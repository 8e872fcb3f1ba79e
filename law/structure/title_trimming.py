"""What is glued to a title and is no part of it: marks of copies, list numbers, other scripts."""

from __future__ import annotations

import re

from law.structure.title_words import is_complete, is_norm_title

_COPY_MARK = re.compile(
    r"(?:[\s_\-]*(?:副本|复件|拷贝|备份|copy)\s*(?:[（(]?\d*[）)]?)"
    r"|\s*[（(]\d{1,2}[）)]"
    r"|[\s_\-]*[（(【\[]?(?:最终版?|定稿|终稿|清洁版|打印版|排版稿?|电子版|word版|pdf版|v\d+(?:\.\d+)*)[）)】\]]?)$",
    re.IGNORECASE,
)
"""What a file manager or an office adds to the name of a file."""
_LIST_NUMBER = re.compile(
    r"^(?:\d{1,3}\s*[.、．_\-]|[一二三四五六七八九十]{1,3}、)\s*(?=[\u4e00-\u9fff《])"
)
_LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*[（(]\s*[A-Za-z][A-Za-z ,.'’&\-]{3,}[）)]$")
_MARKUP = "*＊＃#=＝~～"
_EMPTY_BRACKETS = re.compile(r"[（(\[【]\s*[）)\]】]")
_SITE_IN_FRONT = re.compile(
    r"^[^_|｜—–\-《]{0,16}?(?:网|网站|门户|图书馆|数据库|文库|在线|频道)\s*[_|｜\-—–－]+\s*(?=[\u4e00-\u9fff《])"
)


def trim_name(name: str) -> str:
    """Cut off what a file manager or an office adds to the name of a file.

    Args:
        name: The name without ending, date and site.

    Returns:
        The name by itself; a number in front is cut off only before the title of a rule or paper.

    >>> trim_name("03.水闸办法 - 副本"), trim_name("水闸办法(1)"), trim_name("水闸办法（试行）")
    ('水闸办法', '水闸办法', '水闸办法（试行）')
    """
    shorter = _EMPTY_BRACKETS.sub("", name).strip(" _-")
    while True:
        cut = _COPY_MARK.sub("", shorter).rstrip()
        if cut == shorter or len(cut) < 2:
            break
        shorter = cut
    rest = _LIST_NUMBER.sub("", shorter)
    return rest if is_complete(rest) else shorter


def trim_caption(words: str) -> str:
    """Cut off what stands around the title in its line.

    Args:
        words: The words of the title's lines.

    Returns:
        The title: without asterisks, a number of a list, the site's name in front, its marks
        《》, a full stop or its translation in brackets behind it.

    >>> trim_caption("**十二、《水闸保护办法》**"), trim_caption("水闸条例 (Sluice Regulations)")
    ('水闸保护办法', '水闸条例')
    """
    title = _LATIN_TAIL.sub("", words.strip().strip(_MARKUP).strip())
    if is_norm_title(title.rstrip("。")):
        title = title.rstrip("。")
    rest = _SITE_IN_FRONT.sub("", title)
    title = rest if is_complete(rest) else title
    rest = _LIST_NUMBER.sub("", title)
    title = rest if is_norm_title(rest.rstrip("》")) else title
    is_marked = title.startswith("《") and title.endswith("》") and title.count("《") == 1
    if is_marked and is_norm_title(title[1:-1]):
        return title[1:-1]
    return title or words
