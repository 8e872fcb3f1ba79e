"""Judgments, rulings, mediation documents and awards.

Cut where their formulas say that another section begins.

Courts write a paper in fixed formulas, and many publish it as one paragraph: headings and line
breaks are no help there. A classifier of sentences was set aside: the formulas are prescribed by
the Supreme Court's style sheets, and a cut must be explainable by the words that made it.

    head │ parties │ procedure … 审理终结。│ below, claims, defence, facts in any order │ 本院认为 │ 判决如下 │
    appeal │ signature │ law

What stands between the end of the procedure and the court's view stands in any order, so there a
formula counts where it opens a sentence: 上述事实，被告人无异议 is no defence, 驳回原告的诉讼请求 no claim. What a
court below found and held (`below`) is no finding of this court.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.records import (
    Level,
    Provision,
    Role,
    Span,
    StructuralSpan,
)
from law.structure.cutting import Cutting
from law.structure.lines import TextLine
from law.structure.numbering import unused
from law.structure.sections import Section, add_units
from law.structure.units import Provisions

_SHOWN = {
    "opening": "首部",
    "parties": "当事人",
    "procedure": "审理经过",
    "below": "原审情况",
    "claims": "诉称",
    "defence": "辩称",
    "facts": "查明",
    "reasoning": "本院认为",
    "ruling": "裁判结果",
    "appeal": "上诉权利",
    "law": "所附法律条文",
}
_HAN = "[\u4e00-\u9fff]"
_NAME = r"[\u4e00-\u9fff×Xx*\d]"


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


PARTIES = re.compile(
    r"(?:公诉机关|抗诉机关|原公诉机关|原\s?告人?|上诉人|申请人|再审申请人|起诉人|申请执行人|自诉人|附带民事诉讼原告人)"
    r"(?:（[^）]{1,12}）)?[:：]?\s?[\u4e00-\u9fff×Xx*]"
)
_PROCEDURE = re.compile(
    _any(
        rf"(?:{_HAN}{{2,20}}检察院|公诉机关)(?:以|于)",
        r"(?:上诉人|原告|申请人|再审申请人)[^。]{2,60}(?:一案|纠纷|争议)[^。]{0,40}(?:受理|立案|审理|提起|向本)",
        r"(?:上诉人|原告)[^。]{2,60}不服",
        rf"(?<=[。\s]){_HAN}{{2,20}}人民法院(?:于[^。，]{{1,12}})?审理",  # an appeal in a criminal case
        r"本院(?:于|受理|依法|适用)",
        r"本委(?:于|受理|依法)",
    )
)
_CLOSED = re.compile(r"[已己]经?(?:审理|审查)(?:完毕并)?终结[^。]{0,12}。")
_VIEW = re.compile(r"(?:本院|本委|本庭)(?:经审查|经评议|综合)?认为")
_RULING = re.compile(r"(?:判决|裁定|裁决|决定|协议|调解)如下[:：]?|达成(?:如下)?协议")
_APPEAL = re.compile(
    r"如不服本|本(?:判决|裁定|裁决)(?:书)?为终|本(?:判决|裁定|裁决)(?:送达|自)[^。]{0,20}(?:生效|发生法律效力)"
)

_LEAD = r"(?:(?:综上|同时|另外|针对(?:上述|以上)指控|在?(?:本案|二审)?(?:庭审|开庭|审理|诉讼|法庭|二审)[^，。；]{0,8})[，,])?"
_OTHERS = r"(?!被告|上诉|辩护|其辩|对|针对|上述|以上|综上|关于|经|本院|本委)"
"""What a sentence doesn't begin with that reports what the other side, or a court below, said."""
_FACTS = (
    r"(?:经|本院|本委|二审|再审|现|另)[^。；，：:]{0,24}?查明",
    r"经[^。；，：:]{0,8}审理，?(?:本院|本委)查明",
    r"(?:经|本院|本委)(?:公开|开庭|依法|二审|再审)*审理[^。；，：:]{0,12}?认定",
    r"(?:本院|本委)(?:经审查)?(?:认定|确认)(?:以下|如下|的?事实)",
)
_BELOW = (
    r"(?:一审|原审|原判)(?!被告|原告|第三人|公诉|附带|审理期间)[^。；：:]{0,30}?(?:查明|认定|认为|判决|裁定|请求)",
    rf"{_OTHERS}{_HAN}{{2,24}}人民法院(?:经|一审|原审|判决|审理)*(?:查明|认定)",
    rf"{_OTHERS}[^。；：:，]{{2,30}}向(?:一审|原审)(?:人民)?法院",
)
_CLAIMS = (
    (
        rf"{_OTHERS}(?:原?公诉机关|检察机关|公诉人|起诉书|{_HAN}{{2,24}}检察院)"
        r"(?!以|于|[^。]{0,160}提起公诉)[^。；，]{0,24}?(?:指控|诉称)(?!的)"
    ),
    r"指控[:：]",
    (
        r"(?:附带民事诉讼)?(?:原告人?|自诉人|申请执行人)[^。]{0,30}?"
        r"(?:诉称|称[:：，,]|请求(?:判|依法|法院|本院|撤|确认|[:：])|向本(?:院|委)提出)"
    ),
    rf"{_OTHERS}[^。；，：:]{{0,16}}(?:诉讼|仲裁|上诉|再审)请求[:：]",
    rf"{_OTHERS}{_NAME}{{2,30}}(?:诉称|起诉称|申请称|上诉称|述称)[，,:：]",
    (
        r"(?:再审)?(?:上诉人|申请人|申请再审人|第三人|抗诉机关)[^。]{0,30}?"
        r"(?:诉称|称[:：，,]|请求|向本(?:院|委)提出|提出仲裁请求|抗诉(?:提出|认为)|上诉理由)"
    ),
)
_DEFENCE = (
    rf"{_NAME}{{2,30}}(?:辩称|答辩称)[，,:：]",
    (
        r"(?:上述|上列|各|二|三|两)?(?:被告人?|被上诉人|被申请人|原审被告人?)[^。；]{0,40}?"
        r"(?:辩称|答辩|辩解(?:称|意见|[:：])|供认不讳|对[^。]{0,32}?(?:没有|无|均?无|未提|不持)[^。]{0,12}(?:异议|意见))"
    ),
    r"(?:其|被告人?[^，。；]{1,20}的?)?辩护人[^。；]{0,40}?(?:辩护意见|提出|认为|辩称|辩护称|建议|均?无异议)",
)
_SECTION_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("facts", re.compile(f"{_LEAD}(?:公诉机关指控[^。；，]{{0,4}}并?)?{_any(*_FACTS)}(?!的?上述)")),
    ("below", re.compile(_LEAD + _any(*_BELOW))),
    ("claims", re.compile(_LEAD + _any(*_CLAIMS))),
    ("defence", re.compile(_LEAD + _any(*_DEFENCE))),
)
_STARTS = re.compile(
    r"(?:(?=经(?:本院|本委)?审理查明[，,：:])|(?<=[。！？\s”）)〉])|^)(?=[^\s。；，])"
)

