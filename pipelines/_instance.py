"""Dagster's own home, inside ours: runs and events."""

from __future__ import annotations

from functools import partial

import dagster as dg
from dagster._core.definitions.repository_definition import SINGLETON_REPOSITORY_NAME

from corpus.errors import HomeError, UsageError
from storage.home import Home

IN_PROCESS = "lexops/in_process"
"""Tag of runs that live in the process of `lexops run`: no daemon watches over them."""

CODE_LOCATION = "pipelines.definitions"
"""The name under which the UI knows our definitions: the module that `lexops dev` loads."""

_UNFINISHED = (
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
)
_CONFIGURATION = """\
# Written by lexops. Runs and events lie beside this file, in SQLite.
telemetry:
  enabled: false
nux:  # the window that asks newcomers for a mail address
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
"""


def configure(home: Home) -> None:
    """Write dagster.yaml where there is none; a user's changes to it stay."""
    file = home.dagster / "dagster.yaml"
    if not file.exists():
        file.write_text(_CONFIGURATION, encoding="utf-8")


def open_instance(home: Home) -> dg.DagsterInstance:
    """Open Dagster's instance of this home.

    Raises:
        HomeError: Another Dagster wrote its storage.
        UsageError: The user's settings of the instance are wrong.
    """
    from sqlalchemy.exc import DatabaseError
    from yaml import YAMLError

    configure(home)
    try:
        return dg.DagsterInstance.from_config(str(home.dagster))
    except (dg.DagsterInvalidConfigError, YAMLError) as error:
        raise UsageError(
            f"{home.dagster / 'dagster.yaml'}: {_in_one_line(error)}",
            remedy="correct the file, or move it away: lexops writes a new one",
        ) from error
    except (DatabaseError, dg.DagsterInvariantViolationError) as error:
        raise HomeError(
            f"Dagster's records can't be opened: {error}",
            remedy=f"move {home.dagster} away: only the history of runs is lost",
        ) from error


def _in_one_line(error: Exception) -> str:
    """What is wrong with the settings: the words of Dagster for each key, without alternatives."""
    if isinstance(error, dg.DagsterInvalidConfigError):
        problems = [problem.message.partition(" Expected:")[0] for problem in error.errors]
        return " ".join("; ".join(problems).split())
    return " ".join(str(error).split())


def show_on_timeline(instance: dg.DagsterInstance, job: str) -> None:
    """Let the runs that this process makes say which code location their job is in.

    The timeline of the UI shows only such runs. Dagster's own `execute_in_process` leaves it out.

    Args:
        instance: The instance that makes the runs.
        job: The name of the job.
    """
    # These have no public names.
    from dagster._core.remote_origin import (
        ManagedGrpcPythonEnvCodeLocationOrigin,
        RemoteJobOrigin,
        RemoteRepositoryOrigin,
    )
    from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

    target = LoadableTargetOrigin(module_name=CODE_LOCATION)
    location = ManagedGrpcPythonEnvCodeLocationOrigin(target, CODE_LOCATION)
    repository = RemoteRepositoryOrigin(location, SINGLETON_REPOSITORY_NAME)
    create_run = partial(
        instance.create_run_for_job,
        remote_job_origin=RemoteJobOrigin(repository, job),
    )
    setattr(instance, "create_run_for_job", create_run)  # noqa: B010 - mypy: no method is assigned


def close_dead_runs(instance: dg.DagsterInstance) -> None:
    """Mark as failed the runs that a killed `lexops run` left started.

    The caller has the writer's lock, so none of them is alive.
    """
    unfinished = dg.RunsFilter(statuses=list(_UNFINISHED), tags={IN_PROCESS: "true"})
    for run in instance.get_runs(filters=unfinished):
        instance.report_run_failed(
            run, "its process was ended; the next run carries on where it stopped"
        )
