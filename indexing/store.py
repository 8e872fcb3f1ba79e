"""The port to an index: what any engine must do for lexops. The battery that holds an engine to it is `indexing.testing.store_battery`.

A store holds generations. A generation is one complete index made with one model and one schema. Writes go to a generation
and are invisible; `preview` shows them to whoever judges them, then `publish` makes all that was written visible at once and
moves readers there, or `discard` takes it back. Readers pin what was published when they were opened, so an update never shows
them half of itself. LanceDB does it with versions and tags, OpenSearch with refreshes, routing and an alias; neither word stands
in this port.

The two legs come back apart and unfused. Fusing inside the engine (OpenSearch's normalization processor, LanceDB's rerankers)
was set aside: the two differ, and folding of mirrors must see the legs' candidates (docs/adr/0004-keyword-and-vector-search.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMismatch
from corpus.schema import SCHEMA_VERSION, Row

Vector = NDArray[np.float32]
Leg = Literal["keyword", "vector"]


@dataclass(frozen=True, slots=True)
class IndexMeta:
    """What a generation was made with; a reader that does not match is refused.

    `model` and `instruction` are for whoever embeds questions elsewhere: the model's name, and what stands before a question.
    """

    fingerprint: str
    dimension: int
    schema_version: int = SCHEMA_VERSION
    model: str | None = None
    instruction: str = ""

    def check(self, vector: Vector) -> None:
        """Refuse (`ModelMismatch`) a vector that another model must have made; stores ask for each that comes in."""
        if vector.shape != (self.dimension,):
            message = f"a vector of shape {vector.shape} in an index of dimension {self.dimension}"
            raise ModelMismatch(
                message, remedy="use the model that made the index, or build a new generation"
            )
        length = float(np.linalg.norm(vector))
        if not abs(length - 1) < 0.01:  # embedders promise 1; NaN is no length either
            raise AssertionError(f"a vector of length {length}, not 1")


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation as the store knows it; `version` counts publications, 0 = never published."""

    name: str
    meta: IndexMeta
    version: int
    live: bool


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A passage as it is written: `row` holds `schema.FIELDS` and `schema.DERIVED`; `vector` has length 1."""

    row: Row
    vector: Vector


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages may be found. Empty = no restriction; values of one field are alternatives, fields must all hold.

    `groups` are the asker's: a passage is seen when it shares one, so who has none (empty) sees nothing. `as_of` keeps what is in force on that day:
    an unknown start or end (null) does not exclude, and a draft was never law.
    """

    groups: tuple[str, ...] = ("public",)
    as_of: str | None = None
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage that a leg found, with the leg's own score (bigger is better, no fixed scale)."""

    score: float
    row: Row


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """A question as the store needs it; a leg without its input is not asked. `k` is the depth of each leg."""

    text: str | None
    vector: Vector | None
    k: int
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class CandidateLists:
    """What each leg found, best first; at most `k` each; both saw the same published version and the same filter."""

    keyword: tuple[Candidate, ...] = ()
    vector: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row in short, as its columns say: what an index is compared by. `groups` are sorted, and those that the filter reads."""

    id: str
    row_hash: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredRow:
    """All that an index holds of a row. `row` and `vector` are None where they can't be read.

    `torn`: columns of the engine that say otherwise than `row`, from which all of them were made: what is searched is then not what is shown.
    """

    id: str
    row: Row | None
    vector: Vector | None
    torn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a write did: rows put (new or changed) and rows removed."""

    upserted: int
    deleted: int


class IndexReader(Protocol):
    """A view of one published version of one generation; stays as it is whatever is written meanwhile.

    It holds for some minutes at least after another version was published over it, not for ever: nobody frees the disk that
    a forgotten reader holds. Whoever keeps readers opens a new one when `live()` has moved.
    """

    generation: Generation

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Ask both legs; filters hold before ranking, so `k` candidates come back whenever `k` exist."""

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """`candidates` of many questions, in their order: a server is asked for several at once."""

    def find(self, where: Filter, limit: int) -> list[Row]:
        """Rows that pass a filter, by id."""

    def get(self, ids: Sequence[str]) -> list[Row]:
        """Rows of these ids, in the order asked; unknown ids are left out. Groups are the caller's business."""

    def count(self, where: Filter | None = None) -> int:
        """How many rows pass a filter; `None` counts every row, whoever may see it."""

    def hashes(self) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of every row, sorted by id, for comparing with the catalog."""

    def entries(self, after: str | None, through: str | None) -> list[RowEntry]:
        """Every row with `after` < id <= `through`, sorted by id (in code points, as Python does); None is no bound."""

    def held(self, ids: Sequence[str]) -> list[StoredRow]:
        """What is held under these ids, in the order asked, vectors too; unknown ids are left out. For finding damage, not for answering."""

    def close(self) -> None:
        """Let go of what the view holds."""


class IndexStore(Protocol):
    """An engine with its generations."""

    def create(self, name: str, meta: IndexMeta) -> None:
        """Begin an empty generation; one of that name that was never published is replaced, else `UsageError`."""

    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Put and remove rows of a generation, by id. Invisible until published. Streams; safe to repeat after a crash.

        Removes first: an id that is in both is put. Of two rows with one id the later one stays.
        """

    def preview(self, name: str) -> IndexReader:
        """A view of what `publish` would show of this generation: for whoever judges it before readers get it."""

    def discard(self, name: str) -> None:
        """Take back what was written since the generation's last publication; one that has none is empty again."""

    def publish(self, name: str, *, mended: bool = False) -> Generation:
        """Make what was written visible, whole and ready to be searched fast, and point readers at this generation.

        `mended`: what was written sets right what somebody else had done to the index, so nothing that was reckoned of it before counts.
        """

    def generations(self) -> list[Generation]:
        """All generations, by name."""

    def live(self) -> Generation | None:
        """The generation that readers get, or None before the first publication."""

    def open(self, name: str | None = None) -> IndexReader:
        """A view of a generation's published version (default: the live one); `UsageError` where there is none."""

    def drop(self, name: str) -> None:
        """Remove a generation that is not live; unknown names are ignored."""

    def check_writable(self) -> None:
        """Raise what would keep a publication from being written, where that can be told beforehand: asked before what costs an hour."""

    def info(self) -> dict[str, Any]:
        """Engine, its version, where it is, size in bytes where it can be told: for `doctor` and the UI."""

    def close(self) -> None:
        """Let go of connections and files."""
