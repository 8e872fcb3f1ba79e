"""What a run did, counted while it does it; as JSON the shape `run` of the command line."""

from __future__ import annotations

import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from corpus.errors import ExitStatus

if TYPE_CHECKING:
    from corpus.records import WeighedAct
    from pipelines.reconciliation import Reconciled

SOURCE_MISSING = "source_missing"
"""The code of a refusal that means: a folder that was named does not exist."""


@dataclass(slots=True)
class SourceReport:
    """The objects of a source: what the scan saw, and in which state they are.

    `seen` = new + changed + unchanged.
    `seen` + `deletes_held` = indexed + duplicate + quarantined + held + ignored.

    Attributes:
        seen: Objects that the scan found.
        new: Of these, objects that no earlier run saw.
        changed: Of these, objects whose bytes or reading are other than before.
        unchanged: Of these, all others.
        gone: Objects that an earlier run saw and that were given up in this run.
        indexed: Objects whose passages readers have.
        duplicate: Objects that another object represents.
        quarantined: Objects that cannot be read.
        held: Objects whose new bytes broke a promise, or can't be read while the delete brake keeps
            them. Readers keep the version before.
        ignored: Objects that a rule excludes.
        deletes_held: Objects that are gone from the source. The delete brake keeps them, so
            readers still have them, and `indexed` and the other states count them.
    """

    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    indexed: int = 0
    duplicate: int = 0
    quarantined: int = 0
    held: int = 0
    ignored: int = 0
    deletes_held: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that a check or a brake held back.

    Attributes:
        code: The check or brake: `deletes_held`, `source_missing`, or the name of a check.
        source: The name of the source, where it is about one.
        detail: What was found.
        remedy: What lets it through.
    """

    code: str
    source: str | None
    detail: str
    remedy: str


@dataclass(slots=True)
class ClaimsReport:
    """What is known of acts on stored works at the end of a run.

    Attributes:
        open: Claims that wait for a person.
        applied: Acts in effect, by the rules or by a person.
        new_open: Of the open claims, those that opened in this run.
        by_source: Open claims by the name of the source.
        ended: Acts that end a whole work and took effect in this run. Not part of the JSON.
    """

    open: int = 0
    applied: int = 0
    new_open: int = 0
    by_source: dict[str, int] = field(default_factory=dict)
    ended: Sequence[WeighedAct] = ()

    def as_json(self) -> dict[str, Any]:
        """The part `claims` of the shape of `lexops run --json`."""
        return {
            "open": self.open,
            "applied": self.applied,
            "new_open": self.new_open,
            "by_source": self.by_source,
        }


@dataclass(slots=True)
class SchemeReport:
    """What is known of the tags of one scheme at the end of a run.

    Attributes:
        tagged: Passages that have a tag.
        by_value: By value, passages that have it as a tag.
        suggestions: Suggestions that wait for a person.
        confirmed: Accepted tags that reviewers looked at and left.
        rejected: Accepted tags that reviewers looked at and took away.
        drift: In what new documents differ from those of the training; empty where they do not,
            and where the scheme has no trained model.
    """

    tagged: int = 0
    by_value: dict[str, int] = field(default_factory=dict)
    suggestions: int = 0
    confirmed: int = 0
    rejected: int = 0
    drift: str = ""


@dataclass(slots=True)
class RunReport:
    """The report of a run. Where nothing changed, nothing was parsed, embedded or written.

    Attributes:
        sources: What happened to the objects of each source, by its name.
        parsed: Documents that were read.
        passages: Passages in the catalog at the end.
        embedded: Texts that were embedded.
        tagged: Passages that were tagged, added up over the schemes.
        tags: What is known of the tags of each scheme, by its name.
        index_writes: Rows of the index that were written or deleted.
        generation: The generation that readers get.
        seconds: Seconds on the clock by stage.
        cpu_seconds: Seconds of all processors by stage.
        refused: What was held back.
        claims: Claims, and acts in effect.
        reconciled: How the index compared with the catalog, in a run of the job `reconcile`.
            Not part of the JSON.
    """

    sources: dict[str, SourceReport] = field(default_factory=dict)
    parsed: int = 0
    passages: int = 0
    embedded: int = 0
    tagged: int = 0
    tags: dict[str, SchemeReport] = field(default_factory=dict)
    index_writes: int = 0
    generation: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    claims: ClaimsReport = field(default_factory=ClaimsReport)
    reconciled: Reconciled | None = None

    @property
    def exit(self) -> ExitStatus:
        """2 where a named source does not exist, 1 where something else was refused."""
        codes = {refusal.code for refusal in self.refused}
        if SOURCE_MISSING in codes:
            return ExitStatus.USAGE
        return ExitStatus.REFUSED if codes else ExitStatus.DONE

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds that the block takes to those of a stage.

        Seconds on the clock and seconds of all processors are counted. A worker process counts
        when it has ended, so a stage ends its workers inside its block. To read the figures of
        living workers from `/proc` was set aside: it exists on Linux alone, and it misses the
        workers that a pool has replaced.

        Args:
            stage: The name of the stage in the report.
        """
        began = perf_counter()
        used = _cpu_seconds()
        try:
            yield
        finally:
            elapsed = perf_counter() - began
            cpu = _cpu_seconds() - used
            self.seconds[stage] = self.seconds.get(stage, 0.0) + elapsed
            self.cpu_seconds[stage] = self.cpu_seconds.get(stage, 0.0) + cpu

    def as_json(self) -> dict[str, Any]:
        """The shape of `lexops run --json`; seconds to the millisecond."""
        return {
            "exit": int(self.exit),
            "sources": {name: asdict(report) for name, report in self.sources.items()},
            "parsed": self.parsed,
            "passages": self.passages,
            "embedded": self.embedded,
            "tagged": self.tagged,
            "index_writes": self.index_writes,
            "generation": self.generation,
            "seconds": _rounded(self.seconds),
            "cpu_seconds": _rounded(self.cpu_seconds),
            "refused": [asdict(refusal) for refusal in self.refused],
            "claims": self.claims.as_json(),
            "tags": {name: asdict(report) for name, report in self.tags.items()},
        }


def _rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {stage: round(value, 3) for stage, value in seconds.items()}


def _cpu_seconds() -> float:
    """What this process and its ended children took of all processors so far."""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total
