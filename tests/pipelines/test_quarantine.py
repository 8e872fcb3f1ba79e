"""Quarantine to its end: nothing is tried for ever, and what was set aside can be tried again when its cause is mended."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from configs.settings import Settings
from corpus.errors import BadInput
from ingestion.limits import Limits
from pipelines.stages import _tasks, reading
from storage.home import Home
from tests.pipelines.conftest import Run, statute

State = Callable[[], dict[str, tuple[str, str | None]]]
SLOW = "laws/长.md"


def set_aside(home: Home) -> dict[str, tuple[int, str, int]]:
    """Number, reason and attempts of what is quarantined, by path."""
    with home.reading_catalog() as catalog:
        return {one.path: (one.id, one.code, one.attempts) for one in catalog.objects.quarantined()}


@pytest.fixture
def slow(laws: Path) -> Path:
    """A file that takes longer than a hundredth of a second."""
    (laws / "长.md").write_text(statute("云岭市长条例", articles=5_000), encoding="utf-8")
    return laws


def test_what_was_given_up_is_read_once_more_on_request(
    run: Run,
    slow: Path,
    settings: Settings,
    home: Home,
    state: State,
) -> None:
    hasty = replace(settings, ingestion=Limits(max_seconds=0.01))
    for _ in range(3):
        run(slow, settings=hasty)
    number, code, attempts = set_aside(home)["长.md"]
    assert (code, attempts) == ("timeout", 3)
    run(slow)
    assert state()[SLOW] == ("quarantined", "timeout")
    report = run(slow, retry=[number])
    assert report.parsed >= 1
    assert state()[SLOW] == ("indexed", None)
    assert SLOW not in set_aside(home)  # on a busy machine the others may take as long


def test_a_retry_that_fails_again_counts_its_attempts_anew(
    run: Run,
    slow: Path,
    settings: Settings,
    home: Home,
) -> None:
    hasty = replace(settings, ingestion=Limits(max_seconds=0.01))
    for _ in range(3):
        run(slow, settings=hasty)
    number, *_ = set_aside(home)["长.md"]
    run(
        slow,
        settings=hasty,
        retry=[number],
    )
    assert set_aside(home)["长.md"][1:] == ("timeout", 1)


def read_all_but_working_hours(task: _tasks.ReadTask) -> object:
    if "工时" in task.data.decode():
        raise BadInput("failed", "the parser met what it did not know")
    return _tasks.read_file(task)


def test_a_parser_that_got_better_without_saying_so_reads_copies_too(
    run: Run,
    laws: Path,
    home: Home,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copy(laws / "云岭市工时管理条例.md", laws / "云岭市工时管理条例 (副本).md")
    spoiled = replace(reading.READ, worker=read_all_but_working_hours)
    monkeypatch.setattr(
        reading,
        "READ",
        spoiled,
    )
    run(laws)
    assert Counter(state().values())["quarantined", "failed"] == 2
    monkeypatch.undo()
    run(laws)
    assert Counter(state().values())["quarantined", "failed"] == 2
    number, *_ = set_aside(home)["云岭市工时管理条例.md"]
    report = run(laws, retry=[number])
    assert report.parsed == 1
    assert Counter(what for what, _ in state().values()) == {"indexed": 4, "duplicate": 1}


def test_a_file_with_nothing_to_cite_is_structured_again(
    run: Run,
    laws: Path,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (laws / "题.md").write_text("# 只有题目的文件\n", encoding="utf-8")
    run(laws)
    number, code, _ = set_aside(home)["题.md"]
    assert code == "no_passages"
    report = run(laws, retry=[number])
    assert report.parsed == 0
    assert set_aside(home)["题.md"] == (number, "no_passages", 1)


def test_a_retry_of_nothing_and_of_what_is_well_changes_nothing(
    run: Run,
    laws: Path,
    state: State,
) -> None:
    run(laws)
    before = state()
    report = run(laws, retry=[1, 2, 99])
    assert (report.parsed, report.index_writes, state()) == (0, 0, before)


def test_a_run_that_dies_before_the_retried_file_is_read_leaves_it_pending(
    run: Run,
    laws: Path,
    home: Home,
    state: State,
) -> None:
    (laws / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    run(laws)
    number, *_ = set_aside(home)["坏.docx"]
    with home.catalog() as catalog:
        catalog.objects.retry([number])
    assert state()["laws/坏.docx"] == ("pending", None)
    run(laws)
    assert state()["laws/坏.docx"] == ("quarantined", "corrupt")
