"""Traditional characters to simplified ones: one for one, and simplified text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL, simplify

TEXTS = [
    ("勞動者解除勞動合同", "劳动者解除劳动合同"),
    ("第三條　雇主應給付資遣費。", "第三条　雇主应给付资遣费。"),
    ("民國一百年團體協約", "民国一百年团体协约"),
    ("龍門灣區工會章程", "龙门湾区工会章程"),
    ("勞动合同", "劳动合同"),  # both scripts in one word
]

# Characters that mainland texts use, too, and that a table by sound would replace.
UNCHANGED = [
    "著作权",
    "乾隆年间",
    "瞭望塔",
    "用人单位应当支付加班费。",
    "Ｎo.12（第三条）",
    "",
]


@pytest.mark.parametrize(("traditional", "simplified"), TEXTS)
def test_simplify(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


@pytest.mark.parametrize("text", UNCHANGED)
def test_simplified_text_stays_as_it_is(text: str) -> None:
    assert simplify(text) == text


def test_every_traditional_character_has_one_simplified_character() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED)
    assert len(set(TRADITIONAL)) == len(TRADITIONAL)


def test_no_character_of_gb_2312_is_replaced() -> None:
    for character in TRADITIONAL:
        with pytest.raises(UnicodeEncodeError):
            character.encode("gb2312")


@given(st.text(TRADITIONAL[:200] + SIMPLIFIED[:200] + "第1条。", max_size=60))
def test_simplifying_keeps_the_length_and_has_nothing_left_to_do(text: str) -> None:
    simple = simplify(text)
    assert len(simple) == len(text)
    assert simplify(simple) == simple


@given(st.text(TRADITIONAL, max_size=20), st.text(SIMPLIFIED, max_size=20))
def test_a_text_is_simplified_character_by_character(first: str, second: str) -> None:
    assert simplify(first + second) == simplify(first) + simplify(second)
