"""Figures about tags for people: how sure they are, and which are the least certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Column, Float, Select, cast, func, literal, select, union_all

from storage.catalog._engine import Database
from storage.catalog.tables import passages, tag_suggestions, tags

TENTHS = 10
"""The bars of a histogram: the first is of probabilities under .1."""


@dataclass(frozen=True, slots=True)
class ConfidenceHistogram:
    """How sure the tags and suggestions of a scheme are.

    Attributes:
        tags: How many tags are in each tenth of probability, from the lowest up.
        suggestions: How many suggestions are.
    """

    tags: tuple[int, ...]
    suggestions: tuple[int, ...]


class UncertainTag(NamedTuple):
    """A value of which the tagger is not sure.

    Attributes:
        passage_id: The passage.
        value: The value.
        probability: How probable it is.
        accepted: Whether it is a tag; else it is a suggestion.
        reason: The evidence in words.
        text: The text of the passage.
    """

    passage_id: str
    value: str
    probability: float
    accepted: bool
    reason: str
    text: str


class TagFigures:
    """Reads figures from the tables `tags` and `tag_suggestions`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def histograms(self) -> Mapping[str, ConfidenceHistogram]:
        """Count tags and suggestions by probability.

        Returns:
            By scheme, the counts; only of schemes that have some.
        """
        counted: dict[str, tuple[list[int], list[int]]] = {}
        columns = (
            (tags.c.scheme, tags.c.confidence),
            (tag_suggestions.c.scheme, tag_suggestions.c.probability),
        )
        with self._db.read() as connection:
            for place, (scheme, probability) in enumerate(columns):
                # Probabilities are stored with few digits, so there are few groups.
                grouped = select(scheme, probability, func.count()).group_by(scheme, probability)
                for name, chance, count in connection.execute(grouped):
                    bars = counted.setdefault(name, ([0] * TENTHS, [0] * TENTHS))
                    bars[place][_tenth(chance)] += count
        return {
            name: ConfidenceHistogram(tuple(given), tuple(suggested))
            for name, (given, suggested) in sorted(counted.items())
        }

    def least_certain(self, scheme: str, limit: int) -> list[UncertainTag]:
        """Return the tags and suggestions whose probability is nearest to one half.

        Args:
            scheme: The name of the scheme.
            limit: How many at most; one for each passage.

        Returns:
            The least certain first.
        """
        given = _of_table(scheme, tags.c.confidence, accepted=True)
        suggested = _of_table(scheme, tag_suggestions.c.probability, accepted=False)
        both = union_all(given, suggested).subquery()
        distance = func.abs(both.c.probability - 0.5)
        ranked = select(
            *both.c,
            func.row_number()
            .over(partition_by=both.c.passage_id, order_by=(distance, both.c.value))
            .label("rank"),
        ).subquery()
        wanted = (
            select(
                ranked.c.passage_id,
                ranked.c.value,
                ranked.c.probability,
                ranked.c.accepted,
                ranked.c.reason,
                passages.c.text,
            )
            .join(passages, passages.c.id == ranked.c.passage_id)
            .where(ranked.c.rank == 1)
            .order_by(func.abs(ranked.c.probability - 0.5), ranked.c.passage_id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [
                UncertainTag(
                    row.passage_id,
                    row.value,
                    row.probability,
                    bool(row.accepted),
                    row.reason,
                    row.text,
                )
                for row in connection.execute(wanted)
            ]


def _tenth(probability: float) -> int:
    return min(int(probability * TENTHS + 1e-9), TENTHS - 1)


def _of_table(
    scheme: str,
    probability: Column[float],
    *,
    accepted: bool,
) -> Select[Any]:
    table = probability.table
    return select(
        table.c.passage_id,
        table.c.value,
        cast(probability, Float).label("probability"),
        literal(int(accepted)).label("accepted"),
        table.c.reason,
    ).where(table.c.scheme == scheme)
