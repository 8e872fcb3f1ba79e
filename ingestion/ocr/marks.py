"""Marks that look the same on paper, made those that are meant.

A full-width comma and a half-width one, 〇 and O, 一 and a dash have one shape in print. The
characters beside a mark show which is meant.
"""

from __future__ import annotations

import re

CHINESE = "\u3400-\u9fff\uf900-\ufaff"
_WIDE_MARKS = "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…"
_NEAR = re.compile(f"[{CHINESE}{_WIDE_MARKS}]")
_FULL_WIDTH = {
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
_HALF_WIDTH = re.compile("[,;:?!()]")
_ZERO = re.compile("(?<=[一二三四五六七八九〇])[Oo0○◯]+(?=[一二三四五六七八九〇年])")
_DASH_AS_ONE = re.compile("(?<=第)[-—－–ー](?=[条章节编款项])|(?<=[（(])[-—－–ー](?=[）)])")
_YEAR = re.compile(r"[\[［〔(（【]((?:19|20)\d\d)[\]］〕)）】](?=\s*[第字]?\s*\d+\s*号)")
_TITLE = re.compile(rf"[〈<]([{CHINESE}{_WIDE_MARKS}]+)[〉>]")
_IDEOGRAPH = re.compile(f"[{CHINESE}]")
_CHINESE_IN_BRACKETS = re.compile(f"(?=[^()（）]*[{CHINESE}])[^()（）]*+[)）]")


def correct_marks(text: str) -> str:
    """Replace marks by those of the same shape that are meant.

    Args:
        text: A line as OCR reads it.

    Returns:
        The line, exactly as long as before.

    >>> correct_marks("二0二四年(试行),第—条:3,000元;")
    '二〇二四年（试行），第一条：3,000元；'
    """
    text = _DASH_AS_ONE.sub("一", text)
    text = _ZERO.sub(lambda found: "〇" * len(found[0]), text)
    text = _YEAR.sub(r"〔\1〕", text)
    text = _TITLE.sub(r"〈\1〉", text)
    # twice: a mark may stand beside a mark
    text = _make_full_width(text)
    return _make_full_width(text)


def _make_full_width(text: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        mark = found[0]
        return _FULL_WIDTH[mark] if _is_full_width(text, found.start()) else mark

    return _HALF_WIDTH.sub(replaced, text)


def _is_full_width(text: str, place: int) -> bool:
    """Whether a mark stands beside Chinese; a bracket also where its pair does."""
    mark = text[place]
    before = text[:place].rstrip()[-1:]
    after = text[place + 1 :].lstrip()[:1]
    if _NEAR.match(before):
        return True
    if mark == ")":
        opened_full = text.rfind(
            "（",
            0,
            place,
        )
        opened_half = text.rfind(
            "(",
            0,
            place,
        )
        return opened_full > opened_half or bool(_IDEOGRAPH.match(after))
    near_after = bool(_NEAR.match(after))
    if mark == "(":
        return near_after or bool(_CHINESE_IN_BRACKETS.match(text[place + 1 :]))
    in_number_or_word = before.isalnum() and mark in ",:"
    return near_after and not in_number_or_word
