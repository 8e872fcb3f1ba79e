"""Lists of cited provisions: one row for each form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import ArticleNumber, to_chinese
from corpus.notation.provision_lists import (
    LARGEST_ARTICLE,
    MAX_RANGE,
    CitedProvision,
    between,
    read_list,
)

LISTS = [
    ("第三条至第五条的规定", ["3", "4", "5"]),
    ("第三条、第七条第一款第（二）项", ["3", "7.1.2"]),
    ("第一百二十条之一、之二", ["120-1", "120-2"]),
    ("第一百二十条之一至之三", ["120-1", "120-2", "120-3"]),
    ("第十条第一、三款", ["10.1", "10.3"]),
    ("第十条第（一）至（三）项", ["10..1", "10..2", "10..3"]),
    ("第二十五、二十六条", ["25", "26"]),
    ("第七十二第一款", ["72.1"]),  # a judgment left out 条
    ("第二百六十四条（盗窃罪）、第五十二条", ["264", "52"]),
    ("第三条到第一条", ["3", "1"]),
    ("第二千条", []),
    ("第三章", []),
    ("三条建议", []),
    # an item in brackets directly behind an article or a paragraph, with 项 but without 第
    ("第十四条（六）项规定的情形", ["14..6"]),
    ("第十四条 (6) 项", ["14..6"]),
    ("第三十九条（二）、（三）项", ["39..2", "39..3"]),
    ("第三十九条（二）项、（三）项", ["39..2", "39..3"]),
    ("第三十九条（二）项和第（五）项", ["39..2", "39..5"]),
    ("第三十九条（二）至（四）项", ["39..2", "39..3", "39..4"]),
    ("第四十六条第一款（三）项", ["46.1.3"]),
    ("第四十六条第一款（三）项、第四十七条", ["46.1.3", "47"]),
    ("第一百二十条之一（二）项", ["120-1..2"]),
    ("第三十八条的（一）项", ["38..1"]),
    # every unit and every joint
    ("第三条、第五条至第七条第二款（一）项", ["3", "5", "6", "7.2.1"]),
    ("第三条第一款、第二款和第五条", ["3.1", "3.2", "5"]),
    ("第十条第二款至第四款", ["10.2", "10.3", "10.4"]),
    ("第三条第一项至第三项、第五项", ["3..1", "3..2", "3..3", "3..5"]),
    ("第三条以及第五条或者第九条", ["3", "5", "9"]),
    ("第三条，第五条", ["3", "5"]),
    ("第三条，但是第五条", ["3"]),
    ("第三条及其第二款", ["3", "3.2"]),
    ("第三、五、七条", ["3", "5", "7"]),
    ("第3条、第5-7条", ["3", "5", "6", "7"]),
    ("第3条第2款第1项", ["3.2.1"]),
    ("第三条的第二款中的第一项", ["3.2.1"]),
    ("第三条第（二）项第一目", ["3..2"]),  # nothing smaller than an item is kept
    ("第一百二十条之一第二款", ["120-1.2"]),
    ("第三条之一至第五条", ["3-1", "4", "5"]),
    ("第三條、第五條第二項", ["3", "5..2"]),
    ("第二十\n条", ["20"]),  # a line that was broken
    ("第三条~第五条", ["3", "4", "5"]),
    ("第三条—第五条", ["3", "4", "5"]),
    # what only looks like a provision
    ("第三条例", []),
    ("第三条约", []),
    ("第三款", []),
    ("第〇条", []),
    ("第1501条", []),
    ("第三条第五项目", ["3"]),
    ("第三条款项式", []),
    # brackets that hold no item
    ("第三条（试行）", ["3"]),
    ("第五条（2018年修正）", ["5"]),
    ("第五条（2018）项", ["5"]),
    ("第五条（三）", ["5"]),
    ("第五条（六项措施）", ["5"]),
    ("第五条（三）项目管理", ["5"]),
    ("第五条（一）劳动者本人", ["5"]),
]


def shown(provision: CitedProvision) -> str:
    """A provision in short: article-inserted.paragraph.item."""
    article = provision.article or ArticleNumber(0)
    label = str(article.number)
    if article.inserted:
        label += f"-{article.inserted}"
    paragraph = str(provision.paragraph or "")
    if provision.item:
        return f"{label}.{paragraph}.{provision.item}"
    return f"{label}.{paragraph}" if paragraph else label


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_read_list(text: str, expected: list[str]) -> None:
    assert [shown(provision) for provision in read_list(text, 0)] == expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("第十四条（六）项规定的情形", ["第十四条（六）项"]),
        ("第三十九条（二）、（三）项。", ["第三十九条（二）", "（三）项"]),
        ("第四十六条第一款（三）项和第四十七条", ["第四十六条第一款（三）项", "第四十七条"]),
        ("第三条（试行）", ["第三条"]),
    ],
)
def test_each_provision_stands_at_its_own_words(text: str, written: list[str]) -> None:
    assert [text[found.start : found.end] for found in read_list(text, 0)] == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（三）项", ["9.2.3"]),
        ("第（三）项", ["9.2.3"]),
        ("（三）项目", ["9.2"]),
        ("的规定", ["9.2"]),
    ],
)
def test_a_list_goes_on_behind_provisions_that_are_known(text: str, expected: list[str]) -> None:
    opened = [
        CitedProvision(
            0,
            0,
            ArticleNumber(9),
            2,
        )
    ]
    assert [
        shown(provision)
        for provision in read_list(
            text,
            0,
            opened,
        )
    ] == expected


def test_a_number_without_ordinal_counts_only_where_asked() -> None:
    assert read_list("38条规定", 0) == []
    assert [shown(found) for found in read_list("38条（二）项", 0, counted=True)] == ["38..2"]
    assert read_list("38条建议", 0, counted=True) == []


ARTICLES = st.integers(1, LARGEST_ARTICLE)


@given(st.lists(ARTICLES, min_size=1, max_size=8))
def test_a_list_gives_the_articles_that_it_was_written_from(numbers: list[int]) -> None:
    text = "、".join(str(ArticleNumber(number)) for number in numbers)
    found = read_list(f"{text}的规定", 0)
    assert [provision.article for provision in found] == [ArticleNumber(n) for n in numbers]
    assert "、".join(text[entry.start : entry.end] for entry in found) == text


@given(ARTICLES, ARTICLES)
def test_a_range_has_its_ends_and_at_most_so_many_between(first: int, last: int) -> None:
    text = f"第{to_chinese(first)}条至第{to_chinese(last)}条"
    numbers = [found.article.number for found in read_list(text, 0) if found.article]
    assert numbers[0] == first
    assert numbers[-1] == last
    inner = numbers[1:-1]
    assert inner == list(range(first + 1, last))[:MAX_RANGE]


@given(st.integers(1, 200), st.integers(1, 9), st.integers(1, 20), st.booleans())
def test_a_place_is_read_to_its_last_unit(
    article: int,
    paragraph: int,
    item: int,
    in_brackets: bool,
) -> None:
    number = f"（{to_chinese(item)}）" if in_brackets else to_chinese(item)
    text = f"第{to_chinese(article)}条第{to_chinese(paragraph)}款第{number}项"
    [found] = read_list(text, 0)
    assert found == CitedProvision(0, len(text), ArticleNumber(article), paragraph, item)


@given(st.text("第一三十百条款项目之、至和（）(2)8，的其 \n规", max_size=40))
def test_every_provision_stands_inside_the_text(text: str) -> None:
    for found in read_list(text, 0):
        assert 0 <= found.start < found.end <= len(text)
        assert found.article is not None
        assert 0 < found.article.number <= LARGEST_ARTICLE


BETWEEN = [
    ("第三条、第六条", ["4", "5"]),
    ("第六条、第三条", []),
    ("第三条、第四条", []),
    ("第三条第一款、第四款", ["3.2", "3.3"]),
    ("第三条第（一）项、第（三）项", ["3..2"]),
    ("第一百二十条之一、之四", ["120-2", "120-3"]),
    ("第三条、第五条第二款", ["4"]),
    ("第三条、第五条第（二）项", []),  # an article and an item span nothing that can be listed
]


@pytest.mark.parametrize(("text", "expected"), BETWEEN)
def test_between_lists_what_a_range_leaves_out(text: str, expected: list[str]) -> None:
    first, last = read_list(text, 0)
    assert [shown(provision) for provision in between(first, last)] == expected


def test_a_part_of_an_unknown_article_has_no_range_of_articles() -> None:
    unknown = CitedProvision(0, 3)
    assert between(unknown, CitedProvision(3, 6, ArticleNumber(9))) == []


NARROWED = [
    (1, "9.5"),
    (2, "9.2.5"),
    (3, "9.2.1"),
]


@pytest.mark.parametrize(("depth", "expected"), NARROWED)
def test_a_part_replaces_only_what_is_smaller(depth: int, expected: str) -> None:
    whole = CitedProvision(0, 3, ArticleNumber(9), 2, 1)
    part = whole.narrowed(depth, 5, 3, 6)
    assert shown(part) == expected
    assert (part.start, part.end) == (3, 6)
