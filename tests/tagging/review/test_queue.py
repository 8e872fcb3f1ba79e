"""The review queue: benefit per second, its bounds, and the tags that are audited."""

from __future__ import annotations

import random
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagging.review.queue import QueueItem, QueueOptions, ReviewCandidate, order_queue, uncertainty
from tagging.review.similar import group_texts

# Texts of one length that share no three characters in a row.
TEXTS = [
    "".join(random.Random(number).choices([chr(0x4E00 + n) for n in range(3000)], k=40))
    for number in range(60)
]


def candidate(number: int = 0, **other: Any) -> ReviewCandidate:
    values: dict[str, Any] = {
        "id": f"p{number:03}",
        "value": "工资",
        "probability": 0.5,
        "text": TEXTS[number % len(TEXTS)],
        "document": f"d{number:03}",
    }
    return ReviewCandidate(**(values | other))


def ids(items: list[QueueItem]) -> list[str]:
    return [item.candidate.id for item in items]


LONGER = TEXTS[1] + TEXTS[2]

FIRST = {
    "the more uncertain": ({"probability": 0.5}, {"probability": 0.9}),
    "the likelier of two below the threshold": ({"probability": 0.3}, {"probability": 0.1}),
    "the shorter": ({"text": TEXTS[1]}, {"text": LONGER}),
    "the value that is known less": ({"value": "休假"}, {"value": "工资"}),
}


@pytest.mark.parametrize(("first", "second"), FIRST.values(), ids=FIRST)
def test_what_comes_first(first: dict[str, Any], second: dict[str, Any]) -> None:
    candidates = [candidate(1, **second), candidate(2, **({"text": TEXTS[3]} | first))]
    assert ids(order_queue(candidates, {"工资": 50, "休假": 2})) == ["p002", "p001"]


def test_an_answer_that_decides_many_copies_comes_first_and_is_asked_once() -> None:
    copies = [candidate(n, text=TEXTS[9]) for n in range(5, 9)]
    first, second = order_queue([candidate(1), *copies])
    assert (first.candidate.id, first.copies) == ("p005", 4)
    assert (second.candidate.id, second.copies) == ("p001", 1)


def test_near_duplicates_come_first_once_and_the_others_of_them_last() -> None:
    near = [candidate(n, text=TEXTS[9][:-1] + sign) for n, sign in enumerate("甲乙丙", start=5)]
    items = order_queue([candidate(1), candidate(2), *near])
    assert ids(items)[0] in {"p005", "p006", "p007"}
    assert items[0].similar == 3
    assert set(ids(items)[1:3]) == {"p001", "p002"}


def test_documents_take_turns() -> None:
    same = [candidate(n, document="long") for n in range(4)]
    items = order_queue([*same, candidate(10), candidate(11)])
    assert set(ids(items)[1:3]) == {"p010", "p011"}


def test_the_first_question_about_a_rule_that_proposes_much_comes_first() -> None:
    rule = [candidate(n, proposed_by="rule pay") for n in range(5, 25)]
    items = order_queue([candidate(1, proposed_by="rule rest"), *rule])
    assert items[0].candidate.proposed_by == "rule pay"
    assert items[0].benefit > items[1].benefit


def test_values_take_turns() -> None:
    many = [candidate(n) for n in range(10)]
    few = [candidate(n, value="休假", probability=0.4) for n in range(10, 13)]
    values = [item.candidate.value for item in order_queue([*many, *few])]
    assert "休假" in values[:4]


def test_seconds_are_those_of_reading_and_deciding() -> None:
    options = QueueOptions(decision_seconds=2, characters_a_second=10)
    (item,) = order_queue([candidate(text=TEXTS[0])], options=options)
    assert item.seconds == 2 + len(TEXTS[0]) / 10


@pytest.mark.parametrize(
    ("probability", "threshold", "expected"),
    [
        (0, 0.5, 0),
        (1, 0.5, 0),
        (0.5, 0.5, 1),
        (0.2, 0.2, 1),
        (0.1, 0.2, 0.5),
        (0.6, 0.2, 0.5),
        (1, 1, 1),
    ],
)
def test_uncertainty_is_highest_at_the_threshold(
    probability: float, threshold: float, expected: float
) -> None:
    assert uncertainty(probability, threshold) == pytest.approx(expected)


