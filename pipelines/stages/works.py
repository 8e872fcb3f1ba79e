"""Structures to works in the order of the stages, again where a file turns out to be held."""

from __future__ import annotations

from pipelines.session import Session
from pipelines.stages import comparing, identifying, resolving, weighing
from pipelines.stages.comparing import Compared
from pipelines.stages.resolving import Resolved


def make_works(session: Session) -> tuple[Compared, Resolved]:
    """Compare, identify, weigh and resolve until no file is held any more.

    A file whose passages break a rule is held, and readers keep its earlier version, which may be
    of another work. So the stages run again over what changed. Each round takes a version away from
    a file, and a file has two at most.

    Args:
        session: The session of the run.

    Returns:
        What was compared, and what was resolved, in all rounds.
    """
    compared = comparing.find_duplicates(session)
    resolved = _resolve(session)
    held = resolved.held
    while held:
        comparing.find_duplicates(session)
        again = _resolve(session)
        held = again.held
        resolved.merge(again)
    return compared, resolved


def _resolve(session: Session) -> Resolved:
    identifying.identify_works(session)
    weighing.weigh_acts(session)
    return resolving.resolve_works(session)
