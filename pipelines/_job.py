"""A job in this process: one Dagster run, which the UI shows like any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.session import Session


def execute(
    session: Session,
    job: str,
    config: Mapping[str, Mapping[str, Any]] | None = None,
) -> bool:
    """Run a job of `pipelines.definitions` with this session.

    Args:
        session: The session of the run.
        job: The name of the job.
        config: The configuration of its steps, by name.

    Returns:
        False where a check refused; the session's report then says which.
    """
    from dagster._core.errors import DagsterAssetCheckFailedError  # has no public name

    from pipelines._instance import IN_PROCESS, close_dead_runs, open_instance, show_on_timeline
    from pipelines._interrupts import plain_interrupts
    from pipelines.definitions import definitions
    from storage.catalog import explained

    with (
        explained(),
        plain_interrupts(),
        open_instance(session.home) as instance,
    ):  # Dagster's databases are on the same disk
        close_dead_runs(instance)
        show_on_timeline(instance, job)
        try:
            definitions.resolve_job_def(job).execute_in_process(
                run_config={
                    "ops": {
                        step: {"config": dict(given)} for step, given in (config or {}).items()
                    },
                    "loggers": {
                        "console": {"config": {"log_level": "CRITICAL"}}
                    },  # events are in the UI; a user gets the report
                },
                instance=instance,
                tags={IN_PROCESS: "true"},
                resources={"session": session},
                raise_on_error=True,
            )
        except DagsterAssetCheckFailedError:  # readers keep what they have
            assert session.report.refused, "a check that refuses says so in the report"
            return False
    return True
