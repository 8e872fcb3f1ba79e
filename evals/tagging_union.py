"""Tags of the scheme `union` without training: how right, how well calibrated, how many by machine.

`python -m evals tagging_union --half use|tune|held EXPORT` reads the labels of `union.gold.jsonl`
(ids, labels and reasons; no texts) and the texts of a file that `lexops export` wrote. The parts
`use` and `tune` may be looked at while rules are written, and are read together without `--half`;
the part `held` says how good the rules are.

`--measure` writes `tagging/schemes/measured/union.json`: the share of right values at each score,
and from which score a tag is given without a person. Both come from passages that the rules had not
seen: those of `held`, and those of `tune` with the scores of `union.unseen.jsonl`, by the last
rules that were written before the passage was looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging import metrics
from tagging.guarantee import guarantees
from tagging.schemes.loading import load_schemes
from tagging.schemes.scheme import Scheme
from tagging.units import Labels, Scores, TextUnit
from tagging.untrained import UntrainedTagger

_GOLD = Path(__file__).parent / "union.gold.jsonl"
_UNSEEN = Path(__file__).parent / "union.unseen.jsonl"
_SEEN = ("use", "tune")
"""The parts of the gold that may be looked at."""

_MEASURED = Path("tagging/schemes/measured")
_OFTEN = 20
"""Values with fewer labels are left out of the macro F1."""

_GIVEN = 0.5
"""The probability from which a value counts as predicted."""

_FOLDS = 5
_POINTS = np.linspace(0, 1, 21)


@dataclass(frozen=True, slots=True)
class Gold:
    """Labelled passages.

    Attributes:
        units: The passages.
        labels: One row a passage, one column a value.
        missing: How many labelled passages the export lacks.
    """

    units: list[TextUnit]
    labels: Labels
    missing: int

    @property
    def documents(self) -> list[str]:
        """The document of each passage."""
        return [unit.document for unit in self.units]


def read_gold(
    scheme: Scheme,
    halves: Sequence[str],
    export: Path,
    gold: Path,
) -> Gold:
    """Join labels with the texts of an export.

    Args:
        scheme: The scheme.
        halves: Which parts of the labels: `use`, `tune`, `held`.
        export: A file of `lexops export`.
        gold: The labels.

    Returns:
        The labelled passages, in the order of the export.
    """
    entries = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    labels = {entry["id"]: entry["labels"] for entry in entries if entry["half"] in halves}
    units = []
    rows = []
    with export.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in labels:
                units.append(unit_of(record))
                rows.append([value.value in labels[record["id"]] for value in scheme.values])
    return Gold(units, np.array(rows, dtype=bool), len(labels) - len(units))


def unit_of(record: dict[str, Any]) -> TextUnit:
    """Make the text of a record of an export.

    Args:
        record: The record.
    """
    return TextUnit(
        record["id"],
        record["text"],
        record["work"],
        context=record["context"],
        kind=record["kind"],
    )


def isotonic(scores: NDArray[np.float64], answers: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Fit the share of right values as a rising function of the score.

    Args:
        scores: The scores.
        answers: Whether each is right.

    Returns:
        The share at each of the points 0, .05, … 1.
    """
    from sklearn.isotonic import IsotonicRegression

    curve = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    curve.fit(np.append(scores, 0.0), np.append(answers, False))
    # Steps of few decisions are smoothed: each point is the mean of its neighbourhood.
    fine = np.linspace(0, 1, 401)
    shares = curve.predict(fine)
    return np.array([shares[np.abs(fine - point) <= 0.05].mean() for point in _POINTS])


def cross_calibrate(scores: Scores, labels: Labels, documents: Sequence[str]) -> Scores:
    """Turn scores into probabilities by a curve of other documents.

    Args:
        scores: The scores.
        labels: The labels.
        documents: The document of each passage.

    Returns:
        The probabilities; 0 where the score is 0.
    """
    names = sorted(set(documents))
    np.random.default_rng(17).shuffle(names)
    fold_of = {name: number % _FOLDS for number, name in enumerate(names)}
    folds = np.array([fold_of[name] for name in documents])
    probabilities = np.zeros_like(scores)
    for fold in range(_FOLDS):
        fitted = (folds != fold)[:, None] & (scores > 0)
        shares = isotonic(scores[fitted], labels[fitted])
        inside = folds == fold
        probabilities[inside] = np.interp(scores[inside], _POINTS, shares)
    return np.where(scores > 0, probabilities, 0.0)


def read_unseen(scheme: Scheme, gold: Gold, path: Path) -> Scores:
    """Read the scores of passages by rules that had not seen them.

    Args:
        scheme: The scheme.
        gold: The labelled passages.
        path: The file: one line a passage, its `id` and its `scores` by value.

    Returns:
        One row a passage of the gold, one column a value; 0 where the file has no score.
    """
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scores = {entry["id"]: entry["scores"] for entry in entries}
    return np.array(
        [
            [scores.get(unit.id, {}).get(value.value, 0.0) for value in scheme.values]
            for unit in gold.units
        ]
    )


def measure(
    scheme: Scheme,
    scores: Scores,
    labels: Labels,
    documents: Sequence[str],
) -> dict[str, Any]:
    """Measure what `tagging/schemes/measured/NAME.json` holds.

    Args:
        scheme: The scheme.
        scores: Scores of passages, by rules that had not seen them.
        labels: Their labels.
        documents: The document of each passage.

    Returns:
        The values of the file.
    """
    some = scores > 0
    shares = isotonic(scores[some], labels[some])
    found = guarantees(scores, labels, documents, scheme.target_precision)
    return {
        "version": scheme.version,
        "rules": scheme.rules_hash,
        "points": [
            [round(float(point), 2), round(float(share), 3)]
            for point, share in zip(_POINTS, shares, strict=True)
        ],
        "thresholds": {
            value.value: guarantee.threshold
            for value, guarantee in zip(scheme.values, found, strict=True)
        },
        "decisions": int(some.sum()),
        "documents": len(set(documents)),
    }


