"""`reconcile`: the job of that name in this process; one Dagster run, which the UI shows like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.session import Progress, Session, open_session
from storage.home import Home

if TYPE_CHECKING:
    from configs.settings import Settings
    from pipelines.stages.reconciling import Reconciled


def reconcile(
    settings: Settings,
    home: Home,
    *,
    repair: bool = False,
    sample: int = 1_000,
    seed: str | None = None,
    patience: float = 60,
    progress: Progress | None = None,
) -> Reconciled:
    """Compare the index with the catalog, and mend what differs where `repair`; what that came to.

    An update that is under way is no drift: it is waited for, `patience` seconds, and HomeLocked is raised then. `sample` 0 looks at
    every row whole. Raises what `stages.reconciling.reconcile` raises, HomeError and ServiceUnreachable.
    """
    home.reading_catalog().close()  # a home without one is left as it is
    with open_session(settings, home, "lexops reconcile", progress, patience=patience) as session:
        _execute(session, {"repair": repair, "sample": sample, "seed": seed})
        assert session.reconciled, "the job's one step leaves it"
        return session.reconciled


def _execute(session: Session, options: dict[str, object]) -> None:
    from pipelines._instance import IN_PROCESS, close_dead_runs, open_instance
    from pipelines.definitions import definitions
    from storage.catalog import explained

    with explained(), open_instance(session.home) as instance:
        close_dead_runs(instance)
        definitions.resolve_job_def("reconcile").execute_in_process(
            run_config={
                "ops": {
                    "index__live_index_equals_catalog": {"config": {key: value for key, value in options.items() if value is not None}}
                },
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            instance=instance,
            tags={IN_PROCESS: "true"},
            resources={"session": session},
            raise_on_error=True,
        )
