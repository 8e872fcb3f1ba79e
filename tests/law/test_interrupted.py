"""A run that is killed while it decides on works and acts, and what the next run makes of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipelines.stages import runner
from storage.catalog._engine import Database
from tests.faults.runs import NoPool
from tests.law.arrivals import Step, mixed_archive, opened, outcome, read_outcome, take
from tests.law.authority_archive import settle
from tests.soak import seeds

STAGES = frozenset({"identify", "weigh", "resolve"})
KILLS = 8
"""Kills of one archive."""


class KilledError(Exception):
    """The run ends here, as if its process were killed: what is not committed is lost."""


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "Pool", NoPool)


@contextmanager
def killed(
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    *,
    committed: bool,
) -> Iterator[list[str]]:
    """Kill a run at one of the commits of the stages.

    Args:
        monkeypatch: Takes the change back.
        at: The number of the commit, from 0.
        committed: Whether the kill comes after the commit, and not before.

    Yields:
        The stages of the commits that were reached.
    """
    reached: list[str] = []
    write = Database.write
    run_batch = runner._work_on
    stages: list[str] = []

    def work_on(stage: Any, run: Any, batch: Any) -> None:
        stages.append(stage.name)
        try:
            run_batch(stage, run, batch)
        finally:
            stages.pop()

    @contextmanager
    def counted(database: Database) -> Iterator[Any]:
        is_counted = bool(stages) and stages[-1] in STAGES
        with write(database) as connection:
            yield connection
            if is_counted:
                reached.append(stages[-1])
                if len(reached) == at + 1 and not committed:
                    raise KilledError
        if is_counted and len(reached) == at + 1:
            raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", counted)
        patch.setattr(runner, "_work_on", work_on)
        # Small batches: each title, name and work is a commit of its own.
        patch.setattr(runner, "batches", _small_batches)
        yield reached


def _small_batches(rows: Any, _size: int) -> Iterator[list[Any]]:
    waiting: list[Any] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == 3:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _changed(files: Mapping[str, bytes], chance: random.Random) -> tuple[list[str], list[str]]:
    """Choose files that go, and files that come only with the change."""
    paths = chance.sample(sorted(files), len(files))
    count = len(paths) // 4
    return paths[:count], paths[count : 2 * count]


@pytest.mark.parametrize("seed", seeds(1))
def test_a_killed_run_leaves_no_trace(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    """Files go and come, the run is killed, and the next one ends as a clean build does.

    Every second time the files that went are back before the next run.
    """
    chance = random.Random(seed)
    files = mixed_archive(chance)
    gone, new = _changed(files, chance)
    before = {path: content for path, content in files.items() if path not in new}
    after = {path: content for path, content in files.items() if path not in gone}
    expected = [
        outcome(tmp_path, "after", [Step(added=after)]),
        outcome(tmp_path, "before", [Step(added=before)]),
    ]
    folder = tmp_path / "archive"
    shutil.rmtree(folder)
    folder.mkdir()
    kept = tmp_path / "kept"
    with opened(kept) as session:
        take(session, folder, Step(added=before))
    change = Step({path: files[path] for path in new}, gone)
    back = Step({path: files[path] for path in gone}, new)
    home = tmp_path / "home"
    shutil.copytree(kept, home)
    with killed(monkeypatch, -1, committed=False) as reached, opened(home) as session:
        take(session, folder, change)
        take(session, folder, back)
    assert set(reached) == STAGES
    for number in range(KILLS):
        shutil.rmtree(home)
        shutil.copytree(kept, home)
        at = chance.randrange(len(reached) // 2)
        is_committed = chance.random() < 0.5
        kill = killed(monkeypatch, at, committed=is_committed)
        with pytest.raises(KilledError), kill as stages, opened(home) as session:
            take(session, folder, change)
        is_back = bool(number % 2)
        with opened(home) as session:
            if is_back:
                take(session, folder, back)
            else:
                chosen = session.register([str(folder)])
                session.begin()
                settle(session, chosen)
            found = read_outcome(session)
        if not is_back:
            _restore(folder, back)
        differences = expected[is_back].differences(found)
        told = f"seed {seed}, killed in {stages[-1]} at commit {at}, taken back: {is_back}"
        assert not differences, "\n".join([told, *differences[:20]])


def _restore(folder: Path, back: Step) -> None:
    for path, content in back.added.items():
        (folder / path).write_bytes(content)
    for path in back.removed:
        (folder / path).unlink()
