"""Blobs from streams and files, copied out again, and what their stores have in common."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import HomeError, UsageError
from storage.blobs import Blobs, CorruptBlob, open_blobs
from tests.soak import examples


@given(parts=st.lists(st.binary(max_size=40), max_size=6))
@settings(max_examples=examples(30))
def test_a_blob_does_not_depend_on_how_its_bytes_arrive(parts: list[bytes]) -> None:
    blobs = open_blobs("memory://streams")
    whole = b"".join(parts)
    name = blobs.put_chunks(iter(parts))
    assert name == blobs.put(whole) == hashlib.sha256(whole).hexdigest()
    assert blobs.get(name) == whole


def test_a_stream_that_breaks_off_stores_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield b"the first half"
        raise ConnectionResetError

    blobs = open_blobs(str(tmp_path))
    with pytest.raises(ConnectionResetError):
        blobs.put_chunks(broken())
    assert list(tmp_path.iterdir()) == []


def test_a_stream_larger_than_its_memory_is_whole(blobs: Blobs) -> None:
    part = bytes(range(256)) * 4096
    name = blobs.put_chunks(part for _ in range(9))
    assert name == hashlib.sha256(part * 9).hexdigest()
    assert blobs.get(name) == part * 9


def test_a_file_is_new_once(blobs: Blobs, tmp_path: Path) -> None:
    file = tmp_path / "案卷.txt"
    file.write_bytes("工资".encode())
    name = hashlib.sha256("工资".encode()).hexdigest()
    assert blobs.put_file(file) == (name, True)
    assert blobs.put_file(file) == (name, False)
    assert blobs.get(name) == file.read_bytes()


@pytest.mark.parametrize("data", [b"", b"x", b"ab" * 700_000], ids=["empty", "small", "1.4 MB"])
def test_a_copy_is_the_blob(blobs: Blobs, tmp_path: Path, data: bytes) -> None:
    copy = tmp_path / "copy"
    blobs.copy(blobs.put(data), copy)
    assert copy.read_bytes() == data


def test_a_copy_replaces_no_file(blobs: Blobs, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        blobs.copy(blobs.put(b"data"), copy)
    assert copy.read_bytes() == b"somebody's"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-1], id="cut off"),
        pytest.param(lambda data: data + b"\0", id="longer"),
        pytest.param(lambda data: b"X" + data[1:], id="another byte"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(None, id="missing"),
    ],
)
def test_damage_is_seen_by_every_reader(tmp_path: Path, damage: object) -> None:
    blobs = open_blobs(str(tmp_path / "blobs"))
    data = b"as it was"
    name = blobs.put(data)
    path = blobs.local_path(name)
    assert path is not None
    if callable(damage):
        path.write_bytes(damage(data))
    else:
        path.unlink()
    for read in (blobs.get, lambda name: blobs.copy(name, tmp_path / "copy")):
        with pytest.raises(CorruptBlob, match=name) as caught:
            read(name)
        assert isinstance(caught.value, HomeError)
        assert "lexops run" in (caught.value.remedy or "")
    blobs.discard(name)
    assert blobs.put(data) == name
    assert blobs.get(name) == data


def test_what_is_discarded_is_gone_and_may_be_discarded_again(blobs: Blobs) -> None:
    kept, gone = blobs.put(b"kept"), blobs.put(b"gone")
    for _ in range(2):
        blobs.discard(gone)
        assert (blobs.has(kept), blobs.has(gone)) == (True, False)
    assert blobs.get(kept) == b"kept"


def test_only_a_folder_has_files_for_other_processes(tmp_path: Path) -> None:
    folder, memory = open_blobs(str(tmp_path)), open_blobs("memory://files")
    name = folder.put(b"data")
    assert memory.put(b"data") == name
    path = folder.local_path(name)
    assert path is not None
    assert path.read_bytes() == b"data"
    assert memory.local_path(name) is None


def test_stores_of_two_places_do_not_meet() -> None:
    first, second = open_blobs("memory://first"), open_blobs("memory://second")
    name = first.put(b"only in the first")
    assert not second.has(name)
    assert open_blobs("memory://first/").has(name)


@pytest.mark.parametrize("url", ["nowhere://x", "s4://bucket", "x-y://z"])
def test_an_unknown_protocol_is_named_in_the_message(url: str) -> None:
    with pytest.raises(UsageError, match=url):
        open_blobs(url)
