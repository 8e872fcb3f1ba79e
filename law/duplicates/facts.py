"""Whether what differs between two texts is a fact: a number, a date, a name, a not.

A copy has slips; a form letter has another name, a later version another number, a judgment of the same series another plaintiff. So a
difference counts as a slip only where nothing here speaks. A recogniser of names was set aside: it takes a model, and finds names
in a text, while the question here is whether the two words at one place are two names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from corpus.notation.numerals import to_int


class Fact(StrEnum):
    """What sort of fact differs."""

    NUMBER = "number"
    NAME = "name"
    OPPOSITE = "opposite"


class FactDifference(NamedTuple):
    """A place at which two texts differ: the words of both, and what stands before and after them in both."""

    one: str
    other: str
    before: str
    after: str

    @property
    def replaces(self) -> bool:
        """Whether both texts have words here."""
        return bool(self.one and self.other)


_NUMERAL = "零〇一二三四五六七八九十百千万亿两廿卅\\d.%‰"
_NUMERALS = re.compile(rf"[{_NUMERAL}]")
_NUMERALS_BEFORE = re.compile(rf"[{_NUMERAL}]*\Z")
_NUMERALS_AFTER = re.compile(rf"[{_NUMERAL}]*")
_NUMBER = re.compile(r"\d+|[零〇一二三四五六七八九十百千万亿两廿卅]+|[%‰]")
_PERIODS = frozenset("年月日周旬季天时")
_LETTERED = re.compile(r"(?=\d*[a-z])[a-z\d]+")

_NOT = frozenset({"不", "未", "无", "非", "不得", "不予", "没有", "并非", "免予"})
_OPPOSITES = frozenset(
    frozenset(pair)
    for pair in (
        *(
            "有无",
            "是非",
            "上下",
            "前后",
            "内外",
            "增减",
            "多少",
            "大小",
            "高低",
            "男女",
            "原被",
            "升降",
            "长短",
            "早晚",
            "胜败",
            "新旧",
        ),
        *(
            ("应当", "不得"),
            ("可以", "不得"),
            ("应当", "可以"),
            ("应", "可"),
            ("予以", "不予"),
            ("支持", "驳回"),
            ("维持", "撤销"),
        ),
    )
)

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾"
    "夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
)
"""The 150 most frequent surnames of one character (Ministry of Public Security, 2020): nine in ten persons."""
_DESIGNATORS = frozenset("甲乙丙丁戊己庚辛")
_ROLE = re.compile(
    r"(?:原告|被告人?|上诉人|申请人|第三人|代表人|负责人|代理人|审判[长员]|书记员|仲裁员|姓名|证明|职工|员工|劳动者|联系人|会员)\Z"
)
_HONORIFIC = re.compile(r"(?:先生|女士|同志|小姐|师傅|同学|老师|[男女](?:\d|汉族|生))")
_PLACED = re.compile(r".{2,4}?[省市县区镇乡村]")
_PLACE = re.compile(
    r"(?:省|市|县|区|镇|乡|村|街|路|厂|矿|.{0,6}?(?:公司|集团|法院|检察院|人民政府|总工会|合作社))"
)


def differing_facts(differences: Sequence[FactDifference], one: str, other: str) -> Counter[Fact]:
    """The facts that differ at these places of two texts.

    A name that stands elsewhere in the other text, too, has a slip here: somebody else's stands there nowhere.

    >>> differing_facts([Difference("3000", "3500", "支付工资", "元")], "支付工资3000元", "支付工资3500元")
    Counter({<Fact.NUMBER: 'number'>: 1})
    >>> differing_facts([Difference("已", "己", "", "经支付")], "已经支付", "己经支付")
    Counter()
    """
    found = Counter[Fact]()
    for place in differences:
        names = _names(place)
        fact = _number(place) or _opposite(place)
        if fact or (names and names[0] not in other and names[1] not in one):
            found[fact or Fact.NAME] += 1
    found[Fact.NAME] += _consistent(differences)
    return +found


def _number(one: FactDifference) -> Fact | None:
    """Whether two numbers stand here; of a number that is longer than the difference all of it counts (50 in 500 and 1500)."""
    if _NUMERALS.search(one.one + one.other):
        head, tail = _NUMERALS_BEFORE.search(one.before), _NUMERALS_AFTER.match(one.after)
        around = (head[0] if head else ""), (tail[0] if tail else "")
        values = [_numbers(around[0] + words + around[1]) for words in (one.one, one.other)]
        if all(values) and values[0] != values[1]:
            return Fact.NUMBER
    periods = len(one.one) == len(one.other) == 1 and {one.one, one.other} <= _PERIODS
    lettered = [_LETTERED.findall(words) for words in (one.one, one.other)]
    return Fact.NUMBER if periods or (all(lettered) and lettered[0] != lettered[1]) else None


def _numbers(words: str) -> list[object]:
    return [word if (number := to_int(word)) is None else number for word in _NUMBER.findall(words)]


def _opposite(one: FactDifference) -> Fact | None:
    pair = (
        frozenset((one.one, one.other))
        if len(one.one) != 1 or len(one.other) != 1
        else frozenset(one.one + one.other)
    )
    negated = not one.replaces and (one.one or one.other) in _NOT
    return Fact.OPPOSITE if negated or pair in _OPPOSITES else None


def _names(one: FactDifference) -> tuple[str, str] | None:
    """The two names that stand here, by their own characters and what stands beside them; None where they are none."""
    if not one.replaces or max(len(one.one), len(one.other)) > 8:
        return None
    mark = (
        "某"
        if one.after.startswith("某") and one.one in _SURNAMES and one.other in _SURNAMES
        else ""
    )
    persons = (
        one.one[0] in _SURNAMES
        and one.other[0] in _SURNAMES
        and 2 <= min(len(one.one), len(one.other)) <= 4
    )
    placed = min(len(one.one), len(one.other)) >= 2 and _PLACE.match(one.after) is not None
    places = _PLACED.match(one.one), _PLACED.match(one.other)
    if places[0] and places[1]:
        return places[0][0], places[1][0]
    if mark or persons or placed or {one.one, one.other} <= _DESIGNATORS:
        return one.one + mark, one.other + mark
    return _addressed(one)


def _addressed(one: FactDifference) -> tuple[str, str] | None:
    """The names of two persons before whom a role stands, or who are addressed behind it; their surname may be the same."""
    for length in (0, 1, 2):  # of the name's characters that both share and that stand before
        head = one.before[: len(one.before) - length]
        shared = one.before[len(head) :]
        full = shared + one.one, shared + one.other
        named = [words[0] in _SURNAMES for words in full]
        if (all(named) and _ROLE.search(head)) or (any(named) and _HONORIFIC.match(one.after)):
            return full
    return None


def _consistent(differences: Sequence[FactDifference]) -> int:
    """How many words are replaced by the same other words each time: that is no slip.

    Of a single character only beside a surname or before a place's mark: a scanner makes 己 of 已 each time, too.
    """
    pairs = Counter(
        (one.one, one.other)
        for one in differences
        if one.replaces and len(one.one) <= 8 and len(one.other) <= 8
    )
    named = {
        (one.one, one.other)
        for one in differences
        if min(len(one.one), len(one.other)) >= 2 or _beside_a_name(one)
    }
    return sum(count >= 2 and pair in named for pair, count in pairs.items())


def _beside_a_name(one: FactDifference) -> bool:
    place = one.after[:1] in "省市县区镇乡村"
    return one.replaces and (
        one.before[-1:] in _SURNAMES
        or {one.one[0], one.other[0]} <= _SURNAMES
        or (place and bool(one.after))
    )
