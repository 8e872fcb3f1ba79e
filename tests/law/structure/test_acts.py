"""What sentences and documents state that they do to other works; every input is invented."""

from __future__ import annotations

import time

import pytest

from corpus.records import Act, Action, Structure
from ingestion.reading import read
from law.structure import structure
from tests.law.structure.acts_inputs import DECISION, HARMLESS, LISTS, OPERATIVE, PAPERS, SILENT

HEAD = "# 青岩市车辆办法\n\n2020年3月4日 青岩市人民政府令第7号公布\n\n第一条 车辆应当准点。\n\n第二条 乘客应当购票。\n\n"
BEGINS = "2020-05-01"


def structured(text: str, name: str = "车辆.md") -> Structure:
    """The structure of a file."""
    return structure(read(text.encode(), name), name.rsplit(".", 1)[0])


def said(act: Act, begins: str | None = BEGINS) -> str:
    """An act in the notation of `acts_inputs`."""
    target = act.target
    words = f"{act.action.value} {target.name}"
    if target.provisions:
        words += "/" + "、".join(target.provisions)
    if target.excepted:
        words += " -" + "、".join(target.excepted)
    if act.since != begins:
        words += f" @{act.since}"
    if act.begins_with:
        words += f" with {act.begins_with}"
    if target.dates:
        words += f" ({' '.join(target.dates)})"
    if target.number:
        words += f" #{target.number}"
    if target.issuers:
        words += f" [{' '.join(target.issuers)}]"
    scope = act.scope
    parts = [
        f"in {scope.region}" if scope.region else "",
        f"for {scope.persons}" if scope.persons else "",
        f"until {scope.until}" if scope.until else "",
    ]
    if any(parts):
        words += " {" + " ".join(part for part in parts if part) + "}"
    return words + "".join(f" ?{doubt.value}" for doubt in act.doubts)


def in_regulation(sentence: str) -> str:
    """A regulation whose closing article has the sentence among others."""
    return f"{HEAD}第三条 本办法由市车辆局解释。{sentence}\n\n第四条 本办法自2020年5月1日起施行。"


@pytest.mark.parametrize(("sentence", "expected"), OPERATIVE, ids=[row[0] for row in OPERATIVE])
def test_an_operative_sentence_states_its_acts(sentence: str, expected: list[str]) -> None:
    assert [said(act) for act in structured(in_regulation(sentence)).acts] == expected


@pytest.mark.parametrize(("sentence", "doubt"), HARMLESS, ids=[row[0] for row in HARMLESS])
def test_a_sentence_in_doubt_is_a_claim(sentence: str, doubt: str) -> None:
    acts = structured(in_regulation(sentence)).acts
    assert acts
    assert all(doubt in act.doubts for act in acts), [said(act) for act in acts]
    assert {act.target.name for act in acts} == {"电车办法"}


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_that_only_speaks_of_ending_states_nothing(sentence: str) -> None:
    assert [said(act) for act in structured(in_regulation(sentence)).acts] == []


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [row[1:] for row in LISTS],
    ids=[row[0] for row in LISTS],
)
def test_a_decision_states_the_acts_of_its_items_and_lists(
    title: str, body: str, expected: list[str]
) -> None:
    found = structured(DECISION.format(title=title, body=body), "决定.md")
    assert [said(act, "2026-08-01") for act in found.acts] == expected


@pytest.mark.parametrize(("title", "line", "stage", "issuers"), PAPERS)
def test_a_paper_is_known_by_its_marks_and_its_body(
    title: str, line: str, stage: str, issuers: tuple[str, ...]
) -> None:
    text = f"# {title}\n\n{line}\n\n第一条 电车应当准点。\n\n第二条 乘客应当购票。\n\n废止《轮渡办法》。"
    instrument = structured(text, "文件.md").instrument
    assert instrument is not None
    assert (instrument.stage.value, instrument.issuers) == (stage, issuers)


UNADOPTED = [
    "# 随笔\n\n作者：老王\n\n据报道，《电车办法》已经废止。",
    "# 辟谣\n\n近日，有自媒体称“《电车办法》自2025年1月1日起废止”。\n\n经核实，上述消息不属实。",
    "# 关于网传《电车办法》废止一事的情况通报\n\n《电车办法》自2025年1月1日起废止。该说法系谣言。",
    "# 《电车办法》废止了吗？\n\n建议废止《电车办法》。",
    "# 来信\n\n尊敬的局长：\n\n请求撤销《电车办法》。",
    "# 会议纪要\n\n会议讨论了是否废止《电车办法》。",
]


@pytest.mark.parametrize("text", UNADOPTED, ids=[text[2:8] for text in UNADOPTED])
def test_a_paper_that_nobody_adopted_makes_no_claims(text: str) -> None:
    assert [said(act) for act in structured(text, "文.md").acts] == []


def test_the_evidence_is_the_sentence_at_its_place() -> None:
    text = in_regulation("原《电车办法》同时废止。")
    document = read(text.encode(), "车辆.md")
    [act] = structured(text).acts
    assert act.evidence.span is not None
    assert (
        document.text[slice(*act.evidence.span)] == act.evidence.words == "原《电车办法》同时废止"
    )


def test_evidence_is_cut_around_the_norm_that_it_names() -> None:
    many = "".join(f"《电车第{number}号办法》、" for number in range(40))
    acts = structured(in_regulation(f"{many}《轮渡办法》同时废止。")).acts
    assert len(acts) == 41
    assert all(len(act.evidence.words) <= 200 for act in acts)
    assert all(act.target.words in act.evidence.words for act in acts)


@pytest.mark.parametrize(
    "unit",
    [
        "废止",
        "《电车办法》、",
        "“废止",
        "《废止",
        "废止《电车办法》",
        "有效期限已将要废止",
        "（废止（",
        "第三条第二款、",
        "将第三条修改为",
    ],
)
def test_a_line_without_end_costs_time_in_proportion(unit: str) -> None:
    text = f"# 关于废止《电车办法》的决定\n\n{unit * (1_000_000 // len(unit))}废止。"
    started = time.process_time()
    structured(text)
    assert time.process_time() - started < 10


def test_an_act_of_a_text_without_a_first_day_has_no_day() -> None:
    text = (
        "# 青岩市渡口管理规定\n\n2020年3月1日青岩市人民政府令第8号公布\n\n"
        "第一条 为了管理渡口，制定本规定。\n\n第二条 渡口由市交通部门管理。\n\n"
        "第三条 本规定的施行日期另行规定。《青岩市渡口办法》同时废止。\n"
    )
    found = structure(read(text.encode(), "规定.md"), "规定")
    [act] = [act for act in found.acts if act.action is Action.REPEAL]
    assert (act.since, act.made) == (None, None)


def test_a_new_article_is_no_changed_one() -> None:
    text = (
        "# 全国人民代表大会常务委员会关于修改《中华人民共和国电车法》的决定\n\n"
        "2020年3月1日第十三届全国人民代表大会常务委员会第十六次会议通过\n\n"
        "一、将第四条修改为：“电车应当按时发车。”\n\n"
        "二、增加一条，作为第九条：“电车不得超载。”\n\n"
        "本决定自2020年7月1日起施行。\n"
    )
    found = structure(read(text.encode(), "决定.md"), "决定")
    [act] = [act for act in found.acts if act.action is Action.AMEND]
    assert act.target.provisions == ("第四条",)
