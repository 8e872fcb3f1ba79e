"""Chooses which document represents its copies: that one is indexed, the others are its mirrors.

A mirror was compared with the document that represents it, not with a copy of a copy. Along a chain
of small differences two texts may come to differ in much.

Documents represent each other only where the same groups may read them. So no mirror is shown to
readers whom it is not for, and no public text is hidden behind a restricted one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from law.duplicates.outlines import Outline


class ComparedPair(NamedTuple):
    """Two documents that are copies of each other.

    Attributes:
        first: The object id of one document.
        second: The object id of the other.
        likeness: How alike the texts are (0–1).
    """

    first: int
    second: int
    likeness: float


@dataclass(frozen=True, slots=True)
class CopyCandidate:
    """A document that has copies.

    Attributes:
        object_id: The id of the object in the catalog.
        source: The name of its source.
        path: Its path in the source.
        outline: What the document states about itself.
        authority: The rank of its source, 0 the highest.
        groups: The groups that may read it.
    """

    object_id: int
    source: str
    path: str
    outline: Outline
    authority: int = 0
    groups: tuple[str, ...] = ("public",)

    @property
    def rank(self) -> tuple[object, ...]:
        """The sort key: the lowest represents its copies, whichever was found first."""
        return (
            self.authority,
            *self.outline.standing,
            self.source,
            self.path,
        )


def choose_representatives(
    members: Iterable[CopyCandidate], pairs: Iterable[ComparedPair]
) -> dict[int, int]:
    """Choose the documents that represent their copies.

    Documents are taken by rank. A document that is no copy of any before it represents itself. Any
    other is a mirror of the document that it is most like.

    Args:
        members: The documents that have copies.
        pairs: Which of them are copies of each other.

    Returns:
        By the object of each mirror, the object that represents it.
    """
    by_id = {member.object_id: member for member in members}
    copies = _neighbours(by_id, pairs)
    chosen: dict[int, int] = {}
    representatives: set[int] = set()
    for member in sorted(by_id.values(), key=lambda member: member.rank):
        candidates: list[tuple[float, tuple[object, ...], int]] = []
        for other, likeness in copies[member.object_id]:
            if other in representatives:
                candidates.append((-likeness, by_id[other].rank, other))
        if candidates:
            best = min(candidates)
            chosen[member.object_id] = best[2]
        else:
            representatives.add(member.object_id)
    return chosen


def _neighbours(
    by_id: Mapping[int, CopyCandidate], pairs: Iterable[ComparedPair]
) -> Mapping[int, Sequence[tuple[int, float]]]:
    """Return by object its copies for the same groups, with their likeness."""
    neighbours: dict[int, list[tuple[int, float]]] = {object_id: [] for object_id in by_id}
    for pair in pairs:
        first_groups = set(by_id[pair.first].groups)
        second_groups = set(by_id[pair.second].groups)
        if first_groups == second_groups:
            neighbours[pair.first].append((pair.second, pair.likeness))
            neighbours[pair.second].append((pair.first, pair.likeness))
    return neighbours
