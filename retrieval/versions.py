"""Two versions of a work side by side: articles added, changed, renumbered, repealed.

Articles are matched by their number. What is then left is matched by its text, so that 第九条 that
became 第十条 is renumbered and not repealed. A diff of the whole text was set aside: one inserted
article would make every number behind it a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from corpus.notation.numerals import ARTICLE_LABEL

_LABEL = re.compile(rf"^{ARTICLE_LABEL}\s*")
# 30日 is a number and a character.
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]")
_ALIKE = 0.6
"""Share of a text that two articles of different numbers must have in common to be one article that
was renumbered and changed."""

_SAME_NUMBER = _ALIKE / 2
"""The same for two articles of one number."""


class Change(StrEnum):
    """What became of an article."""

    ADDED = "added"
    CHANGED = "changed"
    RENUMBERED = "renumbered"  # the same words under another number, or nearly so
    REPEALED = "repealed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of words.

    Attributes:
        kind: `keep`, `delete` (from the old text) or `insert` (in the new text).
        text: The words.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article in two versions.

    Attributes:
        change: What became of it.
        old: Its path in the old version; None where it has none.
        new: Its path in the new version; None where it has none.
        edits: How its text changed, word by word.
    """

    change: Change
    old: str | None
    new: str | None
    edits: tuple[Edit, ...]


def compare_versions(old: Mapping[str, str], new: Mapping[str, str]) -> list[ArticleChange]:
    """Say what became of each unit of a version.

    Args:
        old: The texts of the old version by path, in the order of the text.
        new: The texts of the new version by path, in the order of the text.

    Returns:
        The changes in the order of the new text; repealed units stand where they stood.

    >>> old = {"第一条": "第一条 甲乙", "第二条": "第二条 丙"}
    >>> found = compare_versions(old, {"第一条": "第一条 丙"})
    >>> [(change.change.value, change.old, change.new) for change in found]
    [('repealed', '第一条', None), ('renumbered', '第二条', '第一条')]
    """
    new_of = _pair_units(old, new)
    old_of = {new_path: old_path for old_path, new_path in new_of.items()}
    places = {path: place for place, path in enumerate(old)}
    repealed = [path for path in old if path not in new_of]
    changes: list[ArticleChange] = []
    for path in new:
        before = old_of.get(path)
        while before and repealed and places[repealed[0]] < places[before]:
            changes.append(_repealed(repealed.pop(0), old))
        if before is None:
            inserted = (Edit("insert", new[path]),)
            changes.append(
                ArticleChange(
                    Change.ADDED,
                    None,
                    path,
                    inserted,
                )
            )
        else:
            changes.append(
                _compare_units(
                    before,
                    path,
                    old,
                    new,
                )
            )
    changes += [_repealed(path, old) for path in repealed]
    return changes


def _repealed(path: str, old: Mapping[str, str]) -> ArticleChange:
    return ArticleChange(
        Change.REPEALED,
        path,
        None,
        (Edit("delete", old[path]),),
    )


def _compare_units(
    old_path: str,
    new_path: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
) -> ArticleChange:
    if old_path != new_path:
        change = Change.RENUMBERED
    elif _body(old[old_path]) == _body(new[new_path]):
        change = Change.SAME
    else:
        change = Change.CHANGED
    edits = tuple(word_edits(old[old_path], new[new_path]))
    return ArticleChange(
        change,
        old_path,
        new_path,
        edits,
    )


class _Pairing:
    """Which old unit is which new one, while it is found out. A unit is paired once."""

    def __init__(self, new: Mapping[str, str]) -> None:
        self.new_of: dict[str, str] = {}
        self.free = dict.fromkeys(new)

    def pair(
        self,
        old_path: str,
        new_path: str,
    ) -> None:
        """Pair two units, unless one of them has its partner already."""
        if old_path not in self.new_of and new_path in self.free:
            self.new_of[old_path] = new_path
            del self.free[new_path]


def _pair_units(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Which old unit is which new one, by path.

    Units are paired by text where the words are the same, else by number where the texts are alike,
    else by likeness. Two texts of one number that share little are paired last: the article was
    written anew.
    """
    pairing = _Pairing(new)
    _pair_same_words(
        old,
        new,
        pairing,
    )
    for path in old:
        if path in pairing.free and _likeness(old[path], new[path]) >= _SAME_NUMBER:
            pairing.pair(path, path)
    for path in old:
        if path not in pairing.new_of:
            nearest = _nearest(
                old[path],
                pairing.free,
                new,
            )
            if nearest is not None:
                pairing.pair(path, nearest)
    for path in old:
        pairing.pair(path, path)
    return pairing.new_of


def _pair_same_words(
    old: Mapping[str, str],
    new: Mapping[str, str],
    pairing: _Pairing,
) -> None:
    """Pair units with the same words: of one number, or where only one new unit has them."""
    paths_by_body: dict[str, list[str]] = {}
    for path, text in new.items():
        paths_by_body.setdefault(_body(text), []).append(path)
    for path, text in old.items():
        same = paths_by_body.get(_body(text), [])
        if path in same:
            pairing.pair(path, path)
        elif len(same) == 1:
            pairing.pair(path, same[0])


def _nearest(
    text: str,
    free: Iterable[str],
    new: Mapping[str, str],
) -> str | None:
    """The free new unit that is most like a text; None where none is like it.

    Of equally likely ones the greatest path is taken.
    """
    ranked = [(_likeness(text, new[path]), path) for path in free]
    likeness, path = max(ranked, default=(0.0, ""))
    return path if likeness >= _ALIKE else None


def word_edits(old: str, new: str) -> Iterable[Edit]:
    """Say how a text becomes another: by character where it is Chinese, else by word.

    Args:
        old: The old text.
        new: The new text.

    Yields:
        The stretches of the text that are kept, deleted and inserted, in order.

    >>> [(edit.kind, edit.text) for edit in word_edits("提前十日通知", "提前三十日通知")]
    [('keep', '提前'), ('insert', '三'), ('keep', '十日通知')]
    """
    before = _WORD.findall(old)
    after = _WORD.findall(new)
    matcher = SequenceMatcher(
        None,
        before,
        after,
        autojunk=False,
    )
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Edit("keep", "".join(before[old_start:old_end]))
            continue
        if old_start < old_end:
            yield Edit("delete", "".join(before[old_start:old_end]))
        if new_start < new_end:
            yield Edit("insert", "".join(after[new_start:new_end]))


def _body(text: str) -> str:
    """A text without its label and without white space."""
    return re.sub(
        r"\s+",
        "",
        _LABEL.sub("", text),
    )


def _likeness(text: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1.

    0 where it is certainly too little to matter.
    """
    matcher = SequenceMatcher(
        None,
        _body(text),
        _body(other),
        autojunk=False,
    )
    if matcher.real_quick_ratio() < _SAME_NUMBER or matcher.quick_ratio() < _SAME_NUMBER:
        return 0.0
    return matcher.ratio()


def texts_by_path(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the texts of a version's units by path, with pieces joined.

    Args:
        rows: The version's passages, in the order of the text.

    Returns:
        The text of each unit, by its path in the work.
    """
    texts: dict[str, str] = {}
    for row in rows:
        version_path = str(row["id"]).rpartition("@")[0].partition("/")[2]
        path = version_path.partition("#")[0]
        text = str(row["text"])
        texts[path] = f"{texts[path]}\n{text}" if path in texts else text
    return texts
