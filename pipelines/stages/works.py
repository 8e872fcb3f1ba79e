"""Structures to works in the order of the stages, again where a file turns out to be held."""

from __future__ import annotations

from pipelines.session import Session
from pipelines.stages import citing, comparing, identifying, resolving, weighing
from pipelines.stages.citing import CitationTally
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


def cite_works(session: Session) -> CitationTally:
    """Find the citations of all works; make works anew where a file turns out to be held.

    Args:
        session: The session of the run.

    Returns:
        What was looked at, in all rounds.
    """
    found = citing.cite_passages(session)
    held = found.held
    while held:
        make_works(session)
        again = citing.cite_passages(session)
        held = again.held
        found.works += again.works
        found.passages += again.passages
        found.held += again.held
    if found.held:
        resolving.settle_reported(session)
    return found
