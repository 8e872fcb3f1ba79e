"""Where files come from: what a directory holds, and the bytes of what it holds.

| module      | what it does                                                       |
| ----------- | ------------------------------------------------------------------ |
| `directory` | `scan` lists a directory's entries, `fetch` reads one              |
| `globs`     | the patterns of `include` and `exclude`                            |
| `names`     | `NAME=PATH` on the command line, and names for folders             |
| `paths`     | paths as they are recorded, whatever bytes they are made of        |
"""

from __future__ import annotations

from ingestion.sources.folder import SourceEntry, fetch, ignored_by, scan
from ingestion.sources.names import name_sources, parse_source

__all__ = ["SourceEntry", "fetch", "ignored_by", "name_sources", "parse_source", "scan"]
