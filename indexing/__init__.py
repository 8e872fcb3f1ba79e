"""Vectors and indexes: embedders turn texts into vectors, and stores keep passages for search.

`open_embedder` and `open_store` open an implementation by its name. Importing this package loads no
engine: the function that needs one imports it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexing.embedder import Embedder
    from indexing.embedders import EMBEDDERS, open_embedder
    from indexing.store import IndexReader, IndexStore
    from indexing.stores import STORES, open_store

__all__ = [
    "EMBEDDERS",
    "STORES",
    "Embedder",
    "IndexReader",
    "IndexStore",
    "open_embedder",
    "open_store",
]

_MODULES = {
    "EMBEDDERS": "embedders",
    "STORES": "stores",
    "Embedder": "embedder",
    "IndexReader": "store",
    "IndexStore": "store",
    "open_embedder": "embedders",
    "open_store": "stores",
}


def __getattr__(name: str) -> Any:
    """Import the module of a public name when it is first used: numpy takes 0.1 s to import."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
