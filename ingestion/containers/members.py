"""What a container contains, as records: a member as it is stored, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput


@dataclass(frozen=True, slots=True)
class Raw:
    """A member as its container stores it.

    Attributes:
        name: The name that the container gives it.
        chunks: Reads its bytes.
        file: Its bytes, where they are in a file already.
        fault: Why it is quarantined.
        rule: The rule by which it is ignored.
    """

    name: str
    chunks: Callable[[], Iterator[bytes]] | None = None
    file: Path | None = None
    fault: BadInput | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class ContainerContents:
    """The contents of a container.

    Attributes:
        members: Its members.
        readable: Whether it has text of its own, as a mail has.
    """

    members: Iterable[Raw]
    readable: bool = False


@dataclass(frozen=True, slots=True)
class ContainerMember:
    """A member of a container, after it was unpacked.

    Attributes:
        path: Its path in the outermost container.
        size: Bytes.
        file: The name of the file with its bytes; None where there are none.
        fault: Code and detail of why it is quarantined.
        rule: The rule by which it is ignored.
        held: The number of its own members, where it is a container itself.
        readable: Whether its own bytes are to be read; of a container only where it has text.
    """

    path: str
    size: int = 0
    file: str | None = None
    fault: tuple[str, str] | None = None
    rule: str | None = None
    held: int | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A container that was taken apart.

    Attributes:
        members: Its members, with those of nested containers.
        held: The number of its own members.
        readable: Whether it has text of its own.
    """

    members: tuple[ContainerMember, ...]
    held: int
    readable: bool
