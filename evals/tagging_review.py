"""What an ordered review is worth: `python -m evals tagging_review FILE.jsonl [--seeds 0-19]`.

A simulation of a reviewer on sentences of judgments whose labels are known. A model learns from 15
documents. Then 300 decisions follow, each about one value of one sentence: in the order of the
queue, or at random. Macro F1 over LB1–LB10 is measured on 30 documents that neither model has seen.
The queue is ordered anew after each 100 decisions, as a nightly run does.

The settings of the queue and of the model were chosen on the seeds 100 to 111; 0 to 19 are for
judging. The seeds share their 90 documents, so the interval says how much the draw of documents
matters, not what other judgments would give.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.review.queue import ReviewCandidate, order_queue
from tagging.units import Labels, Scores

VALUES = tuple(f"LB{number}" for number in range(1, 11))
DECISIONS = 300
ROUNDS = 3
_HELD_OUT = 30  # documents
_START = 15  # documents
_FOLDS = 3
_LEAST = 0.02
"""The probability below which a value is not even suggested."""

_T = 2.093
"""The 97.5 % quantile of Student's t with 19 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of labelled documents.

    Attributes:
        texts: The sentences.
        documents: For each sentence, the number of its document.
        labels: One row a sentence, one column a value.
    """

    texts: list[str]
    documents: NDArray[np.int64]
    labels: Labels


@dataclass(frozen=True, slots=True)
class Trained:
    """A model after its training.

    Attributes:
        probabilities: One row a sentence, one column a value; calibrated on the first documents.
        threshold: The probability from which a value is given.
    """

    probabilities: Scores
    threshold: float


def read_sentences(path: Path) -> Sentences:
    """Read labelled documents.

    Args:
        path: JSON lines: a document is a list of sentences with their labels.

    Returns:
        The sentences.
    """
    texts: list[str] = []
    documents: list[int] = []
    labels: list[list[bool]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            for entry in json.loads(line):
                texts.append(entry["sentence"])
                documents.append(number)
                labels.append([value in entry["labels"] for value in VALUES])
    return Sentences(texts, np.array(documents), np.array(labels, dtype=np.bool_))


class Simulation:
    """One draw of documents: some to start from, some to review, some held out."""

    def __init__(self, sentences: Sentences, seed: int) -> None:
        """Draw the documents.

        Args:
            sentences: All sentences.
            seed: The number of the draw.
        """
        self._sentences = sentences
        self._random = np.random.default_rng(seed)
        count = int(sentences.documents.max()) + 1
        drawn = self._random.permutation(count)
        begin = drawn[_HELD_OUT : _HELD_OUT + _START]
        self._held_out = np.isin(sentences.documents, drawn[:_HELD_OUT])
        self._start = np.isin(sentences.documents, begin)
        folds = np.full(count, -1)
        folds[begin] = np.arange(_START) % _FOLDS
        self._folds = folds[sentences.documents]
        self._features = self._vectorize()
        self._decided = np.repeat(self._start[:, None], len(VALUES), axis=1)
        reviewable = ~(self._held_out | self._start)
        self._cells = np.argwhere(np.repeat(reviewable[:, None], len(VALUES), axis=1))

    def run(self) -> dict[str, float]:
        """Review at random and in the order of the queue.

        Returns:
            Macro F1 by way of reviewing, and the hours that the queue takes.
        """
        first = self._train(self._decided)
        at_random = self._decide(self._decided, self._draw(self._cells))
        probabilities = first.probabilities[self._cells[:, 0], self._cells[:, 1]]
        suggested = self._cells[probabilities >= first.threshold]
        among_suggestions = self._decide(self._decided, self._draw(suggested))
        decided = self._decided
        model = first
        seconds = 0.0
        for _ in range(ROUNDS):
            chosen, spent = self._queue(decided, model, DECISIONS // ROUNDS)
            decided = self._decide(decided, chosen)
            model = self._train(decided)
            seconds += spent
        new = decided & ~self._decided
        return {
            "start": self._f1(first),
            "random": self._f1(self._train(at_random)),
            "random_suggestions": self._f1(self._train(among_suggestions)),
            "queue": self._f1(model),
            "hours": seconds / 3600,
            "positives": float((self._sentences.labels & new).sum()),
        }

    def _queue(
        self,
        decided: Labels,
        model: Trained,
        count: int,
    ) -> tuple[NDArray[np.int64], float]:
        """The first decisions of the queue, and the seconds that they take."""
        texts = self._sentences.texts
        documents = self._sentences.documents
        candidates = []
        for row, column in self._cells:
            probability = float(model.probabilities[row, column])
            if probability < _LEAST or decided[row, column]:
                continue
            candidates.append(
                ReviewCandidate(
                    f"{row:05}",
                    VALUES[column],
                    probability,
                    texts[row],
                    str(documents[row]),
                )
            )
        known = (self._sentences.labels & decided).sum(axis=0)
        found = order_queue(candidates, dict(zip(VALUES, map(int, known), strict=True)))[:count]
        cells = [(int(item.candidate.id), VALUES.index(item.candidate.value)) for item in found]
        return np.array(cells).reshape(-1, 2), sum(item.seconds for item in found)

    def _draw(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        return cells[self._random.permutation(len(cells))[:DECISIONS]]

    def _decide(self, decided: Labels, cells: NDArray[np.int64]) -> Labels:
        more = decided.copy()
        more[cells[:, 0], cells[:, 1]] = True
        return more

    def _vectorize(self) -> Any:
        """Character n-grams; words of held-out documents are not learned."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            analyzer="char",
            ngram_range=(1, 3),
            min_df=2,
            max_features=30_000,
            sublinear_tf=True,
        )
        texts = self._sentences.texts
        vectorizer.fit([text for text, out in zip(texts, self._held_out, strict=True) if not out])
        return vectorizer.transform(texts)

    def _train(self, decided: Labels) -> Trained:
        """Train on what is decided; calibrate and set the threshold on the first documents."""
        from sklearn.linear_model import LogisticRegression

        every = np.ones(len(decided), dtype=np.bool_)
        scores = self._scores(decided, every, every)
        start = np.flatnonzero(self._start)
        unseen = np.empty((len(decided), len(VALUES)))
        for fold in range(_FOLDS):
            out = self._folds == fold
            unseen[out] = self._scores(decided, ~out, out)
        labels = self._sentences.labels[start]
        platt = LogisticRegression(C=1000).fit(unseen[start].reshape(-1, 1), labels.reshape(-1))

        def calibrated(values: Scores) -> Scores:
            flat = platt.predict_proba(values.reshape(-1, 1))[:, 1]
            return np.asarray(flat.reshape(values.shape), dtype=np.float64)

        return Trained(calibrated(scores), _best_threshold(calibrated(unseen[start]), labels))

    def _scores(
        self,
        decided: Labels,
        learned: Labels,
        scored: Labels,
    ) -> Scores:
        """Scores of a model for each value: one row a scored sentence."""
        from sklearn.linear_model import LogisticRegression

        scores = np.full((int(scored.sum()), len(VALUES)), -8.0)
        for column in range(len(VALUES)):
            rows = np.flatnonzero(decided[:, column] & learned)
            labels = self._sentences.labels[rows, column]
            if labels.all() or not labels.any():
                continue  # nothing to learn
            model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
            model.fit(self._features[rows], labels)
            scores[:, column] = model.decision_function(self._features[scored])
        return scores

    def _f1(self, model: Trained) -> float:
        given = model.probabilities[self._held_out] > model.threshold
        return macro_f1(given, self._sentences.labels[self._held_out])


