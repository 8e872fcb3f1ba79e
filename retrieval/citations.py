"""The articles that a question cites: text → list of `Reference` with offsets.

    劳动合同法第38条 · 《工会法》第二十一条第一款 · 民法典1179条 · 刑法120条之一 · 劳动法第38、39条 · 宪法第1条至第3条

It reads with the grammar of lists and names that `law.citations` uses, but more leniently: people
who ask leave out 第, 条 and book-title marks. 本法 in a question means no known law. Without marks the
grammar does not know where the name of a work begins. So a reference has every name that the words
allow, the likeliest first, and the index decides (`resolution`). A list of the names of all laws
was set aside: it would have to be kept up to date beside an index that knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from corpus.notation.cited_names import NAME_END, Name, read_name
from corpus.notation.numerals import NUMERAL, ArticleNumber, to_int
from corpus.notation.provision_lists import (
    LARGEST_ARTICLE,
    CitedProvision,
    read_list,
    simplify_citations,
)
from corpus.notation.references import Reference
from corpus.records import Span

MAX_REFERENCES = 20
"""References that are read from one text; a longer range (第1条至第100条) ends there."""

_GAP = re.compile(r"\s*(?:[中里]?的|[中里])?\s*")
# A single number that is an article although 条 is missing: after it comes nothing, a mark, or a
# question.
_BARE = re.compile(
    rf"\s*+(?P<words>第?\s*+(?P<number>[\d０-９]+))(?!{NUMERAL})"
    r"(?:(?=\s*+(?:$|[。？！?!，,；;：:、）)」』”\"]|(?:是|怎么|如何|什么|的|规定|内容|说)))"
    r"|(?=\s+(?![年月日号元%％个名人天版次章节编款项岁万])))"
)


def find_references(text: str) -> list[Reference]:
    """Find the articles that a question cites.

    Args:
        text: The question.

    Returns:
        The references in the order of the text, at most `MAX_REFERENCES`; none where it cites none.

    >>> found = find_references("《工会法》第二十一条第一款和民法典1179条怎么说？")
    >>> [(reference.work, reference.article, reference.paragraph) for reference in found]
    [('工会法', '第二十一条', 1), ('民法典', '第一千一百七十九条', None)]
    >>> find_references("给新员工的38条建议")
    []
    """
    text = simplify_citations(text)
    found: list[Reference] = []
    read_until = 0
    last_name: Name | None = None
    for match in NAME_END.finditer(text):
        if match.start() < read_until or len(found) >= MAX_REFERENCES:
            continue
        name = read_name(
            text,
            match,
            read_until,
            last_name,
        )
        if not name:
            continue
        cited = _read_articles(text, _end_of_gap(text, match.end()))
        if cited:
            found += _references(
                text,
                name,
                cited,
            )
            read_until = cited[-1].end
            last_name = name
    return found[:MAX_REFERENCES]


def _end_of_gap(text: str, start: int) -> int:
    match = _GAP.match(text, start)
    return match.end() if match else start


def _read_articles(text: str, start: int) -> list[CitedProvision]:
    """The list of articles that begins at `start`, or the single number there that must be one."""
    cited = read_list(
        text,
        start,
        counted=True,
    )
    if cited:
        return cited
    bare = _BARE.match(text, start)
    number = to_int(bare["number"]) if bare else None
    if bare and number and number <= LARGEST_ARTICLE:
        begin, end = bare.span("words")
        return [
            CitedProvision(
                begin,
                end,
                ArticleNumber(number),
            )
        ]
    return []


def _references(
    text: str,
    name: Name,
    cited: list[CitedProvision],
) -> Iterator[Reference]:
    """One reference per article, because search finds articles.

    Of its paragraphs and items the first stands for all.
    """
    by_article = groupby(cited, key=lambda provision: provision.article)
    for place, (article, provisions) in enumerate(by_article):
        provision = next(provisions)
        start = provision.start if place else name.start
        span = Span(start, provision.end)
        yield Reference(
            text[span.start : span.end],
            span,
            name.written,
            name.keys,
            str(article),
            provision.paragraph,
            provision.item,
        )
