"""A file that holds several rules one after another, each with a title and articles of its own.

    松溪市摆渡规定 › 第一条 …        the work of the file            path 第一条
    松溪市纤夫规定 › 第一条 …        another work, `Structure.rules`  path 第一条

Each is read as if it stood alone, so that number, days and acts of one are never those of another.
A rule in an annex belongs to the rule that it is annexed to, and is not cut off, unless a notice
issues both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.notation.work_keys import work_key
from corpus.records import Document, Level
from law.structure.issuing_notices import is_annex_label, read_issued
from law.structure.lines import TextLine
from law.structure.orders import promulgated_titles, read_order_head
from law.structure.rule_parts import RulePart, cut_part
from law.structure.title_words import goes_on, has_date, is_norm_title

_LINES_ABOVE_ARTICLE = 40
_HEAD_LINES = 24
_MAX_TITLE_LINES = 4
_MAX_TITLE_LINE = 60
_ORDER_LINES = 14
_MADE = re.compile(r"通过|公布|发布|颁布|批准|印发|制定|令")
_OF_A_PLACE = re.compile(r"中华人民共和国|[\u4e00-\u9fff]{2,10}?(?:省|市|县|区|州|盟|旗)")


def split_rules(document: Document, lines: Sequence[TextLine]) -> list[RulePart]:
    """Split a file of several rules.

    Args:
        document: The document.
        lines: Its lines.

    Returns:
        The rules, at least two; an empty list for every other document.
    """
    firsts = [
        index
        for index, line in enumerate(lines)
        if line.mark is not None and line.mark.number == (1, 0) and line.opens_article()
    ]
    behind_decision = bool(firsts) and _begins_with_decision(lines, firsts[0])
    if not firsts or (len(firsts) == 1 and not behind_decision):
        return []
    issued = read_issued(lines[: firsts[0]])
    named = _named_by_order(lines) | issued.rules
    starts = [
        start
        for article in (firsts if behind_decision else firsts[1:])
        if (
            start := _rule_start(
                document.text,
                lines,
                article,
                named,
            )
        )
        is not None
    ]
    first = _first_title(lines, firsts[0]) if issued.rules else None
    if starts and first and not issued.names_first:
        starts = [first, *starts]
        first = None
    block_starts = {block.start for block in document.blocks}
    places = dict.fromkeys(start for start in starts if lines[start].start in block_starts)
    if not places:
        return []
    bounds = [0, *(lines[start].start for start in places), len(document.text)]
    labels = frozenset(lines[start].start for start in places if is_annex_label(lines[start]))
    parts = [
        cut_part(
            document,
            range(start, end),
            named,
            has_label=start in labels,
        )
        for start, end in pairwise(bounds)
    ]
    if first:
        notice = cut_part(document, range(lines[first].start), frozenset())
        parts[0] = replace(parts[0], notice=notice.document)
    return parts


def _first_title(lines: Sequence[TextLine], article: int) -> int | None:
    """The line with which the rule of the first article begins, where a notice is above it."""
    for index in range(
        article - 1,
        max(article - _LINES_ABOVE_ARTICLE, 0),
        -1,
    ):
        title = _title_above(lines, index)
        if title is not None:
            above = title.start - 1
            return above if above > 0 and is_annex_label(lines[above]) else title.start
    return None


def _begins_with_decision(lines: Sequence[TextLine], article: int) -> bool:
    """Whether a decision without articles stands above the text that it changes."""
    return any(
        re.search(r"关于(?:修改|修订|修正).{2,120}决定$|^.{2,40}决定$", line.text.strip())
        for line in lines[: min(article, _HEAD_LINES)]
        if line.mark is None
    ) and any(line.mark is not None and line.mark.family == "一、" for line in lines[:article])


def _named_by_order(lines: Sequence[TextLine]) -> frozenset[str]:
    head = read_order_head(lines)
    if head is None:
        return frozenset()
    return frozenset(work_key(title) for title in promulgated_titles(lines, head.stop))


def _rule_start(
    text: str,
    lines: Sequence[TextLine],
    article: int,
    named: frozenset[str],
) -> int | None:
    """The index of the line with which the rule of a first article begins; None within a rule."""
    offset = lines[article].start
    if text.rfind(
        "“",
        0,
        offset,
    ) > text.rfind(
        "”",
        0,
        offset,
    ):
        return None
    is_noted = False
    for index in range(
        article - 1,
        max(article - _LINES_ABOVE_ARTICLE, 0),
        -1,
    ):
        line = lines[index]
        if line.opens_division() or line.names_contents():
            continue
        if _closes_search(line):
            return None
        if _is_note(line):
            is_noted = True
            continue
        title = _title_above(lines, index)
        if title is not None:
            return _start_above(
                lines,
                title,
                named,
                is_noted=is_noted,
            )
    return None


def _closes_search(line: TextLine) -> bool:
    """Whether no title of a rule stands above a line: an annex, an article, a sentence."""
    if line.row or line.opens_article():
        return True
    if line.mark is not None and line.mark.level is Level.ANNEX:
        return True
    return line.text.endswith(("。", "：", "；"))


def _start_above(
    lines: Sequence[TextLine],
    title: range,
    named: frozenset[str],
    *,
    is_noted: bool,
) -> int | None:
    """The line with which the rule of a title begins: the title, or the order above it.

    A title without a head note, order or rank of a heading may be a heading within a rule. A rule
    in an annex is one of its own where a notice issues it.
    """
    first = title.start
    order = _order_above(lines, first)
    if order is not None:
        return order
    if not first:
        return None
    joined = "".join(lines[place].text for place in title)
    above = lines[first - 1]
    is_named = work_key(joined) in named
    if above.mark is not None and above.mark.level is Level.ANNEX:
        return first - 1 if is_named and is_annex_label(above) else None
    is_next = _OF_A_PLACE.match(joined) is not None and "施行" in above.text
    is_sure = is_noted or is_named or is_next or lines[first].heading == 1
    return first if is_sure and _ends_text(above) else None


def _is_note(line: TextLine) -> bool:
    return (
        line.mark is None
        and has_date(line.text)
        and _MADE.search(line.text) is not None
        and not line.text.endswith("。")
    )


def _title_above(lines: Sequence[TextLine], last: int) -> range | None:
    """The lines of a title that ends at a line."""
    joined = ""
    for first in range(
        last,
        max(last - _MAX_TITLE_LINES, -1),
        -1,
    ):
        line = lines[first]
        is_short = len(line.text) <= _MAX_TITLE_LINE and line.mark is None and not line.row
        if not is_short or re.search(r"[。；：，]$", line.text) or has_date(line.text):
            return None
        joined = line.text + joined
        if is_norm_title(joined) and not goes_on(line.text):
            return _with_line_above(
                lines,
                first,
                last,
            )
    return None


def _with_line_above(
    lines: Sequence[TextLine],
    first: int,
    last: int,
) -> range:
    """A title with the name of a place on the line above it."""
    if first:
        above = lines[first - 1]
        is_place = re.fullmatch(r"[\u4e00-\u9fff]{2,20}[省市县区州旗府会]", above.text.strip())
        if is_place and above.mark is None and not above.row:
            return range(first - 1, last + 1)
    return range(first, last + 1)


def _order_above(lines: Sequence[TextLine], title: int) -> int | None:
    """The first line of the order that promulgates a rule with a title at a line."""
    for first in range(
        title - 1,
        max(title - _ORDER_LINES, 0),
        -1,
    ):
        if lines[first].opens_article():
            return None
        head = read_order_head(lines[first : first + 1])
        if head is not None or (
            lines[first].text.endswith(("令", "公告"))
            and read_order_head(lines[first : first + 3]) is not None
        ):
            return first
    return None


def _ends_text(line: TextLine) -> bool:
    """Whether a line may be the last one of a rule: a sentence, a signature, a date, a row."""
    return (
        line.row
        or line.text.endswith(("。", "。”", "）", ")"))
        or has_date(line.text)
        or (line.mark is None and len(line.text) <= 30)
    )
