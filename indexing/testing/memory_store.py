"""An index store in memory: exact BM25 and exact cosine, the answers that any engine should give.

It ships with the battery as the simplest store that passes it, and serves tests that need a store
and no disk. It is not for real archives: every publication copies, and every question reads all
rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.errors import UnknownValue, UsageError
from indexing.store import (
    Generation,
    IndexMeta,
    IndexRow,
    WriteReport,
)
from indexing.testing._memory_reader import MemoryReader
from indexing.testing._snapshot import Snapshot


@dataclass
class MemoryGeneration:
    """One generation.

    Attributes:
        meta: What it was made with.
        written: The rows that were written, by id.
        published: The rows that readers see.
        version: Number of its publications.
    """

    meta: IndexMeta
    written: dict[str, IndexRow] = field(default_factory=dict)
    published: Snapshot = field(default_factory=lambda: Snapshot({}))
    version: int = 0


@dataclass
class MemoryDisk:
    """Where a `MemoryStore` keeps its generations: two stores over one disk share them.

    Attributes:
        generations: The generations by name.
        live: Name of the one that readers get.
    """

    generations: dict[str, MemoryGeneration] = field(default_factory=dict)
    live: str | None = None


class MemoryStore:
    """The reference for `IndexStore`; two of them over one `MemoryDisk` share their generations."""

    def __init__(self, disk: MemoryDisk | None = None) -> None:
        self.disk = disk if disk is not None else MemoryDisk()

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
        existing = self.disk.generations.get(name)
        if existing is not None and existing.version:
            raise UsageError(
                f"generation {name!r} was published already", remedy="choose another name"
            )
        self.disk.generations[name] = MemoryGeneration(meta)

    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Remove, then put, rows of a generation.

        Args:
            name: Name of the generation.
            upserts: Rows to put.
            deletes: Ids of rows to remove.

        Returns:
            How many rows were put and removed.
        """
        stored = self._named(name)
        deleted = 0
        for id_ in deletes:
            deleted += stored.written.pop(id_, None) is not None
        upserted = set()
        for index_row in upserts:
            stored.meta.check(index_row.vector)
            id_ = index_row.row["id"]
            stored.written[id_] = IndexRow(dict(index_row.row), index_row.vector.copy())
            upserted.add(id_)
        return WriteReport(len(upserted), deleted)

    def preview(self, name: str) -> MemoryReader:
        """Open a view of what is written.

        Args:
            name: Name of the generation.

        Returns:
            A reader of what `publish` would show.
        """
        stored = self._named(name)
        coming = replace(self._generation(name), version=stored.version + 1)
        return MemoryReader(coming, Snapshot(stored.written))

    def discard(self, name: str) -> None:
        """Go back to the last snapshot.

        Args:
            name: Name of the generation.
        """
        stored = self._named(name)
        stored.written = dict(stored.published.rows)

    def publish(
        self,
        name: str,
        *,
        mended: bool = False,  # noqa: ARG002 - no digest
    ) -> Generation:
        """Take a snapshot, and give it to readers.

        Args:
            name: Name of the generation.
            mended: Not used: this store calculates nothing from earlier publications.

        Returns:
            The generation as readers get it.
        """
        stored = self._named(name)
        stored.published = Snapshot(stored.written)
        stored.version += 1
        self.disk.live = name
        return self._generation(name)

    def generations(self) -> list[Generation]:
        """Return all generations, by name."""
        return [self._generation(name) for name in sorted(self.disk.generations)]

    def live(self) -> Generation | None:
        """Return the generation that readers get."""
        if self.disk.live is None:
            return None
        return self._generation(self.disk.live)

    def open(self, name: str | None = None) -> MemoryReader:
        """Open a view of a generation's last snapshot.

        Args:
            name: Name of the generation; None is the live one.

        Returns:
            A reader of the last publication.

        Raises:
            UsageError: Nothing was published.
        """
        if name is None:
            name = self.disk.live
        if name is None or not self._named(name).version:
            raise UsageError("there is no index yet", remedy="`lexops run PATH` builds one")
        return MemoryReader(self._generation(name), self._named(name).published)

    def drop(self, name: str) -> None:
        """Remove a generation that is not live.

        Args:
            name: Name of the generation; an unknown one is ignored.

        Raises:
            UsageError: The generation is live.
        """
        if name == self.disk.live:
            raise UsageError(f"generation {name!r} is live", remedy="publish another one first")
        self.disk.generations.pop(name, None)

    def check_writable(self) -> None:
        """Do nothing: memory can always be written."""

    def info(self) -> dict[str, Any]:
        """Return the engine; this store has no location and no size."""
        return {
            "engine": "memory",
            "version": None,
            "location": None,
            "bytes": None,
        }

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def _named(self, name: str) -> MemoryGeneration:
        if name not in self.disk.generations:
            raise UnknownValue(
                "generation",
                name,
                sorted(self.disk.generations),
            )
        return self.disk.generations[name]

    def _generation(self, name: str) -> Generation:
        stored = self._named(name)
        return Generation(
            name=name,
            meta=stored.meta,
            version=stored.version,
            live=name == self.disk.live,
        )
