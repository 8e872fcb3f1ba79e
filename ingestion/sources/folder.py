"""A folder as a source: which files are in it, and the bytes of one of them.

It uses the operating system's own calls. fsspec's local file system was set aside: it has no
inodes, cannot see that a file changed while it was read, and follows every link.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import BadInput, SourceMissing
from corpus.records import Source
from ingestion.sources.adapter import SourceEntry
from ingestion.sources.ignoring import built_in_rule, pattern_rule
from ingestion.sources.paths import raw_path, recorded_path

_ATTEMPTS = 3  # to read a file that another program writes to
_PAUSE = 0.05  # seconds before the second attempt; doubled before the third
_CHUNK = 1024 * 1024  # bytes


class FolderSource:
    """A folder of the local file system, read as a `SourceAdapter`."""

    lists_everything = True

    def __init__(self, source: Source) -> None:
        self._source = source

    def list(self, cursor: str | None = None) -> Iterator[SourceEntry]:
        """List every file below the root, in the order of their paths' parts; read no content.

        Links are followed as long as they lead to something inside the root, and each folder
        through one link only. A listing that goes on behind a cursor lists all folders again,
        since links that were followed before decide about later ones; it looks at no file again.

        Args:
            cursor: The cursor of an entry, to go on behind it.

        Returns:
            The entries.

        Raises:
            SourceMissing: If the root is not there, or is no folder.
        """
        root = self._source.location
        try:
            listing = _listing(root)
        except OSError as error:
            raise SourceMissing(
                f"source {self._source.name!r}: {root}: {error.strerror}",
                remedy="mount or restore the folder, then run again",
            ) from error
        yield from _FolderListing(self._source, cursor).entries(listing)

    def open(
        self,
        entry: SourceEntry,
        max_bytes: int,
    ) -> bytes:
        """Read the whole content of a file, as it was at one moment.

        Nothing but a regular file is ever opened: a pipe would wait for a writer for ever.

        Args:
            entry: An entry of a listing.
            max_bytes: The largest size to read.

        Returns:
            The content.

        Raises:
            BadInput: With code `vanished`, `unreadable`, `too_large`, or `changing` where
                another program wrote to the file during each attempt to read it.
        """
        if entry.error:
            raise entry.error
        root = Path(self._source.location)
        path = root / raw_path(entry.path)
        for attempt in range(_ATTEMPTS):
            time.sleep(_PAUSE * attempt)
            try:
                data = _read_unchanged(path, root, max_bytes)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
                raise BadInput("vanished", f"{entry.path}: {error.strerror}") from error
            except OSError as error:
                raise BadInput("unreadable", f"{entry.path}: {error.strerror}") from error
            if data is not None:
                return data
        raise BadInput(
            "changing", f"{entry.path}: written to during each of {_ATTEMPTS} attempts to read it"
        )


def version_token(
    size: int,
    mtime_ns: int,
    ctime_ns: int,
) -> str:
    """Return the version token of a file in a folder.

    Args:
        size: Bytes.
        mtime_ns: When its content changed, by the file system, in ns since 1970.
        ctime_ns: When its content or attributes changed, in ns since 1970.

    Returns:
        The token, equal for equal arguments. It is to be compared, and not to be taken apart.
    """
    return f"{size}:{mtime_ns}:{ctime_ns}"


class _FolderListing:
    """One listing: which folders were entered through links, and what is to be ignored."""

    def __init__(
        self,
        source: Source,
        cursor: str | None,
    ) -> None:
        self._source = source
        self._root = source.location
        self._real_root = os.path.realpath(source.location)
        self._linked: set[Path] = set()
        self._listed_up_to = raw_path(cursor).split("/") if cursor else []

    def entries(self, listing: list[os.DirEntry[str]]) -> Iterator[SourceEntry]:
        # A stack instead of recursion: folders may be nested deeper than Python recurses.
        waiting = list(reversed(listing))
        while waiting:
            item = waiting.pop()
            try:
                ignored = self._ignoring_rule(item)
                if not ignored and item.is_dir():
                    waiting += reversed(_listing(item.path))
                    continue
                if self._is_listed_before(item):
                    continue
                if ignored:
                    is_folder = item.is_dir(follow_symlinks=False)
                    yield self._entry(item, ignored_by=ignored, directory=is_folder)
                else:
                    yield self._file(item)
            except FileNotFoundError as error:
                if not self._is_listed_before(item):
                    yield self._entry(item, error=BadInput("vanished", str(error.strerror)))
            except OSError as error:
                if not self._is_listed_before(item):
                    yield self._entry(
                        item,
                        error=BadInput("unreadable", str(error.strerror)),
                        directory=_is_directory(item),
                    )

    def _is_listed_before(self, item: os.DirEntry[str]) -> bool:
        return bool(self._listed_up_to) and self._raw_parts(item) <= self._listed_up_to

    def _ignoring_rule(self, item: os.DirEntry[str]) -> str | None:
        rule = built_in_rule(item.name)
        if rule is None and item.is_symlink():
            return self._link_rule(item)
        return rule

    def _file(self, item: os.DirEntry[str]) -> SourceEntry:
        status = item.stat()
        if not stat.S_ISREG(status.st_mode):
            return self._entry(item, ignored_by="not a regular file")
        rule = pattern_rule(self._source, self._path(item))
        return self._entry(item, status=status, ignored_by=rule)

    def _link_rule(self, item: os.DirEntry[str]) -> str | None:
        """Say why a link is not followed; None where it is."""
        link = Path(item.path)
        # `Path.resolve` raises on a loop; here a loop is one more link to ignore
        target = Path(os.path.realpath(link))
        if not target.is_relative_to(self._real_root):
            return "symlink out of root"
        if not target.exists():
            return "broken symlink"
        if not target.is_dir():
            return None
        if Path(os.path.realpath(link.parent)).is_relative_to(target):
            return "symlink loop"
        if target in self._linked:
            # else links to folders of links would multiply without end
            return "symlink to a folder that another link leads to"
        self._linked.add(target)
        return None

    def _path(self, item: os.DirEntry[str]) -> str:
        return recorded_path(os.path.relpath(item.path, self._root))

    def _raw_parts(self, item: os.DirEntry[str]) -> list[str]:
        return os.path.relpath(item.path, self._root).split("/")

    def _entry(
        self,
        item: os.DirEntry[str],
        *,
        status: os.stat_result | None = None,
        ignored_by: str | None = None,
        error: BadInput | None = None,
        directory: bool = False,
    ) -> SourceEntry:
        path = self._path(item)
        uri = f"file://{self._root.rstrip('/')}/{path}"
        if status is None:
            return SourceEntry(
                path=path,
                uri=uri,
                directory=directory,
                ignored_by=ignored_by,
                error=error,
                cursor=path,
            )
        return SourceEntry(
            path=path,
            uri=uri,
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            ctime_ns=status.st_ctime_ns,
            inode=status.st_ino,
            directory=directory,
            ignored_by=ignored_by,
            error=error,
            version=_version(status),
            cursor=path,
        )


def _read_unchanged(
    path: Path,
    root: Path,
    max_bytes: int,
) -> bytes | None:
    """Return the file's bytes, or None where it changed while they were read."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise BadInput("unreadable", "it has become a link out of the source's root")
    if not stat.S_ISREG(path.stat().st_mode):
        raise BadInput("unreadable", "it is no regular file any more")
    # O_NONBLOCK, should it become a pipe at this very moment
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        before = os.fstat(descriptor)
        if before.st_size > max_bytes:
            raise BadInput("too_large", f"{before.st_size} bytes, the limit is {max_bytes}")
        data = _read_up_to(descriptor, max_bytes + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    is_unchanged = _version(before) == _version(after) and len(data) == after.st_size
    return data if is_unchanged else None


def _read_up_to(descriptor: int, limit: int) -> bytes:
    data = bytearray()
    while len(data) < limit:
        chunk = os.read(descriptor, min(_CHUNK, limit - len(data)))
        if not chunk:
            break
        data += chunk
    return bytes(data)


def _version(status: os.stat_result) -> str:
    return version_token(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _listing(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as items:
        return sorted(items, key=lambda item: item.name)


def _is_directory(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # what can't be looked at is counted as a file
        return False
