"""Texts that are no law: cases by headings or formulas, papers by headings; and what sort a document is."""

from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Role, Structure
from ingestion.reading import read
from law.structure import coverage, structure

JUDGMENT = (
    "云岭市人民法院 民事判决书 （2021）云99民初18号 原告甲某，女，住云岭市。 被告云岭某厂。 "
    "原告甲某与被告云岭某厂劳动争议一案，本院于2021年3月4日立案后，公开开庭进行了审理。本案现已审理终结。 "
    "原告甲某向本院提出诉讼请求：判令被告支付欠发的工资九千元。 被告云岭某厂辩称，工资已经付清。 "
    "经审理查明：甲某2020年入职，被告欠发三个月工资。 本院认为，被告应当按时足额支付工资。 "
    "依照《云岭市工时条例》第三条之规定，判决如下： 被告于十日内支付原告工资九千元。 "
    "如不服本判决，可以在十五日内上诉。 审判长 乙某 二〇二一年五月六日 书记员 丙某"
)


def structured(text: str, name: str) -> tuple[str, Structure]:
    document = read(text.encode(), name)
    return document.text, structure(document, name.rsplit(".", 1)[0])


def test_a_judgment_in_one_paragraph_is_cut_by_its_formulas() -> None:
    text, found = structured(JUDGMENT, "7f3a.txt")
    assert found.kind is DocumentKind.JUDGMENT
    assert (found.work, found.date) == ("（2021）云99民初18号", "2021-05-06")
    assert found.title == "云岭市人民法院民事判决书（2021）云99民初18号"
    starts = {unit.path: text[unit.start : unit.end] for unit in found.units}
    assert list(starts) == [
        "parties",
        "procedure",
        "claims",
        "defence",
        "facts",
        "reasoning",
        "ruling",
        "appeal",
    ]
    assert starts["facts"].startswith("经审理查明：甲某2020年入职")
    assert starts["ruling"].startswith("依照《云岭市工时条例》第三条之规定，判决如下：")
    assert coverage(text, found) == (1.0, 1.0)


def test_a_case_is_cut_by_its_headings_which_mean_the_same_everywhere() -> None:
    text, found = structured(
        "# 厨师加班没有记录，工资怎么算\n\n## 基本案情\n\n甲某在云岭一家饭店做厨师。\n\n## 处理结果\n\n饭店补发加班费。\n\n## 典型意义\n\n考勤由用人单位保管。",
        "a.md",
    )
    assert found.kind is DocumentKind.CASE
    assert [unit.path for unit in found.units] == ["facts", "ruling", "significance"]
    assert found.units[1].context == "厨师加班没有记录，工资怎么算 › 处理结果"
    assert coverage(text, found) == (1.0, 1.0)


def test_a_paper_is_cut_by_its_headings_and_dated_by_its_signature() -> None:
    text, found = structured(
        "云岭市总工会关于发放清凉包的通知\n\n各区总工会：\n\n一、范围\n\n户外作业的职工每人一份，由所在单位的工会小组登记领取。\n\n"
        "二、时间\n\n七月十五日以前发完，没有领到的职工可以向区总工会补领。\n\n云岭市总工会\n\n2023年7月1日",
        "通知.txt",
    )
    assert (found.kind, found.date) == (DocumentKind.POLICY, "2023-07-01")
    assert [(unit.path, unit.context.split(" › ")[1:]) for unit in found.units] == [
        ("1", []),
        ("2", ["一、范围"]),
        ("3", ["二、时间"]),
    ]
    assert [
        text[one.start : one.end] for one in found.structural if one.role is Role.SIGNATURE
    ] == ["云岭市总工会", "2023年7月1日"]


def test_a_work_without_a_number_or_a_title_of_law_bears_no_name() -> None:
    """A title may hold a person's name; an id must not."""
    _, found = structured(
        "# 甲某诉乙某劳务合同纠纷案\n\n## 基本案情\n\n甲某做工。\n\n## 裁判结果\n\n乙某付款。",
        "甲某诉乙某.md",
    )
    assert found.work.startswith("case-")
    assert "甲某" not in found.work


