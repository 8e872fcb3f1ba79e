"""Texts that are not made of provisions.

Case summaries by their headings, everything else by headings and sentences.

A section is a stretch of text under one heading (or behind one formula, where `formulas` reads a
court's paper). It is cited by a name that means the same in every case — facts, reasoning, ruling —
or by its ordinal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.marks import is_heading_text
from corpus.notation.work_keys import unspace
from corpus.records import (
    Level,
    Provision,
    Role,
    Span,
    StructuralSpan,
    Unit,
)
from law.structure.clauses import read_clauses
from law.structure.cutting import Cutting, cut
from law.structure.kinds import CASE_TITLE
from law.structure.lines import TextLine
from law.structure.numbering import unused
from law.structure.paper_annexes import read_paper_annex
from law.structure.units import Provisions

_CASE_SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^【?(?:[一二三四五六七八九十]、)?(?:{pattern})】?[:：]?$"))
    for name, pattern in (
        ("facts", r"基本案情|案情简介|简要案情|案情回顾|案情|基本事实|查明事实|案件事实"),
        ("claims", r"(?:原告|申请人|当事人)?(?:的)?(?:诉讼|仲裁)?请求|当事人诉求"),
        ("issues", r"争议焦点|案件焦点"),
        (
            "ruling",
            r"(?:裁判|处理|仲裁|判决|审理|裁决|调解|执行)(?:结果|情况)|法院(?:裁判|审理|判决)",
        ),
        ("reasoning", r"(?:裁判|裁决)理由|裁判要旨|裁判要点|本院认为|法院认为"),
        ("significance", r"典型意义|指导意义|社会意义|示范意义|法官寄语|典型价值"),
        (
            "analysis",
            r"案例分析|法律分析|案例评析|评析|案件评析|专家点评|法官(?:解读|说法|说理)|分析",
        ),
        (
            "law",
            r"(?:司法解释)?(?:相关|适用|关联)?法(?:律|条)(?:条文|依据|规定|链接)?|关联索引|相关法条",
        ),
        ("advice", r"(?:仲裁|律师|法官|温馨)提示|建议"),
    )
)

_MAX_CASE_TITLE = 80
_ANNEX_DEPTH = 0
"""The depth of an annex's heading: above every heading in it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading or behind one formula, before it is cut into units.

    Attributes:
        path: The path of its units.
        shown: The headings above it, for the contexts.
        spans: The places of its paragraphs.
        lines: Its lines.
    """

    path: str
    shown: tuple[str, ...]
    spans: tuple[Span, ...]
    lines: tuple[TextLine, ...] = ()


def read_sections(
    text: str,
    lines: Sequence[TextLine],
    title: str,
    body: range,
    cutting: Cutting,
    *,
    case: bool,
) -> Provisions:
    """Cut the body of a text by its headings.

    Args:
        text: The clean text of the document.
        lines: Its lines.
        title: Its title, for the contexts of units.
        body: Indices of the lines of its body.
        cutting: How long a passage may be.
        case: Whether sections with a known heading are named after what they are, as in a case
            summary.

    Returns:
        Its headings and units.
    """
    out = Provisions()
    sections: list[Section] = []
    headings: list[tuple[int, str]] = []
    gathered: list[TextLine] = []
    seen: Counter[str] = Counter()
    clauses = {} if case else read_clauses(lines, body)
    clause = ""
    annex = ""
    in_annex = 0

    def close() -> None:
        nonlocal in_annex
        if not gathered:
            return
        name = _case_section(headings[-1][1]) if case and headings else clause
        if annex:
            in_annex += 1
            name = annex if in_annex == 1 else f"{annex}/{in_annex}"
        path = unused(name or str(len(sections) + 1), seen)
        spans = tuple(Span(line.start, line.end) for line in gathered)
        sections.append(
            Section(
                path=path,
                shown=tuple(heading for _, heading in headings),
                spans=spans,
                lines=tuple(gathered),
            )
        )
        gathered.clear()

    behind_head = body.start
    for index in body:
        if index < behind_head:
            continue
        line = lines[index]
        opened = clauses.get(index)
        head = None if case or opened else read_paper_annex(lines, index, body.stop)
        if head is not None:
            close()
            annex, in_annex, clause = head.label, 0, ""
            behind_head = head.stop
            headings[:] = [(_ANNEX_DEPTH, head.heading)]
            last = lines[head.stop - 1]
            _add_heading(out, Level.ANNEX, head.heading, Span(line.start, last.end))
            continue
        if opened is not None and not opened.names:
            close()
            clause = opened.number
            gathered.append(line)
            continue
        depth = (
            opened.depth
            if opened
            else _heading_depth(
                line,
                lines[index + 1] if index + 1 < len(lines) else None,
                case=case,
            )
        )
        if depth is None:
            gathered.append(line)
            continue
        close()
        clause = opened.number if opened else ""
        while headings and headings[-1][0] >= depth:
            headings.pop()
        headings.append((depth, unspace(line.text)))
        _add_heading(out, Level.HEADING, unspace(line.text), Span(line.start, line.end))
    close()
    for section in sections:
        add_units(
            out,
            text,
            title,
            section,
            cutting,
        )
    return out


def _add_heading(
    out: Provisions,
    level: Level,
    heading: str,
    span: Span,
) -> None:
    out.provisions.append(
        Provision(
            level=level,
            label="",
            heading=heading,
            start=span.start,
            end=span.end,
        )
    )
    out.structural.append(StructuralSpan(role=Role.HEADING, start=span.start, end=span.end))


def add_units(
    out: Provisions,
    text: str,
    title: str,
    section: Section,
    cutting: Cutting,
) -> None:
    """Cut a section into units.

    Args:
        out: What takes the units.
        text: The clean text of the document.
        title: Its title; the context of a unit is the title and the headings of its section.
        section: The section.
        cutting: How long a passage may be.
    """
    context = " › ".join([title, *(heading for heading in section.shown if heading != title)])
    pieces = cut(text, section.spans, cutting.prose)
    ends = [line.end for line in section.lines]
    for number, piece in enumerate(pieces, 1):
        first = section.lines[bisect_right(ends, piece.start)]
        out.units.append(
            Unit(
                path=section.path,
                start=piece.start,
                end=piece.end,
                article=None,
                piece=number if len(pieces) > 1 else None,
                context=context,
                page=first.page,
                box=first.box,
            )
        )


def _case_section(heading: str) -> str | None:
    return next(
        (name for name, pattern in _CASE_SECTIONS if pattern.match(re.sub(r"\s+", "", heading))),
        None,
    )


def _heading_depth(
    line: TextLine,
    following: TextLine | None,
    *,
    case: bool,
) -> int | None:
    """A heading's depth; None for a line that says something.

    Without a parser's word, a line is a heading when it has a mark and names something (一、总体要求),
    or, in a case, when it is one of the known names; and when a longer line follows.
    """
    if line.row:
        return None
    if line.heading is not None:
        return line.heading
    if case and CASE_TITLE.match(line.text) and len(line.text) <= _MAX_CASE_TITLE:
        return 1
    if case and _case_section(line.text):
        return 2
    if line.mark is None or following is None or len(line.text) >= len(following.text):
        return None
    if line.opens_division():
        return 2
    if line.mark.family in ("一、", "（一）") and is_heading_text(line.mark.heading):
        return 3 if line.mark.family == "一、" else 4
    return None
