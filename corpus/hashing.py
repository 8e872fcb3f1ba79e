"""Hashes of text and keys of stages: the two things that decide whether work has to be done again."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec


def sha256(data: bytes) -> str:
    """The object's identity: 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def text_hash(text: str) -> str:
    """Hash of a text as it is indexed: 32 hex digits (128 bits: no clash among any archive that fits on earth)."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def stage_key(stage: str, version: int, *inputs: Any) -> str:
    """Key of a stage's result: equal keys, equal result.

    `inputs` are JSON values: the input's own key and each option that the stage reads.

    >>> stage_key("read", 1, "abc", {"max_bytes": 1}) == stage_key("read", 2, "abc", {"max_bytes": 1})
    False
    """
    payload = msgspec.json.encode([stage, version, *inputs], order="deterministic")
    return hashlib.sha256(payload).hexdigest()[:32]
