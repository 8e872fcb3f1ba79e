"""Disks that are full or read-only, databases that are locked, writers that meet, clocks that go wrong: nothing is lost by any."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import ExitStatus, HomeError
from indexing.lance import _publications as lance_publications
from indexing.lance.store import LanceOptions, LanceStore
from indexing.testing.store_battery import META, index_row, passage
from pipelines.stages import collecting
from storage.home import Home
from tests.faults.digests import digest
from tests.faults.runs import run as run_at
from tests.pipelines.conftest import Run, statute

Indexed = Callable[[], dict[str, str]]
LEXOPS = Path(sys.executable).parent / "lexops"


class Disk:
    """A file system of its own, in memory."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def become(self, options: str) -> None:
        """Mount it anew with these options, its files kept."""
        subprocess.run(
            [
                "mount",
                "-o",
                f"remount,{options}",
                str(self.place),
            ],
            check=True,
        )


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64m", "none", place],
            check=False,
            capture_output=True,
        ).returncode
    ):
        pytest.skip(
            "to make a small disk one has to be root, and may have to be outside of a container"
        )
    yield Disk(place)
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("kib", [100, 700, 1400])
def test_on_a_full_disk_a_run_ends_with_a_sentence_and_the_next_one_carries_on(
    disk: Disk,
    laws: Path,
    tmp_path: Path,
    kib: int,
) -> None:
    """Full while the catalog is made, while it is filled, and while the index is written."""
    (laws / "云岭市长条例.md").write_text(statute("云岭市长条例", articles=200), encoding="utf-8")
    disk.become(f"size={kib}k")
    for _ in range(2):
        with pytest.raises(HomeError, match="full"):
            run_at(disk.place / "home", [laws])
    disk.become("size=64m")
    run_at(disk.place / "home", [laws])
    run_at(tmp_path / "clean", [laws])
    assert digest(disk.place / "home") == digest(tmp_path / "clean")


def test_when_the_disk_fills_up_during_an_update_readers_keep_what_they_had(
    disk: Disk,
    laws: Path,
    tmp_path: Path,
) -> None:
    home = disk.place / "home"
    run_at(home, [laws])
    before = digest(home)
    (laws / "云岭市长条例.md").write_text(statute("云岭市长条例", articles=400), encoding="utf-8")
    used = sum(file.stat().st_size for file in disk.place.rglob("*") if file.is_file())
    disk.become(f"size={used // 1024 + 600}k")
    with pytest.raises(HomeError, match="full"):
        run_at(home)
    assert digest(home).index == before.index
    disk.become("size=64m")
    run_at(home)
    run_at(tmp_path / "clean", [laws])
    assert digest(home) == digest(tmp_path / "clean")


def test_a_read_only_home_is_reported_in_a_sentence(disk: Disk, laws: Path) -> None:
    home = disk.place / "home"
    run_at(home, [laws])
    disk.become("ro")
    (laws / "云岭市工时管理条例.md").unlink()
    with pytest.raises(HomeError, match="read-only"):
        run_at(home)
    disk.become("rw")
    assert run_at(home).sources["laws"].gone == 1


def test_a_catalog_that_another_program_holds_is_waited_for_and_then_reported(
    run: Run,
    laws: Path,
    home: Home,
    indexed: Indexed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(laws)
    before = indexed()
    (laws / "云岭市工时管理条例.md").unlink()
    monkeypatch.setattr("storage.catalog._engine._BUSY_MS", 200)
    other = sqlite3.connect(home.root / "catalog.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HomeError, match="busy"):
            run()
        assert indexed() == before
    finally:
        other.close()
    assert run().sources["laws"].gone == 1


def test_of_two_writers_that_start_at_once_one_does_the_work_and_the_other_harms_nothing(
    laws: Path, home: Home
) -> None:
    command = [
        LEXOPS,
        "run",
        laws,
        "--home",
        home.root,
        "--profile",
        "ci",
        "--json",
    ]
    both = [
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [one.communicate() for one in both]
    (done, (report, _)), (refused, (_, words)) = sorted(
        (one.returncode, words)
        for one, words in zip(
            both,
            said,
            strict=True,
        )
    )
    assert (done, refused) == (ExitStatus.DONE, ExitStatus.USAGE)
    assert json.loads(report)["sources"]["laws"]["indexed"] == 4
    assert "writes to this home" in words
    assert "Traceback" not in words
    assert len(digest(home.root).index) == 12


# ── clocks
# ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_YEAR = 365 * 24 * 3600


@pytest.mark.parametrize("years", [-10, 10])
def test_a_change_is_seen_whatever_the_clock_says(
    run: Run,
    laws: Path,
    monkeypatch: pytest.MonkeyPatch,
    years: int,
) -> None:
    """The clock was set ten years back, or forward, when the files were read; now it is right again."""
    real = time.time_ns
    monkeypatch.setattr(
        collecting.time,
        "time_ns",
        lambda: real() + years * _YEAR * 10**9,
    )
    run(laws)
    monkeypatch.undo()
    file = laws / "云岭市工资支付条例.md"
    stat = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("按月", "按周"), encoding="utf-8")
    os.utime(
        file, ns=(stat.st_atime_ns, stat.st_mtime_ns)
    )  # of the same size, and said to be as old as before
    assert run(laws).sources["laws"].changed == 1


@pytest.mark.parametrize("years", [-10, 10])
def test_files_from_the_past_and_the_future_are_read_once(
    run: Run,
    laws: Path,
    years: int,
) -> None:
    for file in laws.iterdir():
        os.utime(file, (time.time() + years * _YEAR,) * 2)
    assert run(laws).parsed == 4
    report = run(laws)
    assert (report.parsed, report.index_writes, report.sources["laws"].unchanged) == (0, 0, 4)


@pytest.mark.parametrize("days", [-400, 400])
def test_an_index_is_published_whatever_the_clock_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
) -> None:
    """Folding removes versions by their age; a clock that went backwards must not make it remove one that is read."""
    store = LanceStore(tmp_path, LanceOptions(loose_rows=1, loose_fragments=1))
    store.create("g1", META)

    real = time.time
    for number in range(6):
        if number == 3:
            monkeypatch.setattr(
                lance_publications.time,
                "time",
                lambda: real() + days * 24 * 3600,
            )
        store.write("g1", [index_row(passage(f"第{number}条"))])
        store.publish("g1")
        reader = store.open()
        assert reader.count() == number + 1
        reader.close()
    assert store.generations()[0].version == 6
