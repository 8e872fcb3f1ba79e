"""What containers hold: ZIP, TAR, files compressed by gzip, bzip2 or xz, and mails.

The bytes of a member are read only when they are needed. The readers are those of the standard
library, with checks that they lack: zipfile trusts a directory whose members overlap, and tarfile
takes a damaged header for the end of the archive. 7z and RAR were set aside: the programs that read
them are under the LGPL or not free.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from corpus.errors import BadInput
from ingestion.containers.members import ContainerContents, Raw
from ingestion.formats.decoding import best_name
from ingestion.formats.mail import Attachment, attachments, open_mail
from ingestion.formats.media_types import is_mail
from ingestion.limits import MIB

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPRESSED: tuple[tuple[bytes, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b\x08", lambda file: cast("BinaryIO", gzip.GzipFile(fileobj=file))),
    (b"BZh", lambda file: cast("BinaryIO", bz2.BZ2File(file))),
    (b"\xfd7zXZ\x00", lambda file: cast("BinaryIO", lzma.LZMAFile(file))),  # noqa: SIM115 - closed by `_compressed`
)
_ENDINGS = {
    ".gz": "",
    ".bz2": "",
    ".xz": "",
    ".tgz": ".tar",
    ".tbz2": ".tar",
    ".txz": ".tar",
}
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
_FORMATS_OF_THEIR_OWN = frozenset(
    (
        "[Content_Types].xml",
        "mimetype",
        "OFD.xml",
        "META-INF/MANIFEST.MF",
        "AndroidManifest.xml",
    )
)
_UNICODE_PATH = 0x7075  # the extra field in which Info-ZIP keeps a name in UTF-8
_HEAD = 8192
_ENCRYPTED = 1  # a flag of a ZIP member
_CHUNK = MIB


class Spool(Protocol):
    """Where bytes go that have to be had before anybody knows what they are."""

    def spool(self, chunks: Iterator[bytes]) -> Path: ...  # noqa: D102


def members_of(
    file: BinaryIO,
    name: str,
    spool: Spool,
) -> ContainerContents | None:
    """What a file holds; None where it is no container.

    Raises BadInput `corrupt`, `expansion`, here or while the members are taken.
    """
    head = file.read(_HEAD)
    file.seek(0)
    suffix = PurePosixPath(name).suffix.lower()
    if head.startswith(_ZIP):
        return _zip(file)
    if head[257:262] == b"ustar":
        return ContainerContents(_tar(file))
    for start, opened in _COMPRESSED:
        if head.startswith(start):
            return _compressed(opened(file), name, spool)
    return _mail(file) if is_mail(head, suffix) else None


def _mail(file: BinaryIO) -> ContainerContents:
    parts = attachments(open_mail(file.read()))
    return ContainerContents(map(_attachment, parts), readable=True)


def _attachment(part: Attachment) -> Raw:
    return Raw(part.name, lambda: iter((part.content(),)))


def _zip(file: BinaryIO) -> ContainerContents | None:
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGED:
        return None  # the parser that reads it says what is wrong
    infos = archive.infolist()
    if any(info.filename in _FORMATS_OF_THEIR_OWN for info in infos):
        return None
    _refuse_overlap(infos)
    return ContainerContents(_zip_member(archive, info) for info in infos if not info.is_dir())


def _refuse_overlap(infos: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse members that share bytes, as those of a bomb do.

    No program writes them (the bomb of 2019 unpacks 42 kB to 5 GB).
    """
    places = sorted(
        (info.header_offset, info.header_offset + 30 + info.compress_size) for info in infos
    )
    if any(end > start for (_, end), (start, _) in pairwise(places)):
        raise BadInput("expansion", "members that overlap in the archive")


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Raw:
    name = _zip_name(info)
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        return Raw(name, rule="link in an archive" if stat.S_ISLNK(mode) else "not a regular file")
    if info.flag_bits & _ENCRYPTED:
        return Raw(name, fault=BadInput("encrypted", "a member of an archive with a password"))
    return Raw(name, lambda: _chunks(lambda: cast("BinaryIO", archive.open(info))))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: as the archive says it is encoded, else as its bytes look."""
    extra = info.extra
    while len(extra) >= 4:
        kind = int.from_bytes(extra[:2], "little")
        length = int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    if info.flag_bits & 0x800:  # the name is UTF-8
        return info.orig_filename
    return best_name(info.orig_filename.encode("cp437"))


def _tar(file: BinaryIO) -> Iterator[Raw]:
    try:
        with tarfile.open(
            fileobj=file,
            mode="r:",
            encoding="utf-8",
            errors="surrogateescape",
        ) as archive:
            for info in archive:
                if not info.isdir():
                    yield _tar_member(archive, info)
            file.seek(archive.offset)
            while rest := file.read(_CHUNK):
                if rest.strip(b"\x00"):
                    raise BadInput(
                        "corrupt", f"a damaged header at byte {archive.offset} of a TAR archive"
                    )
    except tarfile.TarError as error:
        raise BadInput(
            "corrupt", f"a TAR archive that can't be read to its end: {error}"
        ) from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Raw:
    name = best_name(os.fsencode(info.name))
    if info.issym() or info.islnk():
        return Raw(name, rule="link in an archive")
    if not info.isfile():
        return Raw(name, rule="not a regular file")
    return Raw(name, lambda: _chunks(lambda: cast("BinaryIO", archive.extractfile(info))))


def _compressed(
    file: BinaryIO,
    name: str,
    spool: Spool,
) -> ContainerContents:
    """One file, or the TAR archive that it is."""
    with closing(file):
        path = spool.spool(_chunks(lambda: file))
    with path.open("rb") as opened:
        is_tar = opened.read(_HEAD)[257:262] == b"ustar"
    if is_tar:
        return ContainerContents(_tar_of(path))
    whole = PurePosixPath(name)
    inner = whole.stem + _ENDINGS.get(whole.suffix.lower(), whole.suffix)
    return ContainerContents((Raw(inner, file=path),))


def _tar_of(path: Path) -> Iterator[Raw]:
    with path.open("rb") as file:
        yield from _tar(file)


def _chunks(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    """A member's bytes.

    Raises BadInput `corrupt`, `unsupported` (a compression that Python has not).
    """
    try:
        with opened() as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except NotImplementedError as error:
        raise BadInput("unsupported", f"a member of an archive: {error}") from error
    except _DAMAGED as error:
        raise BadInput(
            "corrupt", f"it can't be unpacked: {type(error).__name__}: {error}"
        ) from error
