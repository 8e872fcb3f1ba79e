"""The annexes of a paper without articles: 附件1, its title, its text.

The list of annexes above the signature (附件：1.协商要约书) names them, and opens none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.work_keys import unspace
from corpus.records import Level
from law.structure.lines import TextLine
from law.structure.signatures import is_date_line

_MAX_TITLE = 40
_MAX_LISTED = 60
_LINES_OF_LIST = 14
_ENDS = ("。", "；", "：", "，", "！", "？", ":", ";")


@dataclass(frozen=True, slots=True)
class PaperAnnex:
    """The head of an annex.

    Attributes:
        label: Its label: 附件一.
        heading: Its label with its title.
        stop: The index of the first line behind its head.
    """

    label: str
    heading: str
    stop: int


def read_paper_annex(lines: Sequence[TextLine], index: int, end: int) -> PaperAnnex | None:
    """Read the head of an annex.

    Args:
        lines: The lines of the paper.
        index: The index of a line.
        end: The index of the first line behind its body.

    Returns:
        The head; None where the line opens no annex, or only lists it.
    """
    mark = lines[index].mark
    if mark is None or mark.level is not Level.ANNEX or lines[index].row or index + 1 >= end:
        return None
    title = mark.heading.strip("：: ")
    if title[:1].isdigit() or title.endswith(_ENDS) or _is_listed(lines, index):
        return None
    stop = index + 1
    if not title and stop + 1 < end and _is_title(lines[stop]):
        title = unspace(lines[stop].text)
        stop += 1
    return PaperAnnex(mark.label, f"{mark.label} {title}".strip(), stop)


def _is_listed(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a label stands in the list of annexes: names follow, up to the day of signing."""
    for line in lines[index + 1 : index + _LINES_OF_LIST]:
        if is_date_line(line):
            return True
        if line.row or len(line.text) > _MAX_LISTED or line.text.endswith(_ENDS):
            return False
    return False


def _is_title(line: TextLine) -> bool:
    is_short = len(line.text) <= _MAX_TITLE and not line.text.endswith(_ENDS)
    return is_short and line.mark is None and not line.row
