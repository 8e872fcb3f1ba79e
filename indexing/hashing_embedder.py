"""An embedder without a model: hashed character n-grams, for tests and for the profile `ci`.

Texts that share words get similar vectors; synonyms do not. It replaces a model in everything but
the quality of its results. A table of random vectors by text would be shorter, but a search over it
would find nothing, and tests that ask for the right article could not run without a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.hashing import stage_key

VERSION = 1
"""Raise it with any change that changes a vector."""

DIMENSION = 512
"""Numbers in a vector.

Hit rate among 889 articles with 771 lay questions: 256 columns .54, 512 .59, 1,024 .64. The model
has 512 too, so indexes of both have the same size."""

_SPLITMIX64 = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_BEGIN = "\x02"
_END = "\x03"


class HashingEmbedder:
    """Hashes characters and pairs of characters into `dimension` columns.

    Each has a sign and the weight 1 + ln(count).

    Signed feature hashing is from Weinberger et al., "Feature Hashing for Large Scale Multitask
    Learning" (2009): with a random sign, clashes cancel out on average and leave the inner product
    unbiased.

    >>> embedder = HashingEmbedder()
    >>> wages, leave = embedder.embed_passages(["用人单位应当按月支付工资。", "职工享受带薪年休假。"])
    >>> question = embedder.embed_query("单位不按月支付工资")
    >>> bool(question @ wages > question @ leave)
    True
    """

    name = "hashing"
    instruction = ""

    def __init__(self, dimension: int = DIMENSION) -> None:
        self.dimension = dimension

    @property
    def fingerprint(self) -> str:
        """Name and hash of the version and dimension."""
        return f"{self.name}-{stage_key(self.name, VERSION, self.dimension)[:12]}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of passages, see `Embedder`.

        Args:
            texts: The passages.

        Returns:
            `len(texts)` × `dimension`.
        """
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, which is read like a passage; see `Embedder`.

        Args:
            text: The question.

        Returns:
            `dimension` numbers.
        """
        hashes, weights = _features(text)
        highest_bits = (hashes >> np.uint64(63)).astype(np.float64)
        signs = 1.0 - 2.0 * highest_bits
        columns = (hashes % np.uint64(self.dimension)).astype(np.intp)
        vector = np.bincount(
            columns,
            weights * signs,
            self.dimension,
        )
        # The features of a very short text may cancel out, and a zero vector has no direction.
        vector[0] += 1e-6
        length = np.sqrt(vector @ vector)
        unit_vector: NDArray[np.float32] = (vector / length).astype(np.float32)
        return unit_vector

    def close(self) -> None:
        """Do nothing: it uses no resources."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _features(text: str) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Return hashes of the distinct characters and pairs of `text`, and their weights."""
    marked = f"{_BEGIN}{text.casefold()}{_END}"  # the marks give even an empty text a pair
    data = marked.encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(data, np.uint32).astype(np.uint64)
    characters = codes[1:-1]
    first = codes[:-1] << np.uint64(32)
    second = codes[1:]
    pairs = first | second
    grams = np.concatenate((characters, pairs))
    distinct, counts = np.unique(grams, return_counts=True)
    weights = 1.0 + np.log(counts)
    return _mix(distinct), weights


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread neighbouring integers over all 64 bits.

    This is the finisher of SplitMix64 (Steele, Lea, Flood 2014).
    """
    for shift, factor in _SPLITMIX64:
        values = values ^ (values >> np.uint64(shift))
        values = values * np.uint64(factor)
    return values ^ (values >> np.uint64(31))
