"""The figures of a trained model as they are stored beside it, for tables and pictures.

They are read without loading the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a reader of figures trains nothing
    from tagging.training import TrainedModel


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Figures of a model that was trained with so many documents, held out by document."""

    documents: int
    micro_f1: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """One value of a trained model, and from which probability on it is given without a person.

    Attributes:
        value: The value.
        texts: How many labelled texts have it.
        precision: The share of predicted texts that have it.
        recall: The share of texts that have it and are predicted.
        f1: Their harmonic mean.
        threshold: The probability from which it is accepted; None where it never is.
        basis: `value`, `scheme` or `none`: on which decisions the threshold was measured.
        bound: The lower bound of the precision of accepted tags, with 95 % confidence.
        decisions: How many decisions were accepted in the measurement.
        documents: From how many documents.
    """

    value: str
    texts: int
    precision: float
    recall: float
    f1: float
    threshold: float | None
    basis: str
    bound: float
    decisions: int
    documents: int


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """The figures of a trained model.

    Attributes:
        metrics: Figures of all values, by name.
        values: One row a value.
        reliability: Mean probability, share that is right, and number of decisions of each bin.
        confusion: One row a right value, one column a predicted value; last row and column: none.
        curve: Figures by number of training documents; empty where the curve was not asked for.
    """

    metrics: Mapping[str, float]
    values: tuple[AcceptanceRow, ...]
    reliability: tuple[tuple[float, float, int], ...]
    confusion: tuple[tuple[int, ...], ...]
    curve: tuple[CurvePoint, ...]


def model_task(scheme: str) -> str:
    """Return the task under which models of a scheme are stored.

    Args:
        scheme: The name of the scheme.

    Returns:
        The task.
    """
    return f"tags.{scheme}"


def figures_of(trained: TrainedModel, curve: Sequence[CurvePoint] = ()) -> dict[str, Any]:
    """Return the figures of a model that was just trained, as JSON values.

    Args:
        trained: The model.
        curve: Its learning curve.

    Returns:
        What `read_figures` reads. The figures of all values stand on the first level.
    """
    values = []
    for figures, guarantee in zip(trained.figures, trained.guarantees, strict=True):
        row = AcceptanceRow(
            **asdict(figures),
            threshold=guarantee.threshold,
            basis=guarantee.basis,
            bound=guarantee.bound,
            decisions=guarantee.decisions,
            documents=guarantee.documents,
        )
        values.append(asdict(row))
    return {
        **trained.metrics,
        "values": values,
        "reliability": [
            [entry.probability, entry.share, entry.count] for entry in trained.reliability
        ],
        "confusion": trained.confusion.tolist(),
        "learning_curve": [asdict(point) for point in curve],
    }


def read_figures(stored: Mapping[str, Any]) -> ModelFigures:
    """Read the figures that stand beside a stored model.

    Args:
        stored: What `figures_of` returned. A model of an earlier release has fewer parts.

    Returns:
        The figures.
    """
    return ModelFigures(
        {name: figure for name, figure in stored.items() if isinstance(figure, int | float)},
        tuple(AcceptanceRow(**row) for row in stored.get("values", ())),
        tuple((entry[0], entry[1], entry[2]) for entry in stored.get("reliability", ())),
        tuple(tuple(row) for row in stored.get("confusion", ())),
        tuple(CurvePoint(**point) for point in stored.get("learning_curve", ())),
    )
