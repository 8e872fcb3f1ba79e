"""The wheel holds what runs, and nothing else: built, unpacked into an empty folder, imported from there."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
    "build"
]["targets"]["wheel"]["packages"]
DATA = [
    "configs/profiles/local.toml",
    "configs/profiles/ci.toml",
    "configs/profiles/opensearch.toml",
    "configs/profiles/opensearch-cluster.toml",
    "indexing/opensearch/server/files/security/roles.yml",
    "storage/migrations/versions/0001_first.py",
    "law/structure/data/charges.tsv",
    "law/structure/data/civil_causes.tsv",
    *(f"{package}/py.typed" for package in PACKAGES),
]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(folder / "dist"),
    ]
    subprocess.run(
        build,
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_it_holds_the_packages_and_their_data_and_nothing_else(unpacked: Path) -> None:
    assert {
        path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")
    } == set(PACKAGES)
    assert [name for name in DATA if not (unpacked / name).is_file()] == []


def test_every_package_is_imported_from_it_and_the_command_answers(
    unpacked: Path, tmp_path: Path
) -> None:
    code = (
        f"import {', '.join(PACKAGES)}, sys\n"
        f"assert all(package.__file__.startswith({str(unpacked)!r}) for package in ({', '.join(PACKAGES)},)), cli.__file__\n"
        "from cli.main import run\n"
        "sys.exit(run(['--help']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Usage: lexops" in done.stdout
