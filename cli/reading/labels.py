"""What stands where in a text: the keys of articles, and the parts that are no passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.records import Structure

UNDATED = "undated"
_HEADING = "heading"


class Label(NamedTuple):
    """What begins at a place of a text.

    Attributes:
        offset: The place, in characters of the text.
        sort: `version`, `unit` or `part`.
        name: The id of a version, the path of an article or another unit, or what a part is.
        key: The id of the unit; empty for a part.
    """

    offset: int
    sort: str
    name: str
    key: str = ""


def labels_of(structure: Structure, versions: Sequence[str | None]) -> list[Label]:
    """List what stands where in a text.

    Args:
        structure: What the document is in law.
        versions: The version of each of its rules in the home; for a rule without one, the version
            that the document itself states counts.

    Returns:
        The labels, in the order of the text.
    """
    labels: list[Label] = []
    for number, rule in enumerate((structure, *structure.rules)):
        stored = versions[number] if number < len(versions) else None
        labels += _labels_of_rule(rule, stored or stated_version(rule))
    order = {"version": 0, "part": 1, "unit": 2}
    labels.sort(key=lambda label: (label.offset, order[label.sort]))
    return list(_without_repeated(labels))


def _without_repeated(labels: Sequence[Label]) -> Iterator[Label]:
    """Labels without those of a part that goes on, such as the next line of a head note."""
    before: Label | None = None
    for label in labels:
        is_more = before is not None and (before.sort, before.name) == (label.sort, label.name)
        if not is_more or label.sort != "part" or label.name == _HEADING:
            yield label
        before = label


def stated_version(structure: Structure) -> str:
    """Return the version of a document by what it states itself.

    Args:
        structure: The document.

    Returns:
        `WORK@DATE`, or `WORK@undated`.
    """
    return f"{structure.work}@{structure.date or UNDATED}"


def _labels_of_rule(rule: Structure, version: str) -> list[Label]:
    work, _, date = version.rpartition("@")
    begin = rule.span.start if rule.span else 0
    labels = [Label(begin, "version", version, version)]
    for span in rule.structural:
        if span.role.value != "blank":
            labels.append(Label(span.start, "part", span.role.value.replace("_", " ")))
    for unit in rule.units:
        name = f"{unit.path}#{unit.piece}" if unit.piece else unit.path
        labels.append(
            Label(
                unit.start,
                "unit",
                name,
                f"{work}/{name}@{date}",
            )
        )
    return labels
