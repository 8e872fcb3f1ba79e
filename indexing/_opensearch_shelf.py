"""A generation as its index says: what `_meta` of the mapping holds, and what the alias shows of it.

Both are read in one answer, so they are one state of the cluster. Where they differ the alias is right: to set it is what publishes.
A document of its own for this state was set aside: it would be a third place, and one that no step of the cluster changes together with the alias.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from indexing import _opensearch_rows as rows
from indexing.store import Generation, IndexMeta

READ = {"filter_path": "*.mappings._meta.lexops,*.aliases"}
"""Parameters of a `GET` of indices whose answer `shelves` reads."""

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
class Shelf:
    """`published` is what the alias shows (of one that it does not name: showed last); `noted` what `_meta` says, and `digest` is of that."""

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

    @property
    def coming(self) -> int:
        """The publication that is being written."""
        return self.published + 1

    @property
    def generation(self) -> Generation:
        """As the port has it."""
        return Generation(self.name, self.meta, self.published, self.aliased)

    def as_meta(self) -> dict[str, Any]:
        """`_meta` of the mapping."""
        head = {"prefix": self.prefix, "name": self.name, "published": self.noted, "digest": self.digest}
        return {"lexops": {**head, "pipeline": self.pipeline, "template": self.template, **asdict(self.meta)}}


def shelves(answer: dict[str, Any], prefix: str) -> list[Shelf]:
    """The generations of a prefix in an answer to `GET` with `READ`, by name; what is another's is left out: its prefix may begin with ours."""
    known = [(index, one["mappings"]["_meta"]["lexops"], one.get("aliases", {})) for index, one in answer.items() if "mappings" in one]
    return sorted((_shelf(index, meta, aliases) for index, meta, aliases in known if meta["prefix"] == prefix), key=lambda one: one.name)


def _shelf(index: str, known: dict[str, Any], aliases: dict[str, Any]) -> Shelf:
    alias = aliases.get(known["prefix"])
    filter_ = (alias or {}).get("filter")
    shown = rows.publication_of(filter_) if filter_ else known["published"]
    # An index that an older lexops made has no digest, pipeline and template.
    given = {name: known[name] for name in ("digest", "pipeline", "template") if name in known}
    meta = IndexMeta(**{one.name: known[one.name] for one in fields(IndexMeta) if one.name in known})
    return Shelf(
        index, known["prefix"], known["name"], meta, shown, known["published"], aliased=alias is not None, filtered=bool(filter_), **given
    )
