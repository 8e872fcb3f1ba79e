"""A file that holds several rules one after another, each with a title and articles of its own.

    松溪市摆渡规定 › 第一条 …        the work of the file            path 第一条
    松溪市纤夫规定 › 第一条 …        another work, `Structure.rules`  path 第一条

Each is read as if it stood alone, so that number, days and acts of one are never those of another.
A rule in an annex belongs to the rule that it is annexed to, and is not cut off, unless a notice
issues both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.notation.work_keys import work_key
from corpus.records import Document, Level
from law.structure.issuing_notices import (
    is_annex_label,
    issues_first,
    read_issued,
)
from law.structure.lines import TextLine
from law.structure.orders import promulgated_titles, read_order_head
from law.structure.paper_starts import paper_starts
from law.structure.preludes import prelude_end
from law.structure.rule_parts import RulePart, cut_part
from law.structure.rule_titles import (
    LINES_ABOVE_ARTICLE,
    behind_label,
    first_title,
    order_above,
    title_above,
    title_at,
)
from law.structure.set_aside import names_side
from law.structure.title_words import has_date

_HEAD_LINES = 24
_SIGNATURE_LINES = 5
_MAX_SIGNATURE_LINE = 30
_CLOSING = re.compile(r"(?:施行|实施|执行|生效|试行|废止|负责解释)[。；]?$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_LABELS = ("Article ", "ARTICLE ", "Section ", "SECTION ", "Art. ", "§")
_FEWEST_ARTICLES = 2
_FEWEST_OF_RULE = 3
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
    papers = paper_starts(lines, document.text)
    if not papers and not firsts:
        return []
    first_article = firsts[0] if firsts else len(lines)
    behind_decision = bool(firsts) and _begins_with_decision(lines, first_article)
    translated = _behind_translation(lines)
    near = lines[max(first_article - LINES_ABOVE_ARTICLE, 0) : first_article]
    has_label = any(is_annex_label(line) for line in near)
    is_one = len(firsts) == 1 and not behind_decision and not has_label
    if not papers and is_one and translated is None:
        return []
    issued = read_issued(lines[:first_article])
    top = first_title(lines, first_article) if firsts else None
    is_annexed = top is not None and is_annex_label(lines[top])
    named = _named_by_order(lines) | issued.rules
    if is_annexed and issued.is_paper:
        named |= _annexed(lines, firsts)
    starts = _starts(
        document.text,
        lines,
        firsts if behind_decision else firsts[1:],
        named,
        papers,
    )
    notice = None
    if top is not None and not behind_decision:
        own = _own_start(lines, top, papers)
        title = title_at(lines, top)
        is_issued = is_annexed or (bool(issued.rules) and bool(starts))
        is_below_preface = bool(starts) and _is_below_preface(lines, top)
        if any(paper < own for paper in papers):
            starts.add(own)
        elif is_issued:
            notice = None if issues_first(issued, title) else top
        elif is_below_preface:
            starts.add(own)
    base = 0 if notice is not None else _base(lines, top, papers)
    starts |= {notice} if notice is not None and (issued.is_paper or starts) else set()
    starts |= {translated} if translated is not None else set()
    parts = _cut(
        document,
        lines,
        starts,
        base,
        named,
    )
    if parts and notice is not None and lines[notice].start == parts[1].span.start:
        parts[0] = replace(parts[0], notice=parts[0].document)
    return parts


def _cut(
    document: Document,
    lines: Sequence[TextLine],
    starts: Iterable[int],
    base: int,
    named: frozenset[str],
) -> list[RulePart]:
    """The parts of a file that begin at some lines; none where it has one alone."""
    block_starts = {block.start for block in document.blocks}
    places = sorted(
        start for start in starts if start > base and lines[start].start in block_starts
    )
    if not places:
        return []
    bounds = [0, *(lines[start].start for start in places), len(document.text)]
    firsts = [base, *(behind_label(lines, start) for start in places)]
    return [
        cut_part(
            document,
            range(start, end),
            named,
            begins=lines[first].start if first else 0,
        )
        for (start, end), first in zip(
            pairwise(bounds),
            firsts,
            strict=True,
        )
    ]


def _behind_translation(lines: Sequence[TextLine]) -> int | None:
    """The first line in Chinese, where the whole text in English stands above it."""
    if not lines or _HAN.search(lines[0].text):
        return None
    place = next((index for index, line in enumerate(lines) if _HAN.search(line.text)), 0)
    articles = sum(line.text.startswith(_ENGLISH_LABELS) for line in lines[:place])
    return place if articles >= _FEWEST_ARTICLES else None


def _starts(
    text: str,
    lines: Sequence[TextLine],
    articles: Sequence[int],
    named: frozenset[str],
    papers: Sequence[int],
) -> set[int]:
    """The lines with which the rules of some first articles begin, and the papers."""
    starts = set(papers)
    for article in articles:
        start = _rule_start(
            text,
            lines,
            article,
            named,
        )
        if start is not None:
            starts.add(_with_paper_above(lines, start, papers))
    return starts


def _with_paper_above(lines: Sequence[TextLine], start: int, papers: Sequence[int]) -> int:
    """The first line of the notice that issues the rule of a line, else that line."""
    place = bisect_left(papers, start) - 1
    if place < 0:
        return start
    paper = papers[place]
    between = lines[paper:start]
    if any(line.opens_article() for line in between):
        return start
    issued = read_issued(between)
    title = title_at(lines, start)
    is_named = work_key(title) in issued.rules or issues_first(issued, title)
    return paper if is_named or is_annex_label(lines[start]) else start


def _own_start(lines: Sequence[TextLine], title: int, papers: Sequence[int]) -> int:
    """The first line of a rule with its title at a line: that of the order or notice above it."""
    order = order_above(lines, title)
    return order if order is not None else _with_paper_above(lines, title, papers)


def _base(
    lines: Sequence[TextLine],
    top: int | None,
    papers: Sequence[int],
) -> int:
    """The first line of the first text, where only a banner and a list of titles are above it."""
    candidates = [*papers[:1]]
    if top is not None:
        candidates.append(_own_start(lines, top, papers))
    first = min(candidates, default=0)
    return prelude_end(lines, first)


def _annexed(lines: Sequence[TextLine], firsts: Sequence[int]) -> frozenset[str]:
    """The keys of the rules below the labels of annexes of a notice."""
    titles: set[str] = set()
    for article in firsts:
        start = first_title(lines, article)
        if start is None or not is_annex_label(lines[start]):
            continue
        title = title_at(lines, start)
        titles |= {work_key(title)} if title else set()
    return frozenset(titles)


def _is_below_preface(lines: Sequence[TextLine], title: int) -> bool:
    """Whether words that say something, but no order or notice, stand above the first rule."""
    above = lines[:title]
    says = any(line.text.endswith("。") and not line.row for line in above)
    return says and not read_issued(above).is_paper and read_order_head(lines) is None


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
        max(article - LINES_ABOVE_ARTICLE, 0),
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
        title = title_above(lines, index)
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
    order = order_above(lines, first)
    if order is not None:
        return order
    if not first:
        return None
    joined = "".join(lines[place].text for place in title).strip("《》")
    above = lines[first - 1]
    if names_side(above.text):
        return None  # old text beside new text
    is_named = work_key(joined) in named
    if above.mark is not None and above.mark.level is Level.ANNEX:
        return first - 1 if is_named and is_annex_label(above) else None
    is_next = _OF_A_PLACE.match(joined) is not None and "施行" in above.text
    is_sure = is_noted or is_named or is_next or lines[first].heading == 1
    is_sure = is_sure or (_closes_rule(lines, first - 1) and _has_articles(lines, title.stop))
    return first if is_sure and _ends_text(above) else None


def _is_note(line: TextLine) -> bool:
    return (
        line.mark is None
        and has_date(line.text)
        and _MADE.search(line.text) is not None
        and not line.text.endswith("。")
    )


def _closes_rule(lines: Sequence[TextLine], last: int) -> bool:
    """Whether the last article of a rule ends at a line, or above its signature."""
    for index in range(
        last,
        max(last - _SIGNATURE_LINES, -1),
        -1,
    ):
        line = lines[index]
        if _CLOSING.search(line.text):
            return True
        if line.mark is not None or line.row or len(line.text) > _MAX_SIGNATURE_LINE:
            return False
    return False


def _has_articles(lines: Sequence[TextLine], start: int) -> bool:
    """Whether the first three articles follow, as in a rule, and not below a heading within one."""
    expected = 1
    for line in lines[start:]:
        if line.mark is None or not line.opens_article():
            continue
        if line.mark.number != (expected, 0):
            return False
        if expected == _FEWEST_OF_RULE:
            return True
        expected += 1
    return False


def _ends_text(line: TextLine) -> bool:
    """Whether a line may be the last one of a rule: a sentence, a signature, a date, a row."""
    return (
        line.row
        or line.text.endswith(("。", "。”", "）", ")"))
        or has_date(line.text)
        or (line.mark is None and len(line.text) <= 30)
    )
