r"""Names of norms in other marks than 《》, and names that a wrapped line cuts in two.

废止〈甲办法〉            single marks
废止「甲办法」           corner marks and quotation marks around a whole name
废止《关于甲的若\n干规定》  a name over two lines
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from corpus.notation.cited_names import ENDINGS
from law.structure.lines import TextLine

_NAME = (
    rf"[\u4e00-\u9fff（）()、\d\s]{{2,70}}?(?:{ENDINGS}|公告|方案|制度)(?:[（(](?:试行|暂行)[)）])?"
)
_OTHER_MARKS = re.compile(rf"〈{_NAME}〉|“{_NAME}”|「{_NAME}」|『{_NAME}』|\"{_NAME}\"")
_ENDS_ONE = r"废止|失效|失去效力|停止|暂停|不再|撤销|终止|作废|代替|取代|替代|继续有效"
_VERB_BEFORE = re.compile(rf"(?:{_ENDS_ONE})(?:了|原)?$")
_VERB_BEHIND = re.compile(
    rf"(?:\s*[（(][^（）()]{{0,60}}[)）])?[^“”「」『』〈〉。；：\"]{{0,30}}?(?:{_ENDS_ONE})"
)
_LONGEST_TITLE = 200
_LONGEST_JOINED = 4000
_OPENED = re.compile(r"《[^《》]{1,70}$")
_CLOSED = re.compile(r"[^《》。；]{1,70}》")


def with_title_marks(text: str) -> str:
    """Write names of norms in 《》 that stand in other marks beside a verb that ends norms.

    Args:
        text: The clean text of a document.

    Returns:
        A text of the same length.
    """
    pieces: list[str] = []
    place = 0
    for match in _OTHER_MARKS.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        line = text[max(0, match.start() - _LONGEST_TITLE) : match.start()].rpartition("\n")[2]
        if line.count("《") > line.count("》"):
            continue
        behind = text[match.end() : match.end() + 100]
        if not _VERB_BEFORE.search(before) and not _VERB_BEHIND.match(behind):
            continue
        pieces += [text[place : match.start()], "《", match[0][1:-1], "》"]
        place = match.end()
    if not pieces:
        return text
    return "".join([*pieces, text[place:]])


def join_cut_names(
    text: str,
    lines: Sequence[TextLine],
) -> tuple[str, Sequence[TextLine]]:
    """Join lines between which a name in 《》 is cut, with a blank in place of the break.

    Args:
        text: The clean text of a document.
        lines: Its lines.

    Returns:
        A text of the same length, and the lines.
    """
    joined: list[TextLine] = []
    breaks: list[int] = []
    for line in lines:
        last = joined[-1] if joined else None
        is_cut = (
            last is not None
            and not last.row
            and not line.row
            and last.end - last.start < _LONGEST_JOINED
            and "》" in line.text
            and _OPENED.search(last.text[-_LONGEST_TITLE:]) is not None
            and _CLOSED.match(line.text) is not None
        )
        if last is None or not is_cut:
            joined.append(line)
            continue
        gap = text[last.end : line.start]
        breaks += [last.end + index for index, mark in enumerate(gap) if mark == "\n"]
        joined[-1] = replace(
            last,
            end=line.end,
            text=last.text + " " * len(gap) + line.text,
        )
    if not breaks:
        return text, lines
    characters = list(text)
    for place in breaks:
        characters[place] = " "
    return "".join(characters), joined
