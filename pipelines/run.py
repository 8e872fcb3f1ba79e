"""`update`: the job, in this process, over the sources that are named; one Dagster run, which the UI shows like any other.

Calling the stages without Dagster would save two seconds a run, and was set aside: there would be two ways to the same index,
one of which nobody could look at afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from pipelines.report import RunReport
from pipelines.session import Progress, Session, open_session

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
        _execute(session, [one.source.name for one in chosen], allow_deletes=allow_deletes)
    return session.report


def _execute(session: Session, names: Sequence[str], *, allow_deletes: bool) -> None:
    from dagster._core.errors import DagsterAssetCheckFailedError  # has no public name

    from pipelines._instance import IN_PROCESS, close_dead_runs, open_instance, select_partitions
    from pipelines.definitions import definitions
    from pipelines.stages import checking
    from storage.catalog import explained

    registered = [one.source.name for one in session.catalog.sources.all()]
    with explained(), open_instance(session.home) as instance:  # Dagster's databases are on the same disk
        close_dead_runs(instance)
        tags = select_partitions(instance, registered, names)
        try:
            definitions.resolve_job_def("update").execute_in_process(
                run_config={
                    "ops": {"raw__objects": {"config": {"allow_deletes": allow_deletes}}},
                    "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},  # events are in the UI; a user gets the report
                },
                instance=instance,
                tags=tags | {IN_PROCESS: "true"},
                resources={"session": session},
                raise_on_error=True,
            )
        except DagsterAssetCheckFailedError:  # readers keep what they have
            assert session.report.refused, "a check that refuses says so in the report"
            checking.settle_refused(session)
