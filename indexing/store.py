"""The interface of an index: what every engine must do for lexops.

`indexing.testing.store_battery` tests that an engine does it.

A store has generations. A generation is one complete index, made with one model and one schema.
Writes go to a generation and are invisible; `preview` shows them to the gate. Then `publish` makes
all that was written visible at once and moves readers there, or `discard` undoes it. A reader keeps
the publication that it was opened on, so an update never shows half of itself. LanceDB does this
with versions and tags, OpenSearch with numbers and an alias; neither appears in this interface.

The candidates of keyword and vector search come back apart, not fused. Fusing inside the engine
(OpenSearch's normalization processor, LanceDB's rerankers) was set aside: the two differ, and
folding of mirrors must see the candidates of both searches
(docs/adr/0004-keyword-and-vector-search.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Protocol

from corpus.schema import Row
from indexing._records import (
    ENDED,
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    Generation,
    IndexMeta,
    IndexRow,
    RetrievalMethod,
    RowEntry,
    StoredRow,
    Vector,
    WriteReport,
)

__all__ = [
    "ENDED",
    "Candidate",
    "CandidateLists",
    "CandidateQuery",
    "Filter",
    "Generation",
    "IndexMeta",
    "IndexReader",
    "IndexRow",
    "IndexStore",
    "RetrievalMethod",
    "RowEntry",
    "StoredRow",
    "Vector",
    "WriteReport",
]


class IndexReader(Protocol):
    """A view of one published version of one generation; later writes do not change it.

    A view lasts some minutes at least after another version was published over it, but not for
    ever: its disk space is only free when it ends. A program that keeps a reader must open a new
    one when `IndexStore.live` has moved.
    """

    generation: Generation

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Run keyword and vector search.

        Filters are applied before ranking, so `k` candidates come back whenever `k` exist.

        Args:
            query: The question.

        Returns:
            The candidates of both searches.
        """

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Run `candidates` for many questions: a server is asked for several at once.

        Args:
            queries: The questions.

        Returns:
            The candidates of each question, in the order of `queries`.
        """

    def find(
        self,
        where: Filter,
        limit: int,
    ) -> list[Row]:
        """Return rows that pass a filter, by id.

        Args:
            where: The filter.
            limit: Largest number of rows.

        Returns:
            The rows.
        """

    def get(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of these ids, whatever their groups: the caller checks groups.

        Args:
            ids: Ids of passages; unknown ids are left out.

        Returns:
            The rows, in the order of `ids`.
        """

    def count(self, where: Filter | None = None) -> int:
        """Count the rows that pass a filter.

        Args:
            where: The filter; None counts every row, whatever its groups.

        Returns:
            The number of rows.
        """

    def count_tags(self, where: Filter) -> dict[str, int]:
        """Count the tags of the rows that pass a filter.

        Args:
            where: The filter.

        Returns:
            By tag, as `SCHEME=VALUE`, the number of rows; in alphabetical order.
        """

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Return (id, row_hash) of every row, sorted by id, to compare with the catalog."""

    def entries(
        self,
        after: str | None,
        through: str | None,
    ) -> list[RowEntry]:
        """Return every row with `after` < id <= `through`, sorted by id in code points.

        Args:
            after: Lower bound, exclusive; None is no bound.
            through: Upper bound, inclusive; None is no bound.

        Returns:
            The rows in short.
        """

    def stored_rows(self, ids: Sequence[str]) -> list[StoredRow]:
        """Return all that is stored under these ids, vectors too: to find damage, not to answer.

        Args:
            ids: Ids of passages; unknown ids are left out.

        Returns:
            The stored rows, in the order of `ids`.
        """

    def close(self) -> None:
        """End the view."""


class IndexStore(Protocol):
    """An engine with its generations."""

    def create(
        self,
        name: str,
        meta: IndexMeta,
    ) -> None:
        """Begin an empty generation; an unpublished one of that name is replaced.

        Args:
            name: Name of the generation.
            meta: What it is made with.

        Raises:
            UsageError: A generation of that name was published.
        """

    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Put and remove rows of a generation, invisible until published.

        Rows are streamed; after a crash the write may be repeated. Removes come first: an id that
        is in both is put. Of two rows with one id the later one stays.

        Args:
            name: Name of the generation.
            upserts: Rows to put.
            deletes: Ids to remove.

        Returns:
            How many rows were put and removed.

        Raises:
            UnknownValue: There is no such generation.
            ModelMismatch: A vector has another dimension than the generation.
        """

    def preview(self, name: str) -> IndexReader:
        """Open a view of what `publish` would show, for the gate.

        Args:
            name: Name of the generation.

        Returns:
            A reader of what was written.
        """

    def discard(self, name: str) -> None:
        """Undo what was written since the last publication; without one, remove all rows.

        Args:
            name: Name of the generation.
        """

    def publish(
        self,
        name: str,
        *,
        mended: bool = False,
    ) -> Generation:
        """Make what was written visible, ready for fast search, and move readers there.

        Args:
            name: Name of the generation.
            mended: Whether what was written repairs changes that were made by hand. Nothing that
                was calculated from the index before is then used.

        Returns:
            The generation as readers get it.
        """

    def generations(self) -> list[Generation]:
        """Return all generations, by name."""

    def live(self) -> Generation | None:
        """Return the generation that readers get, or None before the first publication."""

    def open(self, name: str | None = None) -> IndexReader:
        """Open a view of a generation's published version.

        Args:
            name: Name of the generation; None is the live one.

        Returns:
            A reader of the last publication.

        Raises:
            UsageError: Nothing was published.
            UnknownValue: There is no such generation.
        """

    def drop(self, name: str) -> None:
        """Remove a generation that is not live.

        Args:
            name: Name of the generation; an unknown one is ignored.

        Raises:
            UsageError: The generation is live.
        """

    def check_writable(self) -> None:
        """Raise what would prevent a publication, as far as it is known before long work."""

    def info(self) -> dict[str, Any]:
        """Return engine, version, location and size in bytes, for `doctor` and the UI."""

    def close(self) -> None:
        """Close connections and files."""
