"""A home saved as it is at one moment, and restored: catalog, blobs, settings, index folder.

    DIR/manifest.json      what the home contained: path, sha256 and size of every file
    DIR/content/AB/CD/…    the files, by their sha256, each once
    DIR/writer.lock

Under the lock of the home's writer nothing changes, so what is copied one after the other belongs
together. Files of one name have one content, so a second backup into the same folder copies what is
new. What no manifest names any more is deleted, since an erased text must not outlive its erasure
here.

Hard links were set aside: damage to a linked file is damage to both. So was a snapshot repository
of OpenSearch: its index is a projection, and is made again from cached vectors
(docs/adr/0012-a-backup-is-the-home.md).
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
from corpus.disk import explain_disk_errors, replace_file
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
    """One file of a home.

    Attributes:
        path: Its path in the home.
        sha256: The hash of its content.
        size: Its size in bytes.
    """

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup contains.

    Attributes:
        home: The path of the home that it was made of.
        made: When it was made (ISO, UTC).
        files: The files of the home, by path.
    """

    home: str
    made: str
    files: tuple[BackupFile, ...]

    @property
    def bytes(self) -> int:
        """The size of all files, in bytes."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class SavedBackup:
    """The result of a backup.

    Attributes:
        manifest: What it contains.
        copied: How many files had a content that it did not contain yet.
        copied_bytes: The size of these files.
        damaged: Original files, by their hashes, whose bytes have changed; they are left out.
    """

    manifest: Manifest
    copied: int
    copied_bytes: int
    damaged: tuple[str, ...]


def save(
    home: Home,
    folder: Path,
    *,
    patience: float = 0,
    progress: Progress = lambda *_: None,
) -> SavedBackup:
    """Save a home into a folder.

    Args:
        home: The home.
        folder: An empty folder, or one with an earlier backup of the same home. The earlier one
            stays whole until this one is finished.
        patience: How many seconds to wait for another writer.
        progress: Called with the step, the number of files done, and the number of all files.

    Returns:
        The result.

    Raises:
        UsageError: If the folder contains something else, or the catalog lies outside the home.
        HomeLocked: If another process still writes to the home after `patience` seconds.
        HomeError: If the home or the folder can't be used.
    """
    if home.catalog_url is not None:
        raise UsageError(
            "the catalog of this home is a database of its own, which lexops does not back up",
            remedy="save it with pg_dump, and HOME/blobs beside it; "
            "the index is made again from both",
        )
    home.reading_catalog().close()  # a home without one is left as it is
    root = home.root.resolve()
    _check_folder(folder.resolve(), root)
    with explain_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        home.writer("lexops backup", patience),
        writer_lock(folder / "writer.lock", "lexops backup"),
        explain_disk_errors(folder),
    ):
        content = _content(folder)
        saving = _Saving(content, progress)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as aside:
            saving.add(_CATALOG, _copy_catalog(root / _CATALOG, Path(aside)))
        saving.add_all(root)
        manifest = Manifest(
            home=str(root),
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            files=tuple(sorted(saving.files, key=lambda file: file.path)),
        )
        _write_manifest(folder, manifest)
        _forget(folder, {file.sha256 for file in manifest.files})
    return SavedBackup(
        manifest=manifest,
        copied=saving.copied,
        copied_bytes=saving.copied_bytes,
        damaged=tuple(saving.damaged),
    )


def restore(
    folder: Path,
    root: Path,
    *,
    progress: Progress = lambda *_: None,
) -> Manifest:
    """Restore a home from a backup. It appears whole, or not at all.

    The hash of every file is checked on the way.

    Args:
        folder: The folder of the backup.
        root: Where the home is made: nothing, or an empty folder.
        progress: As of `save`.

    Returns:
        What was restored.

    Raises:
        UsageError: If there is no finished backup, or something at `root`.
        HomeError: If the backup is damaged, or was made by a newer lexops.
    """
    manifest = _read_manifest(folder)
    root = root.absolute()
    is_free = not root.exists() or (root.is_dir() and not any(root.iterdir()))
    if not is_free:
        raise UsageError(
            f"there is something at {root} already",
            remedy="name a home that does not exist: --home DIR",
        )
    aside = Home(root.with_name(f".{root.name}.restoring"))
    try:
        with aside.writer("lexops restore"), explain_disk_errors(root):
            _clear(aside)
            _fill(
                aside.root,
                folder,
                manifest,
                progress,
            )
        # A catalog of a newer lexops is refused before anything is in place; an older one is
        # migrated.
        aside.reading_catalog().close()
        with explain_disk_errors(root):
            # An empty folder is replaced; one that was filled meanwhile is not.
            aside.root.rename(root)
    except HomeLocked:
        raise
    except BaseException:
        shutil.rmtree(aside.root, ignore_errors=True)
        raise
    return manifest


def _fill(
    root: Path,
    folder: Path,
    manifest: Manifest,
    progress: Progress,
) -> None:
    content = _content(folder)
    for done, file in enumerate(manifest.files, 1):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            content.copy(file.sha256, path)
        except CorruptBlob as error:
            raise HomeError(
                f"the backup in {folder} is damaged: {file.path} is not what it was", remedy=_AGAIN
            ) from error
        path.chmod(0o600)
        progress("restore", done, len(manifest.files))


class _Saving:
    """Puts files into the content of a backup, and keeps the list."""

    def __init__(
        self,
        content: Blobs,
        progress: Progress,
    ) -> None:
        self._content = content
        self._progress = progress
        self.files: list[BackupFile] = []
        self.damaged: list[str] = []
        self.copied = 0
        self.copied_bytes = 0

    def add_all(self, root: Path) -> None:
        """Put every file of a home, but the catalog.

        Args:
            root: The home.
        """
        paths = [path for path in _files(root) if path.is_file()]
        for done, path in enumerate(paths, 1):
            self.add(path.relative_to(root).as_posix(), path)
            self._progress("backup", done, len(paths))

    def add(
        self,
        name: str,
        path: Path,
    ) -> None:
        """Put a file.

        The name of an original file is its sha256: it is not read where the backup has it already.

        Args:
            name: Its path in the home.
            path: Where it lies.
        """
        size = path.stat().st_size
        is_original = name.startswith("blobs/")
        if is_original and self._content.has(path.name):
            self.files.append(
                BackupFile(
                    name,
                    path.name,
                    size,
                )
            )
            return
        sha256, new = self._content.put_file(path)
        if is_original and sha256 != path.name:
            self.damaged.append(path.name)
            return
        self.files.append(BackupFile(name, sha256, size))
        if new:
            self.copied += 1
            self.copied_bytes += size


def _content(folder: Path) -> Blobs:
    return open_blobs(str(folder.absolute() / "content"))


def _check_folder(folder: Path, root: Path) -> None:
    """Refuse a folder in the home, one with other things in it, and the backup of another home."""
    if folder == root or root in folder.parents:
        raise UsageError(
            f"a backup in the home itself would go with it: {folder}",
            remedy="choose a folder outside, best on another disk",
        )
    if not folder.exists():
        return
    is_backup = folder.is_dir() and (folder / "writer.lock").exists()
    is_empty = folder.is_dir() and not any(folder.iterdir())
    if not is_backup and not is_empty:
        raise UsageError(
            f"there are other things at {folder}",
            remedy="choose an empty folder, or that of an earlier backup",
        )
    if not (folder / "manifest.json").exists():
        return
    other = _read_manifest(folder).home
    if other != str(root):
        raise UsageError(
            f"{folder} contains a backup of another home, {other}",
            remedy="choose a folder for each home",
        )


def _copy_catalog(file: Path, aside: Path) -> Path:
    from storage.catalog import copy_database

    copy = aside / _CATALOG
    copy_database(file, copy)
    return copy


def _files(root: Path) -> Iterator[Path]:
    """Settings, original files and index.

    Not Dagster's history, which a run begins anew, nor what a killed process left half written.
    """
    settings = root / _SETTINGS
    if settings.is_file():
        yield settings
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.name.startswith(".part-"):
                yield path


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    values = {"lexops_backup": FORMAT, **asdict(manifest)}
    replace_file(folder / "manifest.json", dumps({**values, "digest": _digest(values)}))


def _read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup, checked."""
    try:
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        digest = values.pop("digest")
        is_newer = values["lexops_backup"] > FORMAT
        is_whole = digest == _digest(values)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(
            f"there is no finished backup in {folder}", remedy="`lexops backup DIR` makes one"
        ) from error
    # The file was cut off, or is something else of that name.
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HomeError(
            f"the backup in {folder} is damaged: manifest.json can't be read", remedy=_AGAIN
        ) from error
    if is_newer:
        raise HomeError(
            f"the backup in {folder} was made by a newer lexops",
            remedy="run `pip install --upgrade lexops`",
        )
    if not is_whole or not all(_is_inside(file["path"]) for file in values["files"]):
        raise HomeError(
            f"the backup in {folder} is damaged: manifest.json is not what it was", remedy=_AGAIN
        )
    files = tuple(BackupFile(**file) for file in values["files"])
    return Manifest(values["home"], values["made"], files)


def _digest(values: dict[str, Any]) -> str:
    return hashlib.sha256(dumps(values).encode()).hexdigest()


def _is_inside(path: str) -> bool:
    """Whether a path leads to a place in the home: a manifest from elsewhere may name any."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts:
        return False
    return parts[0] in (
        _CATALOG,
        _SETTINGS,
        *_FOLDERS,
    )


_CONTENT_NAME = re.compile(r"[0-9a-f]{64}|\.part-.*")


def _forget(folder: Path, named: set[str]) -> None:
    """Delete what the manifest does not name: from earlier backups, and from a killed one."""
    for path in (folder / "content").rglob("*"):
        is_content = path.is_file() and _CONTENT_NAME.fullmatch(path.name)
        if is_content and path.name not in named:
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
