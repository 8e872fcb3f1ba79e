"""Marks of lines that are written from their numbers, and articles inside a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.marks import (
    FAMILIES,
    Strength,
    find_articles,
    is_heading_text,
    read_mark,
)
from corpus.notation.numerals import ArticleNumber, to_chinese
from corpus.records import Level

NUMBERS = st.integers(1, 999)
DIVISIONS = st.sampled_from(
    [
        ("编", Level.PART),
        ("分编", Level.SUBPART),
        ("章", Level.CHAPTER),
        ("节", Level.SECTION),
    ]
)


@given(NUMBERS, st.integers(0, 9), st.sampled_from([" ", "　", ""]), st.booleans())
def test_an_article_is_read_from_its_label(
    number: int,
    inserted: int,
    gap: str,
    in_arabic: bool,
) -> None:
    article = ArticleNumber(number, inserted)
    label = str(article)
    if in_arabic:
        label = f"第{number}条" + (f"之{inserted}" if inserted else "")
    mark = read_mark(f"{label}{gap}职工享有休息的权利。")
    assert mark is not None
    assert (mark.level, mark.label, mark.number) == (
        Level.ARTICLE,
        str(article),
        (number, inserted),
    )
    assert mark.length == len(label)
    assert mark.strength is (Strength.STRONG if gap else Strength.WEAK)


@given(DIVISIONS, NUMBERS, st.sampled_from(["总则", "劳动合同的订立", ""]))
def test_a_division_is_read_from_its_label(
    division: tuple[str, Level],
    number: int,
    heading: str,
) -> None:
    unit, level = division
    line = f"第{to_chinese(number)}{unit}　{heading}".strip()
    mark = read_mark(line)
    assert mark is not None
    assert (mark.level, mark.number, mark.heading) == (level, (number, 0), heading)
    assert mark.length == len(line)  # a heading takes its whole line


@pytest.mark.parametrize(
    ("family", "line", "label"),
    [
        ("一、", "十二、总体要求", "十二"),
        ("（一）", "（十二）总体要求", "（十二）"),
        ("1.", "12．总体要求", "12"),
        ("1.", "12、总体要求", "12"),
        ("（1）", "(12)总体要求", "（12）"),
        ("①", "⑫总体要求", "⑫"),
    ],
)
def test_each_family_of_items_has_its_rank(family: str, line: str, label: str) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert (mark.family, mark.label, mark.number) == (family, label, (12, 0))
    assert mark.heading == "总体要求"
    assert line[mark.length :] == "总体要求"
    assert family in FAMILIES


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("第二章的规定适用于职工", True),
        ("附件的格式由总工会规定。", False),  # no mark at all
        ("附件2 这一句说明如何填写。", True),
        ("第三章 职工应当遵守纪律，不得迟到。", True),
    ],
)
def test_a_line_that_the_parser_saw_as_a_heading_may_read_as_a_sentence(
    line: str,
    opens: bool,
) -> None:
    assert read_mark(line) is None
    assert (read_mark(line, heading=True) is not None) is opens


@given(st.text("第一二十条章节项编（）()、.．1２①附件之总则 　甲。，", max_size=30))
def test_a_mark_lies_inside_its_line(line: str) -> None:
    mark = read_mark(line)
    if mark is None:
        return
    assert 0 < mark.length <= len(line)
    assert mark.label
    assert mark.number >= (0, 0)
    assert mark.heading == mark.heading.strip()


HEADING_TEXTS = [
    ("执行管辖", True),
    ("甲" * 40, True),
    ("甲" * 41, False),
    ("", False),
    ("甲、乙和丙", True),
    ("应当受理。", False),
    ("有下列情形的：", False),
    ("甲，", False),
    ("甲。乙", False),
]


@pytest.mark.parametrize(("text", "is_heading"), HEADING_TEXTS, ids=range(len(HEADING_TEXTS)))
def test_the_words_behind_a_mark_name_a_part_or_say_something(text: str, is_heading: bool) -> None:
    assert is_heading_text(text) is is_heading


LINES = [
    ("第一条 甲。 第二条 乙。 第三条 丙。", ["第二条", "第三条"]),
    ("第一条 甲。第二条 乙；第三条 丙。", ["第二条", "第三条"]),
    ("第一条 甲。 第三条 丙。", []),  # a gap in the numbers
    ("第一条 依照第二条 乙。", []),  # inside a sentence
    ("第一条 甲。第二条乙。", []),  # no blank behind it
    ("第一条 甲。 第二条", []),  # nothing behind it
    ("第一条 甲。 第2条 乙。", ["第2条"]),
    ("第一条 甲。", []),
]


@pytest.mark.parametrize(("line", "labels"), LINES)
def test_articles_inside_a_line(line: str, labels: list[str]) -> None:
    found = find_articles(line, ArticleNumber(1))
    assert [line[place : place + 3] for place in found] == labels


WITHOUT_BLANK = [
    ("第一条甲。第二条乙。第三条丙。", frozenset(), ["第二条", "第三条"]),
    ("第一条甲。第二条规定的期限。", frozenset(), []),  # a citation
    ("第一条甲。第二条、第三条乙。", frozenset(), []),
    ("第一条甲。第二条乙。", frozenset({2}), []),  # article 2 begins a line of its own
]


@pytest.mark.parametrize(("line", "elsewhere", "labels"), WITHOUT_BLANK)
def test_articles_inside_a_line_without_blanks(
    line: str,
    elsewhere: frozenset[int],
    labels: list[str],
) -> None:
    found = find_articles(line, ArticleNumber(1), without_blank=True, elsewhere=elsewhere)
    assert [line[place : place + 3] for place in found] == labels


@given(NUMBERS, st.integers(0, 6), st.booleans())
def test_all_articles_of_a_line_are_found_in_sequence(
    first: int,
    count: int,
    without_blank: bool,
) -> None:
    gap = "" if without_blank else " "
    labels = [str(ArticleNumber(first + more)) for more in range(count + 1)]
    line = "".join(f"{label}{gap}甲方支付工资。" for label in labels)
    found = find_articles(line, ArticleNumber(first), without_blank=without_blank)
    assert found == [line.index(label) for label in labels[1:]]
