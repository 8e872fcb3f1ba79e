"""Texts that are not made of provisions: cases by their headings or formulas, everything else by headings and sentences.

A section is a stretch of text under one heading (or behind one formula, where a judgment comes as one paragraph). It is cited
by a name that means the same in every case — facts, reasoning, ruling — or by its ordinal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.names import unspace
from corpus.records import Level, Provision, Role, Span, StructuralSpan, Unit
from ingestion.structure.cutting import Cutting, cut
from ingestion.structure.kinds import CASE_TITLE
from ingestion.structure.lines import Line
from ingestion.structure.marks import is_heading_text
from ingestion.structure.numbering import unused
from ingestion.structure.units import Provisions

_CASE_SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^【?(?:[一二三四五六七八九十]、)?(?:{pattern})】?[:：]?$"))
    for name, pattern in (
        ("facts", r"基本案情|案情简介|简要案情|案情回顾|案情|基本事实|查明事实|案件事实"),
        ("claims", r"(?:原告|申请人|当事人)?(?:的)?(?:诉讼|仲裁)?请求|当事人诉求"),
        ("issues", r"争议焦点|案件焦点"),
        ("ruling", r"(?:裁判|处理|仲裁|判决|审理|裁决|调解|执行)(?:结果|情况)|法院(?:裁判|审理|判决)"),
        ("reasoning", r"(?:裁判|裁决)理由|裁判要旨|裁判要点|本院认为|法院认为"),
        ("significance", r"典型意义|指导意义|社会意义|示范意义|法官寄语|典型价值"),
        ("analysis", r"案例分析|法律分析|案例评析|评析|案件评析|专家点评|法官(?:解读|说法|说理)|分析"),
        ("law", r"(?:司法解释)?(?:相关|适用|关联)?法(?:律|条)(?:条文|依据|规定|链接)?|关联索引|相关法条"),
        ("advice", r"(?:仲裁|律师|法官|温馨)提示|建议"),
    )
)

# The formulas of judgments and awards, in the order in which they come. The first match behind the previous one counts.
_FORMULAS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, shown, re.compile(pattern))
    for name, shown, pattern in (
        (
            "parties",
            "当事人",
            r"(?:公诉机关|抗诉机关|原公诉机关|原告人?|上诉人|申请人|再审申请人|起诉人|申请执行人|自诉人|附带民事诉讼原告人)(?:（[^）]{1,12}）)?[:：]?\s?[\u4e00-\u9fff某×Xx*]",
        ),
        (
            "procedure",
            "审理经过",
            r"(?:[\u4e00-\u9fff]{2,20}人民检察院(?:以|于)|(?:上诉人|原告|申请人|再审申请人)[^。]{2,60}(?:一案|纠纷|争议)[^。]{0,40}(?:受理|立案|审理|提起|向本)|本院(?:于|受理|依法)|本委(?:于|受理|依法))",
        ),
        (
            "claims",
            "诉称",
            r"(?:公诉机关|[\u4e00-\u9fff]{2,20}人民检察院|起诉书)[^。；]{0,16}(?:指控|诉称)[:：，]|指控[:：]|(?:原告|申请人|上诉人)[^。，]{0,30}(?:诉称|称[:：]|请求|向本(?:院|委)提出|上诉请求|提出仲裁请求)|诉讼请求[:：]|仲裁请求[:：]|[\u4e00-\u9fff某]{2,12}(?:诉称|起诉称|申请称)[，,:：]",
        ),
        (
            "defence",
            "辩称",
            r"[\u4e00-\u9fff某]{2,12}(?:辩称|答辩称)[，,:：]|(?:被告人?|被上诉人|被申请人)[^。；]{0,30}(?:辩称|答辩|对(?:起诉书|公诉机关|检察院)?[^。]{0,20}(?:没有|无|均?无|未提)[^。]{0,12}(?:异议|意见))|辩护人[^。]{0,30}(?:辩护意见|提出|认为|辩称)",
        ),
        (
            "facts",
            "查明",
            r"(?:经|本院|本委|一审法院|原审)?(?:公开开庭)?(?:审理|开庭审理|依法)?(?:查明|认定)(?:的?事实(?:如下|与)?)?[:：，,]|(?:本院|本委)(?:审理|经审理)?查明|经审理查明",
        ),
        ("reasoning", "本院认为", r"(?:本院|本委|本庭)(?:经审查|经评议|综合)?认为"),
        ("ruling", "裁判结果", r"(?:判决|裁定|裁决|决定|协议|调解)如下[:：]?|达成(?:如下)?协议"),
        ("appeal", "上诉权利", r"如不服本|本(?:判决|裁定|裁决)(?:书)?为终|本(?:判决|裁定|裁决)(?:送达|自)[^。]{0,20}(?:生效|发生法律效力)"),
    )
)
_SIGNERS = r"(?:^|(?<=[。\s）)”]))(?:审\s*判\s*长|代理?\s*审\s*判\s*员|审\s*判\s*员|首席仲裁员|仲\s*裁\s*员)[\s:：]?\s*[\u4e00-\u9fff某]"
_CLERK = r"(?:法\s*官\s*助\s*理|(?:代理?\s*)?书\s*记\s*员|速\s*录\s*员)[\s:：]*[\u4e00-\u9fff某·×XxＸ*]{1,4}?(?=[\s附本]|$)"
_VIEW = next(pattern for name, _, pattern in _FORMULAS if name == "reasoning")
_BEFORE_VIEW = frozenset({"parties", "procedure", "claims", "defence", "facts"})
_SIGNATURE = re.compile(rf"{_SIGNERS}[^，。；]{{0,150}}?年[^，。；年]{{1,10}}日(?:\s*{_CLERK}){{0,4}}")
_UNDATED_SIGNATURE = re.compile(rf"{_SIGNERS}[^，。；]{{0,120}}$")
_MAX_CASE_TITLE = 80
_STAMP = 60
"""A seal, or who printed and delivered it: so many characters behind a signature belong to it, unless they cite an article."""


@dataclass(frozen=True, slots=True)
class _Section:
    path: str
    shown: tuple[str, ...]
    spans: tuple[Span, ...]
    lines: tuple[Line, ...] = ()


def read_sections(text: str, lines: Sequence[Line], title: str, body: range, cutting: Cutting, *, case: bool) -> Provisions:
    """Cut the lines of `body` by their headings. `case`: sections with a known heading are named after what they are."""
    out = Provisions()
    sections: list[_Section] = []
    headings: list[tuple[int, str]] = []
    gathered: list[Line] = []
    seen: Counter[str] = Counter()

    def close() -> None:
        if not gathered:
            return
        name = _case_section(headings[-1][1]) if case and headings else None
        path = unused(name or str(len(sections) + 1), seen)
        spans = tuple(Span(line.start, line.end) for line in gathered)
        sections.append(_Section(path, tuple(heading for _, heading in headings), spans, tuple(gathered)))
        gathered.clear()

    for index in body:
        line = lines[index]
        depth = _heading_depth(line, lines[index + 1] if index + 1 < len(lines) else None, case=case)
        if depth is None:
            gathered.append(line)
            continue
        close()
        while headings and headings[-1][0] >= depth:
            headings.pop()
        headings.append((depth, unspace(line.text)))
        out.provisions.append(Provision(Level.HEADING, "", unspace(line.text), line.start, line.end))
        out.structural.append(StructuralSpan(Role.HEADING, line.start, line.end))
    close()
    for section in sections:
        _add_units(out, text, title, section, cutting)
    return out


def read_formulas(text: str, lines: Sequence[Line], title: str, start: int, cutting: Cutting) -> Provisions:
    """Cut a judgment or an award, from character `start` on, where its formulas say that another section begins."""
    out = Provisions()
    signature = _signature(text, start)
    end = signature.start
    if end < len(text):
        out.structural.append(StructuralSpan(Role.SIGNATURE, *signature))
    cuts = [(start, "opening", "首部")]
    position = start
    for name, shown, pattern in _FORMULAS:
        # what stands behind the court's own view is no formula of an earlier section: 驳回原告的诉讼请求
        view = _VIEW.search(text, position, end) if name in _BEFORE_VIEW else None
        match = pattern.search(text, position, view.start() if view else end)
        if match and match.start() >= cuts[-1][0]:
            begin = _sentence_start(text, match.start(), cuts[-1][0])
            if begin == cuts[-1][0]:
                cuts.pop()
            cuts.append((begin, name, shown))
            position = match.end()
    parts = [(*one, following[0]) for one, following in pairwise([*cuts, (end, "", "")])]
    if signature.end < len(text):  # many courts print the provisions that they applied behind their signature
        parts.append((signature.end, "law", "所附法律条文", len(text)))
    for begin, name, shown, stop in parts:
        inside = [line for line in lines if line.end > begin and line.start < stop]
        spans = tuple(_trim(text, max(line.start, begin), min(line.end, stop)) for line in inside)
        spans = tuple(span for span in spans if span.end > span.start)
        if spans:
            out.provisions.append(Provision(Level.HEADING, name, shown, spans[0].start, spans[-1].end))
            _add_units(out, text, title, _Section(name, (shown,), spans, tuple(inside)), cutting)
    return out


def _add_units(out: Provisions, text: str, title: str, section: _Section, cutting: Cutting) -> None:
    context = " › ".join([title, *(heading for heading in section.shown if heading != title)])
    pieces = cut(text, section.spans, cutting.prose)
    ends = [line.end for line in section.lines]
    for number, piece in enumerate(pieces, 1):
        first = section.lines[bisect_right(ends, piece.start)]
        out.units.append(
            Unit(section.path, piece.start, piece.end, None, number if len(pieces) > 1 else None, context, first.page, first.box)
        )


def _case_section(heading: str) -> str | None:
    return next((name for name, pattern in _CASE_SECTIONS if pattern.match(re.sub(r"\s+", "", heading))), None)


def _heading_depth(line: Line, following: Line | None, *, case: bool) -> int | None:
    """A heading's depth; None for a line that says something.

    Without a parser's word, a line is a heading when it has a mark and names something (一、总体要求), or, in a case, when it
    is one of the known names; and when a longer line follows.
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


def _sentence_start(text: str, position: int, floor: int) -> int:
    """Where the sentence begins in which a formula stands."""
    found = max((text.rfind(mark, floor, position) for mark in "。；\n"), default=-1)
    if found < 0 or position - found > 80:
        return position
    return found + 1


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _signature(text: str, start: int) -> Span:
    """Where judges or arbitrators sign, with date and clerk; an empty span at the end where none does."""
    signed = [match.span() for match in _SIGNATURE.finditer(text, start)] or [
        match.span() for match in _UNDATED_SIGNATURE.finditer(text, max(start, len(text) - 400))
    ]
    if not signed:
        return Span(len(text), len(text))
    begin, end = signed[-1]
    return Span(begin, end if "条" in text[end:] or len(text) - end > _STAMP else len(text))
