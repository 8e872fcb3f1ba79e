"""A worker that hangs, bursts or dies takes no other item with it."""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.workers import Pool
from ingestion.workers import pool as pool_module
from ingestion.workers._process import WorkerProcess
from tests.ingestion import faults

SMALL = Limits(max_seconds=5.0, max_memory_bytes=512 * 1024 * 1024)
FAULTS = [
    ("sleep", "timeout", "5 s"),
    ("exit", "crashed", "exit status 3"),
    ("segfault", "crashed", "SIGSEGV"),
    ("killed", "crashed", "SIGKILL"),
    ("allocate at once", "memory", ""),
    ("allocate slowly", "memory", ""),
    ("OpenCV", "memory", "Insufficient memory"),
    ("abort for want of memory", "memory", "SIGABRT"),
    ("raise", "failed", "ValueError: 第三条 is missing (faults.py"),
    ("recurse", "failed", "RecursionError"),
    ("bad input", "empty", "nothing in it"),
    ("unpicklable", "failed", "pickle"),
]


def test_each_fault_becomes_its_reason_and_the_others_are_done():
    items = [(("before", what), what) for what, _, _ in FAULTS]
    mixed = [one for item in items for one in (item, ((item[1], "after"), "fine"))]
    with Pool(
        faults.act,
        processes=2,
        limits=SMALL,
    ) as pool:
        outcomes = list(pool.map(mixed))
    assert [key for key, _ in outcomes] == [key for key, _ in mixed]  # the order of the items
    assert all(result == "fine" for key, result in outcomes if key[1] == "after")
    reasons = [result for key, result in outcomes if key[0] == "before"]
    assert [reason.code for reason in reasons] == [code for _, code, _ in FAULTS]
    assert all(
        words in reason.detail
        for reason, (_, _, words) in zip(
            reasons,
            FAULTS,
            strict=True,
        )
    )


def test_the_limit_on_time_begins_anew_with_each_beat():
    """A scanned book takes longer than any page of it may."""
    with Pool(
        faults.act,
        processes=1,
        limits=Limits(max_seconds=2.0),
    ) as pool:
        assert dict(pool.map([(1, "fine"), (2, "beat"), (3, "fine")])) == {
            1: "fine",
            2: "beat",
            3: "fine",
        }


def test_no_input_pays_for_the_memory_of_the_one_before():
    with Pool(
        faults.act,
        processes=1,
        limits=SMALL,
    ) as pool:
        assert dict(pool.map([(1, "keep 160 MB"), (2, "need 380 MB")])) == {
            1: "keep 160 MB",
            2: 380 * 1024**2,
        }


def test_closing_starts_nobody(monkeypatch):
    """A worker that is ended with the pool has not died of what others did before."""
    started = []

    class Counted(WorkerProcess):
        def __init__(
            self,
            work,
            limits,
        ):
            started.append(1)
            super().__init__(work, limits)

    monkeypatch.setattr(
        pool_module,
        "WorkerProcess",
        Counted,
    )
    pool = Pool(
        faults.act,
        processes=1,
        limits=SMALL,
    )
    results = pool.map([(1, "fine"), (2, "sleep")])
    assert next(results) == (1, "fine")
    pool.close()
    assert len(started) == 1


def test_nothing_is_left_of_a_worker_s_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(
        tempfile,
        "tempdir",
        str(tmp_path),
    )
    with Pool(
        faults.act,
        processes=1,
        limits=SMALL,
    ) as pool:
        found = dict(pool.map([(1, "litter"), (2, "litter and die"), (3, "fine")]))
    assert found[1].startswith(str(tmp_path))
    assert (found[2].code, found[3]) == ("crashed", "fine")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_started_for_nothing_and_one_worker_for_two_items():
    with Pool(
        faults.act,
        processes=4,
        limits=SMALL,
    ) as pool:
        assert list(pool.map([])) == []
        assert threading.active_count() == 1 or not any(
            thread.name.startswith("lexops-worker") for thread in threading.enumerate()
        )
        pids = {pid for _, pid in pool.map([(1, "pid"), (2, "pid")])}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_workers_serve_several_maps():
    with Pool(
        faults.act,
        processes=1,
        limits=SMALL,
    ) as pool:
        assert dict(pool.map([(1, "pid")])) == dict(pool.map([(1, "pid")]))


def test_items_are_taken_no_further_ahead_than_two_a_worker():
    taken = 0

    def items():
        nonlocal taken
        for number in range(50):
            taken += 1
            yield number, "fine"

    with Pool(
        faults.act,
        processes=2,
        limits=SMALL,
    ) as pool:
        for done, _ in enumerate(pool.map(items()), start=1):
            assert taken <= done + 4


def test_large_arguments_and_results_cross_the_pipe():
    with Pool(
        faults.act,
        processes=1,
        limits=SMALL,
    ) as pool:
        ((_, echoed), (_, big)) = pool.map([(1, "法" * 5_000_000), (2, "big")])
    assert len(echoed) == len(big) == 5_000_000


def test_an_abandoned_map_leaves_the_pool_usable():
    with Pool(
        faults.act,
        processes=2,
        limits=SMALL,
    ) as pool:
        for _ in pool.map((number, "fine") for number in range(100)):
            break
        assert list(pool.map([("next", "fine")])) == [("next", "fine")]


def test_closing_does_not_wait_for_what_hangs():
    pool = Pool(
        faults.act,
        processes=1,
        limits=Limits(max_seconds=60),
    )
    running = threading.Thread(
        target=_map_and_swallow,
        args=(pool,),
        daemon=True,
    )
    running.start()
    while not pool._threads:
        time.sleep(0.01)
    pool.close()
    running.join(timeout=30)
    assert not running.is_alive()


@pytest.mark.parametrize(
    ("initializer", "words"),
    [(faults.broken_initializer, "no dictionary"), (faults.deadly_initializer, "exit status 7")],
)
def test_workers_that_can_not_start_are_nobody_elses_fault(initializer, words):
    with (
        Pool(
            faults.act,
            initializer,
            processes=1,
            limits=SMALL,
        ) as pool,
        pytest.raises(RuntimeError, match=words),
    ):
        list(pool.map([(1, "fine")]))


def test_an_error_of_the_items_reaches_the_caller():
    def items():
        yield 1, "fine"
        raise BadInput("vanished", "while listing")

    with (
        Pool(
            faults.act,
            processes=1,
            limits=SMALL,
        ) as pool,
        pytest.raises(BadInput, match="vanished"),
    ):
        list(pool.map(items()))


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process that its parent died"
)
def test_workers_die_with_their_parent():
    program = (
        "import os, sys, threading\n"
        # a worker sees no module of the current folder, only what is named
        f"sys.path.insert(0, {str(Path.cwd())!r})\n"
        "from ingestion.workers import Pool\n"
        "from tests.ingestion import faults\n"
        "pool = Pool(faults.act, processes=1)\n"
        "print(next(pool.map([(1, 'pid')]))[1], flush=True)\n"
        "threading.Thread(target=lambda: list(pool.map([(1, 'sleep')])), daemon=True).start()\n"
        "threading.Event().wait(0.2)\n"
        "os._exit(0)\n"
    )
    worker = int(
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path.cwd(),
        ).stdout
    )
    for _ in range(100):
        if not _alive(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its parent")


def _map_and_swallow(pool):
    with contextlib.suppress(RuntimeError):
        list(pool.map([(1, "sleep"), (2, "sleep"), (3, "sleep")]))


def _alive(pid):
    try:
        with Path(f"/proc/{pid}/stat").open() as status:
            return status.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
