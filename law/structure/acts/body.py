"""The acts of a document in the order of its text, with those that it quotes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import (
    Action,
    DocumentKind,
    Doubt,
    Span,
)
from law.structure.acts.amendments import amends, read_title_action
from law.structure.acts.clause_acts import sentence_acts
from law.structure.acts.comments import find_comments
from law.structure.acts.list_acts import OpenedHeads, above_table, title_head, under_head
from law.structure.acts.sentences import blank_quotations, read_sentences
from law.structure.acts.stated import NORMS, ReadAct
from law.structure.acts.title_acts import read_amendments, read_by_title, read_promulgated
from law.structure.acts.verbs import VERB
from law.structure.lines import TextLine

_ALONE = (
    "废止|失效|失去效力|停止[执施实使适]|不再[执适施有]|终止[执施实适]|作废|继续[有执施实适]|现行有效|仍然有效"
    "|不一致|抵触|不符|冲突|矛盾|法优于|特别规定的"
)
_BESIDE_TITLE = (
    "暂停|暂时|暂缓|暂不|中止|调整适用|调整实施|变通适用|延长|延续|延期至"
    "|执行截?[至到]|施行截?[至到]|实施截?[至到]|有效期限?截?[至到]"
    "|撤销|批准|代替|取代|替代|更正|不同"
)
"""Words that state an act only beside a title."""
_WORDS = re.compile(f"{_ALONE}|{_BESIDE_TITLE}")
"""Words of acts. Each choice begins with a plain character: so the search is fast."""
_STATES_ALONE = re.compile(_ALONE)
_DENIALS = ("谣", "不实", "不属实", "虚假", "纯属", "是假的")
_DENIED = re.compile(
    r"(?:消息|说法|传言|信息|内容|传闻|言论|帖子|文章)[^。《》]{0,14}(?:不属实|不实|系谣言|为谣言|是谣言|属谣言|纯属|均为虚假|为虚假|是假的)"
)
_DECISIVE = frozenset({Action.REPEAL, Action.ANNUL})


def read_stated(
    text: str,
    title: str,
    kind: DocumentKind,
    lines: Sequence[TextLine],
    made: str | None,
    issuers: Sequence[str],
    *,
    may_deny: bool,
) -> Iterator[ReadAct]:
    """The acts of a document in the order of its text.

    News that deny a rumour deny all that they repeat; a norm on false reports denies nothing.
    """
    bare_title = re.sub(
        r"\s",
        "",
        title,
    )
    is_amending = amends(bare_title) and kind is DocumentKind.DECISION
    by_title = read_title_action(bare_title) if kind in NORMS else None
    if by_title:
        action, target, evidence = by_title
        yield ReadAct(
            action,
            target,
            evidence,
        )
    places = _lines_of_acts(text, lines)
    if not places and not is_amending and title_head(bare_title) is None:
        return
    blanked, quotations = blank_quotations(text)
    denied = may_deny and _is_denied(blanked)
    read = list(
        _body(
            text,
            blanked,
            bare_title,
            lines,
            places,
            made,
            issuers,
        )
    )
    for found in read:
        if denied and not found.doubts:
            yield replace(found, doubts=(Doubt.NEGATED,))
        else:
            yield found
    if not any(_decides(found) for found in read):
        yield from read_by_title(
            bare_title,
            blanked,
            lines,
            denied=denied,
        )
        yield from read_promulgated(
            text,
            blanked,
            bare_title,
            lines,
            issuers,
        )
    if is_amending:
        yield from read_amendments(
            text,
            blanked,
            bare_title,
            lines,
        )
    yield from _quoted(
        text,
        quotations,
        made,
    )


def _decides(found: ReadAct) -> bool:
    """Whether a sentence ends a norm, or is in a doubt that no title takes away."""
    return found.action in _DECISIVE and set(found.doubts) != {Doubt.UNCLEAR}


def _is_denied(blanked: str) -> bool:
    """Whether a text says that what it repeats is not true."""
    has_word = any(word in blanked for word in _DENIALS)
    return has_word and _DENIED.search(blanked) is not None


def _quoted(
    text: str,
    quotations: Sequence[Span],
    made: str | None,
) -> Iterator[ReadAct]:
    """The acts that a document quotes."""
    for quotation in quotations:
        if not VERB.search(
            text,
            quotation.start,
            quotation.end,
        ):
            continue
        for sentence in read_sentences(
            text,
            text,
            quotation,
            quoted=True,
        ):
            yield from sentence_acts(sentence, made)


def _lines_of_acts(text: str, lines: Sequence[TextLine]) -> list[int]:
    """The indices of the lines that may state an act; all others are never read."""
    found: list[int] = []
    starts = [line.start for line in lines]
    for match in _WORDS.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or (found and found[-1] == index):
            continue
        line = lines[index]
        states_alone = _STATES_ALONE.match(match[0]) is not None
        if match.start() < line.end and (states_alone or "《" in text[line.start : line.end]):
            found.append(index)
    return found


def _body(
    text: str,
    blanked: str,
    title: str,
    lines: Sequence[TextLine],
    places: Sequence[int],
    made: str | None,
    issuers: Sequence[str],
) -> Iterator[ReadAct]:
    """The acts of the lines of a document, with its lists; `places` are lines with words."""
    head = title_head(title)
    opened = OpenedHeads()
    said_by_others = find_comments(lines, issuers)
    index = 0
    while index < len(lines):
        if head is None:
            following = bisect_left(places, index)
            if following == len(places):
                return
            index = places[following]
        line = lines[index]
        index += 1
        for sentence in read_sentences(
            text,
            blanked,
            Span(line.start, line.end),
        ):
            found, head = under_head(
                sentence,
                head,
                made,
                row=line.row,
                above=above_table(lines, index - 1) if line.row and head is None else "",
                opened=opened,
            )
            if line.start >= said_by_others:
                found = [_reported(act) for act in found]
            yield from found


def _reported(found: ReadAct) -> ReadAct:
    """An act that others say below a document."""
    doubts = tuple(dict.fromkeys([*found.doubts, Doubt.REPORTED]))
    return replace(found, doubts=doubts)
