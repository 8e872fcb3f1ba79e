"""A folder as a source: which files it holds, and the bytes of one of them.

On the operating system's own calls: fsspec's local file system has neither inodes nor a way to see that a file changed
while it was read, and follows links wherever they lead.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput, SourceMissing
from corpus.records import MEMBER, Source
from ingestion.sources.globs import first_match
from ingestion.sources.paths import raw_path, recorded_path

_ATTEMPTS = 3  # to read a file that somebody writes to
_PAUSE = 0.05  # seconds before the second attempt; doubled before the third
_CHUNK = 1024 * 1024
_SYSTEM_FILES = frozenset(
    ("thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information")
)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Something that a scan met: a file to read, one to ignore (`ignored_by` names the rule), or one that it can't look at.

    `path` is relative to the root, posix; `uri` is absolute; both as `paths` records them. `size` in bytes; `mtime_ns`,
    `ctime_ns` and `inode` are the operating system's, 0 where there is nothing to stat. A `directory` is an entry only
    where its contents were not listed: what is known to be below an unreadable one is not gone, it was not seen.
    """

    path: str
    uri: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0
    directory: bool = False
    ignored_by: str | None = None
    error: BadInput | None = None


def scan(source: Source) -> Iterator[SourceEntry]:
    """Every file below a source's root, in the order of their paths' parts; reads no file's content.

    Links are followed as long as they lead to something inside the root, and each folder through one link only.
    Raises SourceMissing where the root is not there, or is no folder.
    """
    root = source.location
    try:
        listing = _listing(root)
    except OSError as error:
        raise SourceMissing(
            f"source {source.name!r}: {root}: {error.strerror}",
            remedy="mount or restore the folder, then run again",
        ) from error
    yield from _Walk(source).walk(listing)


class _Walk:
    """One scan: which folders were entered through links, and what is to be ignored."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._root = source.location
        self._real_root = os.path.realpath(source.location)
        self._linked: set[Path] = set()

    def walk(self, listing: list[os.DirEntry[str]]) -> Iterator[SourceEntry]:
        """A stack of its own: folders may be nested deeper than Python recurses."""
        waiting = list(reversed(listing))
        while waiting:
            item = waiting.pop()
            try:
                ignored = _built_in_rule(item.name) or (
                    self._link_rule(item) if item.is_symlink() else None
                )
                if ignored:
                    yield self._entry(
                        item, ignored_by=ignored, directory=item.is_dir(follow_symlinks=False)
                    )
                elif item.is_dir():
                    waiting += reversed(_listing(item.path))
                else:
                    yield self._file(item)
            except FileNotFoundError as error:
                yield self._entry(item, error=BadInput("vanished", str(error.strerror)))
            except OSError as error:
                yield self._entry(
                    item,
                    error=BadInput("unreadable", str(error.strerror)),
                    directory=_is_directory(item),
                )

    def _file(self, item: os.DirEntry[str]) -> SourceEntry:
        found = item.stat()
        if not stat.S_ISREG(found.st_mode):
            return self._entry(item, ignored_by="not a regular file")
        return self._entry(item, found=found, ignored_by=_pattern(self._source, self._path(item)))

    def _link_rule(self, item: os.DirEntry[str]) -> str | None:
        """Why a link is not followed, if it isn't."""
        link = Path(item.path)
        target = Path(
            os.path.realpath(link)
        )  # `Path.resolve` raises on a loop; here a loop is one more link to ignore
        if not target.is_relative_to(self._real_root):
            return "symlink out of root"
        if not target.exists():
            return "broken symlink"
        if not target.is_dir():
            return None
        if Path(os.path.realpath(link.parent)).is_relative_to(target):
            return "symlink loop"
        if target in self._linked:  # else links to folders of links would multiply without end
            return "symlink to a folder that another link leads to"
        self._linked.add(target)
        return None

    def _path(self, item: os.DirEntry[str]) -> str:
        return recorded_path(os.path.relpath(item.path, self._root))

    def _entry(
        self,
        item: os.DirEntry[str],
        *,
        found: os.stat_result | None = None,
        ignored_by: str | None = None,
        error: BadInput | None = None,
        directory: bool = False,
    ) -> SourceEntry:
        path = self._path(item)
        uri = f"file://{self._root.rstrip('/')}/{path}"
        if found is None:
            return SourceEntry(path, uri, directory=directory, ignored_by=ignored_by, error=error)
        return SourceEntry(
            path,
            uri,
            found.st_size,
            found.st_mtime_ns,
            found.st_ctime_ns,
            found.st_ino,
            directory,
            ignored_by,
            error,
        )


def ignored_by(source: Source, member: str) -> str | None:
    """The rule by which a source ignores a container's member, as it would a file of that path; None where it is wanted."""
    parts = member.replace(MEMBER, "/").split("/")
    return next((rule for part in parts if (rule := _built_in_rule(part))), None) or _pattern(
        source, member
    )


def fetch(source: Source, entry: SourceEntry, max_bytes: int) -> bytes:
    """The whole content of a file at one moment.

    Raises BadInput: `vanished`, `unreadable`, `too_large` (more than `max_bytes`), `changing` (somebody wrote to it each
    time that it was read). Nothing but a regular file is ever opened: a pipe would wait for a writer for ever.
    """
    if entry.error:
        raise entry.error
    root = Path(source.location)
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


def _read_unchanged(path: Path, root: Path, max_bytes: int) -> bytes | None:
    """The file's bytes, or None where it changed while they were read."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise BadInput("unreadable", "it has become a link out of the source's root")
    if not stat.S_ISREG(path.stat().st_mode):
        raise BadInput("unreadable", "it is no regular file any more")
    descriptor = os.open(
        path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    )  # should it become a pipe at this very moment
    try:
        before = os.fstat(descriptor)
        if before.st_size > max_bytes:
            raise BadInput("too_large", f"{before.st_size} bytes, the limit is {max_bytes}")
        data = _read_up_to(descriptor, max_bytes + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return data if _signature(before) == _signature(after) and len(data) == after.st_size else None


def _read_up_to(descriptor: int, limit: int) -> bytes:
    data = bytearray()
    while len(data) < limit and (chunk := os.read(descriptor, min(_CHUNK, limit - len(data)))):
        data += chunk
    return bytes(data)


def _signature(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _listing(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as items:
        return sorted(items, key=lambda item: item.name)


def _is_directory(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # what can't be looked at is counted as a file
        return False


def _pattern(source: Source, path: str) -> str | None:
    """The pattern of the source that ignores a path."""
    excluded = first_match(path, source.exclude)
    return excluded or (None if first_match(path, source.include) else "not included")


def _built_in_rule(name: str) -> str | None:
    if name.startswith("."):
        return "hidden"
    if name.startswith("~$"):
        return "office lock file"
    return "system file" if name.lower() in _SYSTEM_FILES else None
