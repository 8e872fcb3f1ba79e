"""What a text says of when it begins to hold, and of which other works it ends or changes.

    第九十八条 本法自2008年1月1日起施行。                            the text, on a day
    本条例自公布之日起30日后施行。                                    ... counted from its promulgation
    本法第十二条自2025年1月1日起施行。                                one provision
    …2011年12月5日国务院公布的《中华人民共和国船舶吨税暂行条例》同时废止。   ends another work
    关于修改《…》的决定, 刑法修正案（十一）                          changes another work

In an amended text the closing article still dates the original: whose date it is, is for whoever
knows the text's history (`law.validity`). What stands in “…” in a decision is the other text's, and
is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.dates import DATE, find_dates, read_date
from corpus.notation.numerals import (
    NUMERAL,
    ArticleNumber,
    parse_article,
    to_int,
)
from corpus.notation.work_keys import titled, work_key
from corpus.records import (
    Commencement,
    DocumentKind,
    Evidence,
    Finding,
    Severity,
    Span,
)

_BEGIN_WORDS = "施行", "实施", "执行", "生效", "试行"
_BEGINS = "施行|实施|执行|生效|试行|适用|起用"
_PUBLICATION = (
    r"(?:正式)?(?:公布|发布|颁布|印发|通过|下发|签发|签署|批准|核准|公告|刊登|发文)\s*之?\s*日"
)
_WHEN = re.compile(
    rf"[自从于]\s*(?:(?P<date>{DATE.pattern})|(?P<on>{_PUBLICATION}))\s*(?:起|开始|后|之日起)?\s*"
    rf"(?:(?:满|的)?第?\s*(?P<number>{NUMERAL}{{1,4}})\s*(?:个)?(?P<unit>日|天|月|年)\s*(?:后|起)?)?\s*(?:正式|开始|起)?\s*(?:{_BEGINS})"
)
_UNITS = {
    "日": ("days", 1),
    "天": ("days", 1),
    "月": ("months", 1),
    "年": ("months", 12),
}
_SENTENCE = re.compile(r"[^。；\n]+")
_WHOLE = re.compile(
    r"现(?:予以?|将[^，]{1,30})(?:公布|发布|印发)[，,]?\s*$|(?:修[改订正]后的?)?(?:本|该|此|上述|以上)[\u4e00-\u9fff（）()]{1,14}?(?:[（(][^（）()]{1,10}[)）])?"
    r"(?:(?:已|经|业经|由)[^自]{0,40})?[，,]?\s*$|^\s*(?:[\u4e00-\u9fff]{1,3}、)?\s*$|(?:其他|其余|其它)[\u4e00-\u9fff]{0,8}$"
)
_LABEL = re.compile(
    rf"^\s*(?:第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?(?!\s*[至到、和])|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.．、])\s*"
)
_ARTICLES = re.compile(
    rf"(?P<through>[至到—-]\s*)?(?P<article>第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?)(?!\s*第\s*{NUMERAL}+\s*[款项])"
)
_EXCEPT = re.compile(r"除[^除外]{1,40}外")
_LONGEST_RANGE = 200  # articles: more lie between no two that a closing article names
_PART = re.compile(
    rf"第\s*{NUMERAL}+\s*[编章节条款项]|附件|附表|附录"
)  # of a text: what is said of it is not said of the whole
_QUOTATION = re.compile(r"“[^“”]*”", re.DOTALL)

_ENDS = re.compile(
    r"废止|失去效力|失效|停止(?:执行|施行|实施|使用|适用)|不再(?:执行|适用|施行|有效)"
)
_LIST_FOLLOWS = re.compile(r"(?:废止|失效|停止(?:执行|施行))[^。:：]*[:：](?=\s*$|[（(\d一《])")
_PARTLY = re.compile(
    rf"\s*(?:[（(][^）)]*[）)])?\s*(?:的|中的?|中)?\s*第\s*{NUMERAL}+\s*[条款项章]"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_SAID_OF_ANOTHER = re.compile("有效|保留|适用|签订|取得|订立|规定，")
_SOMETHING_OF_IT = re.compile("[的中]")
_TRIAL = re.compile(r"[（(](?:试行|暂行)[)）]")
_UNLESS = re.compile(r"不一致|相?抵触|不符|与[^，。]{0,20}(?:冲突|相违)|按照|依照|根据")

_INNER_MARKS = str.maketrans("〈〉<>", "《》《》")
_AMENDS_TITLE = re.compile(r"关于(?:修改|修订|废止和修改|修改和废止|修改、废止|废止、修改)")
_CHANGED = re.compile(r"作(?:如下|出(?:如下)?|以下|出以下)?修改|修改为|中的?|第|删去|增加")
_CHANGES = re.compile(r"\s*(?:对|将)?\s*修[改订]\s*")
_AMENDMENT = re.compile(r"^(.{2,40}?)修正案(?:（[^（）]*）)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """Another work that a text ends or changes: its key, the words, and, where they say it, the day
    of the version that is meant.
    """

    name: str
    evidence: Evidence
    version: str | None = None
    since: str | None = None


def read_commencements(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
) -> Iterator[Commencement]:
    """What the passages at `spans` say of when their text begins to hold, in their order."""
    for start, sentence in _sentences(
        text,
        spans,
        kind,
        *_BEGIN_WORDS,
    ):
        body = start + (label.end() if (label := _LABEL.match(sentence)) else 0)
        for match in _WHEN.finditer(sentence, body - start):
            subject = re.split(r"[，,]", sentence[body - start : match.start()])
            said = (
                subject[-1] if subject[-1].strip() or len(subject) == 1 else subject[-2]
            )  # …公布，自…
            said = _EXCEPT.sub("", said)
            articles = _articles(said)
            if not articles and (_PART.search(said) or not _WHOLE.search(said)):
                continue
            evidence = Evidence(
                rule="closing article",
                words=match[0],
                span=Span(start + match.start(), start + match.end()),
            )
            number = to_int(match["number"]) if match["number"] else 0
            unit, per_unit = _UNITS.get(match["unit"], ("days", 0))
            counted = {unit: (number or 0) * per_unit}
            if match["date"]:
                if iso := read_date(match):
                    yield Commencement(date=iso, evidence=evidence, articles=articles)
            else:
                yield Commencement(
                    date=None,
                    evidence=evidence,
                    articles=articles,
                    **counted,
                )


def impossible_commencements(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
) -> Iterator[Finding]:
    """A finding for each day of coming into force that the calendar does not have (自2月30日起施行)."""
    for start, sentence in _sentences(
        text,
        spans,
        kind,
        *_BEGIN_WORDS,
    ):
        for match in _WHEN.finditer(sentence):
            if match["date"] and read_date(match) is None:
                message = f"no such day (at character {start + match.start('date')})"
                yield Finding(
                    Severity.WARNING,
                    "date_impossible",
                    match["date"],
                    message,
                )


def _articles(said: str) -> tuple[str, ...]:
    """The articles that words name, ranges with all that lies between; one of whose paragraphs they
    speak is not named as a whole.

    >>> _articles("本法第三条至第五条、第十二条之一"), _articles("第三条第二款")
    (('第三条', '第四条', '第五条', '第十二条之一'), ())
    """
    found: list[ArticleNumber] = []
    for match in _ARTICLES.finditer(said):
        if (article := parse_article(match["article"])) is None:
            continue
        if match["through"] and found and article.number - found[-1].number < _LONGEST_RANGE:
            found += [
                ArticleNumber(number) for number in range(found[-1].number + 1, article.number)
            ]
        found.append(article)
    return tuple(dict.fromkeys(str(one) for one in found))


def read_repealed(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
) -> Iterator[Named]:
    """The works that the passages at `spans` say to end: 同时废止 clauses, and lists of what is no
    longer in force.
    """
    listing: re.Match[str] | None = None
    for start, sentence in _sentences(
        text,
        spans,
        kind,
        "废止",
        "失效",
        "失去效力",
        "停止",
        "不再",
        "《",
    ):
        if listing and (
            found := _listed(
                sentence,
                0,
                start,
                _since(listing.string[: listing.end()]),
            )
        ):
            yield from found
            continue
        listing = _LIST_FOLLOWS.search(sentence)
        if listing and (
            found := _listed(
                sentence,
                listing.end(),
                start,
                _since(sentence[: listing.end()]),
            )
        ):
            yield from found
            continue
        for match in _ENDS.finditer(sentence):
            yield from _ended(sentence, start, match)


def _listed(
    sentence: str,
    first: int,
    start: int,
    since: str | None,
) -> list[Named]:
    """The works of an entry in a list of what is no longer in force; the entry begins at `first`."""
    label = _LABEL.match(sentence[first:])
    first += label.end() if label else 0
    found: list[Span] = []
    for one in titled(sentence, first):
        if (
            one.start > first + 30
            if not found
            else not re.fullmatch(r"\s*[、和及]\s*", sentence[found[-1].end : one.start])
        ):
            break
        found.append(one)
    return [
        _named(
            sentence,
            start,
            one,
            "list of repealed works",
            since,
        )
        for one in found
    ]


def _ended(
    sentence: str,
    start: int,
    match: re.Match[str],
) -> Iterator[Named]:
    before = sentence[: match.start()]
    clause = before[before.rfind("；") + 1 :]
    if _UNLESS.search(clause.rpartition("《")[2]) or "不一致" in sentence or "抵触" in clause:
        return
    titles = [one for one in titled(sentence) if one.end <= match.start()]
    if not titles and re.match(r"\s*《", sentence[match.end() :]):
        titles = list(titled(sentence, match.end()))
    else:
        titles = _of_clause(before, titles)
    for one in titles:
        if not _PARTLY.match(sentence, one.end) and not re.search(
            r"(?:根据|依照|按照|依据)\s*$",
            sentence[: one.start],
        ):
            yield _named(
                sentence,
                start,
                one,
                "repealing clause",
                _since(before),
            )


def _of_clause(before: str, titles: Sequence[Span]) -> list[Span]:
    """Of the titles before a verb those that are its subject: 《甲》继续有效，《乙》同时废止 ends 乙 alone,
    违反《甲》签订的合同失效 none.
    """
    found: list[Span] = []
    end = len(before)
    for one in reversed(titles):
        between = _BRACKETS.sub("", before[one.end : end])
        if _SAID_OF_ANOTHER.search(between) or (not found and _SOMETHING_OF_IT.search(between)):
            break
        found.insert(0, one)
        end = one.start
    return found


def _since(before: str) -> str | None:
    """The day on which something ends, of the words before the verb that says so: 自2020年1月1日起废止."""
    stated = [
        iso
        for iso, span in find_dates(before)
        if re.match(
            r"\s*(?:之日)?起(?!(?:施行|实施|执行|试行)的)|\s*[^《》]{0,6}$",
            before[span.end :],
        )
    ]
    return stated[-1] if stated else None


def _named(
    sentence: str,
    start: int,
    title: Span,
    rule: str,
    since: str | None,
) -> Named:
    dates = [
        iso for iso, span in find_dates(sentence[: title.start]) if title.start - span.end <= 40
    ]
    trial = _TRIAL.match(
        sentence, title.end
    )  # 《…办法》（试行）: part of the name, though it stands behind its marks
    title = Span(title.start, trial.end() if trial else title.end)
    words = sentence[title.start : title.end]
    evidence = Evidence(
        rule=rule,
        words=words[:120],
        span=Span(start + title.start, start + title.end),
    )
    return Named(
        name=work_key(words),
        evidence=evidence,
        version=dates[-1] if dates and dates[-1] != since else None,
        since=since,
    )


def read_amended(
    title: str,
    text: str,
    spans: Iterable[Span],
) -> Iterator[Named]:
    """The works that a decision or an amendment changes: those of its title, and those that its
    items name first.
    """
    title = (
        title if "《" in title else title.translate(_INNER_MARKS)
    )  # a title inside a title has others
    seen: set[str] = set()
    if match := _AMENDMENT.match(re.sub(r"\s", "", title)):
        yield Named(work_key(match[1]), Evidence("title: amendment", title))
        return
    if not _AMENDS_TITLE.search(title):
        return
    for one in titled(title):
        words = title[one.start : one.end]
        seen.add(work_key(words))
        yield Named(work_key(words), Evidence("title: decision", words))
    for start, sentence in _sentences(
        text,
        spans,
        DocumentKind.DECISION,
        "《",
    ):
        label = _LABEL.match(sentence)
        for one in list(titled(sentence, label.end() if label else 0))[:1]:
            name = work_key(sentence[one.start : one.end])
            lead = sentence[label.end() if label else 0 : one.start]
            changed = _CHANGES.fullmatch(lead) or _CHANGED.match(
                sentence[one.end :].lstrip("的将 ")
            )
            if name in seen or len(lead) > 12 or not changed:
                continue
            seen.add(name)
            yield Named(
                name,
                Evidence(
                    rule="item",
                    words=sentence[one.start : one.end][:120],
                    span=Span(start + one.start, start + one.end),
                ),
            )


def _sentences(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
    *words: str,
) -> Iterator[tuple[int, str]]:
    """The sentences at `spans` that hold one of the words, with their places; quotations of a
    decision are blanked.
    """
    for span in spans:
        body = text[span.start : span.end]
        if not any(word in body for word in words):
            continue
        if kind is DocumentKind.DECISION:
            body = _QUOTATION.sub(lambda match: "□" * len(match[0]), body)
        for match in _SENTENCE.finditer(body):
            if any(word in match[0] for word in words):
                yield span.start + match.start(), match[0]
