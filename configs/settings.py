"""Every setting of lexops; the sections have the names that they have in `lexops.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.calendar import DEFAULT_TIMEZONE, find_timezone
from corpus.errors import UnknownValue
from corpus.options import check_range
from corpus.records import Trust
from indexing.embedders import EMBEDDERS
from indexing.models import DEFAULT_MODEL
from indexing.opensearch.options import ServerOptions
from indexing.stores import STORES
from ingestion.formats.record_mapping import RecordMapping
from ingestion.limits import Limits
from law.structure.cutting import Cutting
from retrieval.search import SearchOptions

MAX_PROCESSES = 1024
"""More than any one machine has cores: a typing error must not start a million processes."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """Which model embeds, and how.

    Attributes:
        model: The name of the model.
        processes: How many processes embed; 0 means one per core.
        models: The folder of models; None means the user's cache.
    """

    model: str = DEFAULT_MODEL
    processes: int = 0
    models: str | None = None

    def __post_init__(self) -> None:
        if self.model not in EMBEDDERS:
            raise UnknownValue("embedding.model", self.model, EMBEDDERS)
        check_range(
            "embedding.processes",
            self.processes,
            at_least=0,
            at_most=MAX_PROCESSES,
        )


@dataclass(frozen=True, slots=True)
class Index(ServerOptions):
    """Which engine stores the index, and where; the other fields are for a server.

    Attributes:
        store: The name of the engine.
        location: LanceDB: a folder (None means HOME/index). OpenSearch: a URL.
    """

    store: str = STORES[0]
    location: str | None = None

    def __post_init__(self) -> None:
        ServerOptions.__post_init__(self)
        if self.store not in STORES:
            raise UnknownValue("index.store", self.store, STORES)


@dataclass(frozen=True, slots=True)
class Storage:
    """Where catalog and blobs are kept, when not in the home.

    Attributes:
        catalog: The URL of a database.
        blobs: The URL of an object store.
    """

    catalog: str | None = None
    blobs: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicateOptions:
    """Which file stands for its copies.

    Attributes:
        authorities: Names of sources, the most authoritative first; all others come after them.
    """

    authorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brake:
    """When deletes of a source are held back: if both limits are exceeded at once.

    Attributes:
        share: The share of a source's objects that may disappear in one run, from 0 to 1.
        objects: The number of lost objects from which the brake looks at the share.
    """

    share: float = 0.2
    objects: int = 10

    def __post_init__(self) -> None:
        check_range(
            "brake.share",
            self.share,
            at_least=0,
            at_most=1,
        )
        check_range("brake.objects", self.objects, at_least=0)

    def holds(
        self,
        lost: int,
        had: int,
    ) -> bool:
        """Say whether too many objects disappeared to delete them without a question.

        Args:
            lost: How many objects disappeared.
            had: How many objects there were before.

        Returns:
            Whether the deletes are held back.
        """
        return lost >= self.objects and lost > self.share * had


@dataclass(frozen=True, slots=True)
class Gate:
    """What a candidate is asked before readers get it.

    Attributes:
        questions: Files of golden questions, as `lexops eval` reads them.
        tolerance: How far R@10 and nDCG@10 may fall, from 0 to 1.
    """

    questions: tuple[str, ...] = ()
    tolerance: float = 0.02

    def __post_init__(self) -> None:
        check_range(
            "gate.tolerance",
            self.tolerance,
            at_least=0,
            at_most=1,
        )


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What is particular to one source, under `[sources.NAME]`.

    Attributes:
        records: Which fields of its records are what.
        trust: What its files may change: `official` (the issuing body's own publication),
            `reprint` (copies of official texts) or `unofficial` (they never change a law).
    """

    records: RecordMapping = field(default_factory=RecordMapping)
    trust: Literal["official", "reprint", "unofficial"] = "reprint"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one run.

    Attributes:
        profile: The profile that the values come from.
        timezone: The time zone in which "today" is meant, by its IANA name.
        processes: How many files are read at once; 0 means one per core.
        ingestion: How much one input may cost.
        passages: How long a passage may be.
        embedding: Which model embeds, and how.
        index: Which engine stores the index, and where.
        storage: Where catalog and blobs are kept.
        duplicates: Which file stands for its copies.
        brake: When deletes are held back.
        gate: What a candidate is asked before readers get it.
        search: How results are found and ranked.
        sources: Options of single sources, by the names of the sources.
    """

    profile: str
    timezone: str = DEFAULT_TIMEZONE
    processes: int = 0
    ingestion: Limits = field(default_factory=Limits)
    passages: Cutting = field(default_factory=Cutting)
    embedding: Embedding = field(default_factory=Embedding)
    index: Index = field(default_factory=Index)
    storage: Storage = field(default_factory=Storage)
    duplicates: DuplicateOptions = field(default_factory=DuplicateOptions)
    brake: Brake = field(default_factory=Brake)
    gate: Gate = field(default_factory=Gate)
    search: SearchOptions = field(default_factory=SearchOptions)
    sources: Mapping[str, SourceOptions] = field(default_factory=dict)

    def trust_of(self, source: str) -> Trust:
        """Return what the files of a source may change.

        Args:
            source: The name of the source.

        Returns:
            Its trust, else the default.
        """
        return Trust(self.sources.get(source, SourceOptions()).trust)

    def __post_init__(self) -> None:
        find_timezone(self.timezone)
        check_range(
            "processes",
            self.processes,
            at_least=0,
            at_most=MAX_PROCESSES,
        )
