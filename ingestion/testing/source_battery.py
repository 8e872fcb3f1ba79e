# ruff: noqa: D102 - the name of a test says what it holds
"""What every kind of source must do, as tests.

Inherit `SourceBattery`, implement its abstract methods for an empty source of your kind, and pytest
runs all of its tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

import pytest

from corpus.errors import BadInput, SourceMissing
from ingestion.sources import RACY_NS, SourceAdapter, SourceEntry, is_current

MAX_BYTES = 1_000_000
TEXT = "第一条 为了保护劳动者的合法权益，制定本条例。".encode()
PATHS = ("a/b/条例 一.txt", "a/z.md", "b.txt", "路径%20#?.md")

ODD_PATHS = (
    "line\nbreak.txt",
    'quote".txt',
    "back\\slash.txt",
    "it's 100%.txt",
    "电车🚋.txt",
    "archive.zip!/inner.txt",
    "x" * 200 + ".txt",
)
"""Names that a protocol or an escaping could damage."""


class SourceBattery(ABC):
    """The tests of a source. Each test begins with a source that is there and empty.

    `open_adapter` is called anew wherever a run would begin anew: what an adapter knows must not
    live in the object.
    """

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.prepare(tmp_path)

    @abstractmethod
    def prepare(self, tmp_path: Path) -> None:
        """Make an empty source.

        Args:
            tmp_path: A folder for this test alone.
        """

    @abstractmethod
    def open_adapter(
        self,
        include: tuple[str, ...] = ("**",),
        exclude: tuple[str, ...] = (),
    ) -> SourceAdapter:
        """Return a new adapter of the source.

        Args:
            include: Patterns of paths that are wanted.
            exclude: Patterns of paths that are not.
        """

    @abstractmethod
    def write(
        self,
        path: str,
        content: bytes,
    ) -> None:
        """Write a file of the source, new or changed, as its users do.

        Args:
            path: The path as the source's users know it, with `/` between its parts.
            content: The whole content.
        """

    @abstractmethod
    def delete(self, path: str) -> None:
        """Delete a file of the source.

        Args:
            path: The path that was given to `write`.
        """

    @abstractmethod
    def remove_source(self) -> None:
        """Take the source as a whole away, as where a disk is not mounted."""

    def write_all(self) -> None:
        """Write the files of `PATHS`."""
        for path in PATHS:
            self.write(path, TEXT)

    def listed(self, cursor: str | None = None) -> dict[str, SourceEntry]:
        """List the source with a new adapter.

        Args:
            cursor: The cursor to go on behind.

        Returns:
            The entries by their path.
        """
        entries = list(self.open_adapter().list(cursor))
        by_path = {entry.path: entry for entry in entries}
        assert len(by_path) == len(entries), "a path is listed twice"
        return by_path

    def read(self, path: str) -> bytes:
        """Read a file with a new adapter.

        Args:
            path: The path of an entry.

        Returns:
            The content.
        """
        return self.open_adapter().open(self.listed()[path], MAX_BYTES)

    def test_an_empty_source_lists_nothing(self) -> None:
        assert self.listed() == {}

    def test_every_file_is_listed_once_with_its_size_and_an_address_of_its_own(self) -> None:
        self.write_all()
        listed = self.listed()
        assert set(listed) == set(PATHS)
        assert len({entry.uri for entry in listed.values()}) == len(PATHS)
        for entry in listed.values():
            assert (entry.size, entry.error, entry.ignored_by) == (len(TEXT), None, None)
            assert entry.version
            assert not entry.deleted

    def test_two_listings_are_equal(self) -> None:
        self.write_all()
        assert list(self.open_adapter().list()) == list(self.open_adapter().list())

    def test_the_content_is_read_whole(self) -> None:
        self.write_all()
        self.write("b.txt", b"\x00\xff" * 10_000)
        assert self.read("b.txt") == b"\x00\xff" * 10_000
        assert self.read("a/z.md") == TEXT

    def test_an_empty_file_is_a_file(self) -> None:
        self.write("empty.txt", b"")
        assert self.read("empty.txt") == b""

    @pytest.mark.parametrize("path", ODD_PATHS)
    def test_a_file_with_an_odd_name_is_listed_once_and_read(self, path: str) -> None:
        self.write(path, TEXT)
        (entry,) = self.open_adapter().list()
        assert self.open_adapter().open(entry, MAX_BYTES) == TEXT
        assert entry.path.encode()  # a catalog stores text, and no lone surrogates

    def test_a_file_whose_content_changes_gets_another_version(self) -> None:
        self.write_all()
        before = self.listed()
        self.write("b.txt", TEXT[::-1])  # of the same length
        after = self.listed()
        assert after["b.txt"].version != before["b.txt"].version
        unchanged = set(PATHS) - {"b.txt"}
        assert all(after[path].version == before[path].version for path in unchanged)
        assert self.read("b.txt") == TEXT[::-1]

    def test_a_file_that_changed_just_before_it_was_read_is_not_taken_for_current(self) -> None:
        self.write("b.txt", TEXT)
        entry = self.listed()["b.txt"]
        assert not is_current(entry, entry.version, None)
        assert not is_current(entry, entry.version + "x", entry.changed_ns + 2 * RACY_NS)
        assert not is_current(entry, entry.version, entry.changed_ns)
        assert is_current(entry, entry.version, entry.changed_ns + RACY_NS + 1)

    def test_a_deleted_file_is_reported(self) -> None:
        self.write_all()
        *_, last = self.open_adapter().list()
        self.delete("b.txt")
        adapter = self.open_adapter()
        if adapter.lists_everything:
            assert set(self.listed()) == set(PATHS) - {"b.txt"}
            return
        changes = {entry.path: entry for entry in adapter.list(last.cursor)}
        assert changes["b.txt"].deleted

    def test_a_file_that_is_gone_when_it_is_opened_has_vanished(self) -> None:
        self.write_all()
        entry = self.listed()["b.txt"]
        self.delete("b.txt")
        with pytest.raises(BadInput) as raised:
            self.open_adapter().open(entry, MAX_BYTES)
        assert raised.value.code == "vanished"

    def test_a_file_above_the_limit_is_not_read(self) -> None:
        self.write("b.txt", TEXT)
        entry = self.listed()["b.txt"]
        assert self.open_adapter().open(entry, len(TEXT)) == TEXT
        with pytest.raises(BadInput) as raised:
            self.open_adapter().open(entry, len(TEXT) - 1)
        assert raised.value.code == "too_large"

    def test_a_listing_goes_on_behind_every_entry(self) -> None:
        self.write_all()
        entries = list(self.open_adapter().list())
        for number, entry in enumerate(entries, 1):
            assert list(self.open_adapter().list(entry.cursor)) == entries[number:]

    def test_a_listing_goes_on_although_the_entry_of_its_cursor_is_deleted(self) -> None:
        self.write_all()
        entries = list(self.open_adapter().list())
        self.delete(entries[1].path)
        rest = self.open_adapter().list(entries[1].cursor)
        assert [entry.path for entry in rest if not entry.deleted] == [
            entry.path for entry in entries[2:]
        ]

    def test_patterns_ignore_files_and_are_named(self) -> None:
        self.write_all()
        adapter = self.open_adapter(include=("*.txt", "*.md"), exclude=("a/**",))
        rules = {entry.path: entry.ignored_by for entry in adapter.list()}
        assert rules["a/z.md"] == "a/**"
        assert rules["b.txt"] is None

    def test_a_source_that_is_not_there_is_an_error_and_no_empty_listing(self) -> None:
        self.write_all()
        self.remove_source()
        with pytest.raises(SourceMissing):
            list(self.open_adapter().list())
