"""`update`: the job, in this process, over the sources that are named; one Dagster run, which the UI shows like any other.

Calling the stages without Dagster would save two seconds a run, and was set aside: there would be two ways to the same index,
one of which nobody could look at afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from pipelines._job import execute
from pipelines.report import RunReport
from pipelines.session import Progress, open_session

if TYPE_CHECKING:
    from configs.settings import Settings
    from storage.home import Home


def update(
    settings: Settings,
    home: Home,
    sources: Sequence[str] = (),
    *,
    allow_deletes: bool = False,
    retry: Collection[int] = (),
    progress: Progress | None = None,
    command: str = "lexops run",
) -> RunReport:
    """Bring the index up to date with these sources (`[NAME=]PATH`; default: all registered); what that came to.

    `retry`: numbers of quarantined objects that are to be read again although nothing about them changed.
    A document that can't be read is in the report, never an error. Raises UsageError for a wrong source, HomeLocked, HomeError,
    ModelUnavailable, ServiceUnreachable.
    """
    with open_session(settings, home, command, progress) as session:
        chosen = session.register(sources)
        session.begin()
        session.catalog.objects.retry(retry)
        partitions = (
            [one.source.name for one in session.catalog.sources.all()],
            [one.source.name for one in chosen],
        )
        if not execute(
            session, "update", {"raw__objects": {"allow_deletes": allow_deletes}}, partitions
        ):
            from pipelines.stages.checking import settle_refused

            settle_refused(session)
    return session.report
