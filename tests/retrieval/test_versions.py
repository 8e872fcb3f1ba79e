"""Two versions side by side: what was added, changed, renumbered, repealed, and how, word by word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import to_chinese
from retrieval.versions import Change, compare_versions, texts_by_path, word_edits


def law(*articles: str) -> dict[str, str]:
    """A version whose articles are numbered from 第一条 on; an article that brings its own label keeps it."""
    labels = [re.match(r"第[一二三四五六七八九十]+条(?:之一)?", text) for text in articles]
    named = [
        (label[0], text) if label else (f"第{to_chinese(n)}条", text)
        for n, (label, text) in enumerate(
            zip(
                labels,
                articles,
                strict=True,
            ),
            1,
        )
    ]
    return {path: text if text.startswith(path) else f"{path} {text}" for path, text in named}


STOPS, TICKET, FINE = (
    "电车应当在每一站停靠。",
    "乘客上车前应当购买车票。",
    "无票乘车的，补票并处五元罚款。",
)

COMPARED = [
    (
        "nothing changed",
        law(STOPS, TICKET),
        law(STOPS, TICKET),
        [("same", "第一条", "第一条"), ("same", "第二条", "第二条")],
    ),
    (
        "words of an article",
        law(STOPS, FINE),
        law(STOPS, FINE.replace("五元", "二十元")),
        [("same", "第一条", "第一条"), ("changed", "第二条", "第二条")],
    ),
    (
        "added at the end",
        law(STOPS),
        law(STOPS, TICKET),
        [("same", "第一条", "第一条"), ("added", None, "第二条")],
    ),
    (
        "repealed at the end",
        law(STOPS, TICKET),
        law(STOPS),
        [("same", "第一条", "第一条"), ("repealed", "第二条", None)],
    ),
    (  # all behind it keep their words
        "added at the beginning",
        law(STOPS, TICKET),
        law(
            "为了方便出行，制定本法。",
            STOPS,
            TICKET,
        ),
        [
            ("added", None, "第一条"),
            ("renumbered", "第一条", "第二条"),
            ("renumbered", "第二条", "第三条"),
        ],
    ),
    (  # the repealed one stands where it stood
        "repealed at the beginning",
        law(
            "为了方便出行，制定本法。",
            STOPS,
            TICKET,
        ),
        law(STOPS, TICKET),
        [
            ("repealed", "第一条", None),
            ("renumbered", "第二条", "第一条"),
            ("renumbered", "第三条", "第二条"),
        ],
    ),
    (
        "renumbered and changed",
        law("为了方便出行，制定本法。", FINE),
        law(FINE.replace("五元", "二十元")),
        [("repealed", "第一条", None), ("renumbered", "第二条", "第一条")],
    ),
    (
        "inserted as 之一",
        law(STOPS, TICKET),
        law(
            STOPS,
            "第一条之一 车门关闭后不得上车。",
            f"第二条 {TICKET}",
        ),
        [("same", "第一条", "第一条"), ("added", None, "第一条之一"), ("same", "第二条", "第二条")],
    ),
    (  # nothing in common but the number: still the same article, written anew
        "written anew",
        law(STOPS, FINE),
        law(STOPS, "携带宠物者请坐末节车厢。"),
        [("same", "第一条", "第一条"), ("changed", "第二条", "第二条")],
    ),
    (
        "exchanged",
        law(STOPS, TICKET),
        law(TICKET, STOPS),
        [("renumbered", "第二条", "第一条"), ("renumbered", "第一条", "第二条")],
    ),
    (
        "blanks",
        law(STOPS),
        {"第一条": f"第一条　{STOPS}\n"},
        [("same", "第一条", "第一条")],
    ),  # are no change
    (
        "of nothing",
        {},
        law(STOPS),
        [("added", None, "第一条")],
    ),
    (
        "to nothing",
        law(STOPS),
        {},
        [("repealed", "第一条", None)],
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [row[1:] for row in COMPARED],
    ids=[row[0] for row in COMPARED],
)
def test_what_became_of_each_article(
    old: dict[str, str],
    new: dict[str, str],
    expected: list,
) -> None:
    assert [(one.change.value, one.old, one.new) for one in compare_versions(old, new)] == expected


EDITS = [
    ("提前十日通知", "提前三十日通知", "提前{+三+}十日通知"),
    ("处五元罚款", "处二十元罚款", "处[-五-]{+二十+}元罚款"),
    ("不得超过30日", "不得超过15日", "不得超过[-30-]{+15+}日"),  # a number is one word
    ("on time", "in time", "[-on-]{+in+} time"),
    ("甲", "乙", "[-甲-]{+乙+}"),
    ("", "乙", "{+乙+}"),
    ("甲乙", "甲乙", "甲乙"),
    ("", "", ""),
]
MARKS = {"keep": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}


@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_a_change_is_shown_word_by_word(
    old: str,
    new: str,
    expected: str,
) -> None:
    assert "".join(MARKS[one.kind].format(one.text) for one in word_edits(old, new)) == expected


TEXT = st.text(alphabet="电车乘客应当五十日2 a，。\n\U00020000é·", max_size=30)
VERSION = st.dictionaries(
    st.integers(1, 8).map(lambda number: f"第{to_chinese(number)}条"),
    TEXT,
    max_size=6,
)


def spelt(edits, kind: str) -> str:
    return "".join(one.text for one in edits if one.kind in ("keep", kind))


@given(TEXT, TEXT)
def test_kept_and_deleted_words_spell_the_old_text_kept_and_inserted_the_new(
    old: str, new: str
) -> None:
    edits = list(word_edits(old, new))
    assert (spelt(edits, "delete"), spelt(edits, "insert")) == (old, new)
    assert all(one.text for one in edits)


@given(VERSION, VERSION)
def test_every_unit_of_both_sides_appears_once_with_its_words(
    old: dict[str, str], new: dict[str, str]
) -> None:
    found = compare_versions(old, new)
    assert sorted(one.old for one in found if one.old) == sorted(old)
    assert [one.new for one in found if one.new] == list(new), "in the order of the new text"
    for one in found:
        assert spelt(one.edits, "delete") == (old[one.old] if one.old else "")
        assert spelt(one.edits, "insert") == (new[one.new] if one.new else "")
        assert (one.old is None) == (one.change is Change.ADDED)
        assert (one.new is None) == (one.change is Change.REPEALED)


@given(VERSION)
def test_a_version_is_the_same_as_itself(version: dict[str, str]) -> None:
    assert {one.change for one in compare_versions(version, version)} <= {Change.SAME}


def test_pieces_of_an_article_are_one_text() -> None:
    rows = [
        {"id": "电车法/第一条#1@2007-06-29", "text": "第一条 电车应当准点。"},
        {"id": "电车法/第一条#2@2007-06-29", "text": "乘客应当购票。"},
        {"id": "电车法/附件一/第二条@2007-06-29", "text": "第二条 票价表。"},
        {"id": "电车法/第一条@2007-06-29~a1b2c3", "text": "。"},
    ]
    assert texts_by_path(rows[:3]) == {
        "第一条": "第一条 电车应当准点。\n乘客应当购票。",
        "附件一/第二条": "第二条 票价表。",
    }
