"""`open_store`: the one place that knows every engine, so that a profile can name one and nobody else imports any."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from corpus.errors import UnknownValue
from indexing.lance import _pointer as lance_pointer
from indexing.opensearch.options import ServerOptions
from indexing.store import IndexStore

STORES = ("lancedb", "opensearch")
"""The engines that a profile may name."""


def open_store(kind: str, location: str, server: ServerOptions | None = None) -> IndexStore:
    """The store of this kind at this place: LanceDB a folder, made when it is missing; OpenSearch a URL, not asked before it is used.

    Raises UnknownValue for another kind, UsageError where an engine that is a server has no URL.
    """
    if kind == "lancedb":
        # The engine's warnings speak of its inner workings (an empty cluster), and would land on a user's terminal.
        os.environ.setdefault("LANCEDB_LOG", "error")
        from indexing.lance.store import LanceStore

        return LanceStore(location)
    if kind == "opensearch":
        from indexing.opensearch.store import OpenSearchStore

        return OpenSearchStore(location, server)
    raise UnknownValue("index store", kind, STORES)


class Live(NamedTuple):
    """A generation that readers get, and the number of its last publication, where that is known."""

    generation: str
    version: int | None


def find_live(kind: str, location: str, server: ServerOptions | None = None) -> Live | None:
    """What readers of this store get, as cheaply as its engine can tell: for LanceDB a look at one small file."""
    if kind == "lancedb":
        pointer = lance_pointer.read(Path(location))
        return Live(*pointer) if pointer else None
    store = open_store(kind, location, server)
    try:
        live = store.live()
    finally:
        store.close()
    return Live(live.name, live.version) if live else None
