"""The norm that an act is directed at: title, edition, number, issuers and parts.

1994年7月5日公布的《电车办法》                     the edition of a day
《电车办法》（青政发〔2009〕12号）第三条             a number, and a part
青岩市电车管理办法（1996年3月5日…令第5号）          a name without marks
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.cited_names import ENDINGS
from corpus.notation.dates import DATE, find_dates
from corpus.notation.numerals import NUMERAL, to_chinese
from corpus.notation.provision_lists import CitedProvision, read_list
from corpus.notation.work_keys import work_key
from corpus.records import Span, Target
from law.structure.issuers import name_body, split_bodies
from law.structure.norm_numbers import find_number

_TRIAL = re.compile(
    r"\s*[（(](?:试行|暂行|[\u4e00-\u9fff]{0,6}(?:草案|征求意见稿|送审稿|讨论稿|审议稿|草稿|修改稿))[)）]"
)
"""What belongs to a name though it stands behind its marks."""
_BRACKET = re.compile(r"\s*[（(](?P<inside>[^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*)[)）]")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年(?:版|度)?(?:\s*(\d{1,2})\s*月(?!\s*\d))?(?!\s*\d)"
)
_PART = re.compile(
    rf"\s*+(?:中|的)?\s*+(?:第\s*+{NUMERAL}++\s*+[编章节]|附件{NUMERAL}*|附表{NUMERAL}*|附录)"
)
_SOME_PART = re.compile(
    r"\s*(?:中的?|的|(?=关于|有关|涉及))\s*(?P<part>(?:关于|有关|涉及|对)[^，。；《》]{1,40}?的?(?:规定|内容|条款|部分(?:规定|内容|条款)?|条文|要求)"
    r"|(?:有关|相关|部分|其他)(?:的)?(?:规定|内容|条款|条文)|(?:(?!已|被|均|经)[^，。；《》的]){2,20}的(?:规定|内容|条款|部分)(?!的))"
    r"|\s*(?P<bare>(?:有关|相关|部分|个别)(?:的)?(?:规定|内容|条款|条文))"
)
_ARTICLE_START = re.compile(rf"\s*+(?:中的?|的)?\s*+(?=第?\s*+{NUMERAL}+\s*+条)")
_EXCEPT = re.compile(
    r"\s*+[，,]?\s*+除(?P<what>[^除外，。；]{1,60})(?:继续有效|继续执行|另有规定|保留)?(?:以|之)?外\s*[，,]?"
)
_EXCEPT_FIRST = re.compile(
    rf"除(?P<what>第\s*{NUMERAL}+\s*条[^，。；《》除]{{0,40}}?)(?:继续有效|另有规定)?(?:以|之)?外[，,]?[^，。；《》]{{0,24}}$"
)
"""除第三条外，《甲办法》废止; 除第三条外，废止《甲办法》."""
_ENTRY_EXCEPT = re.compile(r"(?P<what>[^，。；（）()]{1,40})(?:除外|继续有效|仍然有效)")
_ISSUER_LEAD = re.compile(
    r"(?:^|[，、；：:\s])(?:原)?(?P<body>[\u4e00-\u9fff、]{2,40}?)"
    r"(?:(?:联合)?(?:发布|公布|颁布|印发|制定|下发|颁发|批准|转发|令[^《》]{0,12})的?)?\s*$"
)
_BODY = re.compile(
    r"(?!本|此|该|其|有关|原来|以前|现行|各|上述|由|经|自|和|与|及)[\u4e00-\u9fff、]{1,40}"
    r"(?:院|会|部|局|委|署|办公室|办公厅|厅|府|行|大会|组|公司|联合会|中心)"
)
NAME = re.compile(
    rf"[\u4e00-\u9fff（）()〈〉《》□“”、\d]{{3,80}}?(?:{ENDINGS}|公告|函|命令|方案|制度|规划)(?:[（(](?:试行|暂行)[)）])?"
    r"(?=\s*(?:$|[（(|，,。；;、\s]|自|同时|即|予以|由|已|废止|停止|失效|继续|从|于|均|一并|不再|废|第))"
)
"""A name without title marks; what stands before it decides whether it names a norm."""


EDITION_LEAD = re.compile(
    rf"(?:{DATE.pattern}|(?:19|20)\d{{2}}年(?:\d{{1,2}}月)?)[\u4e00-\u9fff、（）()\d〔〕第]{{0,48}}?"
    r"(?:发布|公布|颁布|颁发|下发|印发|制定|制订|批准|批转|转发|通过|施行|实施)的[\s　]*(?=[\u4e00-\u9fff])"
)
"""The edition that stands before a name without title marks: 1988年9月12日国务院发布的."""


@dataclass(frozen=True, slots=True)
class Named:
    """A norm that words name.

    Attributes:
        target: The norm.
        start: Where its name begins in the sentence.
        end: Where its name, with brackets and parts, ends.
    """

    target: Target
    start: int
    end: int


def read_target(
    text: str,
    masked: str,
    title: Span,
    lead: str,
    *,
    until: int,
    marked: bool = True,
) -> Named:
    """Read the norm of a title with the words around it.

    Args:
        text: The sentence.
        masked: The same with titles and quotations blanked.
        title: The place of the title.
        lead: The words before it that may name its edition.
        until: Where the words behind it end at the latest.
        marked: Whether it stands in 《》.

    Returns:
        The norm.
    """
    end = title.end
    trial = (
        _TRIAL.match(
            text,
            end,
            until,
        )
        if marked
        else None
    )
    if trial:
        end = trial.end()
    words = text[title.start : end]
    beside: list[str] = []
    bracket = _BRACKET.match(
        text,
        end,
        until,
    )
    while bracket:
        beside.append(bracket["inside"])
        end = bracket.end()
        bracket = _BRACKET.match(
            text,
            end,
            until,
        )
    provisions, end = _read_parts(
        text,
        end,
        until,
    )
    excepted: tuple[str, ...] = ()
    exception = _EXCEPT.match(
        masked,
        end,
        until,
    )
    if exception:
        excepted = _excepted(exception["what"])
        end = exception.end() if excepted else end
    if not excepted and (
        stated := _EXCEPT_FIRST.search(masked[max(0, title.start - 80) : title.start])
    ):
        excepted = _excepted(stated["what"])
    for words_beside in beside:
        left_out = _ENTRY_EXCEPT.search(words_beside)
        if left_out and not excepted:
            excepted = _excepted(left_out["what"])
    around = [lead, *beside]
    dates: list[str] = []
    issuers: list[str] = []
    for piece in around:
        _read_edition(
            piece,
            dates,
            issuers,
        )
    if not issuers:
        issuers += _leading_body(lead)
    number = next((found for found in map(find_number, reversed(around)) if found), None)
    target = Target(
        name=work_key(words),
        words=words[:120],
        number=number,
        dates=tuple(dict.fromkeys(dates)),
        issuers=tuple(dict.fromkeys(issuers)),
        provisions=provisions,
        excepted=excepted,
    )
    return Named(
        target,
        title.start,
        end,
    )


def _read_parts(
    text: str,
    place: int,
    until: int,
) -> tuple[tuple[str, ...], int]:
    """The articles and parts that follow a title, and where they end."""
    start = _ARTICLE_START.match(
        text,
        place,
        until,
    )
    if start:
        cited = [
            provision for provision in read_list(text[:until], start.end()) if provision.article
        ]
        if cited:
            end = max(provision.end for provision in cited)
            behind = _SOME_PART.match(
                text,
                end,
                until,
            )
            if behind:
                end = behind.end()
            return name_provisions(cited), end
    part = _PART.match(
        text,
        place,
        until,
    )
    if part:
        return (
            re.sub(
                r"^[中的\s]+|\s",
                "",
                part[0],
            ),
        ), part.end()
    some = _SOME_PART.match(
        text,
        place,
        until,
    )
    if some:
        return (some["part"] or some["bare"],), some.end()
    return (), place


def name_provisions(cited: Sequence[CitedProvision]) -> tuple[str, ...]:
    """Name cited provisions, as 第四条第二款.

    Args:
        cited: The provisions that words cite.

    Returns:
        Their names in order, none twice.
    """
    names: list[str] = []
    for provision in cited:
        if provision.article is None:
            continue
        name = str(provision.article)
        if provision.paragraph:
            name += f"第{to_chinese(provision.paragraph)}款"
        if provision.item:
            name += f"第（{to_chinese(provision.item)}）项"
        names.append(name)
    return tuple(dict.fromkeys(names))


def _excepted(words: str) -> tuple[str, ...]:
    """The articles that an exception names."""
    place = re.search(rf"第\s*{NUMERAL}+\s*条", words)
    return name_provisions(read_list(words, place.start())) if place else ()


def _read_edition(
    words: str,
    dates: list[str],
    issuers: list[str],
) -> None:
    """Add the days and bodies that some words beside a title give."""
    found = find_dates(words)
    ends = [*(span.start for _, span in found[1:]), len(words)]
    for (iso, span), end in zip(
        found,
        ends,
        strict=False,
    ):
        dates.append(iso)
        body = name_body(words[span.end : end])
        if body:
            issuers += [name.lstrip("原以") for name in split_bodies(body)]
    if found:
        return
    year = _YEAR.search(words)
    if year:
        month = f"-{int(year[2]):02d}" if year[2] else ""
        dates.append(year[1] + month)
        body = name_body(words[year.end() :])
        if body:
            issuers += [name.lstrip("原以") for name in split_bodies(body)]


def _leading_body(lead: str) -> list[str]:
    """The body that stands before a title without a date: 原青岩市劳动局《电车办法》."""
    tail = lead[-60:]
    match = _ISSUER_LEAD.search(tail)
    if match is None:
        return []
    body = match["body"].removeprefix("原")
    if not _BODY.fullmatch(body):
        return []
    return split_bodies(body)
