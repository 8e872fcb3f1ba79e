"""What articles a question cites: str → list of `Reference`, offsets kept.

    劳动合同法第38条 · 《工会法》第二十一条第一款 · 民法典1179条 · 刑法120条之一 · 劳动法第38、39条 · 宪法第1条至第3条

The lenient front of `law.citations`, whose grammar of lists and of names it reads with: people who ask leave out 第, 条 and
book-title marks, and what they mean by 本法 nobody knows. Without marks a work's name has no beginning that grammar could tell, so a
reference holds every name that the words allow, the likeliest first, and the index decides (`resolution`).
A list of all laws' names was set aside: it would have to be kept up to date beside an index that knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from corpus.notation.cited_names import NAME_END, Name, read_name
from corpus.notation.numerals import NUMERAL, ArticleNumber, to_int
from corpus.notation.provision_lists import LARGEST_ARTICLE, CitedProvision, read_list
from corpus.notation.references import Reference
from corpus.records import Span

MAX_REFERENCES = 20
"""References that are read from one text; a longer range (第1条至第100条) ends there."""

_GAP = re.compile(r"\s*(?:[中里]?的|[中里])?\s*")
# A single number that is an article though nobody wrote 条: behind it stands nothing, a mark, or a question.
_BARE = re.compile(
    rf"\s*(?P<words>第?\s*(?P<number>[\d０-９]+))(?!{NUMERAL})"
    r"(?:(?=\s*(?:$|[。？！?!，,；;：:、）)」』”\"]|(?:是|怎么|如何|什么|的|规定|内容|说)))"
    r"|(?=\s+(?![年月日号元%％个名人天版次章节编款项岁万])))"
)


def find_references(text: str) -> list[Reference]:
    """The articles that a question cites, in its order, at most `MAX_REFERENCES`; [] where it cites none.

    >>> [(one.work, one.article, one.paragraph) for one in find_references("《工会法》第二十一条第一款和民法典1179条怎么说？")]
    [('工会法', '第二十一条', 1), ('民法典', '第一千一百七十九条', None)]
    >>> find_references("给新员工的38条建议")
    []
    """
    found: list[Reference] = []
    done, last = 0, None
    for match in NAME_END.finditer(text):
        if match.start() < done or len(found) >= MAX_REFERENCES:
            continue
        name = read_name(text, match, done, last)
        cited = _articles(text, _end_of_gap(text, match.end())) if name else []
        if name and cited:
            found += _references(text, name, cited)
            done, last = cited[-1].end, name
    return found[:MAX_REFERENCES]


def _end_of_gap(text: str, start: int) -> int:
    match = _GAP.match(text, start)
    return match.end() if match else start


def _articles(text: str, start: int) -> list[CitedProvision]:
    """The list of articles that begins at `start`, or the single number there that must be one."""
    if cited := read_list(text, start, counted=True):
        return cited
    bare = _BARE.match(text, start)
    number = to_int(bare["number"]) if bare else None
    return (
        [CitedProvision(*bare.span("words"), ArticleNumber(number))]
        if bare and number and number <= LARGEST_ARTICLE
        else []
    )


def _references(text: str, name: Name, cited: list[CitedProvision]) -> Iterator[Reference]:
    """A reference an article, because an article is what is found: of its paragraphs and items the first stands for all."""
    for place, (article, parts) in enumerate(groupby(cited, key=lambda one: one.article)):
        one = next(parts)
        span = Span(one.start if place else name.start, one.end)
        yield Reference(
            text[span.start : span.end],
            span,
            name.written,
            name.keys,
            str(article),
            one.paragraph,
            one.item,
        )
