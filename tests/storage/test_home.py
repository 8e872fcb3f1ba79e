"""The home and its one writer."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import HomeError, HomeLocked
from storage.home import Home

HOLD = """
import sys, time
from pathlib import Path
from storage.home import Home

with Home(Path(sys.argv[1])).writer("a test"):
    print("held", flush=True)
    time.sleep(60)
"""
FORK = """
import os, sys, time
from pathlib import Path
from storage.home import Home

with Home(Path(sys.argv[1])).writer("a test"):
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        time.sleep(60)
        os._exit(0)
    time.sleep(60)
"""


def hold(home: Path, program: str = HOLD) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            program,
            str(home),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    process.stdout.close()
    return process, line


def test_a_second_writer_learns_who_the_first_is(tmp_path: Path) -> None:
    process, _ = hold(tmp_path)
    try:
        with pytest.raises(HomeLocked) as caught, Home(tmp_path).writer("me"):
            pass
        assert str(process.pid) in str(caught.value)
        assert "a test" in str(caught.value)
    finally:
        process.kill()
        process.wait()


def test_the_lock_of_a_killed_writer_is_free_at_once(tmp_path: Path) -> None:
    process, _ = hold(tmp_path)
    process.kill()
    process.wait()
    with Home(tmp_path).writer("me") as writer:
        assert Home(tmp_path).current_writer() == writer
    assert Home(tmp_path).current_writer() is None


def test_the_lock_of_a_killed_writer_is_free_although_its_child_lives(tmp_path: Path) -> None:
    process, child = hold(tmp_path, FORK)
    try:
        process.kill()
        process.wait()
        with Home(tmp_path).writer("me"):
            pass
    finally:
        os.kill(int(child), signal.SIGKILL)


def test_a_writer_in_the_same_process_is_refused_too(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.writer("one"), pytest.raises(HomeLocked, match="one"), home.writer("two"):
        pass


def test_only_its_owner_may_enter_a_new_home(tmp_path: Path) -> None:
    home = Home(tmp_path / "new" / "home")
    with home.writer("me"):
        assert stat.S_IMODE(home.root.stat().st_mode) == 0o700


def test_a_home_without_rights_is_reported_in_a_sentence(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        root = Path("/proc/lexops")  # where not even root may write
    else:
        root = tmp_path / "home"
        tmp_path.chmod(0o500)
    with pytest.raises((HomeError), match="home"), Home(root).writer("me"):
        pass


def test_a_file_in_place_of_a_home_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with (
        pytest.raises(HomeError, match="file where a folder should be"),
        Home(tmp_path / "home").writer("me"),
    ):
        pass


def test_reading_an_empty_home_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="lexops run"):
        Home(tmp_path).reading_catalog()
    assert list(tmp_path.iterdir()) == []


def test_a_reader_may_read_while_a_writer_writes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.writer("me"), home.catalog() as catalog:
        catalog.runs.begin()
        with home.reading_catalog() as reading:
            assert reading.runs.last() is not None
