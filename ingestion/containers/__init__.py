"""Takes apart archives and mails, so that each member becomes an object of its own.

Nothing is ever written under a name that an archive chose. `extractall` was set aside for that, and
because one member that cannot be read would take the others with it.
docs/adr/0018-members-are-objects.md has the form of a member's path.
"""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

from ingestion.containers.members import ContainerMember, Unpacked
from ingestion.formats.media_types import is_mail
from ingestion.limits import Limits

UNPACK_VERSION = 1
"""Part of the key of every container: raised, all are taken apart anew."""

_DOCUMENTS = frozenset(
    (
        ".docx",
        ".xlsx",
        ".pptx",
        ".docm",
        ".xlsm",
        ".pptm",
        ".dotx",
        ".xltx",
        ".potx",
    )
)
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")


def may_hold(data: bytes, name: str) -> bool:
    r"""Whether a file may be a container. It is cheap, so that every file can be checked.

    Args:
        data: The file's bytes.
        name: Its name.

    Returns:
        Whether `unpack` may find members.

    >>> may_hold(b"PK\x03\x04", "a.zip"), may_hold(b"PK\x03\x04", "a.docx"), may_hold(b"x", "a.txt")
    (True, False, False)
    """
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_BEGINNINGS):
        return suffix not in _DOCUMENTS
    return data[257:262] == b"ustar" or is_mail(data, suffix)


def unpack(
    data: bytes,
    name: str,
    folder: Path,
    limits: Limits,
) -> Unpacked | None:
    """Take a container apart, with the containers in it.

    Args:
        data: The container's bytes.
        name: Its name.
        folder: An empty folder, where the members' bytes are left under numbers.
        limits: What it may cost.

    Returns:
        The members; None where the file is no container, as a Word file that is called a.zip.

    Raises:
        BadInput: With code `corrupt`, or `expansion` (more members, bytes or depth than the limits
            allow, or members that overlap).
    """
    from ingestion.containers.spool import Unpacker  # imports the readers of all formats

    return Unpacker(folder, limits, len(data)).unpack(io.BytesIO(data), name)


__all__ = ["UNPACK_VERSION", "ContainerMember", "Unpacked", "may_hold", "unpack"]
