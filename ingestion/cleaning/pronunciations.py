"""Takes out pronunciations in brackets behind a character: 轉(zhuǎn), 垃（lā）圾（jī）, 乇（ㄊㄨㄛ）.

Otherwise a search for 垃圾 does not match 垃（lā）圾（jī）. A pronunciation has tone marks or is in zhuyin,
which no abbreviation is (LPR, VIN); without tones it may be one, and stays. Each syllable must be
one that pinyin has, so that （société） stays, too.
"""

from __future__ import annotations

import re

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_INITIAL = "(?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?"
_SYLLABLE = f"{_INITIAL}[iuüv]?[{_TONED}][aeiou]?(?:n[gɡ]?|r)?"
_LIGHT = f"{_INITIAL}[iuüv]?[aeiouü][aeiou]?(?:n[gɡ]?|r)?"  # 豆腐（dòu fu）
# Atomic groups, since letters can be cut into syllables in too many ways to try them all.
_PINYIN = f"{_SYLLABLE}(?>[ '’·,，、/]*(?>{_SYLLABLE}|{_LIGHT}))*+"
_ZHUYIN = "[\u3105-\u312f\u31a0-\u31bf][\u3105-\u312f\u31a0-\u31bfˊˇˋ˙ ]*"
_READING = re.compile(
    rf"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[ ]?[(（\[〔［](?:音|读|读作|读音)?[:：]?[ ]?(?:{_PINYIN}|{_ZHUYIN})[ ]?[)）\]〕］]",
    re.IGNORECASE,
)
SIGN = f"[{_TONED}\u3105-\u312f]"
"""A character that every pronunciation has: a text without one has no pronunciation."""
_SIGN = re.compile(SIGN)


def without_pronunciations(text: str) -> tuple[str, list[str]]:
    """Take the pronunciations in brackets out of a text.

    Args:
        text: A text.

    Returns:
        The rest of the text, and the pronunciations with their brackets.

    >>> without_pronunciations("应当把垃(lā)圾(jī)分类，滇（diān）池，利率（LPR），协会（société）")
    ('应当把垃圾分类，滇池，利率（LPR），协会（société）', ['(lā)', '(jī)', '（diān）'])
    """
    if not _SIGN.search(text):
        return text, []
    dropped: list[str] = []

    def drop(match: re.Match[str]) -> str:
        dropped.append(match[0].strip())
        return ""

    rest = _READING.sub(drop, text)
    return rest, dropped
