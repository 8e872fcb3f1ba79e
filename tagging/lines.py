"""Labelled lines: the files that `lexops tags train` and `predict` read and write.

Two forms, line by line: a document as a list of `{"sentence", "labels"}`, or one text as
`{"text", "labels", "document", "context"}`. Unlabelled lines leave `labels` out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from tagging.errors import TrainingError
from tagging.features.place import next_part
from tagging.schemes import Scheme
from tagging.units import Labels, TextUnit, Vector


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """The texts of a file.

    Attributes:
        entries: The lines as JSON, in their order: a list of objects, or one object.
        units: All texts, in their order.
        labels: The labels of each text; empty where it has none.
    """

    entries: tuple[Any, ...]
    units: tuple[TextUnit, ...]
    labels: tuple[tuple[str, ...], ...]


def read_lines(path: Path) -> LabelledLines:
    """Read a file of labelled lines.

    Args:
        path: The file: UTF-8, one JSON value a line. Blank lines are skipped.

    Returns:
        Its lines and texts.

    Raises:
        TrainingError: A line is not in one of the two forms.
    """
    entries = []
    units: list[TextUnit] = []
    labels: list[tuple[str, ...]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path} can't be read: {error}", remedy="save it as UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry = _parse(line, f"{path}, line {number}")
        entries.append(entry)
        found = entry if isinstance(entry, list) else [entry]
        units += _units_of(found, number)
        labels += [tuple(item.get("labels") or ()) for item in found]
    if any(isinstance(entry, dict) for entry in entries):
        units = _with_neighbours(units)
    return LabelledLines(tuple(entries), tuple(units), tuple(labels))


def _parse(line: str, where: str) -> Any:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise TrainingError(f"{where} is no JSON: {error}", remedy="mend the line") from error
    items = entry if isinstance(entry, list) else [entry]
    for item in items:
        text = _text_of(item) if isinstance(item, dict) else None
        labels = item.get("labels") or [] if isinstance(item, dict) else []
        is_list = isinstance(labels, list) and all(isinstance(label, str) for label in labels)
        if not isinstance(text, str) or not is_list:
            raise TrainingError(
                f"{where} is not a labelled text",
                remedy='a line is a list of {"sentence", "labels"}, or one {"text", "labels", '
                '"document", "context"}; labels are a list of texts',
            )
    return entry


def _text_of(item: dict[str, Any]) -> Any:
    return item.get("text", item.get("sentence"))


def _units_of(items: Sequence[dict[str, Any]], number: int) -> Iterator[TextUnit]:
    """Make the texts of one line. The part of a judgment runs on from text to text."""
    texts = [_text_of(item) for item in items]
    part = ""
    last = len(texts) - 1
    for place, (item, text) in enumerate(zip(items, texts, strict=True)):
        part = next_part(part, text)
        yield TextUnit(
            id=f"{number}.{place + 1}",
            text=text,
            document=str(item.get("document") or number),
            context=str(item.get("context") or part),
            before=texts[place - 1] if place else "",
            after=texts[place + 1] if place < last else "",
            place=place / last if last else 0.0,
        )


def _with_neighbours(units: Sequence[TextUnit]) -> list[TextUnit]:
    """Give texts of single lines the texts beside them, where the document is the same."""
    completed = []
    last = len(units) - 1
    for place, unit in enumerate(units):
        before = units[place - 1] if place else None
        after = units[place + 1] if place < last else None
        is_first = before is None or before.document != unit.document
        is_last = after is None or after.document != unit.document
        completed.append(
            replace(
                unit,
                before=unit.before or ("" if is_first or before is None else before.text),
                after=unit.after or ("" if is_last or after is None else after.text),
            )
        )
    return completed


def label_matrix(scheme: Scheme, labels: Sequence[Sequence[str]]) -> Labels:
    """Turn labels into a matrix.

    Args:
        scheme: The scheme.
        labels: The values of each text.

    Returns:
        One row a text, one column a value of the scheme.

    Raises:
        TrainingError: A label is no value of the scheme.
    """
    column = scheme.columns
    matrix = np.zeros((len(labels), len(column)), dtype=bool)
    for row, values in enumerate(labels):
        for value in values:
            if value not in column:
                raise TrainingError(
                    f"the label {value!r} is no value of the scheme {scheme.name}",
                    remedy=f"the values are {', '.join(column)}",
                )
            matrix[row, column[value]] = True
    return matrix


def with_vectors(units: Sequence[TextUnit], vectors: Iterable[Vector]) -> list[TextUnit]:
    """Give texts their vectors.

    Args:
        units: The texts.
        vectors: One vector a text.

    Returns:
        The texts with vectors.
    """
    return [replace(unit, vector=vector) for unit, vector in zip(units, vectors, strict=True)]


def filled(lines: LabelledLines, labels: Sequence[Sequence[str]]) -> list[Any]:
    """Return the lines of a file with labels filled in, in their order.

    Args:
        lines: The file.
        labels: The values of each text.

    Returns:
        One JSON value a line, in the form that it had.
    """
    remaining = iter(labels)
    result: list[Any] = []
    for entry in lines.entries:
        items = entry if isinstance(entry, list) else [entry]
        done = [{**item, "labels": list(next(remaining))} for item in items]
        result.append(done if isinstance(entry, list) else done[0])
    return result
