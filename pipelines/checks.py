"""The asset checks as Dagster knows them; `stages.checking` has the questions themselves.

A check that refuses stops the steps after it, unless it is about single documents or sources
(`_questions.CONTINUED`). Checks have no partitions: a run over some sources
changes works that other sources have too, so a check judges the whole archive, and its table has
a line for each source. The checks of one asset are one step, because a step of a Dagster run costs
more than the questions of its checks.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from corpus.steering import escape_steering
from pipelines import _metadata as run_metadata
from pipelines._questions import Ask, result_of, specs_of
from pipelines.assets import (
    core__citations,
    core__documents,
    core__passages,
    core__tags,
    index__candidate,
    index__live,
)
from pipelines.reconciliation import Depth
from pipelines.session import Session
from pipelines.stages import auditing, checking, gating, reconciling, reviewing
from quality.verdict import CheckVerdict

_ON_DOCUMENTS: tuple[Ask, ...] = (checking.documents_readable,)
_ON_PASSAGES: tuple[Ask, ...] = (
    checking.nothing_lost,
    checking.text_covered,
    checking.articles_exact,
    checking.passages_valid,
    reviewing.authority_reviewed,
    reviewing.identity_sound,
)
_ON_CITATIONS: tuple[Ask, ...] = (checking.documents_held, checking.citations_resolved)
_ON_TAGS: tuple[Ask, ...] = (auditing.tags_measured,)
_ON_CANDIDATE: tuple[Ask, ...] = (gating.candidate_sound,)


def _checks_of(
    name: str,
    asset: dg.AssetsDefinition,
    questions: Sequence[Ask],
    description: str,
) -> dg.AssetChecksDefinition:
    """Make one step of the checks of an asset."""

    # Without `can_subset` the UI cannot execute a single check.
    @dg.multi_asset_check(
        name=name,
        description=description,
        specs=specs_of(asset, questions),
        can_subset=True,
    )
    def ask(
        context: dg.AssetCheckExecutionContext, session: dg.ResourceParam[Session]
    ) -> Iterator[dg.AssetCheckResult]:
        yield from _asked(context, session, questions)

    return ask


check_documents = _checks_of(
    "check_documents",
    core__documents,
    _ON_DOCUMENTS,
    "Whether so much can be read that works may be made of it.",
)
check_passages = _checks_of(
    "check_passages",
    core__passages,
    _ON_PASSAGES,
    "Whether readers may get the passages.",
)
check_citations = _checks_of(
    "check_citations",
    core__citations,
    _ON_CITATIONS,
    "Whether what is cited is found, and which documents are held by now.",
)
check_tags = _checks_of(
    "check_tags",
    core__tags,
    _ON_TAGS,
    "Whether the precision of tags is what their schemes promise.",
)
check_candidate = _checks_of(
    "gate",
    index__candidate,
    _ON_CANDIDATE,
    "Whether readers may get what was written.",
)


class ReconcileConfig(dg.Config):
    """The options of a comparison of the index with the catalog.

    Attributes:
        repair: Whether to repair what differs.
        sample: About how many rows are compared whole; 0 for all.
        seed: The seed by which these rows are drawn; the day in UTC where it is not given.
    """

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

    It is not part of an update, which it would slow down. The job `reconcile` asks it, with a
    schedule of its own. Never refuses.
    """
    depth = Depth(config.sample or None)
    if config.seed:
        depth = Depth(config.sample or None, config.seed)
    found = reconciling.reconcile(
        session,
        depth,
        repair=config.repair,
    )
    session.report.reconciled = found
    if not found.same:
        context.log.warning("%s", escape_steering(found.says, one_line=True))
    return dg.AssetCheckResult(
        passed=found.same,
        description=escape_steering(found.says),
        metadata=run_metadata.of_reconciled(found),
    )


def _asked(
    context: dg.AssetCheckExecutionContext,
    session: Session,
    questions: Sequence[Ask],
) -> Iterator[dg.AssetCheckResult]:
    """The results of those questions that this run selected."""
    selected = {key.name for key in context.selected_asset_check_keys}
    with session.report.timed("check"):
        verdicts = [
            _ask(
                context,
                session,
                question,
            )
            for question in questions
            if question.__name__ in selected
        ]
    for verdict in verdicts:
        yield result_of(checking.refuse(session, verdict))


def _ask(
    context: dg.AssetCheckExecutionContext,
    session: Session,
    question: Ask,
) -> CheckVerdict:
    if question is checking.documents_readable:
        allow_deletes = _are_deletes_allowed(context)
        return checking.documents_readable(session, allow_deletes=allow_deletes)
    return question(session)


def _are_deletes_allowed(context: dg.AssetCheckExecutionContext) -> bool:
    """Whether the configuration of this run lets through what the delete brake holds."""
    steps: Any = context.run.run_config.get("ops", {})
    config = steps.get("raw__objects", {}).get("config", {})
    return bool(config.get("allow_deletes", False))


CHECKS = (
    check_documents,
    check_passages,
    check_citations,
    check_tags,
    check_candidate,
    check_index,
)
