"""Marks that look the same on paper, made what they must be meant to be.

A full-width comma and a half-width one, 〇 and O, 一 and a dash are one shape in print; which is meant follows from what stands beside it.
"""

from __future__ import annotations

import re

CHINESE = "\u3400-\u9fff\uf900-\ufaff"
_WIDE_MARKS = "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…"
_NEAR = f"[{CHINESE}{_WIDE_MARKS}]"
_FULL = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    "[": "〔",
    "]": "〕",
}
_HALF = re.compile("[,;:?!()]")
_ZERO = re.compile("(?<=[一二三四五六七八九〇])[Oo0○◯]+(?=[一二三四五六七八九〇年])")
_ONE = re.compile("(?<=第)[-—－–ー](?=[条章节编款项])|(?<=[（(])[-—－–ー](?=[）)])")
_YEAR = re.compile(r"[\[［〔(（【]((?:19|20)\d\d)[\]］〕)）】](?=\s*[第字]?\s*\d+\s*号)")
_TITLE = re.compile(rf"[〈<]([{CHINESE}{_WIDE_MARKS}]+)[〉>]")


def mended(text: str) -> str:
    """A line with the marks that look the same on paper as they must be meant; as long as before.

    >>> mended("二0二四年(试行),第—条:3,000元;")
    '二〇二四年（试行），第一条：3,000元；'
    """
    text = _ONE.sub("一", text)
    text = _ZERO.sub(lambda found: "〇" * len(found[0]), text)
    text = _YEAR.sub(r"〔\1〕", text)
    text = _TITLE.sub(r"〈\1〉", text)
    return _widened(_widened(text))  # a mark may stand beside a mark


def _widened(text: str) -> str:
    return _HALF.sub(
        lambda found: _FULL[found[0]] if _is_wide(text, found.start()) else found[0], text
    )


def _is_wide(text: str, place: int) -> bool:
    """Whether a mark stands among Chinese: beside it, or, of a bracket, on either side of its pair."""
    before, after = text[:place].rstrip()[-1:], text[place + 1 :].lstrip()[:1]
    if before and re.match(_NEAR, before):
        return True
    if text[place] == ")":
        return text.rfind("（", 0, place) > text.rfind("(", 0, place) or bool(
            after and re.match(f"[{CHINESE}]", after)
        )
    if text[place] == "(":
        return bool(after and re.match(_NEAR, after)) or bool(
            re.match(f"[^()（）]*[{CHINESE}][^()（）]*[)）]", text[place + 1 :])
        )
    return bool(after and re.match(_NEAR, after) and not (before.isalnum() and text[place] in ",:"))
