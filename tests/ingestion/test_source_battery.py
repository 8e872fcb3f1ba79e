"""The folder source passes the battery of sources, and resumes like a full listing with links."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.records import Source
from ingestion.sources import FolderSource, SourceAdapter
from ingestion.testing.source_battery import MAX_BYTES, TEXT, SourceBattery


class TestFolderSource(SourceBattery):
    def prepare(self, tmp_path: Path) -> None:
        self.root = tmp_path / "files"
        self.root.mkdir()

    def open_adapter(
        self,
        include: tuple[str, ...] = ("**",),
        exclude: tuple[str, ...] = (),
    ) -> SourceAdapter:
        return FolderSource(
            Source(
                "files",
                str(self.root),
                include,
                exclude,
            )
        )

    def write(
        self,
        path: str,
        content: bytes,
    ) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def remove_source(self) -> None:
        shutil.rmtree(self.root)

    def test_resuming_follows_the_same_links_as_a_whole_listing(self) -> None:
        self.write("target/a.txt", TEXT)
        (self.root / "first").symlink_to("target")
        (self.root / "second").symlink_to("target")
        (self.root / "broken").symlink_to("nowhere")
        entries = list(self.open_adapter().list())
        assert [entry.path for entry in entries] == [
            "broken",
            "first/a.txt",
            "second",
            "target/a.txt",
        ]
        for number, entry in enumerate(entries, 1):
            assert list(self.open_adapter().list(entry.cursor)) == entries[number:]

    def test_resuming_compares_the_parts_of_paths(self) -> None:
        """`a-b` sorts before `a/b` as text, and behind it by parts."""
        for path in ("a/b.txt", "a-b/c.txt", "a.txt"):
            self.write(path, TEXT)
        entries = list(self.open_adapter().list())
        assert [entry.path for entry in entries] == ["a/b.txt", "a-b/c.txt", "a.txt"]
        for number, entry in enumerate(entries, 1):
            assert list(self.open_adapter().list(entry.cursor)) == entries[number:]

    def test_resuming_behind_an_unreadable_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The system refuses one folder: by its own words, since root may read every folder."""
        self.write("a/b.txt", TEXT)
        self.write("c.txt", TEXT)
        scandir = os.scandir

        def refuse(path: str | os.PathLike[str]) -> object:
            if Path(path).name == "a":
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        folder, file = self.open_adapter().list()
        assert folder.directory
        assert folder.error
        assert list(self.open_adapter().list(folder.cursor)) == [file]

    def test_a_pipe_is_never_opened(self) -> None:
        self.write("a.txt", TEXT)
        (entry,) = self.open_adapter().list()
        self.delete("a.txt")
        os.mkfifo(self.root / "a.txt")
        with pytest.raises(BadInput) as raised:
            self.open_adapter().open(entry, MAX_BYTES)
        assert raised.value.code == "unreadable"