_SIGNERS = (
    r"(?:^|(?<=[。\s）)”]))"
    r"(?:审\s*判\s*长|代理?\s*审\s*判\s*员|审\s*判\s*员|首席仲裁员|仲\s*裁\s*员)"
    rf"[\s:：]?\s*{_HAN}"
)
_CLERK = (
    r"(?:法\s*官\s*助\s*理|(?:代理?\s*)?书\s*记\s*员|速\s*录\s*员)"
    r"[\s:：]*[\u4e00-\u9fff某·×XxＸ*]{1,4}?(?=[\s附本]|$)"
)
_SIGNATURE = re.compile(
    rf"{_SIGNERS}[^，。；]{{0,150}}?年[^，。；年]{{1,10}}日(?:\s*{_CLERK}){{0,4}}"
)
_UNDATED_SIGNATURE = re.compile(rf"{_SIGNERS}[^，。；]{{0,120}}$")
_STAMP = 60
"""A seal, or who printed and delivered it: so many characters behind a signature belong to it,
unless they cite an article.
"""


def read_formulas(
    text: str,
    lines: Sequence[TextLine],
    title: str,
    start: int,
    cutting: Cutting,
) -> Provisions:
    """Cut a judgment or an award where its formulas say that another section begins.

    Args:
        text: The clean text of the paper.
        lines: Its lines.
        title: Its title, for the contexts of units.
        start: The offset at which its caption ends.
        cutting: How long a passage may be.

    Returns:
        Its sections as provisions and units, and its signature as a structural span.
    """
    out = Provisions()
    signature = _signature(text, start)
    if signature.start < len(text):
        out.structural.append(StructuralSpan(Role.SIGNATURE, *signature))
    cuts = _cuts(text, start, signature.start)
    parts: list[tuple[int, str, int]] = []
    for (begin, name), (stop, _) in pairwise([*cuts, (signature.start, "")]):
        parts.append((begin, name, stop))
    # Many courts print the provisions that they applied behind their signature.
    if signature.end < len(text):
        parts.append((signature.end, "law", len(text)))
    seen: Counter[str] = Counter()
    for begin, name, stop in parts:
        inside = [line for line in lines if line.end > begin and line.start < stop]
        spans = tuple(
            _trim(
                text,
                max(line.start, begin),
                min(line.end, stop),
            )
            for line in inside
        )
        spans = tuple(span for span in spans if span.end > span.start)
        if spans:
            path = unused(name, seen)
            shown = _SHOWN[name]
            out.provisions.append(
                Provision(
                    level=Level.HEADING,
                    label=path,
                    heading=shown,
                    start=spans[0].start,
                    end=spans[-1].end,
                )
            )
            add_units(
                out,
                text,
                title,
                Section(
                    path=path,
                    shown=(shown,),
                    spans=spans,
                    lines=tuple(inside),
                ),
                cutting,
            )
    return out


