"""What a run says about itself."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from corpus.errors import ExitStatus
from pipelines.report import SOURCE_MISSING, Refusal, RunReport, SourceReport

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


REFUSED = Refusal("deletes_held", "laws", "10 of 20 are gone", "--allow-deletes")
MISSING = Refusal(SOURCE_MISSING, "laws", "it does not exist", "name a folder")

EXITS = [
    ([], ExitStatus.DONE),
    ([REFUSED], ExitStatus.REFUSED),
    ([MISSING], ExitStatus.USAGE),
    ([REFUSED, MISSING], ExitStatus.USAGE),
    ([MISSING, REFUSED], ExitStatus.USAGE),
]


@pytest.mark.parametrize(("refused", "status"), EXITS)
def test_a_wrong_argument_outweighs_a_refusal(refused: list[Refusal], status: ExitStatus) -> None:
    report = RunReport(refused=refused)
    assert report.exit is status
    document = report.as_json()
    assert document["exit"] == status
    assert [entry["code"] for entry in document["refused"]] == [one.code for one in refused]
    assert all(
        list(entry) == ["code", "source", "detail", "remedy"] for entry in document["refused"]
    )


def test_the_report_is_json_and_a_later_change_does_not_change_it() -> None:
    report = RunReport(
        sources={"laws": SourceReport(seen=3, indexed=3)}, seconds={"parse": 0.12345}
    )
    document = report.as_json()
    report.sources["laws"].seen = 9
    assert json.loads(json.dumps(document)) == document
    assert document["sources"]["laws"]["seen"] == 3
    assert document["seconds"] == {"parse": 0.123}
    assert "reconciled" not in document


def test_a_stage_that_comes_twice_is_added_up() -> None:
    report = RunReport(seconds={"parse": 5.0}, cpu_seconds={"parse": 7.0})
    with report.timed("parse"):
        pass
    assert report.seconds["parse"] > 5.0
    assert 7.0 <= report.cpu_seconds["parse"] < 7.5
