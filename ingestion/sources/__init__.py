"""Where files come from: what a source contains, and the bytes of each file.

A kind of source is a `SourceAdapter`; `open_source` gives the one for a registered source.
"""

from __future__ import annotations

from corpus.records import Source
from ingestion.sources.adapter import RACY_NS, SourceAdapter, SourceEntry, is_current
from ingestion.sources.folder import FolderSource, version_token
from ingestion.sources.ignoring import ignored_by
from ingestion.sources.names import name_sources, parse_source

__all__ = [
    "RACY_NS",
    "FolderSource",
    "SourceAdapter",
    "SourceEntry",
    "ignored_by",
    "is_current",
    "name_sources",
    "open_source",
    "parse_source",
    "version_token",
]


def open_source(source: Source) -> SourceAdapter:
    """Return the adapter of a source.

    Args:
        source: A source. Every location is a folder so far.

    Returns:
        The adapter for its location.
    """
    return FolderSource(source)
