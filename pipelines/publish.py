"""Publish and roll back: the index alone, without a look at the sources.

Each of them but the undoing of a delta is one Dagster run, which the UI shows like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines._job import execute
from pipelines.report import RunReport
from pipelines.session import Progress, Session, open_session
from storage.home import Home

if TYPE_CHECKING:
    from configs.settings import Settings


def publish(
    settings: Settings,
    home: Home,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> RunReport:
    """Give readers what the catalog has, and let updates through again where they were held.

    Args:
        settings: The settings of the run.
        home: The home.
        rebuild: Whether to build a new generation, whole, beside the live one.
        progress: Called as stages proceed.

    Returns:
        The report of the run.

    Raises:
        HomeLocked: Another process is writing.
        HomeError: The home cannot be used.
        ModelUnavailable: The profile's model is missing or damaged.
        ServiceUnreachable: A server does not answer.
    """
    return _run(
        settings,
        home,
        "lexops publish",
        progress,
        lambda session: _let_through(session, rebuild=rebuild),
    )


def roll_back_to(
    settings: Settings,
    home: Home,
    generation: str,
    *,
    progress: Progress | None = None,
) -> RunReport:
    """Move readers to an older generation, when it has everything that changed since it was left.

    Args:
        settings: The settings of the run.
        home: The home.
        generation: The name of the generation.
        progress: Called as stages proceed.

    Returns:
        The report of the run.

    Raises:
        UnknownValue: The index does not keep a generation of this name.
        ModelMismatch: Another model, or another version of lexops, made it.
    """
    from pipelines.stages import undoing

    return _run(
        settings,
        home,
        "lexops rollback",
        progress,
        lambda session: undoing.choose_generation(session, generation),
    )


def roll_back_delta(
    settings: Settings,
    home: Home,
    version: int,
    *,
    progress: Progress | None = None,
) -> RunReport:
    """Give readers what they had before a version of the live generation, and hold it there.

    This is no Dagster run: nothing of the catalog is materialised. The next run of any asset says
    that the generation is held.

    Args:
        settings: The settings of the run.
        home: The home.
        version: The version that is to be undone, with all after it.
        progress: Called as stages proceed.

    Returns:
        The report of the run.

    Raises:
        UsageError: Nothing is published yet.
        UnknownValue: The rows of before this version are not kept.
        ModelMismatch: The profile has another model than the live generation.
    """
    from pipelines.stages import projecting, undoing

    with open_session(
        settings,
        home,
        "lexops rollback",
        progress,
    ) as session:
        session.begin()
        undoing.undo_delta(session, version)
        projecting.report_live(session)
    return session.report


def _let_through(session: Session, *, rebuild: bool) -> None:
    from pipelines.stages import undoing

    generations = session.catalog.generations
    for generation in generations.all():
        if generation.held:
            generations.hold(generation.name, None)
    if rebuild:
        undoing.begin_generation(session)


def _run(
    settings: Settings,
    home: Home,
    command: str,
    progress: Progress | None,
    prepare: Callable[[Session], object],
) -> RunReport:
    from pipelines.stages import projecting

    home.reading_catalog().close()  # a home without one is left as it is
    with open_session(
        settings,
        home,
        command,
        progress,
    ) as session:
        session.begin()
        prepare(session)
        execute(session, "publish")
        projecting.report_live(session)
    return session.report
