"""The stage runner: executes a declared stage on what is out of date, batch by batch.

Each batch is committed before the next one begins, and nothing is remembered between two runs
but what the catalog holds. So a run can be killed at any moment, and the next run continues
with the rows that are still out of date.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

from corpus.batches import batches
from ingestion.workers import Pool
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun

if TYPE_CHECKING:
    from pipelines.session import Session
    from storage.catalog.sources import KnownSource

State = TypeVar("State")
Row = TypeVar("Row")
Result = TypeVar("Result")


def run_stage(
    stage: StageDefinition[State, Row, Result],
    session: Session,
    sources: Sequence[KnownSource] = (),
) -> StageRun[State]:
    """Bring the results of a stage up to date.

    Wall-clock and CPU seconds are added to the report of the session, those of worker processes
    included. Progress is reported after each result.

    Args:
        stage: The stage to execute.
        session: The session of the run.
        sources: The sources whose rows are looked at; empty for a stage that works on all.

    Returns:
        The execution, with the state that the stage made in `prepare`.
    """
    with session.report.timed(stage.label), _fewer_objects_to_trace(), ExitStack() as resources:
        run = StageRun(
            session,
            sources,
            stage.prepare(session),
            stage.read_options(session.settings),
        )
        if stage.worker is not None:
            pool = Pool(
                stage.worker,
                processes=session.settings.processes or None,
                limits=session.settings.ingestion,
            )
            run.pool = resources.enter_context(pool)
        if stage.count_rows is not None:
            run.total = stage.count_rows(run)
        for batch in batches(_find_outdated(stage, run), stage.batch_size):
            _work_on(stage, run, batch)
        if stage.finish is not None:
            stage.finish(run)
    return run


@contextmanager
def _fewer_objects_to_trace() -> Iterator[None]:
    """Let the garbage collector trace only what is made from here on.

    The objects of Dagster and SQLAlchemy stay to the end of a run. To trace them again and again
    was a third of the CPU of `resolve`.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _find_outdated(
    stage: StageDefinition[State, Row, Result], run: StageRun[State]
) -> Iterator[KeyedRow[Row]]:
    for row in stage.find_rows(run):
        keyed = KeyedRow(stage.key(run, row), row)
        if stage.is_outdated is None or stage.is_outdated(run, keyed):
            yield keyed


def _work_on(
    stage: StageDefinition[State, Row, Result],
    run: StageRun[State],
    batch: Sequence[KeyedRow[Row]],
) -> None:
    """Work on one batch and commit it, in several transactions where the results are large."""
    uncommitted: list[Result] = []
    size = 0
    for made, result in enumerate(stage.work(run, batch), start=1):
        uncommitted.append(result)
        if stage.size_of is not None:
            size += stage.size_of(result)
        if _is_full(stage, len(uncommitted), size):
            stage.commit(run, uncommitted)
            uncommitted = []
            size = 0
        _report_progress(stage, run, min(made, len(batch) - 1))
    if uncommitted:
        stage.commit(run, uncommitted)
    run.rows += len(batch)
    _report_progress(stage, run, 0)


def _is_full(
    stage: StageDefinition[State, Row, Result],
    results: int,
    size: int,
) -> bool:
    too_many = stage.commit_size is not None and results >= stage.commit_size
    too_large = stage.commit_bytes is not None and size > stage.commit_bytes
    return too_many or too_large


def _report_progress(
    stage: StageDefinition[State, Row, Result],
    run: StageRun[State],
    in_batch: int,
) -> None:
    """Report how many rows are done. A batch counts whole only when it is committed."""
    done = run.rows + in_batch
    run.session.progress(stage.label, done, max(done, run.total))
