"""Lists of cited provisions: one row for each form."""

from __future__ import annotations

import pytest

from corpus.notation.numerals import ArticleNumber
from corpus.notation.provision_lists import CitedProvision, read_list

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
