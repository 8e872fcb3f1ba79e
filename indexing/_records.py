"""The records that go into an index and come out of it; `indexing.store` exports them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMismatch
from corpus.records import Status
from corpus.schema import SCHEMA_VERSION, Row

Vector = NDArray[np.float32]
RetrievalMethod = Literal["keyword", "vector"]

_LENGTH_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class IndexMeta:
    """What a generation was made with; a reader that does not match is refused.

    Attributes:
        fingerprint: Fingerprint of the model that made the vectors.
        dimension: Numbers in a vector.
        schema_version: Version of the rows' fields.
        model: Name of the model, for clients that embed questions themselves.
        instruction: Text before a question when it is embedded, for the same clients.
    """

    fingerprint: str
    dimension: int
    schema_version: int = SCHEMA_VERSION
    model: str | None = None
    instruction: str = ""

    def check(self, vector: Vector) -> None:
        """Refuse a vector that another model must have made. Stores check every vector.

        Args:
            vector: The vector.

        Raises:
            ModelMismatch: It has another dimension.
            AssertionError: Its length is not 1, as embedders promise.
        """
        if vector.shape != (self.dimension,):
            raise ModelMismatch(
                f"a vector of shape {vector.shape} in an index of dimension {self.dimension}",
                remedy="use the model that made the index, or build a new generation",
            )
        length = float(np.linalg.norm(vector))
        has_length_one = abs(length - 1) < _LENGTH_TOLERANCE  # false for NaN too
        if not has_length_one:
            raise AssertionError(f"a vector of length {length}, not 1")


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation as the store knows it.

    Attributes:
        name: Its name.
        meta: What it was made with.
        version: Number of its publications; 0 means never published.
        live: Whether readers get this generation.
    """

    name: str
    meta: IndexMeta
    version: int
    live: bool


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A passage as it is written.

    Attributes:
        row: The values of `schema.FIELDS` and `schema.DERIVED`.
        vector: The passage's vector, of length 1.
    """

    row: Row
    vector: Vector


ENDED = (
    Status.SUPERSEDED,
    Status.REPEALED,
    Status.EXPIRED,
    Status.SUSPENDED,
)
"""Statuses of a text that is no longer law from its `valid_to` on."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages a search may return. An empty field restricts nothing.

    The values of one field are alternatives; all fields must match.

    Attributes:
        groups: The user's groups. A passage is visible to a user who shares a group with it, so
            a user without groups sees nothing.
        as_of: A day as YYYY-MM-DD: only passages in force on that day. An unknown start or end
            (null) does not exclude; where the start is unknown, the text has to be made by that
            day. A draft was never law, and what ended on an unknown day
            (`ENDED` without an end) is not law on any day.
        kinds: Kinds of document.
        categories: Values of tags.
        tags: Tags as `SCHEME=VALUE`. Values of one scheme are alternatives; each scheme that is
            named must hold.
        levels: Levels of the norm.
        regions: Regions of the norm.
        jurisdictions: Whose law it is. A passage that states none is in no list.
        not_jurisdictions: Whose law it may not be. A passage that states none passes.
        sources: Names of sources.
        works: Works.
        articles: Articles.
    """

    groups: tuple[str, ...] = ("public",)
    as_of: str | None = None
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    not_jurisdictions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def tags_by_scheme(self) -> list[tuple[str, ...]]:
        """Return `tags` scheme by scheme: a row must have one of each.

        >>> Filter(tags=("a=1", "b=1", "a=2")).tags_by_scheme()
        [('a=1', 'a=2'), ('b=1',)]
        """
        by_scheme: dict[str, list[str]] = {}
        for name in self.tags:
            by_scheme.setdefault(name.partition("=")[0], []).append(name)
        return [tuple(names) for names in by_scheme.values()]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage that a search returned.

    Attributes:
        score: Score of this search: bigger is better, no fixed scale.
        row: The passage's row.
    """

    score: float
    row: Row


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """A question as the store needs it.

    Attributes:
        text: Input of keyword search; None leaves that search out.
        vector: Input of vector search; None leaves that search out.
        k: Largest number of candidates of each search.
        filter: Which passages may come back.
        also: More words for keyword search. Those of `text` are left out, and each counts once.
        also_weight: How much a term of `also` counts; a term of `text` counts 1.
    """

    text: str | None
    vector: Vector | None
    k: int
    filter: Filter = field(default_factory=Filter)
    also: str = ""
    also_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class CandidateLists:
    """The candidates of each search, best first, at most `k` each.

    Both searches saw the same published version and the same filter.
    """

    keyword: tuple[Candidate, ...] = ()
    vector: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row in short, as its columns have it: an index is compared with the catalog by this.

    Attributes:
        id: Id of the passage.
        row_hash: Hash of the row.
        groups: The groups that the filter reads, sorted.
    """

    id: str
    row_hash: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredRow:
    """All that an index stores of a row.

    Attributes:
        id: Id of the passage.
        row: The row; None where it cannot be read.
        vector: The vector; None where it cannot be read.
        inconsistent: Columns of the engine that differ from what `row` gives. All columns were
            made from the row, so with such a column search reads other values than it shows.
    """

    id: str
    row: Row | None
    vector: Vector | None
    inconsistent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a write did.

    Attributes:
        upserted: Rows put, new or changed.
        deleted: Rows removed.
    """

    upserted: int
    deleted: int
