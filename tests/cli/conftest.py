"""The sample archive as a home, for the tests that ask commands about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

ROOT = Path(__file__).parents[2]
SOURCES = sorted(str(folder) for folder in (ROOT / "samples" / "archive").iterdir())


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the sample archive in it, without a model; made once for all tests of commands, none of which changes what it holds."""
    home = tmp_path_factory.mktemp("home")
    assert (
        run(
            [
                "run",
                *SOURCES,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    return home


@pytest.fixture
def call(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command on that home with `--json`; its document."""

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert (
            run(
                [
                    *arguments,
                    "--json",
                    "--home",
                    str(home),
                    "--profile",
                    "ci",
                ]
            )
            == status
        )
        return json.loads(capsys.readouterr().out)

    return call
