"""The measure of facts: F1 of visible characters by their places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.records import Span
from evals import cases
from tests.law.structure.cases.papers import CIVIL

TEXT = "甲 乙丙丁"


@pytest.mark.parametrize(
    ("ours", "gold", "score"),
    [
        (Span(0, 5), Span(0, 5), 1.0),
        (Span(0, 2), Span(0, 1), 1.0),  # a blank counts nothing
        (Span(0, 3), Span(2, 5), 2 / 5),
        (Span(0, 1), Span(3, 5), 0.0),
        (None, Span(0, 5), 0.0),
    ],
)
def test_overlap(ours: Span | None, gold: Span, score: float) -> None:
    assert cases.overlap(TEXT, ours, gold) == pytest.approx(score)


def test_it_measures_a_folder(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.txt").write_text(CIVIL.replace("\n\n", " "), encoding="utf-8")
    gold = "印染厂辩称，工资已经付清。 经审理查明：甲某2019年入职，月工资4500元。"
    (tmp_path / "gold.jsonl").write_text(
        json.dumps({"file": "a.txt", "facts": gold}), encoding="utf-8"
    )
    monkeypatch.setattr(
        "sys.argv", ["cases.py", str(tmp_path / "gold.jsonl"), str(tmp_path), "--json"]
    )
    assert cases.main() == 1  # the claims are missing in this gold standard
    result = json.loads(capsys.readouterr().out)
    assert (result["judgments"], result["facts"], result["values"]["parties"]) == (1, 0.0, 1)
