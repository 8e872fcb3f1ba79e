"""Files that hold several rules: each is a structure of its own, with its number, days and acts."""

from __future__ import annotations

import pytest

from corpus.records import Document, Structure
from ingestion.reading import read
from law.structure import coverage, structure


def rule(
    name: str,
    note: str,
    day: str,
    *,
    more: str = "",
) -> str:
    """A rule of three articles."""
    return f"{name}\n{note}第一条 为了规范，制定本规定。\n第二条 应当登记。\n第三条 本规定自{day}起施行。{more}\n"


def read_rules(text: str) -> tuple[Document, Structure]:
    """Read a file and its structure."""
    document = read(text.encode(), "1234567.txt")
    return document, structure(document, "1234567")


FERRY = rule("云岭市摆渡规定", "（2001年2月3日云岭市人民政府令第1号公布）\n", "2001年3月1日")
TOWING = rule(
    "云岭市纤夫规定",
    "（2004年5月6日云岭市人民政府令第8号公布）\n",
    "2004年6月1日",
    more="《云岭市拉船规定》同时废止。",
)
ORDER_OF_TWO = (
    "云岭市人民政府令\n第12号\n现公布《云岭市摆渡规定》和《云岭市纤夫规定》，自2020年1月1日起施行。\n市长 ××\n2019年11月3日\n"
    + rule("云岭市摆渡规定", "", "2020年1月1日")
    + rule("云岭市纤夫规定", "", "2020年1月1日")
)
ORDERS = "".join(
    f"云岭市人民政府令\n第{number}号\n《{name}》已经通过，现予公布。\n市长 ××\n2019年11月3日\n"
    + rule(name, "", "2020年1月1日")
    for number, name in ((12, "云岭市摆渡规定"), (13, "云岭市纤夫规定"))
)

SEVERAL = {
    "head notes": FERRY + TOWING,
    "three rules": FERRY
    + TOWING
    + rule("云岭市船闸规定", "（2008年5月6日云岭市人民政府令第9号公布）\n", "2008年6月1日"),
    "title over two lines": FERRY + TOWING.replace("云岭市纤夫规定", "云岭市\n纤夫规定", 1),
    "chapters": FERRY + TOWING.replace("第一条", "第一章 总则\n第一条", 1),
    "one order": ORDER_OF_TWO,
    "two orders": ORDERS,
}


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_each_rule_is_a_structure_of_its_own(text: str) -> None:
    document, found = read_rules(text)
    assert found.title == "云岭市摆渡规定"
    assert [one.title for one in found.rules][:1] == ["云岭市纤夫规定"]
    assert [finding.code for finding in found.findings].count("several_rules") == 1
    for one in found.rules:
        assert one.work != found.work
        articles = [unit for unit in one.units if unit.article]
        assert [unit.path for unit in articles] == ["第一条", "第二条", "第三条"]
        assert document.text[articles[1].start : articles[1].end] == "第二条 应当登记。"
    every = (found, *found.rules)
    assert [unit.path for unit in found.units if unit.article] == ["第一条", "第二条", "第三条"]
    assert [coverage(document.text, one)[0] for one in every] == [1.0] * len(every)
    assert "".join(one.own_text(document.text) for one in every) == document.text


def test_numbers_days_and_acts_are_those_of_each_rule() -> None:
    document, found = read_rules(FERRY + TOWING)
    second = found.rules[0]
    assert found.law is not None
    assert second.law is not None
    assert found.law.number is not None
    assert second.law.number is not None
    assert (found.law.number.value, second.law.number.value) == (
        "云岭市人民政府令第1号",
        "云岭市人民政府令第8号",
    )
    span = second.law.number.evidence.span
    assert span is not None
    assert document.text[span.start : span.end].endswith("云岭市人民政府令第8号")
    assert [one.date for one in found.law.commencements] == ["2001-03-01"]
    assert [one.date for one in second.law.commencements] == ["2004-06-01"]
    assert (found.date, second.date) == ("2001-02-03", "2004-05-06")
    assert [act.since for act in found.acts] == []
    assert [act.since for act in second.acts] == ["2004-06-01"]


def test_one_order_gives_its_number_to_each_rule() -> None:
    _, found = read_rules(ORDER_OF_TWO)
    every = (found, *found.rules)
    numbers = [one.law and one.law.number and one.law.number.value for one in every]
    assert numbers == ["云岭市人民政府令第12号"] * 2
    issuers = [one.instrument and one.instrument.issuers for one in every]
    assert issuers == [("云岭市人民政府",)] * 2
    assert [one.date for one in every] == ["2019-11-03"] * 2


def test_a_decision_and_the_text_that_it_changed_are_two_works() -> None:
    decision = "云岭市人民政府关于修改《云岭市纤夫规定》的决定"
    note = "（2019年11月3日云岭市人民政府令第12号公布）"
    _, found = read_rules(
        f"{decision}\n{note}\n一、将第二条删去。\n本决定自公布之日起施行。\n{TOWING}"
    )
    assert found.title == decision
    assert [one.title for one in found.rules] == ["云岭市纤夫规定"]
    numbers = [one.law and one.law.number and one.law.number.value for one in (found, *found.rules)]
    assert numbers == ["云岭市人民政府令第12号", "云岭市人民政府令第8号"]


ONE = {
    "one rule": FERRY,
    "a rule in an annex": FERRY + "附件\n" + TOWING,
    "a quoted rule": "云岭市人民政府关于修改规定的决定\n（2004年5月6日云岭市人民政府令第8号公布）\n一、将《云岭市摆渡规定》修改为：\n“"
    + FERRY.rstrip()
    + "”\n",
    "articles that begin again": FERRY + "第一条 又一条。\n第二条 再一条。\n",
    "a heading within a rule": FERRY + "监督规定\n第一条 又一条。\n第二条 再一条。\n",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_other_files_hold_one_rule(text: str) -> None:
    _, found = read_rules(text)
    assert found.rules == ()
    assert "several_rules" not in [finding.code for finding in found.findings]
