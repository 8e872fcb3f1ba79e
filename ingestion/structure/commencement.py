"""What a text says of when it begins to hold, and of which other works it ends or changes.

    第九十八条 本法自2008年1月1日起施行。                            the text, on a day
    本条例自公布之日起30日后施行。                                    ... counted from its promulgation
    本法第十二条自2025年1月1日起施行。                                one provision
    …2011年12月5日国务院公布的《中华人民共和国船舶吨税暂行条例》同时废止。   ends another work
    关于修改《…》的决定, 刑法修正案（十一）                          changes another work

In an amended text the closing article still dates the original: whose date it is, is for whoever knows the text's history
(`ingestion.validity`). What stands in “…” in a decision is the other text's, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.names import work_key
from corpus.numerals import NUMERAL, parse_article, to_int
from corpus.records import Commencement, DocumentKind, Evidence, Span
from ingestion.structure.dates import DATE, find_dates, read_date

_BEGINS = "施行|实施|执行|生效|试行|适用|起用"
_PUBLICATION = r"(?:正式)?(?:公布|发布|颁布|印发|通过|下发|签发|签署|批准|核准|公告|刊登|发文)\s*之?\s*日"
_WHEN = re.compile(
    rf"[自从]\s*(?:(?P<date>{DATE.pattern})|(?P<on>{_PUBLICATION}))\s*(?:起|开始|后|之日起)?\s*"
    rf"(?:(?:满|的)?第?\s*(?P<number>{NUMERAL}{{1,4}})\s*(?:个)?(?P<unit>日|天|月)\s*(?:后|起)?)?\s*(?:正式|开始|起)?\s*(?:{_BEGINS})"
)
_SENTENCE = re.compile(r"[^。；\n]+")
_WHOLE = re.compile(
    r"现(?:予以?|将[^，]{1,30})(?:公布|发布|印发)[，,]?\s*$|(?:修[改订正]后的?)?(?:本|该|此|上述|以上)[\u4e00-\u9fff（）()]{1,14}?(?:[（(][^（）()]{1,10}[)）])?"
    r"(?:(?:已|经|业经|由)[^自]{0,40})?[，,]?\s*$|^\s*(?:[\u4e00-\u9fff]{1,3}、)?\s*$|(?:其他|其余|其它)[\u4e00-\u9fff]{0,8}$"
)
_LABEL = re.compile(
    rf"^\s*(?:第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.．、])\s*"
)
_ARTICLES = re.compile(rf"第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?")
_QUOTATION = re.compile(r"“[^“”]*”", re.DOTALL)

_ENDS = re.compile(r"废止|失去效力|失效|停止(?:执行|施行|实施|使用|适用)|不再(?:执行|适用|施行|有效)")
_LIST_FOLLOWS = re.compile(r"(?:废止|失效|停止(?:执行|施行))[^。]*[:：]\s*$")
_PARTLY = re.compile(rf"\s*(?:[（(][^）)]*[）)])?\s*(?:的|中的?|中)?\s*第\s*{NUMERAL}+\s*[条款项章]")
_UNLESS = re.compile(r"不一致|相?抵触|不符|与[^，。]{0,20}(?:冲突|相违)|按照|依照|根据")

_AMENDS_TITLE = re.compile(r"关于(?:修改|修订|废止和修改|修改和废止|修改、废止|废止、修改)")
_CHANGED = re.compile(r"作(?:如下|出(?:如下)?|以下|出以下)?修改|修改为|中的?|第|删去|增加")
_CHANGES = re.compile(r"\s*(?:对|将)?\s*修[改订]\s*")
_AMENDMENT = re.compile(r"^(.{2,40}?)修正案(?:（[^（）]*）)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """Another work that a text ends or changes: its key, the words, and, where they say it, the day of the version that is meant."""

    name: str
    evidence: Evidence
    version: str | None = None
    since: str | None = None


def read_commencements(text: str, spans: Iterable[Span], kind: DocumentKind) -> Iterator[Commencement]:
    """What the passages at `spans` say of when their text begins to hold, in their order."""
    for start, sentence in _sentences(text, spans, kind, "施行", "实施", "执行", "生效", "试行"):
        body = start + (label.end() if (label := _LABEL.match(sentence)) else 0)
        for match in _WHEN.finditer(sentence, body - start):
            subject = re.split(r"[，,]", sentence[body - start : match.start()])
            said = subject[-1] if subject[-1].strip() or len(subject) == 1 else subject[-2]  # …公布，自…
            articles = tuple(str(found) for one in _ARTICLES.findall(said) if (found := parse_article(one)))
            if not articles and not _WHOLE.search(said):
                continue
            evidence = Evidence("closing article", match[0], Span(start + match.start(), start + match.end()))
            number = to_int(match["number"]) if match["number"] else 0
            counted = {"days": number or 0} if match["unit"] in ("日", "天") else {"months": number or 0}
            if match["date"]:
                if iso := read_date(match):
                    yield Commencement(iso, evidence, articles)
            else:
                yield Commencement(None, evidence, articles, **counted)


def read_repealed(text: str, spans: Iterable[Span], kind: DocumentKind) -> Iterator[Named]:
    """The works that the passages at `spans` say to end: 同时废止 clauses, and lists of what is no longer in force."""
    listing = False
    for start, sentence in _sentences(text, spans, kind, "废止", "失效", "失去效力", "停止", "不再", "《"):
        if listing and (found := _listed(sentence, start)):
            yield found
            continue
        listing = bool(_LIST_FOLLOWS.search(sentence))
        for match in _ENDS.finditer(sentence):
            yield from _ended(sentence, start, match)


def _listed(sentence: str, start: int) -> Named | None:
    """A work of a list that was said to be no longer in force."""
    label = _LABEL.match(sentence)
    titles = list(titled(sentence, label.end() if label else 0))
    if not titles or titles[0].start > (label.end() if label else 0) + 30:
        return None
    return _named(sentence, start, titles[0], "list of repealed works", None)


def _ended(sentence: str, start: int, match: re.Match[str]) -> Iterator[Named]:
    before = sentence[: match.start()]
    clause = before[before.rfind("；") + 1 :]
    if _UNLESS.search(clause.rpartition("《")[2]) or "不一致" in sentence or "抵触" in clause:
        return
    since = next((iso for iso, span in find_dates(before) if re.match(r"\s*起?[^《》]{0,6}$", before[span.end :])), None)
    titles = [one for one in titled(sentence, 0) if one.end <= match.start()]
    if not titles and re.match(r"\s*《", sentence[match.end() :]):
        titles = list(titled(sentence, match.end()))
    for one in titles:
        if not _PARTLY.match(sentence, one.end) and not re.search(r"(?:根据|依照|按照|依据)\s*$", sentence[: one.start]):
            yield _named(sentence, start, one, "repealing clause", since)


def _named(sentence: str, start: int, title: Span, rule: str, since: str | None) -> Named:
    dates = [iso for iso, span in find_dates(sentence[: title.start]) if title.start - span.end <= 40]
    words = sentence[title.start : title.end]
    evidence = Evidence(rule, words[:120], Span(start + title.start, start + title.end))
    return Named(work_key(words), evidence, dates[-1] if dates and dates[-1] != since else None, since)


def read_amended(title: str, text: str, spans: Iterable[Span]) -> Iterator[Named]:
    """The works that a decision or an amendment changes: those of its title, and those that its items name first."""
    seen: set[str] = set()
    if match := _AMENDMENT.match(re.sub(r"\s", "", title)):
        yield Named(work_key(match[1]), Evidence("title: amendment", title))
        return
    if not _AMENDS_TITLE.search(title):
        return
    for one in titled(title, 0):
        words = title[one.start : one.end]
        seen.add(work_key(words))
        yield Named(work_key(words), Evidence("title: decision", words))
    for start, sentence in _sentences(text, spans, DocumentKind.DECISION, "《"):
        label = _LABEL.match(sentence)
        for one in list(titled(sentence, label.end() if label else 0))[:1]:
            name, lead = work_key(sentence[one.start : one.end]), sentence[label.end() if label else 0 : one.start]
            changed = _CHANGES.fullmatch(lead) or _CHANGED.match(sentence[one.end :].lstrip("的将 "))
            if name in seen or len(lead) > 12 or not changed:
                continue
            seen.add(name)
            yield Named(name, Evidence("item", sentence[one.start : one.end][:120], Span(start + one.start, start + one.end)))


def titled(text: str, start: int) -> Iterator[Span]:
    """The titles in 《》 of a text, with their marks; a title inside a title is part of it.

    >>> [text[one.start:one.end] for text in ["废止《关于适用《婚姻法》的解释》"] for one in titled(text, 0)]
    ['《关于适用《婚姻法》的解释》']
    """
    depth, opened = 0, 0
    for match in re.compile("[《》]").finditer(text, start):
        if match[0] == "《":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Span(opened, match.end())


def _sentences(text: str, spans: Iterable[Span], kind: DocumentKind, *words: str) -> Iterator[tuple[int, str]]:
    """The sentences at `spans` that hold one of the words, with their places; quotations of a decision are blanked."""
    for span in spans:
        body = text[span.start : span.end]
        if not any(word in body for word in words):
            continue
        if kind is DocumentKind.DECISION:
            body = _QUOTATION.sub(lambda match: "□" * len(match[0]), body)
        for match in _SENTENCE.finditer(body):
            if any(word in match[0] for word in words):
                yield span.start + match.start(), match[0]
