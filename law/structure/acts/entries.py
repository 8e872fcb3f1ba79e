"""The entries of a list: the norm of a numbered line, of a row of names, or of a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.cited_names import LAWLIKE
from corpus.notation.dates import DATE, find_dates
from corpus.notation.numerals import NUMERAL, to_int
from corpus.records import Action, Span
from law.structure.acts.lists import CELL, ListHead
from law.structure.acts.names import is_name, is_norm
from law.structure.acts.objects import chain
from law.structure.acts.rows import action_of
from law.structure.acts.sentences import Sentence
from law.structure.acts.targets import EDITION_LEAD, NAME, Named, read_target

_LABEL = re.compile(
    rf"^[\s　]*(?:[-*•·]\s*)?(?:第\s*{NUMERAL}+\s*[条、]|[（(]?\s*{NUMERAL}{{1,4}}\s*[)）.．、]|[（(][一二三四五六七八九十百]+[)）]"
    r"|[①-⑳]|\d{1,4}\s*[|\t ])[\s　.．、|]*"
)
_PART_OF_SPEECH = re.compile(r"\s*(?:规定)?的(?!$)|\s*规定")
_HEADER_CELL = re.compile(
    r"^(?:序号|编号|名称|文件名称|规章名称|法规名称|文号|发文字号|发布日期|发布机关|备注|处理意见|清理结果|制定机关)$"
)
_FIRST_TITLE_WITHIN = 40
_BETWEEN_NAMES = re.compile(
    r"\s*+(?:[（(][^（）()]*+[)）]\s*+)?"
    r"(?:[、，,]\s*+(?:以及|和|及)?|以及|和|及|(?:等\s*+[\d一二三四五六七八九十百]{0,4}[件部项个]?[\u4e00-\u9fff]{0,8})?\s*+$)\s*+"
)
_NUMBER_FIRST = re.compile(
    rf"(?:[\u4e00-\u9fff、]{{0,30}}?(?:令|公告|[（(〔\[［]\s*\d{{4}}\s*[)）〕\]］])(?:\d{{4}}年)?\s*第?\s*{NUMERAL}{{1,6}}\s*号"
    rf"|{DATE.pattern})(?:\s*[（(][^（）()《》]{{1,40}}[)）])?[\s　|，,：:]+(?=[\u4e00-\u9fff])"
)
"""What stands before the name of an entry in lists whose first column is the number or the day."""
_INNER = re.compile(
    r"(?:关于|转发|印发|批转|执行|贯彻|实施|适用|修改|(?:发布|公布)(?!的)|对)[^《》]{0,20}$"
)
_OWN_DAY = re.compile(
    r"自[^，。；）)]{0,24}起(?:废止|失效|停止|不再)|(?:废止|失效)(?:日期|时间)[:：]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list.

    Attributes:
        named: The norm.
        action: What it undergoes.
        since: The day that the entry itself states.
    """

    named: Named
    action: Action
    since: str | None


def read_entries(
    sentence: Sentence,
    first: int,
    head: ListHead,
    *,
    row: bool,
) -> Iterator[Entry]:
    """Read the entries that a sentence holds under a head.

    Args:
        sentence: The sentence.
        first: Where the words behind the head begin in it.
        head: The head.
        row: Whether it is a row of a table.

    Yields:
        The entries; nothing for a sentence that is no entry.
    """
    action = head.action
    text = sentence.text
    cells = CELL.split(text[first:]) if row else []
    if row:
        action = action_of(cells) or action
    if action is None:
        return
    label = _LABEL.match(text[first:])
    begin = first + (label.end() if label else 0)
    if head.kept_items and _number_of(label, cells) in {None, *head.kept_items}:
        return
    for named in _named(
        sentence,
        begin,
        labelled=label is not None,
        row=row,
    ):
        if named.target.name in head.kept or not is_norm(named.target.words):
            continue
        if not row and _PART_OF_SPEECH.match(sentence.masked, named.end):
            continue
        yield Entry(
            named,
            action,
            _own_day(text[begin:]),
        )


def _number_of(label: re.Match[str] | None, cells: Sequence[str]) -> int | None:
    """The number of an entry, of its label or of the first cell of its row."""
    words = cells[0] if cells else label[0] if label else ""
    number = re.search(rf"{NUMERAL}+", words)
    return to_int(number[0]) if number else None


