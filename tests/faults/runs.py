"""Runs in processes of their own, which may be killed: at a step, or after some time; stage after stage, without Dagster.

Forked from one process that has imported everything (`forkserver`), and reading files in that very process where `processes`
is 0: a run on a few files then takes half a second.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self

from configs.loading import home_of, load
from corpus.errors import BadInput
from indexing.lance.store import LanceStore
from ingestion.reading import read
from pipelines.report import RunReport
from pipelines.session import Session, open_session
from pipelines.stages import (
    checking,
    collecting,
    embedding,
    gating,
    projecting,
    reading,
    resolving,
    runner,
    structuring,
    tagging,
    works,
)
from storage.catalog.sources import KnownSource
from tests.faults.steps import watch

warnings.filterwarnings(
    "ignore", message="lancedb fork support"
)  # nothing of it has begun to run where we fork
_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload(["tests.faults.runs"])
assert LanceStore, "imported here, so that the forked need not"
for _name in ("a.md", "a.txt", "a.html"):
    read("第一条 试读。".encode(), _name)  # imports its parser


@dataclass(frozen=True, slots=True)
class At:
    """A moment of a run: the n-th time (from 1) that a step happens."""

    step: str
    time: int = 1


class NoPool:
    """Does here what a pool of workers does elsewhere."""

    def __init__(self, function: Callable[[Any], Any], **_: object) -> None:
        self._function = function

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        for key, argument in items:
            try:
                yield key, self._function(argument)
            except BadInput as error:
                yield key, error


def run(
    home: Path,
    sources: Sequence[Path] = (),
    *,
    processes: int = 1,
) -> RunReport:
    """Bring a home up to date with these sources (default: those that it knows), in this process, under the profile `ci`."""
    settings = replace(
        load(
            "ci",
            home,
            {},
        ),
        processes=processes or 1,
    )
    with open_session(
        settings,
        home_of(settings, home),
        "a trial",
    ) as session:
        chosen = session.register([str(source) for source in sources])
        session.begin()
        work_through(
            session,
            chosen,
            allow_deletes=True,
        )
    return session.report


def work_through(
    session: Session,
    chosen: Sequence[KnownSource],
    *,
    allow_deletes: bool = False,
) -> None:
    """Stage after stage, as the job `update` does it, without the seconds that Dagster takes."""
    collecting.collect(
        session,
        chosen,
        allow_deletes=allow_deletes,
    )
    reading.read_documents(session, chosen)
    checking.refuse(session, checking.documents_readable(session, allow_deletes=allow_deletes))
    structuring.find_structures(session, chosen)
    works.make_works(session)
    resolving.settle_sources(session, chosen)
    works.cite_works(session)
    embedding.embed_passages(session)
    tagging.tag_passages(session)
    projecting.write_delta(session)
    if not checking.refuse(session, gating.candidate_sound(session)).refuses:
        projecting.publish(session)


def finish(
    home: Path,
    sources: Sequence[Path] = (),
    *,
    processes: int = 1,
) -> None:
    """The same in a process of its own, which must come to a good end."""
    process = _started(
        _run_on,
        home,
        sources,
        processes,
    )
    process.join()
    assert process.exitcode == 0, f"a run ended with {process.exitcode}"


def steps_of(
    home: Path,
    sources: Sequence[Path],
    *,
    processes: int = 1,
) -> list[At]:
    """Every step of a run, in order, as it happens in a process of its own."""
    receiving, sending = _forking.Pipe(duplex=False)
    process = _started(
        _run_and_report,
        home,
        sources,
        processes,
        sending,
    )
    sending.close()
    reported: list[str] = receiving.recv()
    process.join()
    assert process.exitcode == 0
    counted: Counter[str] = Counter()
    steps = []
    for name in reported:
        counted[name] += 1
        steps.append(At(name, counted[name]))
    return steps


def kill_at(
    home: Path,
    sources: Sequence[Path],
    at: At,
    *,
    processes: int = 1,
) -> bool:
    """Run, and be killed at a step; whether the run came as far as that."""
    process = _started(
        _run_to,
        home,
        sources,
        processes,
        at,
    )
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), f"a run ended with {process.exitcode}"
    return process.exitcode == -signal.SIGKILL


def kill_after(
    home: Path,
    sources: Sequence[Path],
    seconds: float,
    *,
    processes: int = 1,
) -> bool:
    """Run, and be killed after so many seconds; whether the run took as long as that."""
    process = _started(
        _run_on,
        home,
        sources,
        processes,
    )
    time.sleep(seconds)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), f"a run ended with {process.exitcode}"
    return process.exitcode == -signal.SIGKILL


def _started(target: Callable[..., None], *arguments: object) -> BaseProcess:
    process = _forking.Process(target=target, args=arguments)
    process.start()
    return process


def _run_on(
    home: Path,
    sources: Sequence[Path],
    processes: int,
) -> None:
    if not processes:
        runner.Pool = NoPool  # type: ignore[assignment,misc]
    run(
        home,
        sources,
        processes=processes,
    )


def _run_and_report(
    home: Path,
    sources: Sequence[Path],
    processes: int,
    reported: Connection[Any, Any],
) -> None:
    names: list[str] = []
    watch(names.append)
    _run_on(
        home,
        sources,
        processes,
    )
    reported.send(names)


def _run_to(
    home: Path,
    sources: Sequence[Path],
    processes: int,
    at: At,
) -> None:
    counted: Counter[str] = Counter()

    def report(step: str) -> None:
        counted[step] += 1
        if step == at.step and counted[step] == at.time:
            os.kill(os.getpid(), signal.SIGKILL)

    watch(report)
    _run_on(
        home,
        sources,
        processes,
    )
