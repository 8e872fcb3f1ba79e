"""The benchmark's arithmetic, and one run of all of it on three files. No speed is asserted."""

from __future__ import annotations

import contextlib
import io
import json
import resource
import shutil
import sys
import time
from pathlib import Path

import pytest

import benchmarks.__main__ as measuring
import benchmarks.baseline
from benchmarks import costs
from benchmarks.__main__ import of_load, of_memory, of_own_cost, percentile
from benchmarks.baseline import split
from benchmarks.comparison import SystemOutcome, lines
from benchmarks.costs import LEXOPS, REFUSED, ROOT, Cost
from benchmarks.losses import Articles
from cli.main import run

SAMPLES = ROOT / "samples" / "archive" / "statutes"
CHOSEN = (
    "集体协商办法(2019-11-05).md",
    "平台用工保障法(2022-08-30).md",
    "职业技能培训办法(2020-01-10).md",
)


def cost(cpu: float, peak: float, files: int = 4) -> Cost:
    report = {
        "sources": {"a": {"seen": files}},
        "passages": 500,
        "embedded": 1,
        "cpu_seconds": {"parse": 2.0, "embed": 5.0},
    }
    return Cost(seconds=2.0, cpu_seconds=cpu, peak_mib=peak, report=report)


def test_the_figures_of_a_load_are_those_of_its_process_and_its_report() -> None:
    figures = {
        row.what.strip(): row.value
        for row in [*of_load(cost(10, 100)), *of_own_cost(cost(10, 100))]
    }
    assert (figures["documents a second"], figures["passages a second"]) == (2, 250)
    assert figures["parse"] + figures["embed"] + figures["start, Dagster"] == figures["CPU"] == 10
    assert figures["own cost: CPU per 1,000 passages, hashing embedder"] == 20


def test_memory_of_all_files_is_set_against_memory_of_some() -> None:
    some, ratio = of_memory(cost(1, 200, files=10), cost(1, 300, files=40))
    assert (some.value, ratio.value, ratio.what) == (200, 1.5, "largest process, 40 / 10 files")


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([5, 1, 3], 50, 3), ([1], 95, 1), (list(range(100)), 95, 95)],
)
def test_percentiles(values: list[float], percent: int, expected: float) -> None:
    assert percentile(values, percent) == expected


def test_both_systems_stand_in_one_table() -> None:
    one = SystemOutcome(
        cost(9, 50),
        cost(1, 50),
        cost(1, 50),
        500,
        1,
        2,
        Articles(200, 150, 20, 20, 10),
        7,
        3,
    )
    two = SystemOutcome(
        cost(8, 60),
        cost(1, 50),
        cost(1, 50),
        400,
        3,
        0,
        Articles(200, 199, 0, 1, 0),
        0,
        0,
    )
    table = {what: (baseline, ours) for what, baseline, ours in lines(one, two)}
    assert table["articles exact, of 200"] == ("150 (75.00%)", "199 (99.50%)")
    assert table["files lost, not reported"] == ("2", "0")
    assert table["passages indexed twice"] == ("7", "0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一条 甲。\n乙。\n第二条 丙。",
            [("第一条", "第一条 甲。\n乙。"), ("第二条", "第二条 丙。")],
        ),
        (
            "第一条 甲。\n## 第二章 罚则\n第二条 丙。",
            [("第一条", "第一条 甲。"), ("第二条", "第二条 丙。")],
        ),
        (
            "第一条 甲。\n第二章　罚则\n第十二条之一 丙。",
            [("第一条", "第一条 甲。"), ("第十二条之一", "第十二条之一 丙。")],
        ),
        ("前言。\n第一条 甲。", [("", "前言。"), ("第一条", "第一条 甲。")]),
        ("第一条规定的工资。", [("", "第一条规定的工资。")]),  # a reference
        (f"{'甲' * 500}\n{'乙' * 500}\n丙", [("", f"{'甲' * 500}\n{'乙' * 500}"), ("", "丙")]),
        ("# 题\n\n", []),
    ],
)
def test_the_baseline_splits_as_a_competent_user_would(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert list(split(text)) == expected


@pytest.fixture
def one_process_each(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Measure only the first command of lexops and of the baseline as a process of its own.

    The others run here: a process takes seconds to start, and the twelfth proves nothing more.

    Returns:
        The commands that ran as processes.
    """
    processes: list[list[str]] = []
    measured = costs.measured

    def measured_here(command: list[str]) -> Cost:
        if command[0] not in [started[0] for started in processes]:
            processes.append(command)
            return measured(command)
        output = io.StringIO()
        began, began_cpu = time.perf_counter(), time.process_time()
        with contextlib.redirect_stdout(output):
            _call(command)
        return Cost(
            seconds=time.perf_counter() - began,
            cpu_seconds=time.process_time() - began_cpu,
            peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            report=json.loads(output.getvalue()),
        )

    monkeypatch.setattr(costs, "measured", measured_here)
    return processes


def _call(command: list[str]) -> None:
    if command[0] == str(LEXOPS):
        assert run(command[1:]) in {0, REFUSED}
    else:
        assert command[:3] == [sys.executable, "-m", "benchmarks.baseline"]
        benchmarks.baseline.main(*command[3:])


def test_a_run_on_three_files_has_every_figure(
    one_process_each: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the baseline beside it; one of the files is empty."""
    (folder := tmp_path / "laws").mkdir()
    for name in CHOSEN:
        shutil.copy(SAMPLES / name, folder)
    monkeypatch.setattr(measuring, "REPEATS", 1)
    monkeypatch.setattr(
        sys,
        "argv",
        ["benchmarks", str(folder), "--baseline", "--part", "2", "--json"],
    )
    assert measuring.main() == 0
    document = json.loads(capsys.readouterr().out)
    figures = {row["what"].strip(): row["value"] for row in document["figures"]}
    assert {
        "collect",
        "parse",
        "structure",
        "resolve",
        "check",
        "embed",
        "index",
        "publish",
        "start, Dagster",
    } <= figures.keys()
    assert figures["one article changed: embedded"] == 1
    assert (
        min(
            figures["CPU"],
            figures["largest process"],
            figures["largest process at 2 files"],
            figures["warm search, 40 questions, p95"],
        )
        > 0
    )
    assert [Path(command[0]).name for command in one_process_each] == [
        "lexops",
        Path(sys.executable).name,
    ]
    compared = {row["what"]: (row["baseline"], row["lexops"]) for row in document["compared"]}
    assert compared["articles exact, of 60"][1] == "60 (100.00%)"
    assert compared["files lost, not reported"] == ("1", "0")
    assert compared["one article edited: embedded"][1] == "1"
    assert compared["3 files removed: still found"][1] == "0"
