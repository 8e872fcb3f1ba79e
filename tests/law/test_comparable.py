"""The comparable form of a text: its NFKC form without separators, however it is computed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.works.contents import comparable

SEPARATORS = re.compile(r"[\W_]+")

# Marks that compose with the character before them, wide and compatibility forms, Hangul that is
# not composed, and the separators that stand in nearly every sentence.
DELICATE = "\u3099\u309a\u0301\u0338\u0327か\u1100\u1161\u11a8eＡ１Ⓐ㈠㎡①ﬁ²〉＜=_法一"
FREQUENT = " \n\u3000\u00a0\u2028，。、；：“”（）《》"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("第一条　工资，按月支付。", "第一条工资按月支付", id="punctuation"),
        pytest.param("ＡＢ１２", "AB12", id="wide letters and digits"),
        pytest.param("（Ⓐ），㎡", "Am2", id="symbols that NFKC turns into letters"),
        pytest.param("㈠工资", "一工资", id="number in brackets"),
        pytest.param("か\u3099，か，\u3099", "がか", id="mark behind a letter and a comma"),
        pytest.param("_ 。\n", "", id="separators alone"),
        pytest.param("", "", id="empty"),
    ],
)
def test_form(text: str, expected: str) -> None:
    assert comparable(text) == expected


@given(st.text(st.one_of(st.sampled_from(DELICATE + FREQUENT), st.characters())))
def test_form_is_nfkc_without_separators(text: str) -> None:
    normal = unicodedata.normalize("NFKC", text)
    assert comparable(text) == SEPARATORS.sub("", normal)
