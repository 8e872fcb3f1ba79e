"""Agreement of reviewers, and what their decisions are as training examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import TagDecision
from tagging.review.agreement import Answers, cohens_kappa, measure_agreement
from tagging.review.examples import examples
from tests.tagging.review.samples import HERE, SCHEME, TEXT, decision

KAPPAS = {
    "nothing": ([], None),
    "full": ([(True, True), (False, False)], 1.0),
    "none": ([(True, False), (False, True)], -1.0),
    "as chance": ([(True, True), (True, False), (False, True), (False, False)], 0.0),
    "one answer throughout": ([(True, True), (True, True)], None),
    # the worked example of many textbooks: 20 both yes, 15 both no, 5 and 10 apart
    "textbook": (
        [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15,
        0.4,
    ),
}


@pytest.mark.parametrize(("answers", "kappa"), KAPPAS.values(), ids=KAPPAS)
def test_kappa(answers: list[Answers], kappa: float | None) -> None:
    assert cohens_kappa(answers) == (None if kappa is None else pytest.approx(kappa))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_kappa_does_not_depend_on_who_is_first_and_is_at_most_one(answers: list[Answers]) -> None:
    kappa = cohens_kappa(answers)
    swapped = cohens_kappa([(second, first) for first, second in answers])
    assert kappa == (None if swapped is None else pytest.approx(swapped))
    assert kappa is None or kappa <= 1 + 1e-9


def both(number: int, first: str, second: str, value: str = "工资") -> list[TagDecision]:
    text = f"第{number}条"
    where = f"夜班法/第{number}条@2020-01-01"
    return [
        decision(answer, reviewer=name, value=value, text=text, passage_id=where)
        for name, answer in (("anna", first), ("ben", second))
    ]


def test_reviewers_are_compared_value_by_value_and_conflicts_name_both() -> None:
    decisions = [
        *both(1, "yes", "yes"),
        *both(2, "no", "no"),
        *both(3, "yes", "no"),
        *both(4, "no", "no", value="休假"),
        decision("yes", reviewer="anna", text="alone"),
    ]
    (found,) = measure_agreement(SCHEME, decisions)
    assert found.reviewers == ("anna", "ben")
    assert (found.total.decided, found.total.agreed) == (4, 3)
    assert [(of.value, of.decided, of.agreed) for of in found.by_value] == [
        ("工资", 3, 2),
        ("休假", 1, 1),
    ]
    assert found.by_value[1].kappa is None
    (conflict,) = found.conflicts
    assert (conflict.yes.reviewer, conflict.no.reviewer) == ("anna", "ben")
    assert conflict.yes.passage_id == "夜班法/第3条@2020-01-01"


def test_the_same_text_at_two_places_is_compared() -> None:
    second = decision("no", reviewer="ben", passage_id="轮班法/第一条@2021-01-01")
    (found,) = measure_agreement(SCHEME, [decision("yes"), second])
    assert len(found.conflicts) == 1


def test_three_reviewers_are_three_pairs_and_strangers_are_none() -> None:
    decisions = [decision("yes", reviewer=name) for name in ("anna", "ben", "carl")]
    decisions.append(decision("yes", reviewer="dora", text="alone"))
    pairs = [found.reviewers for found in measure_agreement(SCHEME, decisions)]
    assert pairs == [("anna", "ben"), ("anna", "carl"), ("ben", "carl")]


# ── training examples


def test_a_text_is_one_example_and_only_its_decided_values_are_labels() -> None:
    decisions = [
        decision("yes"),
        decision("no", value="休假", passage_id="轮班法/第一条@2021-01-01"),
        decision("no", text="另一条", passage_id="假日法/第九条#2@2021-01-01"),
    ]
    units, labels, decided = examples(decisions, SCHEME)
    assert [(unit.id, unit.document, unit.text) for unit in units] == [
        ("假日法/第九条#2@2021-01-01", "假日法", "另一条"),
        (HERE, "夜班法", TEXT),
    ]
    assert labels.tolist() == [[False, False, False], [True, False, False]]
    assert decided.tolist() == [[True, False, False], [True, True, False]]


def test_where_reviewers_differ_nothing_is_learned() -> None:
    conflict = [decision("yes"), decision("no", reviewer="ben")]
    assert examples(conflict, SCHEME)[0] == []
    units, _, decided = examples([*conflict, decision("yes", value="休假")], SCHEME)
    assert len(units) == 1
    assert decided.tolist() == [[False, True, False]]


def test_replaced_values_teach_the_new_value_and_unknown_ones_nothing() -> None:
    _, labels, decided = examples([decision("yes", value="报酬")], SCHEME)
    assert labels.tolist() == decided.tolist() == [[True, False, False]]
    assert examples([decision("yes", value="旧")], SCHEME)[0] == []


def test_no_decisions_are_no_examples_with_a_column_for_each_value() -> None:
    units, labels, decided = examples([], SCHEME)
    assert (units, labels.shape, decided.shape) == ([], (0, 3), (0, 3))
