"""Whether a difference between two texts is a fact: a number, a date, a name, a negation.

A copy has slips. A form letter has another name, a later version another number, a judgment of the
same series another plaintiff. So a difference counts as a slip only where no rule here applies. A
recogniser of names was set aside: it takes a model and finds names in a text, while the question
here is whether the two words at one place are two names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from corpus.notation.numerals import to_int


class Fact(StrEnum):
    """The kind of fact that differs."""

    NUMBER = "number"
    NAME = "name"
    OPPOSITE = "opposite"


class FactDifference(NamedTuple):
    """A place at which two texts differ.

    Attributes:
        first: The words of the first text.
        second: The words of the second text.
        before: What stands before them in both.
        after: What stands after them in both.
    """

    first: str
    second: str
    before: str
    after: str

    @property
    def replaces(self) -> bool:
        """Whether both texts have words here."""
        return bool(self.first and self.second)

    @property
    def longest(self) -> int:
        """The length of the longer words, in characters."""
        return max(len(self.first), len(self.second))

    @property
    def shortest(self) -> int:
        """The length of the shorter words, in characters."""
        return min(len(self.first), len(self.second))


_NUMERAL = "零〇一二三四五六七八九十百千万亿两廿卅\\d.%‰"
_NUMERALS = re.compile(rf"[{_NUMERAL}]")
_NUMERALS_BEFORE = re.compile(rf"[{_NUMERAL}]*\Z")
_NUMERALS_AFTER = re.compile(rf"[{_NUMERAL}]*")
_NUMBER = re.compile(r"\d+|[零〇一二三四五六七八九十百千万亿两廿卅]+|[%‰]")
_PERIODS = frozenset("年月日周旬季天时")
_LETTERED = re.compile(r"(?=\d*[a-z])[a-z\d]+")

_NEGATIONS = frozenset(
    {
        "不",
        "未",
        "无",
        "非",
        "不得",
        "不予",
        "没有",
        "并非",
        "免予",
    }
)
_OPPOSITES = frozenset(
    {
        frozenset("有无"),
        frozenset("是非"),
        frozenset("上下"),
        frozenset("前后"),
        frozenset("内外"),
        frozenset("增减"),
        frozenset("多少"),
        frozenset("大小"),
        frozenset("高低"),
        frozenset("男女"),
        frozenset("原被"),
        frozenset("升降"),
        frozenset("长短"),
        frozenset("早晚"),
        frozenset("胜败"),
        frozenset("新旧"),
        frozenset("应可"),
        frozenset({"应当", "不得"}),
        frozenset({"可以", "不得"}),
        frozenset({"应当", "可以"}),
        frozenset({"予以", "不予"}),
        frozenset({"支持", "驳回"}),
        frozenset({"维持", "撤销"}),
    }
)

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃"
    "武钱戴严莫孔向汤温康施文樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
)
"""The 150 most frequent surnames of one character (Ministry of Public Security, 2020).

