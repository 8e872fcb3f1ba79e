"""A run that was refused: `status` and `doctor` say so until a run is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.main import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def say(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
    status: int = 0,
) -> str:
    capsys.readouterr()
    assert run([*arguments, "--home", str(home), "--profile", "ci"]) == status
    return capsys.readouterr().out


def of_last_run(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    status: int,
) -> dict[str, Any]:
    findings = json.loads(say(home, capsys, "doctor", "--json", status=status))["findings"]
    (found,) = [finding for finding in findings if finding["what"] == "last run"]
    return dict(found)


def test_status_and_doctor_say_what_the_last_run_refused(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "a.txt").write_text("工会会员可以在服务站免费咨询。", encoding="utf-8")
    say(home, capsys, "run", str(folder))
    assert "refused" not in say(home, capsys, "status")
    assert of_last_run(home, capsys, 0)["ok"]

    shutil.rmtree(folder)
    say(home, capsys, "run", status=1)
    shown = say(home, capsys, "status")
    assert "the last run was refused" in shown
    assert "--allow-deletes" in shown
    found = of_last_run(home, capsys, 1)
    assert not found["ok"]
    assert "No such file or directory" in found["seen"]
    assert "--allow-deletes" in found["remedy"]

    say(home, capsys, "run", "--allow-deletes")
    assert "refused" not in say(home, capsys, "status")
    assert of_last_run(home, capsys, 0)["ok"]
