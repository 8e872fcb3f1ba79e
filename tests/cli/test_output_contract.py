"""What a command writes to stdout: one JSON array, JSON lines, a version, and nothing when nobody reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

ROOT = Path(__file__).parents[2]
SINCE = ("--since", "2000-01-01")


@pytest.mark.parametrize("command", [("export",), ("changes", *SINCE)])
def test_json_is_one_array_of_what_is_otherwise_one_document_a_line(
    home: Path,
    call: Callable[..., Any],
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    rows = call(*command)
    capsys.readouterr()
    assert (
        run(
            [
                *command,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert isinstance(rows, list)
    assert len(rows) > 10
    assert rows == [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    "command", [("export", "--source", "inbox"), ("changes", "--since", "2999-01-01")]
)
def test_an_empty_array_is_json_too(call: Callable[..., Any], command: tuple[str, ...]) -> None:
    assert isinstance(call(*command), list)


def test_export_writes_an_array_to_a_file_too(
    home: Path,
    call: Callable[..., Any],
    tmp_path: Path,
) -> None:
    file = tmp_path / "passages.json"
    options = [
        "--json",
        "-o",
        str(file),
        "--home",
        str(home),
        "--profile",
        "ci",
    ]
    assert run(["export", *options]) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == call("export")


@pytest.mark.parametrize(
    "command",
    [
        ("search", "工资", "--k", "10"),
        ("search", "工资", "--json"),
        ("export",),
        ("export", "--json"),
        ("changes", *SINCE),
        ("--help",),
    ],
)
def test_a_reader_that_stops_early_is_no_error(home: Path, command: tuple[str, ...]) -> None:
    """As `lexops search … | head -1`: status 0, and nothing on stderr."""
    reading, writing = os.pipe()
    started = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from cli.main import main; main()",
            *command,
        ],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "LEXOPS_HOME": str(home), "LEXOPS_PROFILE": "ci"},
    )
    os.close(writing)
    os.close(reading)
    _, errors = started.communicate(timeout=120)
    assert (started.returncode, errors.decode()) == (0, "")


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"lexops {version('lexops')}\n"


@pytest.mark.parametrize(
    "option", ["region", "category", "source", "kind", "level", "jurisdiction"]
)
def test_an_unknown_value_of_a_filter_lists_the_allowed_ones(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    option: str,
) -> None:
    capsys.readouterr()
    arguments = [
        "search",
        "工资",
        f"--{option}",
        "月球",
        "--mode",
        "keyword",
    ]
    assert (
        run(
            [
                *arguments,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    error = capsys.readouterr().err
    assert error.startswith(f"lexops: unknown {option} '月球': choose one of ")
    assert error.count("\n") == 1


def test_a_region_that_the_archive_has_is_a_filter(call: Callable[..., Any]) -> None:
    regions = {row["region"] for row in call("export")} - {None}
    region = min(regions)
    found = call(
        "search",
        "工资",
        "--region",
        region,
        "--mode",
        "keyword",
    )["hits"]
    assert {hit["region"] for hit in found} == {region}


def test_a_category_that_the_archive_has_is_a_filter(call: Callable[..., Any]) -> None:
    categories = {tag["value"] for row in call("export") for tag in row["tags"]}
    for category in sorted(categories)[:1]:
        found = call(
            "search",
            "工资",
            "--category",
            category,
            "--mode",
            "keyword",
        )["hits"]
        assert all(category in {tag["value"] for tag in hit["tags"]} for hit in found)


def test_inspect_prints_what_a_file_becomes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "休息法.txt"
    file.write_text("休息法\n\n第一条 休息是劳动者的权利。\n", encoding="utf-8")
    assert run(["inspect", str(file)]) == 0
    assert "第一条" in capsys.readouterr().out
    assert run(["inspect", str(file), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"document", "structure", "members"}


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [("missing.txt", None, 2, "No such file"), ("empty.txt", b"", 1, "empty")],
)
def test_inspect_says_why_a_file_can_t_be_used(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    status: int,
    words: str,
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert run(["inspect", str(file)]) == status
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