def report(scheme: Scheme, gold: Gold, tagger: UntrainedTagger) -> list[str]:
    """Describe how right the tags of labelled passages are.

    Args:
        scheme: The scheme.
        gold: The labelled passages.
        tagger: The tagger.

    Returns:
        The lines of the report.
    """
    scores = tagger.score(gold.units)
    given = scores >= _GIVEN
    counts = metrics.count(given, gold.labels)
    lines = [f"{len(gold.units)} passages of {len(set(gold.documents))} documents"]
    if gold.missing:
        lines.append(f"{gold.missing} labelled passages are not in the export")
    lines.append("value | labels | precision | recall | F1")
    for column, value in enumerate(scheme.values):
        right, wrong, missed = counts[:, column]
        interval = _interval(given, gold, partial(_f1_of, column))
        lines.append(
            f"{value.value} | {int(right + missed)} | {right / max(right + wrong, 1):.3f}"
            f" | {right / max(right + missed, 1):.3f} | {interval}"
        )
    none = metrics.bootstrap(
        _none(given),
        _none(gold.labels),
        gold.documents,
        metrics.micro_f1,
    )
    often = np.flatnonzero(gold.labels.sum(axis=0) >= _OFTEN).tolist()
    macro = partial(metrics.macro_f1, columns=often)
    lines.append(f"none of them: F1 {none.value:.3f} ({none.low:.3f}–{none.high:.3f})")
    lines.append(f"macro F1, values with ≥ {_OFTEN} labels: {_interval(given, gold, macro)}")
    lines.append(f"micro F1: {_interval(given, gold, metrics.micro_f1)}")
    lines += _by_machine(gold, tagger, scores)
    return lines


def _none(labels: Labels) -> Labels:
    """Say which passages have no value, as one column."""
    return np.array([[not row.any()] for row in labels], dtype=bool)


def _interval(given: Labels, gold: Gold, figure: Any) -> str:
    found = metrics.bootstrap(given, gold.labels, gold.documents, figure)
    return f"{found.value:.3f} ({found.low:.3f}–{found.high:.3f})"


def _f1_of(column: int, counts: metrics.Counts) -> float:
    return float(metrics.f1(counts)[column])


def _by_machine(gold: Gold, tagger: UntrainedTagger, scores: Scores) -> list[str]:
    """Describe calibration and what is accepted without a person."""
    shipped = np.zeros_like(scores)
    accepted = np.zeros_like(gold.labels)
    columns = tagger.scheme.columns
    for row, proposals in enumerate(tagger.propose(gold.units)):
        for proposal in proposals:
            shipped[row, columns[proposal.value]] = proposal.probability
            accepted[row, columns[proposal.value]] = proposal.accepted
    crossed = cross_calibrate(scores, gold.labels, gold.documents)
    errors = [
        metrics.calibration_error(metrics.reliability(probabilities, gold.labels))
        for probabilities in (shipped, crossed)
    ]
    right = int((accepted & gold.labels).sum())
    precision = right / max(int(accepted.sum()), 1)
    share = right / max(int(gold.labels.sum()), 1)
    return [
        f"calibration error: {errors[0]:.3f} as shipped, {errors[1]:.3f} fitted on other documents",
        f"accepted without a person: {int(accepted.sum())}, precision {precision:.3f}",
        f"accepted and right, of all labels: {share:.3f}",
    ]


def _write_measurements(scheme: Scheme, export: Path) -> None:
    """Write the measurements of a scheme, from passages that its rules had not seen."""
    held = read_gold(scheme, ("held",), export, _GOLD)
    tune = read_gold(scheme, ("tune",), export, _GOLD)
    scores = np.vstack(
        [UntrainedTagger(scheme).score(held.units), read_unseen(scheme, tune, _UNSEEN)]
    )
    labels = np.vstack([held.labels, tune.labels])
    measured = measure(scheme, scores, labels, [*held.documents, *tune.documents])
    _MEASURED.mkdir(exist_ok=True)
    text = json.dumps(measured, ensure_ascii=False, indent=1) + "\n"
    (_MEASURED / f"{scheme.name}.json").write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run the measurement.

    Args:
        arguments: The options.

    Returns:
        The exit status: 0 done, 2 the gold has no passage of that half in the export.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("export", type=Path, help="a file that `lexops export` wrote")
    parser.add_argument("--half", choices=(*_SEEN, "held"), help="a part of the gold")
    parser.add_argument("--measure", action="store_true", help="write what was measured")
    options = parser.parse_args(arguments)
    scheme = load_schemes()["union"]
    halves = (options.half,) if options.half else _SEEN
    gold = read_gold(scheme, halves, options.export, _GOLD)
    if not gold.units:
        sys.stderr.write(f"no labelled passage of {' and '.join(halves)} is in the export\n")
        return 2
    if options.measure:
        _write_measurements(scheme, options.export)
    started = time.process_time()
    lines = report(scheme, gold, UntrainedTagger(scheme))
    seconds = time.process_time() - started
    sys.stdout.write("\n".join([*lines, f"{seconds:.1f} CPU seconds"]) + "\n")
    return 0
