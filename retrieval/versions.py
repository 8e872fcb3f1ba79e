"""Two versions of a work side by side: articles added, changed (word by word), renumbered, repealed.

Articles are matched by their number; what then stands alone is matched by its text, so that 第九条 that became 第十条 is renumbered and
not repealed. A diff of the whole text was set aside: one inserted article would make every number behind it a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from corpus.notation.numerals import NUMERAL

_LABEL = re.compile(rf"^第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?\s*")
_WORD = re.compile(
    r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]"
)  # 30日 is a number and a character
_ALIKE = 0.6
"""Share of a text that two articles of different numbers must have in common to be one that was renumbered and changed."""


class Change(StrEnum):
    """What became of an article."""

    ADDED = "added"
    CHANGED = "changed"
    RENUMBERED = "renumbered"  # the same words under another number, or nearly so
    REPEALED = "repealed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of words: kept, deleted from the old text, or inserted in the new."""

    kind: str  # keep, delete, insert
    text: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article in two versions: its units' paths there (None where it has none), what became of it, and how, word by word."""

    change: Change
    old: str | None
    new: str | None
    edits: tuple[Edit, ...]


def compare_versions(old: Mapping[str, str], new: Mapping[str, str]) -> list[ArticleChange]:
    """What became of each unit of a version, given the texts of both by path; in the order of the new text, repealed ones where they stood.

    >>> [(one.change.value, one.old, one.new) for one in compare_versions({"第一条": "第一条 甲乙", "第二条": "第二条 丙"}, {"第一条": "第一条 丙"})]
    [('repealed', '第一条', None), ('renumbered', '第二条', '第一条')]
    """
    pairs = _pairs(old, new)
    taken = {one: other for one, other in pairs if one and other}
    back = {other: one for one, other in taken.items()}
    order: list[tuple[str | None, str | None]] = []
    waiting = [path for path in old if path not in taken]
    places = {path: place for place, path in enumerate(old)}
    for path in new:
        before = back.get(path)
        while before and waiting and places[waiting[0]] < places[before]:
            order.append((waiting.pop(0), None))
        order.append((before, path))
    order += [(path, None) for path in waiting]
    return [_change(one, other, old, new) for one, other in order]


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    """Which unit is which: by text where the words are the same, else by number where they are alike, else by likeness.

    Two texts of one number that share little are paired last: the article was written anew.
    """
    found: dict[str, str] = {}
    free = dict.fromkeys(new)

    def pair(path: str, other: str | None) -> None:
        if path not in found and other in free:
            found[path] = other
            free.pop(other)

    bodies: dict[str, list[str]] = {}
    for path in new:
        bodies.setdefault(_body(new[path]), []).append(path)
    for path in old:
        same = bodies.get(_body(old[path]), [])
        pair(path, path if path in same else same[0] if len(same) == 1 else None)
    for path in old:
        pair(path, path if path in free and _likeness(old[path], new[path]) >= _ALIKE / 2 else None)
    for path in [path for path in old if path not in found]:
        likeness, nearest = max(
            ((_likeness(old[path], new[other]), other) for other in free), default=(0.0, None)
        )
        pair(path, nearest if likeness >= _ALIKE else None)
    for path in old:
        pair(path, path)
    return list(found.items())


def _change(
    one: str | None, other: str | None, old: Mapping[str, str], new: Mapping[str, str]
) -> ArticleChange:
    if one is None or other is None:
        text, kind = (new[other or ""], "insert") if one is None else (old[one], "delete")
        return ArticleChange(
            Change.ADDED if one is None else Change.REPEALED, one, other, (Edit(kind, text),)
        )
    same = _body(old[one]) == _body(new[other])
    change = Change.RENUMBERED if one != other else Change.SAME if same else Change.CHANGED
    return ArticleChange(change, one, other, tuple(word_edits(old[one], new[other])))


def word_edits(old: str, new: str) -> Iterable[Edit]:
    """How a text becomes another, character by character where it is Chinese, else word by word.

    >>> [(one.kind, one.text) for one in word_edits("提前十日通知", "提前三十日通知")]
    [('keep', '提前'), ('insert', '三'), ('keep', '十日通知')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    for kind, start, end, begin, stop in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield Edit("keep", "".join(before[start:end]))
            continue
        if start < end:
            yield Edit("delete", "".join(before[start:end]))
        if begin < stop:
            yield Edit("insert", "".join(after[begin:stop]))


def _body(text: str) -> str:
    return re.sub(r"\s+", "", _LABEL.sub("", text))


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _body(one), _body(other), autojunk=False)
    return (
        0.0
        if matcher.real_quick_ratio() < _ALIKE / 2 or matcher.quick_ratio() < _ALIKE / 2
        else matcher.ratio()
    )


def texts_by_path(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The texts of a version's units by path, given its passages in the order of the text; pieces joined."""
    found: dict[str, str] = {}
    for row in rows:
        path = str(row["id"]).rpartition("@")[0].partition("/")[2].partition("#")[0]
        found[path] = f"{found[path]}\n{row['text']}" if path in found else str(row["text"])
    return found
