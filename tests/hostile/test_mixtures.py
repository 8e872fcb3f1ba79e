"""One document never stops the others: good files beside odd ones, in any mixture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from configs.loading import home_of, load
from corpus.records import ObjectState
from corpus.schema import as_of
from pipelines.session import open_session
from tests.faults import runs
from tests.hostile.odd_files import ODD_FILES, good_file, mixture
from tests.soak import FACTOR, seeds

_FIXED = 25
_SEARCHED = 50  # times SOAK: 1,000 by default
_BY_COMMAND = 5
"""Mixtures that go through the command line in `make soak`, times its factor: each costs the start
of Dagster."""

_TODAY = "2026-11-01"
_FINAL = {
    ObjectState.INDEXED,
    ObjectState.DUPLICATE,
    ObjectState.QUARANTINED,
    ObjectState.HELD,
}


def _write(folder: Path, files: dict[str, bytes]) -> set[str]:
    """Write files, and return the names of the good ones."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return files.keys() - ODD_FILES.keys()


def outcomes(home: Path) -> dict[str, str]:
    """Return the state of each file of a home, by its path."""
    settings = load(
        "ci",
        home,
        {},
    )
    with home_of(settings, home).catalog() as catalog:
        return {path: state for _, path, state, _ in catalog.objects.outcomes()}


def published(home: Path, *, in_force: bool = True) -> set[str]:
    """Return the files of which readers have passages.

    Args:
        home: The folder of the home.
        in_force: Whether only passages count that are in force.
    """
    settings = load(
        "ci",
        home,
        {},
    )
    with open_session(settings, home_of(settings, home), "a test") as session:
        reader = session.store.open()
        try:
            return {
                row["source"]["path"]
                for row in session.catalog.passages.rows()
                if (not in_force or as_of(row, _TODAY)["status"] == "in force")
                and list(reader.stored_rows([row["id"]]))
            }
        finally:
            reader.close()


def _assert_sound(home: Path, good: set[str]) -> None:
    states = outcomes(home)
    assert {states[name] for name in good} <= {ObjectState.INDEXED}
    assert {ObjectState(state) for state in states.values()} <= _FINAL
    assert good <= published(home)


@pytest.mark.soak
@pytest.mark.parametrize("seed", seeds(_SEARCHED if FACTOR else _FIXED))
def test_every_good_document_of_a_mixture_is_published(tmp_path: Path, seed: int) -> None:
    good = _write(tmp_path / "files", mixture(seed))
    report = runs.run(tmp_path / "home", [tmp_path / "files"])
    assert report.generation is not None
    assert {refusal.code for refusal in report.refused} <= {"documents_readable", "documents_held"}
    _assert_sound(tmp_path / "home", good)


@pytest.mark.soak
@pytest.mark.parametrize("seed", seeds(_BY_COMMAND if FACTOR else 1))
def test_every_good_document_of_a_mixture_is_published_by_the_command(
    tmp_path: Path,
    seed: int,
) -> None:
    good = _write(tmp_path / "files", mixture(seed))
    home = tmp_path / "home"
    command = [
        sys.executable,
        "-P",
        "-c",
        "import sys; from cli.main import main; sys.exit(main())",
    ]
    arguments = ["run", str(tmp_path / "files"), "--home", str(home), "--profile", "ci", "--json"]
    done = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    report = json.loads(done.stdout)
    # Readers get the good documents, whatever the checks say of the odd ones.
    assert report["generation"] is not None, done.stderr
    _assert_sound(home, good)


def test_all_odd_files_at_once_stop_nothing(tmp_path: Path) -> None:
    files = {name: make() for name, make in ODD_FILES.items()}
    good = _write(tmp_path / "files", files | dict(good_file(number) for number in range(3)))
    report = runs.run(tmp_path / "home", [tmp_path / "files"])
    assert report.refused == []
    _assert_sound(tmp_path / "home", good)
    again = runs.run(tmp_path / "home")
    assert (again.parsed, again.embedded, again.index_writes) == (0, 0, 0)
