"""The asset checks: what they look at stands in `stages.checking`; here they are told to Dagster, which stops what comes after.

They have no partitions. A run over some sources changes works that others carry too, so what is judged is always the whole; a table
has the sources' lines. Those of one asset are one step, since each step of a run costs more than the questions that they ask.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence

import dagster as dg

from pipelines import _metadata as metadata
from pipelines._metadata import Metadata
from pipelines.assets import (
    core__citations,
    core__documents,
    core__passages,
    index__candidate,
    index__live,
)
from pipelines.session import Session
from pipelines.stages import checking, gating, reconciling
from quality.verdict import Verdict

Ask = Callable[[Session], Verdict]
"""A question about the catalog; it bears the check's name, and its docstring tells what is promised."""

_ON_DOCUMENTS: tuple[Ask, ...] = (checking.documents_readable,)
_ON_PASSAGES: tuple[Ask, ...] = (
    checking.nothing_lost,
    checking.text_covered,
    checking.articles_exact,
    checking.passages_valid,
)


_ON_CITATIONS: tuple[Ask, ...] = (checking.citations_resolved,)
_ON_CANDIDATE: tuple[Ask, ...] = (gating.candidate_sound,)


def _specs(asset: dg.AssetsDefinition, questions: Sequence[Ask]) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(one.__name__, asset=asset, description=inspect.getdoc(one), blocking=True)
        for one in questions
    ]


# `can_subset`: without it the UI can't execute a check by itself
@dg.multi_asset_check(
    name="check_documents", specs=_specs(core__documents, _ON_DOCUMENTS), can_subset=True
)
def check_documents(
    context: dg.AssetCheckExecutionContext, session: dg.ResourceParam[Session]
) -> Iterator[dg.AssetCheckResult]:
    """Whether so much can be read that works may be made of it."""
    yield from _asked(context, session, _ON_DOCUMENTS)


@dg.multi_asset_check(
    name="check_passages", specs=_specs(core__passages, _ON_PASSAGES), can_subset=True
)
def check_passages(
    context: dg.AssetCheckExecutionContext, session: dg.ResourceParam[Session]
) -> Iterator[dg.AssetCheckResult]:
    """Whether readers may get the passages."""
    yield from _asked(context, session, _ON_PASSAGES)


@dg.multi_asset_check(
    name="check_citations", specs=_specs(core__citations, _ON_CITATIONS), can_subset=True
)
def check_citations(
    context: dg.AssetCheckExecutionContext, session: dg.ResourceParam[Session]
) -> Iterator[dg.AssetCheckResult]:
    """Whether what is cited is found."""
    yield from _asked(context, session, _ON_CITATIONS)


@dg.multi_asset_check(name="gate", specs=_specs(index__candidate, _ON_CANDIDATE), can_subset=True)
def check_candidate(
    context: dg.AssetCheckExecutionContext, session: dg.ResourceParam[Session]
) -> Iterator[dg.AssetCheckResult]:
    """Whether readers may get what was written."""
    yield from _asked(context, session, _ON_CANDIDATE)


class ReconcileConfig(dg.Config):
    """`repair` mends what differs. `sample`: how many rows are looked at whole, about (0: all), drawn by `seed` (default: the day)."""

    repair: bool = False
    sample: int = 1_000
    seed: str | None = None


@dg.asset_check(asset=index__live, name="index_equals_catalog")
def check_index(
    context: dg.AssetCheckExecutionContext,
    config: ReconcileConfig,
    session: dg.ResourceParam[Session],
) -> dg.AssetCheckResult:
    """The index holds exactly what the catalog says, row by row; of a sample, text and vector too.

    Not part of an update, which it would slow down: the job `reconcile` asks it, with a schedule of its own. Never refuses.
    """
    depth = reconciling.Depth(
        config.sample or None, **({"seed": config.seed} if config.seed else {})
    )
    found = session.reconciled = reconciling.reconcile(session, depth, repair=config.repair)
    if not found.same:
        context.log.warning("%s", found.says)
    return dg.AssetCheckResult(
        passed=found.same, description=found.says, metadata=metadata.of_reconciled(found)
    )


def _asked(
    context: dg.AssetCheckExecutionContext, session: Session, questions: Sequence[Ask]
) -> Iterator[dg.AssetCheckResult]:
    selected = {one.name for one in context.selected_asset_check_keys}
    with session.report.timed("check"):
        verdicts = [one(session) for one in questions if one.__name__ in selected]
    yield from (_told(session, one) for one in verdicts)


def _told(session: Session, verdict: Verdict) -> dg.AssetCheckResult:
    checking.refuse(session, verdict)
    table: Metadata = (
        {"what was found": dg.MetadataValue.md(verdict.as_markdown())} if verdict.rows else {}
    )
    remedy: Metadata = {"what to do": verdict.remedy} if verdict.remedy else {}
    return dg.AssetCheckResult(
        passed=verdict.passed,
        check_name=verdict.check,
        severity=dg.AssetCheckSeverity.ERROR if verdict.refuses else dg.AssetCheckSeverity.WARN,
        description=verdict.says,
        metadata=dict(verdict.figures) | remedy | table,
    )


CHECKS = (check_documents, check_passages, check_citations, check_candidate, check_index)
