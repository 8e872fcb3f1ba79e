"""Probabilities, thresholds with a guarantee, figures and the alarm, on data drawn by a law."""

from __future__ import annotations

import numpy as np
import pytest

from tagging.calibration import METHODS, choose_calibration, cross_calibrate, fit_calibration
from tagging.drift import FALSE_ALARMS, FEATURES, compare_profiles
from tagging.guarantee import NO_GUARANTEE, find_guarantee, guarantees, precision_bound
from tagging.metrics import (
    bootstrap,
    calibration_error,
    confusion,
    count,
    macro_f1,
    micro_f1,
    reliability,
)

# ── calibration


def _drawn(seed: int, texts: int = 3000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores whose surest are right nine times in ten, as labels of people are."""
    generator = np.random.default_rng(seed)
    scores = generator.normal(-1, 2, size=(texts, 3))
    chances = 0.9 / (1 + np.exp(-2 * scores + 1))
    return scores, generator.random(scores.shape) < chances, np.arange(texts) // 30 % 5


@pytest.mark.parametrize("method", METHODS)
def test_probabilities_of_other_documents_are_calibrated(method: str) -> None:
    scores, labels, folds = _drawn(1)
    chances = cross_calibrate(scores, labels, folds, method)
    assert calibration_error(reliability(chances, labels)) < 0.035


def test_the_better_method_is_chosen_and_rises_with_the_score() -> None:
    scores, labels, folds = _drawn(2)
    calibration, crossed = choose_calibration(scores, labels, folds)
    errors = {
        method: calibration_error(
            reliability(cross_calibrate(scores, labels, folds, method), labels)
        )
        for method in METHODS
    }
    assert errors[calibration.method] == min(errors.values())
    assert crossed.shape == labels.shape
    rising = calibration.apply(np.repeat(np.linspace(-20, 20, 99)[:, None], 3, axis=1))
    assert (np.diff(rising, axis=0) >= 0).all()
    assert rising.min() >= 0
    assert rising.max() < 1


def test_a_value_that_is_never_given_has_no_chance() -> None:
    scores, labels, _ = _drawn(3, 300)
    labels[:, 1] = False
    assert (fit_calibration(scores, labels, "platt").apply(scores)[:, 1] == 0).all()


# ── guarantee


def _documents(count_: int, each: int) -> list[str]:
    return [str(row // each) for row in range(count_ * each)]


def test_the_bound_is_clopper_pearson_where_texts_are_independent() -> None:
    right = np.ones(100, dtype=bool)
    documents = [str(row) for row in range(100)]
    assert precision_bound(right, documents) == pytest.approx(0.05 ** (1 / 100), abs=1e-9)


def test_texts_of_one_document_count_less() -> None:
    documents = _documents(20, 10)
    spread = np.array([row % 10 != 0 for row in range(200)])
    bunched = np.array([row >= 20 for row in range(200)])
    assert precision_bound(bunched, documents) < precision_bound(spread, documents)


def test_the_bound_holds_nineteen_times_in_twenty() -> None:
    generator = np.random.default_rng(7)
    documents = _documents(40, 5)
    too_high = 0
    draws = 400
    for _ in range(draws):
        by_document = np.repeat(generator.beta(9, 1, size=40), 5)
        right = generator.random(200) < by_document
        too_high += precision_bound(right, documents) > 0.9
    assert too_high / draws < 0.08


def _sure(size: int, precision: float, seed: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    generator = np.random.default_rng(seed)
    chances = generator.uniform(0.3, 1, size)
    right = generator.random(size) < np.where(chances > 0.8, precision, 0.5)
    return chances, right, [str(row // 4) for row in range(size)]


def test_the_lowest_threshold_with_the_target_is_found() -> None:
    found = find_guarantee(*_sure(2000, 0.99, 5), 0.92, "value")
    assert found.threshold is not None
    assert 0.74 <= found.threshold <= 0.84
    assert found.bound >= 0.92
    assert found.basis == "value"


@pytest.mark.parametrize(
    ("size", "precision"),
    [
        pytest.param(2000, 0.9, id="too many are wrong"),
        pytest.param(80, 1.0, id="too few decisions"),
    ],
)
def test_no_guarantee_without_evidence(size: int, precision: float) -> None:
    assert find_guarantee(*_sure(size, precision, 5), 0.92, "value") == NO_GUARANTEE


def test_values_with_few_decisions_are_judged_together() -> None:
    chances, right, documents = _sure(1000, 1.0, 9)
    columns = np.zeros((1000, 12))
    labels = np.zeros((1000, 12), dtype=bool)
    for row in range(1000):
        columns[row, row % 12] = chances[row]
        labels[row, row % 12] = right[row]
    labels[:, 11] = False
    found = guarantees(columns, labels, documents, 0.92)
    assert {entry.basis for entry in found[:11]} == {"scheme"}
    assert found[11] == NO_GUARANTEE


# ── figures


def test_f1_by_hand() -> None:
    labels = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool)
    predicted = np.array([[1, 0], [0, 1], [0, 1], [0, 0]], dtype=bool)
    counts = count(predicted, labels)
    assert counts.tolist() == [[1, 1], [0, 1], [1, 0]]
    assert micro_f1(counts) == pytest.approx(4 / 6)
    assert macro_f1(counts) == pytest.approx(2 / 3)
    assert confusion(predicted, labels).tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 0]]
    interval = bootstrap(predicted, labels, ["1", "2", "3", "4"], micro_f1)
    assert interval.value == pytest.approx(4 / 6)
    assert interval.low <= interval.value <= interval.high


def test_a_value_that_neither_occurs_nor_is_predicted_has_no_part_in_the_mean() -> None:
    labels = np.array([[1, 0], [0, 0]], dtype=bool)
    assert macro_f1(count(labels, labels)) == 1.0


def test_calibration_error_by_hand() -> None:
    chances = np.full((100, 1), 0.7)
    labels = np.arange(100)[:, None] % 2 == 0
    bins = reliability(chances, labels)
    assert len(bins) == 10
    assert {entry.count for entry in bins} == {10}
    assert calibration_error(bins) == pytest.approx(0.2)
    assert reliability(np.full((9, 1), 0.05), labels[:9]) == []


# ── alarm


def test_false_alarms_are_as_rare_as_stated() -> None:
    generator = np.random.default_rng(11)
    calibration = generator.gamma(2, size=(90, 4))
    alarms = [
        compare_profiles(calibration, generator.gamma(2, size=(30, 4))).alarm for _ in range(300)
    ]
    assert np.mean(alarms) <= 3 * FALSE_ALARMS


def test_other_documents_raise_the_alarm_and_a_few_do_not() -> None:
    generator = np.random.default_rng(12)
    calibration = generator.gamma(2, size=(90, 4))
    other = generator.gamma(2, size=(30, 4))
    other[:, 3] += 3
    found = compare_profiles(calibration, other)
    assert found.alarm
    assert found.feature == FEATURES[3]
    assert not compare_profiles(calibration, other[:5]).alarm
