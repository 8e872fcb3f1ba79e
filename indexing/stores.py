"""`open_store`: the one place that knows every engine, so that a profile can name one and nobody else imports any."""

from __future__ import annotations

import os

from corpus.errors import UnknownValue
from indexing.store import IndexStore

STORES = ("lancedb",)
"""The engines that a profile may name."""


def open_store(kind: str, location: str) -> IndexStore:
    """The store of this kind at this place (LanceDB: a folder, made when it is missing); `UnknownValue` for another kind."""
    if kind == "lancedb":
        # The engine's warnings speak of its inner workings (an empty cluster), and would land on a user's terminal.
        os.environ.setdefault("LANCEDB_LOG", "error")
        from indexing.lance_store import LanceStore

        return LanceStore(location)
    raise UnknownValue("index store", kind, STORES)
