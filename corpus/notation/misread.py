"""Numbers of articles that a scan misread: 第三卜条, 第二十O条, 第＝条.

A mistaken character is replaced by the numeral whose shape it has. The number is then likely, and
never certain: 第三卜条 may also have been 第三十一条. So what is read here is always marked as doubtful.
"""

from __future__ import annotations

import re

from corpus.notation.numerals import NUMERAL, ArticleNumber, to_int
from corpus.notation.provision_lists import LARGEST_ARTICLE, CitedProvision

_DIGITS = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "Ｏ": "0",
        "ｏ": "0",
        "Q": "0",
        "l": "1",
        "I": "1",
        "|": "1",
        "丨": "1",
    }
)
_SHAPES = str.maketrans(
    {
        "O": "〇",
        "o": "〇",
        "Ｏ": "〇",
        "ｏ": "〇",
        "Q": "〇",
        "卜": "十",
        "士": "十",
        "土": "十",
        "†": "十",
        "+": "十",
        "＋": "十",
        "=": "二",
        "＝": "二",
        "ニ": "二",
        "-": "一",
        "—": "一",
        "–": "一",
        "―": "一",
        "－": "一",
        "ー": "一",
        "_": "一",
        "丨": "一",
        "≡": "三",
        "彡": "三",
        "入": "八",
        "臼": "百",
        "白": "百",
    }
)
MISREAD = "OoＯｏQlI|丨卜士土†+＋=＝ニ—–―－ー_≡彡入臼白-"
"""The characters that stand for a numeral, for use inside the brackets of a pattern."""

_CHARACTER = rf"[{NUMERAL[1:-1]}{MISREAD}]"
_IS_MISREAD = re.compile(f"[{MISREAD}]")
_LABEL = re.compile(
    rf"第\s{{0,2}}(?P<number>{_CHARACTER}(?:\s{{0,2}}{_CHARACTER}){{0,9}})\s{{0,2}}条"
)
# One character that is no numeral at all; only behind a name it is known to stand in a number.
_UNREADABLE = re.compile(
    rf"第\s{{0,2}}{NUMERAL}{{0,6}}(?![几某各每数多])[\u3400-\u9fff]{NUMERAL}{{0,6}}条"
)
_NO_ARTICLE = re.compile("[款约例件]")
_ROUND = re.compile("(?<=[十百])[〇0]$")  # 第二十〇条 is 第二十条


def read_misread(
    text: str,
    place: int,
    *,
    is_named: bool = False,
) -> list[CitedProvision]:
    """Read an article whose number was misread.

    Args:
        text: The text.
        place: Where its 第 stands.
        is_named: Whether the name of a work stands right before it.

    Returns:
        The likely article, marked as doubtful unless its numerals are only spaced out. It has no
        number where none is likely. Nothing where no article stands there.

    >>> (found,) = read_misread("依照第三卜条处理", 2)
    >>> str(found.article), found.doubtful
    ('第三十条', True)
    """
    match = _LABEL.match(text, place)
    article: ArticleNumber | None = None
    if match:
        number = _likely("".join(match["number"].split()))
        if number is not None and 0 < number <= LARGEST_ARTICLE:
            article = ArticleNumber(number)
    elif is_named:
        match = _UNREADABLE.match(text, place)
    if match is None or _NO_ARTICLE.match(text, match.end()):
        return []
    if article is None and not is_named:
        return []
    # 第 二 十 条 is only spaced out.
    is_doubtful = article is None or bool(_IS_MISREAD.search(match[0]))
    return [CitedProvision(place, match.end(), article, doubtful=is_doubtful)]


def _likely(written: str) -> int | None:
    """The number that misread characters most likely are."""
    arabic = written.translate(_DIGITS)
    if arabic.isdecimal() and arabic.isascii() and any(mark.isdigit() for mark in written):
        return int(arabic)
    return to_int(_ROUND.sub("", written.translate(_SHAPES)))
