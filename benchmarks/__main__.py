"""What an update and a question cost: `python -m benchmarks [PATH...] [--profile NAME] [--questions FILE] [--json]`.

Works on a copy of the archive in a new home. Updates are timed as whole processes, as a scheduler would run them; memory is the
largest process's. Absolute figures are this machine's; compare ratios. Default: the sample archive under profile `ci`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.output import table

ROOT = Path(__file__).resolve().parent.parent
LEXOPS = Path(sys.executable).parent / "lexops"
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds on the clock and of all processors, its largest process in MiB, and what it reported."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure."""

    what: str
    figure: str
    value: float


def main() -> int:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure updates and questions.")
    parser.add_argument("paths", nargs="*", type=Path, help="folders (default: the sample archive)")
    parser.add_argument("--profile", default="ci")
    parser.add_argument("--questions", type=Path, default=ROOT / "samples" / "questions.jsonl")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    paths = options.paths or sorted((ROOT / "samples" / "archive").iterdir())
    with tempfile.TemporaryDirectory(prefix="lexops-bench-") as scratch:
        rows = list(measure(Path(scratch), paths, options.profile, options.questions))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        Console().print(table("", ("what", "figure"), [(row.what, row.figure) for row in rows], right=("figure",)))
    return 0


def measure(scratch: Path, paths: list[Path], profile: str, questions: Path) -> Iterator[Row]:
    """All figures, in the order in which an archive lives: loaded, looked at again, changed, asked."""
    sources = [shutil.copytree(path, scratch / "archive" / path.name) for path in paths]
    (empty := scratch / "empty").mkdir()
    home = scratch / "home"

    cold = lexops_run(home, profile, sources)
    files = sum(totals["seen"] for totals in cold.report["sources"].values())
    yield Row("cold load", f"{cold.seconds:.1f} s", cold.seconds)
    yield Row("cold load, largest process", f"{cold.peak_mib:.0f} MiB", cold.peak_mib)
    yield Row("files a second", f"{files / cold.seconds:.1f}", files / cold.seconds)
    yield Row("passages a second", f"{cold.report['passages'] / cold.seconds:.0f}", cold.report["passages"] / cold.seconds)
    for stage, seconds in cold.report["seconds"].items():
        yield Row(f"  {stage}", f"{seconds:.1f} s", seconds)

    nothing = [lexops_run(scratch / "nothing", profile, [empty]) for _ in range(REPEATS + 1)][1:]
    again = [lexops_run(home, profile, []) for _ in range(REPEATS)]
    assert not any(cost.report[key] for cost in again for key in ("parsed", "embedded", "index_writes")), "an unchanged run did work"
    base, unchanged = median(nothing), median(again)
    yield Row("run on an empty folder", f"{base:.2f} s", base)
    yield Row("unchanged run", f"{unchanged:.2f} s", unchanged)
    yield Row("unchanged / empty", f"{unchanged / base:.2f}", unchanged / base)

    changed = edit_one_article(sources)
    one = lexops_run(home, profile, [])
    yield Row(f"one article of {changed.name} changed: embedded", str(one.report["embedded"]), one.report["embedded"])
    yield Row("one article changed", f"{one.seconds:.2f} s", one.seconds)

    times = ask(home, profile, questions)
    yield Row(f"warm search, {len(times)} questions, p50", f"{percentile(times, 50):.1f} ms", percentile(times, 50))
    yield Row("warm search, p95", f"{percentile(times, 95):.1f} ms", percentile(times, 95))


def lexops_run(home: Path, profile: str, sources: list[Path]) -> Cost:
    """One `lexops run` as a process of its own."""
    command = [str(LEXOPS), "run", *map(str, sources), "--home", str(home), "--profile", profile, "--json"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(output))


def edit_one_article(sources: list[Path]) -> Path:
    """Add a sentence to one article of the first Markdown file that has one."""
    for file in sorted(file for source in sources for file in source.rglob("*.md")):
        lines = file.read_text(encoding="utf-8").split("\n")
        number = next((i for i, line in enumerate(lines) if line.startswith("第十条 ")), None)
        if number is not None:
            lines[number] += "本条自测量之日起另行计算。"
            file.write_text("\n".join(lines), encoding="utf-8")
            return file
    raise SystemExit("no Markdown file with a 第十条 among the sources")


def ask(home: Path, profile: str, questions: Path) -> list[float]:
    """Milliseconds of each question, asked one after the other in this process, after ten that warm it."""
    from cli.invocation import Invocation
    from retrieval.benchmarks import GoldQuestion, read_questions
    from retrieval.search import Question

    asked = [Question(one.query, as_of="any") for one in read_questions(questions) if isinstance(one, GoldQuestion)]
    times = []
    with Invocation(home, profile).searcher(needs_model=True) as searcher:
        for question in [*asked[:10], *asked]:
            began = time.perf_counter()
            searcher.search(question)
            times.append((time.perf_counter() - began) * 1000)
    return times[min(10, len(asked)) :]


def median(costs: list[Cost]) -> float:
    """The median of the seconds."""
    return statistics.median(cost.seconds for cost in costs)


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many percent lie."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main())
