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
from law.structure.paper_annexes import PaperAnnex, read_paper_annex
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
    reader = _SectionReader(lines, body, case=case)
    reader.read()
    for section in reader.sections:
        add_units(
            reader.out,
            text,
            title,
            section,
            cutting,
        )
    return reader.out


class _SectionReader:
    """Gathers the lines of each section, and knows the headings above it."""

    def __init__(
        self,
        lines: Sequence[TextLine],
        body: range,
        *,
        case: bool,
    ) -> None:
        self.out = Provisions()
        self.sections: list[Section] = []
        self._lines = lines
        self._body = body
        self._case = case
        self._clauses = {} if case else read_clauses(lines, body)
        self._headings: list[tuple[int, str]] = []
        self._gathered: list[TextLine] = []
        self._seen: Counter[str] = Counter()
        self._clause = ""
        self._annex = ""
        self._in_annex = 0

    def read(self) -> None:
        index = self._body.start
        while index < self._body.stop:
            annex = None
            if not self._case and index not in self._clauses:
                annex = read_paper_annex(self._lines, index, self._body.stop)
            if annex is not None:
                self._open_annex(index, annex)
                index = annex.stop
                continue
            self._take(index)
            index += 1
        self._close()

    def _take(self, index: int) -> None:
        """Take a line that opens no annex."""
        line = self._lines[index]
        opened = self._clauses.get(index)
        if opened is not None and not opened.names:
            self._close()
            self._clause = opened.number
            self._gathered.append(line)
            return
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        depth = opened.depth if opened else _heading_depth(line, following, case=self._case)
        if depth is None:
            self._gathered.append(line)
            return
        self._close()
        self._clause = opened.number if opened else ""
        while self._headings and self._headings[-1][0] >= depth:
            self._headings.pop()
        self._headings.append((depth, unspace(line.text)))
        _add_heading(self.out, Level.HEADING, unspace(line.text), Span(line.start, line.end))

    def _open_annex(self, index: int, annex: PaperAnnex) -> None:
        self._close()
        self._annex = annex.label
        self._in_annex = 0
        self._clause = ""
        self._headings = [(_ANNEX_DEPTH, annex.heading)]
        span = Span(self._lines[index].start, self._lines[annex.stop - 1].end)
        _add_heading(self.out, Level.ANNEX, annex.heading, span)

    def _close(self) -> None:
        if not self._gathered:
            return
        spans = tuple(Span(line.start, line.end) for line in self._gathered)
        self.sections.append(
            Section(
                path=unused(self._name(), self._seen),
                shown=tuple(heading for _, heading in self._headings),
                spans=spans,
                lines=tuple(self._gathered),
            )
        )
        self._gathered.clear()

    def _name(self) -> str:
        if self._annex:
            self._in_annex += 1
            return self._annex if self._in_annex == 1 else f"{self._annex}/{self._in_annex}"
        if self._case and self._headings:
            name = _case_section(self._headings[-1][1])
            return name or str(len(self.sections) + 1)
        return self._clause or str(len(self.sections) + 1)


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
