"""Readings in brackets behind a character: 轉(zhuǎn), 垃（lā）圾（jī）, 龟兹（qiū cí）, 乇（ㄊㄨㄛ）.

Whoever asks for 垃圾 would not find 垃（lā）圾（jī）. A reading has tone marks or is in zhuyin, which no abbreviation is (LPR, VIN); without
tones it could be one, and stays. Each syllable must be one of pinyin's own making, so that （société） stays, too.
"""

from __future__ import annotations

import re

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_INITIAL = "(?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?"
_SYLLABLE = f"{_INITIAL}[iuüv]?[{_TONED}][aeiou]?(?:n[gɡ]?|r)?"
_LIGHT = f"{_INITIAL}[iuüv]?[aeiouü][aeiou]?(?:n[gɡ]?|r)?"  # 豆腐（dòu fu）
# without a way back, as letters can be cut into syllables in more ways than anybody could try
_PINYIN = f"{_SYLLABLE}(?>[ '’·,，、/]*(?>{_SYLLABLE}|{_LIGHT}))*+"
_ZHUYIN = "[\u3105-\u312f\u31a0-\u31bf][\u3105-\u312f\u31a0-\u31bfˊˇˋ˙ ]*"
_READING = re.compile(
    rf"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[ ]?[(（\[〔［](?:音|读|读作|读音)?[:：]?[ ]?(?:{_PINYIN}|{_ZHUYIN})[ ]?[)）\]〕］]",
    re.IGNORECASE,
)
SIGN = f"[{_TONED}\u3105-\u312f]"
"""What every reading holds: a look for it tells that a text has none."""
_SIGN = re.compile(SIGN)


def without_readings(text: str) -> tuple[str, list[str]]:
    """A text without its readings, and these.

    >>> without_readings("应当把垃(lā)圾(jī)分类，滇（diān）池，利率（LPR），协会（société）")
    ('应当把垃圾分类，滇池，利率（LPR），协会（société）', ['(lā)', '(jī)', '（diān）'])
    """
    if not _SIGN.search(text):
        return text, []
    found: list[str] = []

    def drop(match: re.Match[str]) -> str:
        found.append(match[0].strip())
        return ""

    return _READING.sub(drop, text), found
