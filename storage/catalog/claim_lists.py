"""Claims and acts in effect as people read them: ordered, a few at a time, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from corpus.records import Action, Verdict, WeighedAct
from storage.catalog._engine import Database
from storage.catalog.claim_filters import (
    IN_EFFECT_FIRST,
    MOST_IMPORTANT_FIRST,
    ClaimFilter,
    conditions_of,
    is_about,
    is_operative,
)
from storage.catalog.claims import read_weighed
from storage.catalog.tables import claims, objects, sources, structures

_RELATIONS = (
    Action.PREVAIL,
    Action.CONFIRM,
    Action.PROMULGATE,
)
"""Actions that change nothing of their target, so no effect of them is counted."""

_NEAR = 5  # ids that an error names

_HAS_EFFECT = tuple(verdict.value for verdict in Verdict if verdict.has_effect)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The first of the acts that were asked for.

    Attributes:
        acts: The acts: those that end a work first, then the newest.
        total: How many there are.
    """

    acts: list[WeighedAct]
    total: int

    @property
    def more(self) -> int:
        """How many acts are not in `acts`."""
        return self.total - len(self.acts)


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """How many acts on stored works there are.

    Attributes:
        open: Claims that wait for a person.
        applied: Acts in effect, by the rules or by a person.
        by_source: Open claims by the name of the source.
    """

    open: int
    applied: int
    by_source: dict[str, int]


class ClaimLists:
    """Acts with their verdicts, for people."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(
        self,
        wanted: ClaimFilter,
        limit: int,
    ) -> ClaimPage:
        """Return the first acts of those that are wanted.

        Args:
            wanted: Which acts are wanted.
            limit: How many of them.

        Returns:
            The acts, and how many there are.
        """
        return self._page(
            conditions_of(wanted),
            MOST_IMPORTANT_FIRST,
            limit,
        )

    def find(self, id_: str) -> WeighedAct | None:
        """Return the act with an id.

        Args:
            id_: The id.

        Returns:
            The act; None where no stored document contains it at present.
        """
        with self._db.read() as connection:
            row = connection.execute(select(claims).where(claims.c.id == id_)).first()
        return read_weighed(row) if row else None

    def near(self, id_: str) -> list[str]:
        """Return ids that a person may have meant.

        Args:
            id_: What was given.

        Returns:
            A few ids that begin like it, or are spelled nearly like it.
        """
        begins = claims.c.id.startswith(id_[:2], autoescape=True)
        with self._db.read() as connection:
            ids = list(connection.scalars(select(claims.c.id).where(begins).order_by(claims.c.id)))
        completed = [known for known in ids if known.startswith(id_)]
        return completed[:_NEAR] or get_close_matches(
            id_,
            ids,
            _NEAR,
        )

    def about(
        self,
        work: str,
        limit: int,
        article: str | None = None,
    ) -> ClaimPage:
        """Return the first acts on a work: those in effect, then the claims, by day and id.

        Args:
            work: The work.
            limit: How many acts.
            article: Only acts on this article, on a part of it, or on the whole text.

        Returns:
            The acts with all verdicts, without mere relations, and how many there are.
        """
        conditions = [claims.c.target == work, claims.c.action != Action.PREVAIL.value]
        if article is not None:
            conditions.append(is_about(article))
        return self._page(
            conditions,
            IN_EFFECT_FIRST,
            limit,
        )

    def in_effect(self, work: str) -> list[WeighedAct]:
        """Return the acts on a work that take effect.

        Args:
            work: The work.

        Returns:
            The acts by day and id, without mere relations.
        """
        wanted = (
            select(claims)
            .where(
                claims.c.target == work,
                claims.c.verdict.in_(_HAS_EFFECT),
                claims.c.action != Action.PREVAIL.value,
            )
            .order_by(claims.c.since, claims.c.id)
        )
        with self._db.read() as connection:
            return [read_weighed(row) for row in connection.execute(wanted)]

    def relations(self, work: str, limit: int) -> ClaimPage:
        """Return sentences that say which of two texts prevails, where a work is one of them.

        Args:
            work: The work.
            limit: How many sentences.

        Returns:
            The sentences: first those about the work, then its own, by day and id; and how many
            there are.
        """
        is_about = claims.c.target == work
        conditions = [
            claims.c.action == Action.PREVAIL.value,
            or_(is_about, claims.c.by == work),
            is_operative(),
        ]
        return self._page(
            conditions,
            (case((is_about, 0), else_=1), claims.c.since, claims.c.id),
            limit,
        )

    def _page(
        self,
        conditions: Sequence[ColumnElement[bool]],
        order: Sequence[ColumnElement[Any]],
        limit: int,
    ) -> ClaimPage:
        """The first acts under some conditions. The others are counted, and not read."""
        first = select(claims.c.id).where(*conditions).order_by(*order).limit(limit)
        counted = select(func.count()).select_from(claims).where(*conditions)
        wanted = select(claims).where(claims.c.id.in_(first)).order_by(*order)
        with self._db.read() as connection:
            total = connection.scalar(counted) or 0
            return ClaimPage([read_weighed(row) for row in connection.execute(wanted)], total)

    def totals(self) -> ClaimTotals:
        """Count the open claims and the acts in effect on stored works."""
        is_open = claims.c.verdict == Verdict.OPEN.value
        counted = (
            select(
                claims.c.source,
                is_open,
                func.count(),
            )
            .where(claims.c.target.is_not(None), or_(is_open, _is_in_effect()))
            .group_by(claims.c.source, is_open)
            .order_by(claims.c.source)
        )
        waiting: dict[str, int] = {}
        applied = 0
        with self._db.read() as connection:
            for source, waits, count in connection.execute(counted):
                if waits:
                    waiting[source] = count
                else:
                    applied += count
        return ClaimTotals(
            sum(waiting.values()),
            applied,
            waiting,
        )

    def effects(self) -> Counter[tuple[str, str]]:
        """Count the acts in effect by the year of their effect and the issuers of the act."""
        document = (
            claims.join(sources, sources.c.name == claims.c.source)
            .join(
                objects,
                and_(
                    objects.c.source_id == sources.c.id,
                    objects.c.path == claims.c.path,
                    objects.c.work == claims.c.by,
                ),
            )
            .join(structures, structures.c.key == objects.c.structure_key)
        )
        wanted = (
            select(claims.c.since, structures.c.facts)
            .select_from(document)
            .where(claims.c.target.is_not(None), _is_in_effect())
        )
        counts: Counter[tuple[str, str]] = Counter()
        with self._db.read() as connection:
            for since, facts in connection.execute(wanted):
                issuers = "、".join((facts or {}).get("issuers", ()))
                counts[(since or "")[:4], issuers] += 1
        return counts


def _is_in_effect() -> ColumnElement[bool]:
    changes = claims.c.action.not_in([action.value for action in _RELATIONS])
    return and_(claims.c.verdict.in_(_HAS_EFFECT), changes)
