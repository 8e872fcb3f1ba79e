"""What sort of document a text is: an ordered table of rules, each with the words that it saw.

A trained classifier was set aside: the kind decides how a text is cut, so it must be explainable by
its title and formulas, and a title says it in nearly every case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.notation.simplified import simplify
from corpus.records import DocumentKind, Evidence, Span
from law.structure.paper_kinds import PAPER_RULES, PERSONNEL, TAIL, KindRule

TITLE_RULES: tuple[KindRule, ...] = tuple(
    KindRule(
        name=f"title: {name}",
        kind=kind,
        pattern=re.compile(pattern),
    )
    for name, kind, pattern in (
        (
            "decision to amend",
            DocumentKind.DECISION,
            rf"关于(?:修改|废止|修订).*(?:决定|通知){TAIL}|的决定{TAIL}",
        ),
        (
            "amendment",
            DocumentKind.DECISION,
            rf"修正案{TAIL}",
        ),
        (
            "court document",
            DocumentKind.JUDGMENT,
            rf"(?:判决书|裁定书|民事调解书|行政调解书|决定书){TAIL}",
        ),
        (
            "award",
            DocumentKind.AWARD,
            rf"(?:仲裁|裁决)(?:裁决书|调解书|书){TAIL}",
        ),
        (
            "supreme court or procuratorate",
            DocumentKind.INTERPRETATION,
            r"^(?:最高人民法院|最高人民检察院|.{2,12}高级人民法院|.{2,12}中级人民法院)",
        ),
        (
            "interpretation",
            DocumentKind.INTERPRETATION,
            (
                rf"解释{TAIL}|^[^《]{{0,24}}(?:最高|国务院|法院|检察|法制|人民代表大会|人大|部|总局|厅|委)"
                rf".*(?:批复|答复|解答){TAIL}"
            ),
        ),
        (
            "case",
            DocumentKind.CASE,
            rf"(?:诉.{{1,60}}|申请执行.{{1,40}}|纠纷|典型)案(?:例)?(?:[一二三四五六七八九十\d]+)?{TAIL}",
        ),
        (
            "law",
            DocumentKind.STATUTE,
            rf"(?<![办方做说想看写犯违守打技普玩疗])法{TAIL}|(?:法典|宪法){TAIL}",
        ),
        (
            "paper",
            DocumentKind.POLICY,
            (
                r"(?:批复|答复|解答|通知|意见|方案|纲要|规划|通告|公告|倡议书?|要点|计划|指引|函|通报"
                rf"|若干措施|的措施|命令){TAIL}"
                r"|(?:令|公告)(?:[（〔\[]?\d{4}年?[）〕\]]?)?第?[〇零一二三四五六七八九十百\d]{1,6}号$"
            ),
        ),
        (
            "regulation",
            DocumentKind.REGULATION,
            rf"(?:条例|规定|办法|细则|规则|规程|章程|准则|制度|守则|标准|安排|规范|暂行规定|目录){TAIL}",
        ),
    )
)

TEXT_RULES: tuple[KindRule, ...] = tuple(
    KindRule(
        name=f"text: {name}",
        kind=kind,
        pattern=re.compile(pattern),
    )
    for name, kind, pattern in (
        (
            "court document",
            DocumentKind.JUDGMENT,
            (
                r"法\s*院[^\u4e00-\u9fff]{0,12}"
                r"(?:刑\s*事|民\s*事|行\s*政|[执執]\s*行|国家赔偿)?\s*(?:附带民事)?\s*"
                r"(?:判\s*[决決]|裁\s*定|[调調]\s*解|[决決]\s*定)\s*[书書]"
            ),
        ),
        (
            "award",
            DocumentKind.AWARD,
            r"仲\s*裁\s*(?:委\s*员\s*会|院)\s*(?:仲\s*裁)?\s*(?:裁\s*决\s*书|调\s*解\s*书)",
        ),
    )
)
"""Read in the first characters of a text only: further down they are citations."""

_NOT_A_NAME = re.compile(
    r"[？?！!…]|^(?:解读|关注|聚焦|提醒|问答|图解|一图读懂|聊聊|说法|以案释法|普法|科普|快讯|重磅|收藏|速看|转载)[：:丨|]"
    r"|(?:法|条例|规定|办法)[：:丨|]"
)
_REPORTS = re.compile(
    r"出台|亮相|落地|来了|解读|读懂|看懂|一图|热议|引关注|(?:正式|今起|明起|近日|日前|今日)(?:公布|发布|印发|修订|通过|实施|施行)"
    r"|(?:我[市省国县区]|本[市省县区]|多地|国务院|最高法|全国人大常委会|[\u4e00-\u9fff]{2,8}[省市部局委])"
    r"(?:公布|发布|印发|修订|通过|修改)(?:了|新|《|(?!的)[\u4e00-\u9fff]{2})"
)
_TITLES = re.compile(r"《[^》]*》")
_BYLINE = re.compile(
    r"^\s*(?:作者|撰文|文|本报记者|记者|博主)\s*[:：/]\s*(?P<who>\S{2,20})", re.MULTILINE
)
_ORGAN = re.compile(r"[局厅部委院府会署室处社]$")
_CONTRACT_TEXT = re.compile(r"[甲乙]方(?:（[^（）]{1,12}）)?\s*[:：（]")
_CONTRACT_HEAD = 800

CASE_TITLE = re.compile(r"^【?案例(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:】|[:：、.\s]|$)")
"""What opens each case of a collection."""
_OPENING = 300
_FEWEST_ARTICLES = 3


def kind_of(
    title: str,
    text: str,
    *,
    headings: tuple[str, ...],
    articles: int,
    bylines: Sequence[str] = (),
    opening: int = 0,
) -> tuple[DocumentKind, Evidence]:
    """Decide the kind of a document.

    Args:
        title: Its title.
        text: Its clean text.
        headings: The texts of short lines that stand alone.
        articles: The number of heads of articles that were seen.
        bylines: The lines that name the writer, which cleaning took away.
        opening: Where the document begins in the text, behind a head note.

    Returns:
        The kind, and the words that say so.
    """
    named = simplify(
        re.sub(
            r"\s+",
            "",
            title,
        )
    )
    # Some titles mean one thing, whatever the text looks like.
    return (
        (None if articles else _by_byline(bylines, text))
        or _by_rules((PERSONNEL, *TITLE_RULES[:4]), named)
        or _by_opening(text, opening)
        or _by_case_headings(headings)
        or _by_rules((*TITLE_RULES[4:7], *PAPER_RULES), named)
        or (None if articles else _by_headline(named))
        or _by_rules(TITLE_RULES[7:], named)
        or _by_contract(text)
        or _by_articles(articles)
    )


_Kind = tuple[DocumentKind, Evidence]


def _by_rules(rules: Iterable[KindRule], named: str) -> _Kind | None:
    for rule in rules:
        if match := rule.pattern.search(named):
            return rule.kind, Evidence(rule.name, match[0][-20:])
    return None


def _by_byline(bylines: Sequence[str], text: str) -> _Kind | None:
    """A paper with the name of its writer, who is no body."""
    for words in (*bylines, text[:_OPENING]):
        byline = _BYLINE.search(words)
        if byline and not _ORGAN.search(byline["who"]):
            return DocumentKind.DOCUMENT, Evidence("text: byline", byline[0].strip())
    return None


def _by_opening(text: str, opening: int) -> _Kind | None:
    for rule in TEXT_RULES:
        if match := rule.pattern.search(
            text,
            opening,
            opening + _OPENING,
        ):
            return rule.kind, Evidence(
                rule=rule.name,
                words=match[0],
                span=Span(*match.span()),
            )
    return None


def _by_case_headings(headings: Sequence[str]) -> _Kind | None:
    case = [
        heading
        for heading in headings
        if CASE_HEADINGS.match(
            re.sub(
                r"\s+",
                "",
                heading,
            )
        )
    ]
    if len(case) < 2:
        return None
    return DocumentKind.CASE, Evidence("headings: case", "、".join(case[:3]))


def _by_headline(named: str) -> _Kind | None:
    if not _is_headline(named):
        return None
    return DocumentKind.DOCUMENT, Evidence("title: headline", named[:40])


def _by_contract(text: str) -> _Kind | None:
    match = _CONTRACT_TEXT.search(
        text,
        0,
        _CONTRACT_HEAD,
    )
    if match is None:
        return None
    return DocumentKind.DOCUMENT, Evidence(
        "text: contract",
        match[0],
        Span(*match.span()),
    )


def _by_articles(articles: int) -> _Kind:
    if articles >= _FEWEST_ARTICLES:
        return DocumentKind.REGULATION, Evidence("articles", f"{articles} article heads")
    return DocumentKind.DOCUMENT, Evidence("none", "no rule spoke")


def _is_headline(named: str) -> bool:
    """Whether a title without articles below it speaks about a norm, and names none.

    我市出台《…办法》 and 劳动合同法：试用期多长 are headlines; 关于…的通知 is a title.
    """
    outside = _TITLES.sub("", named)
    if _NOT_A_NAME.search(outside):
        return True
    return "关于" not in outside and _REPORTS.search(outside) is not None


LEGAL = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
        DocumentKind.DECISION,
    }
)
"""Kinds whose units are provisions: an article or a numbered item is cited by its number."""
