"""What a text says of when it begins to hold.

    第九十八条 本法自2008年1月1日起施行。                            the text, on a day
    本条例自公布之日起30日后施行。                                    ... counted from its promulgation
    本法第十二条自2025年1月1日起施行。                                one provision

In an amended text the closing article still dates the original. Which version that date belongs to
is decided in `law.validity`, which knows the text's history.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from corpus.notation.dates import DATE, iso_date, read_date
from corpus.notation.numerals import (
    NUMERAL,
    ArticleNumber,
    parse_article,
    to_int,
)
from corpus.records import (
    Commencement,
    DocumentKind,
    Evidence,
    Finding,
    Severity,
    Span,
)
from law.structure.sentences import find_sentences, label_length

_BEGIN_WORDS = (
    "施行",
    "实施",
    "执行",
    "生效",
    "试行",
    "实行",
)
_BEGINS = r"施行|实施|执行|生效|试行|适用|起用|实行(?=\s*(?:$|[，,）)]))"
"""实行 counts only at the end of its clause: 自1995年5月1日起实行新工时制度 begins no text."""
_BODY = r"[\u4e00-\u9fff]{1,20}(?:大会|委员会|院|府|部|局|委|署|厅|会)"
_PUBLICATION = (
    rf"(?:(?:经|由)?{_BODY})?"
    r"(?:正式|修订|修改|重新)?(?:公布|发布|颁布|印发|通过|下发|签发"
    r"|签署|批准|核准|公告|刊登|发文)\s*之?\s*日"
)
_HOUR = (
    r"(?:\s*(?:凌晨|上午|中午|下午|晚上?)?\s*"
    rf"(?P<hour>{NUMERAL}{{1,3}})\s*(?:[时点](?:整|\s*{NUMERAL}{{1,3}}分)?|[:：]\d{{2}}))?"
)
_MIDNIGHT = 24  # 8月31日24时 is the next day's first moment
_WHEN = re.compile(
    rf"[自从于]\s*+(?:(?P<date>{DATE.pattern}){_HOUR}|(?P<on>{_PUBLICATION})"
    r"|(?P<year>(?:19|20)\d{2})\s*+年(?:度|\s*+(?P<month>\d{1,2})\s*+月份?))"
    r"\s*+(?:起|开始|后|之日起)?\s*+"
    r"(?:[，,]?[至到]\s*+[\d〇○零一二三四五六七八九十年月日]{6,16}止?\s*+)?"
    rf"(?:(?:满|的)?第?\s*+(?P<number>{NUMERAL}{{1,4}})"
    r"\s*+(?:个)?(?P<unit>日|天|月|年)\s*+(?:后|起)?)?"
    rf"\s*+(?:正式|开始|起)?\s*+(?:{_BEGINS})"
)
_DAY_OR_YEAR = re.compile("[日年]")
"""Each match of `_WHEN` has one of them."""
_UNITS = {
    "日": ("days", 1),
    "天": ("days", 1),
    "月": ("months", 1),
    "年": ("months", 12),
}
_WHOLE = re.compile(
    r"现(?:予以?|将[^，]{1,30})(?:公布|发布|印发)[，,]?\s*$"
    r"|现(?:予以?)?(?:公布|发布|颁布|印发)\s*《[^《》]{2,120}》[，,]?\s*$"
    r"|(?:修[改订正]后的?)?(?:本|该|此|上述|以上)[\u4e00-\u9fff（）()]{1,14}?(?:[（(][^（）()]{1,10}[)）])?"
    r"(?:(?:已|经|业经|由)[^自]{0,40})?[，,]?\s*$"
    r"|^\s*(?:[\u4e00-\u9fff]{1,3}、)?\s*$"
    r"|(?:其他|其余|其它)[\u4e00-\u9fff]{0,8}$"
)
"""Words before a date that speak of the whole text."""
_ARTICLES = re.compile(
    rf"(?P<through>[至到—-]\s*)?(?P<article>第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?)"
    rf"(?!\s*第\s*{NUMERAL}+\s*[款项])"
)
_ISSUED = re.compile(
    r"^(?:现(?:予以?)?|(?:本|该)(?:法|条例|规定|办法|细则|规则|决定|解释|通知|章程|规程|准则|意见|制度|规范|方案)"
    r"(?:[（(][^（）()]{1,8}[)）])?)"
    r"[，,]?(?:(?:经|由|报)[^。；]{2,60}?)?"
    r"(?:公布|发布|颁布|印发|颁发|批准|核准)(?:后)?[，,]?(?:即|后)?(?:施行|实施|执行|实行)\s*$"
)
"""A text that its issuer puts in force by issuing it: 本办法经国务院批准由交通部发布施行."""
ISSUED = "put in force by its issue"
_UNSET = re.compile(
    r"(?:施行|实施|生效|执行)的?\s*(?:具体)?(?:日期|时间|日)[^，。；]{0,8}?"
    r"(?:(?:由|经|待|视|报)[^。；]{2,40}?)?"
    r"(?:另行|再行|待|决定|规定|确定|公布|发布|通知|宣布)"
    r"|自[^，。；]{0,20}另行(?:公布|规定|确定|通知|决定)[^，。；]{0,6}起?(?:施行|实施|生效|执行)"
)
"""A day that is yet to be set: 施行日期另行规定, 施行日期由市人民政府公布."""
_UNSET_WORDS = ("日", "时间", "另行")
"""Each match of `_UNSET` has one of them: most sentences need no search."""
_OF_OTHER = re.compile("本(?:合同|协议|合约|契约|要约|报价|租约|保单|承诺书|劳动合同|协议书)")
"""Papers of private persons: when they begin says nothing of a norm."""
_EXCEPT = re.compile(r"除[^除外]{1,40}外")
_LONGEST_RANGE = 200
"""Articles: no two that a closing article names have more between them."""
_MOST_WORDS = 160
_PART = re.compile(rf"第\s*{NUMERAL}+\s*[编章节条款项]|附件|附表|附录")
"""A part of a text: what is said of it is not said of the whole."""


def read_commencements(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
) -> Iterator[Commencement]:
    """Read what a text says of when it begins to hold.

    Args:
        text: The clean text of a document.
        spans: The places of its passages.
        kind: Its kind.

    Yields:
        The commencements in the order of the text: of the whole, or of some articles.
    """
    for start, sentence in find_sentences(
        text,
        spans,
        kind,
        *_BEGIN_WORDS,
    ):
        body = label_length(sentence)
        if any(word in sentence for word in _UNSET_WORDS):
            yield from _unset(
                sentence,
                body,
                start,
            )
        yield from _issued(
            sentence,
            body,
            start,
        )
        if not _DAY_OR_YEAR.search(sentence):
            continue
        for match in _WHEN.finditer(sentence, body):
            subject = _EXCEPT.sub("", _subject(sentence[body : match.start()]))
            articles = _articles(subject)
            speaks_of_part = _PART.search(subject) or not _WHOLE.search(subject)
            if not articles and speaks_of_part:
                continue
            if _OF_OTHER.search(subject):
                continue
            span = Span(start + match.start(), start + match.end())
            evidence = Evidence(
                "closing article",
                match[0],
                span,
            )
            commencement = _commencement(
                match,
                evidence,
                articles,
            )
            if commencement is not None:
                yield commencement


def _unset(
    sentence: str,
    body: int,
    start: int,
) -> Iterator[Commencement]:
    """The beginning that a sentence leaves to a later act."""
    for match in _UNSET.finditer(sentence, body):
        subject = _subject(sentence[body : match.start()])
        articles = _articles(subject)
        if not articles and (_PART.search(subject) or not _WHOLE.search(subject)):
            continue
        span = Span(start + match.start(), start + match.end())
        words = sentence[body:].strip()[:_MOST_WORDS]
        evidence = Evidence(
            "closing article",
            words,
            span,
        )
        yield Commencement(
            None,
            evidence,
            articles,
            unset=True,
        )


def _issued(
    sentence: str,
    body: int,
    start: int,
) -> Iterator[Commencement]:
    """The beginning of a text that its issuer puts in force by issuing it."""
    words = sentence[body:].strip()
    if _ISSUED.match(words) and not _WHEN.search(words):
        place = start + sentence.index(words)
        evidence = Evidence(
            ISSUED,
            words[:_MOST_WORDS],
            Span(place, place + len(words)),
        )
        yield Commencement(None, evidence)


def _subject(words: str) -> str:
    """The clause before a date that says what begins: the last one that is not empty (…公布，自…)."""
    clauses = re.split(r"[，,]", words)
    if len(clauses) > 1 and not clauses[-1].strip():
        return clauses[-2]
    return clauses[-1]


def _commencement(
    match: re.Match[str],
    evidence: Evidence,
    articles: tuple[str, ...],
) -> Commencement | None:
    """The commencement on a day or counted from a promulgation.

    None for a day that the calendar does not have.
    """
    unit, per_unit = _UNITS.get(match["unit"], ("days", 0))
    number = to_int(match["number"]) if match["number"] else 0
    count = (number or 0) * per_unit
    iso = None
    if match["date"]:
        iso = read_date(match)
        if iso and match["hour"] and to_int(match["hour"]) == _MIDNIGHT:
            iso = (date.fromisoformat(iso) + timedelta(days=1)).isoformat()
    elif match["year"]:
        # 自1985年度起施行, 自2008年7月起执行
        iso = iso_date(
            int(match["year"]),
            int(match["month"] or 1),
            1,
        )
    if match["date"] or match["year"]:
        return Commencement(iso, evidence, articles) if iso else None
    return Commencement(
        date=None,
        evidence=evidence,
        articles=articles,
        days=count if unit == "days" else 0,
        months=count if unit == "months" else 0,
    )


def impossible_commencements(
    text: str,
    spans: Iterable[Span],
    kind: DocumentKind,
) -> Iterator[Finding]:
    """Report days of coming into force that the calendar does not have (自2月30日起施行).

    Args:
        text: The clean text of a document.
        spans: The places of its passages.
        kind: Its kind.

    Yields:
        A finding `date_impossible` for each.
    """
    for start, sentence in find_sentences(
        text,
        spans,
        kind,
        *_BEGIN_WORDS,
    ):
        if not _DAY_OR_YEAR.search(sentence):
            continue
        for match in _WHEN.finditer(sentence):
            if match["date"] and read_date(match) is None:
                message = f"no such day (at character {start + match.start('date')})"
                yield Finding(
                    Severity.WARNING,
                    "date_impossible",
                    match["date"],
                    message,
                )


def _articles(words: str) -> tuple[str, ...]:
    """The articles that words name, ranges with all that lies between.

    An article is not named as a whole where the words speak of one of its paragraphs.

    >>> _articles("本法第三条至第五条、第十二条之一"), _articles("第三条第二款")
    (('第三条', '第四条', '第五条', '第十二条之一'), ())
    """
    found: list[ArticleNumber] = []
    for match in _ARTICLES.finditer(words):
        article = parse_article(match["article"])
        if article is None:
            continue
        if match["through"] and found:
            last = found[-1].number
            if article.number - last < _LONGEST_RANGE:
                found += [ArticleNumber(number) for number in range(last + 1, article.number)]
        found.append(article)
    return tuple(dict.fromkeys(str(article) for article in found))
