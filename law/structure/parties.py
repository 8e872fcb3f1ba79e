"""Who takes part in a case, with role and place.

From the part of a paper that names them, nowhere else.

Names are personal data. They stay in these records, with the span that a masking step needs, and go
into no id, title or context. A tagger of names was set aside: the head of a paper gives each name
behind its role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import (
    Party,
    PartyKind,
    Side,
    Span,
)

_ROLES: dict[Side, tuple[str, ...]] = {
    Side.CLAIMANT: (
        "原告人",
        "原告",
        "反诉原告",
        "申请人",
        "申请执行人",
        "自诉人",
        "起诉人",
        "公益诉讼起诉人",
        "附带民事诉讼原告人",
        "附带民事诉讼原告",
        "赔偿请求人",
        "异议人",
        "案外人",
        "复议申请人",
        "自诉人暨附带民事诉讼原告人",
    ),
    Side.RESPONDENT: (
        "被告",
        "反诉被告",
        "被申请人",
        "被执行人",
        "赔偿义务机关",
        "附带民事诉讼被告人",
        "附带民事诉讼被告",
    ),
    Side.APPELLANT: (
        "上诉人",
        "再审申请人",
        "申诉人",
        "申请再审人",
    ),
    Side.APPELLEE: (
        "被上诉人",
        "被申诉人",
    ),
    Side.PROSECUTOR: (
        "公诉机关",
        "原公诉机关",
        "抗诉机关",
        "原公诉暨公益诉讼机关",
        "公诉机关暨附带民事公益诉讼起诉人",
    ),
    Side.ACCUSED: (
        "被告人",
        "原审被告人",
        "被告单位",
        "上诉单位",
        "罪犯",
        "被告人暨附带民事诉讼被告人",
    ),
    Side.THIRD_PARTY: (
        "第三人",
        "原审第三人",
        "一审第三人",
    ),
    Side.VICTIM: (
        "被害人",
        "被害单位",
    ),
    Side.REPRESENTATIVE: (
        "法定代表人",
        "法定代理人",
        "委托代理人",
        "委托诉讼代理人",
        "诉讼代理人",
        "诉讼代表人",
        "代表人",
        "负责人",
        "主要负责人",
        "指定代理人",
        "共同委托代理人",
        "共同委托诉讼代理人",
        "执行事务合伙人",
    ),
    Side.DEFENDER: (
        "辩护人",
        "指定辩护人",
        "委托辩护人",
    ),
    Side.BELOW: (
        "原审原告",
        "原审被告",
        "一审原告",
        "一审被告",
        "原审自诉人",
        "原审附带民事诉讼原告人",
        "原审附带民事诉讼被告人",
    ),
}
"""The words for a role, by the side of those who have it."""


def _sides_by_role() -> dict[str, Side]:
    sides: dict[str, Side] = {}
    for side, roles in _ROLES.items():
        for role in roles:
            sides[role] = side
    return sides


def _role_pattern(role: str) -> str:
    """A pattern for a role; some papers print short ones with blanks between the characters."""
    if len(role) <= 3:
        return r"\s?".join(role)
    return role


_SIDE = _sides_by_role()
_ROLE_PATTERN = "|".join(_role_pattern(role) for role in sorted(_SIDE, key=len, reverse=True))
_NAME_END = r"\s，,。；;:：（）()“”"
_ENTRY = re.compile(
    rf"(?:(?<=[。；\s）)号號])|^)(?P<role>{_ROLE_PATTERN})"
    r"(?P<formerly>[（(][^（）()]{2,24}[）)])?"
    r"(?:及其)?\s?[:：]?\s*(?:姓名)?"
    rf"(?P<names>[^{_NAME_END}]{{1,60}}"
    rf"(?:（以下简称[^（）]{{1,16}}）[^{_NAME_END}]{{1,16}}(?=[。，]))?)"
)
_NO_NAME = re.compile(
    r"因|不服|一案|认为|诉称|请求|提出|到庭|参加|指控|及其|向本|辩称|[于以]\d"
    r"|^(?:等|的|均|与|对|系|在|名单|基本情况|信息|未[到经提能]|经[本审过])"
    r"|起诉|提起|申请|与被|诉被|出庭|上诉"
)
_ORGANISATION = re.compile(
    r"(?:公司|院|局|厂|店|中心|委员会|政府|学校|小学|中学|大学|幼儿园|银行|支行|分行|信用社|所|社|部|厅|署"
    r"|队|协会|学会|工会|集团|企业|工程处|办事处|管理处|车站|机关|机构|馆|楼|商行|商场|超市|经营部|平台|网站"
    r"|个体户|户)$"
)
_PERSONAL = re.compile(
    r"[，,]\s*(?:男|女)(?:性)?\s*[，,。]"
    r"|出生|身份证"
    r"|[，,]\s*[\u4e00-\u9fff]{1,3}族"
    r"|律师"
)
_CORPORATE = re.compile(r"统一社会信用代码|组织机构代码|营业场所|主要经营场所")


def read_parties(
    text: str,
    start: int,
    end: int,
) -> tuple[Party, ...]:
    """Read the parties that a stretch of a text names.

    Args:
        text: The clean text of a court's paper.
        start: The offset at which its parties begin.
        end: The offset at which they end.

    Returns:
        The parties in order.
    """
    found = list(_ENTRY.finditer(text, start, end))
    stops = [*(match.start() for match in found[1:]), end]
    parties: list[Party] = []
    for match, stop in zip(found, stops, strict=False):
        parties += _read_entry(text, match, stop)
    return tuple(parties)


def whole_name(name: str) -> bool:
    """Check whether a stretch of a title can be a name and nothing more.

    Args:
        name: The stretch.

    Returns:
        True where it is as short as a person's name, or ends as the names of organisations do.
    """
    return 2 <= len(name) <= 4 or bool(_ORGANISATION.search(name))


def _read_entry(
    text: str,
    match: re.Match[str],
    stop: int,
) -> Iterator[Party]:
    """The parties of one entry: one role may head several names, as in 辩护人甲某、乙某."""
    words = text[match.start() : stop].rstrip()
    entry = Span(match.start(), match.start() + len(words))
    role = re.sub(r"\s", "", match["role"])
    side = _SIDE[role]
    formerly = match["formerly"]
    names_start = match.start("names")
    for name in re.finditer(r"[^、]+", match["names"]):
        if _NO_NAME.search(name[0]):
            return
        span = Span(names_start + name.start(), names_start + name.end())
        yield Party(
            role=role,
            side=side,
            name=name[0],
            span=span,
            entry=entry,
            kind=_find_kind(name[0], side, text[span.end : entry.end]),
            formerly=formerly[1:-1] if formerly else None,
        )


def _find_kind(
    name: str,
    side: Side,
    rest: str,
) -> PartyKind | None:
    """Whether a party is a person or an organisation, by its name and by the rest of its entry."""
    if side is Side.PROSECUTOR or _ORGANISATION.search(name) or _CORPORATE.search(rest):
        return PartyKind.ORGANISATION
    if side in (Side.REPRESENTATIVE, Side.DEFENDER) or _PERSONAL.search(rest):
        return PartyKind.PERSON
    return None
