"""Signatures by which copies are found: MinHash of a text's shingles, cut into bands.

The library is rensa; the method is LSH as in Broder 1997 and in Leskovec, chapter 3. The bands are
plain numbers, kept in the catalog as rows. Two texts that share a band are candidates, and a new
text costs one look-up. The index of rensa was set aside, because it lives in memory and every run
would have to make it anew. A shared band is only a hint: `differences` decides.
"""

from __future__ import annotations

import hashlib

from law.works.contents import grams

_SHINGLE = 4
"""Characters of a shingle.

Shorter shingles make all legal texts alike. Longer ones lose more of a text with slips.
"""

_BANDS = 40
_ROWS = 4
"""Hashes in a band.

A fifth of edits leaves .58 of the shingles in the worst case; such texts share a band with a chance
of .99. Texts that share .05 of their shingles share a band with a chance of .0003.
"""

_SEED = 20_261_129


def signature(text: str, version: int) -> int:
    """Hash a text.

    Args:
        text: A text that `comparison_text` made.
        version: The version of this package.

    Returns:
        A signed 64-bit number. Among a million texts two clash with a chance of 3 in 100 million.
    """
    return _hash_number(f"{version}\n{text}")


def bands(text: str) -> list[int]:
    """Compute the bands of a text.

    Args:
        text: A text that `comparison_text` made; one shorter than a shingle counts as a shingle.

    Returns:
        40 signed 64-bit numbers.
    """
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    shingles = grams(text, _SHINGLE)
    sketch.update(list(shingles))
    values = sketch.digest()
    found: list[int] = []
    for number in range(_BANDS):
        start = number * _ROWS
        rows = values[start : start + _ROWS]
        found.append(_hash_number(repr((number, rows))))
    return found


def _hash_number(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(
        digest,
        "big",
        signed=True,
    )
