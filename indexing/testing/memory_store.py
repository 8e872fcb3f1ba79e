"""An index store in memory: exact BM25 and exact cosine, so that it shows what any engine should answer.

It ships with the battery, as the plainest thing that passes it, and serves tests that need a store and no disk. It is no
engine for real archives: every publication copies, and every question reads all rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnknownValue, UsageError
from corpus.records import Status
from corpus.schema import Row
from indexing.analysis import question_terms, row_terms
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    Generation,
    IndexMeta,
    IndexRow,
    RowEntry,
    StoredRow,
    WriteReport,
)

_K1, _B = 1.2, 0.75  # Lucene's defaults, and LanceDB's


class _Snapshot:
    """Rows as they were at one publication, and what searching them needs, made when first asked for."""

    def __init__(self, rows: Mapping[str, IndexRow]) -> None:
        self.rows = {one: rows[one] for one in sorted(rows)}
        self.ids = list(self.rows)

    @cached_property
    def frequencies(self) -> list[Counter[str]]:
        """How often each row holds each of its terms."""
        return [Counter(row_terms(one.row)) for one in self.rows.values()]

    @cached_property
    def document_frequency(self) -> Counter[str]:
        """How many rows hold a term."""
        return Counter(term for counted in self.frequencies for term in counted)

    @cached_property
    def length_norms(self) -> list[float]:
        """BM25's part that depends on a row's length alone."""
        lengths = [counted.total() for counted in self.frequencies]
        average = sum(lengths) / max(len(lengths), 1) or 1.0
        return [_K1 * (1 - _B + _B * length / average) for length in lengths]

    @cached_property
    def unit_vectors(self) -> NDArray[np.float32]:
        """(rows, dimension), each row of length 1; a zero vector stays zero."""
        matrix = np.stack([one.vector for one in self.rows.values()])
        lengths = np.maximum(
            np.linalg.norm(matrix, axis=1, keepdims=True), np.finfo(np.float32).tiny
        )
        return np.asarray(matrix / lengths, dtype=np.float32)

    def bm25(self, text: str) -> list[tuple[float, str]]:
        """(score, id) of every row that shares a term with the text; a term that is asked twice counts twice, as in Lucene."""
        inverse = {
            term: asked * float(np.log1p((len(self.ids) - held + 0.5) / (held + 0.5)))
            for term, asked in Counter(question_terms(text)).items()
            if (held := self.document_frequency[term])
        }
        found = []
        for one, counted, norm in zip(
            self.ids,
            self.frequencies,
            self.length_norms,
            strict=True,
        ):
            score = sum(
                idf * counted[term] / (counted[term] + norm)
                for term, idf in inverse.items()
                if term in counted
            )
            if score:
                found.append((score, one))
        return found

    def cosine(self, vector: NDArray[np.float32]) -> list[tuple[float, str]]:
        """(cosine, id) of every row."""
        if not self.ids:
            return []
        unit = vector / max(float(np.linalg.norm(vector)), float(np.finfo(np.float32).tiny))
        return list(zip((self.unit_vectors @ unit).tolist(), self.ids, strict=True))


@dataclass
class _Shelf:
    """One generation: what is written, and what readers see of it."""

    meta: IndexMeta
    written: dict[str, IndexRow] = field(default_factory=dict)
    published: _Snapshot = field(default_factory=lambda: _Snapshot({}))
    version: int = 0


@dataclass
class MemoryDisk:
    """Where a `MemoryStore` keeps its generations: two stores over one disk see the same, as over one folder."""

    shelves: dict[str, _Shelf] = field(default_factory=dict)
    live: str | None = None


class MemoryReader:
    """A view of one snapshot."""

    def __init__(self, generation: Generation, snapshot: _Snapshot) -> None:
        self.generation = generation
        self._snapshot = snapshot

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Rank by BM25 and by cosine, every row that passes the filter."""
        keyword = self._snapshot.bm25(query.text) if query.text is not None else []
        vector = self._nearest(query.vector) if query.vector is not None else []
        return CandidateLists(self._best(keyword, query), self._best(vector, query))

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Ask one after the other."""
        return [self.candidates(one) for one in queries]

    def find(self, where: Filter, limit: int) -> list[Row]:
        """Rows that pass a filter, by id."""
        return list(
            islice(
                (dict(one.row) for one in self._snapshot.rows.values() if passes(one.row, where)),
                limit,
            )
        )

    def get(self, ids: Sequence[str]) -> list[Row]:
        """Rows of these ids, in the order asked."""
        return [dict(self._snapshot.rows[one].row) for one in ids if one in self._snapshot.rows]

    def count(self, where: Filter | None = None) -> int:
        """How many rows pass a filter; all where there is none."""
        return sum(where is None or passes(one.row, where) for one in self._snapshot.rows.values())

    def hashes(self) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of every row, sorted by id."""
        return ((one, row.row["row_hash"]) for one, row in self._snapshot.rows.items())

    def entries(self, after: str | None, through: str | None) -> list[RowEntry]:
        """Every row of a slice, by id."""
        rows = (
            one.row
            for id_, one in self._snapshot.rows.items()
            if (after or "") < id_ and (through is None or id_ <= through)
        )
        return [
            RowEntry(row["id"], row["row_hash"], tuple(sorted({*row["groups"]}))) for row in rows
        ]

    def stored_rows(self, ids: Sequence[str]) -> list[StoredRow]:
        """All that is held under these ids: there are no columns that could say otherwise."""
        found = (self._snapshot.rows[one] for one in ids if one in self._snapshot.rows)
        return [StoredRow(one.row["id"], dict(one.row), one.vector.copy()) for one in found]

    def close(self) -> None:
        """Nothing is held."""

    def _nearest(self, vector: NDArray[np.float32]) -> list[tuple[float, str]]:
        self.generation.meta.check(vector)
        return self._snapshot.cosine(vector)

    def _best(
        self, scored: list[tuple[float, str]], query: CandidateQuery
    ) -> tuple[Candidate, ...]:
        rows = self._snapshot.rows
        ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
        seen = (
            Candidate(score, dict(rows[one].row))
            for score, one in ranked
            if passes(rows[one].row, query.filter)
        )
        return tuple(islice(seen, query.k))


