"""The baseline and lexops on the same files: what each takes and what each loses, in one table.

Both load the files and run again; both get the same edit and the same removals. Then `losses`
judges their indexes.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import costs, losses
from benchmarks.costs import LEXOPS, Cost
from benchmarks.losses import Articles, IndexedPassage, of_baseline, of_lexops

REMOVED = 3
EDIT = "本条自测量之日起另行计算。"


@dataclass(frozen=True, slots=True)
class SystemOutcome:
    """The figures of one system.

    Attributes:
        load: The first load.
        again: A run on the unchanged archive.
        edit: A run after an article was edited.
        passages: Passages in the index.
        set_aside: Files that were named as unreadable.
        silent: Files without passages that were not named.
        articles: What became of the articles.
        repeated: Passages that are in the index twice.
        stale: Removed files that are still in the index.
    """

    load: Cost
    again: Cost
    edit: Cost
    passages: int
    set_aside: int
    silent: int
    articles: Articles
    repeated: int
    stale: int


class Baseline:
    """The user's own program."""

    def __init__(
        self,
        home: Path,
        model: str,
        sources: list[Path],
    ) -> None:
        self._home = home
        self._model = model
        self._sources = sources

    def run(self) -> Cost:
        """Run one update.

        Returns:
            Its cost.
        """
        return costs.baseline(self._home, self._model, self._sources)

    def passages(self) -> list[IndexedPassage]:
        """Read the index.

        Returns:
            Its passages.
        """
        return of_baseline(self._home, self._sources[0].parent)

    def set_aside(self, report: dict[str, Any]) -> int:
        """Count the files that a run named as unreadable.

        Args:
            report: The report of the run.

        Returns:
            The number of files.
        """
        return len(report["failed"])


class Lexops:
    """lexops in a home of its own."""

    def __init__(
        self,
        home: Path,
        profile: str,
        sources: list[Path],
    ) -> None:
        self._home = home
        self._profile = profile
        self._sources = sources

    def run(self) -> Cost:
        """Run one update.

        Returns:
            Its cost.
        """
        return costs.lexops(
            self._home,
            self._profile,
            "run",
            *self._sources,
        )

    def passages(self) -> list[IndexedPassage]:
        """Read the index.

        Returns:
            Its passages.
        """
        command = [
            str(LEXOPS),
            "export",
            "--home",
            str(self._home),
            "--profile",
            self._profile,
        ]
        return of_lexops(
            subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=True,
            ).stdout.splitlines()
        )

    def set_aside(self, report: dict[str, Any]) -> int:
        """Count the files in quarantine. Files that a rule ignores count on neither side.

        Args:
            report: The report of the run.

        Returns:
            The number of files.
        """
        return sum(totals["quarantined"] for totals in report["sources"].values())


def compare(
    systems: Sequence[Baseline | Lexops],
    archive: Path,
    loads: Sequence[Cost | None],
) -> list[SystemOutcome]:
    """Measure both systems on the same archive, which changes meanwhile.

    Args:
        systems: The systems.
        archive: The folder of the archive.
        loads: The first load of each system where it was measured already.

    Returns:
        The figures of each system.
    """
    first_loads = [load or one.run() for one, load in zip(systems, loads, strict=True)]
    again = [one.run() for one in systems]
    articles = losses.oracle(archive)
    before = [one.passages() for one in systems]
    reported = [one.set_aside(load.report) for one, load in zip(systems, first_loads, strict=True)]
    silent = [
        losses.silent(archive, passages, count)
        for passages, count in zip(before, reported, strict=True)
    ]
    edit_one_article(archive)
    edits = [one.run() for one in systems]
    removed = remove_some(archive, sorted(articles))
    for one in systems:
        one.run()
    after = [one.passages() for one in systems]
    missing = [len(removed & losses.files_with_passages(passages)) for passages in after]
    judged = [losses.judge_articles(articles, passages) for passages in before]
    twice = [losses.repeated(passages) for passages in before]
    sizes = [len(passages) for passages in before]
    return [
        SystemOutcome(*figures)
        for figures in zip(
            first_loads,
            again,
            edits,
            sizes,
            reported,
            silent,
            judged,
            twice,
            missing,
            strict=True,
        )
    ]


def edit_one_article(archive: Path) -> Path:
    """Add a sentence to 第十条 of the first Markdown file that has it.

    Args:
        archive: The folder of the archive.

    Returns:
        The file.

    Raises:
        SystemExit: If no file has this article.
    """
    for file in sorted(archive.rglob("*.md")):
        lines = file.read_text(encoding="utf-8").split("\n")
        number = next((i for i, line in enumerate(lines) if line.startswith("第十条 ")), None)
        if number is not None:
            lines[number] += EDIT
            file.write_text("\n".join(lines), encoding="utf-8")
            return file
    raise SystemExit("no Markdown file with a 第十条 among the sources")


def remove_some(archive: Path, laws: Sequence[str]) -> set[str]:
    """Remove a few laws, always the same ones of an archive.

    Args:
        archive: The folder of the archive.
        laws: The paths to choose from.

    Returns:
        The paths of the removed files.
    """
    chance = random.Random(1)  # noqa: S311 - repeatable choices
    removed = set(chance.sample(laws, min(REMOVED, len(laws))))
    for path in removed:
        (archive / path).unlink()
    return removed


def lines(baseline: SystemOutcome, ours: SystemOutcome) -> list[tuple[str, str, str]]:
    """Write the table of both systems.

    Args:
        baseline: The figures of the baseline.
        ours: The figures of lexops.

    Returns:
        Rows of what was measured, the baseline's figure and lexops'.
    """

    def line(what: str, figure: Any) -> tuple[str, str, str]:
        return what, figure(baseline), figure(ours)

    read = baseline.articles.read
    return [
        line("first load", lambda one: f"{one.load.seconds:.0f} s"),
        line("first load, CPU", lambda one: f"{one.load.cpu_seconds:.0f} s"),
        line("first load, largest process", lambda one: f"{one.load.peak_mib:.0f} MiB"),
        line("unchanged run, CPU", lambda one: f"{one.again.cpu_seconds:.1f} s"),
        line("passages in the index", lambda one: str(one.passages)),
        line("files set aside, reported", lambda one: str(one.set_aside)),
        line("files lost, not reported", lambda one: str(one.silent)),
        line(
            f"articles exact, of {read}",
            lambda one: f"{one.articles.exact} ({one.articles.exact / max(1, read):.2%})",
        ),
        line("articles with foreign text", lambda one: str(one.articles.with_more)),
        line("articles split", lambda one: str(one.articles.broken)),
        line("articles absent", lambda one: str(one.articles.absent)),
        line("passages indexed twice", lambda one: str(one.repeated)),
        line("one article edited: embedded", lambda one: str(one.edit.report["embedded"])),
        line(f"{REMOVED} files removed: still found", lambda one: str(one.stale)),
    ]
