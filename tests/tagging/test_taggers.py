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
from tagging.taggers.ridge import MOST_TEXTS, fit_ridge, thin
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


def test_held_out_scores_in_closed_form_are_those_of_a_regression_without_the_document() -> None:
    generator = np.random.default_rng(3)
    rows = generator.normal(size=(40, 12))
    similar = rows @ rows.T
    labels = generator.random((40, 2)) < 0.4
    documents = [str(row // 5) for row in range(40)]
    learned = fit_ridge(similar.copy(), labels, documents, 0.7)
    for document in set(documents):
        inside = np.array([name != document for name in documents])
        system = similar[np.ix_(inside, inside)] + 0.7 * np.eye(inside.sum())
        weights = np.linalg.solve(system, labels[inside].astype(float))
        expected = similar[np.ix_(~inside, inside)] @ weights
        np.testing.assert_allclose(learned.held_out[~inside], expected, atol=1e-9)


def test_more_texts_than_a_matrix_can_hold_are_thinned_with_the_positive_ones_first() -> None:
    labels = np.zeros((MOST_TEXTS + 4000, 1), dtype=bool)
    labels[-50:] = True
    kept = thin(labels)
    assert len(kept) == MOST_TEXTS
    assert kept == sorted(set(kept))
    assert labels[kept].sum() == 50


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
