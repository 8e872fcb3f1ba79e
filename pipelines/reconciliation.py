"""The result of a comparison of the index with the catalog."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from corpus.errors import ExitStatus
from indexing.comparison import Drift, RowDifference


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of the index is compared whole.

    Attributes:
        sample: About how many rows are compared with text and vector; None for every row.
        seed: The seed by which these rows are drawn. The default is the day, in UTC.
    """

    sample: int | None = 1_000
    seed: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())


@dataclass(frozen=True, slots=True)
class RowComparison:
    """What a comparison found.

    Attributes:
        rows: How many rows of the index were compared.
        examined: How many of them were compared whole.
        lost: Why the index cannot be the one that this catalog wrote. Rows are not compared then.
        counts: How many rows differ, by kind of drift.
        examples: The first rows of each kind.
    """

    rows: int = 0
    examined: int = 0
    lost: str | None = None
    counts: Counter[Drift] = field(default_factory=Counter)
    examples: list[RowDifference] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether the index is what the catalog says."""
        return self.lost is None and not self.counts.total()

    def as_json(self) -> dict[str, Any]:
        """Counts of all kinds of drift, with the first rows of each."""
        drift = {kind.value: self._as_json(kind) for kind in Drift}
        return {
            "rows": self.rows,
            "examined": self.examined,
            "lost": self.lost,
            "drift": drift,
        }

    def _as_json(self, kind: Drift) -> dict[str, Any]:
        examples = [
            {"id": example.id, "fields": list(example.fields)}
            for example in self.examples
            if example.drift is kind
        ]
        return {"count": self.counts[kind], "examples": examples}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A comparison, and the repair where there was one.

    Attributes:
        generation: The generation that readers get.
        version: Its version in the index.
        seed: The seed by which rows were drawn.
        pending: How many passages the next run has yet to write, and to delete.
        found: What the comparison found.
        writes: How many rows the repair wrote or deleted.
        after: What a second comparison found after the repair; None without a repair.
    """

    generation: str
    version: int | None
    seed: str
    pending: tuple[int, int]
    found: RowComparison
    writes: int = 0
    after: RowComparison | None = None

    @property
    def same(self) -> bool:
        """Whether the index is, in the end, what the catalog says."""
        return (self.after or self.found).same

    @property
    def says(self) -> str:
        """In a sentence: what was found, and what became of it."""
        found = self.found
        counted = [f"{found.counts[kind]} {kind}" for kind in Drift if found.counts[kind]]
        drift = ", ".join(counted) or "the index is what the catalog says"
        message = found.lost
        if message is None:
            message = (
                f"{found.rows} rows of {self.generation} compared, "
                f"{found.examined} of them looked at whole: {drift}"
            )
        if self.after is None:
            return message
        left = "no drift is left" if self.after.same else "drift is left, or came anew"
        return f"{message}; repaired with {self.writes} writes: {left}"

    def as_json(self) -> dict[str, Any]:
        """The shape of `lexops reconcile --json`."""
        upserts, deletes = self.pending
        repaired = None
        if self.after is not None:
            repaired = {"index_writes": self.writes, **self.after.as_json()}
        return {
            "exit": int(ExitStatus.DONE if self.same else ExitStatus.REFUSED),
            "generation": self.generation,
            "version": self.version,
            "seed": self.seed,
            **self.found.as_json(),
            "pending": {"upserts": upserts, "deletes": deletes},
            "repaired": repaired,
        }
