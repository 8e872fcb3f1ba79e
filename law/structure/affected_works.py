"""Which other works a text says that it ends or changes.

…2011年12月5日国务院公布的《中华人民共和国船舶吨税暂行条例》同时废止。   ends another work
关于修改《…》的决定, 刑法修正案（十一）                          changes another work
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.dates import find_dates
from corpus.notation.numerals import NUMERAL
from corpus.notation.work_keys import titled, work_key
from corpus.records import DocumentKind, Evidence, Span
from law.structure.sentences import find_sentences, label_length

_END_WORDS = (
    "废止",
    "失效",
    "失去效力",
    "停止",
    "不再",
    "《",
)
_ENDS = re.compile(
    r"废止|失去效力|失效"
    r"|停止(?:执行|施行|实施|使用|适用)"
    r"|不再(?:执行|适用|施行|有效)"
)
_LIST_FOLLOWS = re.compile(
    r"(?:废止|失效|停止(?:执行|施行))[^。:：]*[:：]"
    r"(?=\s*$|[（(\d一《])"
)
_PARTLY = re.compile(
    r"\s*(?:[（(][^）)]*[）)])?\s*(?:的|中的?|中)?\s*"
    rf"第\s*{NUMERAL}+\s*[条款项章]"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_SAID_OF_ANOTHER = re.compile("有效|保留|适用|签订|取得|订立|规定，")
_SOMETHING_OF_IT = re.compile("[的中]")
_TRIAL = re.compile(r"[（(](?:试行|暂行)[)）]")
_UNLESS = re.compile(
    r"不一致|相?抵触|不符"
    r"|与[^，。]{0,20}(?:冲突|相违)"
    r"|按照|依照|根据"
)
_BASIS = re.compile(r"(?:根据|依照|按照|依据)\s*$")
_BETWEEN_TITLES = re.compile(r"\s*[、和及与]\s*")
_END_DAY = re.compile(
    r"\s*(?:之日)?起(?!(?:施行|实施|执行|试行)的)"
    r"|\s*[^《》]{0,6}$"
)
_INNER_MARKS = str.maketrans("〈〉<>", "《》《》")
_AMENDS_TITLE = re.compile(r"关于(?:修改|修订|废止和修改|修改和废止|修改、废止|废止、修改)")
_CHANGED = re.compile(
    r"作(?:如下|出(?:如下)?|以下|出以下)?修改"
    r"|修改为|中的?|第|删去|增加"
)
_CHANGES = re.compile(r"\s*(?:对|将)?\s*修[改订]\s*")
_AMENDMENT = re.compile(r"^(.{2,40}?)修正案(?:（[^（）]*）)?$")
_FIRST_TITLE_WITHIN = 30
_DATE_BEFORE_TITLE = 40
_LONGEST_LEAD = 12
_MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class AffectedWork:
    """Another work that a text ends or changes.

    Attributes:
        name: The key of the work.
        evidence: The words that name it.
        version: The day of the version that is meant, where the words say it.
        since: The day of the effect, where the words say it.
    """

    name: str
    evidence: Evidence
    version: str | None = None
    since: str | None = None


def read_repealed(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
) -> Iterator[AffectedWork]:
    """Read the works that a text ends: by 同时废止 clauses, and by lists of what is no longer in force.

    Args:
        text: The clean text of a document.
        spans: The places of its passages.
        kind: Its kind.

    Yields:
        The works in the order of the text.
    """
    heading: str | None = None
    for start, sentence in find_sentences(
        text,
        spans,
        kind,
        *_END_WORDS,
    ):
        if heading is not None:
            entries = _listed(
                sentence,
                0,
                start,
                _end_day(heading),
            )
            if entries:
                yield from entries
                continue
        opening = _LIST_FOLLOWS.search(sentence)
        heading = sentence[: opening.end()] if opening else None
        if opening is not None and heading is not None:
            entries = _listed(
                sentence,
                opening.end(),
                start,
                _end_day(heading),
            )
            if entries:
                yield from entries
                continue
        for match in _ENDS.finditer(sentence):
            yield from _ended(sentence, start, match)


def _listed(
    sentence: str,
    first: int,
    start: int,
    since: str | None,
) -> list[AffectedWork]:
    """The works of an entry in a list of ended works; the entry begins at `first`."""
    first += label_length(sentence[first:])
    titles: list[Span] = []
    for title in titled(sentence, first):
        if titles:
            between = sentence[titles[-1].end : title.start]
            belongs = _BETWEEN_TITLES.fullmatch(between) is not None
        else:
            belongs = title.start <= first + _FIRST_TITLE_WITHIN
        if not belongs:
            break
        titles.append(title)
    rule = "list of repealed works"
    return [
        _affected_work(
            sentence,
            start,
            title,
            rule,
            since,
        )
        for title in titles
    ]


def _ended(
    sentence: str,
    start: int,
    match: re.Match[str],
) -> Iterator[AffectedWork]:
    """The works that a verb of ending is said of."""
    before = sentence[: match.start()]
    clause = before[before.rfind("；") + 1 :]
    is_conditional = "不一致" in sentence or "抵触" in clause
    if is_conditional or _UNLESS.search(clause.rpartition("《")[2]):
        return
    titles = [title for title in titled(sentence) if title.end <= match.start()]
    if not titles and re.match(r"\s*《", sentence[match.end() :]):
        titles = list(titled(sentence, match.end()))
    else:
        titles = _subjects(before, titles)
    since = _end_day(before)
    for title in titles:
        is_basis = _BASIS.search(sentence[: title.start])
        if not is_basis and not _PARTLY.match(sentence, title.end):
            yield _affected_work(
                sentence,
                start,
                title,
                "repealing clause",
                since,
            )


def _subjects(before: str, titles: Sequence[Span]) -> list[Span]:
    """Of the titles before a verb those that are its subject.

    《甲》继续有效，《乙》同时废止 ends 乙 alone; 违反《甲》签订的合同失效 ends no work.
    """
    found: list[Span] = []
    end = len(before)
    for title in reversed(titles):
        between = _BRACKETS.sub("", before[title.end : end])
        if _SAID_OF_ANOTHER.search(between):
            break
        if not found and _SOMETHING_OF_IT.search(between):
            break
        found.insert(0, title)
        end = title.start
    return found


def _end_day(before: str) -> str | None:
    """The day on which something ends, of the words before the verb: 自2020年1月1日起废止."""
    day: str | None = None
    for iso, span in find_dates(before):
        if _END_DAY.match(before[span.end :]):
            day = iso
    return day


def _affected_work(
    sentence: str,
    start: int,
    title: Span,
    rule: str,
    since: str | None,
) -> AffectedWork:
    """The work of a title in a sentence that begins at `start`."""
    version: str | None = None
    for iso, span in find_dates(sentence[: title.start]):
        if title.start - span.end <= _DATE_BEFORE_TITLE:
            version = iso
    # 《…办法》（试行）: part of the name, though it stands behind its marks
    trial = _TRIAL.match(sentence, title.end)
    end = trial.end() if trial else title.end
    words = sentence[title.start : end]
    place = Span(start + title.start, start + end)
    return AffectedWork(
        name=work_key(words),
        evidence=Evidence(rule, words[:_MOST_WORDS], place),
        version=version if version != since else None,
        since=since,
    )


def read_amended(
    title: str,
    text: str,
    spans: Iterable[Span],
) -> Iterator[AffectedWork]:
    """Read the works that a decision or an amendment changes.

    Args:
        title: The title of the document.
        text: Its clean text.
        spans: The places of its passages.

    Yields:
        The works that its title names, and those that its items name first; none twice from the
        items.
    """
    # A title inside a title has other marks.
    if "《" not in title:
        title = title.translate(_INNER_MARKS)
    amendment = _AMENDMENT.match(re.sub(r"\s", "", title))
    if amendment:
        yield AffectedWork(work_key(amendment[1]), Evidence("title: amendment", title))
        return
    if not _AMENDS_TITLE.search(title):
        return
    seen: set[str] = set()
    for span in titled(title):
        words = title[span.start : span.end]
        seen.add(work_key(words))
        yield AffectedWork(work_key(words), Evidence("title: decision", words))
    for start, sentence in find_sentences(
        text,
        spans,
        DocumentKind.DECISION,
        "《",
    ):
        changed = _changed_by_item(sentence, start)
        if changed is not None and changed.name not in seen:
            seen.add(changed.name)
            yield changed


def _changed_by_item(sentence: str, start: int) -> AffectedWork | None:
    """The work that an item of a decision changes: the first that it names."""
    body = label_length(sentence)
    title = next(iter(titled(sentence, body)), None)
    if title is None:
        return None
    lead = sentence[body : title.start]
    behind = sentence[title.end :].lstrip("的将 ")
    is_changed = _CHANGES.fullmatch(lead) or _CHANGED.match(behind)
    if not is_changed or len(lead) > _LONGEST_LEAD:
        return None
    words = sentence[title.start : title.end]
    place = Span(start + title.start, start + title.end)
    return AffectedWork(work_key(words), Evidence("item", words[:_MOST_WORDS], place))
