"""Where a citing text stands: paragraphs, relative words, and since when articles have numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import to_chinese
from corpus.records import Event, EventKind, Evidence
from law.citations.numbering import numbered_since
from law.citations.paragraphs import paragraph_at
from law.citations.places import CitingPlace
from law.citations.relative import relative_provisions

ARTICLE = """第九条 有下列情形之一的，用人单位应当支付补偿：
（一）未提供劳动条件的；
（二）未及时支付报酬的。
前款规定的补偿按月计算。
1．每满一年支付一个月；
2、不满半年的支付半个月。
① 按实际工龄计算；
3.5倍以下的除外。
甲款不适用于退休职工。"""

PARAGRAPHS = [
    ("第九条", 1),
    ("（一）", 1),  # items belong to the paragraph before them
    ("未及时支付", 1),
    ("前款规定", 2),
    ("每满一年", 2),
    ("不满半年", 2),
    ("按实际工龄", 2),
    ("3.5倍", 3),  # a measure is no mark of an item
    ("甲款", 4),
]


@pytest.mark.parametrize(("words", "number"), PARAGRAPHS)
def test_the_paragraph_of_a_place(words: str, number: int) -> None:
    place = ARTICLE.index(words)
    assert paragraph_at(ARTICLE, place) == number
    assert paragraph_at(ARTICLE, place, first=3) == number + 2


@given(st.lists(st.sampled_from(["甲。", "（一）甲；", "2．甲；", "③甲；", "3.5米。"]), max_size=9))
def test_paragraphs_count_the_lines_that_are_no_items(lines: list[str]) -> None:
    text = "\n".join(["第一条 甲。", *lines])
    expected = 1 + sum(line in ("甲。", "3.5米。") for line in lines)
    assert paragraph_at(text, len(text)) == expected
    numbers = [paragraph_at(text, place) for place in range(len(text))]
    assert numbers == sorted(numbers)


TEXT = "第九条 甲。\n乙。\n依照前款的规定。"
HERE = CitingPlace(
    work="云岭法",
    article="第九条",
    previous=("第六条", "第七条", "第八条"),
)

RELATIVE = [
    ("前条", HERE, ["第八条"]),
    ("前两条", HERE, ["第七条", "第八条"]),
    ("前九条", HERE, ["第六条", "第七条", "第八条"]),  # no more than there are
    ("前条", CitingPlace(article="第一条"), []),
    ("本条", HERE, ["第九条"]),
    ("本款", HERE, ["第九条 3"]),
    ("该款", HERE, ["第九条 3"]),
    ("前款", HERE, ["第九条 2"]),
    ("前两款", HERE, ["第九条 1", "第九条 2"]),
    ("前三款", HERE, ["第九条"]),  # the first paragraph has only two before it
    ("前项", HERE, ["第九条 3"]),
    ("前款", CitingPlace(article="第九条", paragraph=4), ["第九条 5"]),  # a later piece
]


@pytest.mark.parametrize(
    ("word", "place", "expected"),
    RELATIVE,
    ids=[f"{number}-{row[0]}" for number, row in enumerate(RELATIVE)],
)
def test_the_provisions_that_a_relative_word_means(
    word: str,
    place: CitingPlace,
    expected: list[str],
) -> None:
    found = relative_provisions(word, TEXT, TEXT.index("前款"), place)
    shown = [f"{entry.article} {entry.paragraph or ''}".strip() for entry in found]
    assert shown == expected


@given(st.integers(1, 9), st.integers(0, 12))
def test_the_articles_before_are_the_nearest_ones(count: int, known: int) -> None:
    previous = tuple(f"第{to_chinese(number)}条" for number in range(1, known + 1))
    place = CitingPlace(article=f"第{to_chinese(known + 1)}条", previous=previous)
    found = relative_provisions(f"前{to_chinese(count)}条", "", 0, place)
    assert [str(entry.article) for entry in found] == list(previous[-count:])


def event(act: EventKind, date: str) -> Event:
    return Event(act, date, Evidence("head note", date))


PASSED = event(EventKind.ADOPTED, "1994-07-05")
PROMULGATED = event(EventKind.PROMULGATED, "1994-07-08")
AMENDED = event(EventKind.AMENDED, "2009-08-27")
REVISED = event(EventKind.REVISED, "2012-12-28")
REVISED_AGAIN = event(EventKind.REVISED, "2018-12-29")
PLAIN = ["第一条", "第二条"]
INSERTED = ["第一条", "第一条之一", "第二条"]

NUMBERED = [
    ([PASSED, PROMULGATED, AMENDED], INSERTED, "1994-07-05"),
    ([PROMULGATED, PASSED], INSERTED, "1994-07-05"),
    ([PASSED, REVISED, AMENDED], INSERTED, "2012-12-28"),
    ([REVISED_AGAIN, PASSED, REVISED], INSERTED, "2018-12-29"),
    ([AMENDED], INSERTED, None),  # the day on which it was passed is not known
    ([], INSERTED, None),
    ([PASSED, AMENDED], PLAIN, None),  # an amendment may have numbered the law anew
    ([PASSED], [], None),
]


@pytest.mark.parametrize(("events", "articles", "day"), NUMBERED, ids=range(len(NUMBERED)))
def test_the_day_since_which_articles_have_their_numbers(
    events: list[Event],
    articles: list[str],
    day: str | None,
) -> None:
    assert numbered_since(events, articles) == day
