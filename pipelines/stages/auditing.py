"""A warning check of tags: whether their precision is what their schemes promise.

It never holds anything back. It reads counts and figures, and loads no model.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

from pipelines.report import SchemeReport
from pipelines.session import Session
from pipelines.stages.tagging import tags_of_last_run
from quality.verdict import CheckVerdict
from tagging.model_figures import model_task, read_figures
from tagging.schemes import Scheme
from tagging.schemes.loading import schemes_in_use
from tagging.schemes.measured import ALL_VALUES, measured_of
from tagging.schemes.missing import missing_values

_SURE = 0.05
"""How rarely so many tags may be rejected by chance, where the precision is as promised."""

_BY_WORD = "by the word of its author"
_SUGGESTIONS = "suggestions alone"
_MEASURED = "by a measured threshold"
_GRAMMAR = "by a grammar"

AuditRow = tuple[str, str, str]
"""The scheme, what was found, and in words."""


def tags_measured(session: Session) -> CheckVerdict:
    """The precision of every scheme's tags is known, and nothing speaks against it.

    Lists a model of another version of its scheme, stored values and decisions that the scheme does
    not have, new documents that differ from those of the training, and tags that reviewers reject
    too often. Its table says of each scheme what accepts its tags. Never refuses.
    """
    schemes = schemes_in_use(session.settings.tagging)
    # The UI may ask this check alone, in a run that tags nothing.
    reports = session.report.tags or tags_of_last_run(session)
    reports = {name: report for name, report in reports.items() if name in schemes}
    problems = [
        *_find_other_versions(session, schemes),
        *_find_unknown_values(session, schemes),
        *_find_drift(reports),
        *_find_rejected(schemes, reports),
    ]
    bases = {name: _basis(session, scheme) for name, scheme in schemes.items() if name in reports}
    rows = [*problems, *((name, "accepted", basis) for name, basis in bases.items())]
    kinds = [kind for _, kind, _ in problems]
    counted = [f"{kinds.count(kind)} × {kind}" for kind in dict.fromkeys(kinds)]
    by_word = [name for name, basis in bases.items() if basis == _BY_WORD]
    remedy = ""
    if problems:
        remedy = (
            "`lexops tags train --scheme NAME FILE` makes a model for the scheme as it is; "
            "`lexops review --scheme NAME` decides what waits"
        )
    return CheckVerdict(
        "tags_measured",
        "; ".join(counted) or "nothing speaks against the tags",
        passed=not problems,
        remedy=remedy,
        figures={
            "schemes": len(reports),
            "schemes without a measured precision": len(by_word),
            "tags that reviewers left": sum(report.confirmed for report in reports.values()),
            "tags that reviewers rejected": sum(report.rejected for report in reports.values()),
        },
        columns=("scheme", "what", "in words"),
        rows=rows,
    )


def _basis(session: Session, scheme: Scheme) -> str:
    """What accepts the tags of a scheme without a person."""
    if scheme.method == "quantities":
        return _GRAMMAR
    live = session.catalog.models.live(model_task(scheme.name))
    if live is not None and live.model.version == scheme.version:
        values = read_figures(live.model.metrics).values
        return _MEASURED if any(row.threshold is not None for row in values) else _SUGGESTIONS
    if scheme.accept == "rules":
        return _BY_WORD
    measured = measured_of(scheme)
    if measured is None:
        return _SUGGESTIONS
    names = [ALL_VALUES, *(value.value for value in scheme.values)]
    has_threshold = any(measured.threshold(name) is not None for name in names)
    return _MEASURED if has_threshold else _SUGGESTIONS


def _find_other_versions(session: Session, schemes: dict[str, Scheme]) -> Iterator[AuditRow]:
    for name, scheme in schemes.items():
        live = session.catalog.models.live(model_task(name))
        if live is not None and live.model.version != scheme.version:
            words = (
                f"the model was made for version {live.model.version}, and the scheme has version "
                f"{scheme.version}: the model is not used"
            )
            yield name, "model of another version", words


def _find_unknown_values(session: Session, schemes: dict[str, Scheme]) -> Iterator[AuditRow]:
    counts = session.catalog.tags.counts()
    decisions = session.catalog.tag_decisions.counts()
    for name, scheme in schemes.items():
        stored = counts[name].by_value if name in counts else {}
        for missing in missing_values(scheme, stored, decisions.get(name, {})):
            yield name, "unknown value", missing.describe()


def _find_drift(reports: dict[str, SchemeReport]) -> Iterator[AuditRow]:
    for name, report in reports.items():
        if report.drift:
            words = f"new documents differ from those of the training: {report.drift}"
            yield name, "other documents", words


def _find_rejected(
    schemes: dict[str, Scheme],
    reports: dict[str, SchemeReport],
) -> Iterator[AuditRow]:
    """Find schemes whose tags are rejected more often than their target precision allows."""
    for name, report in reports.items():
        audited = report.confirmed + report.rejected
        allowed = 1 - schemes[name].target_precision
        if report.rejected and _chance(report.rejected, audited, allowed) < _SURE:
            words = (
                f"reviewers rejected {report.rejected} of {audited} accepted tags, and the scheme "
                f"allows {allowed:.0%}"
            )
            yield name, "rejected tags", words


def _chance(
    rejected: int,
    audited: int,
    allowed: float,
) -> float:
    """How probable so many rejected tags or more are, if each is wrong with this probability."""
    fewer = sum(
        comb(audited, count) * allowed**count * (1 - allowed) ** (audited - count)
        for count in range(rejected)
    )
    return 1 - fewer
