"""A home saved as it is at one moment, and restored: catalog, blobs, settings, and the index where it is a folder.

    DIR/manifest.json      what the home held: every file's path, sha256 and size
    DIR/content/AB/CD/…    the files, by their sha256, each once
    DIR/writer.lock

Under the home's writer's lock nothing changes, so what is copied one after the other belongs together. Files of one name have one
content, so a second backup into the same folder copies what is new; what no manifest names any more goes, since an erased text must not
outlive its erasure here. Hard links were set aside: damage to a linked file is damage to both. So was a snapshot repository of
OpenSearch: its index is a projection, and is made again of cached vectors (docs/adr/0012-a-backup-is-the-home.md).
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.codec import dumps
from corpus.disk import replace_file, told_by_disk
from corpus.errors import HomeError, HomeLocked, UsageError
from storage.blobs import Blobs, CorruptBlob, open_blobs
from storage.home import Home
from storage.lock import writer_lock

FORMAT = 1
"""Raised when an older lexops could not restore what is written."""

_CATALOG = "catalog.db"
_FOLDERS = ("blobs", "index")
_SETTINGS = "lexops.toml"
_AGAIN = "make it again with `lexops backup DIR`, or restore another one: nothing was restored"

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of a home: its path there, its content, and its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; `home` is where it came from, `made` when (ISO, UTC)."""

    home: str
    made: str
    files: tuple[BackupFile, ...]

    @property
    def bytes(self) -> int:
        """The size of the home that it makes."""
        return sum(one.size for one in self.files)


@dataclass(frozen=True, slots=True)
class SavedBackup:
    """What a backup came to. `copied`: files whose content it did not have yet. `damaged`: kept originals that are not what they should be, left out."""

    manifest: Manifest
    copied: int
    copied_bytes: int
    damaged: tuple[str, ...]


def save(
    home: Home, folder: Path, *, patience: float = 0, progress: Progress = lambda *_: None
) -> SavedBackup:
    """Save a home into a folder that is empty, or holds an earlier backup of the same home, which stays whole until this one is.

    Raises UsageError for a folder that is neither, and where the catalog lies outside the home; HomeLocked where the home is still
    being written to after `patience` seconds; HomeError.
    """
    if home.catalog_url is not None:
        remedy = "save it with pg_dump, and HOME/blobs beside it; the index is made again of both"
        raise UsageError(
            "the catalog of this home is a database of its own, which lexops does not back up",
            remedy=remedy,
        )
    home.reading_catalog().close()  # a home without one is left as it is
    root = home.root.resolve()
    _check_folder(folder.resolve(), root)
    with told_by_disk(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        home.writer("lexops backup", patience),
        writer_lock(folder / "writer.lock", "lexops backup"),
        told_by_disk(folder),
    ):
        content = _content(folder)
        saving = _Saving(content, progress)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as aside:
            saving.add(_CATALOG, _copy_catalog(root / _CATALOG, Path(aside)))
        saving.add_all(root)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(str(root), made, tuple(sorted(saving.files, key=lambda one: one.path)))
        _write_manifest(folder, manifest)
        _forget(folder, {one.sha256 for one in manifest.files})
    return SavedBackup(manifest, saving.copied, saving.copied_bytes, tuple(saving.damaged))


def restore(folder: Path, root: Path, *, progress: Progress = lambda *_: None) -> Manifest:
    """Make the home of a backup anew at `root`, where nothing or an empty folder is. It appears there whole, or not at all.

    Every file's digest is checked on the way. Raises UsageError where there is no finished backup, or something at `root`; HomeError
    for a damaged backup, and for one of a newer lexops.
    """
    manifest = _read_manifest(folder)
    root = root.absolute()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(
            f"there is something at {root} already",
            remedy="name a home that does not exist: --home DIR",
        )
    aside = Home(root.with_name(f".{root.name}.restoring"))
    try:
        with aside.writer("lexops restore"), told_by_disk(root):
            _clear(aside)
            _fill(aside.root, folder, manifest, progress)
        aside.reading_catalog().close()  # of a newer lexops? Said before anything is at its place; an older one is migrated
        with told_by_disk(root):
            aside.root.rename(
                root
            )  # an empty folder gives way; one that was filled meanwhile does not
    except HomeLocked:
        raise
    except BaseException:
        shutil.rmtree(aside.root, ignore_errors=True)
        raise
    return manifest


def _fill(root: Path, folder: Path, manifest: Manifest, progress: Progress) -> None:
    content = _content(folder)
    for done, one in enumerate(manifest.files, 1):
        path = root / one.path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            content.copy(one.sha256, path)
        except CorruptBlob as error:
            raise HomeError(
                f"the backup in {folder} is damaged: {one.path} is not what it was", remedy=_AGAIN
            ) from error
        path.chmod(0o600)
        progress("restore", done, len(manifest.files))


