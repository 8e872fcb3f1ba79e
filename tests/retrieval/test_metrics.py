"""The figures of an evaluation against the plainest way to compute them."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.benchmarks import GoldQuestion, SkippedLine
from retrieval.evaluation import Evaluation, QuestionScore, compare
from retrieval.metrics import (
    DEPTH,
    GRAM,
    METRICS,
    coverage,
    matches_gold,
    ranks,
    score,
    squeeze,
    stands_in,
)

LETTERS = "工资a1，。 "
SENTENCE = "工资，按月支付。不得 拖欠a1"

# Pieces of one sentence, so that texts often contain one another.
places = st.integers(0, len(SENTENCE))
pieces = st.tuples(places, places).map(lambda ends: SENTENCE[min(ends) : max(ends)])
texts = pieces | st.text(LETTERS, max_size=9)
golds = texts.filter(lambda text: any(map(str.isalnum, text)))
files = st.sampled_from(("甲.md", "乙.md", "法规/甲.md"))


def row_of(text: str, path: str = "甲.md") -> dict[str, Any]:
    """As much of a row as the metrics read."""
    return {"text": text, "source": {"name": "laws", "path": path}, "mirrors": []}


rows = st.builds(row_of, texts, files)
rankings = st.lists(rows, max_size=14)
questions = st.builds(
    GoldQuestion,
    id=st.just("1"),
    query=st.just("问"),
    gold=st.lists(golds, min_size=1, max_size=4, unique=True).map(tuple),
    file=st.none() | st.sampled_from(("甲.md", "乙.md")),
)


def plain_squeeze(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c)[0] not in "ZPC")


def plain_ranks(question: GoldQuestion, ranking: list[dict[str, Any]]) -> list[int | None]:
    """For each gold text the first place that matches it, looked for one by one."""
    found: list[int | None] = []
    for gold in question.gold:
        first = None
        for place in range(len(ranking), 0, -1):
            row = ranking[place - 1]
            is_allowed = question.file is None or stands_in(row, question.file)
            if is_allowed and matches_gold(row["text"], gold):
                first = place
        found.append(first)
    return found


@given(st.text())
def test_what_is_squeezed_keeps_what_is_neither_blank_nor_mark(text: str) -> None:
    assert squeeze(text) == plain_squeeze(text)


@given(st.text(LETTERS))
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


def is_plain_match(text: str, gold: str) -> bool:
    shown = plain_squeeze(text)
    wanted = plain_squeeze(gold)
    return wanted in shown or (shown in wanted and 10 * len(shown) >= 6 * len(wanted))


@given(texts, golds)
def test_a_match_is_containment_or_most_of_the_gold(text: str, gold: str) -> None:
    assert matches_gold(text, gold) is is_plain_match(text, gold)


def test_every_piece_of_a_sentence_matches_as_it_should() -> None:
    for start, end in combinations(range(len(SENTENCE) + 1), 2):
        piece = SENTENCE[start:end]
        assert matches_gold(piece, SENTENCE) is is_plain_match(piece, SENTENCE)
        assert matches_gold(SENTENCE, piece)


@given(questions, rankings)
def test_ranks_are_the_first_that_match(
    question: GoldQuestion, ranking: list[dict[str, Any]]
) -> None:
    assert list(ranks(question, ranking)) == plain_ranks(question, ranking)


@given(questions, rankings)
def test_scores_are_what_their_names_say(
    question: GoldQuestion, ranking: list[dict[str, Any]]
) -> None:
    found = [rank for rank in plain_ranks(question, ranking) if rank]
    top = [rank for rank in found if rank <= 10]
    count = len(question.gold)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, count + 1))
    gained = sum(1 / math.log2(rank + 1) for rank in top)
    scores = score(question, ranking)
    assert tuple(scores) == METRICS
    assert scores["R@10"] == pytest.approx(len(top) / count)
    assert scores["R@100"] == pytest.approx(len(found) / count)
    assert scores["hit@10"] == (1.0 if top else 0.0)
    assert scores["MRR@10"] == pytest.approx(1 / min(top) if top else 0.0)
    assert scores["nDCG@10"] == pytest.approx(min(1.0, gained / ideal))


@given(questions, rankings)
def test_every_score_is_a_share(question: GoldQuestion, ranking: list[dict[str, Any]]) -> None:
    scores = score(question, ranking)
    assert all(0.0 <= value <= 1.0 for value in scores.values())
    assert scores["R@10"] <= scores["R@100"]
    assert scores["R@10"] <= scores["hit@10"]
    assert scores["MRR@10"] <= scores["hit@10"]


@given(questions, rankings, rankings)
def test_more_results_behind_do_no_harm(
    question: GoldQuestion,
    ranking: list[dict[str, Any]],
    more: list[dict[str, Any]],
) -> None:
    before = score(question, ranking)
    after = score(question, ranking + more)
    assert all(after[name] >= before[name] for name in METRICS)


@given(questions, rankings)
def test_a_useless_result_in_front_does_no_good(
    question: GoldQuestion, ranking: list[dict[str, Any]]
) -> None:
    before = score(question, ranking)
    after = score(question, [row_of("飞船"), *ranking])
    assert all(after[name] <= before[name] + 1e-12 for name in METRICS)


def test_ranks_behind_the_depth_count_nowhere() -> None:
    question = GoldQuestion("1", "问", ("工资按月支付",))
    ranking = [row_of(f"飞船{number}") for number in range(DEPTH)]
    ranking.append(row_of("工资按月支付"))
    assert ranks(question, ranking) == (DEPTH + 1,)
    assert score(question, ranking)["R@100"] == 0.0
    assert score(question, ranking[1:])["R@100"] == 1.0


# ── coverage ─────────────────────────────────────────────────────────────────────────────────


def plain_coverage(gold: list[str], shown: list[str], budget: int) -> float:
    """The gold's pieces of four characters that stand in a prompt, piece by piece."""
    pieces: set[str] = set()
    for text in gold:
        kept = plain_squeeze(text)
        if len(kept) < GRAM:
            pieces.add(kept)
        for start in range(len(kept) - GRAM + 1):
            pieces.add(kept[start : start + GRAM])
    seen = 0
    prompt: list[str] = []
    for text in shown:
        prompt.append(text[: max(0, budget - seen)])
        seen += len(text)
    there = 0
    for piece in pieces:
        cut = [plain_squeeze(part) for part in prompt]
        if len(piece) < GRAM:
            there += piece in cut
        else:
            there += any(piece in part for part in cut)
    return there / len(pieces)


