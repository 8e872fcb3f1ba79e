"""From the bytes of a file to a `Document`: values in, records out; no catalog and no index.

It also lists and opens the files of sources, takes containers apart, and runs work in processes.
`lexops inspect FILE` shows what a file becomes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingestion.limits import DEFAULT_LIMITS, Limits
    from ingestion.reading import READ_VERSION, read, read_key
    from ingestion.sources import SourceEntry, name_sources, open_source, parse_source
    from ingestion.workers import Pool

# Names are imported when they are first asked for: a run that has nothing to read loads no parser.
_EXPORTS = {
    "DEFAULT_LIMITS": "limits",
    "Limits": "limits",
    "READ_VERSION": "reading",
    "read": "reading",
    "read_key": "reading",
    "SourceEntry": "sources",
    "name_sources": "sources",
    "open_source": "sources",
    "parse_source": "sources",
    "Pool": "workers",
}

__all__ = [
    "DEFAULT_LIMITS",
    "READ_VERSION",
    "Limits",
    "Pool",
    "SourceEntry",
    "name_sources",
    "open_source",
    "parse_source",
    "read",
    "read_key",
]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_EXPORTS[name]}", __name__), name)
