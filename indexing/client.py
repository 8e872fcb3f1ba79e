"""Deprecated: the client for services is `retrieval.client`.

This module goes with version 0.3.0.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any

_MOVED = {
    "connect": "connect",
    "IndexClient": "IndexClient",
    "Hit": "SearchResult",
}
"""Names of this module, and what each is called in `retrieval.client`."""


def __getattr__(name: str) -> Any:
    """Give a name of the client from its new place, with a warning.

    `retrieval` lies above `indexing`, so it is imported only when a name is asked for, and by its
    name: a plain import here would be a cycle.
    """
    if name not in _MOVED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    warnings.warn(
        f"indexing.client.{name} moved: import {_MOVED[name]} from retrieval.client",
        DeprecationWarning,
        stacklevel=2,
    )
    return getattr(import_module("retrieval.client"), _MOVED[name])
