"""Keyword search in memory: one question with one more term costs a millisecond."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.notation.territories import OTHER_JURISDICTIONS
from indexing.analysis import added_terms, question_terms, row_terms
from retrieval.metrics import squeeze

_K1 = 1.2
_B = 0.75

Scores = NDArray[np.float32]


class KeywordRanks:
    """BM25 over all rows, as the stores compute it; rows with the same text are one result."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Index the rows.

        Args:
            rows: Rows of the index.
        """
        self.rows = [row for row in rows if row["jurisdiction"] not in OTHER_JURISDICTIONS]
        squeezed = [squeeze(row["text"]) for row in self.rows]
        numbers: dict[str, int] = {}
        self.texts = np.array([numbers.setdefault(text, len(numbers)) for text in squeezed])
        self._count = len(numbers)
        self._all = "\0".join(squeezed)
        starts = np.cumsum([0] + [len(text) + 1 for text in squeezed])
        self._starts = starts[:-1]
        self._vocabulary: dict[str, int] = {}
        self._index()

    def find(self, gold: str) -> NDArray[np.int64]:
        """Return the numbers of the texts that contain a gold text.

        Args:
            gold: The gold text.

        Returns:
            The numbers, as `texts` has them; empty where no row has it.
        """
        wanted = squeeze(gold)
        found = set()
        place = self._all.find(wanted)
        while place >= 0:
            row = int(np.searchsorted(self._starts, place, side="right")) - 1
            found.add(int(self.texts[row]))
            place = self._all.find(wanted, place + len(wanted))
        return np.array(sorted(found), dtype=np.int64)

    def score(self, question: str) -> Scores:
        """Score each text for a question.

        Args:
            question: The question.

        Returns:
            The score of each text, by its number.
        """
        return self._score(Counter(question_terms(question)))

    def score_added(
        self,
        question: str,
        added: str,
        weight: float,
    ) -> Scores:
        """Return what added words add to the score of each text.

        Args:
            question: The question.
            added: More words.
            weight: How much a term of them counts.

        Returns:
            What is added, by the number of the text.
        """
        return self._score(dict.fromkeys(added_terms(question, added), weight))

    def _score(self, counts: Mapping[str, float]) -> Scores:
        by_row = np.zeros(len(self.rows), np.float32)
        for term, count in counts.items():
            number = self._vocabulary.get(term)
            if number is not None:
                found = slice(self._ends[number], self._ends[number + 1])
                by_row[self._postings[found]] += count * self._weights[found]
        scores = np.zeros(self._count, np.float32)
        np.maximum.at(scores, self.texts, by_row)
        return scores

    def _index(self) -> None:
        """Make the postings: for each term its rows and weights, side by side."""
        numbers: list[int] = []
        frequencies: list[int] = []
        distinct: list[int] = []
        lengths: list[int] = []
        for row in self.rows:
            counts = Counter(row_terms(row))
            lengths.append(counts.total())
            distinct.append(len(counts))
            for term, count in counts.items():
                numbers.append(self._vocabulary.setdefault(term, len(self._vocabulary)))
                frequencies.append(count)
        terms = np.array(numbers)
        owners = np.repeat(np.arange(len(self.rows)), distinct)
        rows_with_term = np.bincount(terms, minlength=len(self._vocabulary))
        frequency = np.array(frequencies, np.float32)
        norms = _length_norms(np.array(lengths, np.float32))
        saturated = frequency / (frequency + norms[owners])
        weights = saturated * _rarity(rows_with_term, len(self.rows))[terms]
        by_term = np.argsort(terms, kind="stable")
        self._postings = owners[by_term]
        self._weights = weights[by_term].astype(np.float32)
        self._ends = np.concatenate(([0], np.cumsum(rows_with_term)))


def _length_norms(lengths: NDArray[np.float32]) -> NDArray[np.float32]:
    """What BM25 adds to the frequency of a term: more in a row that is longer than most."""
    norms: NDArray[np.float32] = _K1 * (1 - _B + _B * lengths / lengths.mean())
    return norms


def _rarity(rows_with_term: NDArray[np.int64], rows: int) -> NDArray[np.float64]:
    """The inverse document frequency of each term."""
    rarity: NDArray[np.float64] = np.log1p((rows - rows_with_term + 0.5) / (rows_with_term + 0.5))
    return rarity


def rank_gold(scores: Scores, golds: Sequence[NDArray[np.int64]]) -> list[int | None]:
    """Return where each gold text stands.

    Args:
        scores: The score of each text.
        golds: For each gold text the texts that match it.

    Returns:
        The rank (from 1) of the best of them; None where none has a score.
    """
    ranks: list[int | None] = []
    for texts in golds:
        best = float(scores[texts].max()) if len(texts) else 0.0
        ranks.append(int((scores > best).sum()) + 1 if best > 0 else None)
    return ranks


def discounted(ranks: Sequence[int | None]) -> float:
    """Return the mean of 1 / log2(1 + rank): it sees a move at any depth.

    Args:
        ranks: The rank of each gold text; None where it was not found.

    Returns:
        The mean, from 0 to 1.
    """
    return sum(1 / math.log2(1 + rank) for rank in ranks if rank) / len(ranks)


def measures(ranks: Sequence[int | None]) -> tuple[float, float, float]:
    """Return R@10, R@100 and MRR@10 of one question.

    Args:
        ranks: The rank of each gold text; None where it was not found.

    Returns:
        The three scores.
    """
    found = [rank for rank in ranks if rank is not None]
    top = [rank for rank in found if rank <= 10]
    within = [rank for rank in found if rank <= 100]
    return len(top) / len(ranks), len(within) / len(ranks), 1 / min(top) if top else 0.0


__all__ = ["KeywordRanks", "Scores", "discounted", "measures", "rank_gold"]
