"""Where notices and other papers begin in a file of several texts: title, number, addressee.

澄湾市人民政府办公室关于做好防汛工作的通知
澄府办发〔2019〕5号
各区人民政府：
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.structure.lines import TextLine
from law.structure.preludes import names_collection
from law.structure.title_words import has_date, is_banner, plain

_NUMBER = re.compile(r"^[（(]?[\u4e00-\u9fff]{2,14}[〔［\[（(]\d{4}[〕］\])）]第?\d{1,5}号[）)]?$")
_TITLE = re.compile(
    r"关于.{2,120}(?:通知|意见|通告|公告|函|批复|通报|决定|方案|规划|要点)(?:[（(][^（）()]{1,12}[）)])?$"
)
_FORWARDS = re.compile("转发|批转|转批")
_CLOSED = re.compile(r"[。；：，]$")
_MAX_NUMBER = 30
_MAX_TITLE_LINES = 4
_MAX_TITLE_LINE = 80
_NUMBER_ENDS = ("号\n", "号）\n", "号)\n")
_HEAD_LINES = 8


def paper_starts(lines: Sequence[TextLine], text: str) -> list[int]:
    """Find where the papers of a file begin.

    A number on a line of its own stands below a title, or between a banner and a title. A paper
    that is forwarded belongs to the paper that forwards it.

    Args:
        lines: The lines of the file.
        text: Its text.

    Returns:
        The indices of their first lines, ascending; an empty list for a file of one paper without
        a rule above it, and without the banner of a gazette.
    """
    last_number = max(text.rfind(end) for end in _NUMBER_ENDS)
    if last_number < 0:
        return []
    is_gazette = any(
        names_collection(line.text) or line.names_contents() for line in lines[:_HEAD_LINES]
    )
    first = 0
    if not is_gazette:
        opening = next((index for index, line in enumerate(lines) if line.opens_article()), None)
        if opening is None or lines[opening].start > last_number:
            return []
        first = opening + 1
    starts: list[int] = []
    is_forwarded = False
    for index in range(first, len(lines)):
        if not _is_number(lines[index]):
            continue
        found = _title_around(lines, index)
        if found is None or is_forwarded or not _begins_text(lines, found.start):
            continue
        title = plain("".join(lines[place].text for place in found))
        is_forwarded = _FORWARDS.search(title) is not None
        starts.append(_with_banner(lines, min(found.start, index)))
    return [start for start in starts if start >= first]


def _is_number(line: TextLine) -> bool:
    text = line.text
    return (
        text.endswith(("号", "号）", "号)"))
        and len(text) <= _MAX_NUMBER
        and not line.row
        and _NUMBER.match(plain(text)) is not None
    )


def _title_around(lines: Sequence[TextLine], number: int) -> range | None:
    """The lines of the title above or below a number."""
    above = range(number - 1, max(number - 1 - _MAX_TITLE_LINES, -1), -1)
    joined = ""
    for first in above:
        if not _may_be_title(lines[first]):
            break
        joined = plain(lines[first].text) + joined
        if _TITLE.search(joined):
            return _with_body(lines, first, number)
    joined = ""
    for last in range(number + 1, min(number + 1 + _MAX_TITLE_LINES, len(lines))):
        if not _may_be_title(lines[last]):
            return None
        joined += plain(lines[last].text)
        if _TITLE.search(joined):
            return range(number, last + 1)
    return None


def _with_body(lines: Sequence[TextLine], first: int, number: int) -> range:
    """A title with the name of its body on the line above it."""
    if first and plain(lines[first].text).startswith("关于") and _may_be_title(lines[first - 1]):
        above = lines[first - 1].text
        if not has_date(above) and not is_banner(above) and not names_collection(above):
            return range(first - 1, number)
    return range(first, number)


def _may_be_title(line: TextLine) -> bool:
    return (
        len(line.text) <= _MAX_TITLE_LINE
        and line.mark is None
        and not line.row
        and _CLOSED.search(line.text) is None
    )


def _begins_text(lines: Sequence[TextLine], first: int) -> bool:
    """Whether the line above a title ends another text, or there is none."""
    if not first:
        return True
    above = lines[first - 1]
    if above.mark is not None and above.text.endswith(("：", ":")):
        return False
    return above.row or above.text.endswith(("。", "。”", "）", ")")) or len(above.text) <= 60


def _with_banner(lines: Sequence[TextLine], first: int) -> int:
    """The banner of a paper (XX局文件) above its number or title, else that line."""
    if first and plain(lines[first - 1].text).endswith("文件") and is_banner(lines[first - 1].text):
        return first - 1
    return first
