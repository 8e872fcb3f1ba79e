"""Whether a line of a legal text may head what follows it, by the lines around it.

A line's own mark does not say so: Word files carry heading styles on items, and copies lose the
numbers of chapters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.marks import Mark, is_heading_text
from corpus.records import Level
from law.structure.lines import TextLine
from law.structure.units import UnitDraft

_MAX_HEADING = 40
_NAME = re.compile(r"[\u4e00-\u9fff、《》（）“” ]+")
_SENTENCE_ENDS = (
    "。",
    "。”",
    "。）",
)
_LINES_BEFORE_UNIT = 3
_LINES_BEFORE_ARTICLE = 4


def goes_on_listing(mark: Mark, draft: UnitDraft | None) -> bool:
    """Check whether an item's mark continues a list of the open unit.

    Args:
        mark: The mark of the item.
        draft: The open unit, None where none is open.

    Returns:
        True for a first item behind a colon, and for any other item behind the number before it.
    """
    if draft is None:
        return False
    number = mark.number[0]
    if number == 1:
        return draft.lines[-1].text.endswith(("：", ":"))
    return draft.listed.get(mark.family) == number - 1


def stands_alone(line: TextLine, draft: UnitDraft | None) -> bool:
    """Check whether a short line names something behind a whole sentence of a unit.

    Args:
        line: The line.
        draft: The open unit, None where none is open.

    Returns:
        True where it does.
    """
    if draft is None or draft.level not in (Level.ARTICLE, Level.ITEM):
        return False
    if line.row or line.mark or len(line.text) > _MAX_HEADING:
        return False
    before = draft.lines[-1].text
    return before.endswith(_SENTENCE_ENDS) and _NAME.fullmatch(line.text) is not None


def unit_follows(
    lines: Sequence[TextLine],
    index: int,
    family: str,
) -> bool:
    """Check whether the next line that is no heading opens a unit.

    Args:
        lines: The lines of the document.
        index: The index of the line behind which to look.
        family: The family of marks that opens units.

    Returns:
        True where that line has a mark of the family.
    """
    first = index + 1
    for line in lines[first : first + _LINES_BEFORE_UNIT]:
        mark = line.mark
        if mark is not None and mark.family == family:
            return True
        is_heading = line.heading is not None or line.opens_division()
        names_part = mark is not None and is_heading_text(mark.heading)
        if not is_heading and not names_part:
            return False
    return False


def articles_begin(lines: Sequence[TextLine], index: int) -> bool:
    """Check whether articles begin at one behind a line, with only headings between.

    Args:
        lines: The lines of the document.
        index: The index of the line behind which to look.

    Returns:
        True where the next article is 第一条.
    """
    first = index + 1
    for line in lines[first : first + _LINES_BEFORE_ARTICLE]:
        if line.mark and line.mark.family == "条":
            return line.mark.number == (1, 0)
        is_heading = line.heading is not None or line.opens_division()
        if not is_heading and len(line.text) > _MAX_HEADING:
            return False
    return False