class MemoryStore:
    """The reference for `IndexStore`; give two of them one `MemoryDisk` and they share their generations."""

    def __init__(self, disk: MemoryDisk | None = None) -> None:
        self.disk = disk if disk is not None else MemoryDisk()

    def create(self, name: str, meta: IndexMeta) -> None:
        """Begin an empty generation."""
        if name in self.disk.shelves and self.disk.shelves[name].version:
            raise UsageError(
                f"generation {name!r} was published already", remedy="choose another name"
            )
        self.disk.shelves[name] = _Shelf(meta)

    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Remove, then put, rows of a generation."""
        shelf = self._shelf(name)
        deleted = sum(shelf.written.pop(one, None) is not None for one in deletes)
        put = set()
        for one in upserts:
            shelf.meta.check(one.vector)
            shelf.written[one.row["id"]] = IndexRow(dict(one.row), one.vector.copy())
            put.add(one.row["id"])
        return WriteReport(len(put), deleted)

    def preview(self, name: str) -> MemoryReader:
        """A view of what is written."""
        coming = replace(self._generation(name), version=self._shelf(name).version + 1)
        return MemoryReader(coming, _Snapshot(self._shelf(name).written))

    def discard(self, name: str) -> None:
        """Go back to the last snapshot."""
        shelf = self._shelf(name)
        shelf.written = dict(shelf.published.rows)

    def publish(self, name: str, *, mended: bool = False) -> Generation:  # noqa: ARG002 - nothing is reckoned here
        """Take a snapshot, and make it what readers get."""
        shelf = self._shelf(name)
        shelf.published = _Snapshot(shelf.written)
        shelf.version = shelf.version + 1
        self.disk.live = name
        return self._generation(name)

    def generations(self) -> list[Generation]:
        """All generations, by name."""
        return [self._generation(name) for name in sorted(self.disk.shelves)]

    def live(self) -> Generation | None:
        """The generation that readers get."""
        return self._generation(self.disk.live) if self.disk.live is not None else None

    def open(self, name: str | None = None) -> MemoryReader:
        """A view of a generation's last snapshot."""
        name = self.disk.live if name is None else name
        if name is None or not self._shelf(name).version:
            raise UsageError("there is no index yet", remedy="`lexops run PATH` builds one")
        return MemoryReader(self._generation(name), self._shelf(name).published)

    def drop(self, name: str) -> None:
        """Remove a generation that is not live."""
        if name == self.disk.live:
            raise UsageError(f"generation {name!r} is live", remedy="publish another one first")
        self.disk.shelves.pop(name, None)

    def check_writable(self) -> None:
        """Nothing keeps it."""

    def info(self) -> dict[str, Any]:
        """Engine and place; a size can't be told."""
        return {"engine": "memory", "version": None, "location": None, "bytes": None}

    def close(self) -> None:
        """Nothing is held."""

    def _shelf(self, name: str) -> _Shelf:
        if name not in self.disk.shelves:
            raise UnknownValue("generation", name, sorted(self.disk.shelves))
        return self.disk.shelves[name]

    def _generation(self, name: str) -> Generation:
        shelf = self._shelf(name)
        return Generation(
            name,
            shelf.meta,
            shelf.version,
            name == self.disk.live,
        )


def passes(row: Row, where: Filter) -> bool:
    """Whether a filter lets a row through: the meaning that every engine's filter language has to express."""
    one_of: Sequence[tuple[str, tuple[str, ...]]] = (
        ("kind", where.kinds),
        ("level", where.levels),
        ("region", where.regions),
        ("work", where.works),
        ("article", where.articles),
    )
    any_of = (("categories", where.categories), ("sources", where.sources))
    return (
        not set(where.groups).isdisjoint(row["groups"])  # who belongs to no group sees nothing
        and all(not allowed or row[name] in allowed for name, allowed in one_of)
        and all(not allowed or not set(allowed).isdisjoint(row[name]) for name, allowed in any_of)
        and (where.as_of is None or _in_force(row, where.as_of))
    )


def _in_force(row: Row, day: str) -> bool:
    return (
        row["status"] != Status.DRAFT
        and (row["valid_from"] is None or row["valid_from"] <= day)
        and (row["valid_to"] is None or day < row["valid_to"])
    )
