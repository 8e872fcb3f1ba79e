"""The original bytes of every object, by their sha256: `AB/CD/ABCD…`, never rewritten.

fsspec gives one interface to a folder, memory and object stores. Whole-file writes through a
temporary name make a put atomic where the file system can rename. An object store shows an object
only when its upload is complete. Keeping no bytes and reading sources again was set aside: a source
may change or vanish, and every stage must be able to start over.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpus.disk import explain_disk_errors
from corpus.errors import HomeError, ServiceUnreachable, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_CHUNK = 1 << 20
_FETCHED = "the next `lexops run` that needs it fetches it from its source"


class CorruptBlob(HomeError):
    """A blob's bytes are no longer those of its name."""


class Blobs:
    """A store of bytes. Open it with `open_blobs`."""

    def __init__(
        self,
        files: AbstractFileSystem,
        root: str,
        *,
        local: bool,
    ) -> None:
        self._files = files
        self._root = root.rstrip("/")
        self._local = local

    def put(self, data: bytes) -> str:
        """Store bytes. The same bytes stored twice are one blob.

        Args:
            data: The bytes.

        Returns:
            Their sha256, as 64 hex digits.
        """
        return self.put_chunks((data,))

    def put_chunks(self, chunks: Iterable[bytes]) -> str:
        """Store bytes without loading all of them into memory.

        Args:
            chunks: The bytes, in parts.

        Returns:
            The sha256 of all of them.
        """
        digest = hashlib.sha256()
        with tempfile.SpooledTemporaryFile(max_size=8 * _CHUNK) as spool:
            for chunk in chunks:
                digest.update(chunk)
                spool.write(chunk)
            spool.seek(0)
            name = digest.hexdigest()
            if not self.has(name):
                self._write(self._path(name), spool)
        return name

    def put_file(self, path: Path) -> tuple[str, bool]:
        """Store the bytes of a file. What is stored already is read, and not written.

        Args:
            path: The file.

        Returns:
            The sha256 of its bytes, and whether they are new.
        """
        with path.open("rb") as file:
            name = hashlib.file_digest(file, "sha256").hexdigest()
            new = not self.has(name)
            if new:
                file.seek(0)
                self._write(self._path(name), file)
        return name, new

    def has(self, sha256: str) -> bool:
        """Say whether bytes are stored.

        Args:
            sha256: Their hash.

        Returns:
            Whether there is a blob of that name; its bytes are not checked.
        """
        path = self._path(sha256)
        if self._local:
            return Path(path).exists()
        return bool(self._files.exists(path))

    def get(self, sha256: str) -> bytes:
        """Return bytes, checked.

        Args:
            sha256: Their hash.

        Returns:
            The bytes.

        Raises:
            CorruptBlob: If they are missing, or do not have that hash.
        """
        try:
            data = bytes(self._files.cat_file(self._path(sha256)))
        except FileNotFoundError as error:
            raise CorruptBlob(f"the blob {sha256} is missing", remedy=_FETCHED) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _other_bytes(sha256)
        return data

    def copy(
        self,
        sha256: str,
        path: Path,
    ) -> None:
        """Write bytes to a new file, checked on the way.

        Args:
            sha256: Their hash.
            path: The new file.

        Raises:
            CorruptBlob: If they are missing, or do not have that hash; the file is then damaged.
        """
        digest = hashlib.sha256()
        try:
            with (
                self._files.open(self._path(sha256), "rb") as file,
                path.open("xb") as copy,
            ):
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
        except FileNotFoundError as error:
            raise CorruptBlob(f"the blob {sha256} is missing", remedy=_FETCHED) from error
        if digest.hexdigest() != sha256:
            raise _other_bytes(sha256)

    def local_path(self, sha256: str) -> Path | None:
        """Return the file where bytes lie, for a reader in another process.

        Args:
            sha256: Their hash.

        Returns:
            A file of this machine; None in a remote store.
        """
        if not self._local:
            return None
        return Path(self._path(sha256))

    def discard(self, sha256: str) -> None:
        """Delete bytes: for erasure, and to mend a corrupt blob.

        Args:
            sha256: Their hash; an unknown one is ignored.
        """
        if self.has(sha256):
            self._files.rm_file(self._path(sha256))

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _write(
        self,
        path: str,
        spool: IO[bytes],
    ) -> None:
        if self._local:
            _write_file(Path(path), spool)
            return
        with self._files.open(path, "wb") as file:
            while chunk := spool.read(_CHUNK):
                file.write(chunk)


def open_blobs(url: str) -> Blobs:
    """Open a store of bytes.

    Args:
        url: The path of a folder, or a URL that fsspec knows: `memory://x`, `s3://bucket/prefix`.

    Returns:
        The store.

    Raises:
        UsageError: If the protocol is unknown, or its package is not installed.
        ServiceUnreachable: If the store does not answer.
    """
    from fsspec.core import url_to_fs  # costs 0.1 s, which a run without new bytes need not pay

    try:
        files, root = url_to_fs(url)
    except (ValueError, ImportError) as error:
        raise UsageError(f"blobs can't be kept at {url!r}: {error}") from error
    except OSError as error:
        raise ServiceUnreachable(f"the object store at {url!r} does not answer: {error}") from error
    return Blobs(files, root, local=_is_local(files))


def _other_bytes(sha256: str) -> CorruptBlob:
    return CorruptBlob(
        f"the blob {sha256} contains other bytes than its name says", remedy=_FETCHED
    )


def _is_local(files: Any) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(files, LocalFileSystem)


def _write_file(path: Path, spool: IO[bytes]) -> None:
    with explain_disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                while chunk := spool.read(_CHUNK):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
