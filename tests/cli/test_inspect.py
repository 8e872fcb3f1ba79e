"""`lexops inspect`: one file, or the members of a container, for people and as JSON."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

LAW = "# 云岭市休息条例\n\n第一条 休息是劳动者的权利。\n\n第二条 平台不得惩罚休息。\n"


def archive(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return written.getvalue()


MAIL = (
    "From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?b?5LyR5oGv?=\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "请看附件，第一条讲休息。\r\n"
    "--x\r\nContent-Type: text/markdown; charset=utf-8\r\n"
    'Content-Disposition: attachment; filename="law.md"\r\n\r\n'
    f"{LAW}\r\n--x--\r\n"
).encode()


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """Write a file; its path."""

    def write(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def inspect(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert run(["inspect", *arguments]) == status
    return capsys.readouterr().out


def inspect_json(capsys: pytest.CaptureFixture[str], path: str, status: int = 0) -> Any:
    return json.loads(inspect(capsys, path, "--json", status=status))


def test_a_file_is_shown_by_role_in_its_order(
    capsys: pytest.CaptureFixture[str], file: Any
) -> None:
    out = inspect(capsys, file("休息条例.md", LAW.encode()))
    assert "云岭市休息条例" in out
    assert "text covered: 100.00%" in out
    offsets = [int(line.split()[0]) for line in out.splitlines() if line.lstrip()[:1].isdigit()]
    assert offsets == sorted(offsets)
    assert out.index("第一条 休息是劳动者的权利。") < out.index("第二条 平台不得惩罚休息。")


def test_as_json_a_file_has_no_members(capsys: pytest.CaptureFixture[str], file: Any) -> None:
    found = inspect_json(capsys, file("休息条例.md", LAW.encode()))
    assert list(found) == ["document", "structure", "members"]
    assert found["members"] == []
    assert "第一条" in json.dumps(found["document"], ensure_ascii=False)


def test_a_container_lists_its_members(capsys: pytest.CaptureFixture[str], file: Any) -> None:
    path = file("案卷.zip", archive({"a/休息条例.md": LAW.encode(), "空.txt": b""}))
    out = inspect(capsys, path)
    assert out.startswith("a container of 2 members, each an object of its own\n")
    found = inspect_json(capsys, path)
    assert (found["document"], found["structure"]) == (None, None)
    members = {member["path"]: member for member in found["members"]}
    assert set(members) == {"a/休息条例.md", "空.txt"}
    for member in members.values():
        assert list(member) == ["path", "size", "code", "detail", "rule"]
        assert member["path"] in out
    assert members["a/休息条例.md"]["size"] == len(LAW.encode())


def test_a_member_that_can_t_be_read_says_why(
    capsys: pytest.CaptureFixture[str], file: Any
) -> None:
    """Its neighbours stay well."""
    path = file("案卷.zip", archive({"休息条例.md": LAW.encode(), "坏.bz2": b"BZh9 cut off"}))
    members = {member["path"]: member for member in inspect_json(capsys, path)["members"]}
    failed = members["坏.bz2"]
    assert failed["code"] == "corrupt"
    assert failed["detail"]
    assert members["休息条例.md"]["code"] is None
    assert f"坏.bz2  corrupt: {failed['detail']}" in inspect(capsys, path)


def test_a_mail_is_a_text_with_members(capsys: pytest.CaptureFixture[str], file: Any) -> None:
    path = file("来信.eml", MAIL)
    found = inspect_json(capsys, path)
    assert found["document"] is not None
    assert [member["path"] for member in found["members"]] == ["law.md"]
    out = inspect(capsys, path)
    assert "请看附件" in out
    assert "a container of 1 members" in out


BAD = [
    ("empty.md", b"", 1, "empty"),
    ("坏.docx", b"PK\x03\x04 cut off", 1, "corrupt"),
    ("坏.zip", b"PK\x03\x04 cut off", 1, "corrupt"),
    ("missing.md", None, 2, "can't be read"),
]


@pytest.mark.parametrize(("name", "data", "status", "words"), BAD, ids=[row[0] for row in BAD])
def test_what_would_be_set_aside_is_an_error_with_its_reason(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes | None,
    status: int,
    words: str,
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    error = inspect_json(capsys, str(path), status=status)["error"]
    assert error["message"].startswith(str(path))
    assert words in error["message"]
    assert error["exit"] == status


def test_nothing_is_stored(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: Any,
) -> None:
    home = tmp_path / "home"
    path = file("案卷.zip", archive({"休息条例.md": LAW.encode()}))
    assert "休息条例.md" in inspect(capsys, path, "--home", str(home))
    assert not home.exists()
