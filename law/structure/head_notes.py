"""The head note that a gazette or magazine prints above the caption of a judgment.

甲公司与乙公司仓储合同纠纷案       what the gazette calls the case
【裁判摘要】保管人未按照约定…        the head note: the words of the editors, and no finding
某某省高级人民法院民事判决书         the caption of the paper
（2009）某民终字第18号
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from law.structure.case_numbers import read_number
from law.structure.formulas import PARTIES
from law.structure.lines import TextLine

_LABEL = re.compile(
    r"[【\[〔（(]?\s*(?:裁判|判决|裁定|案例|案件|审判|本案|争议)?"
    r"(?:摘\s*要|要\s*旨|要\s*点|提\s*要|规\s*则|要点提示|核心提示)\s*(?:[】\]〕）)]|[:：]|$)"
)
_PAPER = (
    r"(?:刑\s*事|民\s*事|行\s*政|[执執]\s*行|国家赔偿)?\s*(?:附带民事)?\s*"
    r"(?:判\s*[决決]|裁\s*定|[调調]\s*解|[决決]\s*定)\s*[书書]"
)
_COURT_AND_PAPER = re.compile(rf"(?:中华人民共和国)?[\u4e00-\u9fff]{{2,30}}法\s*院\s*{_PAPER}")
_COURT = re.compile(r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,30}法院")
_PAPER_LINE = re.compile(_PAPER)
_ABOVE = 12  # lines above the label: the name of the case, the issue of the gazette, its keywords
_LONGEST = 80  # lines of a head note
_BELOW = 4  # lines below the caption among which the number or a party stands


@dataclass(frozen=True, slots=True)
class HeadNote:
    """A head note above a caption.

    Attributes:
        lines: The indices of its lines.
        caption: The offset at which the caption begins.
    """

    lines: range
    caption: int


def find_head_note(lines: Sequence[TextLine]) -> HeadNote | None:
    """Find the head note above the caption of a judgment.

    Args:
        lines: The lines of a document.

    Returns:
        Its place; None where no caption stands below a head note.
    """
    for index, line in enumerate(lines[:_ABOVE]):
        if _LABEL.match(line.text):
            caption = _caption_below(lines, index + 1)
            if caption is None:
                return None
            return HeadNote(range(index, caption), lines[caption].start)
    return None


def _caption_below(lines: Sequence[TextLine], start: int) -> int | None:
    for index in range(start, min(start + _LONGEST, len(lines) - 1)):
        text = lines[index].text.strip()
        behind = index + 1
        if not _COURT_AND_PAPER.fullmatch(text):
            is_court = _COURT.fullmatch(text) and _PAPER_LINE.fullmatch(lines[behind].text.strip())
            if not is_court:
                continue
            behind += 1
        if any(_is_of_caption(line.text) for line in lines[behind : behind + _BELOW]):
            return index
    return None


def _is_of_caption(text: str) -> bool:
    number = read_number(text, 0, len(text))
    return (number is not None and number.span.start == 0) or PARTIES.match(text) is not None
