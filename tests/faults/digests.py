"""What a home holds: of every passage its id and the hashes of its text and its vector, in the catalog and as readers see it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.hashing import text_hash
from corpus.schema import from_row
from indexing.lance.store import LanceReader, LanceStore
from indexing.store import CandidateQuery, Filter
from storage.catalog import Catalog
from storage.home import Home

Passage = tuple[str, str, str, str]
"""Id, hash of the row, hash of the text, hash of the vector."""

Object = tuple[str, str, str, str | None]
"""Source, path, state, reason."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything by which two homes are compared; equal where they hold the same.

    `keyword`, `vector`: the ids that the two searches find when they are asked for everything there is.
    """

    catalog: frozenset[Passage]
    index: tuple[Passage, ...]
    keyword: frozenset[str]
    vector: frozenset[str]
    objects: tuple[Object, ...]
    carried: tuple[tuple[str, str, str], ...]
    proposed: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a home differs from what it should hold; ids of passages, and objects.

    False where it does not.
    """

    lost: tuple[str, ...]
    duplicate: tuple[str, ...]
    stale: tuple[str, ...]
    objects: tuple[object, ...]

    def __bool__(self) -> bool:
        return any(
            (
                self.lost,
                self.duplicate,
                self.stale,
                self.objects,
            )
        )

    def shortened(self, most: int) -> Difference:
        """The same, with the first few of each."""
        return Difference(
            self.lost[:most],
            self.duplicate[:most],
            self.stale[:most],
            self.objects[:most],
        )


def digest(root: Path) -> Digest:
    """The digest of the home at `root`."""
    home = Home(root)
    store = LanceStore(home.index)
    reader = store.open()
    try:
        with home.reading_catalog() as catalog:
            return Digest(
                frozenset(_in_catalog(catalog, reader.generation.meta.fingerprint)),
                tuple(sorted(_in_index(reader))),
                *_found(reader),
                tuple(catalog.objects.outcomes()),
                tuple(_carried(catalog)),
                tuple(sorted(_proposed(catalog))),
            )
    finally:
        reader.close()
        store.close()


def difference(expected: Digest, found: Digest) -> Difference:
    """Lost: should be found and is not.

    Duplicate: found twice. Stale: found, and should not be, or not so.
    """
    should, twice = set(expected.index), Counter(one[0] for one in found.index)
    have, wanted = {one[0] for one in found.index}, {one[0] for one in should}
    unlike = (
        {one[0] for one in should ^ found.catalog}
        | (expected.keyword ^ found.keyword)
        | (expected.vector ^ found.vector)
    )
    stale = (
        {one[0] for one in found.index if one not in should} | (unlike - wanted) | (unlike & have)
    )
    return Difference(
        tuple(sorted(wanted - have)),
        tuple(sorted(id_ for id_, count in twice.items() if count > 1)),
        tuple(sorted(stale)),
        tuple(set(expected.objects) ^ set(found.objects))
        + tuple(set(expected.carried) ^ set(found.carried))
        + tuple(set(expected.proposed) ^ set(found.proposed)),
    )


def _in_catalog(catalog: Catalog, fingerprint: str) -> list[Passage]:
    rows, hashes = list(catalog.passages.rows()), dict(catalog.passages.hashes())
    inputs = {row["id"]: text_hash(from_row(row).embedded_text) for row in rows}
    vectors = catalog.embeddings.get(fingerprint, set(inputs.values()))
    return [
        (
            row["id"],
            hashes[row["id"]],
            text_hash(row["text"]),
            _hash(vectors[inputs[row["id"]]]),
        )
        for row in rows
    ]


def _in_index(reader: LanceReader) -> list[Passage]:
    """What is stored, vectors included, which the port has no way to ask for."""
    table = reader._table.search().select(["id", "row_hash", "row", "vector"]).to_arrow()
    columns = (table[name].to_pylist() for name in ("id", "row_hash", "row", "vector"))
    return [
        (
            id_,
            row_hash,
            text_hash(json.loads(row)["text"]),
            _hash(np.asarray(vector, "<f4").tobytes()),
        )
        for id_, row_hash, row, vector in zip(*columns, strict=True)
    ]


def _found(reader: LanceReader) -> tuple[frozenset[str], frozenset[str]]:
    direction = np.zeros(reader.generation.meta.dimension, np.float32)
    direction[0] = 1
    candidates = reader.candidates(
        CandidateQuery(
            "第条的应当工资",
            direction,
            reader.count() + 1000,
            Filter(),
        )
    )
    return frozenset(one.row["id"] for one in candidates.keyword), frozenset(
        one.row["id"] for one in candidates.vector
    )


def _carried(catalog: Catalog) -> list[tuple[str, str, str]]:
    """Which object carries or mirrors which expression."""
    versions = {(row["work"], row["id"].rpartition("@")[2]) for row in catalog.passages.rows()}
    expressions = sorted(f"{work}@{version}" for work, version in versions)
    return [
        (one.expression_id, f"{one.source}/{one.path}", one.role)
        for id_ in expressions
        for one in catalog.passages.manifestations(id_)
    ]


def _proposed(catalog: Catalog) -> list[tuple[str, str, str, bool]]:
    """Tags and suggestions: the passage, the scheme, the value, and whether it is a tag."""
    return [
        (id_, scheme, proposal.value, proposal.accepted)
        for id_, schemes in catalog.tags.proposals(list(dict(catalog.passages.hashes()))).items()
        for scheme, proposals in schemes.items()
        for proposal in proposals
    ]


def _hash(vector: bytes) -> str:
    return hashlib.sha256(vector).hexdigest()[:16]