def test_text_without_headings_is_gathered_into_pieces_at_sentences() -> None:
    sentence = "工资条应当列明应发、扣除和实发的数额，并在发薪当日交给劳动者。"
    text, found = structured(sentence * 60, "说明.txt")
    pieces = [text[unit.start : unit.end] for unit in found.units]
    assert "".join(pieces) == text
    assert all(piece.endswith("。") and len(piece) <= 500 for piece in pieces)
    assert [unit.piece for unit in found.units] == list(range(1, len(pieces) + 1))


KINDS = [
    ("云岭劳动法", DocumentKind.STATUTE),
    ("云岭劳动法典", DocumentKind.STATUTE),
    ("云岭市工时条例", DocumentKind.REGULATION),
    ("云岭市工资支付办法", DocumentKind.REGULATION),  # 办法 ends as a 法 does
    ("云岭市工资支付办法（试行）", DocumentKind.REGULATION),
    ("云岭劳动法实施细则", DocumentKind.REGULATION),
    ("关于审理工资争议案件适用法律若干问题的解释（二）", DocumentKind.INTERPRETATION),
    ("最高人民法院关于某事的通知", DocumentKind.INTERPRETATION),
    ("关于修改《云岭劳动法》的决定", DocumentKind.DECISION),
    ("云岭宪章修正案（二）", DocumentKind.DECISION),
    ("云岭市总工会关于做好送清凉工作的通知", DocumentKind.POLICY),
    ("关于加强工资支付保障的意见", DocumentKind.POLICY),
    ("云岭市人民法院民事判决书", DocumentKind.JUDGMENT),
    ("仲裁裁决书", DocumentKind.AWARD),
    ("甲某诉乙某劳务合同纠纷案", DocumentKind.CASE),
    ("云岭港今天起航", DocumentKind.DOCUMENT),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_the_title_shows_the_kind(title: str, kind: DocumentKind) -> None:
    _, found = structured(f"# {title}\n\n这里写着一些内容。", "a.md")
    assert found.kind is kind
    assert found.kind_evidence.words


def test_a_formula_behind_the_court_s_view_opens_nothing() -> None:
    """判决如下：驳回原告的诉讼请求 names the claims again; they began where a party by its short name says what it wants."""
    _, found = structured(
        "云岭市人民法院 行政判决书 （2022）云99行初3号 原告云岭某公司。 被告云岭市劳动局。 "
        "云岭某公司诉称，处罚决定没有依据。 劳动局辩称，决定合法。 经审理查明，该公司欠薪三个月。 "
        "本院认为，处罚适当。 判决如下： 驳回原告云岭某公司的诉讼请求。 审判员 乙某 二〇二二年五月六日",
        "a.txt",
    )
    assert [unit.path for unit in found.units] == [
        "parties",
        "claims",
        "defence",
        "facts",
        "reasoning",
        "ruling",
    ]


STANDARD = """DB98/T 77—2020
渡船试验方法
5 试验
5.1 通则
5.2的试验适用于木船。
5.2 浮力
将渡船放入水中，停放
24 h 以上。
5.2.1 渡船应当空载。
"""


def test_the_clauses_of_a_standard_are_parted_at_numbers_with_a_gap() -> None:
    document = read(STANDARD.encode(), "渡船.txt")
    found = structure(document, "渡船")
    assert found.title == "渡船试验方法"
    assert [(unit.path, document.text[unit.start : unit.end]) for unit in found.units] == [
        ("5.1", "5.2的试验适用于木船。"),
        ("5.2", "将渡船放入水中，停放\n24 h 以上。"),
        ("5.2.1", "5.2.1 渡船应当空载。"),
    ]


def test_a_table_of_contents_takes_no_clause_away() -> None:
    text = "渡船试验\n1.1 通则\n1.2 浮力\n1.1 通则\n木船适用。\n1.2 浮力\n放入水中。\n"
    document = read(text.encode(), "渡船.txt")
    paths = [unit.path for unit in structure(document, "渡船").units]
    assert paths[-2:] == ["1.1", "1.2"]


def test_figures_at_line_starts_are_no_clauses() -> None:
    text = "渡口年报\n2019年运客\n3.5 万人，比上年多\n1.2 万人。\n完。\n"
    document = read(text.encode(), "年报.txt")
    assert [unit.path for unit in structure(document, "年报").units] == ["1"]