def test_a_tenth_of_the_questions_are_tags_spread_among_the_others() -> None:
    given_ = [candidate(n, accepted=True, probability=0.99, value="休假") for n in range(30)]
    waiting = [candidate(n, text=TEXTS[n] + "。") for n in range(30, 60)]
    items = order_queue([*given_, *waiting])
    audits = [position for position, item in enumerate(items[:33]) if item.audit]
    assert len(audits) == 3
    assert all(later - earlier == 10 for earlier, later in pairwise(audits))
    assert all(item.candidate.accepted == item.audit for item in items)


def test_which_tags_are_audited_does_not_depend_on_their_probability() -> None:
    sure = [candidate(n, accepted=True, probability=1.0) for n in range(30)]
    unsure = [candidate(n, accepted=True, probability=0.9 + n / 1000) for n in range(30)]
    assert ids(order_queue(sure)) == ids(order_queue(unsure))


def test_without_an_audit_tags_are_not_asked() -> None:
    items = order_queue([candidate(1, accepted=True), candidate(2)], options=QueueOptions(audit=0))
    assert ids(items) == ["p002"]


def test_the_pool_bounds_the_questions_and_keeps_the_most_uncertain() -> None:
    candidates = [candidate(n, probability=0.01 * n) for n in range(50)]
    items = order_queue(candidates, options=QueueOptions(pool=10))
    assert set(ids(items)) == {f"p{n:03}" for n in range(40, 50)}


CANDIDATES = st.lists(
    st.builds(
        candidate,
        number=st.integers(0, 59),
        value=st.sampled_from(["工资", "休假"]),
        probability=st.floats(0, 1),
        document=st.sampled_from(["a", "b"]),
        proposed_by=st.sampled_from(["", "rule"]),
        accepted=st.booleans(),
    ),
    unique_by=lambda c: (c.id, c.value),
    max_size=25,
)


@given(CANDIDATES, st.randoms())
def test_the_order_depends_on_the_candidates_alone_and_each_is_asked_once(
    candidates: list[ReviewCandidate], shuffle: random.Random
) -> None:
    expected = order_queue(candidates)
    shuffle.shuffle(candidates)
    assert order_queue(candidates) == expected
    asked = [(item.candidate.id, item.candidate.value) for item in expected]
    assert sorted(asked) == sorted((c.id, c.value) for c in candidates)


@given(CANDIDATES)
def test_suggestions_are_ordered_by_benefit_per_second_at_their_turn(
    candidates: list[ReviewCandidate],
) -> None:
    items = [item for item in order_queue(candidates) if not item.audit]
    rates = [item.benefit / item.seconds for item in items]
    assert all(later <= earlier * (1 + 1e-9) for earlier, later in pairwise(rates))


def test_cost_grows_with_the_number_of_candidates_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        candidates = [
            candidate(n, text=f"{TEXTS[n % 60]}{TEXTS[n % 59]}{n}", document=str(n // 20))
            for n in range(count)
        ]
        began = time.process_time()
        order_queue(candidates, options=QueueOptions(pool=count))
        return time.process_time() - began

    assert seconds(4000) < 12 * max(seconds(500), 0.02)


# ── groups of near duplicates


def test_texts_that_differ_in_a_word_are_one_group_and_others_are_not() -> None:
    texts = [TEXTS[0], TEXTS[1], TEXTS[0][:-1] + "某", TEXTS[0] + "\n"]
    assert group_texts(texts) == [0, 1, 0, 0]


def test_short_texts_are_grouped_only_where_they_are_equal() -> None:
    assert group_texts(["第一条", "第二条", "第 一条", ""]) == [0, 1, 0, 3]


def test_vectors_group_texts_that_share_no_words() -> None:
    random_ = np.random.default_rng(5)
    vectors = random_.standard_normal((3, 64)).astype(np.float32)
    near = vectors[0] + 0.01 * random_.standard_normal(64).astype(np.float32)
    rows = [vectors[0], vectors[1], None, near]
    units = [None if row is None else row / np.linalg.norm(row) for row in rows]
    assert group_texts(TEXTS[:4], units) == [0, 1, 2, 0]


@given(st.lists(st.text("甲乙丙丁", max_size=12), max_size=12))
def test_each_text_is_in_the_group_of_an_earlier_text_or_its_own(texts: list[str]) -> None:
    groups = group_texts(texts)
    assert all(group <= position for position, group in enumerate(groups))
    assert all(groups[group] == group for group in groups)
