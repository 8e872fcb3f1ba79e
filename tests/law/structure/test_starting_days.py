"""With which other work an act takes effect, as its sentence or its document says."""

from __future__ import annotations

import pytest

from law.structure.acts.starting_days import begins_with, document_begins_with, without_day

OWN = "关于废止《电车法》的决定"

SENTENCES = {
    "自《电车运输法》施行之日起，《电车法》同时废止。": "电车运输法",
    "《电车法》自《中华人民共和国电车运输法》施行之日起废止。": "电车运输法",
    "《电车法》自《电车运输法》正式实施之日起停止执行。": "电车运输法",
    "《电车法》于《电车运输法》生效之时起失效。": "电车运输法",
    "《电车法》自中华人民共和国电车运输法施行之日起废止。": "电车运输法",
    "《电车法》自《电车运输条例》（国务院令第9号）施行之日起废止。": "电车运输条例",
    # no other work, or not its first day
    "自本法施行之日起，《电车法》同时废止。": None,
    "自新法施行之日起，《电车法》废止。": None,
    "《电车法》自2025年7月1日起废止。": None,
    "《电车法》自《电车运输法》公布之日起废止。": None,
    "根据《电车运输法》，《电车法》自发布之日起废止。": None,
    "《电车法》在《电车运输法》施行后废止。": None,
    # two days
    "自《甲法》施行之日起，或者自《乙法》施行之日起，《电车法》废止。": None,
}


@pytest.mark.parametrize(("words", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_names_the_work_with_which_its_act_begins(
    words: str,
    expected: str | None,
) -> None:
    assert begins_with(words, OWN) == expected


def test_its_own_work_is_no_other() -> None:
    assert begins_with("自《电车运输法》施行之日起，《电车法》废止。", "电车运输法") is None


def test_what_is_left_says_what_else_it_depends_on() -> None:
    words = "如果收费取消，自《电车运输法》施行之日起，《电车法》废止。"
    assert without_day(words) == "如果收费取消，自，《电车法》废止。"


DOCUMENTS = {
    "本决定自《电车运输法》施行之日起施行。": "电车运输法",
    "本规定与《中华人民共和国电车运输法》实施之日起同时施行。": "电车运输法",
    "本规定与《电车运输法》同时施行。": "电车运输法",
    "本规定自公布之日起与《电车运输法》一并实施。": None,
    "本规定自中华人民共和国电车运输法施行之日起施行。": "电车运输法",
    "本决定自公布之日起施行。": None,
    "本决定自2025年7月1日起施行。": None,
    "《甲规定》自《电车运输法》施行之日起施行。": None,
}


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_a_document_names_the_work_with_which_it_begins(text: str, expected: str | None) -> None:
    assert document_begins_with(f"第一条 略。\n第二条 {text}", OWN) == expected
