"""Groups of texts that are nearly the same, found in linear time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from tagging.units import Vector

_GRAM = 3  # characters
_HASHES = 24
_ROWS = 3
"""Hashes of a band: with 8 bands of 3, texts whose 3-grams agree by .7 meet with probability .97,
by .3 with .2."""

_PRIME = (1 << 61) - 1
_BITS = 20
_TABLES = 6
"""Signs of a table of projections: vectors with cosine .98 meet in one of six tables by .85."""


def group_texts(texts: Sequence[str], vectors: Sequence[Vector | None] = ()) -> list[int]:
    """Group texts that are near duplicates.

    Two texts are in one group where their character 3-grams or the signs of their vectors agree in
    a whole band of hashes, directly or by texts between them.

    Args:
        texts: The texts.
        vectors: Their vectors of unit length; empty, or None for a text, where there is none.

    Returns:
        For each text, the position of the first text of its group.
    """
    parents = list(range(len(texts)))
    first: dict[Hashable, int] = {}
    signs = _signs(vectors)
    for position, text in enumerate(texts):
        for key in _bands(text):
            _join(parents, first.setdefault(key, position), position)
        for key in signs.get(position, ()):
            _join(parents, first.setdefault(key, position), position)
    return [_root(parents, position) for position in range(len(texts))]


def _bands(text: str) -> Iterator[Hashable]:
    """The bands of the MinHash of a text; short texts meet only where they are equal."""
    folded = "".join(text.split())
    if len(folded) < 2 * _GRAM:
        yield folded
        return
    grams = {folded[at : at + _GRAM] for at in range(len(folded) - _GRAM + 1)}
    hashes = np.array([zlib.crc32(gram.encode()) for gram in grams], dtype=np.uint64)
    signature = ((hashes[:, None] * _FACTORS + _ADDENDS) % np.uint64(_PRIME)).min(axis=0)
    for band in range(0, _HASHES, _ROWS):
        yield band, signature[band : band + _ROWS].tobytes()


def _signs(vectors: Sequence[Vector | None]) -> dict[int, list[Hashable]]:
    """By position, on which side of some planes a vector lies, table by table."""
    with_vector = [(at, vector) for at, vector in enumerate(vectors) if vector is not None]
    if not with_vector:
        return {}
    matrix = np.stack([vector for _, vector in with_vector])
    planes = np.random.default_rng(0).standard_normal((matrix.shape[1], _BITS * _TABLES))
    sides = np.packbits((matrix @ planes > 0).reshape(len(matrix), _TABLES, _BITS), axis=2)
    return {
        at: [("v", table, sides[row, table].tobytes()) for table in range(_TABLES)]
        for row, (at, _) in enumerate(with_vector)
    }


def _join(
    parents: list[int],
    left: int,
    right: int,
) -> None:
    """Put two texts into one group, which is named by the earlier text."""
    roots = sorted((_root(parents, left), _root(parents, right)))
    parents[roots[1]] = roots[0]


def _root(parents: list[int], position: int) -> int:
    while parents[position] != position:
        parents[position] = parents[parents[position]]
        position = parents[position]
    return position


def _numbers(name: str) -> np.ndarray:
    """Fixed odd numbers below 2³¹: products with a 32-bit hash do not overflow 64 bits."""
    numbers = []
    for count in range(_HASHES):
        digest = hashlib.sha256(f"{name}{count}".encode()).digest()
        numbers.append(int.from_bytes(digest[:4], "little") >> 1 | 1)
    return np.array(numbers, dtype=np.uint64)


_FACTORS = _numbers("factor")
_ADDENDS = _numbers("addend")
