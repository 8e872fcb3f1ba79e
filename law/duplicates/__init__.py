"""Finds documents that are copies of each other, and chooses which one represents its copies.

`law.works` brings the files of one law together by name and articles; this package compares all
other texts.
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
