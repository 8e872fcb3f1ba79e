"""Sources, and the objects in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.acts import Trust


class ObjectState(StrEnum):
    """The state in which an object ended; every object that a run saw is in exactly one."""

    PENDING = "pending"
    INDEXED = "indexed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    HELD = "held"
    IGNORED = "ignored"
    GONE = "gone"


MEMBER = "!/"
"""What stands between a container and its member in path and uri: `案卷.zip!/证据/合同.docx`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where objects come from.

    Attributes:
        name: What people call it.
        location: Its absolute path or address, which is its identity.
        include: Patterns of the paths that belong to it.
        exclude: Patterns of the paths that do not.
        trust: What its files may change.
    """

    name: str
    location: str
    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()
    trust: Trust = Trust.REPRINT
