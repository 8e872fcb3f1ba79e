"""What counts as a bad answer while publishing, and one run of all of it on a small archive.

No speed is asserted.
"""

from __future__ import annotations

import json
import shutil
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from benchmarks import opensearch as measuring
from benchmarks.asking import AskedQuestion, AskingTally, judge
from benchmarks.costs import ROOT


def hits(*versions: str) -> list[dict[str, Any]]:
    return [{"_source": {"text": f"第一条 借用的，应当归还（稿本{one}）。"}} for one in versions]


@pytest.mark.parametrize(
    ("asked", "answer", "empty", "mixed"),
    [
        (AskedQuestion({}), hits("甲", "乙"), 0, 0),  # of many works, each in a version of its own
        (AskedQuestion({}), [], 1, 0),
        (AskedQuestion({}, whole=2), hits("甲", "甲"), 0, 0),
        (AskedQuestion({}, whole=2), hits("甲", "乙"), 0, 1),  # two versions of one law
        (AskedQuestion({}, whole=2), hits("甲"), 0, 1),  # an article of it is missing
        (AskedQuestion({}, whole=2), hits("甲", "甲", "甲"), 0, 1),  # one comes twice
    ],
)
def test_what_a_reader_should_never_get_is_counted(
    asked: AskedQuestion,
    answer: list[dict[str, Any]],
    empty: int,
    mixed: int,
) -> None:
    tally = AskingTally()
    judge(asked, answer, tally)
    assert (tally.empty, len(tally.mixed)) == (empty, mixed)


def test_all_of_it(
    opensearch: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One law, two deltas and two swaps: every figure is there, and no answer was bad."""
    (laws := tmp_path / "laws").mkdir()
    shutil.copy(ROOT / "samples" / "archive" / "statutes" / "集体协商办法(2019-11-05).md", laws)
    monkeypatch.setattr(measuring, "EDITS", 1)
    monkeypatch.setattr(measuring, "QUIET", 1)
    monkeypatch.setattr(measuring, "PREFIX", f"m{uuid.uuid4().hex[:8]}")
    words = [
        "--profile",
        "ci",
        "--url",
        opensearch,
        "--deltas",
        "2",
        "--swaps",
        "2",
        "--rebuilds",
        "1",
        "--json",
    ]
    monkeypatch.setattr(sys, "argv", ["benchmarks.opensearch", str(laws), *words])
    assert measuring.main() == 0
    figures = {row["what"]: row["value"] for row in json.loads(capsys.readouterr().out)}
    assert figures["while publishing: questions"] > 0
    for when in ("without load", "while publishing"):
        assert [
            figures[f"{when}: {what}"]
            for what in ("errors", "empty answers", "answers that mix versions")
        ] == [0, 0, 0]
    assert figures["a file removed: gone after writing began, in the same run"] > 0
