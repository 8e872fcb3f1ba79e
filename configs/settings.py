"""Every setting of lexops, section by section; the names of the sections are those of `lexops.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.errors import UnknownValue
from indexing.embedders import EMBEDDERS
from indexing.models import DEFAULT_MODEL
from indexing.opensearch.options import ServerOptions
from indexing.stores import STORES
from ingestion.formats.record_mapping import RecordMapping
from ingestion.limits import Limits
from law.structure.cutting import Cutting
from retrieval.search import SearchOptions


@dataclass(frozen=True, slots=True)
class Embedding:
    """Which model embeds, in how many processes (0: one a core), and the folder of models (default: the user's cache)."""

    model: str = DEFAULT_MODEL
    processes: int = 0
    models: str | None = None

    def __post_init__(self) -> None:
        if self.model not in EMBEDDERS:
            raise UnknownValue("embedding.model", self.model, EMBEDDERS)


@dataclass(frozen=True, slots=True)
class Index(ServerOptions):
    """Which engine holds the index, and where: LanceDB a folder (default: HOME/index), OpenSearch a URL; the rest is for a server."""

    store: str = STORES[0]
    location: str | None = None

    def __post_init__(self) -> None:
        ServerOptions.__post_init__(self)
        if self.store not in STORES:
            raise UnknownValue("index.store", self.store, STORES)


@dataclass(frozen=True, slots=True)
class Storage:
    """Where catalog and blobs are kept, when not in the home: a database's URL, an object store's."""

    catalog: str | None = None
    blobs: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicateOptions:
    """Whose file stands for its copies: sources by name, the most authoritative first; those that are not named come after them."""

    authorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brake:
    """When deletes of a source are held: more than `share` of its objects, and at least `objects`, are gone at once."""

    share: float = 0.2
    objects: int = 10

    def holds(self, lost: int, had: int) -> bool:
        """Whether so many lost, of so many that there were, are too many to let go."""
        return lost >= self.objects and lost > self.share * had


@dataclass(frozen=True, slots=True)
class Gate:
    """What a candidate is asked before readers get it: files of golden questions (as of `lexops eval`), and how far R@10 and nDCG@10 may fall."""

    questions: tuple[str, ...] = ()
    tolerance: float = 0.02


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What is particular to one source, under `[sources.NAME]`: which fields of its records are what."""

    records: RecordMapping = field(default_factory=RecordMapping)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `processes` is how many files are read at once (0: one a core); `sources` have options by their names."""

    profile: str
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
