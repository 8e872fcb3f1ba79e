"""Whether a line of a legal text may head what follows it, by the lines behind it and by the unit
that is open before it.

A line's own mark does not tell: Word files carry heading styles on items, and copies lose the
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


def goes_on_listing(mark: Mark, draft: UnitDraft | None) -> bool:
    """Whether an item's mark continues a list of the open unit: behind a colon, or behind the
    number before it.
    """
    if draft is None:
        return False
    if mark.number[0] == 1:
        return draft.lines[-1].text.endswith(("：", ":"))
    return draft.listed.get(mark.family) == mark.number[0] - 1


def stands_alone(line: TextLine, draft: UnitDraft | None) -> bool:
    """Whether a line is short, names something, and follows a whole sentence of an article or an
    item.
    """
    before = draft.lines[-1].text if draft and draft.level in (Level.ARTICLE, Level.ITEM) else ""
    return bool(
        before.endswith(("。", "。”", "。）"))
        and not line.row
        and not line.mark
        and len(line.text) <= _MAX_HEADING
        and _NAME.fullmatch(line.text)
    )


def unit_follows(
    lines: Sequence[TextLine],
    index: int,
    family: str,
) -> bool:
    """Whether the next line behind `index` that is no heading opens a unit: has a mark of that
    family.
    """
    for line in lines[index + 1 : index + 4]:
        if line.mark is not None and line.mark.family == family:
            return True
        if (
            line.heading is None
            and not line.opens_division()
            and not (line.mark and is_heading_text(line.mark.heading))
        ):
            return False
    return False


def articles_begin(lines: Sequence[TextLine], index: int) -> bool:
    """Whether articles begin at one behind line `index`, with no more than headings and short lines
    between.
    """
    for following in lines[index + 1 : index + 5]:
        if following.mark and following.mark.family == "条":
            return following.mark.number == (1, 0)
        if (
            not following.opens_division()
            and len(following.text) > _MAX_HEADING
            and following.heading is None
        ):
            return False
    return False
