"""A derived text is given only where every instruction could be applied exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import ArticleNumber
from law.works.consolidating import consolidate

TEXT = [
    ("第一条", "第一条 为了规范电车，制定本条例。"),
    ("第二条", "第二条 票价为二元。"),
    ("第三条", "第三条 电车应当准点。\n乘客应当购票。"),
    ("第四条", "第四条 本条例自2010年1月1日起施行。"),
]
OTHER = "一、对《缆车条例》作出修改\n将第二条修改为：“票价为九元。”\n"
CLOSING = "\n本决定自2020年1月1日起施行。"
MOVES = "\n《电车条例》根据本决定作相应修改，对条文顺序作相应调整，重新公布。"


def bodies(found: tuple) -> list[str]:
    return [article.text.replace("\n", "/") for article in found]


UNCHANGED = [text.replace("\n", "/") for _, text in TEXT]

EXACT = [
    (
        "an article anew",
        "一、将第二条修改为：“第二条 票价为三元。”" + CLOSING,
        [UNCHANGED[0], "第二条 票价为三元。", *UNCHANGED[2:]],
    ),
    (
        "an article anew, quoted without its label",
        "将第二条修改为：“票价为三元。”",
        [UNCHANGED[0], "第二条 票价为三元。", *UNCHANGED[2:]],
    ),
    (
        "two articles, in one act",
        "一、第二条修改为：“票价为三元。”\n二、第三条修改为：“电车应当准时。”",
        [UNCHANGED[0], "第二条 票价为三元。", "第三条 电车应当准时。", UNCHANGED[3]],
    ),
    (
        "an article with 之 moves no other",
        "增加一条，作为第三条之一：“电车应当清洁。”",
        [*UNCHANGED[:3], "第三条之一 电车应当清洁。", UNCHANGED[3]],
    ),
    (
        "an article more, and the others move",
        "一、增加一条，作为第三条：“电车应当清洁。”" + MOVES + CLOSING,
        [
            *UNCHANGED[:2],
            "第三条 电车应当清洁。",
            "第四条 电车应当准点。/乘客应当购票。",
            "第五条 本条例自2010年1月1日起施行。",
        ],
    ),
    (
        "an article less, and the others move",
        "一、删去第二条。" + MOVES,
        [
            UNCHANGED[0],
            "第二条 电车应当准点。/乘客应当购票。",
            "第三条 本条例自2010年1月1日起施行。",
        ],
    ),
    ("an article less, and a gap stays", "删除第二条。", [UNCHANGED[0], *UNCHANGED[2:]]),
    ("several articles less", "删去第二条、第三条。", [UNCHANGED[0], UNCHANGED[3]]),
    (
        "an article moves and changes",
        "一、增加一条，作为第二条：“电车应当清洁。”\n二、将第二条改为第三条，修改为：“票价为三元。”\n三、将第三条改为第四条。\n四、将第四条改为第五条。",
        [
            UNCHANGED[0],
            "第二条 电车应当清洁。",
            "第三条 票价为三元。",
            "第四条 电车应当准点。/乘客应当购票。",
            "第五条 本条例自2010年1月1日起施行。",
        ],
    ),
    (
        "words that stand in the article once",
        "将第二条中的“二元”修改为“三元”。",
        [UNCHANGED[0], "第二条 票价为三元。", *UNCHANGED[2:]],
    ),
    (
        "a paragraph anew",
        "第三条第二款修改为：“乘客可以刷卡。”",
        [*UNCHANGED[:2], "第三条 电车应当准点。/乘客可以刷卡。", UNCHANGED[3]],
    ),
    (
        "a first paragraph anew",
        "第三条第一款修改为：“电车应当准时。”",
        [*UNCHANGED[:2], "第三条 电车应当准时。/乘客应当购票。", UNCHANGED[3]],
    ),
    (
        "a paragraph more",
        "第三条增加一款，作为第二款：“电车应当清洁。”",
        [*UNCHANGED[:2], "第三条 电车应当准点。/电车应当清洁。/乘客应当购票。", UNCHANGED[3]],
    ),
    (
        "only this law's part of an act that amends two",
        OTHER + "二、对《电车条例》作出修改\n将第二条修改为：“票价为三元。”" + CLOSING,
        [UNCHANGED[0], "第二条 票价为三元。", *UNCHANGED[2:]],
    ),
    (
        "an act with a preamble",
        "青岩市人民代表大会常务委员会决定对《电车条例》作如下修改：\n一、将第二条修改为：“票价为三元。”",
        [UNCHANGED[0], "第二条 票价为三元。", *UNCHANGED[2:]],
    ),
    (
        "a quotation in the new text",
        "将第二条修改为：“票价为三元，称为“基本票价”。”",
        [UNCHANGED[0], "第二条 票价为三元，称为“基本票价”。", *UNCHANGED[2:]],
    ),
]


@pytest.mark.parametrize(
    ("amending", "expected"), [row[1:] for row in EXACT], ids=[row[0] for row in EXACT]
)
def test_an_act_is_applied_exactly(amending: str, expected: list[str]) -> None:
    found = consolidate(TEXT, amending, "电车条例")
    assert (found.problem, bodies(found.articles)) == ("", expected)


NOT_EXACT = [
    (
        "an instruction of another form",
        "一、将第二条修改为：“票价为三元。”\n二、对部分文字作修改。",
    ),
    ("words that stand there twice", "将第三条中的“应当”修改为“可以”。"),
    ("words that do not stand there", "将第二条中的“五元”修改为“三元”。"),
    ("an article that there is not", "将第九条修改为：“票价为三元。”"),
    ("an article that was deleted before", "删去第二条。将第二条修改为：“票价为三元。”"),
    ("a new article whose number is taken", "增加一条，作为第三条：“电车应当清洁。”"),
    ("a paragraph that there is not", "第二条第三款修改为：“票价为三元。”"),
    ("an item", "第三条第（二）项修改为：“票价为三元。”"),
    ("a chapter", "增加一章，作为第二章：“安全”。"),
    ("a quotation without an end", "将第二条修改为：“票价为三元。"),
    ("words everywhere", "将有关条款中的“市交通局”修改为“市交通运输局”。"),
    ("no instruction", "本决定自2020年1月1日起施行。"),
    ("an empty act", ""),
    ("articles in another order", "将第二条改为第三条。将第三条改为第二条。"),
    ("two articles with one number", "将第二条改为第三条。"),
    (
        "another law alone",
        OTHER + "二、对《轮渡条例》作出修改\n删去第二条。",
    ),
]


@pytest.mark.parametrize(
    "amending", [row[1] for row in NOT_EXACT], ids=[row[0] for row in NOT_EXACT]
)
def test_an_act_that_is_not_applied_exactly_gives_no_text(amending: str) -> None:
    found = consolidate(TEXT, amending, "电车条例")
    assert found.articles == ()
    assert found.problem


def test_it_says_what_changed_and_what_an_article_was_called() -> None:
    found = consolidate(TEXT, "增加一条，作为第二条：“电车应当清洁。”" + MOVES, "电车条例")
    assert [(article.label, article.was, article.is_changed) for article in found.articles] == [
        ("第一条", "第一条", False),
        ("第二条", None, True),
        ("第三条", "第二条", False),
        ("第四条", "第三条", False),
        ("第五条", "第四条", False),
    ]


@given(st.integers(1, 12), st.integers(1, 13), st.sets(st.integers(1, 12), max_size=4))
def test_what_an_act_does_not_name_stays_and_is_numbered_through(
    count: int, place: int, gone: set[int]
) -> None:
    text = [
        (str(ArticleNumber(number)), f"{ArticleNumber(number)} 内容{number}号。")
        for number in range(1, count + 1)
    ]
    gone = {number for number in gone if number <= count}
    new = min(place, count - len(gone) + 1)
    deletions = "".join(f"删去{ArticleNumber(number)}。\n" for number in sorted(gone))
    act = f"增加一条，作为{ArticleNumber(new)}：“新内容。”\n{deletions}{MOVES}"
    found = consolidate(text, act, "电车条例")
    assert found.problem == ""
    assert [article.label for article in found.articles] == [
        str(ArticleNumber(number)) for number in range(1, count - len(gone) + 2)
    ]
    kept = [article.text.split(" ", 1)[1] for article in found.articles if article.was]
    assert kept == [f"内容{number}号。" for number in range(1, count + 1) if number not in gone]


@given(st.text(alphabet="将第二三条修改为增加一作：“”。《》电车删去、\n ", max_size=80))
def test_no_act_raises_an_error(amending: str) -> None:
    found = consolidate(TEXT, amending, "电车条例")
    assert bool(found.articles) != bool(found.problem)
