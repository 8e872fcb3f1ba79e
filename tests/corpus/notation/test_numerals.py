"""Chinese numerals and the labels of articles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import (
    ARTICLE_LABEL,
    ArticleNumber,
    parse_article,
    to_chinese,
    to_int,
)

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
    ("○五", 5),
    ("壹佰贰拾叁", 123),
    ("卅一", 31),
    ("一百廿三", 123),
    (" 十五　", 15),
    ("一百万", 1_000_000),
    ("一万万", 100_000_000),
    ("１２３４５６７８９０１２", 123_456_789_012),
    ("1234567890123", None),  # longer than any numeral of a law
    ("二十廿", None),
    ("一廿", None),
    ("卅廿", None),
    ("十一十", None),
    ("一千二百百", None),
    ("百", None),
    ("百二十", None),
    ("万", None),
    ("万一", None),
    ("一万一万", None),
    ("一万一千万", None),
    ("1千", None),  # two notations in one number
    ("１二", None),
    ("-5", None),
    ("1.5", None),
    ("½", None),
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


@pytest.mark.parametrize("number", [-1, 100_000])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(number)


@given(st.integers(0, 99_999))
def test_a_numeral_of_laws_has_no_zero_at_an_end_and_no_two_in_a_row(number: int) -> None:
    written = to_chinese(number)
    assert "零零" not in written
    assert written == "零" or written.strip("零") == written
    assert not written.startswith("一十")


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_different_numbers_have_different_numerals(first: int, second: int) -> None:
    assert (to_chinese(first) == to_chinese(second)) == (first == second)


@given(st.text("零〇一二三两九十百千万廿卅壹拾1２ 条", max_size=13))
def test_what_is_read_is_a_number_that_is_not_negative(text: str) -> None:
    number = to_int(text)
    assert number is None or number >= 0


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_digits_by_position_count_as_arabic_ones(digits: list[int]) -> None:
    chinese = "".join("〇一二三四五六七八九"[digit] for digit in digits)
    assert to_int(chinese) == int("".join(map(str, digits)))


LABELS = [
    ("第38条", ArticleNumber(38)),
    ("第 38 条", ArticleNumber(38)),
    (" 第三十八条\n", ArticleNumber(38)),
    ("第三十八條", ArticleNumber(38)),
    ("第０３８条", ArticleNumber(38)),
    ("第廿条", ArticleNumber(20)),
    ("第三条之一", ArticleNumber(3, 1)),
    ("第三条 之 十", ArticleNumber(3, 10)),
    ("第３条之１", ArticleNumber(3, 1)),
]


@pytest.mark.parametrize(("label", "article"), LABELS)
def test_every_way_to_write_a_label_gives_the_canonical_one(
    label: str,
    article: ArticleNumber,
) -> None:
    read = parse_article(label)
    assert read == article
    assert parse_article(str(read)) == article


NO_ARTICLES = [
    "第" + "1" * 5000 + "条",
    "第" + "一" * 5000 + "条",
    "第1000000条",
    "第条",
    "第三章",
    "三条",
    "第三条第一款",
    "第三条之",
    "第三条之一之二",
    "第三条之100000",
    "第二十廿条",
]


@pytest.mark.parametrize(
    "label",
    NO_ARTICLES,
    ids=[label[:8] for label in NO_ARTICLES],
)
def test_what_is_no_article_s_label_is_none(label: str) -> None:
    assert parse_article(label) is None


LABELS = {
    "第三十八条 用人单位": "第三十八条",
    "第 38 条之一": "第 38 条之一",
    "第八十四條之 2": "第八十四條之 2",
    "第十条至第十二条": "第十条",
    "第三章": None,
    "第条": None,
    "依照第三条": None,
}


@pytest.mark.parametrize(("words", "label"), LABELS.items())
def test_the_pattern_of_a_label_matches_what_is_read_as_one(words: str, label: str | None) -> None:
    match = re.match(ARTICLE_LABEL, words)
    assert (match and match[0]) == label
    assert match is None or parse_article(match[0]) is not None
    assert re.compile(ARTICLE_LABEL).groups == 0  # other patterns number their own


@given(st.integers(1, 9999), st.integers(0, 20))
def test_the_pattern_matches_every_canonical_label(number: int, inserted: int) -> None:
    label = str(ArticleNumber(number, inserted))
    assert re.fullmatch(ARTICLE_LABEL, label)
