"""`lexops review`: questions go out, answers come in, and they count from the next run."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from configs.loading import home_of, load

Call = Callable[..., Any]
ROOT = Path(__file__).parents[2]
NIGHT = "云岭市夜班条例"

SCHEME = """\
name: subjects
version: 1
title: Subjects
description: Two subjects.
values:
  - value: 工资
    name: wages
    definition: The passage says how wages are paid.
    rules:
      - {id: pay, pattern: "工资|津贴", weight: 0.45}
  - value: 工时
    name: hours
    definition: The passage says how long people work.
    rules:
      - {id: hours, pattern: "小时", weight: 0.4}
"""

LAW = f"""# {NIGHT}

（2015年3月4日云岭市人民代表大会常务委员会通过）

第一条 夜班应当给予津贴，与工资同日发放。

第二条 夜班不得超过八小时，每小时另有津贴。

第三条 本条例自2015年5月1日起施行。
"""

FIRST = f"{NIGHT}/第一条@2015-03-04"
SECOND = f"{NIGHT}/第二条@2015-03-04"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one law and one scheme, made once; a test gets a copy."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "laws").mkdir()
    (folder / "laws" / f"{NIGHT}(2015-03-04).md").write_text(LAW, encoding="utf-8")
    (folder / "schemes").mkdir()
    (folder / "schemes" / "subjects.yaml").write_text(SCHEME, encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    settings = f'[tagging]\nschemes = "{(folder / "schemes").as_posix()}"\n'
    (home / "lexops.toml").write_text(settings, encoding="utf-8")
    assert run(["run", str(folder / "laws"), *common(home)]) == 0
    return home


@pytest.fixture
def small(tmp_path: Path, made: Path) -> Path:
    """A home of its own."""
    return Path(shutil.copytree(made, tmp_path / "home"))


def common(home: Path) -> list[str]:
    return ["--home", str(home), "--profile", "ci"]


@pytest.fixture
def ask(small: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command with `--json` on that home; its document, or its error."""

    def ask(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json", *common(small)]) == status
        output = capsys.readouterr()
        document = json.loads(output.out)
        return output.err if "error" in document else document

    return ask


@pytest.fixture
def said(small: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command on that home; what a person sees."""

    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert run([*arguments, *common(small)]) == 0
        return capsys.readouterr().out

    return said


OF = ("--scheme", "subjects")


def waiting(ask: Call, *options: str) -> set[tuple[str, str]]:
    """What waits in the queue: article and value."""
    found = ask("review", "start", *OF, *options)
    assert found["total"] == len(found["questions"])
    return {(row["id"].split("/")[1].split("@")[0], row["value"]) for row in found["questions"]}


def tags(ask: Call, id_: str) -> dict[str, tuple[float, str]]:
    """The tags of a passage in the scheme, as readers of the index get them."""
    row = ask("show", id_)["passage"]
    return {
        tag["value"]: (tag["confidence"], tag["method"])
        for tag in row["tags"]
        if tag["scheme"] == "subjects"
    }


def answer(
    ask: Call,
    tmp_path: Path,
    *entries: dict[str, Any],
    status: int = 0,
    options: tuple[str, ...] = ("--reviewer", "anna"),
) -> Any:
    path = tmp_path / "answers.jsonl"
    lines = [json.dumps({"scheme": "subjects", **entry}) for entry in entries]
    path.write_text("\n".join(lines), encoding="utf-8")
    return ask("review", "import", str(path), *options, status=status)


YES = {"id": FIRST, "value": "工资", "answer": "yes"}
NO = {"id": SECOND, "value": "工资", "answer": "no"}


def test_the_queue_is_json_with_what_a_reviewer_needs(ask: Call) -> None:
    found = ask("review", *OF)
    assert found["scheme"] == "subjects"
    rows = {(row["id"], row["value"]): row for row in found["questions"]}
    assert rows.keys() == {(FIRST, "工资"), (SECOND, "工资"), (SECOND, "工时")}
    row = rows[SECOND, "工时"]
    assert row["text"][slice(*row["evidence"])] == "小时"
    assert row["probability"] == pytest.approx(0.4)
    assert "hours" in row["reason"]
    assert (row["answer"], row["audit"], row["copies"]) == (None, False, 1)
    assert row["context"].startswith(NIGHT)
    assert waiting(ask, "--value", "工时") == {("第二条", "工时")}


def test_an_answer_counts_from_the_next_run_and_undo_takes_it_back(
    ask: Call, tmp_path: Path
) -> None:
    done = answer(ask, tmp_path, YES, NO)
    assert done == {"imported": 2, "open": 0, "findings": []}
    assert waiting(ask) == {("第二条", "工时")}
    ask("run")
    assert tags(ask, FIRST) == {"工资": (1.0, "review")}
    assert tags(ask, SECOND) == {}
    assert waiting(ask) == {("第二条", "工时")}
    undone = ask("review", "undo", FIRST, *OF, "--reviewer", "anna")["undone"]
    assert [row["id"] for row in undone] == [FIRST]
    ask("run")
    assert tags(ask, FIRST) == {}
    assert waiting(ask) == {("第一条", "工资"), ("第二条", "工时")}


def test_a_decision_survives_a_new_version_of_the_article(
    ask: Call, made: Path, tmp_path: Path, small: Path
) -> None:
    answer(ask, tmp_path, YES, NO)
    folder = tmp_path / "laws"
    shutil.copytree(made.parent / "laws", folder)
    amended = LAW.replace("八小时", "七小时").replace(
        "（2015年3月4日", "（2015年3月4日通过 2020年6月1日"
    )
    amended = amended.replace("常务委员会通过", "常务委员会修订")
    (folder / f"{NIGHT}(2020-06-01).md").write_text(amended, encoding="utf-8")
    ask("run", str(folder))
    # the same text, and the same place with another text
    assert tags(ask, f"{NIGHT}/第一条@2020-06-01") == {"工资": (1.0, "review")}
    assert tags(ask, f"{NIGHT}/第二条@2020-06-01") == {}
    assert ("第二条", "工资") not in waiting(ask)
    assert ("第二条", "工时") in waiting(ask)


def test_a_changed_scheme_tags_anew_and_keeps_decisions(
    ask: Call, made: Path, tmp_path: Path, small: Path
) -> None:
    answer(ask, tmp_path, YES)
    changed = tmp_path / "schemes"
    shutil.copytree(made.parent / "schemes", changed)
    text = SCHEME.replace("version: 1", "version: 2").replace("工资|津贴", "津贴与工资")
    (changed / "subjects.yaml").write_text(text, encoding="utf-8")
    (small / "lexops.toml").write_text(f'[tagging]\nschemes = "{changed.as_posix()}"\n')
    ask("run")
    assert tags(ask, FIRST) == {"工资": (1.0, "review")}
    assert waiting(ask) == {("第二条", "工时")}  # the rule of wages matches nothing now


def test_questions_go_out_as_lines_and_their_answers_come_in(ask: Call, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    assert ask("review", "export", str(path), *OF)["written"] == 3
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[0]["answer"] = "yes"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = ask("review", "import", str(path), "--reviewer", "anna")
    assert done == {"imported": 1, "open": 2, "findings": []}
    (kept,) = ask("review", "list", *OF)["decisions"]
    assert (kept["id"], kept["answer"], kept["reviewer"]) == (rows[0]["id"], "yes", "anna")
    ask("review", "export", str(path), "--decided", *OF)
    ask("review", "undo", *OF, "--reviewer", "anna")
    assert ask("review", "import", str(path))["imported"] == 1
    assert ask("review", "list", *OF)["decisions"] == [kept]


def test_questions_go_out_as_tasks_of_label_studio_and_come_in(ask: Call, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    done = ask("review", "export", str(path), "--format", "label-studio", *OF)
    assert Path(done["config"]).read_text(encoding="utf-8").startswith("<View>")
    tasks = json.loads(path.read_text(encoding="utf-8"))
    assert len(tasks) == 2
    (task,) = [task for task in tasks if task["data"]["id"] == SECOND]
    chosen = {
        "from_name": "tags",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["工时"]},
    }
    task["annotations"] = [{"completed_by": {"email": "ben@example.org"}, "result": [chosen]}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert ask("review", "import", str(path)) == {"imported": 2, "open": 1, "findings": []}
    kept = ask("review", "list", *OF, "--reviewer", "ben@example.org")["decisions"]
    assert {(row["value"], row["answer"]) for row in kept} == {("工资", "no"), ("工时", "yes")}


def test_faults_of_a_file_are_findings_by_line_and_the_rest_counts(
    ask: Call, said: Callable[..., str], tmp_path: Path
) -> None:
    faults = [{**YES, "id": "x"}, {**YES, "value": "x"}, {**YES, "scheme": "x"}]
    done = answer(ask, tmp_path, *faults, YES, YES)
    assert done["imported"] == 1
    assert [(row["place"], row["code"]) for row in done["findings"]] == [
        ("line 1", "unknown_id"),
        ("line 2", "unknown_value"),
        ("line 3", "wrong_scheme"),
        ("line 5", "duplicate"),
    ]
    assert answer(ask, tmp_path, *faults, status=1)["imported"] == 0
    answer(ask, tmp_path, YES)
    printed = said("review", "import", str(tmp_path / "answers.jsonl"), "--reviewer", "carl")
    assert "1 decisions imported, 0 left open, 0 findings" in printed


def test_two_reviewers_are_compared_and_the_second_sees_no_answer(
    ask: Call, said: Callable[..., str], tmp_path: Path
) -> None:
    assert "no passage was decided by two reviewers" in said("review", "agreement", *OF)
    answer(ask, tmp_path, YES, NO)
    ask("run")
    ben = ("--reviewer", "ben")
    seen = ask("review", "start", "--second", *OF, *ben)["questions"]
    assert {row["id"] for row in seen} == {FIRST, SECOND}
    assert {(row["probability"], row["reason"], row["accepted"]) for row in seen} == {
        (0.5, "", False)
    }
    assert waiting(ask, "--second", "--reviewer", "anna") == set()
    answer(ask, tmp_path, {**YES, "answer": "no", "why": "only the day"}, NO, options=ben)
    (pair,) = ask("review", "agreement", *OF)["pairs"]
    assert (pair["reviewers"], pair["decided"], pair["agreed"]) == (["anna", "ben"], 2, 1)
    assert pair["kappa"] == 0.0
    (conflict,) = pair["conflicts"]
    assert (conflict["id"], conflict["yes"], conflict["no"]) == (FIRST, "anna", "ben")
    printed = said("review", "agreement", *OF)
    assert "工资: anna yes, ben no" in printed
    assert "ben: only the day" in printed
    ask("run")
    assert tags(ask, FIRST) == {}  # reviewers differ: it waits for a third
    assert ("第一条", "工资") in waiting(ask, "--reviewer", "carl")
    assert ("第一条", "工资") not in waiting(ask, "--reviewer", "ben")


WRONG = {
    "scheme": (("review", "list", "--scheme", "x"), "unknown scheme 'x': choose one of"),
    "value": (
        ("review", "list", *OF, "--value", "x"),
        "unknown value 'x': choose one of 工资, 工时",
    ),
    "format": (
        ("review", "export", "{file}", *OF, "--format", "x"),
        "choose one of lines, label-studio",
    ),
    "decided tasks": (
        ("review", "export", "{file}", *OF, "--decided", "--format", "label-studio"),
        "--decided goes with neither",
    ),
    "name": (("review", "list", *OF, "--limit", "0"), "--limit"),
    "reviewer": (("review", "start", *OF, "--reviewer", " "), "give it with --reviewer NAME"),
    "no file": (("review", "import", "{file}"), "is no file of reviewed tags"),
    "nothing to undo": (("review", "undo", *OF, "--reviewer", "x"), "x has no such decision"),
    "option before the command": (("review", "--limit", "3", "list"), "--limit stands before"),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_one_line_and_changes_nothing(
    arguments: tuple[str, ...], message: str, ask: Call, tmp_path: Path
) -> None:
    file = str(tmp_path / "none.jsonl")
    error = ask(*(part.format(file=file) for part in arguments), status=2)
    assert message in error
    assert error.count("\n") == 1
    assert ask("review", "list", *OF)["decisions"] == []


def test_without_a_terminal_the_review_names_the_way_by_files(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", *OF, *common(small)]) == 2
    error = capsys.readouterr().err
    assert "needs a terminal — `lexops review export FILE.jsonl`" in error
    assert error.count("\n") == 1


def test_an_import_waits_for_no_other_writer(ask: Call, small: Path, tmp_path: Path) -> None:
    with home_of(load("ci", small, {}), small).writer("another run"):
        assert "another run" in answer(ask, tmp_path, YES, status=2)
    assert ask("review", "list", *OF)["decisions"] == []


def test_decisions_are_a_list_for_people(
    ask: Call, said: Callable[..., str], tmp_path: Path
) -> None:
    assert "no reviewer has decided" in said("review", "list", *OF)
    answer(ask, tmp_path, {**YES, "why": "a\x1b[2Jday"}, NO)
    printed = said("review", "list", *OF)
    assert "yes 工资  by anna at" in printed
    assert "why: a [2Jday" in printed
    assert "… and 1 more" in said("review", "list", *OF, "--limit", "1")


def test_in_a_real_terminal_keys_decide(small: Path, ask: Call) -> None:
    screen = Typist(["review", *OF, "--reviewer", "anna", *common(small)])
    screen.wait_for("1 of 3")
    screen.press("y")
    screen.wait_for("2 of 3")
    screen.press("u")
    screen.wait_for("taken back")
    screen.press("n")
    screen.wait_for("2 of 3")
    screen.press("q")
    screen.wait_for("1 decided, 0 skipped, 2 wait")
    assert screen.end() == 0
    (kept,) = ask("review", "list", *OF)["decisions"]
    assert (kept["answer"], kept["reviewer"]) == ("no", "anna")


class Typist:
    """A person at a terminal of 80 columns who runs a command."""

    def __init__(self, arguments: list[str]) -> None:
        self._fd, inner = pty.openpty()
        program = "from cli.main import main; main()"
        environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm", "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=environment,
            start_new_session=True,
        )
        os.close(inner)
        self._seen = ""

    def wait_for(self, words: str) -> None:
        """Read until some words stand on the screen behind those of the last call."""
        ends = time.monotonic() + 60
        while words not in self._seen:
            assert time.monotonic() < ends, self._seen
            if select.select([self._fd], [], [], 0.2)[0]:
                data = os.read(self._fd, 65_536).decode(errors="replace")
                self._seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data)
        self._seen = self._seen.partition(words)[2]

    def press(self, key: str) -> None:
        """Press a key. What is typed before the command listens is dropped, so wait a little."""
        time.sleep(0.5)
        os.write(self._fd, key.encode())

    def end(self) -> int:
        """Wait for the end of the command; its exit status."""
        try:
            return self._process.wait(timeout=30)
        finally:
            os.close(self._fd)
