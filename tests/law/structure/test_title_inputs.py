"""What a person reads in a file as offices keep it: title, kind, certainty, jurisdiction, work."""

from __future__ import annotations

import pytest

from corpus.records import Structure, TitleStrength
from ingestion.reading import read
from law.structure import structure
from tests.law.structure.title_inputs import PAPER_INPUTS, Paper


def structure_of(name: str, text: str) -> Structure:
    """Read a file's structure."""
    return structure(read(text.encode(), name), name.rpartition(".")[0])


@pytest.mark.parametrize("paper", PAPER_INPUTS, ids=[paper.id for paper in PAPER_INPUTS])
def test_what_a_person_reads(paper: Paper) -> None:
    found = structure_of(paper.name, paper.text)
    jurisdiction = found.jurisdiction.value if found.jurisdiction else None
    assert (
        found.title,
        found.kind,
        found.title_strength is not TitleStrength.WEAK,
        jurisdiction,
    ) == (
        paper.title,
        paper.kind,
        paper.sure,
        paper.jurisdiction,
    )


LETTER = "水闸检修通知书\n{}：\n请于5月10日前检修水闸。\n云岭市水务局\n2031年5月6日\n"
MINUTES = "云岭市水务局局务会议纪要\n时间：{}\n主持人：甲某\n出席：乙某\n一、讨论水闸。\n"
NOTICE = "云岭市水务局关于停水的通知\n云水发〔2031〕{}号\n各用户：\n明日停水。\n云岭市水务局\n2031年5月6日\n"
SIGNED = "关于停水的通知\n各用户：\n明日停水。\n{}\n2031年5月6日\n"
TIMETABLE = "水闸开放时间表\n星期一 {}:00—17:00\n星期二 休息\n"
ANSWERS = "水闸热点问答\n问：谁登记？\n答：{}。\n问：多久？\n答：每年。\n"
APART = [
    ("letters to two people", LETTER.format("甲某"), LETTER.format("乙某")),
    ("minutes of two days", MINUTES.format("2031年5月6日"), MINUTES.format("2031年5月13日")),
    ("notices with two numbers", NOTICE.format(8), NOTICE.format(9)),
    ("notices of two bodies", SIGNED.format("云岭市水务局"), SIGNED.format("松溪市水务局")),
    ("two timetables", TIMETABLE.format(9), TIMETABLE.format(8)),
    ("two papers of questions", ANSWERS.format("水务局"), ANSWERS.format("林业局")),
]


@pytest.mark.parametrize(
    ("first", "second"), [row[1:] for row in APART], ids=[row[0] for row in APART]
)
def test_papers_of_one_title_are_works_of_their_own(first: str, second: str) -> None:
    works = {structure_of("1.txt", text).work for text in (first, second)}
    assert len(works) == 2


@pytest.mark.parametrize("first", [row[1] for row in APART], ids=[row[0] for row in APART])
def test_a_paper_under_another_name_is_the_same_work(first: str) -> None:
    works = {
        structure_of(name, first).work for name in ("1.txt", "副本 (2).txt", "art_12_34567.txt")
    }
    assert len(works) == 1
