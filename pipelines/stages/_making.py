"""The frame that reading and structuring share: what an object waits for is made once a key, in worker processes, and committed in batches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from corpus.errors import BadInput
from ingestion.workers import Pool
from pipelines.stages._tasks import WorkerResult
from storage.catalog.documents import Documents, Failure, Outcomes, StageResult, Structures
from storage.catalog.objects import ObjectProgress

Task = TypeVar("Task")

TRANSIENT = ("timeout", "memory", "crashed")
"""Failures that the circumstances may have caused: later runs try again."""

ATTEMPTS = 3
"""How often an input is tried whose failure is transient."""

_OBJECTS, _RESULTS, _BYTES = (
    500,
    64,
    16_000_000,
)  # of a batch: objects looked at; results, and their bytes, a transaction


def may_try_again(code: str | None, attempts: int) -> bool:
    """Whether an input that failed is worth another attempt."""
    return code in TRANSIENT and attempts < ATTEMPTS


@dataclass(slots=True)
class StageTally:
    """How many results were made and how many inputs failed."""

    made: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Maker(Generic[Task]):
    """One stage: how to name an object's result, and how to make it.

    `key` and `source` give the result's key and what it is made from; `task` gives the worker's argument, or None where it
    can't be had at present. `outcomes` tells how it went with keys that were tried, and would be tried no otherwise now; `noted` is what
    the catalog keeps with a failure.
    """

    results: Documents | Structures
    outcomes: Callable[[Collection[str]], Outcomes]
    pool: Pool[Task, WorkerResult]
    key: Callable[[ObjectProgress], str]
    source: Callable[[ObjectProgress], str]
    task: Callable[[ObjectProgress], Task | None]
    told: Callable[[int], None]
    noted: Mapping[str, str] = field(default_factory=dict)

    def make(self, stale: Iterable[ObjectProgress]) -> StageTally:
        """Make what these objects wait for."""
        tally, remaining = StageTally(), iter(stale)
        while batch := list(islice(remaining, _OBJECTS)):
            self._make_batch({self.key(one): one for one in reversed(batch)}, batch, tally)
        return tally

    def _make_batch(
        self, first: Mapping[str, ObjectProgress], batch: list[ObjectProgress], tally: StageTally
    ) -> None:
        """`first` names, for each key, the object that it is made for; the others of the batch get the same result."""
        outcomes = self.outcomes(first.keys())
        todo = [
            key
            for key in first
            if key not in outcomes
            or ((it := outcomes[key]) is not None and may_try_again(it.code, it.attempts))
        ]
        waiting = {one.id: self.key(one) for one in batch}
        self._commit(
            [], waiting, {key: outcomes[key] for key in outcomes.keys() - set(todo)}, tally
        )
        done: list[StageResult] = []
        fresh: Outcomes = {}
        for key, made in self.pool.map(self._tasks(todo, first)):
            result = self._result(key, first[key], made, outcomes.get(key))
            done.append(result)
            fresh[key] = result.failure
            tally.made += result.failure is None
            self.told(1)
            if (
                len(done) >= _RESULTS
                or sum(len(one.made.body) for one in done if one.made) > _BYTES
            ):
                self._commit(done, waiting, fresh, tally)
                done, fresh = [], {}
        self._commit(done, waiting, fresh, tally)

    def _tasks(
        self, todo: Iterable[str], first: Mapping[str, ObjectProgress]
    ) -> Iterator[tuple[str, Task]]:
        return ((key, task) for key in todo if (task := self.task(first[key])) is not None)

    def _result(
        self, key: str, stage: ObjectProgress, made: WorkerResult | BadInput, before: Failure | None
    ) -> StageResult:
        if isinstance(made, BadInput):
            attempts = before.attempts + 1 if before and before.code == made.code else 1
            return StageResult(
                key, self.source(stage), None, Failure(made.code, made.detail, attempts), self.noted
            )
        return StageResult(
            key, self.source(stage), made.packed, Failure(*made.fault) if made.fault else None
        )

    def _commit(
        self,
        done: list[StageResult],
        waiting: Mapping[int, str],
        outcomes: Outcomes,
        tally: StageTally,
    ) -> None:
        told = {one: (key, outcomes[key]) for one, key in waiting.items() if key in outcomes}
        tally.failed += sum(failure is not None for _, failure in told.values())
        if done or told:
            self.results.commit(done, told)
