"""What a container holds, as records: a member as its container has it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput


@dataclass(frozen=True, slots=True)
class Raw:
    """A member as its container has it: its name, and how to read it (`file`: it is spooled already), or why not.

    `rule` ignores it, `fault` sets it aside.
    """

    name: str
    chunks: Callable[[], Iterator[bytes]] | None = None
    file: Path | None = None
    fault: BadInput | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class ContainerContents:
    """A container's members, and whether it has text of its own, as a mail has."""

    members: Iterable[Raw]
    readable: bool = False


@dataclass(frozen=True, slots=True)
class ContainerMember:
    """A member of a container: its path below it, and its bytes in the file `file`, or why there are none.

    `held` is the number of its own members where it is a container itself, whose own bytes are to be read only if `readable`.
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
    """What a container holds, those in nested ones too; `held` counts its own, `readable` says whether it has text of its own."""

    members: tuple[ContainerMember, ...]
    held: int
    readable: bool
