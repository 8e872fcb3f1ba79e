"""The analyzer, as a table of texts and terms."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL, simplify
from indexing.analysis import question_terms, row_terms, terms

CASES = [
    ("第十五条", "第十 十五 五条"),
    ("电车", "电车"),
    ("车", "车"),  # a lone character is a term of its own
    ("甲、乙", "甲 乙"),
    ("甲 乙", "甲 乙"),  # no pair across a space
    ("工资，加班", "工资 加班"),  # nor across punctuation
    ("第38条", "第 38 条"),
    ("（2021）海0105民初1234号", "2021 海 0105 民初 1234 号"),
    ("〇二一年", "〇二 二一 一年"),
    ("人々", "人々"),
    ("ABC公司", "abc 公司"),
    ("ＡＢＣ１２３公司", "abc123 公司"),  # full width
    ("ｶﾞｽ料金", "ガス ス料 料金"),  # half-width kana with its voice mark
    ("カード", "カー ード"),
    ("한국어", "한국 국어"),
    ("𠮷野家", "𠮷野 野家"),
    ("3.5倍", "3.5 倍"),
    ("1,000.50元", "1,000.50 元"),
    ("3.14和1,000", "3.14 和 1,000"),
    ("第1,2条", "第 1,2 条"),
    (
        "第1，2条",
        "第 1 2 条",
    ),  # a Chinese comma parts numbers; Lucene's tokenizer would take 1,2 for one
    ("10%", "10"),
    ("COVID-19疫情", "covid 19 疫情"),
    ("don't O’Neil", "don't o’neil"),
    ("U.S.A.", "u.s.a"),
    ("a_b", "a_b"),
    ("Äußerung Москва", "äußerung москва"),
    ("①⑴㈠第一", "第一"),  # signs of a list
    ("*?\"' AND", "and"),
    ("🚋电车🚋", "电车"),
    ("", ""),
    ("？！……\n\t", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_terms(text: str, expected: str) -> None:
    assert terms(text) == expected.split()


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2))
def test_a_run_of_chinese_is_its_pairs(text: str) -> None:
    assert terms(text) == [a + b for a, b in pairwise(simplify(text))]


@given(st.text(), st.text())
def test_a_line_break_parts_texts(one: str, other: str) -> None:
    assert terms(f"{one}\n{other}") == terms(one) + terms(other)


@given(st.text())
def test_no_term_holds_white_space(text: str) -> None:
    """So that an engine may be given them in one string."""
    assert " ".join(terms(text)).split() == terms(text)


def test_a_row_is_known_by_its_header_and_text() -> None:
    row = {"title": "电车条例", "context": "电车条例 › 票务", "text": "车票"}
    assert row_terms(row) == ["电车", "车条", "条例", "票务", "车票"]
    assert row_terms(row | {"context": ""}) == ["电车", "车条", "条例", "车票"]


def test_a_question_of_any_length_has_a_bounded_number_of_terms() -> None:
    assert len(question_terms("工资" * 5_000)) == 1_000


def test_simplified_text_stays_as_it_is() -> None:
    """No character of GB 2312 is replaced, whatever it also stands for in traditional texts; and
    each is replaced by one of these.
    """
    for old, new in zip(
        TRADITIONAL,
        SIMPLIFIED,
        strict=True,
    ):
        with pytest.raises(UnicodeEncodeError):
            old.encode("gb2312")
        assert new.encode("gb2312")
    assert len(set(TRADITIONAL)) == len(TRADITIONAL)
    assert simplify("乾隆年间的著作，由徵收单位在于幹线") == "乾隆年间的著作，由徵收单位在于干线"
