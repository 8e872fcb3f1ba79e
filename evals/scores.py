"""Counts of what was read back as it was written, and the options and output of measurements."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.records import Document
from evals.bare_texts import bare
from retrieval.evaluation import Estimate


@dataclass
class Tally:
    """Counts over all files of a measurement.

    Attributes:
        counts: By name; a share has two counts, its name and its name with `good` behind it.
        failures: What was not read back as it was written, for people to read.
        seconds: Time that reading took.
    """

    counts: dict[str, float] = field(default_factory=lambda: defaultdict(int))
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def count(
        self,
        what: str,
        good: float,
        total: float,
    ) -> None:
        """Add to a share.

        Args:
            what: The name of the share.
            good: How many are right.
            total: How many were judged.
        """
        self.counts[f"{what} good"] += good
        self.counts[what] += total

    def share(self, what: str) -> float:
        """Return a share.

        Args:
            what: The name of the share.

        Returns:
            A number from 0 to 1; 1.0 where nothing was judged.
        """
        if not self.counts[what]:
            return 1.0
        return self.counts[f"{what} good"] / self.counts[what]

    def judge_article(
        self,
        where: str,
        truth: str,
        found: str | None,
    ) -> None:
        """Count one article, and keep the failure if it was not read exactly.

        Args:
            where: The file, and the article's label where there is one.
            truth: The article's text without blanks.
            found: The text that was read; None where the article is missing.
        """
        self.count("articles", found == truth, 1)
        if found != truth:
            self.failures.append(f"{where}\n   want {truth}\n   have {found}")

    def judge_articles(
        self,
        name: str,
        articles: Mapping[str, str],
        found: Mapping[str, str],
    ) -> None:
        """Count the articles of a file.

        Args:
            name: The file's name.
            articles: The text of each article without blanks, by its label.
            found: The texts that were read, by label.
        """
        for label, truth in articles.items():
            self.judge_article(f"{name} {label}", truth, found.get(label))

    def judge_characters(
        self,
        want: Counter[str],
        have: Counter[str],
    ) -> None:
        """Count the characters that were kept, and how many of those that were read are right.

        Args:
            want: The characters of the file.
            have: The characters that were read.
        """
        self.count("kept", want.total() - (want - have).total(), want.total())
        self.count("clean", have.total() - (have - want).total(), have.total())

    def judge_cells(
        self,
        cells: Counter[str],
        document: Document,
    ) -> Counter[str]:
        """Count the cells of a file's tables.

        Args:
            cells: The texts of the cells without blanks.
            document: The document that was read.

        Returns:
            The cells that were read.
        """
        found = Counter(bare(cell) for block in document.blocks for cell in block.cells if cell)
        self.counts["cells right"] += (cells & found).total()
        self.counts["cells"] += cells.total() + found.total()
        return found

    @property
    def cell_f1(self) -> float:
        """F1 of the cells of tables; 1.0 where there was no table."""
        if not self.counts["cells"]:
            return 1.0
        return 2 * self.counts["cells right"] / self.counts["cells"]


def seed_options(description: str | None, files: int) -> argparse.ArgumentParser:
    """Create the parser of a measurement whose files are drawn from a seed.

    Args:
        description: What `--help` shows, the docstring of the measurement.
        files: The default of `--files`.

    Returns:
        A parser with `--seed`, `--files`, `--failures` and `--json`.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=files)
    parser.add_argument(
        "--failures",
        type=int,
        default=0,
        help="show this many of the failures",
    )
    parser.add_argument("--json", action="store_true")
    return parser


def print_scores(
    scores: Mapping[str, float],
    failures: Iterable[str],
    *,
    as_json: bool,
    more: Iterable[str] = (),
    **asked: object,
) -> None:
    """Print the failures to stderr and the scores to stdout.

    Args:
        scores: The scores by name.
        failures: The failures to show.
        as_json: Print one JSON document instead of lines.
        more: Lines to print after the scores; JSON leaves them out.
        **asked: What was measured (seed, number of files), for the JSON document.
    """
    for failure in failures:
        print(failure, file=sys.stderr)
    if as_json:
        metrics = {
            name: {"value": value, "low": value, "high": value} for name, value in scores.items()
        }
        print(json.dumps({**asked, "metrics": metrics}, ensure_ascii=False))
        return
    lines = [f"{name:22} {value:.4f}" for name, value in scores.items()]
    print("\n".join([*lines, *more]))


def show_difference(difference: Estimate) -> str:
    """Write a paired difference as tables show it.

    Args:
        difference: The difference with its 95 % interval.

    Returns:
        For example `+0.0021 (-0.0022 – +0.0062)`.
    """
    return f"{difference.value:+.4f} ({difference.low:+.4f} – {difference.high:+.4f})"
