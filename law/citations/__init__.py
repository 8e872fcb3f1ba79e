"""Finds the provisions that a text cites, and resolves them to passages of an archive.

It takes values and returns records, and reads no store.
"""

from __future__ import annotations

from corpus.notation.references import Reference
from law.citations.documents import CitingPassage, cited_as, find_in_document, places
from law.citations.finding import find_citations
from law.citations.lookups import CitableVersion, WorkLookup
from law.citations.memory_lookup import MemoryWorkLookup
from law.citations.numbering import numbered_since
from law.citations.places import CitingPlace
from law.citations.resolving import (
    CitingText,
    UnresolvedReason,
    named_works,
    resolve_citations,
    works_of_name,
)

__all__ = [
    "CITATIONS_VERSION",
    "CitableVersion",
    "CitingPassage",
    "CitingPlace",
    "CitingText",
    "MemoryWorkLookup",
    "Reference",
    "UnresolvedReason",
    "WorkLookup",
    "cited_as",
    "find_citations",
    "find_in_document",
    "named_works",
    "numbered_since",
    "places",
    "resolve_citations",
    "works_of_name",
]

CITATIONS_VERSION = 5
"""Part of the stage's key: raised with every change of this package that changes a result."""
