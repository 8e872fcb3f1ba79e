"""Help texts: every command, argument and option says what it is for, in the same form everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cli.main import app, run

COMMON = {
    "--home": "Folder with everything that lexops writes.",
    "--profile": "Named settings.",
    "--json": "One JSON document on stdout.",
    "--debug": "Show the traceback of an error.",
}

GROUPS = {"claims", "quarantine", "review", "sources", "models", "opensearch", "tags"}


def nodes(node: Any = None, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group with the words that name it."""
    node = node or typer.main.get_command(app)
    for name, child in getattr(node, "commands", {}).items():
        yield (*words, name), child
        yield from nodes(child, (*words, name))


NODES = sorted(nodes(), key=lambda pair: pair[0])
IDS = [" ".join(words) for words, _ in NODES]

OWN = [
    (words, parameter)
    for words, command in NODES
    for parameter in command.params
    if not {*parameter.opts} & {*COMMON, "--help"}
]
OWN_IDS = [f"{' '.join(words)} {parameter.name}" for words, parameter in OWN]


def test_groups_are_the_commands_with_commands() -> None:
    found = {" ".join(words) for words, node in NODES if hasattr(node, "commands")}
    assert found == GROUPS


@pytest.mark.parametrize(("words", "command"), NODES, ids=IDS)
def test_a_command_begins_its_help_with_a_sentence(words: tuple[str, ...], command: Any) -> None:
    del words
    first = (command.help or "").split("\n\n")[0]
    assert re.fullmatch(r"[A-Z].*[.;:]", first, re.DOTALL), first
    assert not re.search(r"^\s*(Args|Returns|Raises):", command.help, re.MULTILINE)


@pytest.mark.parametrize(("words", "command"), NODES, ids=IDS)
def test_every_command_takes_the_common_options(words: tuple[str, ...], command: Any) -> None:
    helps = {parameter.opts[0]: parameter.help for parameter in command.params}
    assert helps.items() >= COMMON.items(), words


@pytest.mark.parametrize(("words", "parameter"), OWN, ids=OWN_IDS)
def test_every_argument_and_option_says_what_it_is(words: tuple[str, ...], parameter: Any) -> None:
    del words
    text = parameter.help or ""
    assert text[:1].isupper() or text.startswith("`"), text
    assert text.endswith((".", "…", ")")), text
    assert len(text) < 200


@pytest.mark.parametrize("words", [words for words, _ in NODES], ids=IDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_is_printed_and_nothing_is_done(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    option: str,
) -> None:
    monkeypatch.setenv("LEXOPS_HOME", "/nowhere/at/all")
    capsys.readouterr()
    assert run([*words, option]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"Usage: lexops {' '.join(words)} " in " ".join(out.split())


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run([])
    out, err = capsys.readouterr()
    for words, _ in NODES:
        assert words[0] in out + err