class _Saving:
    """Puts files into the content of a backup, and keeps the list."""

    def __init__(self, content: Blobs, progress: Progress) -> None:
        self._content, self._progress = content, progress
        self.files: list[BackupFile] = []
        self.damaged: list[str] = []
        self.copied = self.copied_bytes = 0

    def add_all(self, root: Path) -> None:
        """Every file that belongs to a home, but the catalog."""
        paths = [path for path in _files(root) if path.is_file()]
        for done, path in enumerate(paths, 1):
            self.add(path.relative_to(root).as_posix(), path)
            self._progress("backup", done, len(paths))

    def add(self, name: str, path: Path) -> None:
        """A file; of a kept original, whose name is its sha256, nothing is read where the backup has it."""
        size = path.stat().st_size
        expected = path.name if name.startswith("blobs/") else None
        if expected is not None and self._content.has(expected):
            sha256, new = expected, False
        else:
            sha256, new = self._content.put_file(path)
        if expected not in (None, sha256):
            self.damaged.append(path.name)
            return
        self.files.append(BackupFile(name, sha256, size))
        self.copied += new
        self.copied_bytes += size if new else 0


def _content(folder: Path) -> Blobs:
    return open_blobs(str(folder.absolute() / "content"))


def _check_folder(folder: Path, root: Path) -> None:
    """Refuse (UsageError) a folder in the home, one with other things in it, and another home's backup."""
    if folder == root or root in folder.parents:
        raise UsageError(
            f"a backup in the home itself would go with it: {folder}",
            remedy="choose a folder outside, best on another disk",
        )
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / "writer.lock").exists()):
        raise UsageError(
            f"there are other things at {folder}",
            remedy="choose an empty folder, or that of an earlier backup",
        )
    if (folder / "manifest.json").exists() and (other := _read_manifest(folder).home) != str(root):
        raise UsageError(
            f"{folder} holds a backup of another home, {other}",
            remedy="choose a folder for each home",
        )


def _copy_catalog(file: Path, aside: Path) -> Path:
    from storage.catalog import copy_database

    copy = aside / _CATALOG
    copy_database(file, copy)
    return copy


def _files(root: Path) -> Iterator[Path]:
    """Settings, originals and index. Not Dagster's history, which a run begins anew, nor what a killed process left half written."""
    settings = root / _SETTINGS
    yield from (one for one in (settings,) if one.is_file())
    for folder in _FOLDERS:
        every = sorted((root / folder).rglob("*"))
        yield from (one for one in every if one.is_file() and not one.name.startswith(".part-"))


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    told = {"lexops_backup": FORMAT, **asdict(manifest)}
    replace_file(folder / "manifest.json", dumps({**told, "digest": _digest(told)}))


def _read_manifest(folder: Path) -> Manifest:
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        digest, number = told.pop("digest"), told["lexops_backup"]
        if number > FORMAT:
            raise HomeError(
                f"the backup in {folder} was made by a newer lexops",
                remedy="run `pip install --upgrade lexops`",
            )
        whole = digest == _digest(told)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(
            f"there is no finished backup in {folder}", remedy="`lexops backup DIR` makes one"
        ) from error
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:  # cut off, or something else of that name
        raise HomeError(
            f"the backup in {folder} is damaged: manifest.json can't be read", remedy=_AGAIN
        ) from error
    if not whole or any(not _inside(one["path"]) for one in told["files"]):
        raise HomeError(
            f"the backup in {folder} is damaged: manifest.json is not what it was", remedy=_AGAIN
        )
    return Manifest(told["home"], told["made"], tuple(BackupFile(**one) for one in told["files"]))


def _digest(told: dict[str, Any]) -> str:
    return hashlib.sha256(dumps(told).encode()).hexdigest()


def _inside(path: str) -> bool:
    """Whether a path leads to a place in the home: a manifest that somebody else made may name any."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] in (_CATALOG, _SETTINGS, *_FOLDERS) and ".." not in parts


def _forget(folder: Path, named: set[str]) -> None:
    """Remove what the manifest does not name: content of earlier backups, and what a killed one left."""
    for path in (folder / "content").rglob("*"):
        if (
            path.is_file()
            and path.name not in named
            and re.fullmatch(r"[0-9a-f]{64}|\.part-.*", path.name)
        ):
            path.unlink()
    for path in folder.glob(".part-*"):
        shutil.rmtree(path)


def _clear(aside: Home) -> None:
    """Remove what a killed restore left, but the lock."""
    for path in aside.root.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.stem != aside.lock.stem:
            path.unlink()
    aside.make()
