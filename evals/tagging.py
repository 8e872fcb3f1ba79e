"""Tags against labelled texts: `python -m evals tagging FILE.jsonl [--scheme S] [--model M]`.

Cross-validates by document. Everything is fitted inside the folds: vocabularies, taggers, stack,
calibration, cuts and thresholds. Prints a table of values, intervals over documents, reliability,
the share that would be accepted without a person and its precision, and with `--curve` the F1
against the number of training documents.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.lines import LabelledLines, label_matrix, read_lines, with_vectors
from tagging.metrics import (
    Counts,
    bootstrap,
    calibration_error,
    confusion,
    count,
    macro_f1,
    micro_f1,
    reliability,
)
from tagging.schemes import Scheme
from tagging.schemes.loading import load_schemes
from tagging.taggers.learning import document_folds
from tagging.training import TrainedModel, train, value_figures
from tagging.units import Labels, TextUnit

_CURVE = (10 / 72, 20 / 72, 40 / 72, 1.0)
"""Shares of the training documents: 10, 20, 40 and 72 of those of the labour elements."""

_FREQUENT = 40
"""Macro F1 is also given over the values with so many labelled texts."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models say of texts whose documents they have not seen.

    Attributes:
        predicted: The labels that `predict` gives.
        probabilities: The probability of each value.
        accepted: What would be a tag without a person.
        seconds: The longest training of a fold.
    """

    predicted: Labels
    probabilities: NDArray[np.float64]
    accepted: Labels
    seconds: float


def cross_validate(
    scheme: Scheme,
    units: Sequence[TextUnit],
    labels: Labels,
    share: float = 1.0,
    seed: int = 0,
) -> HeldOut:
    """Train on four fifths of the documents and predict the fifth, five times.

    Args:
        scheme: The scheme.
        units: The labelled texts.
        labels: Their labels.
        share: The share of the training documents that is used.
        seed: Of the division.

    Returns:
        What the models say.
    """
    folds = document_folds(units, seed)
    predicted = np.zeros_like(labels)
    accepted = np.zeros_like(labels)
    probabilities = np.zeros(labels.shape)
    seconds = 0.0
    for fold in np.unique(folds):
        inside = _some_documents(units, np.flatnonzero(folds != fold), share, seed)
        outside = np.flatnonzero(folds == fold)
        began = time.process_time()
        model = train(scheme, [units[row] for row in inside.tolist()], labels[inside])
        seconds = max(seconds, time.process_time() - began)
        scores = model.tagger.score([units[row] for row in outside.tolist()])
        predicted[outside] = scores >= np.array(model.cuts)
        probabilities[outside] = model.calibration.apply(scores)
        accepted[outside] = probabilities[outside] >= _thresholds(model)
    return HeldOut(predicted, probabilities, accepted, seconds)


def _thresholds(model: TrainedModel) -> NDArray[np.float64]:
    thresholds = [guarantee.threshold for guarantee in model.guarantees]
    return np.array([2.0 if threshold is None else threshold for threshold in thresholds])


def _some_documents(
    units: Sequence[TextUnit],
    rows: NDArray[np.int64],
    share: float,
    seed: int,
) -> NDArray[np.int64]:
    documents = sorted({units[row].document for row in rows.tolist()})
    chosen = np.random.default_rng(seed).permutation(documents)[: round(share * len(documents))]
    kept = set(chosen.tolist())
    return np.array([row for row in rows.tolist() if units[row].document in kept])


def measure(
    scheme: Scheme,
    units: Sequence[TextUnit],
    labels: Labels,
    seed: int = 0,
    corrected: Labels | None = None,
) -> dict[str, Any]:
    """Compute all figures of a scheme on labelled texts.

    Args:
        scheme: The scheme.
        units: The labelled texts.
        labels: Their labels.
        seed: Of the division into folds.
        corrected: The labels with the corrections of readers. Nothing is trained on them.

    Returns:
        The figures, for JSON.
    """
    held_out = cross_validate(scheme, units, labels, seed=seed)
    documents = [unit.document for unit in units]
    frequent = np.flatnonzero(labels.sum(axis=0) >= _FREQUENT).tolist()

    def macro_of_frequent(counts: Counts) -> float:
        return macro_f1(counts, frequent)

    figures = {
        "micro F1": micro_f1,
        "macro F1": macro_f1,
        f"macro F1, {len(frequent)} values with {_FREQUENT} or more": macro_of_frequent,
    }
    bins = reliability(held_out.probabilities, labels)
    right = int((held_out.accepted & labels).sum())
    total = int(held_out.accepted.sum())
    counts = count(held_out.predicted, labels)
    readers = {}
    if corrected is not None:
        readers = against_readers(held_out.predicted, labels, corrected)
    return {
        "scheme": scheme.name,
        "documents": len(set(documents)),
        "texts": len(units),
        "figures": {
            name: asdict(bootstrap(held_out.predicted, labels, documents, figure))
            for name, figure in figures.items()
        },
        "values": [asdict(entry) for entry in value_figures(scheme, counts)],
        "calibration_error": calibration_error(bins),
        "reliability": [asdict(entry) for entry in bins],
        "accepted": total,
        "accepted_precision": right / total if total else None,
        "accepted_share": right / max(int(labels.sum()), 1),
        "training_seconds": held_out.seconds,
        "confusion": confusion(held_out.predicted, labels).tolist(),
        "readers": readers,
    }


def correct(
    scheme: Scheme,
    lines: LabelledLines,
    labels: Labels,
    readings: Path,
) -> Labels:
    """Replace labels that two blind readers agree to be wrong.

    Args:
        scheme: The scheme.
        lines: The labelled texts: one document a line.
        labels: Their labels.
        readings: What the readers say: one line a document, sentence (from 0) and value.

    Returns:
        The labels with the corrections.
    """
    first_rows = np.cumsum([0, *(len(entry) for entry in lines.entries)])
    columns = scheme.columns
    corrected = labels.copy()
    for line in readings.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        if read["reader_a"] == read["reader_b"]:
            row = first_rows[read["document"]] + read["sentence"]
            corrected[row, columns[read["value"]]] = read["reader_a"]
    return corrected


def against_readers(
    predicted: Labels,
    labels: Labels,
    corrected: Labels,
) -> dict[str, float]:
    """Compare predictions with the data as they are, and with the corrected sample.

    Args:
        predicted: Held-out predictions.
        labels: The labels of the data.
        corrected: The labels after correction.

    Returns:
        Micro and macro F1 against both, and how many labels were corrected.
    """
    as_is, better = count(predicted, labels), count(predicted, corrected)
    return {
        "micro F1, data": micro_f1(as_is),
        "micro F1, corrected": micro_f1(better),
        "macro F1, data": macro_f1(as_is),
        "macro F1, corrected": macro_f1(better),
        "corrected labels": float((labels != corrected).sum()),
    }


def learning_curve(
    scheme: Scheme,
    units: Sequence[TextUnit],
    labels: Labels,
) -> list[dict[str, float]]:
    """Compute F1 with fewer training documents.

    Args:
        scheme: The scheme.
        units: The labelled texts.
        labels: Their labels.

    Returns:
        The share of the training documents and the figures, by rising share.
    """
    frequent = np.flatnonzero(labels.sum(axis=0) >= _FREQUENT).tolist()
    points = []
    for share in _CURVE:
        counts = count(cross_validate(scheme, units, labels, share).predicted, labels)
        points.append(
            {
                "share": share,
                "micro_f1": micro_f1(counts),
                "macro_f1": macro_f1(counts, frequent),
            }
        )
    return points


def _vectors(name: str, units: Sequence[TextUnit], cache: Path | None) -> Sequence[TextUnit]:
    if name == "none":
        return units
    if cache is not None and cache.exists():
        return with_vectors(units, np.load(cache))
    from indexing.embedders import open_embedder

    with open_embedder(name, processes=1) as embedder:
        vectors = embedder.embed_passages([unit.text for unit in units])
    if cache is not None:
        np.save(cache, vectors)
    return with_vectors(units, vectors)


def _print(report: dict[str, Any]) -> None:
    lines = [f"{report['scheme']}: {report['documents']} documents, {report['texts']} texts"]
    for name, figure in report["figures"].items():
        lines.append(f"{name:40} {figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})")
    lines.append(f"{'value':12} {'texts':>6} {'prec':>6} {'recall':>6} {'F1':>6}")
    for entry in report["values"]:
        lines.append(
            f"{entry['value']:12} {entry['texts']:6} {entry['precision']:6.3f} "
            f"{entry['recall']:6.3f} {entry['f1']:6.3f}"
        )
    lines.append(f"calibration error {report['calibration_error']:.4f}")
    for entry in report["reliability"]:
        lines.append(
            f"  said {entry['probability']:.3f}, right {entry['share']:.3f}, {entry['count']}"
        )
    precision = report["accepted_precision"]
    lines.append(
        f"accepted {report['accepted']}, "
        f"precision {'–' if precision is None else f'{precision:.3f}'}, "
        f"share of gold {report['accepted_share']:.3f}"
    )
    lines.append(f"training: {report['training_seconds']:.0f} CPU seconds")
    lines += [f"  {name}: {figure:.3f}" for name, figure in report["readers"].items()]
    for point in report.get("curve", []):
        lines.append(
            f"  {point['share']:.0%} of the training documents: "
            f"micro {point['micro_f1']:.3f}, macro {point['macro_f1']:.3f}"
        )
    sys.stdout.write("\n".join(lines) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Run the measurement.

    Args:
        arguments: The options.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="labelled lines")
    parser.add_argument("--scheme", default="labour-elements", help="name of the scheme")
    parser.add_argument("--model", default="bge-small-zh-v1.5-int8", help="embedder, or none")
    parser.add_argument("--vectors", type=Path, help="file that keeps the vectors (.npy)")
    parser.add_argument("--seed", type=int, default=0, help="of the division into folds")
    parser.add_argument("--curve", action="store_true", help="also the learning curve")
    parser.add_argument("--readers", type=Path, help="readings, as evals/labour_labels.jsonl")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args(arguments)
    scheme = load_schemes()[options.scheme]
    lines = read_lines(options.file)
    labels = label_matrix(scheme, lines.labels)
    units = _vectors(options.model, lines.units, options.vectors)
    corrected = None
    if options.readers:
        corrected = correct(scheme, lines, labels, options.readers)
    report = measure(scheme, units, labels, options.seed, corrected)
    if options.curve:
        report["curve"] = learning_curve(scheme, units, labels)
    if options.json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    else:
        _print(report)
    return 0
