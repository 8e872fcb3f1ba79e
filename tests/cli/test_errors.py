"""What a command that fails leaves behind: a status, one line, and with `--json` one document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import cli.main as entry
from cli.main import BUG, app, run
from corpus.errors import (
    BadInput,
    HomeError,
    HomeLocked,
    LexopsError,
    ModelMismatch,
    ModelUnavailable,
    Refused,
    ServiceUnfit,
    ServiceUnreachable,
    SourceMissing,
    UnknownValue,
    UsageError,
)


def leaf_commands(group: Any = None, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that does something, groups with a default included."""
    group = group or typer.main.get_command(app)
    for name, child in group.commands.items():
        words = (*prefix, name)
        is_group = hasattr(child, "commands")
        if not is_group or child.invoke_without_command:
            yield words
        if is_group:
            yield from leaf_commands(child, words)


COMMANDS = sorted(leaf_commands())


def failure(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command that must fail: its status, stdout and stderr."""
    capsys.readouterr()
    status = run(list(arguments))
    assert status != 0
    out, err = capsys.readouterr()
    return status, out, err


def assert_reported(status: int, out: str, err: str) -> str:
    """Both streams say the same once; the message."""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    document = json.loads(out)
    assert list(document) == ["error"]
    assert list(document["error"]) == ["message", "exit"]
    assert document["error"]["exit"] == status
    assert err == f"lexops: {document['error']['message']}\n"
    return str(document["error"]["message"])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_reports_a_wrong_option_as_json_too(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    reported = failure(capsys, *words, "--json", "--no-such-option")
    assert reported[0] == 2
    message = assert_reported(*reported)
    assert message.startswith("No such option: --no-such-option")
    assert f"`lexops {' '.join(words)} --help` shows what it takes" in message


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_json_nothing_is_on_stdout(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    status, out, err = failure(capsys, *words, "--no-such-option")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


NEEDS_CATALOG = [
    ("changes", "--since", "2020-01-01"),
    ("diff", "甲法@2020-01-01", "甲法@2021-01-01"),
    ("export",),
    ("quarantine", "show", "坏.docx"),
    ("quarantine",),
    ("quarantine", "replay", "--all"),
    ("search", "工资"),
    ("show", "甲法"),
    ("sources",),
    ("sources", "move", "laws", "."),
    ("sources", "rename", "laws", "rules"),
    ("sources", "remove", "laws", "--yes"),
    ("status",),
]


@pytest.mark.parametrize("words", NEEDS_CATALOG, ids=" ".join)
def test_a_home_that_is_empty_is_named_with_the_command_that_fills_it(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    home = tmp_path / "new"
    reported = failure(capsys, *words, "--json", "--home", str(home), "--profile", "ci")
    assert reported[0] == 2
    assert "lexops run PATH" in assert_reported(*reported)
    assert not home.exists()  # looking at a home does not make one


WRONG_PROFILE = [words for words in NEEDS_CATALOG if words[0] != "sources"]


@pytest.mark.parametrize("words", WRONG_PROFILE, ids=" ".join)
def test_a_wrong_profile_is_found_before_the_home_is_touched(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    home = tmp_path / "new"
    reported = failure(capsys, *words, "--json", "--home", str(home), "--profile", "月球")
    assert reported[0] == 2
    assert "unknown profile '月球': choose one of ci, local" in assert_reported(*reported)
    assert not home.exists()


STATUSES = [
    (LexopsError("no"), 1),
    (UsageError("no", remedy="do this"), 2),
    (UnknownValue("colour", "red", ("blue", "green")), 2),
    (HomeError("no"), 2),
    (HomeLocked("no"), 2),
    (ModelUnavailable("no"), 3),
    (ServiceUnreachable("no"), 3),
    (ServiceUnfit("no", rights=("read",)), 3),
    (Refused("no"), 1),
    (ModelMismatch("no"), 1),
    (SourceMissing("no"), 1),
    (BadInput("empty", "no bytes"), 1),
    (typer.Abort(), 130),
    (KeyboardInterrupt(), 130),
    (ZeroDivisionError("no"), BUG),
]


def failing_app(error: BaseException) -> typer.Typer:
    """An application whose one command raises."""
    made = typer.Typer(pretty_exceptions_enable=False)

    @made.command()
    def fail(as_json: bool = typer.Option(False, "--json"), debug: bool = False) -> None:
        del as_json, debug
        raise error

    return made


@pytest.mark.parametrize(
    ("error", "status"), STATUSES, ids=[type(error).__name__ for error, _ in STATUSES]
)
def test_each_kind_of_error_has_its_status(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
) -> None:
    monkeypatch.setattr(entry, "app", failing_app(error))
    reported = failure(capsys, "--json")
    assert reported[0] == status
    message = assert_reported(*reported)
    if isinstance(error, LexopsError):
        assert message == str(error)


@pytest.mark.parametrize("error", [UsageError("no"), ZeroDivisionError("no")], ids=repr)
def test_debug_shows_where_an_error_comes_from(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(entry, "app", failing_app(error))
    with pytest.raises(type(error), match="no"):
        run(["--debug"])


def test_a_bug_names_the_option_that_shows_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "app", failing_app(ZeroDivisionError("by nothing")))
    status, out, err = failure(capsys)
    assert (status, out) == (70, "")
    assert "unexpected ZeroDivisionError: by nothing" in err
    assert "`--debug` shows where" in err
