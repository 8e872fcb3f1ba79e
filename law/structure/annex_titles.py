"""Labels of annexes that stand on one line with the title of a rule: 附件2：澄湾市船闸管理办法."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.numerals import NUMERAL
from corpus.notation.work_keys import work_key
from corpus.records import Level
from law.structure.lines import TextLine
from law.structure.title_words import has_date, is_norm_title

_LABEL = re.compile(rf"附\s*[件录]?\s*{NUMERAL}{{0,4}}\s*[:：.．、]?\s*")
_LINES_BEFORE_ARTICLE = 40
_MAX_HEADING = 60


def with_annex_titles(lines: Sequence[TextLine]) -> list[TextLine]:
    """Part the label of an annex from the title of the rule behind it, as if it stood alone.

    It is done below a notice or order. The annex of a rule stays as it is: it is no rule of its
    own.

    Args:
        lines: The lines of a document.

    Returns:
        The lines; nothing but the labels and titles of annexed rules is parted.
    """
    opening = next((index for index, line in enumerate(lines) if line.opens_article()), 0)
    if not any(_names_rule(line) for line in lines[:opening]):
        return list(lines)
    places = [index for index, line in enumerate(lines) if _names_rule(line)]
    parted = list(lines)
    for index in reversed(places):
        line = lines[index]
        label = _LABEL.match(line.text)
        if label is None or line.mark is None or not _rule_follows(lines, index):
            continue
        text = line.text[: label.end()].rstrip()
        title = line.text[label.end() :]
        start = line.start + label.end()
        parted[index : index + 1] = [
            replace(
                line,
                end=line.start + len(text),
                text=text,
                mark=replace(line.mark, heading="", length=len(text)),
            ),
            replace(line, start=start, text=title, mark=None),
        ]
    return parted


def _names_rule(line: TextLine) -> bool:
    mark = line.mark
    if mark is None or mark.level is not Level.ANNEX or line.row:
        return False
    return bool(mark.heading) and is_norm_title(mark.heading.strip("：:《》"))


def _rule_follows(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the rule of a title begins below it; in a list of annexes, no rule does."""
    mark = lines[index].mark
    title = work_key(mark.heading.strip("：:")) if mark else ""
    for line in lines[index + 1 : index + 1 + _LINES_BEFORE_ARTICLE]:
        if line.opens_article():
            return line.mark is not None and line.mark.number == (1, 0)
        if line.mark is not None and line.mark.level is Level.ANNEX:
            return False
        is_signed = has_date(line.text) and len(line.text) <= 24
        is_said = line.text.endswith(("。", "：")) and not line.text.startswith(("（", "("))
        if (
            is_signed
            or is_said
            or len(line.text) > 4 * _MAX_HEADING
            or work_key(line.text) == title
        ):
            return False
    return False
