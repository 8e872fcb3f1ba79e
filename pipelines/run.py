"""One run of the job `update` in this process, which Dagster's UI shows like any other.

To call the stages without Dagster would save two seconds a run. It was set aside: there would be
two ways to the same index, and the runs of one of them could not be looked at afterwards.
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
    """Bring the index up to date with sources.

    A document that cannot be read is in the report, and never an error. So is a folder that does
    not exist, as long as another source can be updated.

    Args:
        settings: The settings of the run.
        home: The home.
        sources: `[NAME=]PATH` of each source; none for all registered sources.
        allow_deletes: Whether to let through what the delete brake would hold.
        retry: Numbers of quarantined objects to read again although nothing about them changed.
        progress: Called as stages proceed.
        command: What other processes are shown as the writer.

    Returns:
        The report of the run.

    Raises:
        UsageError: A source is wrong, or none of the folders exists.
        HomeLocked: Another process is writing.
        HomeError: The home cannot be used.
        ModelUnavailable: The profile's model is missing or damaged.
        ServiceUnreachable: A server does not answer.
    """
    with open_session(
        settings,
        home,
        command,
        progress,
    ) as session:
        chosen = session.register(sources)
        session.begin()
        session.catalog.objects.retry(retry)
        config = {
            "sources": [known.source.name for known in chosen],
            "allow_deletes": allow_deletes,
        }
        if not execute(session, "update", {"raw__objects": config}):
            from pipelines.stages.checking import settle_refused

            settle_refused(session)
    return session.report
