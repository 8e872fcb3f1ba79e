"""Review in Label Studio: tasks out, annotated tasks in.

A task is a passage, with the values that are asked for as its choices. A chosen value is a yes; a
value that was asked for and not chosen is a no. A skipped task decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from corpus.records import Answer
from tagging.review.exchange import FileAnswer, FileFinding, Question, ReviewFileError
from tagging.review.lines import not_readable, read_text
from tagging.schemes import Scheme

_CHOICES = "tags"
_TEXT = "text"
_EVIDENCE = "evidence"
_UNANSWERED: dict[str, Any] = {}
"""In place of the annotation that a task does not have."""


def tasks(questions: Iterable[Question], scheme: Scheme) -> list[dict[str, Any]]:
    """Return Label Studio's tasks for questions.

    Args:
        questions: The questions of one scheme.
        scheme: The scheme.

    Returns:
        One task a passage, in the order in which the passages come first. Proposals that are
        likelier than not are chosen already, as a prediction.
    """
    first: dict[str, int] = {}
    numbered = [(first.setdefault(q.passage_id, at), q) for at, q in enumerate(questions)]
    numbered.sort(key=lambda pair: pair[0])  # stable: values stay in the order of the queue
    grouped = groupby(numbered, key=lambda pair: pair[0])
    return [_task([question for _, question in pairs], scheme) for _, pairs in grouped]


def labelling_config(scheme: Scheme) -> str:
    """Return the labelling configuration that the tasks need.

    Args:
        scheme: The scheme.

    Returns:
        XML for the settings of a Label Studio project.
    """
    title = quoteattr(f"Which of these does the passage have? {scheme.title}")
    return (
        "<View>\n"
        '  <Header value="$title"/>\n'
        '  <Text name="context" value="$context"/>\n'
        f'  <Text name="{_TEXT}" value="$text"/>\n'
        f'  <Labels name="{_EVIDENCE}" toName="{_TEXT}">\n'
        '    <Label value="evidence"/>\n'
        "  </Labels>\n"
        f"  <Header value={title}/>\n"
        f'  <Choices name="{_CHOICES}" toName="{_TEXT}" choice="multiple" value="$choices"/>\n'
        "</View>\n"
    )


def write_tasks(
    questions: Sequence[Question],
    scheme: Scheme,
    path: Path,
) -> Path:
    """Write the tasks, and the configuration beside them.

    Args:
        questions: The questions of one scheme.
        scheme: The scheme.
        path: The file of the tasks; it is replaced.

    Returns:
        The file of the configuration: the same name with `.xml`.

    Raises:
        ReviewFileError: A file can't be written.
    """
    config = path.with_suffix(".xml")
    if config == path:
        raise ReviewFileError(f"{path} can't hold the tasks: its name must not end with .xml")
    document = json.dumps(tasks(questions, scheme), ensure_ascii=False, indent=1)
    try:
        path.write_text(document + "\n", encoding="utf-8")
        config.write_text(labelling_config(scheme), encoding="utf-8")
    except OSError as error:
        raise ReviewFileError(f"{path} can't be written: {error.strerror}") from error
    return config


def is_task_file(path: Path) -> bool:
    """Return whether a file looks like Label Studio's: JSON that begins with a list.

    Args:
        path: The file.

    Returns:
        Whether it does.

    Raises:
        ReviewFileError: There is no such file, or it is no text in UTF-8.
    """
    return read_text(path).lstrip()[:1] == "["


def read_tasks(path: Path) -> tuple[list[FileAnswer], list[FileFinding]]:
    """Read tasks as Label Studio exports them ("JSON", not "JSON-MIN").

    Args:
        path: The file.

    Returns:
        The answers, and the tasks that are none of ours.

    Raises:
        ReviewFileError: The file is no list of tasks, or can't be read.
    """
    try:
        entries = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise not_readable(path, "it is no JSON") from error
    if not isinstance(entries, list):
        raise not_readable(path, "it is no list of Label Studio's tasks")
    answers: list[FileAnswer] = []
    findings: list[FileFinding] = []
    has_task = False
    for number, entry in enumerate(entries, start=1):
        place = f"task {number}"
        fault = _fault(entry)
        if fault:
            findings.append(FileFinding(place, "not_a_task", fault))
            continue
        has_task = True
        answers += _answers(place, entry)
    if not has_task:
        raise not_readable(path, 'it has no task of ours; export "JSON", not "JSON-MIN"')
    return answers, findings


def _task(questions: Sequence[Question], scheme: Scheme) -> dict[str, Any]:
    first = questions[0]
    known = {value.value: value for value in scheme.values}
    asked = [question.proposal.value for question in questions]
    choices = []
    for name in asked:
        value = known.get(name)
        hint = f"{value.name}: {value.definition}" if value else ""
        choices.append({"value": name, "hint": hint})
    return {
        "data": {
            "id": first.passage_id,
            "scheme": scheme.name,
            "asked": asked,
            "choices": choices,
            "title": first.title,
            "context": first.context,
            "text": first.text,
        },
        "predictions": [_prediction(questions)],
    }


def _prediction(questions: Sequence[Question]) -> dict[str, Any]:
    likely = [q.proposal.value for q in questions if q.proposal.probability > 1 / 2]
    result: list[dict[str, Any]] = []
    if likely:
        result.append(_result("choices", _CHOICES, {"choices": likely}, len(result)))
    for question in questions:
        span = question.proposal.evidence
        if span is None:
            continue
        marked = {
            "start": span.start,
            "end": span.end,
            "text": question.text[span.start : span.end],
            "labels": ["evidence"],
        }
        result.append(_result("labels", _EVIDENCE, marked, len(result)))
    return {
        "model_version": questions[0].proposal.method,
        "score": max(question.proposal.probability for question in questions),
        "result": result,
    }


def _result(
    kind: str,
    control: str,
    value: dict[str, Any],
    number: int,
) -> dict[str, Any]:
    return {
        "id": f"r{number}",
        "from_name": control,
        "to_name": _TEXT,
        "type": kind,
        "value": value,
    }


def _fault(entry: Any) -> str:
    """Why an entry is no annotated task of ours; empty where it is one."""
    if not isinstance(entry, dict) or not isinstance(entry.get("data"), dict):
        return "it has no data"
    asked = entry["data"].get("asked")
    if not isinstance(asked, list) or not all(isinstance(value, str) for value in asked):
        return "its data does not say which values were asked for"
    if not isinstance(entry.get("annotations", []), list):
        return "its annotations are no list"
    return ""


def _answers(place: str, task: dict[str, Any]) -> Iterator[FileAnswer]:
    """The answers of all annotations of a task; open ones where it has none."""
    data = task["data"]
    annotations = [
        annotation
        for annotation in task.get("annotations", [])
        if isinstance(annotation, dict) and not annotation.get("was_cancelled")
    ]
    for annotation in annotations or [_UNANSWERED]:
        chosen = None if annotation is _UNANSWERED else _chosen(annotation)
        # A value that was chosen without being asked for is an answer too.
        values = dict.fromkeys([*data["asked"], *(chosen or ())])
        for value in values:
            answer = None
            if chosen is not None:
                answer = (Answer.YES if value in chosen else Answer.NO).value
            yield FileAnswer(
                place,
                data.get("id"),
                data.get("scheme"),
                value,
                answer,
                _who(annotation),
                annotation.get("updated_at") or annotation.get("created_at"),
                "",
                data.get("text"),
                data.get("context"),
            )


def _chosen(annotation: dict[str, Any]) -> list[Any]:
    chosen: list[Any] = []
    results = annotation.get("result")
    for result in results if isinstance(results, list) else ():
        if not isinstance(result, dict) or result.get("from_name") != _CHOICES:
            continue
        value = result.get("value")
        choices = value.get("choices") if isinstance(value, dict) else None
        if isinstance(choices, list):
            chosen += [choice for choice in choices if isinstance(choice, str)]
    return chosen


def _who(annotation: dict[str, Any]) -> str | None:
    """The mail address of an annotator, else the number of the account."""
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return str(who) if isinstance(who, str | int) else None
