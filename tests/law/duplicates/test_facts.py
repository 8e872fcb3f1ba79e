"""Which difference between two texts is a fact, and which one a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.duplicates.facts import Fact, FactDifference, differing_facts

ONE_FACT = [
    # numbers: all of the number counts, not only the figure that differs
    ("支付工资3000元", "支付工资3500元", "0", "5", "支付工资3", "00元", Fact.NUMBER),
    ("五百元", "五千元", "百", "千", "五", "元", Fact.NUMBER),
    ("按月支付", "按周支付", "月", "周", "按", "支付", Fact.NUMBER),
    ("5%的", "5‰的", "%", "‰", "5", "的", Fact.NUMBER),
    ("编号a12b", "编号a13c", "a12b", "a13c", "编号", "", Fact.NUMBER),
    # opposites and negations
    ("应当支付", "不得支付", "应当", "不得", "", "支付", Fact.OPPOSITE),
    ("予以支持", "予以驳回", "支持", "驳回", "予以", "", Fact.OPPOSITE),
    ("有责任", "无责任", "有", "无", "", "责任", Fact.OPPOSITE),
    ("得转让", "不得转让", "", "不", "", "得转让", Fact.OPPOSITE),
    ("没有支付", "支付", "没有", "", "", "支付", Fact.OPPOSITE),
    # names: of persons, by their surname, their role or their form of address
    ("王小明付款", "李大海付款", "王小明", "李大海", "", "付款", Fact.NAME),
    ("王明付款", "李亮付款", "王明", "李亮", "", "付款", Fact.NAME),
    ("原告王明", "原告王亮", "明", "亮", "原告王", "", Fact.NAME),
    ("王某付款", "李某付款", "王", "李", "", "某付款", Fact.NAME),
    ("甲公司", "乙公司", "甲", "乙", "", "公司", Fact.NAME),
    ("云岭省付款", "云州省付款", "云岭省", "云州省", "", "付款", Fact.NAME),
    ("港务公司", "航运公司", "港务", "航运", "", "公司", Fact.NAME),
]


def difference(row: tuple[str, str, str, str, str, str, Fact]) -> FactDifference:
    return FactDifference(row[2], row[3], row[4], row[5])


@pytest.mark.parametrize("row", ONE_FACT, ids=[f"{row[0]}-{row[1]}" for row in ONE_FACT])
def test_a_difference_that_is_a_fact(
    row: tuple[str, str, str, str, str, str, Fact],
) -> None:
    assert differing_facts([difference(row)], row[0], row[1]) == {row[6]: 1}


@pytest.mark.parametrize("row", ONE_FACT, ids=[f"{row[1]}-{row[0]}" for row in ONE_FACT])
def test_the_order_of_the_texts_does_not_matter(
    row: tuple[str, str, str, str, str, str, Fact],
) -> None:
    turned = difference(row)._replace(first=row[3], second=row[2])
    assert differing_facts([turned], row[1], row[0]) == {row[6]: 1}


SLIPS = [
    ("已经支付", "己经支付", "已", "己", "", "经支付"),
    ("的工资", "工资", "的", "", "", "工资"),
    ("三千元", "3000元", "三千", "3000", "", "元"),  # one number in other numerals
    ("第廿条", "第二十条", "廿", "二十", "第", "条"),
    ("帐户", "账户", "帐", "账", "", "户"),
    ("其他", "其它", "他", "它", "其", ""),
]


@pytest.mark.parametrize("row", SLIPS, ids=[f"{row[0]}-{row[1]}" for row in SLIPS])
def test_a_slip_is_no_fact(row: tuple[str, str, str, str, str, str]) -> None:
    assert differing_facts([FactDifference(*row[2:])], row[0], row[1]) == {}


def test_a_name_that_the_other_text_has_elsewhere_is_a_slip_here() -> None:
    place = FactDifference("王小明", "王小名", "", "付款")
    assert differing_facts([place], "王小明付款", "王小名付款") == {Fact.NAME: 1}
    assert differing_facts([place], "王小明付款", "王小名付款，王小明确认") == {}


def test_words_that_are_replaced_by_the_same_ones_each_time_are_a_name() -> None:
    place = FactDifference("丰收", "兴旺", "在", "上班")
    assert differing_facts([place], "在丰收上班", "在兴旺上班") == {}
    assert differing_facts([place, place], "在丰收上班" * 2, "在兴旺上班" * 2) == {Fact.NAME: 1}


def test_a_single_character_that_a_scanner_confuses_each_time_is_a_slip() -> None:
    place = FactDifference("已", "己", "", "经支付")
    assert differing_facts([place] * 5, "已经支付" * 5, "己经支付" * 5) == {}


def test_facts_of_different_kinds_are_counted_apart() -> None:
    places = [
        FactDifference("3000", "3500", "支付", "元"),
        FactDifference("三", "四", "", "天"),
        FactDifference("应当", "不得", "", "支付"),
        FactDifference("己", "已", "", "经"),
    ]
    assert differing_facts(places, "甲", "乙") == {Fact.NUMBER: 2, Fact.OPPOSITE: 1}


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_two_sums_are_a_fact_unless_they_are_equal(first: int, second: int) -> None:
    place = FactDifference(str(first), str(second), "支付", "元")
    found = differing_facts([place], f"支付{first}元", f"支付{second}元")
    assert found == ({} if first == second else {Fact.NUMBER: 1})


WORDS = st.text("王李甲有无不3五月原告公司省", max_size=4)


@given(st.lists(st.builds(FactDifference, WORDS, WORDS, WORDS, WORDS), max_size=5))
def test_there_are_never_more_facts_than_differences_and_repeated_pairs(
    places: list[FactDifference],
) -> None:
    found = differing_facts(places, "", "")
    assert all(count > 0 for count in found.values())
    pairs = {(place.first, place.second) for place in places}
    assert found.total() <= len(places) + len(pairs)
