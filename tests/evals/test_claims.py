"""The program that runs claims again."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCORE = {"metrics": {"R@10": {"value": 0.54, "low": 0.51, "high": 0.57}}}
PRINT = f"python -c {shlex.quote(f'print({json.dumps(json.dumps(SCORE))})')}"


def run(tmp_path, **claim):
    """Exit status and what was printed for a file with this one claim."""
    path = tmp_path / "claims.yaml"
    path.write_text(
        yaml.safe_dump([{"claim": "it finds", "command": PRINT, **claim}]), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "evals", path],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"COLUMNS": "200"},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("claim", "status", "words"),
    [
        ({"expect": {"R@10": {"at_least": 0.53}}}, 0, "holds"),
        ({"expect": {"R@10": {"at_least": 0.55}}}, 1, "fails"),
        ({"expect": {"R@10": {"expected": 0.56}}}, 0, "holds"),  # inside the interval
        (
            {"expect": {"R@10": {"at_least": 0.4, "expected": 0.5}}},
            1,
            "fails",
        ),  # better than the row says: write it down
        ({"expect": {"R@10": {"at_least": 0.9}}, "needs": "no/such/file"}, 0, "not tried"),
        (
            {"expect": {"R@10": {"at_least": 0.1}}, "command": "python -c 'raise SystemExit(3)'"},
            1,
            "exit status 3",
        ),
        ({"expect": {"R@10": {"atleast": 0.1}}}, 2, "at_least"),
        ({"expects": {}}, 2, "expect"),
    ],
)
def test_claims(tmp_path, claim, status, words):
    """A claim holds, fails or was not tried; a row that is no claim is refused with its keys."""
    returned, printed = run(tmp_path, **claim)
    assert (returned, words in printed) == (status, True), printed


def test_the_claims_of_the_project_are_claims():
    """Whether or not what they need is here."""
    rows = yaml.safe_load((ROOT / "evals" / "retrieval.yaml").read_text(encoding="utf-8"))
    assert all({"claim", "command", "needs", "expect"} == set(row) for row in rows)
