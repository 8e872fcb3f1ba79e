"""From sources to documents, structures and passages: values in, records out; no catalog, no index, no orchestrator.

| module        | what it does                                                               |
| ------------- | -------------------------------------------------------------------------- |
| `sources`     | lists what a directory holds, and fetches bytes                            |
| `containers`  | archives and mails: what they hold, member by member                       |
| `media_types` | what a file is, by its content                                             |
| `mail`        | a mail's head, body and attachments                                        |
| `mapping`     | which field of a record is what                                            |
| `decoding`    | from bytes to text                                                         |
| `unwrapping`  | pages inside JSON, or escaped once more                                    |
| `cleaning`    | takes out what no reader sees; with it `mojibake`, `readings`              |
| `scraps`      | lines that a website sets around a text; with it `bylines`, `spam`         |
| `joining`     | lines that were broken inside sentences                                    |
| `drafts`      | builds a document line by line                                             |
| `parsers`     | one for each media type                                                    |
| `ocr`         | from a page's picture to its lines                                         |
| `reading`     | `read(data, name)`: all of the above on one file                           |
| `structure`   | kind of document, provision tree, citable units                            |
| `citations`   | what a text cites, and what that means in an archive                       |
| `duplicates`  | which documents are copies of which                                        |
| `works`       | expressions, parts, mirrors, twins; passages with their ids                |
| `workers`     | runs a function on many inputs in processes that may die                   |
| `heartbeat`   | work on one input saying that it is getting on                             |
| `limits`      | what one input may cost                                                    |

`lexops inspect FILE` shows what a file becomes. Names below are imported when they are first asked for, so that a run
that has nothing to read loads no parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingestion.limits import DEFAULT_LIMITS, Limits
    from ingestion.reading import READ_VERSION, read, read_key
    from ingestion.sources import SourceEntry, fetch, name_sources, parse_source, scan
    from ingestion.workers import Pool

_EXPORTS = {
    "DEFAULT_LIMITS": "limits",
    "Limits": "limits",
    "READ_VERSION": "reading",
    "read": "reading",
    "read_key": "reading",
    "SourceEntry": "sources",
    "fetch": "sources",
    "name_sources": "sources",
    "parse_source": "sources",
    "scan": "sources",
    "Pool": "workers",
}

__all__ = [
    "DEFAULT_LIMITS",
    "READ_VERSION",
    "Limits",
    "Pool",
    "SourceEntry",
    "fetch",
    "name_sources",
    "parse_source",
    "read",
    "read_key",
    "scan",
]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_EXPORTS[name]}", __name__), name)
