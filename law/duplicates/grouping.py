"""Who stands for whom: of documents that are copies of each other one is indexed, the others are its mirrors.

A mirror was compared with the one that stands for it, not with a copy of a copy: along a chain of small differences two texts
may come to differ in much. Whoever may see a document may see the one that stands for it: copies stand for each other only among
documents that the same groups may see, so that no mirror is named to whom it is not for, and no public text is hidden behind a
restricted one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from law.duplicates.outlines import Outline


class ComparedPair(NamedTuple):
    """Two documents that are copies of each other, by object, and how alike they are (0–1)."""

    one: int
    other: int
    likeness: float


@dataclass(frozen=True, slots=True)
class CopyCandidate:
    """A document that has copies: where it lies, what it says of itself, who may see it; `authority` is its source's, 0 the highest."""

    object_id: int
    source: str
    path: str
    outline: Outline
    authority: int = 0
    groups: tuple[str, ...] = ("public",)

    @property
    def rank(self) -> tuple[object, ...]:
        """The lowest stands for its copies. Nothing here depends on which was found first."""
        return self.authority, *self.outline.standing, self.source, self.path


def choose_representatives(
    members: Iterable[CopyCandidate], pairs: Iterable[ComparedPair]
) -> dict[int, int]:
    """By each mirror's object the object that stands for it; whoever stands for itself is absent.

    Members are taken by rank: one that is no copy of any before it stands for itself, any other is a mirror of the one that it is
    most like.
    """
    by_id = {one.object_id: one for one in members}
    copies = _neighbours(by_id, pairs)
    chosen: dict[int, int] = {}
    standing: set[int] = set()
    for one in sorted(by_id.values(), key=lambda member: member.rank):
        before = [
            (-likeness, by_id[other].rank, other)
            for other, likeness in copies[one.object_id]
            if other in standing
        ]
        if before:
            chosen[one.object_id] = min(before)[2]
        else:
            standing.add(one.object_id)
    return chosen


def _neighbours(
    by_id: Mapping[int, CopyCandidate], pairs: Iterable[ComparedPair]
) -> dict[int, Sequence[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = {one: [] for one in by_id}
    for pair in pairs:
        if set(by_id[pair.one].groups) == set(by_id[pair.other].groups):
            found[pair.one].append((pair.other, pair.likeness))
            found[pair.other].append((pair.one, pair.likeness))
    return dict(found)
