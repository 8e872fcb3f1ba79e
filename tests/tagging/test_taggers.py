"""The battery for each tagger, and what each one is for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tagging.schemes import Scheme
from tagging.taggers.context import ContextTagger
from tagging.taggers.kernel import KernelTagger
from tagging.taggers.linear import LinearTagger
from tagging.taggers.nearest import NearestTagger
from tagging.taggers.rules import RuleTagger
from tagging.taggers.stacking import StackedTagger, fold_scores
from tagging.taggers.tagger import Tagger
from tagging.testing import TaggerBattery, sample_scheme, sample_texts
from tagging.units import TextUnit


class TestRules(TaggerBattery):
    def make(self, scheme: Scheme) -> Tagger:
        return RuleTagger(scheme)


class TestLinear(TaggerBattery):
    def make(self, scheme: Scheme) -> Tagger:
        return LinearTagger(scheme)


class TestKernel(TaggerBattery):
    def make(self, scheme: Scheme) -> Tagger:
        return KernelTagger(scheme)


class TestNearest(TaggerBattery):
    def make(self, scheme: Scheme) -> Tagger:
        return NearestTagger(scheme)


class TestContext(TaggerBattery):
    def make(self, scheme: Scheme) -> Tagger:
        return ContextTagger(scheme)


class TestStack(TaggerBattery):
    def make(self, scheme: Scheme) -> Tagger:
        return StackedTagger(scheme)


@pytest.mark.parametrize("make", [LinearTagger, KernelTagger, StackedTagger])
def test_a_new_text_gets_its_values(make: Callable[[Scheme], Tagger]) -> None:
    scheme = sample_scheme()
    tagger = make(scheme)
    tagger.fit(*sample_texts(scheme))
    wages, other = tagger.score(
        [TextUnit("1", "厂里拖欠工资", "n"), TextUnit("2", "公开审理，以上事实有证据为证", "n")]
    )
    assert wages[0] > other[0]
    assert wages[0] > wages[2]


@pytest.mark.parametrize("make", [LinearTagger, KernelTagger])
def test_held_out_scores_in_closed_form_are_those_of_training_without_the_document(
    make: Callable[[Scheme], Tagger],
) -> None:
    """The vocabulary is the one thing that has seen the document, so it is made equal here."""
    scheme = sample_scheme()
    units, labels = sample_texts(scheme)
    # each text stands in three documents, so that no run of characters is of one document alone
    tagger = make(scheme)
    tagger.fit(units, labels)
    held_out = np.asarray(getattr(tagger, "held_out"))  # noqa: B009 - not in the Protocol
    left_out = [row for row, unit in enumerate(units) if unit.document == "3"]
    rest = [row for row, unit in enumerate(units) if unit.document != "3"]
    other = make(scheme)
    other.fit([units[row] for row in rest], labels[rest])
    expected = other.score([units[row] for row in left_out])
    np.testing.assert_allclose(held_out[left_out], expected, atol=0.05)
    assert np.abs(held_out - tagger.score(units)).max() > 0.01


def test_neighbours_of_the_same_document_do_not_vote() -> None:
    scheme = sample_scheme()
    units, labels = sample_texts(scheme)
    tagger = NearestTagger(scheme)
    tagger.fit(units, labels)
    labels_of_one = labels.copy()
    mine = [row for row, unit in enumerate(units) if unit.document == "0"]
    labels_of_one[mine] = ~labels_of_one[mine]
    changed = NearestTagger(scheme)
    changed.fit(units, labels_of_one)
    np.testing.assert_array_equal(tagger.held_out[mine], changed.held_out[mine])


def test_the_stack_explains_with_a_rule_and_its_place() -> None:
    scheme = sample_scheme()
    tagger = StackedTagger(scheme)
    units, labels = sample_texts(scheme)
    tagger.fit(units, labels)
    evidence = tagger.explain(units[0], "wages")
    assert evidence is not None
    assert evidence.reason.startswith("rule wages-1")
    assert evidence.span is not None
    assert units[0].text[evidence.span.start : evidence.span.end] == "工资"


def test_folds_score_every_text_without_its_document() -> None:
    scheme = sample_scheme()
    units, labels = sample_texts(scheme)
    scores = fold_scores(LinearTagger, scheme, units, labels)
    assert scores.shape == labels.shape
    assert (scores[labels].mean() - scores[~labels].mean()) > 0.3
