"""What commands print for people, on a small home that all these tests share and none changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from tests.faults import runs

Shown = Callable[..., str]

FILES = {
    "laws/云岭市工资条例(2020-05-01).md": "# 云岭市工资条例\n\n第一条 工资按月支付。\n\n第二条 不得拖欠工资。\n",
    "laws/a/空.md": "",
    "laws/b/空.md": "",
    "laws/坏.docx": "PK\x03\x04 cut off",
    "laws/题.md": "# 只有题目的文件\n",
    "laws/.hidden": "x",
    "notes/工会[红].txt": "工会会员可以在服务站免费咨询。",
}

KEYS = {
    "status": {
        "home",
        "profile",
        "writer",
        "sources",
        "amended_text_missing",
        "claims",
        "quarantine",
        "held",
        "passages",
        "index",
        "last_run",
    },
    "sources": {"sources"},
    "quarantine": {"quarantined"},
    "doctor": {"ok", "findings"},
    "generations": None,
    "models": None,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the home and its two sources."""
    root = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    runs.run(root / "home", [root / "laws", Path(f"说明={root / 'notes'}")])
    return root


@pytest.fixture
def shown(small: Path, capsys: pytest.CaptureFixture[str]) -> Shown:
    """Run a command on that home; what it prints."""

    def call(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        common = ["--home", str(small / "home"), "--profile", "ci"]
        assert run([*arguments, *common]) == status
        out, err = capsys.readouterr()
        return out if status == 0 else err

    return call


def document(shown: Shown, *arguments: str) -> Any:
    return json.loads(shown(*arguments, "--json"))


@pytest.mark.parametrize("command", KEYS)
def test_with_json_the_answer_is_one_document(shown: Shown, command: str) -> None:
    found = document(shown, command)
    keys = KEYS[command]
    assert keys is None or set(found) == keys


@pytest.mark.parametrize("command", KEYS)
def test_for_people_nothing_is_json_and_lines_fit(shown: Shown, command: str) -> None:
    out = shown(command)
    assert out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(out)
    assert "None" not in out.split()


def test_the_status_counts_what_quarantine_lists(shown: Shown) -> None:
    found = document(shown, "status")
    listed = document(shown, "quarantine")["quarantined"]
    states = {source["name"]: source["objects"] for source in found["sources"]}
    assert sum(found["quarantine"].values()) == len(listed) == 4
    assert {name: counts["quarantined"] for name, counts in states.items()} == {
        "laws": 4,
        "说明": 0,
    }
    assert {name: counts["held"] for name, counts in states.items()} == {"laws": 0, "说明": 0}
    assert found["writer"] is None
    assert found["last_run"]["finished"] >= found["last_run"]["started"]


def test_status_and_sources_count_alike(shown: Shown) -> None:
    status = {one["name"]: one for one in document(shown, "status")["sources"]}
    sources = {one["name"]: one for one in document(shown, "sources", "list")["sources"]}
    assert status.keys() == sources.keys()
    for name, source in sources.items():
        assert source["there"] is True
        assert source["location"] == status[name]["location"]
        assert status[name]["objects"].items() >= source["objects"].items()


def test_the_status_for_people_has_sources_reasons_index_and_run(shown: Shown, small: Path) -> None:
    out = shown("status")
    assert f"home {small / 'home'}, profile ci" in out.replace("\n", "")
    for words in (
        "laws",
        "说明",
        "set aside: ",
        "empty 2",
        "`lexops quarantine list` says why and what to do",
        "live generation g1",
        "last run ",
    ):
        assert words in out
    assert "can't be read any more" not in out
    assert "being written by" not in out


def test_the_quarantine_has_a_block_for_each_file(shown: Shown) -> None:
    out = shown("quarantine")
    assert out.count("what to do: ") == 4
    for words in ("laws: a/空.md", "laws: b/空.md", "corrupt: ", "no_passages: "):
        assert words in out
    assert shown("quarantine", "list") == out


def test_one_quarantined_file_has_its_beginning_and_the_command_that_tries_again(
    shown: Shown,
) -> None:
    ids = {one["path"]: one["id"] for one in document(shown, "quarantine")["quarantined"]}
    broken = shown("quarantine", "show", "坏.docx")
    assert "how the file begins:" in broken
    assert "0000  50 4b 03 04" in broken
    assert f"`lexops quarantine replay {ids['坏.docx']}` tries it again" in broken
    titled = shown("quarantine", "show", "laws/题.md")
    assert "what was read of it:" in titled
    assert "只有题目的文件" in titled
    assert "(nothing)" in shown("quarantine", "show", "a/空.md")


AMBIGUOUS = [
    ("空.md", "unknown file '空.md': choose one of "),
    ("没有.md", "no file '没有.md' is set aside"),
    ("空", "no file '空' is set aside"),
    ("d", "no file 'd' is set aside"),
    ("0", "no file '0' is set aside"),
    ("云岭市工资条例(2020-05-01).md", "is set aside"),
]


@pytest.mark.parametrize(("name", "words"), AMBIGUOUS, ids=[row[0] for row in AMBIGUOUS])
def test_a_name_must_mean_one_quarantined_file(
    shown: Shown,
    name: str,
    words: str,
) -> None:
    assert words in shown("quarantine", "show", name, status=2)


@pytest.mark.parametrize(
    "name", ["a/空.md", "laws/a/空.md", "/a/空.md", "laws: a/空.md"], ids=lambda name: name
)
def test_a_file_may_be_named_in_each_way_that_is_shown(shown: Shown, name: str) -> None:
    assert document(shown, "quarantine", "show", name)["path"] == "a/空.md"


def test_nothing_to_try_again_is_said(shown: Shown) -> None:
    assert shown("quarantine", "replay", "--code", "timeout") == "there is nothing to try again\n"


WRONG_REPLAYS = [
    (),
    ("空.md", "--all"),
    ("空.md", "--code", "empty"),
    ("--all", "--code", "empty"),
    ("空.md", "--all", "--code", "empty"),
]


@pytest.mark.parametrize("arguments", WRONG_REPLAYS, ids=" ".join)
def test_a_replay_takes_one_kind_of_choice(shown: Shown, arguments: tuple[str, ...]) -> None:
    error = shown("quarantine", "replay", *arguments, status=2)
    assert "say which files: FILE…, --code CODE or --all" in error


WRONG_SOURCES = [
    (("move", "none", "."), "unknown source 'none': choose one of laws, 说明"),
    (("rename", "none", "other"), "unknown source 'none'"),
    (("rename", "laws", "说明"), "说明"),
    (("rename", "laws", "a/b"), "a/b"),
    (("remove", "none", "--yes"), "unknown source 'none'"),
    (("remove", "laws"), "run the command again with --yes to remove it"),
    (("move", "laws", "/nowhere/at/all"), "/nowhere/at/all"),
]


@pytest.mark.parametrize(
    ("arguments", "words"), WRONG_SOURCES, ids=[" ".join(row[0]) for row in WRONG_SOURCES]
)
def test_a_wrong_change_of_sources_changes_nothing(
    shown: Shown,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    before = document(shown, "sources")
    assert words in shown("sources", *arguments, status=2)
    assert document(shown, "sources") == before


def test_a_removal_says_what_would_go(shown: Shown) -> None:
    error = shown("sources", "remove", "laws", status=2)
    counts = document(shown, "sources")["sources"][0]["objects"]
    assert f"takes {sum(counts.values())} files (" in error
    assert "4 quarantined" in error
    assert "passages out of the index" in error


def test_names_with_markup_are_shown_as_they_are(shown: Shown) -> None:
    out = shown("search", "免费咨询", "--mode", "keyword", "--k", "1")
    assert "工会[红].txt" in out


def test_a_question_without_a_result_says_so(shown: Shown) -> None:
    out = shown("search", "工资", "--groups", "nobody")
    assert out.startswith("no result: no passage matches the question and the filters")


DATES = ["2020", "2020-13-01", "01.05.2020", "today", ""]


@pytest.mark.parametrize("day", DATES)
def test_changes_take_days_alone(shown: Shown, day: str) -> None:
    assert f"{day!r} is no date" in shown("changes", "--since", day, status=2)
    error = shown("changes", "--since", "2020-01-01", "--until", day or "x", status=2)
    assert "is no date" in error


def test_changes_of_a_period_without_a_run_have_no_passages(shown: Shown) -> None:
    rows = document(shown, "changes", "--since", "1990-01-01", "--until", "1990-01-02")
    assert rows == []


@pytest.mark.parametrize("arguments", [("x@2020-01-01", "y@2020-01-01"), ("x", "x")])
def test_a_comparison_of_unknown_versions_says_how_to_find_them(
    shown: Shown, arguments: tuple[str, str]
) -> None:
    error = shown("diff", *arguments, status=2)
    assert f"there is no version {arguments[0]!r}" in error
    assert "lists the versions of a work" in error
