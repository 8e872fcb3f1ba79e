"""`reconcile`: the job of that name in this process; one Dagster run, which the UI shows like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines._job import execute
from pipelines.session import Progress, open_session
from storage.home import Home

if TYPE_CHECKING:
    from configs.settings import Settings
    from pipelines.reconciliation import Reconciled


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
        execute(
            session,
            "reconcile",
            {
                "index__live_index_equals_catalog": {
                    "repair": repair,
                    "sample": sample,
                    "seed": seed,
                }
            },
        )
        reconciled = session.report.reconciled
        assert reconciled is not None, "the check of the job writes it into the report"
        return reconciled
