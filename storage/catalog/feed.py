"""The feed of changes that a downstream cache follows: changes by runs, and by the calendar.

A passage that comes into force tomorrow, or ends, changes what is law without any run. So the feed
has two sorts of lines. Those of runs are kept in `changes`. Those of the calendar follow from the
dates of the passages and need no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from corpus.records import Status
from storage.catalog._engine import Database
from storage.catalog.tables import changes, passages


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A change. Of a passage that is gone only its id and work are known.

    Attributes:
        at: A day, or UTC to the second.
        change: By a run: new, changed, gone. By the calendar: begins, ends; only of a text that is
            law between both days.
        id: The id of the passage.
        work: Its work.
        article: Its article, as it now is.
        valid_from: Its first day in force, as it now is.
        valid_to: Its first day no longer in force, as it now is.
        text_hash: The hash of its text, as it now is.
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

    def since(
        self,
        day: str,
        until: str,
    ) -> Iterator[FeedLine]:
        """Return the changes of some days.

        Args:
            day: The first day, in ISO form.
            until: The last day, in ISO form.

        Returns:
            The changes, oldest first; those of a day's calendar before those of its runs.
        """
        calendar = sorted(self._calendar(day, until), key=lambda line: (line.at, line.id))
        for line in self._runs(day, until):
            run_day = line.at[:10]
            while calendar and calendar[0].at <= run_day:
                yield calendar.pop(0)
            yield line
        yield from calendar

    def _runs(
        self,
        day: str,
        until: str,
    ) -> Iterator[FeedLine]:
        wanted = (
            select(
                changes.c.id,
                changes.c.at,
                changes.c.change,
                changes.c.passage_id,
                passages.c.work,
                passages.c.article,
                passages.c.valid_from,
                passages.c.valid_to,
                passages.c.text_hash,
            )
            .outerjoin(passages, passages.c.id == changes.c.passage_id)
            # U sorts behind the T of every moment of that day.
            .where(changes.c.at >= day, changes.c.at < f"{until}U")
        )
        for row in self._db.pages(wanted, changes.c.id):
            yield FeedLine(
                at=row.at,
                change=row.change,
                id=row.passage_id,
                work=row.work or row.passage_id.partition("/")[0],
                article=row.article,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                text_hash=row.text_hash,
            )

    def _calendar(
        self,
        day: str,
        until: str,
    ) -> Iterator[FeedLine]:
        columns = (
            passages.c.id,
            passages.c.work,
            passages.c.article,
            passages.c.valid_from,
            passages.c.valid_to,
            passages.c.text_hash,
        )
        # A text that ends before it begins, or on that day, is law on no day: a conflicting text,
        # or the older of two that begin together. So is a paper that is no norm, and a draft: their
        # status stays unknown, or draft.
        is_ever_law = passages.c.status.not_in((Status.UNKNOWN, Status.DRAFT)) & or_(
            passages.c.valid_from.is_(None),
            passages.c.valid_to.is_(None),
            passages.c.valid_from < passages.c.valid_to,
        )
        for change, column in (
            ("begins", passages.c.valid_from),
            ("ends", passages.c.valid_to),
        ):
            wanted = select(column, *columns).where(
                column >= day,
                column <= until,
                is_ever_law,
            )
            with self._db.read() as connection:
                for at, *rest in connection.execute(wanted):
                    yield FeedLine(at, change, *rest)
