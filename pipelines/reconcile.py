"""The job `reconcile` in this process: one Dagster run, which the UI shows like any other."""

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
    """Compare the index with the catalog, and repair it where asked.

    An update that is under way is no drift: it is waited for.

    Args:
        settings: The settings of the run.
        home: The home.
        repair: Whether to repair what differs.
        sample: About how many rows are compared whole; 0 for all.
        seed: The seed by which these rows are drawn; the day in UTC where it is not given.
        patience: Seconds to wait for another writer.
        progress: Called as stages proceed.

    Returns:
        What was found, and what the repair came to.

    Raises:
        HomeLocked: Another process is still writing after that time.
        HomeError: The home cannot be used, or a newer lexops made the index.
        Refused: An update was not finished.
        UsageError: Nothing is published yet.
        ModelMismatch: A repair would need another model.
        ServiceUnreachable: A server does not answer.
    """
    home.reading_catalog().close()  # a home without one is left as it is
    with open_session(
        settings,
        home,
        "lexops reconcile",
        progress,
        patience=patience,
    ) as session:
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
