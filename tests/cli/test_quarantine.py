"""`lexops quarantine` from end to end: a file is set aside, looked at, mended or tried again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.excerpts import excerpt
from cli.main import run

Call = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "a").mkdir(parents=True)
    (folder / "好.txt").write_text("工会会员可以在服务站免费咨询。", encoding="utf-8")
    (folder / "a" / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "a" / "空.md").write_text("")
    (folder / "题.md").write_text("# 只有题目的文件\n", encoding="utf-8")
    return folder


@pytest.fixture
def call(
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> Call:
    """Run a command on a home with these files; its JSON document."""
    common = [
        "--home",
        str(tmp_path / "home"),
        "--profile",
        "ci",
    ]
    assert run(["run", str(folder), *common]) == 0

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json", *common]) == status
        return json.loads(capsys.readouterr().out)

    def complain(*arguments: str) -> str:
        capsys.readouterr()
        assert run([*arguments, *common]) == 2
        return capsys.readouterr().err

    call.complain = complain  # type: ignore[attr-defined]
    return call


def test_a_file_is_found_by_number_path_or_its_end_and_shown_whole(call: Call) -> None:
    listed = {one["path"]: one for one in call("quarantine", "list")["quarantined"]}
    assert set(listed) == {"a/坏.docx", "a/空.md", "题.md"}
    one = call("quarantine", "show", "坏.docx")
    assert (
        one
        == call("quarantine", "show", "files/a/坏.docx")
        == call(
            "quarantine",
            "show",
            str(listed["a/坏.docx"]["id"]),
        )
    )
    assert one.items() >= listed["a/坏.docx"].items()
    assert (
        one["code"],
        one["size"],
        one["attempts"],
        one["run"],
        one["excerpt_of"],
    ) == (
        "corrupt",
        12,
        1,
        1,
        "file",
    )
    assert one["excerpt"].startswith("0000  50 4b 03 04 20 63 75 74")
    titled = call("quarantine", "show", "题.md")
    assert (titled["code"], titled["excerpt_of"], titled["excerpt"]) == (
        "no_passages",
        "text",
        "只有题目的文件",
    )
    assert call("status")["quarantine"] == {"corrupt": 1, "empty": 1, "no_passages": 1}


def test_replay_says_what_became_of_each(call: Call, folder: Path) -> None:
    (folder / "a" / "空.md").write_text("仲裁申请的时效为一年。", encoding="utf-8")
    found = call("quarantine", "replay", "空.md", "坏.docx")
    became = {one["path"]: (one["was"], one["state"], one["code"]) for one in found["replayed"]}
    assert became == {
        "a/空.md": ("empty", "indexed", None),
        "a/坏.docx": ("corrupt", "quarantined", "corrupt"),
    }
    assert found["run"]["sources"]["files"]["indexed"] == 2
    assert [
        one["path"] for one in call("quarantine", "replay", "--code", "no_passages")["replayed"]
    ] == ["题.md"]
    assert len(call("quarantine", "replay", "--all")["replayed"]) == 2
    assert call("quarantine", "replay", "--code", "timeout") == {"replayed": [], "run": None}


def test_a_wrong_word_is_reported(call: Call) -> None:
    complain = call.complain  # type: ignore[attr-defined]
    assert "no file 'x.md' is set aside" in complain("quarantine", "show", "x.md")
    assert "say which files" in complain("quarantine", "replay")
    assert "say which files" in complain("quarantine", "replay", "空.md", "--all")
    assert "unknown reason 'nope': choose one of unreadable," in complain(
        "quarantine",
        "replay",
        "--code",
        "nope",
    )


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("第一条 用人单位".encode(), "第一条 用人单位"),
        (
            "第一条 用人单位应当按月足额支付工资，不得克扣。".encode("gb18030"),
            "第一条 用人单位应当按月足额支付工资，不得克扣。",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00",
            "0000  89 50 4e 47 0d 0a 1a 0a 00                       .PNG.....",
        ),
        (b"", ""),
    ],
)
def test_an_excerpt_is_text_where_there_is_text(data: bytes, shown: str) -> None:
    assert excerpt(data) == shown


def test_an_excerpt_is_short() -> None:
    assert len(excerpt("工资".encode() * 100_000)) == 400
    assert len(excerpt(bytes(range(256)) * 100).splitlines()) == 8
