"""A file name "title(date)" against the head note: names that may stand, and names that are wrong.

All texts are invented.
"""

from __future__ import annotations

import pytest

from corpus.records import Structure
from ingestion.reading import read
from law.structure import structure

ARTICLES = "\n\n第一条 略。\n\n第二条 略。\n\n第三条 略。"


def structure_of(name: str, note: str) -> Structure:
    title = name.partition("(")[0]
    return structure(read(f"# {title}\n\n{note}{ARTICLES}".encode(), f"{name}.md"), name)


CONFLICTS = [
    ("水闸管理条例(1987-06-14)", "1987年6月15日 国务院发布", "1987-06-15"),
    (
        "水闸管理条例(2006-10-01)",
        "2006年9月20日 国务院第150次常务会议通过\n\n2006年10月11日 国务院令第476号公布\n\n自2006年12月1日起施行",
        "2006-10-11",
    ),
    (
        "水闸管理条例(2013-07-21)",
        "2013年7月3日 国务院第15次常务会议通过\n\n2013年7月12日 国务院令第637号公布",
        "2013-07-12",
    ),
    (
        "水闸保护办法(1958-07-06)",
        "1985年6月21日 国务院批准\n\n1985年7月6日 林业部公布",
        "1985-07-06",
    ),
    (
        "中华人民共和国水闸法(2019-04-22)",
        "2019年4月23日 第十三届全国人民代表大会常务委员会第十次会议通过",
        "2019-04-23",
    ),
    ("云岭市水闸条例(2019-03-04)", "2019年4月3日 云岭市人民代表大会常务委员会公布", "2019-04-03"),
]


@pytest.mark.parametrize(("name", "note", "day"), CONFLICTS, ids=[row[0] for row in CONFLICTS])
def test_the_head_note_counts_and_a_finding_names_both_days(
    name: str,
    note: str,
    day: str,
) -> None:
    found = structure_of(name, note)
    assert found.date == day
    (finding,) = [one for one in found.findings if one.code == "date_conflict"]
    named = name.partition("(")[2].rstrip(")")
    assert named in finding.message
    assert day in finding.message


AGREEING = [
    ("水闸管理条例(1987-06-15)", "1987年6月15日 国务院发布"),
    # the day of adoption names the version, too
    (
        "水闸管理条例(2006-09-20)",
        "2006年9月20日 国务院第150次常务会议通过\n\n2006年10月11日 国务院令第476号公布",
    ),
    # the court publishes what it adopted
    (
        "最高人民法院关于水闸案件的规定(2018-06-27)",
        "2018年6月25日 最高人民法院审判委员会第1743次会议通过",
    ),
    # the note does not know the last change
    ("水闸管理条例(2011-01-08)", "1988年6月10日 国务院发布"),
    ("水闸管理条例(2019-08-01)", "2019年3月2日 国务院令第709号公布"),
    (
        "水闸管理条例(2020-12-28)",
        "1991年5月6日 国家水务局公布\n\n2020年12月14日 国务院第118次常务会议修订",
    ),
    # no body made anything on the day that a web page names
    ("水闸管理条例(2011-01-08)", "发布时间：2011-02-01"),
    ("水闸管理条例(2011-01-08)", ""),
]


@pytest.mark.parametrize(("name", "note"), AGREEING, ids=[f"{row[0]} {row[1]}" for row in AGREEING])
def test_a_name_that_may_be_right_counts(name: str, note: str) -> None:
    found = structure_of(name, note)
    assert found.date == name.partition("(")[2].rstrip(")")
    assert not [one for one in found.findings if one.code == "date_conflict"]
