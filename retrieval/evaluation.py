"""A searcher over many questions with gold: figures with 95 % intervals, and two runs compared question by question.

Intervals are by bootstrap over questions, as trec_eval's users report them; a formula was set aside because R@10 and nDCG are
neither proportions nor normal. Scores of single questions are kept: a mean that moves by .01 says little without the ten
questions that it gained and the nine that it lost.
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
from retrieval.benchmarks import GoldQuestion, SkippedLine, read_questions
from retrieval.metrics import DEPTH, METRICS, ranks, score
from retrieval.search import ANY_DATE, Mode, Question, Searcher

RESAMPLES = 2000
"""Bootstrap samples: the ends of a 95 % interval are then known to about .001 on 800 questions."""

SEED = 20_240_501
"""The same questions and scores give the same interval, always."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """What one question scored; `found` has for each gold text the rank that found it, `hits` the first ten ids."""

    id: str
    query: str
    scores: Mapping[str, float]
    found: tuple[int | None, ...]
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A whole run: the questions in their order, and the lines that were no questions."""

    as_of: str
    mode: Mode
    questions: tuple[QuestionScore, ...]
    skipped: tuple[SkippedLine, ...]

    def metrics(self) -> dict[str, Estimate]:
        """Every metric's mean and interval."""
        return {name: estimate([one.scores[name] for one in self.questions]) for name in METRICS}

    def as_json(self) -> dict[str, Any]:
        """The shape of `lexops eval --json`."""
        head = {
            "questions": len(self.questions),
            "skipped": len(self.skipped),
            "as_of": self.as_of,
            "mode": self.mode,
        }
        return {**head, "metrics": to_json(self.metrics())}


@dataclass(frozen=True, slots=True)
class EvaluationComparison:
    """Two runs over the same questions: each metric's difference (new minus old), and the questions that moved by `metric`."""

    metric: str
    differences: Mapping[str, Estimate]
    gains: tuple[tuple[QuestionScore, QuestionScore], ...]
    losses: tuple[tuple[QuestionScore, QuestionScore], ...]


def evaluate_file(searcher: Searcher, path: Path, template: Question | None = None) -> Evaluation:
    """`evaluate` over the questions of a file. Raises UsageError where it holds none."""
    evaluation = evaluate(searcher, read_questions(path), template)
    if not evaluation.questions:
        reasons = "; ".join(
            dict.fromkeys(f"line {one.line}: {one.reason}" for one in evaluation.skipped[:3])
        )
        raise UsageError(f"{path} holds no question with gold ({reasons or 'it is empty'})")
    return evaluation


def evaluate(
    searcher: Searcher,
    lines: Iterable[GoldQuestion | SkippedLine],
    template: Question | None = None,
) -> Evaluation:
    """Ask every question and score the hits. `template` says how to ask (mode, filters, date); its text and `k` are not used."""
    template = template or Question("", as_of=ANY_DATE)
    scored, skipped, as_of = [], [], template.as_of
    for line in lines:
        if isinstance(line, SkippedLine):
            skipped.append(line)
            continue
        result = searcher.search(replace(template, text=line.query, k=DEPTH))
        as_of = result.as_of
        rows = [hit.row for hit in result.hits]
        ids = tuple(row["id"] for row in rows[:10])
        scored.append(QuestionScore(line.id, line.query, score(line, rows), ranks(line, rows), ids))
    return Evaluation(as_of or ANY_DATE, template.mode, tuple(scored), tuple(skipped))


def compare(old: Evaluation, new: Evaluation, metric: str = "R@10") -> EvaluationComparison:
    """What changed between two runs, the largest moves first. Raises UsageError unless both asked the same questions."""
    if [one.id for one in old.questions] != [one.id for one in new.questions]:
        raise UsageError(
            "the two runs asked different questions", remedy="run both over the same file"
        )
    pairs = list(zip(old.questions, new.questions, strict=True))
    differences = {
        name: estimate([after.scores[name] - before.scores[name] for before, after in pairs])
        for name in METRICS
    }
    moved = sorted(pairs, key=lambda pair: pair[1].scores[metric] - pair[0].scores[metric])
    losses = tuple(pair for pair in moved if pair[1].scores[metric] < pair[0].scores[metric])
    gains = tuple(
        pair for pair in reversed(moved) if pair[1].scores[metric] > pair[0].scores[metric]
    )
    return EvaluationComparison(metric, differences, gains, losses)


def estimate(values: Sequence[float]) -> Estimate:
    """Mean of at least one value, and its interval by percentile bootstrap."""
    scores = np.asarray(values, dtype=np.float64)
    low, high = np.percentile(_resampled_means(scores), (2.5, 97.5))
    return Estimate(float(scores.mean()), float(low), float(high))


def _resampled_means(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    random = np.random.default_rng(
        SEED
    )  # fresh each time, so that every metric and run sees the same samples of questions
    counts = random.multinomial(len(scores), np.full(len(scores), 1 / len(scores)), size=RESAMPLES)
    means: NDArray[np.float64] = counts @ scores / len(scores)
    return means
