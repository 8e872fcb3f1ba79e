"""The scheme `union` on sentences of our own: subjects are found, mentions and others are not."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from tagging.schemes import Scheme
from tagging.schemes.loading import load_schemes
from tagging.schemes.measured import measured_of
from tagging.taggers.rules import RuleTagger
from tagging.units import TextUnit
from tagging.untrained import UntrainedTagger
from tests.tagging.union_sentences import GIVEN, NONE, ONLY_SEEMS

_GIVEN_FROM = 0.5


def _scheme() -> Scheme:
    return load_schemes()["union"]


@pytest.fixture(scope="module")
def tagger() -> UntrainedTagger:
    return UntrainedTagger(_scheme())


def _values_of(tagger: UntrainedTagger | RuleTagger, context: str, text: str) -> set[str]:
    unit = TextUnit("1", text, "document", context=context)
    scores = tagger.score([unit])[0]
    values = tagger.scheme.values
    return {
        value.value for value, score in zip(values, scores, strict=True) if score >= _GIVEN_FROM
    }


def _cases(table: dict[str, tuple[tuple[str, str], ...]]) -> list[ParameterSet]:
    return [
        pytest.param(value, context, text, id=f"{value}-{text[:12]}")
        for value, sentences in table.items()
        for context, text in sentences
    ]


def test_each_value_has_its_name_and_is_described() -> None:
    scheme = _scheme()

    assert [value.value for value in scheme.values] == list(GIVEN)
    for value in scheme.values:
        assert len(value.examples) >= 8, value.value
        assert len(value.counter_examples) >= 4, value.value
        assert value.alternatives
        assert value.definition


@pytest.mark.parametrize(("value", "context", "text"), _cases(GIVEN))
def test_a_subject_is_found(tagger: UntrainedTagger, value: str, context: str, text: str) -> None:
    assert value in _values_of(tagger, context, text)


@pytest.mark.parametrize(("value", "context", "text"), _cases(ONLY_SEEMS))
def test_what_only_seems_so_is_not_given(
    tagger: UntrainedTagger,
    value: str,
    context: str,
    text: str,
) -> None:
    assert value not in _values_of(tagger, context, text)


@pytest.mark.parametrize(("context", "text"), NONE)
def test_other_fields_of_law_get_no_value(
    tagger: UntrainedTagger,
    context: str,
    text: str,
) -> None:
    assert _values_of(tagger, context, text) == set()


@pytest.mark.parametrize("value", list(GIVEN))
def test_rules_alone_give_each_example_its_value(value: str) -> None:
    scheme = _scheme()
    rules = RuleTagger(scheme)
    described = next(entry for entry in scheme.values if entry.value == value)

    missed = [text for text in described.examples if value not in _values_of(rules, "", text)]
    wrong = [text for text in described.counter_examples if value in _values_of(rules, "", text)]

    assert (missed, wrong) == ([], [])


def test_a_tag_points_to_its_words_and_names_a_near_example(tagger: UntrainedTagger) -> None:
    text = "用人单位应当按月支付职工工资，拖欠工资的，加付加班费和工资。"

    proposals = tagger.propose([TextUnit("1", text, "document")])[0]

    wages = next(proposal for proposal in proposals if proposal.value == "工资与工时")
    assert wages.accepted is True
    assert type(wages.probability) is float
    assert wages.evidence is not None
    assert "工资" in text[wages.evidence.start : wages.evidence.end]
    assert "rule wage-pay" in wages.reason
    assert "like the example “" in wages.reason


def test_measurements_belong_to_the_rules_and_examples_of_today() -> None:
    measured = measured_of(_scheme())

    assert measured is not None, "run `python -m evals tagging_union --measure` again"
    assert measured.version == _scheme().version
