"""Killed anywhere and run again is a clean build: `python -m benchmarks.kills [PATH...]`.

Runs are killed (SIGKILL) at their named steps and at random moments, while an archive is loaded for
the first time and while it is updated. Then the archive may change again. The next run has to make
of the home what a clean build makes of the archive: every id, hash of text and hash of vector, in
the catalog and as readers see it. Default: 100 kills on the sample archive.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from cli.output import table
from tests.faults.archives import Archive, changed
from tests.faults.trials import COURSES, Course, Kill, Stage

ROOT = Path(__file__).resolve().parent.parent
MOST = 5  # examples of what differs


@dataclass(slots=True)
class KilledRow:
    """Kills of one sort in one course, and what came of them.

    Attributes:
        course: The course of runs.
        killed: `at a step` or `at random`.
        kills: How often a run was killed.
        equal: How many homes equal a clean build.
        lost: Passages that are missing.
        duplicate: Passages that are there twice.
        stale: Passages that should be gone.
        objects: Objects that differ.
    """

    course: str
    killed: str
    kills: int = 0
    equal: int = 0
    lost: int = 0
    duplicate: int = 0
    stale: int = 0
    objects: int = 0


def main() -> int:
    """Kill and compare; print a table or JSON.

    Returns:
        The exit status: 1 if a home differs from a clean build, else 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.kills", description="Kill runs, and compare with a clean build."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        help="folders (default: the sample archive)",
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument(
        "--files", type=int, help="so many of the files, chosen at random (default: all)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--processes",
        type=int,
        default=2,
        help="worker processes of a run",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - repeatable choices
    paths = options.paths or sorted((ROOT / "samples" / "archive").iterdir())
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="lexops-kills-") as scratch:
        if options.files is None:
            sources = paths
        else:
            sources = sample(
                paths,
                options.files,
                chance,
                Path(scratch) / "chosen",
            )
        stage = Stage(
            Path(scratch),
            archive(Path(scratch), sources, options.seed),
            processes=options.processes,
        )
        rows = kill(stage, options.kills, chance)
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        figures = [tuple(map(str, asdict(row).values())) for row in rows]
        names = tuple(asdict(rows[0]))
        Console().print(
            table(
                "",
                names,
                figures,
                right=names[2:],
            )
        )
        total = sum(row.kills for row in rows)
        print(
            f"{total} kills, {sum(row.equal for row in rows)} homes equal to a clean "
            f"build, {time.perf_counter() - began:.0f} s"
        )
    return int(any(row.equal != row.kills for row in rows))


def sample(
    paths: Sequence[Path],
    files: int,
    chance: random.Random,
    place: Path,
) -> list[Path]:
    """Copy files chosen at random.

    Args:
        paths: The folders.
        files: At most this many files.
        chance: Chooses the files.
        place: The folder of the copies.

    Returns:
        The copied folders.
    """
    every = [
        (folder, file) for folder in paths for file in sorted(folder.rglob("*")) if file.is_file()
    ]
    for folder, file in chance.sample(every, min(files, len(every))):
        target = place / folder.name / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return sorted(place.iterdir())


def archive(
    scratch: Path,
    sources: Sequence[Path],
    seed: int,
) -> Archive:
    """Prepare the archive as it is, and after each of two changes.

    Args:
        scratch: The folder of the copies.
        sources: The folders of the archive.
        seed: The seed of the changes.

    Returns:
        The archive.
    """
    return Archive(scratch / "archive", sources, [changed(seed), changed(seed + 1)])


def kill(
    stage: Stage,
    kills: int,
    chance: random.Random,
) -> list[KilledRow]:
    """Kill runs, shared out over the courses, half of them at steps and half at random moments.

    Args:
        stage: The archive and its homes.
        kills: How many runs to kill.
        chance: Chooses steps and moments.

    Returns:
        The rows of the table.
    """
    rows = {
        (course, killed): KilledRow(course, killed)
        for course in COURSES
        for killed in ("at a step", "at random")
    }
    for course in COURSES.values():
        _, unlike = stage.try_kill(course, None)
        if unlike:
            sys.exit(
                "an archive that an update makes otherwise than a clean build even when "
                f"no run is killed: {unlike}"
            )
    chosen = {name: choices(stage, course, chance) for name, course in COURSES.items()}
    for number in range(kills):
        row = list(rows.values())[number % len(rows)]
        at, (killed, unlike) = next(
            (it, done)
            for it in chosen[row.course][row.killed]
            if (done := stage.try_kill(COURSES[row.course], it))[0]
        )
        assert killed
        row.kills += 1
        row.equal += not unlike
        for name in ("lost", "duplicate", "stale", "objects"):
            setattr(row, name, getattr(row, name) + len(getattr(unlike, name)))
        if unlike:
            print(f"{row.course}, killed {at}: {unlike.shortened(MOST)}", file=sys.stderr)
    return list(rows.values())


def choices(
    stage: Stage,
    course: Course,
    chance: random.Random,
) -> dict[str, Iterator[Kill]]:
    """Choose where to kill.

    Args:
        stage: The archive and its homes.
        course: The course of runs.
        chance: Chooses steps and moments.

    Returns:
        Steps, each kind of step once before any comes twice; and moments within the time of
        the run.
    """
    steps, seconds = stage.steps(course)
    first = {one.step: one for one in chance.sample(steps, len(steps))}
    order = [*chance.sample([*first.values()], len(first)), *chance.sample(steps, len(steps))]
    return {
        "at a step": iter(order),
        "at random": (chance.uniform(0, seconds) for _ in iter(int, 1)),
    }


if __name__ == "__main__":
    sys.exit(main())
