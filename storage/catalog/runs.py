"""The runs of this home and their reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.catalog._engine import Database, as_dict
from storage.catalog.tables import runs


class Runs:
    """One row a run; a run that never finished has no report."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self) -> int:
        """Note that a run begins; its number."""
        with self._db.write() as connection:
            return int(
                connection.execute(
                    insert(runs).values(started=_now()).returning(runs.c.id)
                ).scalar_one()
            )

    def end(self, number: int, report: dict[str, Any]) -> None:
        """Note a run's report."""
        with self._db.write() as connection:
            connection.execute(
                update(runs).where(runs.c.id == number).values(finished=_now(), report=report)
            )

    def last(self) -> dict[str, Any] | None:
        """The last run: id, started, finished, report; None before the first."""
        with self._db.read() as connection:
            row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
        return None if row is None else as_dict(row)

    def at(self, moment: str) -> int | None:
        """The number of the run that was under way at a moment (ISO, UTC), or of the last before; None where there is none."""
        with self._db.read() as connection:
            found: int | None = connection.scalar(
                select(func.max(runs.c.id)).where(runs.c.started <= moment)
            )
            return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
