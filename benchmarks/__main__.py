"""The cost of an update and of a question: `python -m benchmarks [PATH...] [OPTIONS]`.

Works on a copy of the archive in new homes. Updates are timed as whole processes, as a scheduler
would run them. Absolute figures are this machine's; compare ratios. Default: the sample archive
under profile `ci`. README.md explains each figure.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import costs
from benchmarks.comparison import Baseline, Lexops, compare, edit_one_article, lines
from benchmarks.costs import ROOT, Cost
from benchmarks.kills import sample
from cli.output import console, table

REPEATS = 3
HASHING = "ci"
"""The profile whose embedder costs next to nothing: what is left is the pipeline's own."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes:
        what: What was measured.
        figure: The value with its unit, for tables.
        value: The value.
    """

    what: str
    figure: str
    value: float


def main() -> int:
    """Measure, and print tables or JSON.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure updates and questions."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        help="folders (default: the sample archive)",
    )
    parser.add_argument("--profile", default=HASHING)
    parser.add_argument("--questions", type=Path, default=ROOT / "samples" / "questions.jsonl")
    parser.add_argument(
        "--files",
        type=int,
        metavar="N",
        help="measure on N of the files, chosen at random",
    )
    parser.add_argument(
        "--part",
        type=int,
        metavar="N",
        help="load N of the files too, and compare memory",
    )
    parser.add_argument(
        "--baseline",
        action="store_true",
        help="run benchmarks/baseline.py on the same files, and compare",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    paths = [path.resolve() for path in options.paths] or sorted(
        (ROOT / "samples" / "archive").iterdir()
    )
    with tempfile.TemporaryDirectory(prefix="lexops-bench-") as place:
        scratch = Path(place)
        sources = copy(scratch / "archive", paths, options.files)
        load = costs.lexops(
            scratch / "home",
            options.profile,
            "run",
            *sources,
        )
        rows = [*of_load(load)]
        if options.profile != HASHING:
            own = costs.lexops(
                scratch / "own",
                HASHING,
                "run",
                *sources,
            )
            rows += [
                *of_own_cost(own),
                share("own cost / CPU of this load", own.cpu_seconds, load.cpu_seconds),
            ]
        else:
            rows += of_own_cost(load)
        if options.part:
            part = costs.lexops(
                scratch / "part",
                options.profile,
                "run",
                *copy(scratch / "chosen", sources, options.part),
            )
            rows += of_memory(part, load)
        rows += of_updates(scratch, options.profile, sources)
        rows += of_questions(scratch / "home", options.profile, options.questions)
        if options.baseline:
            compared = against_baseline(
                scratch,
                options.profile,
                sources,
                load,
            )
        else:
            compared = []
    if options.json:
        document = {
            "figures": [asdict(row) for row in rows],
            "compared": [dict(zip(COMPARED, line, strict=True)) for line in compared],
        }
        print(json.dumps(document, ensure_ascii=False))
        return 0
    console().print(
        table(
            "",
            ("what", "figure"),
            [(row.what, row.figure) for row in rows],
            right=("figure",),
        )
    )
    if compared:
        console().print(
            table(
                "",
                COMPARED,
                compared,
                right=COMPARED[1:],
            )
        )
    return 0


COMPARED = ("what", "baseline", "lexops")


def copy(
    place: Path,
    paths: list[Path],
    files: int | None,
) -> list[Path]:
    """Copy folders, so that the copy may be changed.

    Args:
        place: The new folder.
        paths: The folders.
        files: Copy this many of the files, chosen at random; None for all.

    Returns:
        The copied folders.
    """
    if files is not None:
        return sample(
            paths,
            files,
            random.Random(1),  # noqa: S311 - the same files each time; not a secret
            place,
        )
    return [shutil.copytree(path, place / path.name) for path in paths]


def files_of(cost: Cost) -> int:
    """Count the files that a run saw.

    Args:
        cost: The run.

    Returns:
        The number of files.
    """
    return int(sum(totals["seen"] for totals in cost.report["sources"].values()))


def of_load(load: Cost) -> Iterator[Figure]:
    """Compute the speed of a first load, and its CPU-seconds by stage.

    Args:
        load: The run.

    Yields:
        The figures.
    """
    files = files_of(load)
    passages = load.report["passages"]
    yield Figure("first load", f"{load.seconds:.1f} s", load.seconds)
    yield Figure("documents a second", f"{files / load.seconds:.1f}", files / load.seconds)
    yield Figure("passages a second", f"{passages / load.seconds:.0f}", passages / load.seconds)
    yield Figure("largest process", f"{load.peak_mib:.0f} MiB", load.peak_mib)
    yield Figure("CPU", f"{load.cpu_seconds:.1f} s", load.cpu_seconds)
    stages = load.report["cpu_seconds"]
    for stage, seconds in stages.items():
        yield Figure(f"  {stage}", f"{seconds:.1f} s", seconds)
    rest = load.cpu_seconds - sum(stages.values())
    yield Figure("  start, Dagster", f"{rest:.1f} s", rest)


def of_own_cost(load: Cost) -> list[Figure]:
    """Compute the pipeline's own cost: CPU-seconds per 1,000 passages with the hashing embedder.

    Args:
        load: A first load with the hashing embedder.

    Returns:
        The figure.
    """
    cost = load.cpu_seconds / max(1, load.report["passages"]) * 1000
    return [Figure("own cost: CPU per 1,000 passages, hashing embedder", f"{cost:.2f} s", cost)]


def of_memory(part: Cost, load: Cost) -> list[Figure]:
    """Compare the memory of a load of some files with that of all files.

    Args:
        part: The load of some files.
        load: The load of all files.

    Returns:
        The figures.
    """
    named = f"largest process at {files_of(part)} files"
    return [
        Figure(named, f"{part.peak_mib:.0f} MiB", part.peak_mib),
        share(
            f"largest process, {files_of(load)} / {files_of(part)} files",
            load.peak_mib,
            part.peak_mib,
        ),
    ]


def share(
    what: str,
    figure: float,
    of: float,
) -> Figure:
    """Compute a ratio.

    Args:
        what: What is compared.
        figure: The dividend.
        of: The divisor.

    Returns:
        The figure.
    """
    return Figure(what, f"{figure / of:.2f}", figure / of)


def of_updates(
    scratch: Path,
    profile: str,
    sources: list[Path],
) -> Iterator[Figure]:
    """Measure an unchanged run, a run on an empty folder, and a run after an article was edited.

    Args:
        scratch: The folder of the homes.
        profile: The profile of the runs.
        sources: The folders of the archive.

    Yields:
        The figures.
    """
    home = scratch / "home"
    (empty := scratch / "empty").mkdir()
    nothing = [
        costs.lexops(
            scratch / "nothing",
            profile,
            "run",
            empty,
        )
        for _ in range(REPEATS + 1)
    ][1:]
    again = [costs.lexops(home, profile, "run") for _ in range(REPEATS)]
    assert not any(
        cost.report[key] for cost in again for key in ("parsed", "embedded", "index_writes")
    ), "an unchanged run did work"
    base = median(nothing)
    unchanged = median(again)
    yield Figure("run on an empty folder", f"{base:.2f} s", base)
    yield Figure("unchanged run", f"{unchanged:.2f} s", unchanged)
    yield share("unchanged / empty", unchanged, base)
    edit_one_article(sources[0].parent)
    one = costs.lexops(home, profile, "run")
    yield Figure(
        "one article changed: embedded", str(one.report["embedded"]), one.report["embedded"]
    )
    yield Figure("one article changed", f"{one.seconds:.2f} s", one.seconds)


def of_questions(
    home: Path,
    profile: str,
    questions: Path,
) -> list[Figure]:
    """Ask questions one after the other in this process, after ten that warm it.

    Args:
        home: The home whose index is asked.
        profile: The profile.
        questions: The file of questions.

    Returns:
        The figures, in milliseconds.
    """
    from cli.invocation import Invocation
    from corpus.search import SearchRequest
    from retrieval.benchmarks import GoldQuestion, read_questions

    asked = [
        SearchRequest(one.query, as_of="any")
        for one in read_questions(questions)
        if isinstance(one, GoldQuestion)
    ]
    times = []
    with Invocation(home, profile).searcher(needs_model=True) as searcher:
        for question in [*asked[:10], *asked]:
            began = time.perf_counter()
            searcher.search(question)
            times.append((time.perf_counter() - began) * 1000)
    warm = times[min(10, len(asked)) :]
    figures = {percent: percentile(warm, percent) for percent in (50, 95)}
    return [
        Figure(f"warm search, {len(warm)} questions, p{percent}", f"{value:.1f} ms", value)
        for percent, value in figures.items()
    ]


def against_baseline(
    scratch: Path,
    profile: str,
    sources: list[Path],
    load: Cost,
) -> list[tuple[str, str, str]]:
    """Measure the baseline on the same files. lexops' first load was measured already.

    Args:
        scratch: The folder of the homes.
        profile: The profile of lexops.
        sources: The folders of the archive.
        load: The first load of lexops.

    Returns:
        The rows of the table of both systems.
    """
    from cli.invocation import Invocation

    model = Invocation(scratch / "home", profile).settings.embedding.model
    systems = (
        Baseline(scratch / "baseline", model, sources),
        Lexops(scratch / "home", profile, sources),
    )
    return lines(*compare(systems, sources[0].parent, (None, load)))


def median(costs: list[Cost]) -> float:
    """Compute the median of the seconds.

    Args:
        costs: Several runs of the same kind.

    Returns:
        Seconds.
    """
    return statistics.median(cost.seconds for cost in costs)


def percentile(values: list[float], percent: int) -> float:
    """Find the value below which a share of the values lies.

    Args:
        values: The values.
        percent: The share, from 0 to 100.

    Returns:
        The value.
    """
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main())
