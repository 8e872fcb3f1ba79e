"""A generation as its index describes it: `_meta` of the mapping, and what the alias shows of it.

Both are read in one answer, so they are one state of the cluster. Where they differ the alias is
right: setting it is what publishes. A document of its own for this state was set aside: no step of
the cluster changes a document together with the alias.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from indexing.opensearch._documents import EMPTY_DIGEST
from indexing.opensearch._queries import publication_of
from indexing.store import Generation, IndexMeta

# The last path names an index that has nothing else of these.
READ = {
    "filter_path": "*.mappings._meta.lexops,*.aliases,*.settings.index.uuid",
    "ignore_unavailable": "true",
}
"""Parameters of the `GET` of indices whose answer `stored_generations` and `read_state` read."""

META: dict[str, str] = {
    "prefix": "name of the alias that readers query",
    "name": "name of the generation",
    "published": (
        "number of the publication that `digest` belongs to. The filter of the alias has the number "
        "of the publication that readers see."
    ),
    "digest": (
        "checksum of all rows of that publication: the SHA-256 of `ID\\nROW_HASH` of each row, "
        "added modulo 2^256"
    ),
    "pipeline": "name of the search pipeline that the index uses by default",
    "template": "name of the search template that fits this index",
    "fingerprint": (
        "identifies the model that made the vectors. Models with the same fingerprint make the same "
        "vectors."
    ),
    "dimension": "number of components of a vector",
    "schema_version": "version of the schema of the fields",
    "model": "name of the model",
    "instruction": "text to put before a question before you embed it",
}
"""The keys of `_meta.lexops`."""


@dataclass(frozen=True, slots=True)
class StoredGeneration:
    """One index that holds a generation, with its alias.

    Attributes:
        index: Name of the index.
        prefix: The alias that readers ask.
        name: Name of the generation.
        meta: What the generation was made with.
        published: The publication that the alias shows, or showed last.
        noted: The publication that `_meta` names; `digest` is of that one.
        digest: Digest of the rows of the noted publication.
        pipeline: The index's default search pipeline.
        template: The search template that fits the index.
        aliased: Whether the alias names this index.
        filtered: Whether the alias has a filter here.
        live: Whether the alias names this index alone, with a filter of ours.
        writable: Whether the alias for writing exists; indices of an older lexops lack it.
        uuid: The server's own id, a new one where an index of this name is made anew.
    """

    index: str
    prefix: str
    name: str
    meta: IndexMeta
    published: int = 0
    noted: int = 0
    digest: str = EMPTY_DIGEST
    pipeline: str | None = None
    template: str | None = None
    aliased: bool = False
    filtered: bool = False
    live: bool = False
    writable: bool = False
    uuid: str = ""

    @property
    def write_alias(self) -> str:
        """The alias that is written to. It has a dot, because a generation's name has none."""
        return _write_alias(self.index)

    @property
    def next_publication(self) -> int:
        """The publication that is being written."""
        return self.published + 1

    @property
    def generation(self) -> Generation:
        """The generation as `indexing.store` describes it."""
        return Generation(
            name=self.name,
            meta=self.meta,
            version=self.published,
            live=self.live,
        )

    def as_meta(self) -> dict[str, Any]:
        """Return `_meta` of the mapping."""
        entries = {
            "prefix": self.prefix,
            "name": self.name,
            "published": self.noted,
            "digest": self.digest,
            "pipeline": self.pipeline,
            "template": self.template,
            **asdict(self.meta),
        }
        return {"lexops": entries}


@dataclass(frozen=True, slots=True)
class IndexState:
    """All that exists under a prefix at one moment.

    Attributes:
        prefix: The alias that readers ask.
        stored: Our generations, by name.
        aliased: The indices that the alias names.
        indices: Every index, also those that lexops did not make.
    """

    prefix: str
    stored: list[StoredGeneration]
    aliased: list[str]
    indices: frozenset[str]

    @property
    def live(self) -> StoredGeneration | None:
        """The generation that readers get, if they get a publication of ours."""
        for generation in self.stored:
            if generation.live:
                return generation
        return None

    @property
    def problem(self) -> str | None:
        """Why readers get what lexops did not publish; None where they do not."""
        if self.prefix in self.indices:
            return f"{self.prefix} is an index, where the alias should be"
        if self.aliased and self.live is None:
            return (
                f"the alias {self.prefix} was set by hand: it is on "
                f"{', '.join(self.aliased)}, and filters no publication of one generation"
            )
        return None


def read_state(answer: dict[str, Any], prefix: str) -> IndexState:
    """Read the answer to `GET PREFIX,PREFIX-*` with `READ`."""
    return IndexState(
        prefix=prefix,
        stored=stored_generations(answer, prefix),
        aliased=_aliased(answer, prefix),
        indices=frozenset(answer),
    )


def stored_generations(answer: dict[str, Any], prefix: str) -> list[StoredGeneration]:
    """Read the generations of a prefix from an answer to `GET` with `READ`, by name.

    Generations of another prefix are left out: it may begin with the same letters.
    """
    is_alone = len(_aliased(answer, prefix)) == 1
    stored = []
    for index, description in answer.items():
        if "mappings" not in description:
            continue
        generation = _stored_generation(index, description, is_alone=is_alone)
        if generation.prefix == prefix:
            stored.append(generation)
    return sorted(stored, key=lambda generation: generation.name)


def _aliased(answer: dict[str, Any], prefix: str) -> list[str]:
    return sorted(
        index for index, description in answer.items() if prefix in description.get("aliases", {})
    )


def _stored_generation(
    index: str,
    description: dict[str, Any],
    *,
    is_alone: bool,
) -> StoredGeneration:
    known = description["mappings"]["_meta"]["lexops"]
    names = [field.name for field in fields(IndexMeta) if field.name in known]
    aliases = description.get("aliases", {})
    alias = aliases.get(known["prefix"])
    shown = (alias or {}).get("filter")
    published = known["published"]
    if shown:
        published = publication_of(shown)
    return StoredGeneration(
        index=index,
        prefix=known["prefix"],
        name=known["name"],
        meta=IndexMeta(**{name: known[name] for name in names}),
        published=published,
        noted=known["published"],
        # An index that an older lexops made has no digest, pipeline and template.
        digest=known.get("digest", EMPTY_DIGEST),
        pipeline=known.get("pipeline"),
        template=known.get("template"),
        aliased=alias is not None,
        filtered=bool(shown),
        live=bool(shown) and is_alone,
        writable=_write_alias(index) in aliases,
        uuid=description["settings"]["index"]["uuid"],
    )


def _write_alias(index: str) -> str:
    return f"{index}.write"
