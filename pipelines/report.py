"""What a run did, counted while it does it; as JSON the shape `run` of the command line."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import Any

from corpus.errors import ExitStatus


@dataclass(slots=True)
class SourceReport:
    """A source's objects: what the scan saw (`seen` = new + changed + unchanged), and where they ended.

    `seen` = indexed + duplicate + quarantined + ignored. `gone` were seen by an earlier run and are no more.
    """

    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    indexed: int = 0
    duplicate: int = 0
    quarantined: int = 0
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that a check or a brake held back, and what lets it through."""

    code: str
    source: str | None
    detail: str
    remedy: str


@dataclass(slots=True)
class RunReport:
    """A run's report; `parsed`, `embedded` and `index_writes` are 0 where nothing changed."""

    sources: dict[str, SourceReport] = field(default_factory=dict)
    parsed: int = 0
    passages: int = 0
    embedded: int = 0
    index_writes: int = 0
    generation: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def exit(self) -> ExitStatus:
        """1 where something was refused."""
        return ExitStatus.REFUSED if self.refused else ExitStatus.DONE

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds that the block takes to those of a stage: on the clock, and of all processors.

        A worker process counts when it has ended, so a stage ends its workers inside its block. To read the living ones' from
        `/proc` was set aside: it is Linux alone, and misses those that a pool has replaced.
        """
        began, used = perf_counter(), _cpu_seconds()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - began
            self.cpu_seconds[stage] = self.cpu_seconds.get(stage, 0.0) + _cpu_seconds() - used

    def as_json(self) -> dict[str, Any]:
        """The shape of `lexops run --json`; seconds to the millisecond."""
        return {
            "exit": int(self.exit),
            "sources": {name: asdict(one) for name, one in self.sources.items()},
            "parsed": self.parsed,
            "passages": self.passages,
            "embedded": self.embedded,
            "index_writes": self.index_writes,
            "generation": self.generation,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            "cpu_seconds": {
                stage: round(seconds, 3) for stage, seconds in self.cpu_seconds.items()
            },
            "refused": [asdict(one) for one in self.refused],
        }


def _cpu_seconds() -> float:
    """What this process, all its threads, and its children that have ended took of all processors so far."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
