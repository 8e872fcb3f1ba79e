"""Write the members of a container to numbered files, and count their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from corpus.errors import BadInput
from ingestion.containers.archives import members_of
from ingestion.containers.members import ContainerMember, Raw, Unpacked
from ingestion.containers.names import Names
from ingestion.limits import MIB, Limits

_SMALL = 16 * MIB
"""What any container may unpack to: rows that are all alike compress to nearly nothing."""

_OUR_OWN = ("expansion", "unreadable")
"""Codes that end the unpacking of the whole container."""


class TooDeep(BadInput):
    """A container that is nested deeper than the limit.

    Only it is quarantined, not those around it.
    """

    def __init__(self, detail: str) -> None:
        super().__init__("expansion", detail)


class Unpacker:
    """Takes one file apart, with the containers in it, under one budget."""

    def __init__(
        self,
        folder: Path,
        limits: Limits,
        size: int,
    ) -> None:
        """Make an unpacker for a file of `size` bytes."""
        self._folder = folder
        self._limits = limits
        self._size = size
        by_ratio = max(_SMALL, limits.max_expansion * size)
        self._most = min(limits.max_expanded_bytes, by_ratio)
        self._expanded = 0
        self._files = 0
        self._members: list[ContainerMember] = []

    def unpack(
        self,
        file: BinaryIO,
        name: str,
    ) -> Unpacked | None:
        """Take the file apart; see `ingestion.containers.unpack`.

        Args:
            file: The file.
            name: Its name.

        Returns:
            The members; None where the file is no container.

        Raises:
            BadInput: With code `corrupt` or `expansion`.
        """
        opened = self._open(
            file,
            name,
            "",
            1,
        )
        if opened is None:
            return None
        count, readable = opened
        return Unpacked(tuple(self._members), count, readable)

    def spool(self, chunks: Iterator[bytes]) -> Path:
        """Write bytes to a new file, and count them.

        Args:
            chunks: The bytes.

        Returns:
            The file.

        Raises:
            BadInput: With code `expansion`, or `unreadable` where the disk is full.
        """
        self._files += 1
        path = self._folder / str(self._files)
        try:
            with path.open("xb") as file:
                for chunk in chunks:
                    self._count(len(chunk))
                    file.write(chunk)
        except OSError as error:
            raise BadInput(
                "unreadable", f"there is no space to unpack it: {error.strerror}"
            ) from error
        return path

    def _count(self, length: int) -> None:
        self._expanded += length
        if self._expanded > self._most:
            raise BadInput("expansion", f"{self._size} bytes unpack to more than {self._most}")

    def _open(
        self,
        file: BinaryIO,
        name: str,
        prefix: str,
        depth: int,
    ) -> tuple[int, bool] | None:
        """Take the members of a file; None where it is no container.

        Returns how many it has, and whether it has text of its own.
        """
        contents = members_of(file, name, self)
        if contents is None:
            return None
        names = Names()
        count = 0
        for raw in contents.members:
            if depth > self._limits.max_nesting:
                raise TooDeep(f"containers nested more than {self._limits.max_nesting} deep")
            count += 1
            if len(self._members) >= self._limits.max_parts:
                raise BadInput("expansion", f"more than {self._limits.max_parts} members")
            self._take(
                raw,
                prefix,
                names,
                depth,
            )
        return count, contents.readable

    def _take(
        self,
        raw: Raw,
        prefix: str,
        names: Names,
        depth: int,
    ) -> None:
        """Note a member, write its bytes, and take it apart too."""
        name, unsafe = names.add(raw.name)
        path = f"{prefix}{name}"
        fault = raw.fault
        if unsafe and not raw.rule:
            fault = BadInput("unsafe_name", f"the archive calls it {raw.name[:200]!r}")
        if raw.rule or fault:
            self._members.append(ContainerMember(path, fault=_described(fault), rule=raw.rule))
            return
        try:
            file = raw.file or self.spool(raw.chunks() if raw.chunks else iter(()))
        except BadInput as error:
            if error.code in _OUR_OWN:
                raise
            self._members.append(ContainerMember(path, fault=_described(error)))
            return
        size = file.stat().st_size
        if size > self._limits.max_bytes:
            detail = f"{size} bytes, the limit is {self._limits.max_bytes}"
            self._members.append(ContainerMember(path, size, fault=("too_large", detail)))
            return
        self._members.append(ContainerMember(path, size, file.name))
        self._unpack_member(
            len(self._members) - 1,
            file,
            path,
            depth,
        )

    def _unpack_member(
        self,
        index: int,
        file: Path,
        path: str,
        depth: int,
    ) -> None:
        """Take a member apart that is a container itself.

        One that cannot be is quarantined, and what was taken out of it is dropped.
        """
        member = self._members[index]
        try:
            with file.open("rb") as opened_file:
                opened = self._open(
                    opened_file,
                    path,
                    f"{path}!/",
                    depth + 1,
                )
        except BadInput as error:
            if error.code in _OUR_OWN and not isinstance(error, TooDeep):
                raise
            del self._members[index + 1 :]
            self._members[index] = replace(member, fault=_described(error), held=0)
            return
        if opened is not None:
            count, readable = opened
            self._members[index] = replace(member, held=count, readable=readable)


def _described(fault: BadInput | None) -> tuple[str, str] | None:
    return (fault.code, fault.detail) if fault else None