@given(
    st.lists(golds, min_size=1, max_size=3),
    st.lists(texts.filter(bool), max_size=4),
    st.integers(1, 30),
)
def test_coverage_is_the_share_of_pieces_in_the_prompt(
    gold: list[str],
    shown: list[str],
    budget: int,
) -> None:
    assert coverage(gold, shown, budget) == pytest.approx(plain_coverage(gold, shown, budget))


def test_coverage_of_a_sentence_in_three_pieces_under_every_budget() -> None:
    for first, second in combinations(range(1, len(SENTENCE)), 2):
        shown = [SENTENCE[:first], SENTENCE[first:second], SENTENCE[second:]]
        for budget in range(1, len(SENTENCE) + 1):
            expected = plain_coverage([SENTENCE], shown, budget)
            assert coverage([SENTENCE], shown, budget) == pytest.approx(expected)


@given(
    st.lists(golds, min_size=1, max_size=3),
    st.lists(texts, max_size=4),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_a_larger_budget_covers_no_less(
    gold: list[str],
    shown: list[str],
    budget: int,
    more: int,
) -> None:
    # A cut may leave a short text whole that a longer one is not, so texts have a gram at least.
    shown = [f"{text}工资工资" for text in shown]
    gold = [f"{text}资工资工" for text in gold]
    assert coverage(gold, shown, budget + more) >= coverage(gold, shown, budget)


# ── two runs compared ────────────────────────────────────────────────────────────────────────

shares = st.integers(0, 4).map(lambda quarters: quarters / 4)


def run_of(values: list[float]) -> Evaluation:
    """A run whose questions scored these values in every metric."""
    scored = [
        QuestionScore(str(number), "问", dict.fromkeys(METRICS, value), (), ())
        for number, value in enumerate(values)
    ]
    return Evaluation("any", "hybrid", tuple(scored), (SkippedLine(9, "no gold"),))


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=12), st.sampled_from(METRICS))
def test_gains_and_losses_part_the_questions(
    values: list[tuple[float, float]], metric: str
) -> None:
    old = run_of([before for before, _ in values])
    new = run_of([after for _, after in values])
    found = compare(old, new, metric)
    gained = [after.scores[metric] - before.scores[metric] for before, after in found.gains]
    lost = [after.scores[metric] - before.scores[metric] for before, after in found.losses]
    assert gained == sorted((b - a for a, b in values if b > a), reverse=True)
    assert lost == sorted(b - a for a, b in values if b < a)
    mean = sum(b - a for a, b in values) / len(values)
    assert found.differences[metric].value == pytest.approx(mean)
    reverse = compare(new, old, metric)
    assert len(reverse.gains) == len(found.losses)
    assert reverse.differences[metric].value == pytest.approx(-mean)


@given(st.lists(shares, min_size=1, max_size=12))
def test_a_run_does_not_differ_from_itself(values: list[float]) -> None:
    found = compare(run_of(values), run_of(values))
    assert (found.gains, found.losses) == ((), ())
    assert {(one.value, one.low, one.high) for one in found.differences.values()} == {(0, 0, 0)}


@given(st.lists(shares, min_size=1, max_size=12))
def test_the_report_has_the_mean_of_every_metric(values: list[float]) -> None:
    shown = run_of(values).as_json()
    assert (shown["questions"], shown["skipped"]) == (len(values), 1)
    for metric in METRICS:
        assert shown["metrics"][metric]["value"] == pytest.approx(sum(values) / len(values))


def test_questions_that_differ_in_order_are_not_compared() -> None:
    old = run_of([0.0, 1.0])
    turned = replace(old, questions=old.questions[::-1])
    with pytest.raises(Exception, match="different questions"):
        compare(old, turned)
