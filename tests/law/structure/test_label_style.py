"""Labels without a blank behind them: when they open articles, and when they cite one."""

from __future__ import annotations

import pytest

from ingestion.reading import read
from law.structure import coverage, structure
from quality.promises import ODD, examine

TITLE = "云岭市工时条例"
NOTE = "2020年3月4日 云岭市人民代表大会通过"
BODY = (
    "第一条为了规范工时，制定本条例。",
    "第二条用人单位应当记录工时。",
    "第三条劳动者有权查阅记录。",
    "第四条本条例自公布之日起施行。",
)
LABELS = ["第一条", "第二条", "第三条", "第四条"]

OPENS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "every label lost its blank": (BODY, LABELS),
    "only the first label kept its blank": (("第一条 为了规范工时。", *BODY[1:]), LABELS),
    "two articles": (("第一条为了规范工时。", "第二条本条例自公布之日起施行。"), LABELS[:2]),
    "digits in the labels": (
        ("第1条为了规范工时。", "第2条用人单位应当记录。", "第3条自公布之日起施行。"),
        LABELS[:3],
    ),
    "chapters that lost their blanks too": (
        (
            "第一章总则",
            *BODY[:2],
            "第二章附则",
            *BODY[2:],
        ),
        LABELS,
    ),
    "an inserted article": (
        (*BODY[:2], "第二条之一用人单位应当保存记录。", *BODY[2:]),
        ["第一条", "第二条", "第二条之一", "第三条", "第四条"],
    ),
    "a number that the file skips": (
        (*BODY[:2], *BODY[3:], "第五条本条例由市人民政府解释。"),
        ["第一条", "第二条", "第四条", "第五条"],
    ),
    "articles that begin with words that often follow a citation": (
        (
            "第一条中华人民共和国境内的用人单位适用本条例。",
            "第二条外国企业适用本条例。",
            "第三条所有用人单位应当记录工时。",
            "第四条有关部门应当检查记录。",
            "第五条第一审案件由基层人民法院管辖。",
            "第六条与工时有关的争议可以申请调解。",
            "第七条项目经理应当在场。",
            "第八条及时支付工资是用人单位的义务。",
        ),
        [
            "第一条",
            "第二条",
            "第三条",
            "第四条",
            "第五条",
            "第六条",
            "第七条",
            "第八条",
        ],
    ),
    "a part of a code that does not begin at one": (
        ("第九百九十九条甲应当履行。", "第一千条乙应当履行。", "第一千零一条丙应当履行。"),
        ["第九百九十九条", "第一千条", "第一千零一条"],
    ),
    "articles that lost their line breaks too": (
        ("第一条为了规范工时。第二条用人单位应当记录。", "第三条劳动者有权查阅。"),
        LABELS[:3],
    ),
    "all articles in one paragraph": (("".join(BODY),), LABELS),
}

CITES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a citation at the start of a line": (
        (*BODY[:2], "第三条规定的期限届满的，从其规定。", *BODY[2:]),
        LABELS,
    ),
    "a line that was wrapped before a citation": (
        (
            *BODY[:1],
            "第二条违反本条例的，依照",
            "第三条处罚，并责令改正。",
            *BODY[2:],
        ),
        LABELS,
    ),
    "a wrapped citation where labels have a blank": (
        (
            "第一条 为了规范工时。",
            "第二条 违反本条例的，依照",
            "第三条处罚，并责令改正。",
            "第三条 罚款为一百元。",
        ),
        LABELS[:3],
    ),
    "a citation inside a paragraph": (
        ("第一条为了规范工时。依照第二条处罚。第二条规定的罚款从其规定。", *BODY[1:]),
        LABELS,
    ),
    "a quoted article": (
        (*BODY[:1], "第二条合同应当写明：“第三条甲方应当付款。”", *BODY[2:]),
        LABELS,
    ),
    "a number far out of sequence": (
        (*BODY[:3], "第九十条处罚的决定应当公开。", *BODY[3:]),
        LABELS,
    ),
}


def paths(lines: tuple[str, ...], ending: str) -> tuple[list[str], list[str], tuple[float, float]]:
    """The paths of the articles, the codes of broken promises, and the shares of covered text."""
    text = "\n\n".join((TITLE, NOTE, *lines))
    document = read(text.encode(), f"{TITLE}{ending}")
    found = structure(document, TITLE)
    articles = [unit.path for unit in found.units if unit.article]
    codes = [
        finding.code
        for finding in examine(
            "laws: 工时",
            document.text,
            found,
        )
        if finding.code not in ODD
    ]
    return articles, codes, coverage(document.text, found)


@pytest.mark.parametrize("ending", [".md", ".txt"])
@pytest.mark.parametrize("name", [*OPENS, *CITES])
def test_labels_without_a_blank_open_articles_and_citations_do_not(name: str, ending: str) -> None:
    lines, expected = (OPENS | CITES)[name]
    assert paths(lines, ending) == (expected, [], (1.0, 1.0))


def test_a_list_of_things_counted_with_the_same_word_is_no_law() -> None:
    lines = ("第一条微博说天气很好。", "第二条微博说下雨了。", "第三条微博已经删掉。")
    document = read("\n\n".join(("三条微博", *lines)).encode(), "三条微博.md")
    found = structure(document, "三条微博")
    assert not any(unit.article for unit in found.units)
