"""The first day of a text whose closing article is missing or says it in other words.

All texts are invented.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from corpus.records import Basis, Expression, Trust
from ingestion.reading import read
from law.structure import structure
from law.works import Resolution, WorkFile, resolve

ARTICLES = "".join(f"第{number}条 甲{number}。\n" for number in "一二三四五六")


def work_file(
    number: int,
    name: str,
    text: str,
    trust: Trust = Trust.REPRINT,
) -> WorkFile:
    document = read(text.encode(), name)
    found = structure(document, name.rpartition(".")[0])
    return WorkFile(
        object_id=number,
        source="s",
        uri=f"file:///s/{name}",
        path=name,
        media_type=document.media_type,
        structure=found,
        text=document.text,
        trust=trust,
    )


def only_version(name: str, text: str) -> Expression:
    file = work_file(1, name, text)
    (expression,) = resolve(file.structure.work, [file]).expressions
    return expression


ONE_TEXT = [
    (
        "渡口管理规定(1983-05-09).md",
        "# 渡口管理规定\n\n1983年5月9日 国务院批准\n\n"
        + ARTICLES
        + "本规定自国务院批准之日起施行。",
        ("1983-05-09", Basis.STATED),
    ),
    (
        "渡口管理办法(1957-10-11).md",
        "# 渡口管理办法\n\n1957年9月7日 国务院批准\n\n1957年10月11日 交通部发布\n\n"
        + ARTICLES
        + "第七条 本办法经国务院批准由交通部发布施行。",
        ("1957-10-11", Basis.INFERRED),
    ),
    (
        "聘任规定(1986-02-18).md",
        "# 聘任规定\n\n1986年2月18日 国务院发布\n\n一、甲。\n二、乙。\n三、本规定自发布之日起实行。",
        ("1986-02-18", Basis.STATED),
    ),
    (
        "微型水泵退货规定.txt",
        "微型水泵退货规定\n（2002年7月23日国家水务总局令第24号公布）\n"
        + ARTICLES
        + "第七条 本规定自2002年9月1日起实行",
        ("2002-09-01", Basis.STATED),
    ),
    (
        "宪法修正案.md",
        (
            "# 中华人民共和国宪法修正案\n\n2031年3月11日 第十六届全国人民代表大会第一次会议通过\n\n"
            "第五十三条 宪法第一条修改为：“甲。”\n\n第五十四条 宪法第二条修改为：“乙。”\n\n第五十五条 宪法第三条修改为：“丙。”"
        ),
        ("2031-03-11", Basis.INFERRED),
    ),
    (
        "最高人民检察院关于适用渡口罪名的意见(1997-12-25).md",
        (
            "# 最高人民检察院关于适用渡口罪名的意见\n\n1997年12月17日 最高人民检察院检察委员会第八届第八十一次会议通过\n\n"
            "为统一执法，提出如下意见：\n\n一、甲。\n\n二、乙。"
        ),
        ("1997-12-25", Basis.INFERRED),
    ),
    # nothing says that these began
    (
        "古井条例(1990-01-02).md",
        "# 古井条例\n\n1990年1月2日 国务院发布\n\n" + ARTICLES,
        (None, Basis.UNKNOWN),
    ),
    (
        "中华人民共和国古井法(1990-01-02).md",
        "# 中华人民共和国古井法\n\n1990年1月2日 第七届全国人民代表大会第三次会议通过\n\n"
        + ARTICLES,
        (None, Basis.UNKNOWN),
    ),
    (
        "最高人民法院古井审判工作会议纪要(1997-12-25).md",
        "# 最高人民法院古井审判工作会议纪要\n\n1997年12月17日 最高人民法院审判委员会第81次会议通过\n\n一、甲。\n\n二、乙。",
        (None, Basis.UNKNOWN),
    ),
    (
        "古井工时规定(1990-01-02).md",
        (
            "# 古井工时规定\n\n1990年1月2日 国务院发布\n\n第一条 职工自1991年5月1日起实行新的工时制度。\n"
            "第二条 乙。\n第三条 本规定的实施细则由水务部制定公布施行。\n"
        ),
        (None, Basis.UNKNOWN),
    ),
]


@pytest.mark.parametrize(("name", "text", "first_day"), ONE_TEXT, ids=[row[0] for row in ONE_TEXT])
def test_the_first_day_of_a_text(
    name: str,
    text: str,
    first_day: tuple[str | None, Basis],
) -> None:
    version = only_version(name, text)
    assert (version.valid_from, version.valid_from_basis) == first_day
    assert version.evidence is not None or version.valid_from is None


HEAD = (
    "中华人民共和国古井法\n（2030年12月26日第十五届全国人民代表大会常务委员会第二十四次会议通过）\n"
)
CUT_OFF = work_file(1, "古井法(2030-12-26).md", "# " + HEAD + ARTICLES)
CLOSING = "第七条 庚。\n第八条 本法自2031年3月1日起施行。\n"
# a slip keeps it from being a mirror
FULLER = work_file(2, "古井法全文.txt", HEAD + ARTICLES.replace("甲二", "甲贰") + CLOSING)


def first_days(*files: WorkFile) -> dict[str, tuple[str | None, Basis]]:
    found = resolve("古井法", files)
    return {
        version.id: (version.valid_from, version.valid_from_basis) for version in found.expressions
    }


def test_a_fuller_text_of_the_same_day_states_the_first_day() -> None:
    for files in permutations([CUT_OFF, FULLER]):
        found: Resolution = resolve("古井法", files)
        assert {(one.valid_from, one.valid_from_basis) for one in found.expressions} == {
            ("2031-03-01", Basis.STATED)
        }
        evidence = found.expressions[0].evidence
        assert evidence is not None
        assert "古井法全文.txt" in evidence.words
        assert "自2031年3月1日起施行" in evidence.words
        # its place is in the other file
        assert evidence.span is None


NOT_FULLER = {
    "most of its articles are other ones": work_file(
        3,
        "古井法全文.txt",
        HEAD + "".join(f"第{number}条 乙{number}。\n" for number in "一二三四五六") + CLOSING,
    ),
    "its source may claim nothing": work_file(
        3,
        "古井法全文.txt",
        HEAD + ARTICLES.replace("甲二", "甲贰") + CLOSING,
        Trust.UNOFFICIAL,
    ),
    "it is a draft": work_file(
        3,
        "古井法（草案）.txt",
        HEAD.replace("古井法", "古井法（草案）") + ARTICLES.replace("甲二", "甲贰") + CLOSING,
    ),
}


@pytest.mark.parametrize("other", NOT_FULLER.values(), ids=NOT_FULLER)
def test_what_does_not_state_the_first_day_of_another_text(other: WorkFile) -> None:
    assert first_days(CUT_OFF, other)["古井法@2030-12-26"] == (None, Basis.UNKNOWN)


def test_two_fuller_texts_that_disagree_state_nothing() -> None:
    other = work_file(
        3,
        "古井法另本.txt",
        HEAD + ARTICLES.replace("甲三", "甲叁") + CLOSING.replace("3月1日", "5月1日"),
    )
    days = first_days(CUT_OFF, FULLER, other)
    assert days["古井法@2030-12-26"] == (None, Basis.UNKNOWN)


def test_a_text_that_states_its_first_day_keeps_it() -> None:
    whole = work_file(1, "古井法(2030-12-26).md", "# " + HEAD + ARTICLES + CLOSING)
    other = work_file(2, "古井法另本.txt", HEAD + ARTICLES + CLOSING.replace("3月1日", "5月1日"))
    assert first_days(whole, other)["古井法@2030-12-26"] == ("2031-03-01", Basis.STATED)
