"""A generation as its index says: what `_meta` of the mapping holds, and what the alias shows of it.

Both are read in one answer, so they are one state of the cluster. Where they differ the alias is right: to set it is what publishes.
A document of its own for this state was set aside: it would be a third place, and one that no step of the cluster changes together with the alias.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from indexing.opensearch import _rows as rows
from indexing.store import Generation, IndexMeta

READ = {
    "filter_path": "*.mappings._meta.lexops,*.aliases,*.settings.index.uuid",
    "ignore_unavailable": "true",
}
"""Parameters of a `GET` of indices whose answer `shelves` and `look` read; by the last of its paths an index is named that has nothing else."""

META: dict[str, str] = {
    "prefix": "the alias that readers ask",
    "name": "the generation",
    "published": "the last publication that `digest` is of; the alias's filter says which one is shown",
    "digest": "the sum, modulo 2^256, of the SHA-256 of `ID\\nROW_HASH` of every row of that publication",
    "pipeline": "the search pipeline, the index's default",
    "template": "the search template that fits this index",
    "fingerprint": "which model made the vectors: equal fingerprints, equal vectors",
    "dimension": "how many numbers a vector has",
    "schema_version": "the version of the fields",
    "model": "the model's name",
    "instruction": "what stands before a question when it is embedded",
}
"""What `_meta.lexops` says."""


@dataclass(frozen=True, slots=True)
class StoredGeneration:
    """`published` is what the alias shows (of one that it does not name: showed last); `noted` what `_meta` says, and `digest` is of that.

    `live`: the alias is on it alone, with a filter of ours. `writable`: its `door` is there, which those of an older lexops lack. `uuid`: the
    server's own, another one where an index of this name is made anew.
    """

    index: str
    prefix: str
    name: str
    meta: IndexMeta
    published: int = 0
    noted: int = 0
    digest: str = rows.NOTHING
    pipeline: str | None = None
    template: str | None = None
    aliased: bool = False
    filtered: bool = False
    live: bool = False
    writable: bool = False
    uuid: str = ""

    @property
    def door(self) -> str:
        """The alias that is written to. A dot, because a generation's name has none."""
        return f"{self.index}.write"

    @property
    def coming(self) -> int:
        """The publication that is being written."""
        return self.published + 1

    @property
    def generation(self) -> Generation:
        """As the port has it."""
        return Generation(
            self.name,
            self.meta,
            self.published,
            self.live,
        )

    def as_meta(self) -> dict[str, Any]:
        """`_meta` of the mapping."""
        head = {
            "prefix": self.prefix,
            "name": self.name,
            "published": self.noted,
            "digest": self.digest,
        }
        return {
            "lexops": {
                **head,
                "pipeline": self.pipeline,
                "template": self.template,
                **asdict(self.meta),
            }
        }


def shelves(answer: dict[str, Any], prefix: str) -> list[StoredGeneration]:
    """The generations of a prefix in an answer to `GET` with `READ`, by name; what is another's is left out: its prefix may begin with ours."""
    alone = len(_holders(answer, prefix)) == 1
    known = [_shelf(index, one, alone=alone) for index, one in answer.items() if "mappings" in one]
    return sorted((one for one in known if one.prefix == prefix), key=lambda one: one.name)


@dataclass(frozen=True, slots=True)
class Look:
    """All that is under a prefix at one moment: the generations, the indices that the alias is on, and every index, whoever made them."""

    prefix: str
    shelves: list[StoredGeneration]
    holders: list[str]
    indices: frozenset[str]

    @property
    def live(self) -> StoredGeneration | None:
        """The generation that readers get, if they get a publication of ours."""
        return next((one for one in self.shelves if one.live), None)

    @property
    def astray(self) -> str | None:
        """Why readers get what nobody published; None where that is not so."""
        if self.prefix in self.indices:
            return f"{self.prefix} is an index, where the alias should be"
        if self.holders and self.live is None:
            return f"somebody set the alias {self.prefix} by hand: it is on {', '.join(self.holders)}, and filters no publication of one generation"
        return None


def look(answer: dict[str, Any], prefix: str) -> Look:
    """The answer to `GET PREFIX,PREFIX-*` with `READ`, read."""
    return Look(
        prefix,
        shelves(answer, prefix),
        _holders(answer, prefix),
        frozenset(answer),
    )


def _holders(answer: dict[str, Any], prefix: str) -> list[str]:
    return sorted(index for index, one in answer.items() if prefix in one.get("aliases", {}))


def _shelf(index: str, told: dict[str, Any], *, alone: bool) -> StoredGeneration:
    known = told["mappings"]["_meta"]["lexops"]
    aliases = told.get("aliases", {})
    alias = aliases.get(known["prefix"])
    filter_ = (alias or {}).get("filter")
    shown = rows.publication_of(filter_) if filter_ else known["published"]
    # An index that an older lexops made has no digest, pipeline and template.
    given = {name: known[name] for name in ("digest", "pipeline", "template") if name in known}
    meta = IndexMeta(
        **{one.name: known[one.name] for one in fields(IndexMeta) if one.name in known}
    )
    held = alias is not None
    filtered = bool(filter_)
    live = held and filtered and alone
    found = StoredGeneration(
        index,
        known["prefix"],
        known["name"],
        meta,
        shown,
        known["published"],
        aliased=held,
        filtered=filtered,
        live=live,
        **given,
    )
    return replace(found, writable=found.door in aliases, uuid=told["settings"]["index"]["uuid"])
