"""Scores over many questions with gold, with 95 % intervals; and two runs compared.

Intervals come from a bootstrap over questions, as trec_eval's users report them. A formula was set
aside because R@10 and nDCG are neither proportions nor normally distributed. The scores of single
questions are kept: a mean that moves by .01 says little without the ten questions that it gained
and the nine that it lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.codec import to_json
from corpus.errors import UsageError
from corpus.search import ANY_DATE, SearchMode, SearchRequest
from retrieval.benchmarks import GoldQuestion, SkippedLine, read_questions
from retrieval.metrics import DEPTH, METRICS, ranks, score
from retrieval.search import Searcher

RESAMPLES = 2000
"""Bootstrap samples: the ends of a 95 % interval are then known to about .001 on 800 questions."""

SEED = 20_240_501
"""The same questions and scores always give the same interval."""

_KEPT_IDS = 10  # results of a question that are kept by id
_KEPT_REASONS = 3  # skipped lines that an error names


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions and its 95 % interval.

    Attributes:
        value: The mean.
        low: The lower end of the interval.
        high: The upper end of the interval.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """What one question scored.

    Attributes:
        id: The question's id.
        query: The question.
        scores: The value of each metric.
        found: For each gold text the rank of the first result that matches it.
        hits: The ids of the first ten results.
    """

    id: str
    query: str
    scores: Mapping[str, float]
    found: tuple[int | None, ...]
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A whole run over a file of questions.

    Attributes:
        as_of: The day whose law counted, or `any`.
        mode: The mode of every search.
        questions: The scores, in the order of the questions.
        skipped: The lines that were no questions.
    """

    as_of: str
    mode: SearchMode
    questions: tuple[QuestionScore, ...]
    skipped: tuple[SkippedLine, ...]

    def metrics(self) -> dict[str, Estimate]:
        """Return the mean and the interval of every metric."""
        return {name: self._estimate(name) for name in METRICS}

    def _estimate(self, metric: str) -> Estimate:
        return estimate([question.scores[metric] for question in self.questions])

    def as_json(self) -> dict[str, Any]:
        """Return the document of `lexops eval --json`."""
        return {
            "questions": len(self.questions),
            "skipped": len(self.skipped),
            "as_of": self.as_of,
            "mode": self.mode,
            "metrics": to_json(self.metrics()),
        }


@dataclass(frozen=True, slots=True)
class EvaluationComparison:
    """Two runs over the same questions.

    Attributes:
        metric: The metric by which questions gained or lost.
        differences: The difference of each metric, new minus old.
        gains: The questions that gained, as (old, new), the largest gain first.
        losses: The questions that lost, as (old, new), the largest loss first.
    """

    metric: str
    differences: Mapping[str, Estimate]
    gains: tuple[tuple[QuestionScore, QuestionScore], ...]
    losses: tuple[tuple[QuestionScore, QuestionScore], ...]


def evaluate_file(
    searcher: Searcher,
    path: Path,
    template: SearchRequest | None = None,
) -> Evaluation:
    """Score the questions of a file.

    Args:
        searcher: What answers.
        path: A file of JSON lines, as `retrieval.benchmarks` reads it.
        template: How to ask, as in `evaluate`.

    Returns:
        The scores.

    Raises:
        UsageError: If the file contains no question with gold.
    """
    evaluation = evaluate(
        searcher,
        read_questions(path),
        template,
    )
    if not evaluation.questions:
        skipped = evaluation.skipped[:_KEPT_REASONS]
        reasons = dict.fromkeys(f"line {line.line}: {line.reason}" for line in skipped)
        why = "; ".join(reasons) or "it is empty"
        raise UsageError(f"{path} contains no question with gold ({why})")
    return evaluation


def evaluate(
    searcher: Searcher,
    lines: Iterable[GoldQuestion | SkippedLine],
    template: SearchRequest | None = None,
) -> Evaluation:
    """Ask every question and score the results.

    Args:
        searcher: What answers.
        lines: The questions, and the lines that are none.
        template: How to ask: mode, filters, date. Its text and `k` are not used.

    Returns:
        The scores.
    """
    template = template or SearchRequest("", as_of=ANY_DATE)
    scored: list[QuestionScore] = []
    skipped: list[SkippedLine] = []
    as_of = template.as_of
    for line in lines:
        if isinstance(line, SkippedLine):
            skipped.append(line)
            continue
        answer = searcher.search(
            replace(
                template,
                text=line.query,
                k=DEPTH,
            )
        )
        as_of = answer.as_of
        rows = [result.row for result in answer.results]
        ids = tuple(row["id"] for row in rows[:_KEPT_IDS])
        scores = score(line, rows)
        scored.append(
            QuestionScore(
                line.id,
                line.query,
                scores,
                ranks(line, rows),
                ids,
            )
        )
    return Evaluation(
        as_of or ANY_DATE,
        template.mode,
        tuple(scored),
        tuple(skipped),
    )


def compare(
    old: Evaluation,
    new: Evaluation,
    metric: str = "R@10",
) -> EvaluationComparison:
    """Compare two runs question by question.

    Args:
        old: The earlier run.
        new: The later run.
        metric: The metric by which questions gain or lose.

    Returns:
        The differences, and the questions that moved.

    Raises:
        UsageError: If the two runs asked different questions.
    """
    old_ids = [question.id for question in old.questions]
    new_ids = [question.id for question in new.questions]
    if old_ids != new_ids:
        raise UsageError(
            "the two runs asked different questions", remedy="run both over the same file"
        )
    pairs = list(
        zip(
            old.questions,
            new.questions,
            strict=True,
        )
    )

    def change(pair: tuple[QuestionScore, QuestionScore], name: str = metric) -> float:
        before, after = pair
        return after.scores[name] - before.scores[name]

    differences = {name: estimate([change(pair, name) for pair in pairs]) for name in METRICS}
    moved = sorted(pairs, key=change)
    losses = [pair for pair in moved if change(pair) < 0]
    gains = [pair for pair in reversed(moved) if change(pair) > 0]
    return EvaluationComparison(
        metric,
        differences,
        tuple(gains),
        tuple(losses),
    )


def estimate(values: Sequence[float]) -> Estimate:
    """Return the mean of values and its interval by percentile bootstrap.

    Args:
        values: At least one value.

    Returns:
        The mean and the 95 % interval.
    """
    scores = np.asarray(values, dtype=np.float64)
    low, high = np.percentile(_resampled_means(scores), (2.5, 97.5))
    return Estimate(
        float(scores.mean()),
        float(low),
        float(high),
    )


def _resampled_means(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    # A fresh generator, so that every metric and run sees the same samples of questions.
    random = np.random.default_rng(SEED)
    count = len(scores)
    shares = np.full(count, 1 / count)
    samples = random.multinomial(
        count,
        shares,
        size=RESAMPLES,
    )
    means: NDArray[np.float64] = samples @ scores / count
    return means