def macro_f1(given: Labels, labels: Labels) -> float:
    """Return the mean of F1 over values.

    Args:
        given: What a model gives: one row a sentence, one column a value.
        labels: What is right.

    Returns:
        The mean; a value that is neither given nor right counts 0.
    """
    right = (given & labels).sum(axis=0)
    both = given.sum(axis=0) + labels.sum(axis=0)
    return float(np.mean(2 * right / np.maximum(both, 1)))


def _best_threshold(probabilities: Scores, labels: Labels) -> float:
    """The threshold with the best macro F1, after smoothing over its neighbours."""
    thresholds = np.arange(0.05, 0.8, 0.025)
    measured = [macro_f1(probabilities > threshold, labels) for threshold in thresholds]
    smooth = np.convolve(np.pad(measured, 1, mode="edge"), np.ones(3) / 3, "valid")
    return float(thresholds[int(np.argmax(smooth))])


def interval(gains: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean of gains, with its interval of 95 %.

    Args:
        gains: One gain a seed.

    Returns:
        The mean, and the lower and upper bound.
    """
    mean = statistics.fmean(gains)
    half = _T * statistics.stdev(gains) / len(gains) ** 0.5
    return mean, mean - half, mean + half


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulation.

    Args:
        arguments: The arguments of the command line.

    Returns:
        0 where the queue gains over random decisions with 95 % confidence, else 1.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="labelled documents, as labour-elements.dev.jsonl")
    parser.add_argument("--seeds", default="0-19", help="first and last seed")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args(arguments)
    first, _, last = options.seeds.partition("-")
    began = time.process_time()
    sentences = read_sentences(options.file)
    runs = [Simulation(sentences, seed).run() for seed in range(int(first), int(last) + 1)]
    report: dict[str, Any] = {
        name: round(statistics.fmean(run[name] for run in runs), 4) for name in runs[0]
    }
    for name in ("random", "random_suggestions"):
        bounds = interval([run["queue"] - run[name] for run in runs])
        report[f"gain_over_{name}"] = [round(100 * bound, 2) for bound in bounds]
    report["seeds"] = len(runs)
    report["cpu_seconds"] = round(time.process_time() - began, 1)
    write: Callable[[str], int] = sys.stdout.write
    if options.json:
        write(json.dumps(report) + "\n")
    else:
        write(_described(report))
    return 0 if report["gain_over_random"][1] > 0 else 1


def _described(report: dict[str, Any]) -> str:
    lines = [f"macro F1 over LB1–LB10 on {_HELD_OUT} held-out documents, {report['seeds']} seeds"]
    names = {
        "start": f"{_START} documents",
        "random": f"and {DECISIONS} decisions at random",
        "random_suggestions": f"and {DECISIONS} random suggestions",
        "queue": f"and {DECISIONS} decisions of the queue",
    }
    lines += [f"  {words:34} {report[name]:.3f}" for name, words in names.items()]
    for name, words in (
        ("random", "random decisions"),
        ("random_suggestions", "random suggestions"),
    ):
        mean, low, high = report[f"gain_over_{name}"]
        lines.append(f"  gain over {words:24} {mean:.1f} points (95 %: {low:.1f} to {high:.1f})")
    lines.append(
        f"  a reviewer needs {report['hours']:.1f} hours; {report['positives']:.0f} answers are yes"
    )
    lines.append(f"  {report['cpu_seconds']:.0f} CPU seconds")
    return "\n".join(lines) + "\n"
