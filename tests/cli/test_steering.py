"""No name and no text of a file steers a terminal: not in tables, lines, JSON, Markdown or errors."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from cli.main import run
from corpus.steering import escape_json, escape_steering, has_steering
from quality.verdict import markdown_text

LAW = "# 云岭市渡船条例\n\n第一条 渡船按月检修。\n\n第二条 不得\x1b[31m超载\u202e，违者停航。\n"
LEFT = "\u202egpj.md"
FILES = {
    "云岭市渡船条例(2020-05-01).md": LAW,
    "\x1b[2J\x1b]0;owned\x07空.md": "",
    f"甲{LEFT}": "",
    "乙\r假\n行.md": "",
    "丙[/red][link=x]\u200b.md": "",
    "丁\x9b31m\u2066.docx": "PK\x03\x04 cut off",
}
COMMANDS = (
    ("status",),
    ("doctor",),
    ("quarantine", "list"),
    ("sources", "list"),
    ("search", "渡船\x1b[31m检修"),
    ("search", "不得超载"),
    ("show", "云岭市渡船条例"),
    ("show", "\x1b[2J不存在\u202e"),
    ("export",),
    ("report",),
    ("claims", "list"),
    ("nonsense\x1b[2J\u202e",),
    ("quarantine", "show", "\u202e"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the home and its source."""
    root = tmp_path_factory.mktemp("steered")
    laws = root / "laws"
    for name, text in FILES.items():
        path = laws / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        run(["run", str(laws), "--home", str(root / "home"), "--profile", "ci"])
    (root / "printed.txt").write_text(printed.getvalue(), encoding="utf-8")
    return root


def test_a_run_prints_nothing_that_steers(folder: Path) -> None:
    printed = (folder / "printed.txt").read_text(encoding="utf-8")
    assert "laws" in printed
    assert not has_steering(printed)


@pytest.mark.parametrize("as_json", [False, True], ids=["plain", "json"])
@pytest.mark.parametrize(
    "command", COMMANDS, ids=lambda command: escape_steering("-".join(command))
)
def test_no_command_prints_what_steers(
    folder: Path,
    command: tuple[str, ...],
    as_json: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    capfd.readouterr()
    arguments = [*command, "--home", str(folder / "home"), "--profile", "ci"]
    status = run([*arguments, "--json"] if as_json else arguments)
    out, err = capfd.readouterr()
    assert status in (0, 1, 2)
    assert not has_steering(out)
    assert not has_steering(err)
    if as_json and out.strip():
        assert json.loads(out)


def test_json_says_the_name_as_it_is(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    run(["quarantine", "list", "--json", "--home", str(folder / "home"), "--profile", "ci"])
    paths = {row["path"] for row in json.loads(capfd.readouterr().out)["quarantined"]}
    assert paths >= {
        name for name in FILES if "\n" not in name and "条例" not in name and "/" not in name
    }


def test_inspect_shows_a_hostile_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(folder / "laws" / "云岭市渡船条例(2020-05-01).md")]) == 0
    assert not has_steering(capfd.readouterr().out)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲乙 a\n\tb", "甲乙 a\n\tb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\rb\x7f\x9b", "a\\rb\\x7f\\x9b"),
        ("\u202e\u2066\u200b\ufeff", "\\u202e\\u2066\\u200b\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\udce9", "\\udce9"),
        ("👩 ①　", "👩 ①　"),
    ],
)
def test_what_steers_is_written_as_an_escape(text: str, shown: str) -> None:
    assert escape_steering(text) == shown
    assert not has_steering(escape_steering(text, one_line=True).replace("\\n", ""))
    document = json.dumps({"name": text}, ensure_ascii=False)
    assert json.loads(escape_json(document)) == {"name": text}
    assert escape_json(document).isascii() or not has_steering(escape_json(document))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202eb", "a\\\\u202eb"),
        ("[x](http://e.example)", "\\[x\\](http://e.example)"),
        ("&#x202e;<b>", "&amp;#x202e;&lt;b>"),
    ],
)
def test_markdown_shows_a_name_as_it_is(name: str, shown: str) -> None:
    assert markdown_text(name) == shown
