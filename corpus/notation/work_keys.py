"""What a text is called: titles, and the key under which all versions of one work stand together.

A work's key is its title as lawyers say it: without 中华人民共和国, book-title marks, marks of a version and white space, brackets
full-width. So 中华人民共和国劳动合同法（2012年修正） and 《劳动合同法》 are one work, while 解释（一） and 解释（二）, 办法 and
办法（试行） stay apart: those marks are part of the name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

from corpus.records import Span

STATE = "中华人民共和国"
_FULL_WIDTH = str.maketrans(
    {
        "/": "／",  # these four part the pieces of an id
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
    r"（(?:\d{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:最新)?(?:修正|修订|修改|修正版|修订版|版|文本|全文|现行有效|已失效|已被修改)(?:本|稿)?）$|（\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?）$"
)
_VARIED = re.compile(rf"[《》〈〉、，（）\s]|{STATE}")
_SPACED_OUT = re.compile(r"(?<!\S)([\u3400-\u9fff])\s+(?=[\u3400-\u9fff](?:\s|$))")
_TITLE_MARK = re.compile("[《》]")


def titled(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Span]:
    """The titles in 《》 that stand in a text between `start` and `end`, with their marks; a title inside a title is part of it.

    >>> [text[one.start:one.end] for text in ["废止《关于适用《婚姻法》的解释》"] for one in titled(text)]
    ['《关于适用《婚姻法》的解释》']
    """
    depth, opened = 0, 0
    for mark in _TITLE_MARK.finditer(text, start, end):
        if mark[0] == "《":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Span(opened, mark.end())


def unspace(text: str) -> str:
    """Take out the blanks that only space out single characters, and make one of every other run of them.

    >>> unspace("总　　则"), unspace("第一步　先留证据")
    ('总则', '第一步 先留证据')
    """
    joined = _SPACED_OUT.sub(r"\1", text.strip())
    return re.sub(r"\s+", " ", joined)


def work_key(title: str) -> str:
    """The key of the work that a title names.

    >>> work_key("《中华人民共和国劳动合同法》（2012年修正）"), work_key("工资集体协商试行办法 (试行)")
    ('劳动合同法', '工资集体协商试行办法（试行）')
    """
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).translate(_FULL_WIDTH)
    name = re.sub(r"^《(.*)》(?=$|（)", r"\1", name)
    while (shorter := _VERSION_MARK.sub("", name)) != name:
        name = shorter
    return name.removeprefix(STATE) or name


def loose_key(key: str) -> str:
    """A work's key without what writers vary: marks, 、, brackets, 中华人民共和国 inside, who passed it; 试行 is part of a name.

    >>> loose_key("最高人民法院关于适用《中华人民共和国电车法》的解释（一）") == loose_key("关于适用〈电车法〉的解释（一）")
    True
    """
    head, about, rest = key.partition("关于")
    return _VARIED.sub(
        "", about + rest if rest and len(head) <= 40 and not re.search("[《〈]", head) else key
    )
