"""Hashes of text and keys of stages: they decide whether work has to be done again."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec


def sha256(data: bytes) -> str:
    """Return the identity of an object's bytes.

    Args:
        data: The bytes.

    Returns:
        Their SHA-256 as 64 hex digits.
    """
    return hashlib.sha256(data).hexdigest()


def text_hash(text: str) -> str:
    """Return the hash of a text as it is indexed.

    Args:
        text: The text.

    Returns:
        32 hex digits: 128 bits, so that no two texts of an archive of any size share one.
    """
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def stage_key(stage: str, version: int, *inputs: Any) -> str:
    """Return the key of a result of a stage: equal keys, equal result.

    Args:
        stage: The name of the stage.
        version: Its version.
        *inputs: JSON values: the key of the input, and each option that the stage reads.

    Returns:
        32 hex digits.

    >>> key = stage_key("read", 1, "abc", {"max_bytes": 1})
    >>> key == stage_key("read", 2, "abc", {"max_bytes": 1})
    False
    """
    payload = msgspec.json.encode([stage, version, *inputs], order="deterministic")
    return hashlib.sha256(payload).hexdigest()[:32]
