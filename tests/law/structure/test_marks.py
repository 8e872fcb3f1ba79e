"""What one line opens: a row a rule."""

from __future__ import annotations

import pytest

from corpus.notation.marks import Strength, read_mark
from corpus.records import Level

OPENS = [
    # articles: numerals, widths, insertions
    ("第三十八条 用人单位有下列情形之一的", Level.ARTICLE, "第三十八条"),
    ("第三十八条　用人单位", Level.ARTICLE, "第三十八条"),
    ("第 38 条 用人单位", Level.ARTICLE, "第三十八条"),
    ("第１２条 用人单位", Level.ARTICLE, "第十二条"),
    ("第一千二百六十条 本法", Level.ARTICLE, "第一千二百六十条"),
    ("第九千九百九十九条 本法", Level.ARTICLE, "第九千九百九十九条"),
    ("第一百二十条之一 资助", Level.ARTICLE, "第一百二十条之一"),
    ("第一百二十条之一【资助】", Level.ARTICLE, "第一百二十条之一"),
    ("第五条（目的）为了", Level.ARTICLE, "第五条"),
    ("第五条", Level.ARTICLE, "第五条"),
    # divisions
    ("第一章 总则", Level.CHAPTER, "第一章"),
    ("第一章　总　　则", Level.CHAPTER, "第一章"),
    ("第一章总则", Level.CHAPTER, "第一章"),
    ("第二编 物权", Level.PART, "第二编"),
    ("第一分编 通则", Level.SUBPART, "第一分编"),
    ("第十二节 其他", Level.SECTION, "第十二节"),
    ("序　言", Level.PREAMBLE, "序言"),
    ("附　则", Level.CHAPTER, "附则"),
    # annexes
    ("附件：收费标准", Level.ANNEX, "附件"),
    ("附件1", Level.ANNEX, "附件一"),
    ("附：", Level.ANNEX, "附件"),
    ("附表二 目录", Level.ANNEX, "附表二"),
    # items
    ("一、总体要求", Level.ITEM, "一"),
    ("（二）未及时足额支付", Level.ITEM, "（二）"),
    ("(二)未及时足额支付", Level.ITEM, "（二）"),
    ("3.人民法庭", Level.SUBITEM, "3"),
    ("3．人民法庭", Level.SUBITEM, "3"),
    ("（4）其他", Level.SUBITEM, "（4）"),
    ("②其他", Level.SUBITEM, "②"),
]

OPENS_NOTHING = [
    "第十条规定的期限届满后",  # a reference at a line's start
    "第十条、第十一条规定的",
    "第十条第二款所称",
    "第十条的规定",
    "第十条至第十二条",
    "第十条之一规定的",  # an inserted article, referred to
    "第三章的规定适用于本办法",
    "第一审人民法院应当",
    "第三人有独立请求权的",
    "附带民事诉讼的当事人",
    "附图中除必需的词语外，不应当含有其他注释。",
    "3.5米以上的",  # a measure
    "2024年5月1日起施行",
    "一些单位",
    "",
]


@pytest.mark.parametrize(
    ("line", "level", "label"),
    OPENS,
    ids=[row[0] for row in OPENS],
)
def test_a_line_opens(
    line: str,
    level: Level,
    label: str,
) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert (mark.level, mark.label) == (level, label)


@pytest.mark.parametrize("line", OPENS_NOTHING)
def test_a_line_opens_nothing(line: str) -> None:
    assert read_mark(line) is None


def test_an_article_without_a_gap_is_weak() -> None:
    """Some Word files lose the blank behind 第五条: the number must then be the next one."""
    mark = read_mark("第五条用人单位应当")
    assert mark is not None
    assert mark.strength is Strength.WEAK


def test_the_words_beside_a_mark_are_its_heading() -> None:
    mark = read_mark("第二章　劳动合同的　订立")
    assert mark is not None
    assert mark.heading == "劳动合同的 订立"
