"""Commands take the day from the configured time zone, not from the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import run
from tests.corpus.test_calendar import ClockAtNight

LAW = "休息法\n（2020年1月1日通过，自2024年7月1日起施行）\n\n第一条 休息是劳动者的权利。\n"


@pytest.mark.parametrize(
    ("timezone", "status"),
    [("Asia/Shanghai", "in force"), ("UTC", "not yet in force")],
)
def test_export_gives_the_status_of_the_day_in_the_time_zone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    timezone: str,
    status: str,
) -> None:
    """A law enters into force on 1 July. It is 30 June in UTC, and already 1 July in China."""
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "休息法.txt").write_text(LAW, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    (home / "lexops.toml").write_text(f'timezone = "{timezone}"\n')
    options = [
        "--home",
        str(home),
        "--profile",
        "ci",
    ]
    assert run(["run", str(laws), *options]) == 0
    monkeypatch.setattr("corpus.calendar.dt.datetime", ClockAtNight)
    capsys.readouterr()
    assert run(["export", *options]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["valid_from"], row["status"]) == ("2024-07-01", status)


def test_show_gives_the_status_of_the_day_in_the_time_zone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "休息法.txt").write_text(LAW, encoding="utf-8")
    home = tmp_path / "home"
    options = [
        "--home",
        str(home),
        "--profile",
        "ci",
        "--json",
    ]
    assert run(["run", str(laws), *options]) == 0
    monkeypatch.setattr("corpus.calendar.dt.datetime", ClockAtNight)
    for timezone, status in (("Asia/Shanghai", "in force"), ("UTC", "not yet in force")):
        (home / "lexops.toml").write_text(f'timezone = "{timezone}"\n')
        capsys.readouterr()
        assert run(["show", "休息法", *options]) == 0
        (version,) = json.loads(capsys.readouterr().out)["expressions"]
        assert version["status"] == status
