"""Rows as they were at one publication, and exact searches over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.records import Status
from corpus.schema import Row
from indexing.analysis import added_terms, question_terms, row_terms
from indexing.store import ENDED, Filter, IndexRow

# Constants of BM25: the defaults of Lucene and LanceDB.
_K1 = 1.2
_B = 0.75

_SMALLEST = float(np.finfo(np.float32).tiny)

Scored = list[tuple[float, str]]
"""Pairs of score and id."""


class Snapshot:
    """Rows of one publication; what a search needs is made when it is first used."""

    def __init__(self, rows: Mapping[str, IndexRow]) -> None:
        self.rows = {id_: rows[id_] for id_ in sorted(rows)}
        self.ids = list(self.rows)

    @cached_property
    def frequencies(self) -> list[Counter[str]]:
        """How often each row has each of its terms."""
        return [Counter(row_terms(index_row.row)) for index_row in self.rows.values()]

    @cached_property
    def document_frequency(self) -> Counter[str]:
        """How many rows have a term."""
        frequency: Counter[str] = Counter()
        for terms in self.frequencies:
            frequency.update(terms.keys())
        return frequency

    @cached_property
    def length_norms(self) -> list[float]:
        """The part of BM25 that depends only on a row's length."""
        lengths = [terms.total() for terms in self.frequencies]
        average = sum(lengths) / max(len(lengths), 1) or 1.0
        return [_K1 * (1 - _B + _B * length / average) for length in lengths]

    @cached_property
    def unit_vectors(self) -> NDArray[np.float32]:
        """The vectors, (rows, dimension), each of length 1; a zero vector stays zero."""
        matrix = np.stack([index_row.vector for index_row in self.rows.values()])
        lengths = np.linalg.norm(
            matrix,
            axis=1,
            keepdims=True,
        )
        return np.asarray(matrix / np.maximum(lengths, _SMALLEST), dtype=np.float32)

    def bm25(
        self,
        text: str,
        also: str = "",
        also_weight: float = 0.0,
    ) -> Scored:
        """Score every row that shares a term with the text, or with what is added to it.

        A term that the text has twice counts twice, as in Lucene.
        """
        counts: dict[str, float] = dict(Counter(question_terms(text)))
        if counts and also_weight:
            counts.update(dict.fromkeys(added_terms(text, also), also_weight))
        weights = self._weights(counts)
        scored = []
        for id_, terms, norm in zip(
            self.ids,
            self.frequencies,
            self.length_norms,
            strict=True,
        ):
            score = 0.0
            for term, weight in weights.items():
                if term in terms:
                    score += weight * terms[term] / (terms[term] + norm)
            if score:
                scored.append((score, id_))
        return scored

    def _weights(self, counts: Mapping[str, float]) -> dict[str, float]:
        """Return the inverse document frequency of each term, times its count."""
        weights = {}
        for term, count in counts.items():
            rows_with = self.document_frequency[term]
            if rows_with:
                rows_without = len(self.ids) - rows_with
                weights[term] = count * float(np.log1p((rows_without + 0.5) / (rows_with + 0.5)))
        return weights

    def cosine(self, vector: NDArray[np.float32]) -> Scored:
        """Score every row by the cosine of its vector."""
        if not self.ids:
            return []
        length = float(np.linalg.norm(vector))
        cosines = self.unit_vectors @ (vector / max(length, _SMALLEST))
        return list(
            zip(
                cosines.tolist(),
                self.ids,
                strict=True,
            )
        )


def passes(row: Row, where: Filter) -> bool:
    """Whether a filter lets a row through: what every engine's filter language must express."""
    if set(where.groups).isdisjoint(row["groups"]):  # a user without groups sees nothing
        return False
    exact = {
        "kind": where.kinds,
        "level": where.levels,
        "region": where.regions,
        "jurisdiction": where.jurisdictions,
        "work": where.works,
        "article": where.articles,
    }
    for name, allowed in exact.items():
        if allowed and row[name] not in allowed:
            return False
    if row["jurisdiction"] in where.not_jurisdictions:
        return False
    lists = {"categories": where.categories, "sources": where.sources}
    for name, allowed in lists.items():
        if allowed and set(allowed).isdisjoint(row[name]):
            return False
    if any(set(names).isdisjoint(row["tag_names"]) for names in where.tags_by_scheme()):
        return False
    return where.as_of is None or _is_in_force(row, where.as_of)


def _is_in_force(row: Row, day: str) -> bool:
    if row["status"] == Status.DRAFT:
        return False
    if row["status"] in ENDED and row["valid_to"] is None:
        return False
    first = row["valid_from"] or row["promulgated"]
    has_begun = first is None or first <= day
    has_ended = row["valid_to"] is not None and row["valid_to"] <= day
    return has_begun and not has_ended
