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
from tagging.options import TaggingOptions

MAX_PROCESSES = 1024
"""More than any one machine has cores: a typing error must not start a million processes."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """Which model embeds, and how.

    Attributes:
        model: Name of the embedding model.
        processes: Number of processes that embed; 0 means one per core.
        models: Folder of the models; if it is not set, the user's cache.
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
        store: Store of the index, `lancedb` or `opensearch`.
        location: For LanceDB a folder (if it is not set, HOME/index); for OpenSearch a URL.
    """

    store: str = STORES[0]
    location: str | None = None

    def __post_init__(self) -> None:
        ServerOptions.__post_init__(self)
        if self.store not in STORES:
            raise UnknownValue("index.store", self.store, STORES)


@dataclass(frozen=True, slots=True)
class Storage:
    """Where catalog and blobs are kept, if not in the home.

    Attributes:
        catalog: URL of a database for the catalog; if it is not set, a file in the home.
        blobs: URL of an object store for the originals; if it is not set, a folder in the home.
    """

    catalog: str | None = None
    blobs: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicateOptions:
    """Which one of several copies is indexed.

    Attributes:
        authorities: Names of sources, the most authoritative first; all other sources come after
            them.
    """

    authorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brake:
    """When the delete brake stops the deletes of a source: if both limits are exceeded at once.

    Attributes:
        share: The delete brake acts if more than this share of a source's files is gone, from 0 to
            1, and also `brake.objects` is reached.
        objects: The delete brake acts if at least this many files of a source are gone, and also
            `brake.share` is exceeded.
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
    """Which questions a candidate must answer before readers get it.

    Attributes:
        questions: Files of golden questions, in the format of `lexops eval`.
        tolerance: The largest drop of R@10 and nDCG@10 that the gate accepts, for example from .53
            to .51; without `gate.questions` the setting has no effect.
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
        timezone: The time zone that decides which day is "today", by its IANA name.
        processes: Number of files that are read at the same time; 0 means one per core.
        ingestion: How much one input may cost.
        passages: How long a passage may be.
        embedding: Which model embeds, and how.
        index: Which engine stores the index, and where.
        storage: Where catalog and blobs are kept.
        duplicates: Which one of several copies is indexed.
        brake: When the delete brake stops deletes.
        tagging: Which schemes tag passages.
        gate: Which questions a candidate must answer before readers get it.
        search: How results are found and ranked.
        sources: Options of single sources, each under the name of its source.
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
    tagging: TaggingOptions = field(default_factory=TaggingOptions)
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
