"""What reading and structuring share: a result is made once for each key, in worker processes.

Objects with the same key get the same result, so a copy of a file is read once.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpus.errors import BadInput
from corpus.records import ObjectState
from ingestion.legibility.doubts import ReadingDoubt
from pipelines.session import Session
from pipelines.stages._tasks import WorkerResult
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from storage.catalog.documents import Documents, Failure, Outcomes, StageResult, Structures
from storage.catalog.objects import ObjectProgress
from storage.catalog.sources import KnownSource

TRANSIENT = ("timeout", "memory", "crashed")
"""Failures that the circumstances may have caused: later runs try again."""

ATTEMPTS = 3
"""How often an input is tried whose failure is transient."""

LEAST_CERTAIN = 20
"""Doubtful results of a source that are kept for its report."""

OBJECTS = 500
"""Objects of a batch."""

RESULTS = 64
"""Results of a transaction."""

RESULT_BYTES = 16_000_000
"""Bytes of a transaction's results."""


def may_try_again(code: str | None, attempts: int) -> bool:
    """Whether an input that failed is worth another attempt.

    Args:
        code: The reason of the failure, a code of `corpus.errors.REASONS`; None for no failure.
        attempts: How often the input was tried.

    Returns:
        True where the failure may have been caused by the circumstances.
    """
    return code in TRANSIENT and attempts < ATTEMPTS


@dataclass(slots=True)
class StageTally:
    """What a stage did for the objects of one source.

    Attributes:
        made: How many results were made.
        failed: How many objects have a result that is a failure.
        doubtful: How many of the results are doubtful.
        least_certain: The least certain of them: certainty, path and reasons, worst first.
    """

    made: int = 0
    failed: int = 0
    doubtful: int = 0
    least_certain: list[tuple[float, str, tuple[str, ...]]] = field(default_factory=list)

    def note_doubt(self, path: str, doubt: ReadingDoubt) -> None:
        """Keep a doubtful result, if it is among the least certain ones.

        Args:
            path: The path of its object in the source.
            doubt: How certain it is, and why not more.
        """
        self.doubtful += 1
        insort(self.least_certain, (doubt.certainty, path, doubt.reasons))
        del self.least_certain[LEAST_CERTAIN:]


class SourceObject(NamedTuple):
    """An object with the source that it is in."""

    source: KnownSource
    progress: ObjectProgress


class ObjectOutcomes(NamedTuple):
    """What one transaction writes: new results, and what became of the objects that wait for them.

    Attributes:
        result: The new result; None where the batch needs only results that are there already.
        waiting: The objects of the batch, with the key of each.
        outcomes: Failure, or None for success, by key.
    """

    result: StageResult | None
    waiting: Mapping[int, KeyedRow[SourceObject]]
    outcomes: Outcomes


@dataclass(frozen=True, slots=True)
class ObjectWork:
    """How one stage makes results of objects; the state of its execution.

    Attributes:
        results: The table of the results.
        find_outcomes: How it went with keys that were tried and would not be tried otherwise now.
        input_of: The hash or key of what an object's result is made from.
        task_of: The argument for the worker; None where it cannot be had at present.
        notes: What the catalog keeps with a failure.
        tallies: What was done, by the name of the source.
    """

    results: Documents | Structures
    find_outcomes: Callable[[Collection[str]], Outcomes]
    input_of: Callable[[ObjectProgress], str]
    task_of: Callable[[SourceObject], Any | None]
    notes: Mapping[str, str] = field(default_factory=dict)
    tallies: dict[str, StageTally] = field(default_factory=dict)


def find_objects(run: StageRun[ObjectWork]) -> Iterator[SourceObject]:
    """Every object of the sources that has bytes, source by source."""
    for source in run.sources:
        run.state.tallies.setdefault(source.source.name, StageTally())
        for progress in run.catalog.objects.stages([source.id]):
            yield SourceObject(source, progress)


def count_pending(run: StageRun[ObjectWork]) -> int:
    """How many objects of the sources are pending."""
    totals = [run.catalog.objects.totals(source.id) for source in run.sources]
    return sum(states[ObjectState.PENDING] for states in totals)


