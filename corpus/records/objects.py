"""Sources, and the objects that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ObjectState(StrEnum):
    """Where an object ended; every object that a run saw is in exactly one state."""

    PENDING = "pending"
    INDEXED = "indexed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"
    GONE = "gone"


MEMBER = "!/"
"""What stands between a container and its member in an object's path and uri, and nowhere else: `案卷.zip!/证据/合同.docx`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where objects come from. Its identity is `location` (absolute); `name` is what people call it."""

    name: str
    location: str
    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()
