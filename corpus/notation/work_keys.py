"""Titles, and the key under which all versions of one work stand together.

The key of a work is its title as lawyers say it: without 中华人民共和国, title marks, marks of a version
and white space, and with full-width brackets. So 中华人民共和国劳动合同法（2012年修正） and 《劳动合同法》 are one
work. 解释（一） and 解释（二）, 办法 and 办法（试行） are different works: those marks are part of the name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

from corpus.notation.simplified import simplify
from corpus.records import Span

STATE = "中华人民共和国"
"""The name of the state, which a key leaves out."""

_FULL_WIDTH = str.maketrans(
    {
        "/": "／",  # this and the next three separate the parts of an id
        "#": "＃",
        "@": "＠",
        "~": "～",
        "(": "（",
        ")": "）",
        ",": "，",
        ":": "：",
        ";": "；",
        "〔": "（",
        "〕": "）",
        "［": "（",
        "］": "）",
        "[": "（",
        "]": "）",
        "<": "〈",
        ">": "〉",
        "﹝": "（",
        "﹞": "）",
    }
)
_VERSION_MARK = re.compile(
    r"（(?:\d{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:最新)?"
    r"(?:修正|修订|修改|修正版|修订版|版|文本|全文|现行有效|已失效|已被修改)(?:本|稿)?）$"
    r"|（\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?）$"
)
_MARKED = re.compile(r"^《(.*)》(?=$|（)")
_VARIED = re.compile(rf"[《》〈〉、，（）\s]|{STATE}")
_LONGEST_AUTHORITY = 40  # characters before 关于 that name who passed a work
_SPACED_OUT = re.compile(r"(?<!\S)([\u3400-\u9fff])\s+(?=[\u3400-\u9fff](?:\s|$))")
_TITLE_MARK = re.compile("[《》]")
_INNER_TITLE = re.compile("[《〈]")
_BLANKS = re.compile(r"\s+")


def titled(
    text: str,
    start: int = 0,
    end: int = sys.maxsize,
) -> Iterator[Span]:
    """Find the titles in 《》 in a text; a title inside a title is part of it.

    Args:
        text: Any text.
        start: Where to begin.
        end: Where to end.

    Yields:
        The places of the titles, with their marks.

    >>> text = "废止《关于适用《婚姻法》的解释》"
    >>> [text[title.start:title.end] for title in titled(text)]
    ['《关于适用《婚姻法》的解释》']
    """
    depth = 0
    opened = 0
    for mark in _TITLE_MARK.finditer(
        text,
        start,
        end,
    ):
        if mark[0] == "《":
            if depth == 0:
                opened = mark.start()
            depth += 1
            continue
        if depth == 0:  # 》 without 《
            continue
        depth -= 1
        if depth == 0:
            yield Span(opened, mark.end())


def unspace(text: str) -> str:
    """Remove the blanks that only space out single characters; make one of any other run.

    Args:
        text: A heading.

    Returns:
        The heading without these blanks.

    >>> unspace("总　　则"), unspace("第一步　先留证据")
    ('总则', '第一步 先留证据')
    """
    joined = _SPACED_OUT.sub(r"\1", text.strip())
    return _BLANKS.sub(" ", joined)


def work_key(title: str) -> str:
    """Make the key of the work that a title names, in simplified characters.

    Args:
        title: A title, with or without 《》.

    Returns:
        The key.

    >>> work_key("《中华人民共和国劳动合同法》（2012年修正）")
    '劳动合同法'
    >>> work_key("工资集体协商试行办法 (试行)")
    '工资集体协商试行办法（试行）'
    >>> work_key("松嶺縣渡船管理自治條例")
    '松岭县渡船管理自治条例'
    """
    normal = simplify(unicodedata.normalize("NFKC", title))
    name = _BLANKS.sub("", normal).translate(_FULL_WIDTH)
    name = _MARKED.sub(r"\1", name)
    while True:
        shorter = _VERSION_MARK.sub("", name)
        if shorter == name:
            break
        name = shorter
    return name.removeprefix(STATE) or name


def bare_key(work: str) -> str:
    """Return the key of a title without the hash by which works of one title differ.

    Args:
        work: The key of a work.

    Returns:
        The key that the title of the work has.

    >>> bare_key("电车法:1a2b3c4d"), bare_key("电车法")
    ('电车法', '电车法')
    """
    return work.partition(":")[0]  # a title has a full-width colon


def loose_key(key: str) -> str:
    """Remove from a key what writers vary.

    These are marks, 、, brackets, 中华人民共和国 inside, and the name of who passed the work. 试行 stays,
    because it is part of the name.

    Args:
        key: The key of a work.

    Returns:
        The key for comparison.

    >>> passed_by_court = loose_key("最高人民法院关于适用《中华人民共和国电车法》的解释（一）")
    >>> passed_by_court == loose_key("关于适用〈电车法〉的解释（一）")
    True
    """
    head, about, rest = key.partition("关于")
    names_authority = len(head) <= _LONGEST_AUTHORITY and not _INNER_TITLE.search(head)
    if rest and names_authority:
        return _VARIED.sub("", about + rest)
    return _VARIED.sub("", key)
