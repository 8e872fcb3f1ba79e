"""Which pieces of text are terms: without a dictionary, by how they stand in an archive.

A term holds together (its parts stand together more often than by chance) and is free at both ends
(many different characters stand before and after it), as in the discovery of new words by
cohesion and branching entropy.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

_CHINESE = re.compile("[\u3400-\u9fff]+")

_LEAST_TEXTS = 15
"""In how many texts of the archive a term stands at least."""

_LARGEST_SHARE = 0.08
"""In what share of the texts a term stands at most: more frequent words find nothing."""

_LEAST_COHESION = 2.5
"""Pointwise mutual information of the two parts of a term, where it holds together least."""

_LEAST_FREEDOM = 2.0
"""Entropy of the characters before and after a term; both in nats."""

_NOT_FIRST = set(
    "第的了应当可其有或者并不由在对为和与及等之按向被该本须要也将从自已未把就都一二三四五六七八九十"
)
_NOT_INSIDE = set("第的")
_NOT_LAST = set(
    "的了应当可其有或并不由在对为和与及等之按向被该本须要也将从自已未把就都是一二三四五六七八九十"
)


def grams(
    text: str,
    shortest: int,
    longest: int,
) -> set[str]:
    """Return the pieces of Chinese of a text.

    Args:
        text: The text.
        shortest: Length of the shortest pieces.
        longest: Length of the longest pieces.

    Returns:
        Each piece once. None goes over a mark of punctuation.

    >>> sorted(grams("工钱，没发", 2, 3))
    ['工钱', '没发']
    """
    found: set[str] = set()
    for run in _CHINESE.findall(text):
        for length in range(shortest, longest + 1):
            found.update(run[start : start + length] for start in range(len(run) - length + 1))
    return found


class TermStatistics:
    """How often candidates stand in an archive, and between which characters."""

    def __init__(self, candidates: Collection[str]) -> None:
        """Count these pieces.

        Args:
            candidates: Pieces of two characters and more.
        """
        self._candidates = set(candidates)
        self._lengths = sorted({len(candidate) for candidate in self._candidates})
        self._texts = 0
        self._characters = 0
        self._counts: Counter[str] = Counter()
        self._text_counts: Counter[str] = Counter()
        self._before: dict[str, Counter[str]] = defaultdict(Counter)
        self._after: dict[str, Counter[str]] = defaultdict(Counter)

    def read(self, texts: Iterable[str]) -> None:
        """Count the candidates in texts.

        Args:
            texts: Texts of the archive.
        """
        for text in texts:
            self._texts += 1
            seen: set[str] = set()
            for run in _CHINESE.findall(text):
                self._read_run(run, seen)
            self._text_counts.update(seen)

    def terms(self) -> set[str]:
        """Return the candidates that are terms."""
        return {candidate for candidate in self._candidates if self._is_term(candidate)}

    def _read_run(self, run: str, seen: set[str]) -> None:
        self._characters += len(run)
        self._counts.update(run)
        for length in self._lengths:
            for start in range(len(run) - length + 1):
                piece = run[start : start + length]
                if piece in self._candidates:
                    end = start + length
                    seen.add(piece)
                    self._counts[piece] += 1
                    self._before[piece][run[start - 1 : start]] += 1
                    self._after[piece][run[end : end + 1]] += 1

    def _is_term(self, piece: str) -> bool:
        if piece[0] in _NOT_FIRST or piece[-1] in _NOT_LAST or set(piece) & _NOT_INSIDE:
            return False
        texts = self._text_counts[piece]
        if not _LEAST_TEXTS <= texts <= _LARGEST_SHARE * self._texts:
            return False
        if self._cohesion(piece) < _LEAST_COHESION:
            return False
        freedom = min(_entropy(self._before[piece]), _entropy(self._after[piece]))
        return freedom > _LEAST_FREEDOM

    def _cohesion(self, piece: str) -> float:
        """Return the mutual information of the two parts, at the weakest cut.

        A part that was not counted is a frequent one: it is taken to stand only in this piece,
        which makes the cut look strong, and another cut decides.
        """
        count = self._counts[piece]
        cuts = []
        for cut in range(1, len(piece)):
            left = self._counts[piece[:cut]] or 1
            right = self._counts[piece[cut:]] or 1
            cuts.append(math.log(count * self._characters / (left * right)))
        return min(cuts)


def _entropy(counts: Counter[str]) -> float:
    """Return the entropy of the neighbours. An end of a run (no neighbour) is always another."""
    total = counts.total()
    entropy = 0.0
    for neighbour, count in counts.items():
        if neighbour:
            entropy -= count / total * math.log(count / total)
        elif total > 1:
            entropy += count / total * math.log(total)
    return entropy
