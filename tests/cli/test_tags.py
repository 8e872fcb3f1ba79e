"""`lexops tags train` and `lexops tags predict`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

_SENTENCES = (
    ("原告诉称，被告拖欠工资{n}千元，至今未付。", ["LB4"]),
    ("请求判令被告支付经济补偿金{n}万元。", ["LB3"]),
    ("被告辩称，双方签订了{n}年的劳动合同。", ["LB7"]),
    ("本院依法由审判员{n}人独任审理。", []),
)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.jsonl"
    documents = [
        [{"sentence": text.format(n=n), "labels": labels} for text, labels in _SENTENCES]
        for n in range(1, 21)
    ]
    path.write_text(
        "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents),
        encoding="utf-8",
    )
    return path


def _run(home: Path, *arguments: str) -> int:
    return run(["tags", *arguments, "--home", str(home), "--profile", "ci"])


def test_what_was_trained_is_predicted_in_the_same_order(
    tmp_path: Path,
    lines: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / "home"
    scheme = ("--scheme", "labour-elements")
    assert _run(home, "train", *scheme, str(lines), "--json") == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert report["embedder"]
    assert report["metrics"]["documents"] == 20
    by_value = {entry["value"]: entry for entry in report["values"]}
    assert by_value["LB3"]["f1"] > 0.9
    assert by_value["LB15"]["acceptance"]["basis"] == "none"
    assert _run(home, "predict", *scheme, str(lines)) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    given = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert printed == given


def test_the_table_names_each_value_and_says_what_is_accepted(
    tmp_path: Path,
    lines: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("--scheme", "labour-elements", str(lines), "--model", "none")
    assert _run(tmp_path / "home", "train", *arguments) == 0
    printed = capsys.readouterr().out
    assert "LB20" in printed
    assert "no: suggestions" in printed
    assert "calibration error" in printed


def test_an_untrained_scheme_is_one_line_and_status_2(
    tmp_path: Path,
    lines: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = _run(tmp_path / "home", "predict", "--scheme", "labour-elements", str(lines))
    captured = capsys.readouterr()
    assert status == 2
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "no trained model" in captured.err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("--scheme", "x"), "unknown scheme", id="scheme"),
        pytest.param(("--scheme", "labour-elements", "--model", "x"), "unknown model", id="model"),
    ],
)
def test_wrong_names_are_usage_errors(
    tmp_path: Path,
    lines: Path,
    arguments: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run(tmp_path / "home", "train", *arguments, str(lines)) == 2
    assert message in capsys.readouterr().err


def test_the_list_says_which_scheme_has_a_model(
    tmp_path: Path,
    lines: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / "home"

    def model() -> Any:
        capsys.readouterr()
        assert _run(home, "schemes", "--json") == 0
        listed = json.loads(capsys.readouterr().out)["schemes"]
        return {entry["name"]: entry["model"] for entry in listed}["labour-elements"]

    assert model() is None
    assert _run(home, "train", "--scheme", "labour-elements", str(lines)) == 0
    assert model().startswith("tags.labour-elements-1-")


def test_a_worse_model_is_a_candidate_until_it_is_promoted(
    tmp_path: Path,
    lines: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / "home"
    scheme = ("--scheme", "labour-elements")

    def train(file: Path, *options: str) -> str:
        assert _run(home, "train", *scheme, str(file), *options, "--model", "none", "--json") == 0
        state: str = json.loads(capsys.readouterr().out)["state"]
        return state

    # a third of the documents has the labels of other sentences
    documents = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    for document in documents[::3]:
        labels = [entry["labels"] for entry in document]
        for entry, other in zip(document, labels[1:] + labels[:1], strict=True):
            entry["labels"] = other
    worse = tmp_path / "worse.jsonl"
    worse.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")

    assert train(lines, "--candidate") == "candidate"
    assert _run(home, "retire", *scheme) == 2
    assert train(lines) == "live"
    assert train(worse) == "candidate"
    assert train(worse, "--promote") == "live"
    assert train(lines) == "live"
    capsys.readouterr()
    assert _run(home, "retire", *scheme) == 0
    assert _run(home, "predict", *scheme, str(lines)) == 2
