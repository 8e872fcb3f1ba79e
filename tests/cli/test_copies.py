"""What the command line says of documents that are copies of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from corpus.notation.work_keys import work_key
from ingestion.reading import read
from law.structure import structure
from tests.faults.runs import run as run_at
from tests.pipelines.test_comparing import COPY, NOTICE, TITLE, source


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice, and a newspaper's copy of it."""
    root = tmp_path_factory.mktemp("copies")
    run_at(
        root / "home", [source(root / "official", notice=NOTICE), source(root / "press", copy=COPY)]
    )
    return root / "home"


def ask(home: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
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
        == 0
    )
    return capsys.readouterr().out


def work(text: str, name: str) -> str:
    return structure(read(text.encode(), f"{name}.md"), name).work


def test_a_work_shows_its_copies_and_what_only_they_have(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(
        ask(
            home,
            capsys,
            "show",
            work(NOTICE, "notice"),
            "--json",
        )
    )
    assert [(file["role"], file["path"]) for file in found["expressions"][0]["files"]] == [
        ("primary", "notice.md"),
        ("mirror", "copy.md"),
    ]
    assert [(one["code"], one["where"]) for one in found["findings"]] == [("mirror", "copy.md")]
    assert found["mirrored"] == []


def test_what_is_not_indexed_as_a_copy_shows_what_stands_for_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked by the work that it would be, or by a passage that it had when it stood for itself."""
    own = work(COPY, "copy")
    assert own != work_key(TITLE)
    for asked in (own, f"{own}/1@undated-0a1b2c3d"):
        found = json.loads(
            ask(
                home,
                capsys,
                "show",
                asked,
                "--json",
            )
        )
        assert [one["title"] for one in found["expressions"]] == [TITLE]
        assert [(one["path"], one["own"] > 0) for one in found["mirrored"]] == [("copy.md", True)]
    shown = ask(
        home,
        capsys,
        "show",
        own,
    )
    assert "press: copy.md is a copy" in shown
    assert "欢迎职工向工会热线反映情况" in shown


def test_the_status_counts_copies(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(
        ask(
            home,
            capsys,
            "status",
            "--json",
        )
    )
    assert {
        one["name"]: (one["objects"]["duplicate"], one["mirrors"]) for one in found["sources"]
    } == {"official": (0, 0), "press": (1, 1)}
    assert "1 of the duplicates" in ask(
        home,
        capsys,
        "status",
    )


def test_an_answer_names_the_copies(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hits = json.loads(
        ask(
            home,
            capsys,
            "search",
            "高温作业 发放津贴",
            "--mode",
            "keyword",
            "--json",
        )
    )["hits"]
    assert [(hit["source"]["path"], hit["mirrors"]) for hit in hits] == [
        ("notice.md", [{"name": "press", "path": "copy.md"}])
    ]
