"""`lexops sources`: what it lists, and that moving and renaming cost nothing but the index rows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

Call = Callable[..., Any]

FILES = {
    "工资.txt": "第一条 工资应当以货币形式按月支付给劳动者本人。",
    "工时.txt": "第一条 劳动者每日工作时间不超过八小时。",
    "空.txt": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    (folder / "sub").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / "sub" / name).write_text(text, encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "会费.txt").write_text("第一条 工会会员应当交纳会费。", encoding="utf-8")
    return folder


@pytest.fixture
def on_small_home(
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> Call:
    """Run a command with `--json` on a home with two sources; its document, or its error."""
    common = [
        "--home",
        str(tmp_path / "home"),
        "--profile",
        "ci",
    ]
    assert (
        run(
            [
                "run",
                str(folder),
                str(tmp_path / "other"),
                *common,
            ]
        )
        == 0
    )

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json", *common]) == status
        output = capsys.readouterr()
        return json.loads(output.out) if status == 0 else output.err

    return call


def listed(call: Call) -> dict[str, Any]:
    return {source["name"]: source for source in call("sources", "list")["sources"]}


def found(call: Call, question: str) -> dict[str, Any]:
    (first, *_) = call(
        "search",
        question,
        "--k",
        "1",
    )["hits"]
    return first["source"]


def test_moved_and_renamed_sources_are_neither_parsed_nor_embedded_again(
    on_small_home: Call,
    folder: Path,
    tmp_path: Path,
) -> None:
    call = on_small_home
    laws = listed(call)["laws"]
    assert (laws["location"], laws["there"]) == (str(folder), True)
    assert (laws["include"], laws["exclude"]) == (["**"], [])
    assert {state: count for state, count in laws["objects"].items() if count} == {
        "indexed": 2,
        "quarantined": 1,
    }

    moved = tmp_path / "elsewhere" / "files"
    moved.parent.mkdir()
    shutil.move(folder, moved)
    document = call(
        "sources",
        "move",
        "laws",
        str(moved),
    )
    assert document == {"name": "laws", "from": str(folder), "to": str(moved)}
    document = call("sources", "rename", "laws", "法规")
    assert document == {"name": "法规", "was": "laws", "location": str(moved)}

    report = call("run")
    assert set(report["sources"]) == {"法规", "other"}
    laws = report["sources"]["法规"]
    assert (
        laws["seen"],
        laws["unchanged"],
        laws["new"],
        laws["gone"],
    ) == (3, 3, 0, 0)
    assert (report["parsed"], report["embedded"]) == (0, 0)
    source = found(call, "工资按月支付")
    assert (source["name"], source["uri"]) == ("法规", f"file://{moved}/sub/工资.txt")


SETTINGS = """\
# what we set
[sources.laws]   # the newsletters
trust = "unofficial"  # until they are checked

