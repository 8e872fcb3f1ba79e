"""The table of words grows from questions, and keeps what helps questions that did not grow it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.lay_words import LayWord
from retrieval.benchmarks import GoldQuestion
from retrieval.lay_growth import (
    Judgement,
    TermStatistics,
    TextPair,
    fold_questions,
    grams,
    judge,
    propose,
)

FIRES = "解除合同的，应当通知。"


def _question(number: int, query: str, *gold: str) -> GoldQuestion:
    return GoldQuestion(str(number), query, gold)


def _texts() -> list[TextPair]:
    """Questions with 炒鱿鱼 belong to articles with 解除合同; the others to others."""
    fired = [
        TextPair(f"炒鱿鱼{mark}咋办", f"第{mark}条 {FIRES}", "golden") for mark in "甲乙丙丁戊"
    ]
    other = [
        TextPair(f"漏雨{mark}谁修", f"第{mark}条 房屋维修。", "golden") for mark in "己庚辛壬癸"
    ]
    return [*fired, *other, *(TextPair(f"闲话{n}", "其他规定", "golden") for n in range(40))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set()),
        ("工", set()),
        ("工钱", {"工钱"}),
        ("工钱，没发abc发", {"工钱", "没发"}),
        ("没工钱", {"没工", "工钱", "没工钱"}),
    ],
)
def test_pieces_do_not_cross_marks(text: str, expected: set[str]) -> None:
    assert grams(text, 2, 3) == expected


def test_a_term_holds_together_and_stands_among_many_neighbours() -> None:
    """拖欠 stands everywhere; 欠工 only before 资; 日公 is no word."""
    characters = [chr(0x4E00 + 7 * number) for number in range(60)]
    texts = []
    for number in range(60):
        left = characters[number]
        right = characters[(number * 7 + 3) % 60]
        texts.append(f"{left}拖欠{right}" if number < 40 else f"{left}欠工资{right}")
    statistics = TermStatistics({"拖欠", "欠工", "工资", "无此"})
    statistics.read([*texts, *(f"另一段{character}" for character in characters * 20)])
    assert statistics.terms() == {"拖欠"}


def test_a_word_gets_the_term_that_stands_with_it() -> None:
    proposals = propose(_texts(), {"解除合同", "房屋维修", "其他规定"})
    found = {(proposal.word, proposal.term) for proposal in proposals}
    assert ("炒鱿鱼", "解除合同") in found
    assert not any(term == "其他规定" for _, term in found)
    assert not any("炒鱿鱼" in word and term == "房屋维修" for word, term in found)


def test_of_words_that_stand_in_the_same_texts_the_longest_is_proposed() -> None:
    words = {proposal.word for proposal in propose(_texts(), {"解除合同"})}
    assert words == {"炒鱿鱼"}


def test_no_term_is_proposed_for_a_text_that_has_it() -> None:
    pairs = [TextPair(f"解除合同{mark}", FIRES, "golden") for mark in "甲乙丙丁"]
    others = [TextPair(f"闲话{n}", "其他", "golden") for n in range(40)]
    assert propose([*pairs, *others], {"解除合同"}) == []


def test_the_origin_is_that_of_most_texts() -> None:
    pairs = [
        TextPair(pair.lay, pair.legal, "review" if place < 3 else pair.origin)
        for place, pair in enumerate(_texts())
    ]
    proposals = propose(pairs, {"解除合同", "房屋维修"})
    origins = {proposal.word: proposal.origin for proposal in proposals}
    assert origins == {"炒鱿鱼": "review", "漏雨": "golden"}


@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=3), min_size=1, max_size=30))
def test_questions_that_share_an_article_share_a_fold(golds: list[list[int]]) -> None:
    questions = [_question(number, "问", *map(str, gold)) for number, gold in enumerate(golds)]
    folds = fold_questions(questions, 3)
    fold_of: dict[str, int] = {}
    for question, fold in zip(questions, folds, strict=True):
        assert 0 <= fold < 3
        for gold in question.gold:
            assert fold_of.setdefault(gold, fold) == fold


def test_folds_have_about_the_same_size() -> None:
    questions = [_question(number, "问", str(number)) for number in range(10)]
    assert sorted(fold_questions(questions, 5)) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def _judge(gain: float, written: Sequence[LayWord] = ()) -> tuple[Judgement, ...]:
    pairs = _texts()
    questions = [_question(n, pair.lay, pair.legal) for n, pair in enumerate(pairs[:10])]
    judged = judge(
        questions,
        fold_questions(questions, 2),
        pairs,
        {"解除合同"},
        written,
        lambda _question, _term: gain,
    )
    return (*judged.written, *judged.grown)


def test_only_questions_of_other_folds_judge_a_proposal() -> None:
    """Five questions have the word. A fold judges only if three others propose it."""
    (judgement,) = _judge(0.25)
    assert judgement.pair == LayWord("炒鱿鱼", "解除合同", "golden", 0.25, judgement.pair.questions)
    assert 2 <= judgement.pair.questions < 5


def test_a_question_never_judges_what_its_own_article_proposes() -> None:
    """All questions have one article, so they share a fold, and nobody is left to propose."""
    pairs = [TextPair(f"炒鱿鱼{mark}", FIRES, "golden") for mark in "甲乙丙丁"]
    others = [TextPair(f"闲话{n}", "其他", "golden") for n in range(40)]
    questions = [_question(n, pair.lay, pair.legal) for n, pair in enumerate(pairs)]
    judged = judge(
        questions, [0] * 4, [*pairs, *others], {"解除合同"}, (), lambda _question, _term: 1.0
    )
    assert judged.grown == ()


@pytest.mark.parametrize(
    ("gain", "raised", "lowered", "helps", "harms"),
    [
        (0.1, 2, 0, True, False),
        (0.1, 1, 0, False, False),
        (0.1, 4, 2, True, False),
        (0.1, 4, 3, False, False),
        (-0.1, 1, 4, False, True),
        (-0.1, 0, 1, False, False),
        (-0.1, 3, 4, False, False),
        (-0.1, 4, 1, False, False),
        (0.0, 0, 0, False, False),
        (None, 0, 0, False, False),
    ],
)
def test_a_pair_is_kept_by_what_it_did(
    gain: float | None, raised: int, lowered: int, helps: bool, harms: bool
) -> None:
    judgement = Judgement(LayWord("词", "术语", "golden", gain, 9), raised, lowered)
    assert judgement.helps is helps
    assert judgement.harms is harms


def test_a_written_pair_that_did_harm_is_left_out() -> None:
    written = [LayWord("漏雨", "雨水"), LayWord("无人写", "术语")]
    pairs = _texts()
    questions = [_question(n, pair.lay, pair.legal) for n, pair in enumerate(pairs[:10])]
    folds = fold_questions(questions, 2)
    judged = judge(questions, folds, pairs, set(), written, lambda _question, _term: -0.5)
    assert [pair.word for pair in judged.kept] == ["无人写"]
    assert [judgement.pair.questions for judgement in judged.written] == [5, 0]
