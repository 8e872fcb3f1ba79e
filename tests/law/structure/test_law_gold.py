"""Notes as the sample of `evals/law_metadata.jsonl` has them: each row is a form that was once misread. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.records import Basis, Law
from ingestion.reading import read
from law.structure import structure
from law.validity import VersionFacts, resolve_validity

BODY = "第一条 为了规范电车，制定本条例。\n\n第二条 本条例由交通部负责解释。"
BOTH = "最高人民法院、最高人民检察院"
COUNCIL = "国务院、中央军事委员会"


def law(title: str, *note: str) -> Law:
    """What a text of this title says of itself in these lines below it."""
    found = structure(read("\n\n".join((f"# {title}", *note, BODY)).encode(), "电车.md"), "电车")
    assert found.law is not None, f"{found.title} is taken for {found.kind}"
    return found.law


MAKERS = [
    (
        "电车条例",
        ["1984年3月4日 国务院", "中央军委发布"],
        COUNCIL,
    ),  # two issuers, one below the other
    ("电车条例", ["1984年3月4日 国务院、中央军委发布"], COUNCIL),  # by their short names
    (
        "国务院、中央军委关于电车的规定",
        ["1984年3月4日 发布"],
        COUNCIL,
    ),  # the title alone names them
    (
        "中华人民共和国国务院关于电车的暂行规定",
        ["1984年3月4日 发布"],
        "国务院",
    ),  # the state stands before its issuer
    (
        "电车条例",
        ["1980年1月2日 国家经济委员会", "国家基本建设委员会", "国家档案局发布"],
        "国家经济委员会、国家基本建设委员会、国家档案局",
    ),
    (
        "电车管理规定",
        ["2021年3月4日 国家电车办公室2021年第2次室务会议审议通过"],
        "国家电车办公室",
    ),  # 室务会议 of a year
    ("电车管理规定", ["2012年3月4日 公安部部长办公会议通过"], "公安部"),
    (
        "人民检察院办理电车案件的规定",
        ["2001年3月4日 最高人民检察院第九届检察委员会第九十次会议讨论通过"],
        "最高人民检察院",
    ),
    (
        "内蒙古自治区电车条例",
        ["2020年3月4日 内蒙古自治区第十三届人民代表大会常务委员会第五次会议通过"],
        "内蒙古自治区人民代表大会常务委员会",
    ),
    (
        "最高人民法院、最高人民检察院关于办理电车案件的解释",
        [
            "2018年3月4日 最高人民法院审判委员会第1700次会议",
            "2018年2月1日 最高人民检察院第十三届检察委员会第二次会议通过",
        ],
        BOTH,  # the verb stands behind the second
    ),
    (
        "电车工作条例",
        ["1990年3月4日 国家教育委员会令第8号、卫生部令第11号发布"],
        "国家教育委员会、卫生部",
    ),  # each with an order of its own
    (
        "电车工作条例",
        ["1990年3月4日 公安部令第8号公布的规定，由卫生部令第11号发布"],
        "公安部",
    ),  # the second order is none of this act
]


@pytest.mark.parametrize(("title", "note", "issuer"), MAKERS)
def test_issuers(
    title,
    note,
    issuer,
):
    """Who made a text is read in full, however its note is laid out."""
    found = law(title, *note).authority
    assert found is not None
    assert found.value == issuer


EVENTS = [
    (
        ["2019年3月5日 第十三届全国人民代表大会第二次", "会议通过）"],
        [("adopted", "2019-03-05")],
    ),  # broken within a word
    (
        ["2020年3月4日 最高人民法院审判委员会", "第1800次会议通过，自2021年1月1日起施行）"],
        [("adopted", "2020-03-04"), ("effective", "2021-01-01")],
    ),
    (
        ["2018年3月4日 最高人民法院审判委员会第1700次会议", "2018年9月1日 施行"],
        [("effective", "2018-09-01")],
    ),  # a meeting begins nothing
    (
        ["1958年4月5日 交通部", "水产部发布", "1958年7月1日 施行"],
        [("promulgated", "1958-04-05"), ("effective", "1958-07-01")],
    ),
    (["1985年3月4日"], [("promulgated", "1985-03-04")]),  # a day alone isn't broken
]


@pytest.mark.parametrize(("note", "events"), EVENTS)
def test_acts_over_two_lines(note, events):
    """An act that is broken over lines is one; what comes on a line of its own stays apart."""
    assert [(event.act.value, event.date) for event in law("电车条例", *note).events] == events


def test_evidence_of_a_broken_act_stands_in_the_text():
    """Spans count in the clean text, also where lines were put together."""
    document = read(
        f"# 电车条例\n\n1984年3月4日 国务院\n\n中央军委发布\n\n{BODY}".encode(), "电车.md"
    )
    found = structure(document, "电车")
    assert found.law is not None
    span = found.law.events[0].evidence.span
    assert span is not None
    assert document.text[span.start : span.end] == "1984年3月4日"
    assert found.date == "1984-03-04"


NUMBERS = [
    # an order that only publishes the decision which amended the text
    (
        [
            "2012年3月4日 公安部令第12号发布",
            "2020年3月4日 公安部令第15号《公安部关于修改〈电车规定〉的决定》修正）",
        ],
        "公安部令第12号",
    ),
    (
        ["2012年3月4日 公安部令第12号发布", "2020年3月4日 公安部令第15号修订）"],
        "公安部令第15号",
    ),  # the whole text anew
    # an order that amended several rules, each of which keeps its number
    (
        ["（2002年3月4日建设部令第12号发布  根据2020年3月4日公安部令第31号修订）"],
        "建设部令第12号",
    ),
    (
        [
            "（2002年3月4日建设部令第12号公布 根据2015年公安部令第2号修订 根据2020年公安部令第31号修正）"
        ],
        "建设部令第12号",
    ),
    # 根据 belongs to something else, and the order published the whole text anew
    (
        ["（2002年3月4日建设部令第12号发布 根据2015年决定修订 2020年3月4日公安部令第31号修订）"],
        "公安部令第31号",
    ),
    (
        ["（2002年3月4日建设部令第12号发布 根据《铁路法》2020年3月4日公安部令第31号修订）"],
        "公安部令第31号",
    ),
    (
        ["（2002年3月4日建设部令第12号发布 根据需要2020年3月4日公安部令第31号修订发布）"],
        "公安部令第31号",
    ),
    (["1984年3月4日 国务院、中央军委令第3号发布"], "国务院、中央军事委员会令第3号"),
    (
        ["2024年3月4日 最高人民法院审判委员会第1900次会议通过", "电车 规定", "法释〔2024〕1号"],
        "法释〔2024〕1号",
    ),
]


@pytest.mark.parametrize(("note", "number"), NUMBERS)
def test_numbers(note, number):
    """The number is that of the text, not of a decision which amended it."""
    found = law("电车规定", *note).number
    assert found is not None
    assert found.value == number


def test_the_title_may_come_again_below_the_note():
    """Some archives keep the head of the printed page, title and number, below their own note."""
    title = "最高人民法院关于审理平台车辆承租经营纠纷案件适用法律若干问题的解释"
    again = "最高人民法院 关于审理平台车辆承租经营纠纷案件 适用法律若干问题的解释"
    found = law(
        title,
        "2024年3月4日 最高人民法院审判委员会第1900次会议通过",
        again,
        "法释〔2024〕1号",
    ).number
    assert found is not None
    assert found.value == "法释〔2024〕1号"


LEVELS = [
    ("电车条例", ["2020年3月4日 国务院发布"], "administrative regulation"),
    (
        "电车条例",
        ["2020年3月4日 中共中央、国务院发布"],
        None,
    ),  # the party's papers have an order of their own
    ("中国共产党电车条例", [], None),
    ("中华人民共和国电车条例", [], "administrative regulation"),  # no department may say 条例
    ("电车条例", [], None),  # nothing says whose text it is
]


@pytest.mark.parametrize(("title", "note", "level"), LEVELS)
def test_levels(
    title,
    note,
    level,
):
    """A rank is given where issuer or name leave no choice."""
    found = law(title, *note).level
    assert (found.value if found else None) == level


BEGINNINGS = [
    # revised as a whole and published: 公布 is that of this version
    (
        "2008-03-04",
        [
            "1996年3月4日 国务院令第1号发布",
            "2008年3月1日 国务院第20次常务会议修订通过",
            "2008年3月4日 国务院令第5号公布",
        ],
        "自公布",
        "2008-03-04",
    ),
    # an amendment of others, of which nobody says that the whole text was published
    (
        "2008-03-04",
        ["1996年3月4日 国务院令第1号发布", "2008年3月4日 《国务院关于修改〈电车条例〉的决定》修订"],
        "自公布",
        None,
    ),
    (
        "1990-03-04",
        ["1990年3月4日 国务院令第6号发布"],
        "从发布",
        "1990-03-04",
    ),  # 从 for 自
    # a later act made this version, and the note doesn't know it
    (
        "2018-03-04",
        ["2009年3月4日 第十一届全国人民代表大会常务委员会第七次会议修订"],
        "自公布",
        None,
    ),
]


@pytest.mark.parametrize(("made", "note", "since", "stated"), BEGINNINGS)
def test_since_its_publication(
    made,
    note,
    since,
    stated,
):
    """What holds since it was published has a stated day where the note shows of the publication of this version."""
    text = "\n\n".join(
        (
            "# 电车条例",
            *note,
            BODY,
            f"第三条 本条例{since}之日起施行。",
        )
    )
    read_ = structure(read(text.encode(), "电车.md"), f"电车条例({made})")
    found = resolve_validity(
        [
            VersionFacts(
                "it",
                made,
                read_.law,
            )
        ],
        [],
    )[0]["it"]
    assert (found.valid_from if found.basis is Basis.STATED else None) == stated
