"""What sort of document a text is: an ordered table of rules, each with the words that it saw.

A trained classifier was set aside: the kind decides how a text is cut, so it must be explainable by
its title and formulas, and a title says it in nearly every case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.records import DocumentKind, Evidence, Span

_TAIL = r"(?:（[^（）]{1,14}）)*$"


@dataclass(frozen=True, slots=True)
class KindRule:
    """A pattern over a title or a text's opening, and the kind that it means.

    Attributes:
        name: The name of the rule, for the evidence.
        kind: The kind that it means.
        pattern: The pattern.
    """

    name: str
    kind: DocumentKind
    pattern: re.Pattern[str]


TITLE_RULES: tuple[KindRule, ...] = tuple(
    KindRule(name=f"title: {name}", kind=kind, pattern=re.compile(pattern))
    for name, kind, pattern in (
        (
            "decision to amend",
            DocumentKind.DECISION,
            rf"关于(?:修改|废止|修订).*(?:决定|通知){_TAIL}|的决定{_TAIL}",
        ),
        ("amendment", DocumentKind.DECISION, rf"修正案{_TAIL}"),
        (
            "court document",
            DocumentKind.JUDGMENT,
            rf"(?:判决书|裁定书|民事调解书|行政调解书|决定书){_TAIL}",
        ),
        ("award", DocumentKind.AWARD, rf"(?:仲裁|裁决)(?:裁决书|调解书|书){_TAIL}"),
        (
            "supreme court or procuratorate",
            DocumentKind.INTERPRETATION,
            r"^(?:最高人民法院|最高人民检察院|.{2,12}高级人民法院|.{2,12}中级人民法院)",
        ),
        ("interpretation", DocumentKind.INTERPRETATION, rf"的?(?:解释|批复|答复|解答){_TAIL}"),
        (
            "case",
            DocumentKind.CASE,
            rf"(?:诉.{{1,60}}|申请执行.{{1,40}}|纠纷|典型)案(?:例)?(?:[一二三四五六七八九十\d]+)?{_TAIL}",
        ),
        ("law", DocumentKind.STATUTE, rf"(?<!办)法{_TAIL}|(?:法典|宪法){_TAIL}"),
        (
            "paper",
            DocumentKind.POLICY,
            rf"(?:通知|意见|方案|纲要|规划|通告|公告|倡议书?|要点|计划|指引|函|通报|若干措施|的措施|命令){_TAIL}",
        ),
        (
            "regulation",
            DocumentKind.REGULATION,
            rf"(?:条例|规定|办法|细则|规则|规程|章程|准则|制度|守则|标准|安排|规范|暂行规定|目录){_TAIL}",
        ),
    )
)

TEXT_RULES: tuple[KindRule, ...] = tuple(
    KindRule(name=f"text: {name}", kind=kind, pattern=re.compile(pattern))
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

CASE_TITLE = re.compile(r"^【?案例(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:】|[:：、.\s]|$)")
"""What opens each case of a collection."""
_OPENING = 300


def kind_of(
    title: str,
    text: str,
    *,
    headings: tuple[str, ...],
    articles: int,
) -> tuple[DocumentKind, Evidence]:
    """Decide the kind of a document.

    Args:
        title: Its title.
        text: Its clean text.
        headings: The texts of short lines that stand alone.
        articles: The number of heads of articles that were seen.

    Returns:
        The kind, and the words that say so.
    """
    named = re.sub(r"\s+", "", title)
    for rule in TITLE_RULES[:4]:  # these titles mean one thing, whatever the text looks like
        if match := rule.pattern.search(named):
            return rule.kind, Evidence(rule.name, match[0][-20:])
    for rule in TEXT_RULES:
        if match := rule.pattern.search(text, 0, _OPENING):
            return rule.kind, Evidence(rule=rule.name, words=match[0], span=Span(*match.span()))
    case = [heading for heading in headings if CASE_HEADINGS.match(re.sub(r"\s+", "", heading))]
    if len(case) >= 2:
        return DocumentKind.CASE, Evidence("headings: case", "、".join(case[:3]))
    for rule in TITLE_RULES[4:]:
        if match := rule.pattern.search(named):
            return rule.kind, Evidence(rule.name, match[0][-20:])
    if articles >= 3:
        return DocumentKind.REGULATION, Evidence("articles", f"{articles} article heads")
    return DocumentKind.DOCUMENT, Evidence("none", "no rule spoke")


LEGAL = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
        DocumentKind.DECISION,
    }
)
"""Kinds whose units are provisions: an article or a numbered item is cited by its number."""
