"""A file that holds several rules one after another, each with a title and articles of its own.

    松溪市摆渡规定 › 第一条 …        the work of the file            path 第一条
    松溪市纤夫规定 › 第一条 …        another work, `Structure.rules`  path 松溪市纤夫规定/第一条

Each is read as if it stood alone, so that number, days and acts of one are never those of another.
A rule in an annex belongs to the rule that it is annexed to, and is not cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.notation.work_keys import work_key
from corpus.records import (
    Act,
    Document,
    Doubt,
    Finding,
    Level,
    Provision,
    Severity,
    Structure,
    TextStage,
    Unit,
)
from law.structure.lines import TextLine
from law.structure.moving import shifted
from law.structure.numbering import NO_SEPARATORS
from law.structure.orders import promulgated_titles, read_order_head
from law.structure.title_words import goes_on, has_date, is_norm_title

_LINES_ABOVE_ARTICLE = 40
_HEAD_LINES = 24
_MAX_TITLE_LINES = 4
_MAX_TITLE_LINE = 60
_ORDER_LINES = 14
_MADE = re.compile(r"通过|公布|发布|颁布|批准|印发|制定|令")
_OF_THE_FILE = ("title", "page_title", "date", "number", "document_number", "articles")


@dataclass(frozen=True, slots=True)
class RulePart:
    """One rule of a file, as a document of its own.

    Attributes:
        start: The offset in the file's text at which it begins.
        document: The rule; its offsets count from `start`.
        named: The keys of the rules that an order at the head of the file promulgates.
    """

    start: int
    document: Document
    named: frozenset[str] = frozenset()


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
    named = _named_by_order(lines)
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
    offsets = [lines[start].start for start in starts]
    block_starts = {block.start for block in document.blocks}
    offsets = [offset for offset in dict.fromkeys(offsets) if offset in block_starts]
    if not offsets:
        return []
    ends = [*offsets, len(document.text) + 1]
    first = document.blocks[0].start
    return [
        _part(
            document,
            start,
            end,
            named,
        )
        for start, end in pairwise([first, *ends])
    ]


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

    A title without a head note, order or rank of a heading may be a heading within a rule.
    """
    first = title.start
    order = _order_above(lines, first)
    if order is not None:
        return order
    joined = "".join(lines[place].text for place in title)
    is_sure = is_noted or lines[first].heading == 1 or work_key(joined) in named
    return first if is_sure and first and _ends_text(lines[first - 1]) else None


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


def _part(
    document: Document,
    start: int,
    end: int,
    named: frozenset[str],
) -> RulePart:
    blocks = [block for block in document.blocks if start <= block.start < end]
    last = blocks[-1].end
    moved = tuple(
        replace(
            block,
            start=block.start - start,
            end=block.end - start,
        )
        for block in blocks
    )
    metadata = document.metadata
    if start > document.blocks[0].start:
        metadata = {name: value for name, value in metadata.items() if name not in _OF_THE_FILE}
    part = Document(
        text=document.text[start:last],
        blocks=moved,
        media_type=document.media_type,
        parser=document.parser,
        metadata=metadata,
    )
    return RulePart(
        start,
        part,
        named,
    )


def join_rules(parts: Sequence[tuple[RulePart, Structure]]) -> Structure:
    """Join the structures of the rules of a file.

    Args:
        parts: The rules, each with its structure.

    Returns:
        The structure of the first rule, with the units of the others below their titles, and with
        the others in `rules`. Offsets count in the text of the file.
    """
    first = shifted(parts[0][1], parts[0][0].start)
    rules = tuple(
        _with_order(
            shifted(found, part.start),
            first,
            part.named,
        )
        for part, found in parts[1:]
    )
    provisions: list[Provision] = list(first.provisions)
    units: list[Unit] = list(first.units)
    structural = list(first.structural)
    findings = list(first.findings)
    taken: dict[str, int] = {}
    for rule in rules:
        name = rule.title.translate(NO_SEPARATORS)
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}~{taken[name]}"
        base = len(provisions)
        for provision in rule.provisions:
            parent = provision.parent
            provisions.append(
                provision if parent is None else replace(provision, parent=parent + base)
            )
        units += [replace(unit, path=f"{name}/{unit.path}") for unit in rule.units]
        structural += rule.structural
        findings += rule.findings
    titles = "、".join(f"《{rule.title}》" for rule in (first, *rules))
    findings.append(
        Finding(
            Severity.WARNING,
            "several_rules",
            first.title,
            f"one file holds {len(rules) + 1} rules: {titles}",
            "put each rule in a file of its own, so that each is cited by its own title",
        )
    )
    return replace(
        first,
        provisions=tuple(provisions),
        units=tuple(units),
        structural=tuple(sorted(structural, key=lambda span: span.start)),
        findings=tuple(findings),
        acts=(*first.acts, *_acts_of_others(parts, rules)),
        rules=rules,
    )


def _acts_of_others(
    parts: Sequence[tuple[RulePart, Structure]], rules: Sequence[Structure]
) -> Iterator[Act]:
    """The acts of the rules behind the first.

    They are weighed as those of the file, which is known by its first rule. So those of a rule of
    another issuer, or of none, are in doubt.
    """
    order = parts[0][1].instrument
    for (part, found), rule in zip(
        parts[1:],
        rules,
        strict=True,
    ):
        own = found.instrument
        by_order = work_key(rule.title) in part.named and (own is None or not own.issuers)
        is_same = own is not None and order is not None and own.issuers == order.issuers
        is_adopted = own is not None and own.stage is TextStage.ADOPTED
        for act in rule.acts:
            if by_order or (is_same and is_adopted):
                yield act
            else:
                yield replace(act, doubts=tuple(dict.fromkeys([*act.doubts, Doubt.UNCLEAR])))


def _with_order(
    rule: Structure,
    first: Structure,
    named: frozenset[str],
) -> Structure:
    """A rule with number, issuer and day of the order above the first rule, where it has none.

    An order may promulgate several rules at once.
    """
    law = rule.law
    order = first.law
    if law is None or order is None or law.number or law.events:
        return rule
    if work_key(rule.title) not in named:
        return rule
    law = replace(
        law,
        number=order.number,
        authority=law.authority or order.authority,
        level=law.level or order.level,
        events=order.events,
    )
    return replace(
        rule,
        law=law,
        date=rule.date or first.date,
        date_evidence=rule.date_evidence or first.date_evidence,
        title_strength=first.title_strength,
    )
