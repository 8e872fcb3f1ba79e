"""Which documents are copies of which: candidates by MinHash, each verified by what it differs in, and one that stands for all.

Files of one law are brought together by its name and articles (`law.works`); this is for all else: a notice on three sites, a
judgment under two file names, a law under another title. How much two texts share decides little, since form letters and judgments
of a series are 95 % alike: a number, a date or a name that differs makes them two.

| module        | what it does                                                          |
| ------------- | --------------------------------------------------------------------- |
| `comparing`   | a document's text, made comparable                                    |
| `signatures`  | shingles, MinHash, and the bands by which copies find each other      |
| `alignment`   | where two texts differ                                                |
| `differences` | two texts side by side: how alike, and which facts differ             |
| `facts`       | whether a difference is one of numbers, names or negation             |
| `outlines`    | what a document says of itself, and what that rules out               |
| `grouping`    | who stands for whom                                                   |
"""

from __future__ import annotations

from law.duplicates.comparing import comparison_text
from law.duplicates.differences import TextComparison, compare
from law.duplicates.grouping import ComparedPair, CopyCandidate, choose_representatives
from law.duplicates.outlines import Outline, is_copy, outline, ruled_out

__all__ = [
    "DUPLICATES_VERSION",
    "ComparedPair",
    "CopyCandidate",
    "Outline",
    "TextComparison",
    "choose_representatives",
    "compare",
    "comparison_text",
    "is_copy",
    "outline",
    "ruled_out",
]

DUPLICATES_VERSION = 1
"""Part of a fingerprint: raised with every change of this package that changes a result."""
