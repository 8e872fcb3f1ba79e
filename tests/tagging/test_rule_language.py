"""What the fields of a rule mean: within, also, absent, unless, least, named expressions."""

from __future__ import annotations

from typing import Any

import pytest

from tagging.schemes import Scheme
from tagging.schemes.loading import SchemeError, scheme_from
from tagging.taggers.rules import RuleTagger
from tagging.units import TextUnit


def _scheme(*rules: dict[str, Any], **more: Any) -> Scheme:
    values = [{"value": "pay", "name": "Pay", "definition": "Wages.", "rules": list(rules)}]
    data = {"name": "own", "version": 1, "title": "Own", "description": "For tests."}
    return scheme_from({**data, "values": values, **more}, "own.yaml")


def _score(scheme: Scheme, text: str, context: str = "") -> float:
    unit = TextUnit("1", text, "document", context=context)
    return float(RuleTagger(scheme).score([unit])[0, 0])


_WAGE = {"id": "wage", "pattern": "工资", "weight": 0.8}


@pytest.mark.parametrize(
    ("rule", "context", "text", "holds"),
    [
        pytest.param({}, "", "发放工资。", True, id="the words alone"),
        pytest.param({"within": "劳动"}, "劳动法", "发放工资。", True, id="within the title"),
        pytest.param(
            {"within": "劳动"}, "税法", "劳动者的工资。", False, id="within, only in text"
        ),
        pytest.param({"also": "拖欠"}, "", "工资被拖欠。", True, id="also in the text"),
        pytest.param(
            {"also": "拖欠"}, "拖欠工资条例", "发放工资。", True, id="also in the context"
        ),
        pytest.param({"also": "拖欠"}, "", "发放工资。", False, id="also, nowhere"),
        pytest.param({"absent": "税"}, "", "发放工资。", True, id="absent, nowhere"),
        pytest.param({"absent": "税"}, "", "工资。另计税款。", False, id="absent, in the text"),
        pytest.param({"absent": "税"}, "税法", "发放工资。", False, id="absent, in the context"),
        pytest.param({"unless": "平均"}, "", "平均工资。", False, id="unless, same clause"),
        pytest.param({"unless": "平均"}, "", "平均数。发放工资。", True, id="unless, other clause"),
        pytest.param({"least": 2}, "", "发放工资。", False, id="least two, one place"),
        pytest.param({"least": 2}, "", "工资照发，工资不减。", True, id="least two, two places"),
        pytest.param(
            {"least": 2, "unless": "平均"},
            "",
            "平均工资。发放工资。",
            False,
            id="least two, one of them excluded",
        ),
        pytest.param({"part": "context"}, "工资条例", "按月发放。", True, id="context"),
        pytest.param({"part": "context"}, "", "发放工资。", False, id="context, only in text"),
        pytest.param(
            {"part": "context", "unless": "税"},
            "工资条例",
            "税款。",
            True,
            id="unless of a rule about the context looks at the context",
        ),
        pytest.param({"part": "any"}, "工资条例", "按月发放。", True, id="any, in the context"),
    ],
)
def test_when_a_rule_holds(rule: dict[str, Any], context: str, text: str, holds: bool) -> None:
    scheme = _scheme({**_WAGE, **rule})

    assert _score(scheme, text, context) == pytest.approx(0.8 if holds else 0)


def test_a_rule_of_the_scheme_lowers_every_value() -> None:
    against = {"id": "tax", "pattern": "税", "part": "context", "weight": -0.5}
    scheme = _scheme(_WAGE, rules=[against])

    assert _score(scheme, "发放工资。", "税法") == pytest.approx(0.4)
    assert _score(scheme, "发放工资。", "劳动法") == pytest.approx(0.8)


def test_texts_do_not_disturb_each_other_under_one_context() -> None:
    tagger = RuleTagger(_scheme({**_WAGE, "part": "any", "absent": "税"}))
    units = [
        TextUnit("1", "税款。", "document", context="工资条例"),
        TextUnit("2", "按月发放。", "document", context="工资条例"),
    ]

    assert tagger.score(units)[:, 0].tolist() == [0, pytest.approx(0.8)]


def test_named_expressions_stand_for_their_words() -> None:
    words = {"worker": "职工|员工", "pay": "{worker}的?工资"}
    scheme = _scheme({**_WAGE, "pattern": "拖欠{pay}"}, words=words)

    assert _score(scheme, "拖欠员工的工资。") == pytest.approx(0.8)
    assert _score(scheme, "拖欠学员的工资。") == 0


def test_a_named_expression_changes_the_hash_of_the_rules() -> None:
    first = _scheme({**_WAGE, "pattern": "{pay}"}, words={"pay": "工资"})
    second = _scheme({**_WAGE, "pattern": "{pay}"}, words={"pay": "薪水"})

    assert first.rules_hash != second.rules_hash


@pytest.mark.parametrize(
    ("rule", "more", "message"),
    [
        pytest.param({"least": 0}, {}, "least must be 1 or more", id="least of none"),
        pytest.param(
            {"least": 2, "part": "any"},
            {},
            "least counts places in the text",
            id="least in the context",
        ),
        pytest.param({"within": "a+"}, {}, "repeats without a bound", id="unbounded within"),
        pytest.param({"absent": "("}, {}, "no regular expression", id="broken absent"),
        pytest.param({"pattern": "{pay}"}, {}, "no expression is called 'pay'", id="unknown name"),
        pytest.param(
            {"pattern": "{pay}"},
            {"words": {"pay": "{wage}", "wage": "工资"}},
            "no expression is called 'wage'",
            id="a name that stands below",
        ),
        pytest.param({}, {"words": {"pay": 3}}, "pay must be a str", id="a name that is a number"),
        pytest.param(
            {},
            {"rules": [{"id": "all", "pattern": "工", "weight": 0.5}]},
            "its weight must be negative",
            id="a rule of the scheme that speaks for all",
        ),
        pytest.param(
            {},
            {"rules": [{"id": "wage", "pattern": "税", "weight": -0.5}]},
            "the rule 'wage' stands 2 times",
            id="the id of another rule",
        ),
    ],
)
def test_what_a_scheme_may_not_say(
    rule: dict[str, Any],
    more: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(SchemeError, match=message.replace("'", ".")):
        _scheme({**_WAGE, **rule}, **more)
