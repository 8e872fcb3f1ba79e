"""Opens an index store by the name of its engine; only this module knows all engines."""

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


def open_store(
    kind: str,
    location: str,
    server: ServerOptions | None = None,
) -> IndexStore:
    """Open the store of this kind at this place.

    Args:
        kind: A name of `STORES`.
        location: For LanceDB a folder, created when it is missing; for OpenSearch a URL, which is
            not asked before the store is used.
        server: Options for a store that is a server.

    Returns:
        The store.

    Raises:
        UnknownValue: There is no store of this kind.
        UsageError: The location is no URL, for a store that is a server.
    """
    if kind == "lancedb":
        # The engine warns about its inner workings (an empty cluster) on a user's terminal.
        os.environ.setdefault("LANCEDB_LOG", "error")
        from indexing.lance.store import LanceStore

        return LanceStore(location)
    if kind == "opensearch":
        from indexing.opensearch.store import OpenSearchStore

        return OpenSearchStore(location, server)
    raise UnknownValue("index store", kind, STORES)


class Live(NamedTuple):
    """The generation that readers get, and the number of its last publication, if it is known."""

    generation: str
    version: int | None


def find_live(
    kind: str,
    location: str,
    server: ServerOptions | None = None,
) -> Live | None:
    """Return what readers of this store get, cheaply: for LanceDB this reads one small file.

    Args:
        kind: A name of `STORES`.
        location: The folder or URL.
        server: Options for a store that is a server.

    Returns:
        The live generation; None before the first publication.
    """
    if kind == "lancedb":
        pointer = lance_pointer.read(Path(location))
        if pointer is None:
            return None
        return Live(pointer.generation, pointer.version)
    store = open_store(kind, location, server)
    try:
        live = store.live()
    finally:
        store.close()
    if live is None:
        return None
    return Live(live.name, live.version)
