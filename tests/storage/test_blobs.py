"""Blobs, in a folder and in memory."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.errors import HomeError, UsageError
from storage.blobs import Blobs, CorruptBlob, open_blobs


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        "工资".encode(),
        b"x" * 20_000_000,
    ],
)
def test_bytes_come_back_under_their_hash(blobs: Blobs, data: bytes) -> None:
    name = blobs.put(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert blobs.has(name)
    assert blobs.get(name) == data


def test_the_same_bytes_are_one_blob_which_is_not_rewritten(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    path = blobs.local_path(blobs.put(b"once"))
    assert path is not None
    before = path.stat().st_mtime_ns
    blobs.put(b"once")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]
    assert path.stat().st_mtime_ns == before
    assert path.relative_to(tmp_path).parts == (path.name[:2], path.name[2:4], path.name)


def test_a_damaged_blob_is_reported_and_not_used(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    name = blobs.put(b"as it was")
    path = blobs.local_path(name)
    assert path is not None
    path.write_bytes(b"as it is")
    with pytest.raises(CorruptBlob, match=name):
        blobs.get(name)


def test_a_missing_blob_is_reported(blobs: Blobs) -> None:
    with pytest.raises(CorruptBlob, match="missing"):
        blobs.get("0" * 64)
    name = blobs.put(b"to be erased")
    blobs.discard(name)
    assert not blobs.has(name)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    data = b"data"
    (tmp_path / hashlib.sha256(data).hexdigest()[:2]).write_bytes(b"a file in the way")
    with pytest.raises(HomeError, match="file where a folder should be"):
        blobs.put(data)
    assert [one.name for one in tmp_path.rglob(".part-*")] == []


def test_an_unknown_store_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="nowhere"):
        open_blobs("nowhere://bucket")
