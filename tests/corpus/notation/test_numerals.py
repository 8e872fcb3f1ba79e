"""Chinese numerals and the labels of articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import ArticleNumber, parse_article, to_chinese, to_int

NUMERALS = [
    ("零", 0),
    ("十", 10),
    ("十五", 15),
    ("二十", 20),
    ("一百零四", 104),
    ("一百一十", 110),
    ("一〇四", 104),
    ("二〇二一", 2021),
    ("两千零八", 2008),
    ("廿三", 23),
    ("一万零一", 10001),
    ("１２", 12),
    ("38", 38),
    ("三四十", None),
    ("十百", None),
    ("甲", None),
    ("", None),
]


@pytest.mark.parametrize(("numeral", "number"), NUMERALS)
def test_to_int(numeral: str, number: int | None) -> None:
    assert to_int(numeral) == number


@given(st.integers(0, 99_999))
def test_a_number_comes_back_from_its_numeral(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(st.integers(1, 9999), st.integers(0, 30))
def test_an_article_comes_back_from_its_label(number: int, inserted: int) -> None:
    article = ArticleNumber(number, inserted)
    assert parse_article(str(article)) == article


def test_a_number_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(100_000)


NO_ARTICLES = [
    "第" + "1" * 5000 + "条",
    "第" + "一" * 5000 + "条",
    "第1000000条",
    "第条",
    "第三章",
]


@pytest.mark.parametrize(
    "label",
    NO_ARTICLES,
    ids=[label[:8] for label in NO_ARTICLES],
)
def test_what_is_no_article_s_label_is_none(label: str) -> None:
    assert parse_article(label) is None