def _cuts(
    text: str,
    start: int,
    end: int,
) -> list[tuple[int, str]]:
    """Where each section begins, in order, none twice."""
    cuts = [(start, "opening")]
    view = _view(text, start, end)
    ruling = _RULING.search(text, view.end() if view else start, end)
    middle_end = _first_start((view, ruling), end)
    closed = _CLOSED.search(text, start, middle_end)
    opening_end = closed.end() if closed else middle_end
    position = start
    for name, pattern in (("parties", PARTIES), ("procedure", _PROCEDURE)):
        match = pattern.search(text, position, opening_end)
        if match:
            _add_cut(cuts, _sentence_start(text, match.start(), cuts[-1][0]), name)
            position = match.end()
    middle_start = closed.end() if closed else position
    for begin, name in _middle_sections(text, middle_start, middle_end):
        _add_cut(cuts, begin, name)
    position = cuts[-1][0]
    for name, found in (("reasoning", view), ("ruling", ruling)):
        if found:
            _add_cut(cuts, _sentence_start(text, found.start(), position), name)
            position = found.end()
    appeal = _APPEAL.search(text, position, end)
    if appeal:
        _add_cut(cuts, _sentence_start(text, appeal.start(), position), "appeal")
    return cuts


def _first_start(matches: Iterable[re.Match[str] | None], end: int) -> int:
    """Where the first match that there is begins; `end` where there is none."""
    for match in matches:
        if match:
            return match.start()
    return end


def _add_cut(
    cuts: list[tuple[int, str]],
    begin: int,
    name: str,
) -> None:
    """Begin a section; one that would be empty goes."""
    if begin == cuts[-1][0]:
        cuts.pop()
    cuts.append((begin, name))


def _middle_sections(
    text: str,
    start: int,
    end: int,
) -> Iterator[tuple[int, str]]:
    """The sections between procedure and view.

    Each opens once, and once more behind what the court below found.
    """
    taken: set[str] = set()
    last = ""
    for begin in (match.start() for match in _STARTS.finditer(text, start, end)):
        name = next(
            (name for name, pattern in _SECTION_OPENINGS if pattern.match(text, begin, end)), None
        )
        if name is None or name in taken:
            continue
        if name == "below":
            taken = {"below"}
        taken.add(name)
        if name != last:
            yield begin, name
        last = name


def _view(
    text: str,
    start: int,
    end: int,
) -> re.Match[str] | None:
    """The court's own view.

    The first that opens a paragraph (a blank, where paragraphs were lost), else a sentence, else
    any.

    In the facts a court answers a point in a sentence: 对该意见，本院认为，… or 本院认为该证据不能证明…
    """
    found = list(_VIEW.finditer(text, start, end))
    for marks, followers in (("\n ", "，,：:"), ("\n \u3000。；", "，,：:"), ("\n \u3000。；", "")):
        for match in found:
            opens = match.start() == 0 or text[match.start() - 1] in marks
            if opens and (not followers or text[match.end() : match.end() + 1] in followers):
                return match
    return found[0] if found else None


def _sentence_start(
    text: str,
    position: int,
    floor: int,
) -> int:
    """Where the sentence begins in which a formula stands."""
    found = max((text.rfind(mark, floor, position) for mark in "。；\n"), default=-1)
    if found < 0 or position - found > 80:
        return position
    start = found + 1
    while start < position and text[start] in "）)”":  # （罚金限一个月内缴纳。）如不服本判决
        start += 1
    return start


def _trim(
    text: str,
    start: int,
    end: int,
) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _signature(text: str, start: int) -> Span:
    """Where judges or arbitrators sign, with date and clerk.

    An empty span at the end where none does.
    """
    signed = [match.span() for match in _SIGNATURE.finditer(text, start)] or [
        match.span() for match in _UNDATED_SIGNATURE.finditer(text, max(start, len(text) - 400))
    ]
    if not signed:
        return Span(len(text), len(text))
    begin, end = signed[-1]
    return Span(begin, end if "条" in text[end:] or len(text) - end > _STAMP else len(text))