Nine in ten persons have one of them.
"""
_DESIGNATORS = frozenset("甲乙丙丁戊己庚辛")
_LONGEST_NAME = 8  # characters of a name that is replaced
_ROLE = re.compile(
    r"(?:原告|被告人?|上诉人|申请人|第三人|代表人|负责人|代理人|审判[长员]|书记员|仲裁员|姓名"
    r"|证明|职工|员工|劳动者|联系人|会员)\Z"
)
_HONORIFIC = re.compile(r"(?:先生|女士|同志|小姐|师傅|同学|老师|[男女](?:\d|汉族|生))")
_PLACE_MARKS = "省市县区镇乡村"
_NAMED_PLACE = re.compile(rf".{{2,4}}?[{_PLACE_MARKS}]")
_BODY = re.compile(
    r"(?:省|市|县|区|镇|乡|村|街|路|厂|矿"
    r"|.{0,6}?(?:公司|集团|法院|检察院|人民政府|总工会|合作社))"
)


def differing_facts(
    differences: Sequence[FactDifference],
    first: str,
    second: str,
) -> Counter[Fact]:
    """Count the facts in which two texts differ.

    A name that stands elsewhere in the other text, too, has a slip here. Another person's name
    stands nowhere in it.

    Args:
        differences: The places at which the texts differ.
        first: The first text.
        second: The second text.

    Returns:
        The number of differences by kind of fact; slips are left out.

    >>> number = FactDifference("3000", "3500", "支付工资", "元")
    >>> differing_facts([number], "支付工资3000元", "支付工资3500元")
    Counter({<Fact.NUMBER: 'number'>: 1})
    >>> slip = FactDifference("已", "己", "", "经支付")
    >>> differing_facts([slip], "已经支付", "己经支付")
    Counter()
    """
    found = Counter[Fact]()
    for difference in differences:
        if _changes_number(difference):
            found[Fact.NUMBER] += 1
        elif _is_opposite(difference):
            found[Fact.OPPOSITE] += 1
        else:
            names = _names(difference)
            if names and names[0] not in second and names[1] not in first:
                found[Fact.NAME] += 1
    found[Fact.NAME] += _count_repeated(differences)
    return +found


def _changes_number(difference: FactDifference) -> bool:
    """Say whether two numbers or periods stand here."""
    if _NUMERALS.search(difference.first + difference.second):
        first, second = _whole_numbers(difference)
        if first and second and first != second:
            return True
    words = {difference.first, difference.second}
    if difference.longest == difference.shortest == 1 and words <= _PERIODS:
        return True
    first_lettered = _LETTERED.findall(difference.first)
    second_lettered = _LETTERED.findall(difference.second)
    if not first_lettered or not second_lettered:
        return False
    return bool(first_lettered != second_lettered)


def _whole_numbers(difference: FactDifference) -> tuple[list[object], list[object]]:
    """Return the numbers of both texts.

    A number may be longer than the difference: in 500 and 1500 only 1 differs. All of it counts.
    """
    before = _NUMERALS_BEFORE.search(difference.before)
    after = _NUMERALS_AFTER.match(difference.after)
    head = before[0] if before else ""
    tail = after[0] if after else ""
    first = _numbers(head + difference.first + tail)
    second = _numbers(head + difference.second + tail)
    return first, second


def _numbers(words: str) -> list[object]:
    found: list[object] = []
    for word in _NUMBER.findall(words):
        number = to_int(word)
        found.append(word if number is None else number)
    return found


def _is_opposite(difference: FactDifference) -> bool:
    """Say whether a negation was added, or a word replaced by its opposite."""
    if not difference.replaces:
        return (difference.first or difference.second) in _NEGATIONS
    pair = frozenset({difference.first, difference.second})
    return pair in _OPPOSITES


def _names(difference: FactDifference) -> tuple[str, str] | None:
    """Return the two names that stand here, None where the words are no names.

    What shows it are the characters of the words and what stands beside them.
    """
    if not difference.replaces or difference.longest > _LONGEST_NAME:
        return None
    first = difference.first
    second = difference.second
    first_place = _NAMED_PLACE.match(first)
    second_place = _NAMED_PLACE.match(second)
    if first_place and second_place:
        return first_place[0], second_place[0]
    if difference.after.startswith("某") and {first, second} <= _SURNAMES:
        return f"{first}某", f"{second}某"
    if _are_persons(difference) or _are_bodies(difference) or {first, second} <= _DESIGNATORS:
        return first, second
    return _addressed_names(difference)


def _are_persons(difference: FactDifference) -> bool:
    initials = {difference.first[0], difference.second[0]}
    return initials <= _SURNAMES and 2 <= difference.shortest <= 4


def _are_bodies(difference: FactDifference) -> bool:
    """Say whether the words name places or bodies, by what stands after them."""
    return difference.shortest >= 2 and _BODY.match(difference.after) is not None


def _addressed_names(difference: FactDifference) -> tuple[str, str] | None:
    """Return the names of two persons with a role before them, or a form of address behind them.

    Their surname may be the same, so that it stands before the difference.
    """
    for shared_length in (0, 1, 2):
        split = len(difference.before) - shared_length
        head = difference.before[:split]
        shared = difference.before[len(head) :]
        first = shared + difference.first
        second = shared + difference.second
        has_surname = [first[0] in _SURNAMES, second[0] in _SURNAMES]
        if all(has_surname) and _ROLE.search(head):
            return first, second
        if any(has_surname) and _HONORIFIC.match(difference.after):
            return first, second
    return None


def _count_repeated(differences: Sequence[FactDifference]) -> int:
    """Count the words that are replaced by the same other words each time: that is no slip.

    A single character counts only beside a surname or before the mark of a place, because a
    scanner reads 已 as 己 each time, too.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    names: set[tuple[str, str]] = set()
    for difference in differences:
        pair = (difference.first, difference.second)
        if difference.shortest >= 2 or _is_beside_name(difference):
            names.add(pair)
        if difference.replaces and difference.longest <= _LONGEST_NAME:
            pairs[pair] += 1
    return sum(count >= 2 and pair in names for pair, count in pairs.items())


def _is_beside_name(difference: FactDifference) -> bool:
    if not difference.replaces:
        return False
    if difference.before[-1:] in _SURNAMES:
        return True
    if {difference.first[0], difference.second[0]} <= _SURNAMES:
        return True
    return difference.after[:1] in tuple(_PLACE_MARKS)
