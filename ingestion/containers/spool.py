"""Members on their way to the blobs: each written to a numbered file, counted against the limits as its bytes come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from corpus.errors import BadInput
from ingestion.containers.archives import members_of
from ingestion.containers.members import ContainerMember, Raw, Unpacked
from ingestion.containers.names import Names
from ingestion.limits import MIB, Limits

_SMALL = (
    16 * MIB
)  # what a container may unpack to whatever its ratio: rows that are all alike compress to nearly nothing


class TooDeep(BadInput):
    """A container in a container in a container, more often than the limit allows: set aside where it is, not all around it."""

    def __init__(self, detail: str) -> None:
        super().__init__("expansion", detail)


class Unpacker:
    """Takes one file of `size` bytes apart, all the way down, under one budget."""

    def __init__(self, folder: Path, limits: Limits, size: int) -> None:
        self._folder, self._limits, self._size = folder, limits, size
        self._most = min(limits.max_expanded_bytes, max(_SMALL, limits.max_expansion * size))
        self._expanded = self._files = 0
        self._members: list[ContainerMember] = []

    def unpack(self, file: BinaryIO, name: str) -> Unpacked | None:
        """See `ingestion.containers.unpack`."""
        found = self._open(file, name, "", 1)
        return None if found is None else Unpacked(tuple(self._members), *found)

    def spool(self, chunks: Iterator[bytes]) -> Path:
        """Write bytes to a new file, counted. Raises BadInput `expansion`, `unreadable` (the disk is full)."""
        self._files += 1
        path = self._folder / str(self._files)
        try:
            with path.open("xb") as file:
                for chunk in chunks:
                    self._expanded += len(chunk)
                    if self._expanded > self._most:
                        raise BadInput(
                            "expansion", f"{self._size} bytes unpack to more than {self._most}"
                        )
                    file.write(chunk)
        except OSError as error:
            raise BadInput(
                "unreadable", f"there is no room to unpack it: {error.strerror}"
            ) from error
        return path

    def _open(self, file: BinaryIO, name: str, prefix: str, depth: int) -> tuple[int, bool] | None:
        """How many members a file holds, and whether it has text of its own; None where it is no container."""
        found = members_of(file, name, self)
        if found is None:
            return None
        names, held = Names(), 0
        for raw in found.members:
            if depth > self._limits.max_nesting:
                raise TooDeep(f"containers nested more than {self._limits.max_nesting} deep")
            held += 1
            if len(self._members) >= self._limits.max_parts:
                raise BadInput("expansion", f"more than {self._limits.max_parts} members")
            self._take(raw, prefix, names, depth)
        return held, found.readable

    def _take(self, raw: Raw, prefix: str, names: Names, depth: int) -> None:
        name, unsafe = names.add(raw.name)
        path, fault = f"{prefix}{name}", raw.fault
        if unsafe and not raw.rule:
            fault = BadInput("unsafe_name", f"the archive calls it {raw.name[:200]!r}")
        if raw.rule or fault:
            self._members.append(
                ContainerMember(
                    path, fault=(fault.code, fault.detail) if fault else None, rule=raw.rule
                )
            )
            return
        try:
            file = raw.file or self.spool(raw.chunks() if raw.chunks else iter(()))
        except BadInput as error:
            if error.code in ("expansion", "unreadable"):
                raise
            self._members.append(ContainerMember(path, fault=(error.code, error.detail)))
            return
        size = file.stat().st_size
        if size > self._limits.max_bytes:
            self._members.append(
                ContainerMember(
                    path,
                    size,
                    fault=("too_large", f"{size} bytes, the limit is {self._limits.max_bytes}"),
                )
            )
            return
        self._members.append(ContainerMember(path, size, file.name))
        self._look_into(len(self._members) - 1, file, path, depth)

    def _look_into(self, index: int, file: Path, path: str, depth: int) -> None:
        """Take a member apart that is a container itself; one that can't be is set aside, and what was had of it dropped."""
        member = self._members[index]
        try:
            with file.open("rb") as opened:
                found = self._open(opened, path, f"{path}!/", depth + 1)
        except BadInput as error:
            if error.code in ("expansion", "unreadable") and not isinstance(error, TooDeep):
                raise
            del self._members[index + 1 :]
            self._members[index] = ContainerMember(
                path, member.size, member.file, (error.code, error.detail), held=0
            )
            return
        if found is not None:
            held, readable = found
            self._members[index] = ContainerMember(
                path, member.size, member.file, held=held, readable=readable
            )
