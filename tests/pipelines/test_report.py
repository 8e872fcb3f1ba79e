"""What a run says about itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipelines.report import RunReport

BURN = "import time\nwhile time.process_time() < 0.2: pass"


def test_a_stage_s_processes_count_with_it_when_they_have_ended() -> None:
    """Also those that were killed: pools end their workers so."""
    report = RunReport()
    with report.timed("parse"):
        subprocess.run([sys.executable, "-c", BURN], check=True)
    with report.timed("embed"):
        process = subprocess.Popen(
            [sys.executable, "-c", f"{BURN}\nprint(flush=True)\ninput()"],
            stdin=-1,
            stdout=-1,
        )
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
        process.communicate()
    with report.timed("index"):
        pass
    assert min(report.cpu_seconds["parse"], report.cpu_seconds["embed"]) >= 0.2
    assert report.cpu_seconds["index"] < 0.2
    assert report.as_json()["cpu_seconds"].keys() == report.as_json()["seconds"].keys()


def test_a_stage_that_fails_counts_too() -> None:
    report = RunReport()
    with pytest.raises(ValueError, match="broken"), report.timed("parse"):
        raise ValueError("broken")
    assert report.seconds.keys() == report.cpu_seconds.keys() == {"parse"}
