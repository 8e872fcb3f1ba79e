"""Killed anywhere and run again is as if nothing had happened: id by id, hash by hash."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.home import Home
from tests.pipelines.conftest import Run, statute
from tests.pipelines.test_dagster import materialized

PROGRAM = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from configs.loading import home_of, load
from pipelines.run import update

root, source, stage = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def die(at, done, total):
    if at == stage:
        os.kill(os.getpid(), signal.SIGKILL)

settings = replace(load("ci", root, {}), processes=1)
update(settings, home_of(settings, root), [source], progress=die)
"""


def everything(home: Home, indexed: Callable[[], dict[str, str]]) -> dict[str, object]:
    with home.reading_catalog() as catalog:
        return {
            "objects": list(catalog.objects.outcomes()),
            "passages": dict(catalog.passages.hashes()),
            "index": indexed(),
        }


@pytest.mark.parametrize("stage", ["collect", "parse", "resolve", "embed", "index"])
def test_a_run_that_was_killed_is_carried_on_by_the_next(
    stage: str,
    run: Run,
    home_with_dagster: Home,
    laws: Path,
    indexed: Callable[[], dict[str, str]],
) -> None:
    home = home_with_dagster
    run(laws)
    change(laws)
    kill(
        home,
        laws,
        stage,
    )
    run(laws)
    survived = everything(home, indexed)
    assert survived["passages"] == survived["index"]
    for folder in ("index", "blobs"):
        shutil.rmtree(home.root / folder)
    for file in home.root.glob("catalog.db*"):
        file.unlink()
    run(laws)
    assert everything(home, indexed) == survived


def test_a_job_that_was_killed_does_not_seem_to_run_for_ever(
    run_job: Run,
    home: Home,
    laws: Path,
) -> None:
    kill(
        home,
        laws,
        "embed",
    )
    run_job(laws)
    assert [status for status, _ in materialized(home)] == ["FAILURE", "SUCCESS"]


def change(laws: Path) -> None:
    (laws / "云岭市工资支付条例.md").write_text(
        statute("云岭市工资支付条例", articles=5), encoding="utf-8"
    )
    (laws / "云岭市工时管理条例.md").unlink()
    (laws / "云岭市新业态条例.md").write_text(statute("云岭市新业态条例"), encoding="utf-8")


def kill(
    home: Home,
    laws: Path,
    stage: str,
) -> None:
    """Run the job in a process of its own, which is killed as soon as the stage shows of its progress."""
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM,
            str(home.root),
            str(laws),
            stage,
        ],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