[sources.other]
trust = "official"
"""


def test_a_renamed_source_keeps_its_settings_and_the_comments_on_them(
    on_small_home: Call, tmp_path: Path
) -> None:
    call = on_small_home
    file = tmp_path / "home" / "lexops.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    call("sources", "rename", "laws", "通讯.2")
    expected = SETTINGS.replace("[sources.laws]", '[sources."通讯.2"]')
    assert file.read_text(encoding="utf-8") == expected
    assert listed(call)["通讯.2"]["trust_of_next_run"] == "unofficial"
    call("sources", "rename", "通讯.2", "laws")
    assert file.read_text(encoding="utf-8") == SETTINGS


@pytest.mark.parametrize(
    "text",
    [
        'sources = { laws = { trust = "unofficial" } }\n',
        SETTINGS + '[sources.new]\ntrust = "official"\n',
    ],
    ids=["in one line", "both names"],
)
def test_settings_that_a_person_has_to_edit_stop_the_renaming(
    on_small_home: Call, tmp_path: Path, text: str
) -> None:
    call = on_small_home
    file = tmp_path / "home" / "lexops.toml"
    file.write_text(text, encoding="utf-8")
    error = call("sources", "rename", "laws", "new", status=2)
    assert str(file) in error
    assert (error.count("\n"), file.read_text(encoding="utf-8")) == (1, text)
    assert set(listed(call)) == {"laws", "other"}


def test_a_run_with_a_registered_name_and_another_folder_moves_the_source(
    on_small_home: Call,
    folder: Path,
    tmp_path: Path,
) -> None:
    call = on_small_home
    copied = tmp_path / "copy"
    shutil.copytree(folder, copied)
    report = call("run", f"laws={copied}")
    laws = report["sources"]["laws"]
    assert (
        laws["seen"],
        laws["unchanged"],
        laws["new"],
        laws["gone"],
    ) == (3, 3, 0, 0)
    assert (report["parsed"], report["embedded"]) == (0, 0)
    assert {name: row["location"] for name, row in listed(call).items()} == {
        "laws": str(copied),
        "other": str(tmp_path / "other"),
    }


def test_a_source_is_removed_only_with_yes_and_leaves_with_the_next_run(
    on_small_home: Call, folder: Path
) -> None:
    call = on_small_home
    error = call("sources", "remove", "laws", status=2)
    assert "3 files (2 indexed, 1 quarantined) and 2 passages" in error
    assert "--yes" in error
    assert set(listed(call)) == {"laws", "other"}

    removed = call("sources", "remove", "laws", "--yes")
    assert (removed["passages"], removed["removed"]["objects"]["indexed"]) == (2, 2)
    assert set(listed(call)) == {"other"}
    assert "the only source" in call("sources", "remove", "other", "--yes", status=2)

    report = call("run")
    assert set(report["sources"]) == {"other"}
    assert (report["passages"], report["embedded"]) == (1, 0)
    call("reconcile")  # exit status 0: the index equals the catalog
    registered_again = call("run", str(folder))
    assert registered_again["passages"] == 3
    assert (registered_again["parsed"], registered_again["embedded"]) == (0, 0)


def test_files_that_readers_keep_are_listed_as_held_as_in_status(
    on_small_home: Call,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    call = on_small_home
    settings = "[ingestion]\nmax_bytes = 10\n[brake]\nobjects = 1\n"
    (tmp_path / "home" / "lexops.toml").write_text(settings, encoding="utf-8")
    call("run", str(folder), status=1)
    objects = listed(call)["laws"]["objects"]
    assert objects == {
        "indexed": 0,
        "duplicate": 0,
        "quarantined": 1,
        "held": 2,
        "ignored": 0,
        "pending": 0,
    }
    status = {source["name"]: source for source in call("status")["sources"]}
    assert status["laws"]["objects"] == objects
    error = call("sources", "remove", "laws", status=2)
    assert "3 files (1 quarantined, 2 held) and 2 passages" in error
    capsys.readouterr()
    assert run(["sources", "list", "--home", str(tmp_path / "home"), "--profile", "ci"]) == 0
    assert "held" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("move", "{name}", "{other}"), "is already source"),
        (("move", "{name}", "{other}/nowhere"), "does not exist"),
        (("move", "nothing", "{other}"), "nothing"),
        (("rename", "{name}", "{other_name}"), "belongs to"),
        (("rename", "{name}", "a b"), "cannot be the name"),
        (("rename", "nothing", "x"), "nothing"),
        (("remove", "nothing", "--yes"), "nothing"),
        (("remove", "{name}"), "--yes"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    call: Call,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    before = call("sources")["sources"]
    source, other = before[:2]
    values = {
        "name": source["name"],
        "other": other["location"],
        "other_name": other["name"],
    }
    filled = [part.format(**values) for part in arguments]
    assert (
        run(
            [
                "sources",
                *filled,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert message in capsys.readouterr().err
    assert call("sources", "list")["sources"] == before


def test_a_home_with_nothing_in_it_has_no_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "empty"
    assert (
        run(
            [
                "sources",
                "list",
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert "nothing in this home yet" in capsys.readouterr().err
    assert (
        run(
            [
                "sources",
                "rename",
                "a",
                "b",
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert not home.exists()
