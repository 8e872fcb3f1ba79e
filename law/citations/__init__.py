"""What provisions a text cites, and what they mean in an archive; values in, records out.

| module       | what it does                                                                      |
| ------------ | --------------------------------------------------------------------------------- |
| `records`    | `CitingPlace` of a citing text, `Reference` to a provision                              |
| `provisions` | the grammar of lists: 第三条至第五条、第七条第一款第（二）项                      |
| `names`      | the grammar of names: where one begins, which works it may name, its usual forms  |
| `meaning`    | which work is meant where none is named: 本法, 该条例, a bare 第三条               |
| `finding`    | `find_citations`: one passage and its place → references                          |
| `paragraphs` | which 款 a place stands in                                                        |
| `documents`  | `find_in_document`: all passages of a document → their places, their references   |
| `numbering`  | since when the articles of a version have had their numbers                       |
| `agreement`  | which article some words speak of                                                 |
| `resolving`  | `resolve_citations`: references and a `WorkLookup` → citations with target or reason   |
| `holdings`   | `MemoryWorkLookup`: a shelf in memory                                                     |
"""

from __future__ import annotations

from corpus.notation.references import Reference
from law.citations.documents import CitingPassage, cited_as, find_in_document, places
from law.citations.finding import find_citations
from law.citations.holdings import MemoryWorkLookup
from law.citations.numbering import numbered_since
from law.citations.places import CitingPlace
from law.citations.resolving import (
    CitableVersion,
    CitingText,
    UnresolvedReason,
    WorkLookup,
    named_works,
    resolve_citations,
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
]

CITATIONS_VERSION = 2
"""Part of the stage's key: raised with every change of this package that changes a result."""
