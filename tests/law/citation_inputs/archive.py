"""The archive that the inputs cite: invented works, their versions, and how many articles each has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.notation.numerals import to_chinese
from corpus.records import Citation, Jurisdiction
from law.citations import (
    CitableVersion,
    CitingPassage,
    CitingText,
    MemoryWorkLookup,
    UnresolvedReason,
    find_in_document,
    resolve_citations,
)


class StoredWork(NamedTuple):
    """A work of the archive.

    Attributes:
        key: Its key.
        date: The day of its version.
        articles: How many articles it has.
        since: The first day on which it is in force; "" where that is `date`.
        jurisdiction: Whose law it is.
    """

    key: str
    date: str
    articles: int
    since: str = ""
    jurisdiction: Jurisdiction = Jurisdiction.MAINLAND


FERRY_INTERPRETATION = "最高人民法院关于审理渡口纠纷案件适用法律若干问题的解释（一）"
WORKS = (
    StoredWork("渡口法", "2010-03-05", 20, "2010-07-01"),
    StoredWork("渡口法", "2018-11-20", 30, "2019-02-01"),
    StoredWork("船工保障法", "2008-06-28", 50, "2009-01-01"),
    StoredWork("岚山市渡口管理条例", "2012-05-30", 40),
    StoredWork("岚山市渡口管理办法", "2013-04-01", 25),
    StoredWork("岚山市渡口安全若干规定", "2014-04-01", 15),
    StoredWork("灯塔管理条例", "2015-09-01", 22),
    StoredWork("灯塔看守人员工资支付暂行办法", "2016-01-10", 12),
    StoredWork(FERRY_INTERPRETATION, "2016-08-01", 12),
    StoredWork("岚山市人民政府关于加强渡口工作的意见", "2017-02-03", 9),
    StoredWork("航标法典", "2011-01-01", 1200),
    StoredWork("摆渡法", "2012-01-01", 10),
    StoredWork("潮汐基准法", "1984-07-30", 40, jurisdiction=Jurisdiction.TAIWAN),
    StoredWork("灯塔守护条例", "1990-07-30", 40, jurisdiction=Jurisdiction.TAIWAN),
    StoredWork("FerrySafetyLaw", "2009-01-01", 20),
    StoredWork("LighthouseLabourLawofthePeople'sRepublicofChina", "2009-01-01", 30),
)


class CitationInput(NamedTuple):
    """A text that cites.

    Attributes:
        name: Its name in the table.
        parts: Its passages: the number of the article, or "" where there is none, and the text.
        expected: What the last passage cites, as `shown` writes it.
        work: The title of the text.
        day: Its day; "" where nothing states it.
        jurisdiction: Whose law it is.
    """

    name: str
    parts: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]
    work: str = "岚山市渡口登记细则"
    day: str = "2020-06-01"
    jurisdiction: Jurisdiction = Jurisdiction.MAINLAND


def stored_articles() -> Iterator[tuple[str, str, str]]:
    """Yield version, label and passage of every article of the archive."""
    for work in WORKS:
        for number in range(1, work.articles + 1):
            label = f"第{to_chinese(number)}条"
            version = f"{work.key}@{work.date}"
            yield version, label, f"{work.key}/{label}@{work.date}"


_VERSIONS = [
    (
        work.key,
        CitableVersion(
            f"{work.key}@{work.date}",
            work.since or work.date,
            dated=work.date,
        ),
    )
    for work in WORKS
]
_ARTICLES = list(stored_articles())
_JURISDICTIONS = {work.key: work.jurisdiction.value for work in WORKS}


def cited_by(text: CitationInput) -> Sequence[Citation]:
    """Find and resolve what the last passage of a text cites."""
    own = f"{text.work}@{text.day}"
    parts = [
        CitingPassage(_label(number) if number else None, words) for number, words in text.parts
    ]
    own_articles = [
        (own, part.article, f"{text.work}/{part.article}@{text.day}")
        for part in parts
        if part.article
    ]
    lookup = MemoryWorkLookup.of(
        [*_VERSIONS, (text.work, CitableVersion(own, text.day or None))],
        [*_ARTICLES, *own_articles],
        jurisdictions=_JURISDICTIONS,
    )
    found = find_in_document(text.work, text.work, parts)
    citing = CitingText(text.day or None, own, parts[-1].text, text.jurisdiction)
    return resolve_citations(found[-1], lookup, citing)


def _label(number: str) -> str:
    return f"第{to_chinese(int(number))}条"


def shown(citation: Citation) -> str:
    """Write a citation in short.

    渡口法 3.2(1)=2018 is item 1 of paragraph 2 of article 3, in the version of 2018; 渡口法=2018 is the
    law as a whole. Without a target the reason stands instead: 渡口法 99=NO_ARTICLE.
    """
    from corpus.notation.numerals import parse_article

    place = ""
    article = parse_article(citation.article or "")
    if article:
        place = f" {article.number}" + (f"-{article.inserted}" if article.inserted else "")
    if citation.paragraph:
        place += f".{citation.paragraph}"
    if citation.item:
        place += f"({citation.item})"
    reasons = [
        reason.name for reason in UnresolvedReason if (citation.reason or "").startswith(reason)
    ]
    if citation.target is None:
        return f"{citation.work}{place}={reasons[0]}"
    return f"{citation.work}{place}={citation.target.rpartition('@')[2][:4]}"
