"""What the asset `core__tags` shows in Dagster's UI: tables and pictures of each scheme.

Nothing here loads a model: figures of trained models are stored beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dagster as dg

from pipelines._charts import as_picture, bar_chart, line_chart
from pipelines.report import SchemeReport
from pipelines.session import Session
from pipelines.stages.tagging import SchemeRun, tags_of_last_run
from quality.verdict import markdown_table
from storage.catalog.tag_figures import TENTHS, ConfidenceHistogram, UncertainTag
from storage.catalog.tags import SchemeCounts
from tagging.model_figures import AcceptanceRow, ModelFigures, model_task, read_figures
from tagging.schemes import Scheme
from tagging.schemes.measured import RuleMeasurements, measured_of

Metadata = dict[str, Any]
_MOST = 20  # lines of a table
_WORDS = 60  # characters of a text
_NO_VALUE = "none"


def of_tags(session: Session, done: Sequence[SchemeRun]) -> Metadata:
    """Describe the tags of each scheme: how many, how sure, and what waits for a person.

    Args:
        session: The session of the run.
        done: What tagging did, by scheme.

    Returns:
        The metadata: one table of all schemes, then the tables and pictures of each.
    """
    before = tags_of_last_run(session)
    histograms = session.catalog.tag_figures.histograms()
    metadata: Metadata = {"tagged in this run": sum(run.tagged for run in done)}
    rows = []
    details: Metadata = {}
    for run in done:
        name = run.scheme.name
        count = run.count
        if run.idle or count is None:
            rows.append((name, run.idle or "no passages", "", "", ""))
            if run.keeps:  # the tags that stay come from the model that can't be used now
                details |= _of_measurements(session, run.scheme)
            continue
        share = f"{count.tagged / count.results:.1%}" if count.results else ""
        waiting = sum(count.suggested.values())
        rows.append((name, str(count.tagged), share, str(waiting), str(run.changed)))
        details |= _of_scheme(session, run.scheme, count, before.get(name))
        if name in histograms:
            details[f"{name}: confidence"] = _confidence(name, histograms[name])
        details |= _of_measurements(session, run.scheme)
    heads = ("scheme", "passages with tags", "share", "suggestions", "changed in this run")
    table = markdown_table(heads, rows)
    table += "\n\n`lexops review --scheme NAME` shows the suggestions of a scheme, the best first."
    metadata["schemes"] = dg.MetadataValue.md(table)
    return metadata | details


def _of_scheme(
    session: Session,
    scheme: Scheme,
    count: SchemeCounts,
    before: SchemeReport | None,
) -> Metadata:
    """The values of a scheme, and the passages that its tagger is least sure of."""
    metadata: Metadata = {}
    if count.by_value or count.suggested or (before and before.by_value):
        metadata[f"{scheme.name}: values"] = _values(scheme, count, before)
    uncertain = session.catalog.tag_figures.least_certain(scheme.name, _MOST)
    uncertain = [tag for tag in uncertain if tag.probability < 1]
    if uncertain:
        metadata[f"{scheme.name}: least certain"] = _least_certain(uncertain)
    return metadata


def _values(
    scheme: Scheme,
    count: SchemeCounts,
    before: SchemeReport | None,
) -> dg.MetadataValue[Any]:
    """Tags and suggestions by value, and the tags after the last run; None is no last run."""
    names = {value.value: value.name for value in scheme.values}
    earlier = before.by_value if before else {}
    known = {*count.by_value, *count.suggested, *earlier}
    rows = []
    for value in sorted(known, key=lambda value: (-count.by_value.get(value, 0), value)):
        now = count.by_value.get(value, 0)
        change = f"{now - earlier.get(value, 0):+d}" if before else ""
        name = names.get(value, "not in the scheme")
        rows.append((value, name, now, change, count.suggested.get(value, 0)))
    heads = ("value", "name", "passages", "since the last run", "suggestions")
    table = markdown_table(heads, rows[:_MOST])
    if len(rows) > _MOST:
        table += f"\n\n… and {len(rows) - _MOST} more values"
    return dg.MetadataValue.md(table)


def _least_certain(uncertain: Sequence[UncertainTag]) -> dg.MetadataValue[Any]:
    rows = [
        (
            tag.passage_id,
            tag.value,
            f"{tag.probability:.2f}",
            "tag" if tag.accepted else "suggestion",
            tag.reason[:_WORDS],
            tag.text[:_WORDS],
        )
        for tag in uncertain
    ]
    heads = ("passage", "value", "probability", "is a", "why", "text")
    table = markdown_table(heads, rows)
    return dg.MetadataValue.md(f"{table}\n\n`lexops show ID` shows a passage with all evidence.")


def _confidence(name: str, histogram: ConfidenceHistogram) -> dg.MetadataValue[Any]:
    labels = [f".{tenth}" for tenth in range(TENTHS)]
    series = [("tags", histogram.tags), ("suggestions", histogram.suggestions)]
    picture = bar_chart(f"{name}: by probability", labels, series)
    rows = [
        (f"{tenth / TENTHS:.1f} – {(tenth + 1) / TENTHS:.1f}", given, suggested)
        for tenth, (given, suggested) in enumerate(
            zip(histogram.tags, histogram.suggestions, strict=True)
        )
        if given or suggested
    ]
    table = markdown_table(("probability", "tags", "suggestions"), rows)
    words = f"Bars of tags and suggestions of {name} by probability; the table has the numbers"
    return _shown(as_picture(picture, words), table)


def _of_measurements(session: Session, scheme: Scheme) -> Metadata:
    """What is known of precision: of the live model, else of the rules that lexops ships."""
    record = session.catalog.models.live(model_task(scheme.name))
    if record is not None and record.model.version == scheme.version:
        return _of_model(scheme, read_figures(record.model.metrics))
    measured = measured_of(scheme)
    return {} if measured is None else _of_rules(scheme, measured)


def _of_rules(scheme: Scheme, measured: RuleMeasurements) -> Metadata:
    """The score of rules against the share that was right, and the thresholds."""
    points = [(score, share) for score, share in measured.points]
    picture = line_chart(
        f"{scheme.name}: rules",
        [("share", points)],
        axes=("score of the rules", "share that is right"),
    )
    words = (
        f"Share of right values by score: {_pairs(points)}. Measured on {measured.decisions} "
        f"decisions in {measured.documents} documents"
    )
    rows = []
    for value in scheme.values:
        threshold = measured.threshold(value.value)
        if not value.replaced_by:
            shown = "never: a suggestion" if threshold is None else f"from {threshold:.2f}"
            rows.append((value.value, value.name, shown))
    thresholds = markdown_table(("value", "name", "accepted at a score"), rows)
    name = f"{scheme.name}: share that is right, by score of the rules"
    return {
        name: _shown(as_picture(picture, words), f"{words}."),
        f"{scheme.name}: accepted without a person": dg.MetadataValue.md(thresholds),
    }


def _of_model(scheme: Scheme, figures: ModelFigures) -> Metadata:
    """The figures of a trained model, all of held-out documents."""
    metadata: Metadata = {}
    name = scheme.name
    if figures.metrics:
        rows = [
            (figure.replace("_", " "), f"{value:.3f}") for figure, value in figures.metrics.items()
        ]
        table = markdown_table(("figure", "held out by document"), rows)
        metadata[f"{name}: trained model"] = dg.MetadataValue.md(table)
    if figures.values:
        metadata[f"{name}: accepted without a person"] = _acceptance(figures.values)
    if figures.reliability:
        metadata[f"{name}: reliability"] = _reliability(name, figures)
    if figures.curve:
        metadata[f"{name}: learning curve"] = _curve(name, figures)
    if figures.confusion:
        metadata[f"{name}: taken for another"] = _confusion(scheme, figures)
    return metadata


def _acceptance(values: Sequence[AcceptanceRow]) -> dg.MetadataValue[Any]:
    rows = []
    for row in values:
        accepted, bound = "never: a suggestion", ""
        if row.threshold is not None:
            accepted = f"from {row.threshold:.2f}, by {row.basis}"
            bound = f"{row.bound:.3f} ({row.decisions} decisions, {row.documents} documents)"
        measures = [f"{figure:.3f}" for figure in (row.precision, row.recall, row.f1)]
        rows.append((row.value, row.texts, *measures, accepted, bound))
    heads = ("value", "texts", "precision", "recall", "F1", "accepted", "precision at least")
    return dg.MetadataValue.md(markdown_table(heads, rows))


def _reliability(name: str, figures: ModelFigures) -> dg.MetadataValue[Any]:
    points = [(probability, share) for probability, share, _ in figures.reliability]
    picture = line_chart(
        f"{name}: reliability",
        [("share", points)],
        axes=("mean probability", "share that is right"),
        diagonal=True,
    )
    words = f"Share that is right by mean probability: {_pairs(points)}"
    rows = [
        (f"{probability:.3f}", f"{share:.3f}", count)
        for probability, share, count in figures.reliability
    ]
    table = markdown_table(("mean probability", "share that is right", "decisions"), rows)
    return _shown(as_picture(picture, words), table)


def _curve(name: str, figures: ModelFigures) -> dg.MetadataValue[Any]:
    most = max(point.documents for point in figures.curve)
    series = [
        ("micro F1", [(point.documents / most, point.micro_f1) for point in figures.curve]),
        ("macro F1", [(point.documents / most, point.macro_f1) for point in figures.curve]),
    ]
    picture = line_chart(
        f"{name}: learning curve",
        series,
        axes=(f"share of {most} documents", "F1"),
    )
    rows = [
        (point.documents, f"{point.micro_f1:.3f}", f"{point.macro_f1:.3f}")
        for point in figures.curve
    ]
    table = markdown_table(("documents", "micro F1", "macro F1"), rows)
    words = f"F1 of {name} by number of training documents; the table has the numbers"
    return _shown(as_picture(picture, words), table)


def _confusion(scheme: Scheme, figures: ModelFigures) -> dg.MetadataValue[Any]:
    """The most frequent errors. A matrix of 20 columns would not fit the page."""
    names = [*(value.value for value in scheme.values), _NO_VALUE]
    if len(names) != len(figures.confusion):
        return dg.MetadataValue.md("The model was made for other values.")
    errors = []
    for right, row in zip(names, figures.confusion, strict=True):
        for predicted, count in zip(names, row, strict=True):
            if count and right != predicted:
                errors.append((count, right, predicted))
    errors.sort(key=lambda error: (-error[0], error[1:]))
    rows = [(right, predicted, count) for count, right, predicted in errors[:_MOST]]
    table = markdown_table(("right", "predicted", "texts"), rows)
    rightly = sum(row[place] for place, row in enumerate(figures.confusion[:-1]))
    return dg.MetadataValue.md(f"{rightly} values are predicted rightly. The errors:\n\n{table}")


def _pairs(points: Sequence[tuple[float, float]]) -> str:
    return ", ".join(f"{x:.2f} → {y:.2f}" for x, y in points)


def _shown(picture: str, words: str) -> dg.MetadataValue[Any]:
    """A picture and what it shows as text, in one value."""
    return dg.MetadataValue.md(f"{picture}\n\n{words}")
