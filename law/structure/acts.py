"""The acts of a document: what it says that it does to other works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.records import (
    Act,
    Action,
    DocumentKind,
    Evidence,
    Instrument,
    Law,
    Span,
    Target,
    TextStage,
    Unit,
)
from law.structure.affected_works import AffectedWork, read_amended, read_repealed
from law.structure.enactment import latest
from law.structure.law import begins

_DRAFT = re.compile(r"征求意见稿|草案|送审稿|讨论稿|公开征求意见")


def read_instrument(title: str, law: Law | None) -> Instrument:
    """Find what sort of paper a document is, and whether a body adopted it.

    Args:
        title: The title of the document.
        law: What it says of itself as a norm.

    Returns:
        The instrument.
    """
    match = _DRAFT.search(title)
    if match:
        return Instrument(TextStage.DRAFT, Evidence("title", match[0]))
    if law is None or law.authority is None:
        return Instrument(TextStage.UNKNOWN, Evidence("none", ""))
    issuers = tuple(law.authority.value.split("、"))
    return Instrument(TextStage.ADOPTED, law.authority.evidence, issuers)


def read_acts(
    text: str,
    title: str,
    kind: DocumentKind,
    units: Sequence[Unit],
    law: Law,
    made: str | None,
) -> tuple[Act, ...]:
    """Read what a document says that it does to other works.

    Args:
        text: The clean text of the document.
        title: Its title.
        kind: Its kind.
        units: Its units.
        law: What it says of itself as a norm.
        made: The date of its version, in ISO form.

    Returns:
        The acts in the order of the text.
    """
    return tuple(_acts(text, title, kind, units, law, made))


def _acts(
    text: str,
    title: str,
    kind: DocumentKind,
    units: Sequence[Unit],
    law: Law,
    made: str | None,
) -> Iterator[Act]:
    spans = [Span(unit.start, unit.end) for unit in units]
    repealed = list(read_repealed(text, spans, kind))
    amended = list(read_amended(title, text, spans)) if kind is DocumentKind.DECISION else []
    if not repealed and not amended:
        return
    since = begins(law.commencements, law.events, made)
    acted = latest(law.events)
    day = acted[-1].date if acted else made
    for named in repealed:
        yield _act(Action.REPEAL, named, named.since or since, day)
    for named in amended:
        yield _act(Action.AMEND, named, since, made or day)


def _act(action: Action, named: AffectedWork, since: str | None, made: str | None) -> Act:
    dates = (named.version,) if named.version else ()
    target = Target(named.name, named.evidence.words, dates=dates)
    return Act(action, target, since, made, named.evidence)
