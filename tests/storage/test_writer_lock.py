"""The lock of a home's one writer: waiting, letting go, and what others read of the holder."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from corpus.errors import ExitStatus, HomeError, HomeLocked
from storage.lock import WriterLock, current_writer, writer_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "writer.lock"


def test_the_holder_describes_itself_as_long_as_it_holds(path: Path) -> None:
    assert current_writer(path) is None
    with writer_lock(path, "lexops run 法规") as writer:
        assert (writer.pid, writer.command) == (os.getpid(), "lexops run 法规")
        assert current_writer(path) == writer
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert current_writer(path) is None


def test_a_lock_is_let_go_where_its_work_fails(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(path, "first"):
        raise ZeroDivisionError
    assert current_writer(path) is None
    with writer_lock(path, "second") as writer:
        assert writer.command == "second"


def test_a_refused_writer_leaves_the_holder_as_it_is(path: Path) -> None:
    with writer_lock(path, "first") as holder:
        for _ in range(2):
            with pytest.raises(HomeLocked) as caught, writer_lock(path, "second"):
                pass
            assert holder.since in caught.value.message
            assert caught.value.status is ExitStatus.USAGE
            assert caught.value.remedy
        assert current_writer(path) == holder


def test_a_patient_writer_gets_the_lock_when_it_is_free(path: Path) -> None:
    is_held, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(path, "first"):
            is_held.set()
            may_end.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(10)
    releasing = threading.Timer(0.1, may_end.set)
    releasing.start()
    with writer_lock(path, "second", patience=10) as writer:
        assert may_end.is_set()
        assert current_writer(path) == writer
    holder.join()
    releasing.join()


def test_patience_ends(path: Path) -> None:
    with writer_lock(path, "first"):
        begun = time.monotonic()
        with pytest.raises(HomeLocked), writer_lock(path, "second", patience=0.1):
            pass
        assert time.monotonic() - begun >= 0.1


@pytest.mark.parametrize("text", ["", "{", '{"pid": 1, "comm'], ids=["empty", "cut", "half"])
def test_a_description_that_is_being_written_is_none(path: Path, text: str) -> None:
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    assert current_writer(path) is None


def test_a_holder_that_has_not_described_itself_is_reported_without_a_name(path: Path) -> None:
    with writer_lock(path, "first"):
        path.with_suffix(".json").unlink()
        with (
            pytest.raises(HomeLocked, match="another process writes to this home"),
            writer_lock(path, "second"),
        ):
            pass


def test_what_a_killed_holder_left_is_written_over(path: Path) -> None:
    left = {"pid": 1, "command": "lexops run", "since": "2020-01-01T00:00:00+00:00"}
    path.with_suffix(".json").write_text(json.dumps(left), encoding="utf-8")
    assert current_writer(path) == WriterLock(**left)
    with writer_lock(path, "second"):
        found = current_writer(path)
        assert found is not None
        assert found.command == "second"


def test_locks_of_two_homes_do_not_meet(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "a.lock", "first"), writer_lock(tmp_path / "b.lock", "second"):
        assert current_writer(tmp_path / "a.lock") != current_writer(tmp_path / "b.lock")


def test_a_file_in_place_of_the_folder_is_an_error_of_the_home(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with (
        pytest.raises(HomeError, match="file where a folder should be"),
        writer_lock(tmp_path / "home" / "writer.lock", "x"),
    ):
        pass
