"""By what copies find each other: MinHash of a text's shingles, cut into bands (rensa; LSH as in Broder 1997 and in Leskovec, ch. 3).

The bands are plain numbers, kept in the catalog as rows: two texts that share one are candidates, and a new text costs one look-up.
rensa's own index was set aside, because it lives in memory and would have to be made anew by every run. What a band finds is only
asked about: `differences` decides.
"""

from __future__ import annotations

import hashlib

from law.works.contents import grams

_SHINGLE = 4
"""Characters. Shorter ones make all legal texts alike; each longer one loses more of a text with slips."""

_BANDS, _ROWS = 40, 4
"""Texts whose shingles are .58 alike, which is what a fifth of edits leaves in the worst case, share a band with .99; .05 alike: .0003."""

_SEED = 20_261_129


def signature(text: str, version: int) -> int:
    """A signed 64-bit hash of a text: among a million of texts two clash with a chance of 3 in 100 million."""
    return _number(f"{version}\n{text}")


def bands(text: str) -> list[int]:
    """The bands of a text that `comparison_text` made, as signed 64-bit numbers; a text shorter than a shingle has those of itself."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(list(grams(text, _SHINGLE)))
    values = sketch.digest()
    return [
        _band(number, values[number * _ROWS : (number + 1) * _ROWS]) for number in range(_BANDS)
    ]


def _band(number: int, values: list[int]) -> int:
    return _number(repr((number, values)))


def _number(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
