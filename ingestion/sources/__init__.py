"""Where files come from: what a source contains, and the bytes of each file.

A kind of source is a `SourceAdapter`; `open_source` gives the one for a registered source.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    "fetch",
    "ignored_by",
    "is_current",
    "name_sources",
    "open_source",
    "parse_source",
    "scan",
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


def scan(source: Source) -> Iterator[SourceEntry]:
    """List a source from the beginning; see `SourceAdapter.list`.

    Args:
        source: The source.

    Returns:
        Its entries.

    Raises:
        SourceMissing: If the source as a whole is not there.
    """
    return open_source(source).list()


def fetch(
    source: Source,
    entry: SourceEntry,
    max_bytes: int,
) -> bytes:
    """Read the whole content of an entry; see `SourceAdapter.open`.

    Args:
        source: The source.
        entry: An entry of its listing.
        max_bytes: The largest size to read.

    Returns:
        The content.

    Raises:
        BadInput: If the content cannot be had; the code says why.
    """
    return open_source(source).open(entry, max_bytes)
