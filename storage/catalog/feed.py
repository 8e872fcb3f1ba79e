"""The feed of changes that a downstream cache follows: what runs changed, and what the calendar did.

A passage that comes into force tomorrow, or ends, changes what is law without any run: so the feed has two sorts of lines. Those of runs
are kept in `changes`; those of the calendar follow from the passages' dates and need no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from storage.catalog._engine import Database
from storage.catalog.tables import changes, passages


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A change: `at` (a day, or UTC to the second), what (new, changed, gone; begins, ends), and the passage as it now is.

    Of a passage that is gone only its id and work are known.
    """

    at: str
    change: str
    id: str
    work: str
    article: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    text_hash: str | None = None


class Feed:
    """What changed since when."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def since(self, day: str, until: str) -> Iterator[FeedLine]:
        """The changes from a day on, up to and with the day `until`, oldest first (ISO; those of a day's calendar before its runs')."""
        calendar = sorted(self._calendar(day, until), key=lambda line: (line.at, line.id))
        for line in self._runs(day, until):
            while calendar and calendar[0].at <= line.at[:10]:
                yield calendar.pop(0)
            yield line
        yield from calendar

    def _runs(self, day: str, until: str) -> Iterator[FeedLine]:
        found = "work", "article", "valid_from", "valid_to", "text_hash"
        wanted = select(
            changes.c.id,
            changes.c.at,
            changes.c.change,
            changes.c.passage_id,
            *(passages.c[name] for name in found),
        )
        wanted = wanted.outerjoin(passages, passages.c.id == changes.c.passage_id)
        wanted = wanted.where(
            changes.c.at >= day, changes.c.at < f"{until}U"
        )  # behind every T of that day
        for row in self._db.pages(wanted, changes.c.id):
            yield FeedLine(
                row.at,
                row.change,
                row.passage_id,
                row.work or row.passage_id.partition("/")[0],
                *row[5:],
            )

    def _calendar(self, day: str, until: str) -> Iterator[FeedLine]:
        columns = (
            passages.c.id,
            passages.c.work,
            passages.c.article,
            passages.c.valid_from,
            passages.c.valid_to,
            passages.c.text_hash,
        )
        # what ends before it begins, or as it does, is law on no day: a twin's text, the older of two that begin together
        ever = or_(
            passages.c.valid_from.is_(None),
            passages.c.valid_to.is_(None),
            passages.c.valid_from < passages.c.valid_to,
        )
        for change, column in (("begins", passages.c.valid_from), ("ends", passages.c.valid_to)):
            wanted = select(column, *columns).where(column >= day, column <= until)
            with self._db.read() as connection:
                for at, *rest in connection.execute(wanted.where(ever)):
                    yield FeedLine(at, change, *rest)
