"""The measurement of union tags: gold and texts are joined, curves rise, thresholds are careful."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evals import tagging_union
from evals.tagging_union import (
    Gold,
    cross_calibrate,
    isotonic,
    measure,
    read_gold,
    read_unseen,
)
from tagging.schemes.loading import load_schemes
from tagging.schemes.measured import read_measured
from tagging.units import TextUnit

_SCHEME = load_schemes()["union"]
_COLUMNS = len(_SCHEME.values)


def _write(path: Path, records: list[dict[str, Any]]) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _record(number: int) -> dict[str, Any]:
    return {
        "id": f"law/{number}",
        "work": f"law {number // 2}",
        "context": "某条例",
        "kind": "statute",
        "text": "单位不得拖欠职工工资。" if number % 2 else "船舶应当登记。",
    }


def _label(number: int, half: str = "use") -> dict[str, Any]:
    labels = ["工资与工时"] if number % 2 else []
    return {"id": f"law/{number}", "labels": labels, "half": half, "reason": "own"}


def test_labels_of_one_half_are_joined_with_the_texts_of_an_export(tmp_path: Path) -> None:
    export = _write(tmp_path / "export", [_record(number) for number in range(6)])
    labels = [_label(1), _label(2), _label(3, "held"), _label(9)]

    gold = read_gold(_SCHEME, ("use",), export, _write(tmp_path / "gold", labels))

    assert [unit.id for unit in gold.units] == ["law/1", "law/2"]
    assert gold.labels.sum(axis=1).tolist() == [1, 0]
    assert gold.missing == 1


def test_probabilities_rise_with_scores_and_are_shares() -> None:
    generator = np.random.default_rng(1)
    scores = generator.random(2000)
    answers = generator.random(2000) < scores**2

    shares = isotonic(scores, answers)

    assert (np.diff(shares) >= 0).all()
    assert np.interp(0.7, np.linspace(0, 1, 21), shares) == pytest.approx(0.49, abs=0.08)


def test_a_document_does_not_calibrate_itself() -> None:
    documents = [f"{number // 10}" for number in range(50)]
    scores = np.full((50, 1), 0.8)
    labels = np.array([[document == "0"] for document in documents])

    probabilities = cross_calibrate(scores, labels, documents)

    assert probabilities[:10].max() == 0
    assert probabilities[10:].max() > 0


def _measured_with(wrong: int) -> Any:
    """Measure 120 decisions of the score .9 from as many documents, of which some are wrong."""
    value = "组织建设"
    column = [entry.value for entry in _SCHEME.values].index(value)
    scores = np.zeros((120, _COLUMNS))
    scores[:, column] = 0.9
    labels = np.zeros((120, _COLUMNS), dtype=bool)
    labels[wrong:, column] = True
    documents = [str(number) for number in range(120)]
    return read_measured(measure(_SCHEME, scores, labels, documents))


def test_a_threshold_needs_the_target_with_confidence() -> None:
    assert _measured_with(wrong=2).threshold("组织建设") is not None
    assert _measured_with(wrong=9).threshold("组织建设") is None


def test_what_was_measured_is_the_share_of_right_values() -> None:
    assert dict(_measured_with(wrong=60).points)[0.9] == pytest.approx(0.5, abs=0.05)


def test_unseen_scores_stand_in_the_row_of_their_passage(tmp_path: Path) -> None:
    units = [TextUnit("law/1", "", "law"), TextUnit("law/2", "", "law")]
    gold = Gold(units, np.zeros((2, _COLUMNS), dtype=bool), 0)
    scores = [{"id": "law/2", "scores": {"劳动合同": 0.7}}, {"id": "law/9", "scores": {}}]

    unseen = read_unseen(_SCHEME, gold, _write(tmp_path / "unseen", scores))

    column = [value.value for value in _SCHEME.values].index("劳动合同")
    assert unseen[1, column] == 0.7
    assert unseen.sum() == 0.7


def test_the_report_names_every_value_and_what_is_accepted(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    export = _write(tmp_path / "export", [_record(number) for number in range(40)])
    gold = _write(tmp_path / "gold", [_label(number) for number in range(40)])
    monkeypatch.setattr(tagging_union, "_GOLD", gold)

    assert tagging_union.main([str(export)]) == 0

    report = capsys.readouterr().out
    assert all(value.value in report for value in _SCHEME.values)
    assert "工资与工时 | 20 | 1.000 | 1.000 | 1.000" in report
    assert "none of them: F1 1.000" in report


def test_an_export_without_labelled_passages_is_refused(tmp_path: Path) -> None:
    export = _write(tmp_path / "export", [_record(1)])

    assert tagging_union.main([str(export), "--half", "held"]) == 2


def test_unseen_scores_are_of_the_part_that_was_read_last() -> None:
    gold = [json.loads(line) for line in tagging_union._GOLD.read_text("utf-8").splitlines()]
    unseen = [json.loads(line) for line in tagging_union._UNSEEN.read_text("utf-8").splitlines()]

    tune = {entry["id"] for entry in gold if entry["half"] == "tune"}

    assert {entry["id"] for entry in unseen} == tune


def test_gold_holds_no_sentences() -> None:
    lines = tagging_union._GOLD.read_text(encoding="utf-8").splitlines()
    values = {value.value for value in _SCHEME.values}

    for line in lines:
        entry = json.loads(line)
        assert set(entry) == {"id", "labels", "half", "reason"}
        assert set(entry["labels"]) <= values
        assert len(entry["reason"]) < 80
