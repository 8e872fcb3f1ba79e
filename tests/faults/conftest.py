"""A home and a few laws, as for the pipelines' tests; files are read in the tests' own process, since reading is not on trial here."""

from __future__ import annotations

import pytest

from pipelines.stages import runner
from tests.faults.runs import NoPool
from tests.pipelines.conftest import (  # noqa: F401 - fixtures
    _no_environment,
    dagster_template,
    home,
    home_with_dagster,
    indexed,
    laws,
    run,
    run_job,
    server,
    settings,
    state,
    store,
)


@pytest.fixture(autouse=True)
def _no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        runner,
        "Pool",
        NoPool,
    )
