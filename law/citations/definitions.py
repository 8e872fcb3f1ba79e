"""The short names that a document gives to works: （以下简称“民法典”）, ，下称渡口条例.

A short name is often a common noun (《办法》, 若干规定, even 本条例). So it counts only where no longer
name ends with it: 暂行办法 is not the 办法 that was defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.notation import cited_names as names
from corpus.notation.cited_names import ENDINGS
from corpus.notation.work_keys import titled, work_key
from law.citations.leads import ends_in_verb

_WORD = re.compile(r"(?:简称|统称|下称|以下称|下文称)为?[:：]?\s{0,4}")
_SHORT = re.compile(
    r"(?:(?:[《〈“\"‘「『]\s?){1,2}(?P<marked>[^《》〈〉“”\"’「」『』，。；、\s]{1,24})[》〉”\"’」』]{1,2}"
    r"|(?P<plain>[^《》〈〉“”\"’「」『』，。；、（）()〔〕\[\]\s]{1,24}))"
)
_BEFORE = 44  # characters before 简称 in which its bracket opens
_LONGEST_REMARK = 60  # characters of a remark between a name and its definition
_REMARK_END = re.compile(r"[（(][^（）()]{1,60}[）)]\s{0,4}$")
_COMMA = re.compile(r"[，,—]{1,2}\s{0,4}(?:以下|以|下文)?$")
_LAW_END = re.compile(rf"(?P<end>{ENDINGS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_LONGEST_END = 26  # characters of the end of a name with its remark
_LISTED = re.compile(r"》\s{0,4}(?:[、和与及]|以及)?\s{0,4}$")
_NEXT_SHORT = re.compile(r"\s{0,2}(?P<joint>、|以及|或者?|[和及与])\s{0,2}(?=[《〈“\"‘「『])")
_WINDOW = 600  # characters before 简称 in which several names are looked for
_OWN_NAME = re.compile(rf"(?:[本该此]|上述|前述)[\u3400-\u9fff]{{0,4}}(?:{ENDINGS})$")
_COMMON_NOUN = re.compile(rf"(?:若干|暂行|实施|试行|管理)?(?:{ENDINGS}|规则)")
_LONGEST_LEAD = 4
_PLACE = re.compile("[省市县区州旗盟镇乡国部委局院会]$")


def definitions(text: str) -> dict[str, str]:
    """Find the short names that a text defines: 《…法典》（以下简称“民法典”）.

    Args:
        text: The text of a passage, in simplified characters.

    Returns:
        By short name, the key of the work.

    >>> definitions("根据《中华人民共和国电车法》（以下简称“车法”）制定")
    {'车法': '电车法'}
    >>> definitions("根据电车法，下称《车法》，制定")
    {'车法': '电车法'}
    """
    if "称" not in text:
        return {}
    found: dict[str, str] = {}
    for word in _WORD.finditer(text):
        close = _name_end(text, word.start())
        shorts, mean_one = _shorts_at(text, word.end()) if close is not None else ([], False)
        if close is None or not shorts:
            continue
        if len(shorts) > 1 and not mean_one:
            found |= _several(text, close, shorts)
            continue
        key = _key_before(text, close, is_several=word[0].startswith("统称"))
        if key:
            found |= dict.fromkeys(shorts, key)
    return found


def _shorts_at(text: str, start: int) -> tuple[list[str], bool]:
    """The short names that stand at a place, and whether all mean one work: “条例”或“船条”."""
    found: list[str] = []
    joints: set[str] = set()
    place = start
    while short := _SHORT.match(text, place):
        found.append(short["marked"] or short["plain"])
        joint = _NEXT_SHORT.match(text, short.end())
        if joint is None:
            break
        joints.add(joint["joint"][0])
        place = joint.end()
    return found, joints == {"或"}


def _several(
    text: str,
    close: int,
    shorts: Sequence[str],
) -> dict[str, str]:
    """Several short names at once, which explain as many titles in their order."""
    written = [
        text[title.start : title.end] for title in titled(text, max(0, close - _WINDOW), close)
    ]
    if len(written) < len(shorts):
        return {}
    return dict(zip(shorts, map(work_key, written[-len(shorts) :]), strict=True))


def _open_bracket(
    text: str,
    floor: int,
    word: int,
) -> int | None:
    """Where the bracket opens in which a word stands."""
    depth = 0
    for place in range(word - 1, floor - 1, -1):
        if text[place] in "）)〕]":
            depth += 1
        elif text[place] in "（(〔[":
            if depth == 0:
                return place
            depth -= 1
    return None


def _name_end(text: str, word: int) -> int | None:
    """Where the name ends that is explained at a word; None where none is."""
    floor = max(0, word - _BEFORE)
    close = _open_bracket(text, floor, word)
    if close is None:
        comma = _COMMA.search(text, floor, word)
        close = comma.start() if comma else None
    if close is None:
        return None
    while close and text[close - 1].isspace():
        close -= 1
    remark = _REMARK_END.search(text, max(0, close - _LONGEST_REMARK - 4), close)
    if remark and text[remark.start() - 1 : remark.start()] == "》":
        return remark.start()
    return close


def _key_before(
    text: str,
    close: int,
    *,
    is_several: bool,
) -> str | None:
    """The key of the work whose name ends at a place."""
    if text[close - 1 : close] == "》":
        start = names.opening(text, 0, close - 1)
        if start is None:
            return None
        if is_several and _LISTED.search(text, max(0, start - 12), start):
            return None
        return work_key(text[start:close])
    end = _LAW_END.search(text, max(0, close - _LONGEST_END), close)
    if end is None or _OWN_NAME.search(text, max(0, end.end() - _LONGEST_END), end.end()):
        return None
    name = names.read_name(text, end, 0, None)
    return name.keys[0] if name else None


def defined_at(
    text: str,
    close: int,
    floor: int,
    defined: Mapping[str, str],
) -> tuple[int, str] | None:
    """Find the defined name that ends at a place.

    Args:
        text: The text.
        close: The place.
        floor: Where the name may begin at the earliest.
        defined: By short name, the key of the work.

    Returns:
        Where the name begins, and the key of the work; None where no defined name stands there by
        itself.
    """
    for short in _ending(text, close, floor, defined):
        start = close - len(short)
        if start == floor or ends_in_verb(text, max(floor, start - _LONGEST_LEAD), start):
            return start, defined[short]
        is_noun = _COMMON_NOUN.fullmatch(short)
        if not is_noun and not _PLACE.search(text, max(floor, start - 1), start):
            return start, defined[short]
    return None


def _ending(
    text: str,
    close: int,
    floor: int,
    defined: Mapping[str, str],
) -> Iterator[str]:
    """The defined names with which a text ends at a place, the longest first."""
    fitting = [short for short in defined if text.endswith(short, floor, close)]
    yield from sorted(fitting, key=len, reverse=True)
