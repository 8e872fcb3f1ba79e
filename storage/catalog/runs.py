"""The runs of this home and their reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.catalog._engine import Database, as_dict
from storage.catalog.tables import runs


class Runs:
    """One row for each run; a run that never finished has no report."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self) -> int:
        """Note that a run begins, and return its number."""
        begun = insert(runs).values(started=_now()).returning(runs.c.id)
        with self._db.write() as connection:
            return int(connection.execute(begun).scalar_one())

    def end(
        self,
        number: int,
        report: dict[str, Any],
    ) -> None:
        """Store the report of a run.

        Args:
            number: The number of the run.
            report: Its report, as JSON values.
        """
        values = {"finished": _now(), "report": report}
        with self._db.write() as connection:
            connection.execute(update(runs).where(runs.c.id == number).values(values))

    def last(self) -> dict[str, Any] | None:
        """Return the last run: id, started, finished, report. None before the first one."""
        wanted = select(runs).order_by(runs.c.id.desc()).limit(1)
        with self._db.read() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        return as_dict(row)

    def last_report(self) -> dict[str, Any] | None:
        """Return the report of the last run that finished; None where none did."""
        wanted = (
            select(runs.c.report)
            .where(runs.c.finished.is_not(None), runs.c.report.is_not(None))
            .order_by(runs.c.id.desc())
            .limit(1)
        )
        with self._db.read() as connection:
            found: dict[str, Any] | None = connection.scalar(wanted)
            return found

    def at(self, moment: str) -> int | None:
        """Return the run that was under way at a moment, or the last one before.

        Args:
            moment: In ISO form, UTC.

        Returns:
            The number of the run; None where there is none.
        """
        wanted = select(func.max(runs.c.id)).where(runs.c.started <= moment)
        with self._db.read() as connection:
            found: int | None = connection.scalar(wanted)
            return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
