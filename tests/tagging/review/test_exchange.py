"""Review in files: what goes out comes in again, and each fault of a file is a finding of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.hashing import text_hash
from corpus.records import Span, TagProposal
from tagging.review import label_studio, lines
from tagging.review.exchange import (
    AnswerRules,
    CheckedAnswers,
    FileAnswer,
    Question,
    ReviewFileError,
    SeenPassage,
    check_answers,
)
from tests.tagging.review.samples import HERE, SCHEME, TEXT, decision

ALIAS = "夜班法/第1条@2020-01-01"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
STORED = SeenPassage(HERE, "夜班法", TEXT)
PASSAGES = {HERE: STORED, ALIAS: STORED}
PROPOSAL = TagProposal(
    "工资",
    0.7,
    accepted=False,
    method="rules",
    reason="rule pay",
    evidence=Span(9, 11),
)
QUESTION = Question(SCHEME.name, HERE, "夜班法", "夜班法", TEXT, PROPOSAL)


def find(ids: list[str]) -> Mapping[str, SeenPassage]:
    return {id_: PASSAGES[id_] for id_ in ids if id_ in PASSAGES}


RULES = AnswerRules({SCHEME.name: SCHEME}, find, "anna", NOW)


def line(**other: Any) -> dict[str, Any]:
    made = {"id": HERE, "scheme": SCHEME.name, "value": "工资", "answer": "yes", "reviewer": "ben"}
    return made | other


def written(path: Path, *entries: Any) -> Path:
    texts = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def read(path: Path, rules: AnswerRules = RULES) -> tuple[CheckedAnswers, list[tuple[str, str]]]:
    """The checked answers of a file of lines, and the place and code of each finding."""
    answers, unreadable = lines.read_lines(path)
    checked = check_answers(answers, rules)
    return checked, [(found.place, found.code) for found in (*unreadable, *checked.findings)]


def test_questions_go_out_without_an_answer_and_come_in_as_decisions(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    assert lines.write_lines([lines.question_row(QUESTION)], path) == 1
    checked, findings = read(path)
    assert (checked.decisions, checked.open, findings) == ((), 1, [])
    row = json.loads(path.read_text(encoding="utf-8"))
    assert row["text"][slice(*row["evidence"])] == TEXT[9:11]
    checked, _ = read(written(path, row | {"answer": "no", "why": " not  about\npay "}))
    (found,) = checked.decisions
    assert (found.answer, found.reviewer, found.why) == ("no", "anna", "not about pay")
    assert (found.passage_id, found.text, found.text_hash) == (HERE, TEXT, text_hash(TEXT))
    assert found.at == "2026-05-01T12:00:00+00:00"


def test_decisions_that_go_out_come_in_unchanged(tmp_path: Path) -> None:
    kept = decision("no", why="第一\u2028条", text="从前的文字")
    path = tmp_path / "d.jsonl"
    lines.write_lines([lines.decision_row(kept)], path)
    checked, findings = read(path)
    assert findings == []
    assert checked.decisions == (decision("no", why="第一 条", text="从前的文字"),)


def test_the_name_in_the_file_outranks_the_name_of_the_call(tmp_path: Path) -> None:
    checked, _ = read(written(tmp_path / "q.jsonl", line(), line(value="休假", reviewer="")))
    assert [found.reviewer for found in checked.decisions] == ["ben", "anna"]


def test_an_alias_of_a_passage_is_stored_under_its_id(tmp_path: Path) -> None:
    checked, _ = read(written(tmp_path / "q.jsonl", line(id=ALIAS)))
    assert checked.decisions[0].passage_id == HERE


FAULTS = {
    "unknown id": (line(id="x"), "unknown_id"),
    "no id": (line(id=None), "missing_field"),
    "id is a list": (line(id=[HERE]), "not_text"),
    "unknown value": (line(value="x"), "unknown_value"),
    "value is a number": (line(value=7), "not_text"),
    "wrong scheme": (line(scheme="other"), "wrong_scheme"),
    "no scheme": (line(scheme=None), "missing_field"),
    "unknown answer": (line(answer="maybe"), "unknown_answer"),
    "answer is true": (line(answer=True), "unknown_answer"),
    "answer is a list": (line(answer=["yes"]), "unknown_answer"),
    "half a character": ('{"id": "\\ud800"}', "missing_field"),
    "half a character in the text": (line(text="\ud800"), "not_text"),
    "half a character in the id": (line(id="\ud800"), "not_text"),
    "zero byte in the text": (line(text="a\0"), "not_text"),
    "context is a number": (line(context=3), "not_text"),
    "reason is a list": (line(why=["a"]), "not_text"),
    "reviewer is blank": (line(reviewer="  "), "bad_reviewer"),
    "reviewer moves the cursor": (line(reviewer="\x1b[2J"), "bad_reviewer"),
    "reviewer is long": (line(reviewer="n" * 101), "bad_reviewer"),
    "time is no time": (line(at="yesterday"), "bad_time"),
    "time is a number": (line(at=5), "bad_time"),
    "time in the future": (line(at="2027-01-01T00:00:00+00:00"), "bad_time"),
    "time out of range": (line(at="0001-01-01T00:00:00+14:00"), "bad_time"),
    "no JSON": ('{"id": ', "not_json"),
    "deep JSON": ("[" * 200_000, "not_json"),
    "a list": ("[1]", "not_an_object"),
    "a number of 5,000 digits": ("9" * 5_000, "not_json"),
}


@pytest.mark.parametrize(("faulty", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_a_finding_with_its_line_and_the_rest_counts(
    faulty: Any, code: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "q.jsonl", line(value="休假"), faulty, "", line())
    checked, findings = read(path)
    assert findings == [("line 2", code)]
    assert [found.value for found in checked.decisions] == ["休假", "工资"]


def test_without_any_name_of_a_reviewer_nothing_counts(tmp_path: Path) -> None:
    rules = AnswerRules({SCHEME.name: SCHEME}, find, "", NOW)
    checked, findings = read(written(tmp_path / "q.jsonl", line(reviewer=None)), rules)
    assert (checked.decisions, findings) == ((), [("line 1", "no_reviewer")])


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_first_of_two_answers_counts(answer: str, tmp_path: Path) -> None:
    path = written(tmp_path / "q.jsonl", line(), line(answer=answer), line(reviewer="carl"))
    checked, findings = read(path)
    assert findings == [("line 2", "duplicate")]
    answers = [(found.reviewer, found.answer.value) for found in checked.decisions]
    assert answers == [("ben", "yes"), ("carl", "yes")]


NO_FILES = {
    "missing": None,
    "empty": b"",
    "prose": "这不是。\n".encode(),
    "UTF-16": "{}".encode("utf-16"),
    "binary": bytes(range(256)),
    "numbers": b"1\n2\n",
}


@pytest.mark.parametrize("data", NO_FILES.values(), ids=NO_FILES)
def test_a_file_that_is_no_review_is_one_error(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReviewFileError, match="is no file of reviewed tags") as error:
        lines.read_lines(path)
    assert error.value.status == 2
    assert "\n" not in str(error.value)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    for write in (
        lambda path: lines.write_lines([], path),
        lambda path: label_studio.write_tasks([QUESTION], SCHEME, path),
    ):
        with pytest.raises(ReviewFileError, match="can't be written"):
            write(tmp_path / "none" / "q.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just(HERE),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=5,
)


@given(
    st.builds(
        FileAnswer, st.just("line 1"), *[JSON | st.sampled_from(["yes", "subjects", "工资"])] * 9
    )
)
def test_whatever_an_answer_holds_it_is_a_decision_a_finding_or_open(answer: FileAnswer) -> None:
    checked = check_answers([answer], RULES)
    assert len(checked.decisions) + len(checked.findings) + checked.open == 1


# ── Label Studio


def leave(**other: Any) -> Question:
    proposal = TagProposal("休假", 0.2, accepted=False, method="rules")
    return Question(SCHEME.name, HERE, "夜班法", "夜班法", TEXT, proposal, **other)


def exported(task: dict[str, Any], chosen: list[str] | None, **other: Any) -> dict[str, Any]:
    """A task as Label Studio exports it after a person has chosen values; None for nothing chosen."""
    annotation = {
        "id": 11,
        "completed_by": {"id": 3, "email": "ben@example.org"},
        "was_cancelled": False,
        "created_at": "2026-04-30T22:16:08.728353Z",
        "result": [
            {
                "id": "Dx",
                "from_name": "tags",
                "to_name": "text",
                "type": "choices",
                "value": {"choices": chosen},
            }
        ]
        if chosen
        else [],
    }
    return {"id": 1, **task, "annotations": [annotation | other]}


def answers_of(tmp_path: Path, *entries: Any) -> tuple[CheckedAnswers, list[tuple[str, str]]]:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(list(entries)), encoding="utf-8")
    assert label_studio.is_task_file(path)
    answers, unreadable = label_studio.read_tasks(path)
    checked = check_answers(answers, RULES)
    return checked, [(found.place, found.code) for found in (*unreadable, *checked.findings)]


def test_a_task_is_a_passage_with_its_values_and_the_evidence_as_a_prediction() -> None:
    other = Question(SCHEME.name, "x", "", "", "其他", PROPOSAL)
    first, second = label_studio.tasks([QUESTION, other, leave()], SCHEME)
    assert first["data"]["asked"] == ["工资", "休假"]
    assert second["data"]["id"] == "x"
    (prediction,) = first["predictions"]
    by_type = {result["type"]: result["value"] for result in prediction["result"]}
    assert by_type["choices"] == {"choices": ["工资"]}
    assert by_type["labels"]["text"] == TEXT[9:11]


def test_the_configuration_is_xml_that_shows_what_tasks_hold(tmp_path: Path) -> None:
    config = label_studio.write_tasks([QUESTION], SCHEME, tmp_path / "tasks.json")
    root = ET.fromstring(config.read_text(encoding="utf-8"))
    shown = {
        value[1:] for node in root.iter() for value in node.attrib.values() if value[:1] == "$"
    }
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert shown <= task["data"].keys()
    names = {node.get("name") for node in root.iter() if node.get("name")}
    results = task["predictions"][0]["result"]
    assert {result["from_name"] for result in results} | {"text"} <= names


def test_chosen_values_are_yes_and_the_others_that_were_asked_for_are_no(tmp_path: Path) -> None:
    (task,) = label_studio.tasks([QUESTION, leave()], SCHEME)
    checked, findings = answers_of(tmp_path, exported(task, ["休假"]))
    assert findings == []
    answers = {found.value: found.answer.value for found in checked.decisions}
    assert answers == {"工资": "no", "休假": "yes"}
    assert {found.reviewer for found in checked.decisions} == {"ben@example.org"}
    assert {found.at for found in checked.decisions} == {"2026-04-30T22:16:08+00:00"}


STATES: dict[str, tuple[list[str] | None, dict[str, Any], list[str], int]] = {
    "nothing chosen is no": (None, {}, ["no"], 0),
    "skipped": (["工资"], {"was_cancelled": True}, [], 1),
    "account without address": (["工资"], {"completed_by": 3}, ["yes"], 0),
    "nonsense results": (None, {"result": [3, {"from_name": "tags", "value": 1}]}, ["no"], 0),
}


@pytest.mark.parametrize(("chosen", "other", "answers", "open_"), STATES.values(), ids=STATES)
def test_what_an_annotation_decides(
    chosen: list[str] | None,
    other: dict[str, Any],
    answers: list[str],
    open_: int,
    tmp_path: Path,
) -> None:
    (task,) = label_studio.tasks([QUESTION], SCHEME)
    checked, findings = answers_of(tmp_path, exported(task, chosen, **other))
    assert findings == []
    assert [found.answer.value for found in checked.decisions] == answers
    assert checked.open == open_


def test_tasks_of_two_annotators_are_decisions_of_both(tmp_path: Path) -> None:
    (task,) = label_studio.tasks([QUESTION], SCHEME)
    both = exported(task, ["工资"])
    both["annotations"] += exported(task, None, completed_by=4)["annotations"]
    checked, _ = answers_of(tmp_path, both)
    found = [(found.reviewer, found.answer.value) for found in checked.decisions]
    assert found == [("ben@example.org", "yes"), ("4", "no")]


def test_tasks_that_are_none_of_ours_are_findings_and_the_rest_counts(tmp_path: Path) -> None:
    (task,) = label_studio.tasks([QUESTION], SCHEME)
    unknown = {**task, "data": {**task["data"], "id": "x"}}
    flat = {"id": 1, "text": TEXT, "tags": "工资"}  # JSON-MIN
    entries = [flat, exported(unknown, ["工资"]), exported(task, ["工资", "x"]), 5]
    checked, findings = answers_of(tmp_path, *entries)
    assert sorted(findings) == [
        ("task 1", "not_a_task"),
        ("task 2", "unknown_id"),
        ("task 3", "unknown_value"),
        ("task 4", "not_a_task"),
    ]
    assert [found.answer.value for found in checked.decisions] == ["yes"]


@pytest.mark.parametrize("text", ["[", "[]", "[1]", '[{"id": 1, "tags": "工资"}]', "[" * 200_000])
def test_a_list_without_a_task_is_one_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewFileError, match="is no file of reviewed tags"):
        label_studio.read_tasks(path)
