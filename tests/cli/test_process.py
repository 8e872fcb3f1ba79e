"""`lexops` as a process of its own: a foreign locale, a hostile folder, an order to end."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cli.main import run

ROOT = Path(__file__).parents[2]
_START = "from cli.main import main; import sys; sys.argv[0] = 'lexops'; main()"
NAME = "缆车工值班须知(2023-04-01).txt"
TEXT = "缆车工每日值班不得超过八小时。\n\n值班室应当备有热水。\n"
_STANDARD = ("json", "re", "email", "numpy", "lxml", "sqlalchemy", "sitecustomize", "usercustomize")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-c", _START, *arguments]


def environment(**more: str) -> dict[str, str]:
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))
    }
    return ours | {"PYTHONPATH": str(ROOT), "LEXOPS_PROFILE": "ci"} | more


def exported_paths(home: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    capsys.readouterr()
    assert run(["export", "--home", str(home), "--profile", "ci"]) == 0
    rows = map(json.loads, capsys.readouterr().out.splitlines())
    return {row["source"]["path"] for row in rows}


def test_a_run_in_a_hostile_folder_and_a_foreign_locale_that_sigterm_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One run for three promises, since each run costs seconds.

    No code of the archive runs, although the folder has modules of well-known names. Names of files
    are UTF-8, although the locale is ASCII. SIGTERM ends the run with one line, and the next run
    completes the work.
    """
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / NAME).write_text(TEXT, encoding="utf-8")
    ran = tmp_path / "ran"
    for module in _STANDARD:
        code = f"open({str(ran)!r}, 'a').write({module!r})\n"
        (archive / f"{module}.py").write_text(code, encoding="utf-8")
    home = tmp_path / "home"
    with subprocess.Popen(
        command("run", ".", "--home", str(home), "--json"),
        cwd=archive,
        env=environment(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        _wait_until_read(home, process)
        process.send_signal(signal.SIGTERM)
        out, error = process.communicate(timeout=60)
    assert error.decode("utf-8") == "lexops: ended by SIGTERM; what was committed stays\n"
    assert process.returncode == 143
    assert json.loads(out)["error"]["exit"] == 143
    capsys.readouterr()
    assert run(["run", "--home", str(home), "--profile", "ci", "--json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)["sources"].values()
    assert (source["seen"], source["new"], source["gone"]) == (1 + len(_STANDARD), 0, 0)
    assert exported_paths(home, capsys) == {NAME}
    assert not ran.exists(), ran.read_text(encoding="utf-8")


def _wait_until_read(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the run has stored a document; structure, index and gate are still to come."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert process.poll() is None, process.communicate()[1].decode("utf-8", "replace")
        with suppress(sqlite3.OperationalError):  # there is no catalog yet
            catalog = sqlite3.connect(f"file:{home / 'catalog.db'}?mode=ro", uri=True)
            with closing(catalog):
                if catalog.execute("SELECT count(*) FROM documents").fetchone()[0]:
                    return
        time.sleep(0.02)
    raise AssertionError("the run has read nothing")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        pytest.param(
            "retention:\n  event_logs:\n    purge_after_days: 3\n", "event_logs", id="unknown key"
        ),
        pytest.param("telemetry: [\n", "line", id="no YAML"),
        pytest.param("telemetry:\n  enabled: sometimes\n", "telemetry", id="wrong type"),
    ],
)
def test_a_mistake_in_the_settings_of_the_instance_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    settings: str,
    says: str,
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / NAME).write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "home" / "dagster"
    folder.mkdir(parents=True)
    (folder / "dagster.yaml").write_text(settings, encoding="utf-8")
    arguments: Sequence[str] = ["run", str(tmp_path / "archive"), "--home", str(tmp_path / "home")]
    assert run([*arguments, "--profile", "ci", "--json"]) == 2
    captured = capsys.readouterr()
    complaint = captured.err.splitlines()
    assert len(complaint) == 1
    assert "dagster.yaml" in complaint[0]
    assert says in complaint[0]
    report: Mapping[str, Mapping[str, object]] = json.loads(captured.out)
    assert report["error"]["exit"] == 2
