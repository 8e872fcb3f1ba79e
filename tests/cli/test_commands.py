"""The command line's contract: shapes, exit statuses, one line an error, and no undocumented word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.main import app, run
from corpus.schema import FIELDS
from pipelines.report import RunReport

ROOT = Path(__file__).parents[2]
SOURCES = sorted(str(folder) for folder in (ROOT / "samples" / "archive").iterdir())


Call = Callable[..., Any]


def test_a_second_run_finds_nothing_to_do(call: Call) -> None:
    report = call("run")
    assert (
        report["exit"],
        report["parsed"],
        report["embedded"],
        report["index_writes"],
        report["refused"],
    ) == (
        0,
        0,
        0,
        0,
        [],
    )
    assert list(report) == list(RunReport().as_json())
    for totals in report["sources"].values():
        assert (
            totals["seen"]
            == totals["indexed"] + totals["duplicate"] + totals["quarantined"] + totals["ignored"]
        )
        assert totals["seen"] == totals["new"] + totals["changed"] + totals["unchanged"]


def test_search_gives_the_export_s_fields_with_rank_score_and_parts(call: Call) -> None:
    found = call("search", "平台用工保障法第12条之一", "--k", "3")
    assert list(found) == ["query", "as_of", "mode", "generation", "hits"]
    assert [list(hit) for hit in found["hits"]] == [
        [
            "rank",
            "score",
            "parts",
            *(field.name for field in FIELDS),
            "evidence",
        ]
    ] * 3
    assert found["hits"][0]["id"] == "平台用工保障法/第十二条之一@2022-08-30"
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]


FILTERS = [
    (("--kind", "award"), lambda hit: hit["kind"] == "award"),
    (("--source", "union"), lambda hit: hit["source"]["name"] == "union"),
    (
        ("--source", "regulations", "--kind", "statute"),
        lambda hit: {"name": "regulations", "path": "平台用工保障法.docx"} in hit["mirrors"],
    ),
]


@pytest.mark.parametrize(
    ("options", "holds"),
    FILTERS,
    ids=[" ".join(options) for options, _ in FILTERS],
)
def test_filters_hold_in_every_mode(
    call: Call,
    options: tuple[str, ...],
    holds: Callable[[Any], bool],
) -> None:
    for mode in ("hybrid", "keyword", "vector"):
        hits = call(
            "search",
            "工资 报酬",
            "--mode",
            mode,
            *options,
        )["hits"]
        assert hits
        assert all(holds(hit) for hit in hits)


def test_a_group_that_nobody_is_in_finds_nothing(call: Call) -> None:
    assert call("search", "工资", "--groups", "nobody")["hits"] == []


def test_export_writes_every_live_passage_once_in_order(
    home: Path,
    call: Call,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert (
        run(
            [
                "export",
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    assert len(rows) == call("status")["passages"]
    assert all(list(row) == [field.name for field in FIELDS] for row in rows)

    import pyarrow.parquet as pq

    file = tmp_path / "passages.parquet"
    assert (
        run(
            [
                "export",
                "--format",
                "parquet",
                "-o",
                str(file),
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    table = pq.read_table(file).to_pylist()
    assert [(row["id"], row["text"], json.loads(row["source"])) for row in table] == [
        (row["id"], row["text"], row["source"]) for row in rows
    ]


def test_show_knows_passages_versions_and_works(call: Call) -> None:
    passage = call("show", "平台用工保障法/第九条@2022-08-30")
    assert passage["passage"]["article"] == "第九条"
    assert passage["versions"] == [
        "平台用工保障法@2016-06-25",
        "平台用工保障法@2019-04-26",
        "平台用工保障法@2022-08-30",
    ]
    assert [one["what"] for one in passage["removed"]] == ["comment"]
    version = call("show", "平台用工保障法@2016-06-25")
    assert [one["path"] for one in version["expressions"][0]["files"]] == [
        "平台用工保障法(2016-06-25).md"
    ]
    assert [one["what"] for one in version["expressions"][0]["files"][0]["removed"]] == ["comment"]
    assert len(version["passages"]) == 33
    work = call("show", "平台用工保障法")
    assert {file["path"]: file["role"] for file in work["expressions"][-1]["files"]} == {
        "平台用工保障法.docx": "mirror",
        "平台用工保障法(2022-08-30).md": "primary",
    }


def test_show_says_what_cleaning_took_away_of_a_page(
    home: Path,
    call: Call,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = call("search", "打工被欠薪五步", "--mode", "keyword")["hits"]
    id_ = next(hit["id"] for hit in found if hit["source"]["path"].endswith("欠薪怎么办.html"))
    page = call("show", id_)
    assert {name: page["metadata"][name] for name in ("date", "publisher")} == {
        "date": "2024-01-08",
        "publisher": "云岭工会在线",
    }
    taken = {one["what"]: one for one in page["removed"]}
    assert {
        "breadcrumb",
        "share bar",
        "page footer",
        "advertisement",
        "byline",
        "blanks",
    } <= taken.keys()
    assert taken["breadcrumb"] == {
        "what": "breadcrumb",
        "count": 1,
        "example": "当前位置：首页 > 维权 > 正文",
        "characters": 13,
    }
    capsys.readouterr()
    for shown in (id_, id_.replace(id_[id_.index("/") : id_.index("@")], "")):
        assert (
            run(
                [
                    "show",
                    shown,
                    "--home",
                    str(home),
                    "--profile",
                    "ci",
                ]
            )
            == 0
        )
        out = capsys.readouterr().out
        assert "cleaned away" in out
        assert "当前位置：首页 > 维权 > 正文" in out


def test_quarantine_says_why_and_what_to_do(call: Call) -> None:
    assert {one["code"] for one in call("quarantine", "list")["quarantined"]} == {
        "corrupt",
        "misnamed",
        "empty",
        "encrypted",
        "expansion",
    }
    assert all(one["detail"] and one["remedy"] for one in call("quarantine")["quarantined"])


def test_eval_scores_the_sample_questions(call: Call) -> None:
    found = call("eval", str(ROOT / "samples" / "questions.jsonl"))
    assert (
        found["questions"],
        found["skipped"],
        found["as_of"],
        found["mode"],
    ) == (
        40,
        0,
        "any",
        "hybrid",
    )
    assert set(found["metrics"]) == {
        "R@10",
        "R@100",
        "hit@10",
        "MRR@10",
        "nDCG@10",
        "coverage@2000",
    }
    assert all(one["low"] <= one["value"] <= one["high"] for one in found["metrics"].values())


def test_doctor_is_content_with_a_home_that_works(call: Call) -> None:
    assert call("doctor")["ok"] is True


@pytest.mark.parametrize(
    ("name", "status", "seen"),
    [
        ("statutes", 0, "1 of 5 sources have settings of their own"),
        ("statute", 1, "no source is called 'statute', so its settings have no effect"),
    ],
)
def test_doctor_names_the_settings_of_no_source(
    home: Path,
    call: Call,
    name: str,
    status: int,
    seen: str,
) -> None:
    settings = home / "lexops.toml"
    settings.write_text(f'[sources.{name}]\ntrust = "official"\n', encoding="utf-8")
    try:
        findings = call("doctor", status=status)["findings"]
    finally:
        settings.unlink()
    (found,) = [finding for finding in findings if finding["what"] == "settings of sources"]
    assert (found["ok"], found["seen"]) == (status == 0, seen)


WRONG = [
    (
        ["search", "工资", "--profile", "nope"],
        "unknown profile 'nope': choose one of ci, local, opensearch, opensearch-cluster",
    ),
    (["search", "工资", "--kind", "novel"], "unknown kind 'novel': choose one of award,"),
    (
        ["search", "工资", "--source", "nope"],
        "unknown source 'nope': choose one of cases, inbox, regulations, statutes, union",
    ),
    (
        ["search", "工资", "--mode", "psychic"],
        "'psychic' is not one of 'hybrid', 'keyword', 'vector'",
    ),
    (["search", "工资", "--as-of", "gestern"], "'gestern' is no date"),
    (["search", "  "], "the question is empty"),
    (["search"], "Missing argument 'text'"),
    (["search", "工资", "--k", "many"], "Invalid value for '--k'"),
    (["show", "没有这部法"], "there is no passage, version or work"),
    (["export", "--source", "nope"], "unknown source 'nope': choose one of cases,"),
    (["export", "--format", "parquet"], "Parquet can't be written to a terminal"),
    (["eval", "/nowhere.jsonl"], "there is no file"),
    (["run", "/nowhere"], "does not exist"),
    (
        ["models", "fetch", "nope"],
        "unknown embedding model 'nope': choose one of bge-small-zh-v1.5-int8",
    ),
    (["frobnicate"], "No such command 'frobnicate'"),
    (["run", "--frobnicate"], "No such option: --frobnicate"),
]


@pytest.mark.parametrize(
    ("arguments", "words"),
    WRONG,
    ids=[" ".join(arguments) for arguments, _ in WRONG],
)
def test_a_wrong_word_is_one_line_that_names_the_right_ones(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    common = ["--home", str(home)] if arguments[0] != "frobnicate" else []
    if "--profile" not in arguments and common:
        common += ["--profile", "ci"]
    capsys.readouterr()
    assert run([*arguments, *common]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_an_empty_home_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            [
                "search",
                "工资",
                "--home",
                str(tmp_path),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert "lexops run PATH" in capsys.readouterr().err


def commands(group: typer.Typer = app, prefix: str = "") -> Iterator[str]:
    for one in group.registered_commands:
        name = one.name or (one.callback.__name__ if one.callback else "")
        if not (prefix and name == "list"):  # a group's default: shown under the group's name
            yield f"{prefix}{name}"
    for one in group.registered_groups:
        yield f"{prefix}{one.name}"
        assert one.typer_instance is not None
        yield from commands(one.typer_instance, f"{prefix}{one.name} ")


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_is_documented(command: str) -> None:
    assert f"## lexops {command}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    from dataclasses import fields, is_dataclass

    from configs.settings import Settings

    def names(record: Any, prefix: str = "") -> Iterator[str]:
        for one in fields(record):
            value = getattr(record, one.name)
            yield from (
                names(value, f"{prefix}{one.name}.")
                if is_dataclass(value)
                else [f"{prefix}{one.name}"]
            )

    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [
        name
        for name in names(Settings("local"))
        if name != "profile" and f"`{name}`" not in documented
    ] == []