def _named(
    sentence: Sentence,
    begin: int,
    *,
    labelled: bool,
    row: bool,
) -> Iterator[Named]:
    text = sentence.text
    masked = sentence.masked
    edition = "" if row else _edition_first(masked, begin)
    begin += len(edition)
    title = next((title for title in sentence.titles if title.start >= begin), None)
    name = None if row else NAME.match(masked, begin)
    is_inner = title is not None and _INNER.search(masked[begin : title.start])
    if title is not None and not is_inner:
        lead = masked[begin : title.start]
        if len(lead) <= _FIRST_TITLE_WITHIN and (labelled or row or _is_lead(lead)):
            yield from chain(
                sentence,
                title.start,
                len(text),
                lead,
            )
        return
    if row:
        yield from _named_in_row(sentence, begin)
        return
    if name is None:
        return
    end = name.end()
    names = _names_in_a_row(masked, begin)
    if len(names) > 1:
        for span in names:
            if LAWLIKE.search(text[span.start : span.end]):
                yield read_target(
                    text,
                    masked,
                    span,
                    "",
                    until=len(text),
                    marked=False,
                )
        return
    is_entry = labelled or _is_alone(masked, end)
    words = text[begin:end]
    if is_entry and LAWLIKE.search(words) and is_entry_name(words):
        beside = "" if masked[end : end + 1] in ("（", "(") else text[end:]
        beside = f"{edition}，{beside}" if edition else beside
        yield read_target(
            text,
            masked,
            Span(begin, end),
            beside,
            until=len(text),
            marked=False,
        )


def _edition_first(masked: str, begin: int) -> str:
    """Number or day that stands before the name of an entry: 国务院令第15号（1988年9月12日）　甲规定."""
    match = EDITION_LEAD.match(masked, begin) or _NUMBER_FIRST.match(masked, begin)
    return match[0] if match else ""


def _is_lead(lead: str) -> bool:
    return not lead.strip() or bool(re.search(r"(?:\d|的|令|号|布|发|原|院|部|局|府|会)\s*$", lead))


def _names_in_a_row(masked: str, begin: int) -> list[Span]:
    """The names of a list in one paragraph: 甲办法、乙规定（…）和丙条例.

    Returns:
        Their places; nothing where other words stand between or behind them.
    """
    found: list[Span] = []
    place = begin
    while True:
        name = NAME.match(masked, place)
        if name is None or not is_entry_name(name[0]):
            return []
        found.append(Span(*name.span()))
        mark = _BETWEEN_NAMES.match(masked, name.end())
        if mark is None:
            return []
        place = mark.end()
        if place >= len(masked):
            return found


def _is_alone(masked: str, end: int) -> bool:
    """Whether only brackets follow a name on its line."""
    rest = re.sub(
        r"[（(][^（）()]*[)）]",
        "",
        masked[end:],
    )
    return not rest.strip(" 、，。；")


def is_entry_name(words: str) -> bool:
    """Check whether an entry without marks names a norm; 关于…的 is usual in such names."""
    return is_name(words) or (len(words) > 5 and "关于" in words)


def _named_in_row(sentence: Sentence, begin: int) -> Iterator[Named]:
    """The name in the cells of a row: the first cell that ends as names of norms do."""
    text = sentence.text
    place = begin
    for cell in re.split(r"[|\t]", text[begin:]):
        words = cell.strip()
        start = place + cell.find(words) if words else place
        place += len(cell) + 1
        if len(words) < 5 or _HEADER_CELL.match(words):
            continue
        name = NAME.match(
            sentence.masked,
            start,
            start + len(words),
        )
        if name and LAWLIKE.search(name[0]):
            rest = text[name.end() :]
            yield _with_cells(
                sentence,
                Span(*name.span()),
                rest,
            )
            return


def _with_cells(
    sentence: Sentence,
    span: Span,
    rest: str,
) -> Named:
    """A norm of a row, with number and days of the other cells."""
    cells = re.sub(
        r"[|\t]",
        "，",
        rest,
    )
    lead = f"{cells}"
    return read_target(
        sentence.text,
        sentence.masked,
        span,
        lead,
        until=len(sentence.text),
        marked=False,
    )


def _own_day(words: str) -> str | None:
    """The day of effect that an entry itself states."""
    match = _OWN_DAY.search(words)
    if match is None:
        return None
    found = find_dates(words[match.start() :])
    return found[0][0] if found else None
