"""Runs a function on many inputs in processes that may die.

An input that hangs, uses too much memory or crashes harms only itself.

    caller ──items──▶ one thread a worker ──pipe──▶ worker process
           ◀─results in the order of the items─┘    (killed and replaced when it oversteps a limit)

Set aside: `concurrent.futures.ProcessPoolExecutor`, which breaks as a whole when one process dies
and has no limit on time; `multiprocessing.Process`, which imports the caller's main module again
into every worker (under Dagster: seconds, and 150 MB each); pebble, which is under the LGPL and has
no limit on memory.
"""

from __future__ import annotations

import os
import pickle
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from corpus.errors import BadInput
from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.workers._process import WorkerProcess

Key = TypeVar("Key")
Argument = TypeVar("Argument")
Result = TypeVar("Result")

_MAY_BE_INHERITED = ("memory", "crashed")
"""Faults that an earlier input of the worker may have caused: the input is retried once."""
_AHEAD = 2  # items a worker that are taken from the caller before their results are


@dataclass(frozen=True, slots=True)
class _Raised:
    """An error of our own in a thread, on its way to the caller."""

    error: Exception


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    argument: Any
    results: queue.SimpleQueue[tuple[int, Any]]


class Pool(Generic[Argument, Result]):
    """Up to `processes` workers that run `function`. A worker starts when there is work for it.

    `close` ends all workers. `function` and `initializer` (run once in each worker) must be
    importable by name, and not from `__main__`. Arguments and results cross a pipe as pickles. Of
    `limits` two hold here: `max_seconds` for each item (between two beats, see `heartbeat`) and
    `max_memory_bytes` for each worker. A pool is used by one caller at a time.

    >>> with Pool(len, processes=1) as pool:
    ...     list(pool.map([("a", b"123"), ("b", b"")]))
    [('a', 3), ('b', 0)]
    """

    def __init__(
        self,
        function: Callable[[Argument], Result],
        initializer: Callable[[], object] | None = None,
        processes: int | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._work = pickle.dumps((function, initializer))
        self._processes = max(1, processes or os.cpu_count() or 1)
        self._limits = limits
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def map(self, items: Iterable[tuple[Key, Argument]]) -> Iterator[tuple[Key, Result | BadInput]]:
        """Run the function on each item.

        Args:
            items: Pairs of a key and the function's argument. They are taken in the caller's
                thread, at most two for each worker ahead of the results.

        Returns:
            Keys and results in the order of the items. A result may be a BadInput: one that the
            function raised, or one with code `timeout`, `memory`, `crashed` (the process died) or
            `failed` (the function raised something else).

        Raises:
            RuntimeError: If a worker cannot start.
        """
        results: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        source = enumerate(items)
        keys: dict[int, Key] = {}  # of what is on its way, in order
        done: dict[int, Any] = {}
        try:
            while True:
                while len(keys) < _AHEAD * self._processes and (item := next(source, None)):
                    number, (key, argument) = item
                    keys[number] = key
                    self._submit(_Task(number, argument, results), len(keys))
                if not keys:
                    return
                first = next(iter(keys))
                while first not in done:
                    number, result = results.get()
                    done[number] = result
                yield keys.pop(first), _unwrapped(done.pop(first))
        finally:
            self._forget_waiting()

    def close(self) -> None:
        """End all workers at once; their unfinished work is lost."""
        self._closing.set()
        self._forget_waiting()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _submit(
        self,
        task: _Task,
        outstanding: int,
    ) -> None:
        if self._closing.is_set():
            raise RuntimeError("the pool is closed")
        self._tasks.put(task)
        # one worker more only when those that run have two items each: for one or two files, one is
        # enough
        if len(self._threads) < self._processes and outstanding > _AHEAD * len(self._threads):
            thread = threading.Thread(
                target=self._drive, name=f"lexops-worker-{len(self._threads)}", daemon=True
            )
            thread.start()
            self._threads.append(thread)

    def _forget_waiting(self) -> None:
        """Take back what no worker has begun; its caller gets an error."""
        while True:
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                return
            if task is None:  # a thread's order to end, from `close`
                self._tasks.put(None)
                return
            task.results.put((task.number, _Raised(RuntimeError("the pool is closed"))))

    def _drive(self) -> None:
        """Hand tasks to the worker of this thread, and replace the worker when it is gone."""
        worker: WorkerProcess | None = None
        try:
            while (task := self._tasks.get()) is not None:
                try:
                    used = worker is not None
                    worker = worker or WorkerProcess(self._work, self._limits)
                    result = worker.run(task.argument, self._closing)
                    if (
                        used
                        and isinstance(result, BadInput)
                        and result.code in _MAY_BE_INHERITED
                        and not self._closing.is_set()
                    ):
                        worker.end()
                        worker = None  # should the next one not come up
                        worker = WorkerProcess(self._work, self._limits)
                        result = worker.run(task.argument, self._closing)
                except Exception as error:  # noqa: BLE001  # anything else would leave the caller waiting for ever
                    result = _Raised(error)
                task.results.put((task.number, result))
                if worker and not worker.is_fit():
                    worker.end()
                    worker = None
        finally:
            if worker:
                worker.end()


def _unwrapped(result: Any) -> Any:
    if isinstance(result, _Raised):
        raise result.error
    return result
