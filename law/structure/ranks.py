"""The rank of a norm and the region where it holds, by who made it and what it calls itself.

The rules are those of 立法法 (who may make what): a law is passed by the National People's Congress or
its committee; 条例 that is no local one comes from the State Council (规章制定程序条例第七条 forbids it to
departments); an order of a ministry is a rule. Where neither issuer nor number says it and the name
leaves a choice (办法 of a city may be its congress's or its government's), nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.records import (
    DocumentKind,
    Event,
    EventKind,
    Evidence,
    Jurisdiction,
    Rank,
    Stated,
)

_PROVINCES = [
    "北京市",
    "天津市",
    "上海市",
    "重庆市",
    "河北省",
    "山西省",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
    "广东省",
    "海南省",
    "四川省",
    "贵州省",
    "云南省",
    "陕西省",
    "甘肃省",
    "青海省",
    "台湾省",
    "内蒙古自治区",
    "广西壮族自治区",
    "西藏自治区",
    "宁夏回族自治区",
    "新疆维吾尔自治区",
    "香港特别行政区",
    "澳门特别行政区",
]
"""The provinces, as 宪法第三十条 knows them."""

_PROVINCE = re.compile("|".join(_PROVINCES))
_PLACE = re.compile(
    r"(?:(?!中国|国家|全国|我国|本|各|对|关于)[\u4e00-\u9fff]{2,7}?"
    r"(?:省|自治区|自治州|特别行政区|自治县)"
    r"|(?!城|上|超|本|各|都|夜|股|房|菜|门)[\u4e00-\u9fff]{2,3}?"
    r"(?:市|州|县)(?!场|政|民|容|价|值|委))"
)
_CONGRESS = re.compile(r"^全国人民代表大会(?:常务委员会)?$")
_COURTS = re.compile("最高人民法院|最高人民检察院")
_COMMITTEE = re.compile("审判委员会|检察委员会")
_MINUTES = re.compile("纪要")
_LOCAL_CONGRESS = re.compile(r"^(.{2,12}?)人民代表大会(?:常务委员会)?$")
_LOCAL_GOVERNMENT = re.compile(r"^(.{2,12}?)人民政府$")
_STATE_COUNCIL = re.compile(r"^(?:国务院|政务院|中央人民政府)(?:、.*)?$")
_DRAFT = re.compile("草案|征求意见稿|送审稿|讨论稿")
_STATE_COUNCIL_NUMBER = re.compile(r"国务院(?=[令、公第〔])")
_PARTY = re.compile("中国共产党|中共中央")
_OF_PARTY = re.compile("^(?:中国共产党|中共)(?!中央)")
_CENTRAL = re.compile(r"部|委员会|总局|局$|署$|总行|银行|办公室")
_NO_DEPARTMENT = re.compile(
    "村|居民|业主|协会|学会|公司|俱乐部|社区|集团|厂|学校|大学|学院|[中小]学|医院|工会|支部|项目部|党|校务|筹备"
)
"""Bodies that have a committee or a board, and are none of the State Council."""
_CONSTITUTION = re.compile(r"宪法(?:修正案)?(?:（[^（）]*）)*$")
_ORDINANCE = re.compile(r"条例(?:（[^（）]*）)*$")
_LAW = re.compile(r"(?<!办)法(?:典)?(?:（[^（）]*）)*$")
_NORM = re.compile(r"(?:条例|规定|办法|细则|规则|规程|章程|准则|规范|决定)(?:（[^（）]*）)*$")
_PAPER = re.compile(
    r"(?:通知|意见|通报|函|纪要|公告|要点|方案|规划|纲要|若干措施|指引|指导意见)(?:（[^（）]*）)*$"
)


def read_region(title: str, authority: Stated | None) -> Stated | None:
    """Find the region where a local norm holds.

    Args:
        title: The title of the norm.
        authority: The body that issued it.

    Returns:
        The place of its issuer, or the place with which its title begins; None for a norm that is
        not local.
    """
    for rule, stated in (
        ("maker", authority.value if authority else ""),
        (
            "title",
            re.sub(
                r"\s",
                "",
                title,
            ),
        ),
    ):
        words = _OF_PARTY.sub("", stated)
        match = _PROVINCE.match(words) or _PLACE.match(words)
        if match and not words.startswith(("最高", "国务院")):
            if match[0] in _PROVINCES and not match[0].endswith("市"):
                city = _PLACE.match(words, match.end())
            else:
                city = None
            return Stated(match[0] + (city[0] if city else ""), Evidence(rule, words[:40]))
    return None


def read_level(
    kind: DocumentKind,
    title: str,
    number: Stated | None,
    authority: Stated | None,
    region: Stated | None,
    events: Sequence[Event],
    jurisdiction: str | None,
) -> Stated | None:
    """Find the rank of a norm.

    Args:
        kind: Its kind.
        title: Its title.
        number: Its number.
        authority: The body that issued it.
        region: The region where it holds.
        events: The acts of its note.
        jurisdiction: The country or territory whose law it is, a value of `Jurisdiction`.

    Returns:
        The rank, with the words that say so; None where they leave a choice, and for the law of
        another country or territory, which has other ranks. A draft and a text of unknown origin
        have no rank by their name alone.
    """
    if jurisdiction not in (None, Jurisdiction.MAINLAND):
        return None
    named = re.sub(
        r"\s",
        "",
        title,
    )
    rules = _rules(
        kind,
        named,
        number.value if number else "",
        authority.value if authority else "",
        region,
        events,
        is_known=(jurisdiction is not None or region is not None) and not _DRAFT.search(named),
    )
    rank, rule, words = next(rules, (None, "", ""))
    return Stated(rank.value, Evidence(rule, words)) if rank else None


def _rules(
    kind: DocumentKind,
    title: str,
    number: str,
    authority: str,
    region: Stated | None,
    events: Sequence[Event],
    *,
    is_known: bool,
) -> Iterator[tuple[Rank, str, str]]:
    """The ranks that the rules give, the surest first.

    By name, by issuer, by number, by what only one issuer may call so.
    """
    if _CONSTITUTION.search(title) and not _COURTS.match(title):
        yield Rank.CONSTITUTION, "title", title
    yield from _of_courts(
        title,
        number,
        authority,
        events,
    )
    yield from _of_congresses(authority)
    if _PAPER.search(title) and "令" not in number:
        yield (
            (Rank.POLICY if kind is DocumentKind.POLICY else Rank.NORMATIVE_DOCUMENT),
            "title",
            title[-8:],
        )
    yield from _of_governments(
        number,
        authority,
        events,
    )
    yield from _of_departments(
        title,
        number,
        authority,
        region,
    )
    if is_known and not _PARTY.search(
        title + authority
    ):  # what the party makes, alone or with the government, has a place of its own
        yield from _by_title(
            kind,
            title,
            region,
        )


def _of_courts(
    title: str,
    number: str,
    authority: str,
    events: Sequence[Event],
) -> Iterator[tuple[Rank, str, str]]:
    for event in events:
        # What the committee itself adopts is an interpretation, whatever its form (意见, 通知).
        is_by_court = _COURTS.search(event.authority or "") and _COMMITTEE.search(
            event.evidence.words
        )
        if event.act is EventKind.ADOPTED and is_by_court and not _MINUTES.search(title):
            yield Rank.JUDICIAL_INTERPRETATION, "adopted by", event.evidence.words
    if number.startswith(("法释", "高检发释")) or (
        _COURTS.search(authority) and not _PAPER.search(title)
    ):
        yield Rank.JUDICIAL_INTERPRETATION, "maker", number or authority
    if _COURTS.match(title):
        yield Rank.NORMATIVE_DOCUMENT, "title", title[-12:]


def _of_congresses(authority: str) -> Iterator[tuple[Rank, str, str]]:
    if _CONGRESS.match(authority):
        yield Rank.LAW, "maker", authority
    if _LOCAL_CONGRESS.match(authority):
        yield Rank.LOCAL_REGULATION, "maker", authority


def _of_governments(
    number: str,
    authority: str,
    events: Sequence[Event],
) -> Iterator[tuple[Rank, str, str]]:
    if _LOCAL_GOVERNMENT.match(authority):
        yield (
            (
                Rank.LOCAL_RULE,
                "maker",
                number,
            )
            if "令" in number
            else (
                Rank.NORMATIVE_DOCUMENT,
                "maker",
                authority,
            )
        )
    for event in events:
        if event.act is EventKind.APPROVED and _STATE_COUNCIL.match(event.authority or ""):
            yield Rank.ADMINISTRATIVE_REGULATION, "approved by", event.evidence.words
    if _STATE_COUNCIL.match(authority) or _STATE_COUNCIL_NUMBER.match(number):
        yield Rank.ADMINISTRATIVE_REGULATION, "maker", number or authority


def _of_departments(
    title: str,
    number: str,
    authority: str,
    region: Stated | None,
) -> Iterator[tuple[Rank, str, str]]:
    by_order = _CENTRAL.search(number) and not _NO_DEPARTMENT.search(number)
    if "令" in number and by_order and not region:
        yield Rank.DEPARTMENTAL_RULE, "number", number
    is_central = _CENTRAL.search(authority) and not _NO_DEPARTMENT.search(authority)
    if is_central and _NORM.search(title) and not region and "〔" not in number:
        yield Rank.DEPARTMENTAL_RULE, "maker", authority
    if "〔" in number:
        yield Rank.NORMATIVE_DOCUMENT, "number", number


def _by_title(
    kind: DocumentKind,
    title: str,
    region: Stated | None,
) -> Iterator[tuple[Rank, str, str]]:
    if not _ORDINANCE.search(title):
        if not region and kind is DocumentKind.STATUTE and _LAW.search(title):
            yield Rank.LAW, "title", title[-8:]
    elif region:
        yield Rank.LOCAL_REGULATION, "title", title[-8:]
    elif kind is DocumentKind.REGULATION:
        yield Rank.ADMINISTRATIVE_REGULATION, "title", title[-8:]