def make_results(
    run: StageRun[ObjectWork], batch: Sequence[KeyedRow[SourceObject]]
) -> Iterator[ObjectOutcomes]:
    """Make what the objects of a batch wait for, each key once.

    Args:
        run: The execution of the stage, with its pool.
        batch: The out-of-date objects.

    Yields:
        First the outcomes that are known already, then each new result.
    """
    work = run.state
    waiting = {keyed.row.progress.id: keyed for keyed in batch}
    first: dict[str, SourceObject] = {}
    for keyed in batch:
        first.setdefault(keyed.key, keyed.row)
    known = work.find_outcomes(first.keys())
    due = [key for key in first if key not in known or _is_worth_a_try(known[key])]
    settled = {key: known[key] for key in known.keys() - set(due)}
    if settled:
        yield ObjectOutcomes(None, waiting, settled)
    assert run.pool, "the stage declares a worker"
    for key, made in run.pool.map(_tasks(work, due, first)):
        result = _result(
            work,
            key,
            first[key].progress,
            made,
            known.get(key),
        )
        if result.failure is None:
            tally = work.tallies[first[key].source.source.name]
            tally.made += 1
            if isinstance(made, WorkerResult) and made.doubt:
                tally.note_doubt(first[key].progress.path, made.doubt)
        yield ObjectOutcomes(result, waiting, {key: result.failure})


def commit_results(run: StageRun[ObjectWork], done: Sequence[ObjectOutcomes]) -> None:
    """Write results, and note at each object that waits for them how it went."""
    outcomes: Outcomes = {}
    for part in done:
        outcomes |= part.outcomes
    finished: dict[int, tuple[str, Failure | None]] = {}
    for object_id, (key, row) in done[0].waiting.items():
        if key not in outcomes:
            continue
        finished[object_id] = (key, outcomes[key])
        if outcomes[key] is not None:
            run.state.tallies[row.source.source.name].failed += 1
    results = [part.result for part in done if part.result is not None]
    run.state.results.commit(results, finished)


def size_of(outcome: ObjectOutcomes) -> int:
    """The size of a packed result in bytes."""
    result = outcome.result
    if result is None or result.made is None:
        return 0
    return len(result.made.body)


def _is_worth_a_try(failure: Failure | None) -> bool:
    return failure is not None and may_try_again(failure.code, failure.attempts)


def _tasks(
    work: ObjectWork,
    due: Iterable[str],
    first: Mapping[str, SourceObject],
) -> Iterator[tuple[str, Any]]:
    for key in due:
        task = work.task_of(first[key])
        if task is not None:
            yield key, task


def _result(
    work: ObjectWork,
    key: str,
    progress: ObjectProgress,
    made: WorkerResult | BadInput,
    before: Failure | None,
) -> StageResult:
    source = work.input_of(progress)
    if isinstance(made, BadInput):
        is_repeated = before is not None and before.code == made.code
        attempts = before.attempts + 1 if before and is_repeated else 1
        failure = Failure(made.code, made.detail, attempts)
        return StageResult(
            key,
            source,
            None,
            failure,
            work.notes,
        )
    fault = Failure(*made.fault) if made.fault else None
    return StageResult(
        key,
        source,
        made.packed,
        fault,
    )


ObjectStage = StageDefinition[ObjectWork, SourceObject, ObjectOutcomes]
"""A stage that makes one result for each object, in worker processes."""


def define_object_stage(
    *,
    name: str,
    reads: str,
    writes: tuple[str, ...],
    version: tuple[int, ...],
    options: tuple[str, ...],
    prepare: Callable[[Session], ObjectWork],
    key: Callable[[StageRun[ObjectWork], SourceObject], str],
    is_outdated: Callable[[StageRun[ObjectWork], KeyedRow[SourceObject]], bool],
    worker: Callable[[Any], WorkerResult],
    reported_as: str = "",
) -> ObjectStage:
    """Define a stage over objects: its batches, transactions and work are those of this module.

    Args:
        name: See `StageDefinition`, as for all that follow.
        reads: The records that are the input.
        writes: The tables that are written.
        version: The versions of the rules.
        options: The settings that change results.
        prepare: Makes the state of one execution.
        key: The key of an object's result.
        is_outdated: Whether an object has to be worked on.
        worker: Makes one result, in a worker process.
        reported_as: The name in reports, where it differs from `name`.

    Returns:
        The stage.
    """
    return StageDefinition(
        name=name,
        reads=reads,
        writes=writes,
        version=version,
        options=options,
        batch_size=OBJECTS,
        prepare=prepare,
        find_rows=find_objects,
        count_rows=count_pending,
        key=key,
        is_outdated=is_outdated,
        worker=worker,
        work=make_results,
        commit=commit_results,
        commit_size=RESULTS,
        size_of=size_of,
        commit_bytes=RESULT_BYTES,
        reported_as=reported_as,
    )
