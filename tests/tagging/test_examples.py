"""The tagger of own examples, and how its likeness counts beside the rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tagging.schemes import Scheme
from tagging.schemes.loading import scheme_from
from tagging.taggers.examples import ExampleTagger
from tagging.units import TextUnit
from tagging.untrained import UntrainedTagger

_PAY = ["工资按月发给职工。", "加班要付加班工资。", "不得拖欠工资。", "最低工资每年调整。"]
_REST = ["职工每周休息一天。", "年休假为十天。", "节日放假三天。", "每日工作八小时。"]
_NOT_PAY = ["股东分取红利。", "税款按月缴纳。"]


def _scheme(pay: list[str] = _PAY, **more: Any) -> Scheme:
    rule = {"id": "pay", "pattern": "工资|税款", "weight": 0.6}
    values = [
        {
            "value": "pay",
            "name": "Pay",
            "definition": "Wages.",
            "examples": pay,
            "counter_examples": _NOT_PAY,
            "rules": [rule],
        },
        {"value": "rest", "name": "Rest", "definition": "Hours.", "examples": _REST},
    ]
    data = {"name": "own", "version": 1, "title": "Own", "description": "For tests."}
    return scheme_from({**data, "values": values, **more}, "own.yaml")


def _unit(text: str, context: str = "") -> TextUnit:
    return TextUnit("1", text, "document", context=context)


@pytest.mark.parametrize(
    ("text", "best"),
    [("单位拖欠职工工资。", 0), ("职工年休假五天。", 1), ("每周工作五天，休息一天。", 1)],
)
def test_a_text_is_most_like_the_examples_of_its_value(text: str, best: int) -> None:
    scores = ExampleTagger(_scheme()).score([_unit(text)])[0]

    assert int(scores.argmax()) == best


def test_a_counter_example_speaks_against_the_value() -> None:
    scores = ExampleTagger(_scheme()).score([_unit("税款按月缴纳。"), _unit("工资按月发给。")])

    assert scores[0, 0] < 0.1 < scores[1, 0]


def test_a_text_that_shares_nothing_scores_nothing() -> None:
    tagger = ExampleTagger(_scheme())

    assert tagger.score([_unit("xyz"), _unit("")]).tolist() == [[0, 0], [0, 0]]
    assert tagger.explain(_unit("xyz"), "pay") is None


def test_the_reason_is_the_nearest_example() -> None:
    evidence = ExampleTagger(_scheme()).explain(_unit("企业不得拖欠工资和奖金。"), "pay")

    assert evidence is not None
    assert evidence.reason == "like the example “不得拖欠工资。”"


def test_a_scheme_without_examples_scores_nothing() -> None:
    values = [{"value": "pay", "name": "Pay", "definition": "Wages."}]
    data = {"name": "own", "version": 1, "title": "Own", "description": "For tests."}
    scheme = scheme_from({**data, "values": values}, "own.yaml")

    assert ExampleTagger(scheme).score([_unit("发放工资。")]).tolist() == [[0]]


def test_likeness_raises_and_lowers_what_rules_find_and_gives_nothing_alone() -> None:
    units = [_unit("不得拖欠职工工资。"), _unit("税款按月缴纳。"), _unit("年休假为十天。")]

    scores = UntrainedTagger(_scheme()).score(units)

    assert scores[0, 0] > 0.6 > scores[1, 0] > 0
    assert scores[2].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("pay", "more"),
    [
        pytest.param(_PAY[:3], {}, id="a value has too few examples"),
        pytest.param(_PAY, {"accept": "rules"}, id="the author of the rules is believed"),
    ],
)
def test_where_rules_decide_alone(pay: list[str], more: dict[str, Any]) -> None:
    scores = UntrainedTagger(_scheme(pay, **more)).score([_unit("不得拖欠职工工资。")])

    assert scores[0, 0] == pytest.approx(0.6)


def test_scores_do_not_depend_on_the_other_texts() -> None:
    tagger = UntrainedTagger(_scheme())
    units = [_unit("发放工资。"), _unit("无关。"), _unit("税款。")]

    together = tagger.score(units)
    alone = np.concatenate([tagger.score([unit]) for unit in units])

    assert np.allclose(together, alone)


def test_other_examples_make_other_measurements() -> None:
    assert _scheme().rules_hash != _scheme(_PAY[:3]).rules_hash
