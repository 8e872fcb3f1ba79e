"""`lexops tags schemes`, `export-scheme` and `import-scheme`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from corpus.records import Answer, TagDecision
from storage.home import Home


def _run(home: Path, *arguments: str) -> int:
    return run(["tags", *arguments, "--home", str(home), "--profile", "ci"])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose folder of schemes is `schemes`, beside it."""
    home = tmp_path / "home"
    home.mkdir()
    folder = (tmp_path / "schemes").as_posix()
    (tmp_path / "schemes").mkdir()
    (home / "lexops.toml").write_text(f'[tagging]\nschemes = "{folder}"\n', encoding="utf-8")
    return home


def _listed(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert _run(home, "schemes", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["missing"] == []
    return {entry["name"]: entry for entry in listed["schemes"]}


def test_the_list_says_what_tags_and_what_accepts(
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = _listed(home, capsys)

    assert listed["situation"]["state"] == "rules"
    assert listed["situation"]["accepts"] == "what the rules find"
    assert listed["union"]["accepts"] == "from a measured precision of 0.92"
    assert _run(home, "schemes") == 0
    assert "worker-group" in capsys.readouterr().out


def test_a_scheme_goes_out_and_comes_back(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "scheme.ttl"
    written = tmp_path / "schemes" / "situation.yaml"
    assert _run(home, "export-scheme", "situation", str(file)) == 0
    assert _run(home, "import-scheme", str(file)) == 0
    first = written.read_text(encoding="utf-8")
    assert _listed(home, capsys)["situation"]["values"] == 18

    assert _run(home, "import-scheme", str(file)) == 2
    assert "--force" in capsys.readouterr().err
    assert _run(home, "import-scheme", str(file), "--force") == 0
    assert written.read_text(encoding="utf-8") == first


def test_a_scheme_is_printed_without_a_file(
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run(home, "export-scheme", "quantities") == 0
    turtle = capsys.readouterr().out
    assert "skos:ConceptScheme" in turtle
    assert _run(home, "export-scheme", "quantities", "--json") == 0
    assert json.loads(capsys.readouterr().out)["turtle"] == turtle


def test_a_foreign_vocabulary_is_idle_until_it_is_trained(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "foreign.ttl"
    file.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<http://x.example/topics> a skos:ConceptScheme ; skos:prefLabel 'Topics'@en .\n"
        "<http://x.example/1> a skos:Concept ; skos:prefLabel '工资'@zh, 'Wages'@en .\n",
        encoding="utf-8",
    )

    assert _run(home, "import-scheme", str(file), "--name", "topics", "--json") == 0

    report = json.loads(capsys.readouterr().out)
    assert report["values"] == 1
    assert any("no definition" in note for note in report["notes"])
    assert _listed(home, capsys)["topics"]["state"] == "idle"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("export-scheme", "x"), "unknown scheme", id="unknown scheme"),
        pytest.param(("import-scheme", "none.ttl"), "can't be read", id="no file"),
        pytest.param(
            ("export-scheme", "union", "no/such/file.ttl"), "can't be written", id="no folder"
        ),
    ],
)
def test_what_is_wrong_is_one_line(
    home: Path,
    arguments: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run(home, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err


def test_without_a_folder_nothing_is_imported(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "scheme.ttl"
    file.write_text("", encoding="utf-8")

    assert _run(tmp_path / "home", "import-scheme", str(file)) == 2
    assert "tagging" in capsys.readouterr().err


def test_a_lost_value_is_a_warning_with_its_count(
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    decision = TagDecision(
        "situation",
        "欠工资",
        Answer.YES,
        "reviewer",
        "2026-01-01T00:00:00Z",
        "",
        "work/1@2020-01-01",
        "hash",
        "title",
        "text",
    )
    with Home(home).catalog() as catalog:
        catalog.tag_decisions.put([decision])

    assert _run(home, "schemes") == 0
    assert "'欠工资', which 0 passages and 1 decisions have" in capsys.readouterr().err
    assert _run(home, "schemes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["missing"] == [
        {"scheme": "situation", "value": "欠工资", "tags": 0, "decisions": 1}
    ]
