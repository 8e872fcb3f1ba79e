"""The day on which a text begins: with its hour, by year or month, or yet to be set."""

from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Span
from law.structure.commencement import read_commencements

Said = tuple[str | None, tuple[str, ...], bool]


def read_all(sentence: str) -> list[Said]:
    found = read_commencements(sentence, [Span(0, len(sentence))], DocumentKind.REGULATION)
    return [(said.date, said.articles, said.unset) for said in found]


UNSET = [
    "第三条 本规定的施行日期由市人民政府另行规定。",
    "本规定施行日期另行公布。",
    "施行日期另行公布。",
    "本规定的实施日期由省人民政府确定。",
    "本规定的施行时间另行通知。",
    "本规定施行的具体日期待批准后公布。",
    "本规定的生效日期由双方协商后另行确定。",
    "本规定自市人民政府另行公布之日起施行。",
]


@pytest.mark.parametrize("sentence", UNSET)
def test_a_day_may_be_yet_to_be_set(sentence: str) -> None:
    assert read_all(sentence) == [(None, (), True)]


def test_the_day_of_one_article_may_be_yet_to_be_set() -> None:
    sentence = "本法第十二条的施行日期由国务院另行规定。"
    assert read_all(sentence) == [(None, ("第十二条",), True)]


DAYS = [
    ("本规定自2023年9月1日零时起施行。", "2023-09-01"),
    ("本规定自2023年9月1日0时起施行。", "2023-09-01"),
    ("本规定自2023年9月1日00:00起施行。", "2023-09-01"),
    ("本规定自2023年9月1日上午9时起施行。", "2023-09-01"),
    ("本规定自2023年9月1日下午三时整起施行。", "2023-09-01"),
    ("本规定自2023年8月31日24时起施行。", "2023-09-01"),
    ("本规定自2023年8月31日二十四时起施行。", "2023-09-01"),
    ("本规定自1985年度起施行。", "1985-01-01"),
    ("本规定自2008年7月起施行。", "2008-07-01"),
    ("本规定自修订发布之日起施行。", None),
    ("本规定自一九五七年六月一日起实行。", "1957-06-01"),
    ("第八条 本规定自2003年9月1日起实行", "2003-09-01"),
    ("十四、本规定自发布之日起实行。", None),
    ("本规定自国务院批准之日起施行。", None),
    ("本规定自云岭市人民政府发布之日起施行。", None),
    ("第九条 本办法经云岭市人民政府批准，由市水务局发布施行。", None),
    ("本办法（试行）由市水务局公布施行。", None),
    ("现予公布施行。", None),
    ("本条例经政务院批准后施行。", None),
]


@pytest.mark.parametrize(("sentence", "day"), DAYS, ids=[row[0] for row in DAYS])
def test_the_day_of_a_text(sentence: str, day: str | None) -> None:
    assert read_all(sentence) == [(day, (), False)]


NOTHING = [
    "对电车的监督办法由市人民政府另行规定。",
    "第三章的施行日期由市人民政府另行规定。",
    "本合同自双方签署之日起生效。",
    "本协议自2020年1月1日起生效。",
    "行为发生在本法施行日期之前的，由有关部门依照规定处理。",
    "本规定自2023年13月起施行。",
    "自1995年5月1日起实行职工每周工作四十小时的制度。",
    "本规定的实施细则由市水务局制定公布施行。",
    "各县可以制定补充规定，经市人民政府批准后施行。",
    "本办法公布施行前成立的公司不受影响。",
    "工程方案由县水务局公布施行。",
    "退休费自本单位批准之日起发给。",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_says_nothing_of_the_text(sentence: str) -> None:
    assert read_all(sentence) == []
