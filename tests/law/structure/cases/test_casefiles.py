"""From a court's paper to its case file: a table of papers of all sorts, and what always holds."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.codec import from_json, to_json
from corpus.records import Amount, CaseFile, Cause, Party, Role, Span, Structure
from ingestion.reading import read
from law.structure import coverage, structure
from tests.law.structure.cases.papers import (
    APPEAL,
    CIVIL,
    CRIMINAL,
    MASKED,
    PAPERS,
    RUN_ON,
    Expected,
)
from tests.soak import examples


def structured(text: str, name: str = "7f3a.txt") -> tuple[str, Structure]:
    document = read(text.encode(), name)
    return document.text, structure(document, name.rsplit(".", 1)[0])


def case_of(text: str) -> tuple[str, CaseFile]:
    text, found = structured(text)
    assert found.case is not None
    return text, found.case


def party(one: Party) -> str:
    formerly = f"（{one.formerly}）" if one.formerly else ""
    return f"{one.role}{formerly} {one.name} {one.kind.value if one.kind else None}"


def cause(one: Cause) -> str:
    return one.name + (
        "?" if one.listed is None else "" if one.official == one.name else f"={one.official}"
    )


def summary(found: Structure) -> Expected:
    case = found.case
    assert case is not None
    return Expected(
        " ".join(
            str(one.value if one else None) for one in (case.paper, case.branch, case.instance)
        ),
        case.court.value if case.court else None,
        case.number.value if case.number else None,
        [party(one) for one in case.parties],
        [cause(one) for one in case.causes],
        [f"{one.event.value} {one.date}" for one in case.dates],
        " ".join(one.name for one in case.sections),
        [one.yuan for one in case.claimed],
        [one.yuan for one in case.awarded],
        [one.label for one in case.orders],
        sorted(one.code for one in found.findings),
    )


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_gives_its_case_file(name: str) -> None:
    text, expected = PAPERS[name]
    _, found = structured(text)
    assert summary(found) == expected


@pytest.mark.parametrize("name", PAPERS)
def test_every_value_stands_where_its_span_says(name: str) -> None:
    text, case = case_of(PAPERS[name][0])
    stated: list[tuple[str, Span]] = [
        *((one.name, one.span) for one in case.parties),
        *((one.name, one.span) for one in case.causes),
        *((one.words, one.span) for one in case.amounts),
    ]
    assert [text[slice(*span)] for _, span in stated] == [words for words, _ in stated]
    squeezed = [
        (one.value, "".join(text[slice(*one.span)].split())) for one in (case.court,) if one
    ]
    assert all(value == words for value, words in squeezed)
    assert all("年" in text[slice(*one.span)] for one in case.dates)
    assert all(
        one.entry.start <= one.span.start < one.span.end <= one.entry.end for one in case.parties
    )


@pytest.mark.parametrize("name", PAPERS)
def test_sections_are_ordered_and_apart_and_hold_the_body(name: str) -> None:
    text, found = structured(PAPERS[name][0])
    assert found.case is not None
    spans = [one.span for one in found.case.sections]
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    outside = [
        Span(one.start, one.end)
        for one in found.structural
        if one.role in (Role.TITLE, Role.SIGNATURE)
    ]
    held = sum(len("".join(text[slice(*span)].split())) for span in [*spans, *outside])
    assert held == len("".join(text.split()))
    assert coverage(text, found) == (1.0, 1.0)


@pytest.mark.parametrize("name", PAPERS)
def test_no_name_gets_into_id_title_context_or_finding(name: str) -> None:
    _text, found = structured(PAPERS[name][0], "甲某诉乙某.txt")
    assert found.case is not None
    people = {one.name for one in found.case.parties if one.kind == "person"}
    shown = "".join(
        [
            found.work,
            found.title,
            *(unit.context for unit in found.units),
            *(one.message for one in found.findings),
        ]
    )
    assert people
    assert [name for name in people if name in shown] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_case_file_goes_through_json_unchanged(name: str) -> None:
    _, found = structured(PAPERS[name][0])
    assert from_json(Structure, json.loads(json.dumps(to_json(found)))) == found


@pytest.mark.parametrize(
    ("paper", "begins", "ends"),
    [
        (CIVIL, "甲某向本院提出诉讼请求", "月工资4500元。"),
        (RUN_ON, "云岭市鼎新建筑工程有限公司诉称", "欠薪属实。"),
        # the answer to a point of the defence is not yet the court's view
        (CRIMINAL, "云岭市河西区人民检察院指控：", "对辩护人的意见，本院认为，可以采纳。"),
        (APPEAL, "顺风公司上诉请求", "一审一致。"),
    ],
)
def test_the_facts_reach_from_the_charge_to_the_court_s_view(
    paper: str,
    begins: str,
    ends: str,
) -> None:
    text, case = case_of(paper)
    assert case.facts is not None
    reported = text[slice(*case.facts)]
    assert reported.startswith(begins)
    assert reported.endswith(ends)


def test_a_malformed_number_is_no_id() -> None:
    """Two papers whose numbers are masked alike are not one work."""
    _, one = structured(MASKED)
    _, other = structured(MASKED.replace("5 000元", "6 000元"))
    assert one.work.startswith("judgment-")
    assert one.work != other.work


def test_a_paper_without_any_caption_bears_no_name() -> None:
    _, found = structured(
        "# 甲某诉乙某民事判决书\n\n原告甲某，女。\n\n本院认为，应当支付。\n\n判决如下：\n\n支付九千元。",
        "甲某.md",
    )
    assert found.case is not None
    assert "甲某" not in found.title
    assert {"court_missing", "case_number_missing", "decision_date_missing"} <= {
        one.code for one in found.findings
    }


def test_a_summarised_case_states_what_its_title_says() -> None:
    text, found = structured(
        "# 退货\n\n## 甲某诉乙商店买卖合同纠纷案\n\n## 基本案情\n\n甲某付款900元。\n\n## 裁判结果\n\n乙商店退还900元。",
        "a.md",
    )
    assert found.case is not None
    case = found.case
    assert [(one.side.value, one.name, text[slice(*one.span)]) for one in case.parties] == [
        ("claimant", "甲某", "甲某"),
        ("respondent", "乙商店", "乙商店"),
    ]
    assert [(one.official, one.listed) for one in case.causes] == [
        ("买卖合同纠纷", "民事案件案由规定")
    ]
    assert (
        case.paper.value,
        case.court,
        case.number,
        case.instance,
    ) == (
        "case_summary",
        None,
        None,
        None,
    )
    assert [(one.section, one.yuan) for one in case.amounts] == [
        ("facts", "900"),
        ("ruling", "900"),
    ]


def test_where_a_name_ends_is_not_guessed() -> None:
    """诉某公司网络购物合同纠纷案: 网络购物 is no part of a name, and 网络购物合同纠纷 on no list."""
    _, found = structured(
        "# 甲某诉某公司网络购物合同纠纷案\n\n## 基本案情\n\n甲某付款。\n\n## 裁判结果\n\n退款。",
        "a.md",
    )
    assert found.case is not None
    assert (found.case.parties, found.case.causes) == ((), ())


def test_a_collection_holds_a_case_each() -> None:
    one = "## 案例{}：押金要退\n\n### 基本案情\n\n收押金{}元。\n\n### 裁判结果\n\n退押金。\n\n"
    text, found = structured(
        "# 典型案例两则\n\n" + one.format("一", 300) + one.format("二", 500), "a.md"
    )
    assert found.case is None
    assert [[amount.yuan for amount in case.amounts] for case in found.cases] == [["300"], ["500"]]
    assert [text[slice(*case.span)][:3] for case in found.cases] == ["案例一", "案例二"]


def test_a_law_holds_no_case() -> None:
    _, found = structured(
        "# 云岭市工时条例\n\n第一条 每日八小时。\n\n第二条 每周五日。\n\n第三条 自公布之日起施行。",
        "a.md",
    )
    assert (found.case, found.cases) == (None, ())


WORDS = st.sampled_from(
    [
        "云岭市人民法院",
        "民事判决书",
        "（2021）沪0199民初18号",
        "原告甲某，女。",
        "被告人",
        "公诉机关",
        "指控",
        "犯盗窃罪",
        "本院认为",
        "判决如下：",
        "一、",
        "二、",
        "三千元",
        "1.5万元",
        "经审理查明",
        "辩称，",
        "。",
        " ",
        "\n",
        "审判员",
        "2021年2月30日",
        "诉称",
        "一案",
        "本案现已审理终结。",
        "案例一",
    ]
)


@settings(max_examples=examples(150))
@given(st.lists(WORDS, max_size=60).map("".join))
def test_whatever_a_paper_says_its_case_file_is_sound(said: str) -> None:
    """Never raises; spans slice back; sections stay in order and apart; coverage is whole."""
    text, found = structured("云岭市人民法院 民事判决书 " + said)
    for case in found.cases:
        spans = [one.span for one in case.sections]
        assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
        assert all(text[slice(*one.span)] == one.name for one in (*case.parties, *case.causes))
        assert all(
            text[slice(*one.span)] == one.words and _inside(one, case) for one in case.amounts
        )
    assert coverage(text, found)[0] == 1.0


def _inside(amount: Amount, case: CaseFile) -> bool:
    (section,) = (one for one in case.sections if one.name == amount.section)
    return section.span.start <= amount.span.start < amount.span.end <= section.span.end
