"""`publish` and `roll_back`: the index alone, without a look at the sources; each one Dagster run, which the UI shows like any other."""

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
    settings: Settings, home: Home, *, rebuild: bool = False, progress: Progress | None = None
) -> RunReport:
    """Give readers what the catalog holds, and let updates through again where they were held; what that came to.

    `rebuild`: in a new generation, built whole beside the live one. Raises HomeLocked, HomeError, ModelUnavailable, ServiceUnreachable.
    """
    return _run(
        settings,
        home,
        "lexops publish",
        progress,
        lambda session: _let_through(session, rebuild=rebuild),
    )


def roll_back_to(
    settings: Settings, home: Home, generation: str, *, progress: Progress | None = None
) -> RunReport:
    """Move readers to an older generation, once it has been told all that happened since. Raises as `stages.undoing.choose_generation` does."""
    from pipelines.stages import undoing

    return _run(
        settings,
        home,
        "lexops rollback",
        progress,
        lambda session: undoing.choose_generation(session, generation),
    )


def roll_back_delta(
    settings: Settings, home: Home, version: int, *, progress: Progress | None = None
) -> RunReport:
    """Give readers what they had before a version of the live generation, and hold it there. Raises as `stages.undoing.undo_delta` does.

    No Dagster run: nothing is materialised of what the catalog holds, and the next run of any asset says that the generation is held.
    """
    from pipelines.stages import projecting, undoing

    with open_session(settings, home, "lexops rollback", progress) as session:
        session.begin()
        undoing.undo_delta(session, version)
        projecting.report_live(session)
    return session.report


def _let_through(session: Session, *, rebuild: bool) -> None:
    from pipelines.stages import undoing

    for one in session.catalog.generations.all():
        if one.held:
            session.catalog.generations.hold(one.name, None)
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
    with open_session(settings, home, command, progress) as session:
        session.begin()
        prepare(session)
        execute(session, "publish")
        projecting.report_live(session)
    return session.report
